"""How far one weight can move before the ranking changes, the weights beside it keeping their proportions.

The share of a node among its siblings runs from 0 to 1; what stands above and below it stays. Totals are straight
lines in that share where every group from the node's own up to the root is arithmetic: there the crossings are
exact (Mareschal 1988, European Journal of Operational Research 33). Elsewhere they are searched on a grid, which leaves
out the very ends: where a weight vanishes altogether, a geometric mean or a minimum can jump.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.ground import NOBODY
from workbench.model.robustness import Crossing, OrderInterval, WeightInterval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.analysis.ground import Ground
    from workbench.engine.tree import GroupNode
    from workbench.model.evaluation import Matrix

    Curve = Callable[[Matrix], Matrix]
    """From shares, shape (n,), to a difference of totals, shape (n,)."""

GRID_STEPS = 512
"""Steps of the grid on which crossings of curved totals are bracketed: two closer than one step can be missed."""

EDGE = 1e-9
"""How close to no weight, and to all weight, the grid begins."""

ROUNDS = 12
"""Rounds of narrowing a bracket, each to a sixteenth: enough for the last digit of a float."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Totals as one share runs from 0 to 1: shares of shape (n,), totals of shape (n, n_options)."""

    shares: Matrix
    low: Matrix
    high: Matrix
    at: Callable[[Matrix], tuple[Matrix, Matrix]]
    straight: bool


def weight_intervals(ground: Ground, *, first_only: bool = False) -> tuple[WeightInterval, ...]:
    """Return for every leaf and group but the root what its weight can do, groups first, from the top down.

    Parameters
    ----------
    first_only
        Whether only the first rank is asked about: then the order behind it and all crossings are left out, whose
        search takes long where totals are curves.
    """
    tree = ground.problem.tree
    found = [
        _interval(ground, child, number, group, first_only=first_only)
        for number, group in reversed(tree.numbered_groups())
        for child in group.children
    ]
    return tuple(sorted(found, key=lambda each: each.node in tree.leaves))


def weight_interval(ground: Ground, node: str) -> WeightInterval | None:
    """Return what the weight of one leaf or group can do; None for the root and for what is not in the tree."""
    for number, group in ground.problem.tree.numbered_groups():
        for child in group.children:
            if ground.node_id(child) == node:
                return _interval(ground, child, number, group)
    return None


def _interval(ground: Ground, node: int, parent: int, group: GroupNode, *, first_only: bool = False) -> WeightInterval:
    share, parent_whole = float(ground.problem.local[node]), float(ground.wholes[parent])
    reason = _why_fixed(ground, node, group, parent_whole)
    name = ground.node_id(node)
    fixed = WeightInterval(
        node=name,
        label=ground.label(name),
        share=share,
        whole=float(ground.wholes[node]),
        parent_whole=parent_whole,
        first=None,
        overtaken_below=None,
        overtaken_above=None,
        order=(),
        crossings=(),
        exact=True,
        fixed=reason,
    )
    if reason:
        return fixed
    sweep = sweep_of(ground, node, group)
    first, below, above = _first(ground, sweep, share)
    return replace(
        fixed,
        first=first,
        overtaken_below=below,
        overtaken_above=above,
        order=() if first_only else tuple(_order(ground, sweep, share)),
        crossings=() if first_only else tuple(_crossings(ground, sweep, parent_whole)),
        exact=sweep.straight,
    )


def _why_fixed(ground: Ground, node: int, group: GroupNode, parent_whole: float) -> str:
    local, tree = ground.problem.local, ground.problem.tree
    siblings = [child for child in group.children if child != node]
    if not siblings:
        return "it has no sibling"
    if parent_whole <= 0:
        return "its group has no weight"
    if not local[siblings].any():
        return "no sibling has weight"
    if node >= len(tree.leaves) and not local[list(tree.groups[node - len(tree.leaves)].children)].any():
        return "nothing in it has weight"
    return ""


def sweep_of(ground: Ground, node: int, group: GroupNode) -> Sweep:
    """Return the totals as a node's share runs from 0 to 1."""

    def at(shares: Matrix) -> tuple[Matrix, Matrix]:
        return ground.between(with_share(ground, node, group, shares))

    straight = _is_straight(ground, node, group)
    own = float(ground.problem.local[node])
    shares = np.array([0.0, 1.0])
    if not straight:
        shares = np.union1d(np.linspace(EDGE, 1.0 - EDGE, GRID_STEPS + 1), [own])
    return Sweep(shares, *at(shares), at, straight)


def with_share(ground: Ground, node: int, group: GroupNode, shares: Matrix) -> Matrix:
    """Return local weights, shape (n, n_nodes), with a node at each share and its siblings in proportion."""
    local = np.tile(ground.problem.local, (len(shares), 1))
    siblings = [child for child in group.children if child != node]
    rest = ground.problem.local[siblings]
    local[:, node] = shares
    local[:, siblings] = (1.0 - shares)[:, None] * (rest / rest.sum())
    return local


def _is_straight(ground: Ground, node: int, group: GroupNode) -> bool:
    """Return whether totals are straight lines in a node's share."""
    tree = ground.linear_tree
    if tree is None or not ground.applies[:, list(group.children)].all():
        return False
    rules = {child: each for _, each in tree.numbered_groups() for child in each.children}
    numbers = {each.id: number for number, each in tree.numbered_groups()}
    while node in rules:
        if rules[node].aggregator != "arithmetic":
            return False
        node = numbers[rules[node].id]
    return True


def _first(ground: Ground, sweep: Sweep, share: float) -> tuple[OrderInterval | None, str | None, str | None]:
    """Return where the first-ranked option stays first, and who comes first beyond."""
    if ground.first == NOBODY or len(ground.options) == 1:
        return None, None, None
    rivals = [place for place in range(len(ground.options)) if place != ground.first]
    ends: list[tuple[float, str | None]] = []
    for direction in (-1, 1):
        losses = [(_loss(ground, sweep, (ground.first, rival), share, direction), rival) for rival in rivals]
        lost = [(at, rival) for at, rival in losses if at is not None]
        if not lost:
            ends.append((0.0 if direction < 0 else 1.0, None))
        else:
            at, rival = min(lost, key=lambda each: direction * each[0])
            ends.append((at, ground.options[rival]))
    (low, below), (high, above) = ends
    return OrderInterval(ground.options[ground.first], "", low, high), below, above


def _order(ground: Ground, sweep: Sweep, share: float) -> Iterator[OrderInterval]:
    low, high = ground.base
    for upper, lower in pairwise(ground.order):
        if low[upper] < high[lower] - ground.tolerance:
            continue
        below, above = (_loss(ground, sweep, (upper, lower), share, direction) for direction in (-1, 1))
        yield OrderInterval(
            ground.options[upper],
            ground.options[lower],
            0.0 if below is None else below,
            1.0 if above is None else above,
        )


def _loss(ground: Ground, sweep: Sweep, pair: tuple[int, int], share: float, direction: int) -> float | None:
    """Return the share nearest to the present one, in a direction, beyond which the first of a pair is below."""
    upper, lower = pair
    gap = sweep.low[:, upper] - sweep.high[:, lower]
    beyond = (sweep.shares - share) * direction >= 0
    shares, gaps = sweep.shares[beyond][::direction], gap[beyond][::direction]
    lost = np.flatnonzero(gaps < -ground.tolerance)
    if not lost.size:
        return None
    place = int(lost[0])
    if sweep.straight:
        return _meeting(gap, share, direction)
    if place == 0:
        return share

    def curve(at: Matrix) -> Matrix:
        low, high = sweep.at(at)
        difference: Matrix = low[:, upper] - high[:, lower]
        return difference

    return narrow(curve, float(shares[place - 1]), float(shares[place]), float(gaps[place - 1]), float(gaps[place]))


def _meeting(gap: Matrix, share: float, direction: int) -> float:
    """Return where a straight line from share 0 to share 1 is 0, not on the wrong side of the present share."""
    at = float(gap[0] / (gap[0] - gap[1]))
    return max(at, share) if direction > 0 else min(at, share)


def _crossings(ground: Ground, sweep: Sweep, parent_whole: float) -> Iterator[Crossing]:
    """Yield where the curves of two complete options cross, between the ends."""
    low, high = ground.base
    sure = [place for place in ground.order if low[place] == high[place]]
    for upper, lower in _crossing_pairs(sweep, sure, ground.tolerance):
        for at in _roots(ground, sweep, upper, lower):
            yield Crossing((ground.options[upper], ground.options[lower]), at, at * parent_whole)


def _crossing_pairs(sweep: Sweep, sure: list[int], tolerance: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs of which each option is clearly above the other somewhere."""
    for number, upper in enumerate(sure):
        others = sure[number + 1 :]
        gaps = sweep.low[:, [upper]] - sweep.low[:, others]
        crossing = (gaps > tolerance).any(axis=0) & (gaps < -tolerance).any(axis=0)
        for place in np.flatnonzero(crossing).tolist():
            yield upper, others[place]


def _roots(ground: Ground, sweep: Sweep, upper: int, lower: int) -> Iterator[float]:
    """Yield where two curves that cross do so."""
    gap = sweep.low[:, upper] - sweep.low[:, lower]
    if sweep.straight:
        yield float(gap[0] / (gap[0] - gap[1]))
        return
    clear = np.flatnonzero(np.abs(gap) > ground.tolerance)
    signs = np.sign(gap[clear])
    for place in np.flatnonzero(signs[1:] != signs[:-1]):
        start, stop = clear[place], clear[place + 1]

        def curve(at: Matrix) -> Matrix:
            low = sweep.at(at)[0]
            difference: Matrix = low[:, upper] - low[:, lower]
            return difference

        ends = float(sweep.shares[start]), float(sweep.shares[stop])
        yield narrow(curve, *ends, float(gap[start]), float(gap[stop]))


def narrow(curve: Curve, start: float, stop: float, at_start: float, at_stop: float) -> float:
    """Return the last point, seen from the start, at which a curve does not yet have the sign it has at the stop.

    Parameters
    ----------
    at_start, at_stop
        The curve's values there. Where it has the same sign at both, which is rounding, the start is returned.
    """
    sign = np.sign(at_stop)
    if at_start * sign > 0 or sign == 0:
        return start
    for _ in range(ROUNDS):
        # The straight line through the ends is exact where the curve is straight between them.
        line = start + (stop - start) * at_start / (at_start - at_stop)
        points = np.sort(np.append(np.linspace(start, stop, 17), line))
        points = points if start <= stop else points[::-1]
        values = curve(points)
        values[0], values[-1] = at_start, at_stop
        place = int(np.flatnonzero(values * sign > 0)[0])
        start, stop, at_start, at_stop = (
            float(each) for each in (points[place - 1], points[place], values[place - 1], values[place])
        )
        if start == stop:
            break
    return start
