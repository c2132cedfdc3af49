"""What a single score can do: the nearest one that changes the first rank, and whether one level is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.ground import NOBODY, lead_of
from workbench.analysis.weight_intervals import narrow
from workbench.engine.method import computed_measures, value_functions
from workbench.engine.problem import weighted_computed
from workbench.model.criterion import Leaf
from workbench.model.robustness import ScoreFlip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.analysis.ground import Ground
    from workbench.model.evaluation import Matrix

GRID_STEPS = 32
"""Points from the present score to each end of its scale, beside the kinks of its value function."""

SMALLEST = 1e-9
"""Stands for a worth of 0 where a method divides by it or takes its logarithm."""


def score_flips(ground: Ground) -> tuple[ScoreFlip, ...]:
    """Return for every score that counts what it can do to the first rank, the nearest change first.

    Empty where there is no first-ranked option, or no other.
    """
    if ground.first == NOBODY or len(ground.options) == 1:
        return ()
    found = [
        _flip(ground, place, column, leaf)
        for column, name in enumerate(ground.problem.tree.leaves)
        if isinstance(leaf := ground.study.criterion[name], Leaf) and _counts(ground, column)
        for place, row in enumerate(ground.rows)
        if ground.problem.known[row, column]
    ]
    return tuple(sorted(found, key=lambda each: np.inf if each.levels is None else each.levels))


def _counts(ground: Ground, column: int) -> bool:
    """Return whether a leaf has weight, or is read by a computed leaf that has."""
    name = ground.problem.tree.leaves[column]
    computed = weighted_computed(ground.study, ground.problem).values()
    return bool(ground.problem.weights[column] > 0) or any(name in leaf.computed.inputs for leaf in computed)


def totals_at(ground: Ground, place: int, column: int, raw: Matrix) -> tuple[Matrix, Matrix]:
    """Return the least and greatest totals, shape (n, n_options) each, with one score at each of n raw numbers."""
    rows = ground.problem
    row, leaf = ground.rows[place], ground.study.criterion[rows.tree.leaves[column]]
    if not isinstance(leaf, Leaf):
        message = f"{leaf.id} is not scored"
        raise TypeError(message)
    worth = value_functions()[leaf.value_function.kind].value(raw, leaf.worst, leaf.best, leaf.value_function)
    if ground.totals.aggregation.needs_positive:
        worth = np.maximum(worth, SMALLEST)
    changed = [(column, worth), *_recomputed(ground, row, column, raw)]
    low, high = (_replaced(table, place, changed) for table in ground.tables)
    least = ground.totals.oriented(rows.local, low)
    return least, least if ground.complete else ground.totals.oriented(rows.local, high)


def _replaced(table: Matrix, place: int, changed: list[tuple[int, Matrix]]) -> Matrix:
    tables = np.tile(table, (len(changed[0][1]), 1, 1))
    for column, values in changed:
        tables[:, place, column] = values
    return tables


def _recomputed(ground: Ground, row: int, column: int, raw: Matrix) -> Iterator[tuple[int, Matrix]]:
    """Yield the weighted computed leaves that read a score, with what they become."""
    leaves = ground.problem.tree.leaves
    places = {name: number for number, name in enumerate(leaves)}
    for number, leaf in weighted_computed(ground.study, ground.problem).items():
        inputs = [places[each] for each in leaf.computed.inputs]
        if column not in inputs or not ground.problem.known[row, inputs].all():
            continue
        numbers = np.tile(ground.problem.performances[row], (len(raw), 1))
        numbers[:, column] = raw
        benefits, burdens = (
            [places[each] for each in names] for names in (leaf.computed.benefits, leaf.computed.burdens)
        )
        measure = computed_measures()[leaf.computed.measure]
        yield number, measure.compute(numbers[:, benefits], numbers[:, burdens])


def _flip(ground: Ground, place: int, column: int, leaf: Leaf) -> ScoreFlip:
    row = ground.rows[place]
    now = float(ground.problem.performances[row, column])

    def totals(raw: Matrix) -> tuple[Matrix, Matrix]:
        return totals_at(ground, place, column, raw)

    def lead(low: Matrix, high: Matrix) -> Matrix:
        return lead_of(low, high, ground.first)

    ends = leaf.scale.low, leaf.scale.high
    moved = [float(np.clip(now + step, *ends)) for step in (-leaf.scale.step, leaf.scale.step)]
    after = [_who_leads(ground, *totals(np.array([raw]))) for raw in moved]
    losses = [at for end in ends if (at := nearest_loss(totals, lead, (now, end), leaf, ground.tolerance)) is not None]
    needed = min(losses, key=lambda each: abs(each - now), default=None)
    return ScoreFlip(
        option=ground.options[place],
        criterion=leaf.id,
        label=leaf.brief,
        now=now,
        level=leaf.scale.step,
        needed=needed,
        becomes=None if needed is None else _best_rival(ground, totals(np.array([needed]))[1]),
        one_level=next((name for name in after if name), None),
    )


def _who_leads(ground: Ground, low: Matrix, high: Matrix) -> str | None:
    """Return who comes above the first-ranked option in the first of some totals, if anybody does."""
    if lead_of(low[0], high[0], ground.first) >= -ground.tolerance:
        return None
    return _best_rival(ground, high)


def _best_rival(ground: Ground, high: Matrix) -> str:
    others = high[0].copy()
    others[ground.first] = -np.inf
    return ground.options[int(others.argmax())]


def nearest_loss(
    totals: Callable[[Matrix], tuple[Matrix, Matrix]],
    lead: Callable[[Matrix, Matrix], Matrix],
    way: tuple[float, float],
    leaf: Leaf,
    tolerance: float,
) -> float | None:
    """Return the raw score nearest to the present one, on the way to an end of the scale, where a lead is lost.

    Parameters
    ----------
    totals
        The least and greatest totals, shape (n, n_options) each, at each of n raw scores.
    lead
        From those, shape (n,): lost where it is below 0.
    way
        The present raw score and the end.
    """
    now, end = way
    if now == end:
        return None
    kinks = value_functions()[leaf.value_function.kind].kinks(leaf.value_function)
    between = [each for each in kinks if min(now, end) < each < max(now, end)]
    points = np.union1d(np.linspace(now, end, GRID_STEPS + 1), between)
    points = points if now < end else points[::-1]
    leads = lead(*totals(points))
    lost = np.flatnonzero(leads < -tolerance)
    if not lost.size:
        return None
    place = int(lost[0])
    if place == 0:
        return now

    def curve(raw: Matrix) -> Matrix:
        return lead(*totals(raw))

    return narrow(curve, *points[place - 1 : place + 1].tolist(), *leads[place - 1 : place + 1].tolist())
