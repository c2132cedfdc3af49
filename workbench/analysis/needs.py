"""What the lower of two options would need to draw level: weights, one score, or several scores by a level."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.explanation_words import joined
from workbench.analysis.one_score import one_score
from workbench.analysis.score_flips import nearest_losses
from workbench.analysis.smallest_change import best_lead, better_by, least_change, moves_of, puts_above, units_of
from workbench.analysis.weight_words import better_on, capital, free_words, moved_words, while_words
from workbench.model.criterion import Leaf
from workbench.model.robustness import Need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.analysis.ground import Ground
    from workbench.analysis.one_score import Places
    from workbench.analysis.smallest_change import Units
    from workbench.model.evaluation import Matrix

DUST = 1e-9
"""Weights and points smaller than this are rounding."""

MOST_SCORES = 4
"""Single scores that are named."""

MOST_MOVES = 12
"""Scores raised together before it is said that levels do not close the margin."""


def needs(ground: Ground, upper: int, lower: int) -> tuple[Need, ...]:
    """Return what would put the lower option level with the upper one; the least of each kind first.

    Where scores are missing, the lower option's gaps are at their best and the upper one's at their worst. Empty
    where that is enough by itself: then the missing scores decide.
    """
    if ground.base[0][upper] < ground.base[1][lower] - ground.tolerance:
        return ()
    return (*_weights(ground, upper, lower), *_scores(ground, upper, lower), *_levels(ground, upper, lower))


def _weights(ground: Ground, upper: int, lower: int) -> Iterator[Need]:
    try:
        units = units_of(ground)
    except ValueError:
        yield Need("weight", "The weights cannot be searched here: totals are not linear in them.", 1.0)
        return
    lead = (units.high[lower] - units.low[upper])[None, :]
    if best_lead(lead)[0] < -DUST:
        yield Need("weight", _no_weights(ground, upper, lower, units), 1.0)
        return
    changed = least_change(units.weights, lead, "l1")
    size = float(np.abs(changed - units.weights).sum() / 2)
    much, moved = moved_words(size, moves_of(ground, units, changed))
    yield Need("weight", f"{much} of all weight moves ({free_words(units.held, units.resting)}): {moved}.", size)


def _no_weights(ground: Ground, upper: int, lower: int, units: Units) -> str:
    label, above = (ground.labels[ground.options[place]] for place in (lower, upper))
    if not (units.held or units.resting) or better_by(ground, upper, lower) > DUST:
        return f"No weights put {label} level: {above} is better on every criterion that counts."
    alone = puts_above(ground, lower, [upper])
    beyond = f"With all weight on {alone} it stands above." if alone else "Other weights were not searched."
    return (
        f"{capital(while_words(units.held, units.resting))}, no weights put {label} level: {above} is better "
        f"{better_on(units.held)}. {beyond}"
    )


def _scores(ground: Ground, upper: int, lower: int) -> Iterator[Need]:
    """Yield the single scores that would be enough, those that take the fewest levels first."""
    found, changing = [], one_score(ground)
    for place in (lower, upper):
        for column, name in enumerate(ground.problem.tree.leaves):
            leaf = ground.study.criterion[name]
            row = ground.rows[place]
            if not isinstance(leaf, Leaf) or not ground.problem.known[row, column]:
                continue
            now = float(ground.problem.performances[row, column])
            gaps = partial(changing.gaps, (upper, lower), column)
            needed = _nearest(ground, gaps, place, now, leaf)
            if needed is None:
                continue
            levels = abs(needed - now) / leaf.scale.step
            text = (
                f"{ground.labels[ground.options[place]]} on {leaf.brief}: {now:g} → {needed:.4g} "
                f"({levels:.2f} level{'' if levels == 1 else 's'})."
            )
            found.append(Need("score", text, levels))
    yield from sorted(found, key=lambda each: each.size)[:MOST_SCORES]
    if not found:
        yield Need("score", "No single score on its scale would be enough.", np.inf)


def _nearest(
    ground: Ground, gaps: Callable[[Places, Matrix], Matrix], place: int, now: float, leaf: Leaf
) -> float | None:
    def leads(_among: Places, raw: Matrix) -> Matrix:
        return gaps(np.full(len(raw), place), raw)

    ends = leaf.scale.low, leaf.scale.high
    losses = (nearest_losses(leads, np.array([now]), end, leaf, ground.tolerance) for end in ends)
    return min((at for each in losses for at in each if at is not None), key=lambda at: abs(at - now), default=None)


def _levels(ground: Ground, upper: int, lower: int) -> Iterator[Need]:
    """Yield which scores of the lower option, each better by a level, would be enough together; the best one first."""
    problem, row = ground.problem, ground.rows[lower]
    low, high = (table.copy() for table in ground.tables)
    label = ground.labels[ground.options[lower]]
    raised: list[str] = []
    open_to = [
        column
        for column in np.flatnonzero((problem.steps > 0) & problem.known[row]).tolist()
        if problem.weights[column]
    ]
    while len(raised) < MOST_MOVES and open_to:
        gains = []
        for column in open_to:
            tried = _raised(low, lower, column, problem.steps[column])
            gains.append(float(ground.totals.oriented(problem.local, tried)[lower]))
        best = open_to.pop(int(np.argmax(gains)))
        low, high = (_raised(table, lower, best, problem.steps[best]) for table in (low, high))
        raised.append(ground.label(problem.tree.leaves[best]))
        totals = ground.totals.oriented(problem.local, low), ground.totals.oriented(problem.local, high)
        if totals[1][lower] >= totals[0][upper] - ground.tolerance:
            text = f"{label} one level better on {joined(raised)}."
            yield Need("levels", text, float(len(raised)))
            return
    text = f"{label} one level better on {len(raised)} criteria would not be enough."
    yield Need("levels", text, np.inf)


def _raised(table: Matrix, place: int, column: int, step: float) -> Matrix:
    changed = table.copy()
    changed[place, column] = min(100.0, changed[place, column] + step)
    return changed
