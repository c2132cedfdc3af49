"""What a single score can do: the nearest one that changes the first rank, and whether one level is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.ground import NOBODY
from workbench.analysis.one_score import one_score
from workbench.analysis.weight_intervals import narrow
from workbench.engine.method import value_functions
from workbench.engine.problem import weighted_computed
from workbench.model.criterion import Leaf
from workbench.model.robustness import ScoreFlip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.analysis.ground import Ground
    from workbench.analysis.one_score import OneScore, Places
    from workbench.model.evaluation import Matrix

GRID_STEPS = 32
"""Points from the present score to each end of its scale, beside the kinks of its value function."""


def score_flips(ground: Ground) -> tuple[ScoreFlip, ...]:
    """Return for every score that counts what it can do to the first rank, the nearest change first.

    Empty where there is no first-ranked option, or no other.
    """
    if ground.first == NOBODY or len(ground.options) == 1:
        return ()
    changing = one_score(ground)
    found = [
        flip
        for column, name in enumerate(ground.problem.tree.leaves)
        if isinstance(leaf := ground.study.criterion[name], Leaf) and _counts(ground, column)
        for flip in _flips(ground, changing, column, leaf)
    ]
    return tuple(sorted(found, key=lambda each: np.inf if each.levels is None else each.levels))


def _counts(ground: Ground, column: int) -> bool:
    """Return whether a leaf has weight, or is read by a computed leaf that has."""
    name = ground.problem.tree.leaves[column]
    computed = weighted_computed(ground.study, ground.problem).values()
    return bool(ground.problem.weights[column] > 0) or any(name in leaf.computed.inputs for leaf in computed)


def _flips(ground: Ground, changing: OneScore, column: int, leaf: Leaf) -> Iterator[ScoreFlip]:
    """Yield what every option's score on a leaf can do, in the options' order."""
    rows = np.array(ground.rows)
    places = np.flatnonzero(ground.problem.known[rows, column])
    now = ground.problem.performances[rows[places], column]
    ends, step = (leaf.scale.low, leaf.scale.high), leaf.scale.step

    def leads(among: Places, raw: Matrix) -> Matrix:
        return changing.leads(column, places[among], raw)

    moved = np.clip(now[:, None] + np.array([-step, step]), *ends)
    overtaken = leads(np.arange(len(places)), moved) < -ground.tolerance
    losses = [nearest_losses(leads, now, end, leaf, ground.tolerance) for end in ends]
    for number, place in enumerate(places.tolist()):
        start = float(now[number])
        found = [at for each in losses if (at := each[number]) is not None]
        needed = min(found, key=lambda at: abs(at - start), default=None)
        after = moved[number, overtaken[number]].tolist()
        yield ScoreFlip(
            option=ground.options[place],
            criterion=leaf.id,
            label=leaf.brief,
            now=start,
            level=step,
            needed=needed,
            becomes=None if needed is None else changing.rival(column, place, needed),
            one_level=changing.rival(column, place, after[0]) if after else None,
        )


def nearest_losses(
    leads: Callable[[Places, Matrix], Matrix], now: Matrix, end: float, leaf: Leaf, tolerance: float
) -> list[float | None]:
    """Return for each score the raw number nearest to it, on the way to an end of the scale, where a lead is lost.

    Parameters
    ----------
    leads
        From places among the scores, shape (m,), and raw numbers, shape (m, n), to leads of that shape: lost where
        below 0.
    now : Matrix of shape (n_scores,)
        The present raw scores.
    """
    found: list[float | None] = [None] * len(now)
    moving = np.flatnonzero(now != end)
    points = _points(now[moving], end, leaf)
    gaps = leads(moving, points)
    lost = gaps < -tolerance
    for row in np.flatnonzero(lost.any(axis=1)).tolist():
        number, place = int(moving[row]), int(lost[row].argmax())
        if place == 0:
            found[number] = float(now[number])
            continue

        def curve(raw: Matrix, number: int = number) -> Matrix:
            result: Matrix = leads(np.array([number]), raw[None])[0]
            return result

        between = slice(place - 1, place + 1)
        found[number] = narrow(curve, *points[row, between].tolist(), *gaps[row, between].tolist())
    return found


def _points(now: Matrix, end: float, leaf: Leaf) -> Matrix:
    """Return where a score is tried on its way to an end, shape (n_scores, n); a kink beyond stands at its nearest."""
    kinks = value_functions()[leaf.value_function.kind].kinks(leaf.value_function)
    between = [np.clip(kink, np.minimum(now, end), np.maximum(now, end)) for kink in kinks]
    points = np.linspace(now, end, GRID_STEPS + 1, axis=-1)
    points = np.concatenate([points, *(each[:, None] for each in between)], axis=1)
    points.sort(axis=1)
    return np.where((now < end)[:, None], points, points[:, ::-1])
