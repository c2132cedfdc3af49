"""What one weight or one score does to the totals: whole curves, and how far each input moves the lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from workbench.analysis.ground import NOBODY, lead_of
from workbench.analysis.weight_intervals import EDGE, with_share
from workbench.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.analysis.ground import Ground
    from workbench.engine.tree import GroupNode
    from workbench.model.evaluation import Matrix

STEPS = 100
"""Steps of a curve."""

HALF, DOUBLE = 0.5, 2.0
"""What a criterion's points are multiplied with."""


class Totals(NamedTuple):
    """Totals over one share: shares of shape (n,), least and greatest totals of shape (n, n_options)."""

    now: float
    shares: Matrix
    low: Matrix
    high: Matrix


class Swing(NamedTuple):
    """The lead with an input at its lower and at its upper end."""

    option: str
    """Whose score; empty for a weight."""
    node: str
    low: float
    high: float


def movable(ground: Ground) -> Iterator[tuple[int, GroupNode]]:
    """Yield the nodes whose share can move, with their groups, groups before leaves, from the top down."""
    tree, local = ground.problem.tree, ground.problem.local
    found = [
        (child, group)
        for number, group in reversed(tree.numbered_groups())
        for child in group.children
        if ground.wholes[number] > 0 and any(local[each] > 0 for each in group.children if each != child)
    ]
    yield from sorted(found, key=lambda each: each[0] < len(tree.leaves))


def totals_over(ground: Ground, name: str) -> Totals:
    """Return every option's totals while the share of one criterion or group runs from 0 to 1.

    Raises
    ------
    UsageError
        When there is no such node, or its weight cannot move.
    """
    nodes = {ground.node_id(node): (node, group) for node, group in movable(ground)}
    if name not in nodes:
        message = f"The weight of {name!r} cannot move."
        raise UsageError(message, hint=nearest(name, nodes))
    node, group = nodes[name]
    now = float(ground.problem.local[node])
    shares = np.union1d(np.linspace(EDGE, 1.0 - EDGE, STEPS + 1), [now])
    return Totals(now, shares, *ground.between(with_share(ground, node, group, shares)))


def weight_swings(ground: Ground) -> tuple[Swing, ...]:
    """Return the lead with each criterion's points halved and doubled, its siblings' points as they are.

    Empty where there is no first-ranked option, or no other.
    """
    if ground.lead is None:
        return ()
    found = []
    for node, group in movable(ground):
        share = float(ground.problem.local[node])
        if node >= len(ground.problem.tree.leaves) or share <= 0:
            continue
        shares = np.array([share * factor / (1 - share + share * factor) for factor in (HALF, DOUBLE)])
        leads = lead_of(*ground.between(with_share(ground, node, group, shares)), ground.first)
        found.append(Swing("", ground.node_id(node), float(leads[0]), float(leads[1])))
    return _largest_first(found)


def score_swings(ground: Ground) -> tuple[Swing, ...]:
    """Return the lead with each score of the first-ranked option and its best rival one level down and up in worth."""
    if ground.lead is None or ground.first == NOBODY:
        return ()
    problem = ground.problem
    rival = next(place for place in ground.order if place != ground.first)
    found = []
    for column, name in enumerate(problem.tree.leaves):
        for row in (ground.first, rival):
            if problem.weights[column] <= 0 or not problem.known[ground.rows[row], column]:
                continue
            leads = [_lead_with(ground, (row, column), sign * float(problem.steps[column])) for sign in (-1, 1)]
            found.append(Swing(ground.options[row], name, leads[0], leads[1]))
    return _largest_first(found)


def _lead_with(ground: Ground, cell: tuple[int, int], by: float) -> float:
    tables = []
    for table in ground.tables:
        changed = table.copy()
        changed[cell] = min(100.0, max(0.0, changed[cell] + by))
        tables.append(ground.totals.oriented(ground.problem.local, changed))
    return float(lead_of(tables[0], tables[1], ground.first))


def _largest_first(found: list[Swing]) -> tuple[Swing, ...]:
    return tuple(sorted(found, key=lambda each: -abs(each.high - each.low)))
