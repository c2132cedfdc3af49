"""Taking the difference between two options apart into what each leaf gives to it, exactly.

Where a group is arithmetic, a child gives its weight times its difference. Where it is not, a child gives its Shapley
value (Shapley 1953, Contributions to the Theory of Games II): the mean over all orders in which the children can be
exchanged, one option's for the other's. What a group gives is passed down to its children in proportion to what they
give to the group. Whatever the rules, the parts add up to the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.group_totals import GROUP_TOTALS
from workbench.engine.formulas.weights import normalize_weights
from workbench.engine.tree import node_weights, roll_up

if TYPE_CHECKING:
    from workbench.engine.tree import GroupNode, Tree
    from workbench.model.evaluation import Mask, Matrix

MOST_EXCHANGED = 12
"""Children of a group up to which every order is counted; of more, the group's own order and its reverse."""

DUST = 1e-12
"""Two values closer than this are equal."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One option: the values and the shares of all nodes, shape (n_nodes,) each."""

    values: Matrix
    local: Matrix


def profile(tree: Tree, values: Matrix, local: Matrix) -> Profile:
    """Return an option's profile from the values of its leaves, shape (n_leaves,)."""
    return Profile(roll_up(tree, values[None, :], local)[0], local)


def decompose(tree: Tree, one: Profile, other: Profile) -> Matrix:
    """Return each leaf's part of the difference between two options, shape (n_leaves,), summing to it."""
    parts = np.zeros(tree.n_nodes)
    rates = np.zeros(tree.n_nodes)
    rates[-1] = 1.0
    for node, group in reversed(tree.numbered_groups()):
        children = list(group.children)
        if not (one.local[children].any() and other.local[children].any()):
            # Nothing in it applies to one of the two: it differs as a whole.
            parts[node] += rates[node] * (one.values[node] - other.values[node])
        elif rates[node]:
            split = _additive if group.aggregator == "arithmetic" else _exchanged
            split(group, (one, other), rates[node], rates, parts)
        if parts[node]:
            _spread(group, (one, other), parts, node)
    leaves = slice(0, len(tree.leaves))
    difference = one.values[leaves] - other.values[leaves]
    result: Matrix = parts[leaves] + rates[leaves] * difference
    return result


def _additive(group: GroupNode, pair: tuple[Profile, Profile], rate: float, rates: Matrix, parts: Matrix) -> None:
    """Give each child its mean weight as a rate; where the two options' weights differ, also a part for that."""
    children = list(group.children)
    weights = np.stack([each.local[children] for each in pair])
    values = np.stack([each.values[children] for each in pair])
    # What does not apply to an option has no value there: only its weight makes a difference.
    both = (weights > 0).all(axis=0)
    rates[children] = np.where(both, rate * weights.mean(axis=0), 0.0)
    gaps = weights[0] - weights[1]
    if gaps.any():
        levels = np.where(both, values.mean(axis=0), np.where(weights[0] > 0, values[0], values[1]))
        middle = (weights.mean(axis=0) * levels).sum()
        parts[children] += rate * gaps * (levels - middle)


def _exchanged(group: GroupNode, pair: tuple[Profile, Profile], rate: float, rates: Matrix, parts: Matrix) -> None:
    """Give each child its Shapley value: as a rate of its own difference, or as a part where it has none."""
    children = list(group.children)
    shares = shapley(group.aggregator, *((each.values[children], each.local[children]) for each in pair))
    gaps = pair[0].values[children] - pair[1].values[children]
    clear = np.abs(gaps) > DUST
    rates[children] = np.where(clear, rate * shares / np.where(clear, gaps, 1.0), 0.0)
    parts[children] += np.where(clear, 0.0, rate * shares)


def _spread(group: GroupNode, pair: tuple[Profile, Profile], parts: Matrix, node: int) -> None:
    """Pass a part that a group has by its weight alone on to its children, by their weights."""
    children = list(group.children)
    weights = pair[0].local[children] + pair[1].local[children]
    parts[children] += parts[node] * normalize_weights(weights)


def shapley(aggregator: str, one: tuple[Matrix, Matrix], other: tuple[Matrix, Matrix]) -> Matrix:
    """Return what each child gives to a group's difference, shape (n_children,), summing to it.

    Parameters
    ----------
    one, other
        Each option's values and weights of the children, shape (n_children,) each.
    """
    count = len(one[0])
    if count > MOST_EXCHANGED:
        forward = list(range(count))
        return (_in_order(aggregator, one, other, forward) + _in_order(aggregator, one, other, forward[::-1])) / 2
    chosen = (np.arange(2**count)[:, None] >> np.arange(count)) & 1 == 1
    totals = _mixed(aggregator, one, other, chosen)
    sizes = chosen.sum(axis=1)
    likelihood = np.array([factorial(size) * factorial(count - size - 1) for size in range(count)]) / factorial(count)
    shares = np.zeros(count)
    for child in range(count):
        without = np.flatnonzero(~chosen[:, child])
        gains = totals[without + 2**child] - totals[without]
        shares[child] = (likelihood[sizes[without]] * gains).sum()
    return shares


def _mixed(aggregator: str, one: tuple[Matrix, Matrix], other: tuple[Matrix, Matrix], chosen: Mask) -> Matrix:
    """Return the group's totals with the chosen children taken from one option, the rest from the other."""
    values, weights = (np.where(chosen, mine, yours) for mine, yours in zip(one, other, strict=True))
    return GROUP_TOTALS[aggregator](values, normalize_weights(weights))


def _in_order(aggregator: str, one: tuple[Matrix, Matrix], other: tuple[Matrix, Matrix], order: list[int]) -> Matrix:
    chosen = np.zeros((len(order) + 1, len(order)), dtype=bool)
    for step, child in enumerate(order):
        chosen[step + 1 :, child] = True
    shares = np.zeros(len(order))
    shares[order] = np.diff(_mixed(aggregator, one, other, chosen))
    return shares


def leaf_weights(tree: Tree, pair: tuple[Profile, Profile]) -> Matrix:
    """Return the mean of two options' leaf weights as parts of the whole, shape (n_leaves,)."""
    whole: Matrix = np.mean([node_weights(tree, each.local)[: len(tree.leaves)] for each in pair], axis=0)
    return whole
