"""The tree for many weight vectors at once: one row a node, one column (a lane) a sample, so that a row is contiguous.

The same calculations as in `engine.tree`, whose last axis is the node; here the node is the first axis. Sums over a
few siblings then become a few operations on long rows, and groups of leaves become one matrix product.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.group_totals import GROUP_TOTALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.engine.tree import GroupNode, Tree
    from workbench.model.evaluation import Mask, Matrix


ONE_THREAD = 2**18
"""Multiplications in one matrix product up to which the linear algebra library stays in one thread. Thin products gain
nothing from more threads; on a busy machine they wait for each other, and workers take each other's cores."""


def product(table: Matrix, lanes: Matrix) -> Matrix:
    """Return table @ lanes, shape (n_rows, n_samples), a stretch of samples at a time."""
    size = max(1, ONE_THREAD // table.size) if table.size else lanes.shape[1]
    if lanes.shape[1] <= size:
        return table @ lanes
    result = np.empty((len(table), lanes.shape[1]))
    for start in range(0, lanes.shape[1], size):
        stretch = slice(start, start + size)
        np.matmul(table, lanes[:, stretch], out=result[:, stretch])
    return result


def sums_of_products(first: Matrix | Mask, second: Matrix) -> Matrix:
    """Return Σ first × second over the samples, shape (n_first, n_second), for rows of samples.

    The stretches depend on the shapes alone, so that the sum is the same to the bit wherever it is computed.
    """
    total = np.zeros((len(first), len(second)))
    size = max(1, ONE_THREAD // max(1, total.size))
    for start in range(0, first.shape[1], size):
        stretch = slice(start, start + size)
        total += first[:, stretch].astype(np.float64) @ second[:, stretch].T
    return total


def as_lanes(rows: Matrix, axes: int = 1) -> Matrix:
    """Return an array of shape (..., *last axes) as (*last axes reversed, n_samples), contiguous.

    Parameters
    ----------
    rows
        One weight vector or table in each place of the leading axes.
    axes
        How many of the last axes make one item: 1 for weights, 2 for tables, which become (leaf, option, sample).
    """
    flat = rows.reshape(-1, *rows.shape[rows.ndim - axes :])
    return np.ascontiguousarray(flat.transpose())


def renormalized(tree: Tree, local: Matrix, counted: Mask) -> Matrix:
    """Return local weights, shape (n_nodes, n_samples), when only some leaves count: theirs goes to their siblings.

    Parameters
    ----------
    local : Matrix of shape (n_nodes, n_samples)
    counted : Mask of shape (n_leaves,)
        A group none of whose leaves counts has nothing to pass on: its own share goes to its siblings as well.
    """
    if counted.all():
        return local
    result = local.copy()
    result[: len(tree.leaves)] *= counted[:, None]
    for node, group in tree.numbered_groups():
        children = list(group.children)
        shares = result[children]
        total = shares.sum(axis=0)
        result[children] = shares / np.where(total > 0, total, 1.0)
        result[node] *= total > 0
    result[-1] = 1.0
    return result


def global_lanes(tree: Tree, local: Matrix) -> Matrix:
    """Return the leaves' shares of the whole, shape (n_leaves, n_samples), from local weights of every node."""
    n_leaves = len(tree.leaves)
    if len(tree.groups) == 1:
        return local[:n_leaves]
    whole = np.empty_like(local)
    whole[-1] = 1.0
    for node, group in reversed(tree.numbered_groups()):
        for child in group.children:
            np.multiply(local[child], whole[node], out=whole[child])
    return whole[:n_leaves]


def roll_up_lanes(tree: Tree, values: Matrix, local: Matrix, whole: Matrix | None = None) -> Matrix:
    """Return the root's values, shape (n_options, n_samples).

    Parameters
    ----------
    values : Matrix of shape (n_leaves, n_options, n_samples), or (n_leaves, n_options, 1) for the same in each sample
    local : Matrix of shape (n_nodes, n_samples)
    whole : Matrix of shape (n_leaves, n_samples)
        The leaves' shares of the whole that follow from `local`, where they are at hand.
    """
    if all(group.aggregator == "arithmetic" for group in tree.groups):
        return weighted_mean(values, global_lanes(tree, local) if whole is None else whole)
    nodes: list[Matrix] = list(values)
    for _, group in tree.numbered_groups():
        nodes.append(_group_total(group, nodes, len(tree.leaves), local))
    return np.broadcast_to(nodes[-1], (values.shape[1], max(values.shape[2], local.shape[1])))


def weighted_mean(values: Matrix, weights: Matrix) -> Matrix:
    """Return Σ weight × value over the first axis, shape (n_options, n_samples)."""
    if values.shape[2] == 1:
        return product(values[:, :, 0].T, weights)
    total: Matrix = np.einsum("los,ls->os", values, np.broadcast_to(weights, (len(weights), values.shape[2])))
    return total


def _group_total(group: GroupNode, nodes: Sequence[Matrix], n_leaves: int, local: Matrix) -> Matrix:
    children = list(group.children)
    fixed = [child for child in children if child < n_leaves and nodes[child].shape[1] == 1]
    moving = [child for child in children if child not in fixed]
    if not children:
        return np.zeros((nodes[0].shape[0], 1))
    if group.aggregator == "arithmetic":
        return _arithmetic(nodes, fixed, moving, local)
    if group.aggregator == "geometric":
        return _geometric(nodes, fixed, moving, local)
    size = max(local.shape[1], *(nodes[child].shape[1] for child in children))
    shape = (len(nodes[children[0]]), size)
    table = np.stack([np.broadcast_to(nodes[child], shape) for child in children], axis=-1)
    return GROUP_TOTALS[group.aggregator](table, local[children].T)


def _together(nodes: Sequence[Matrix], fixed: list[int]) -> Matrix:
    return np.concatenate([nodes[child] for child in fixed], axis=1)


def _arithmetic(nodes: Sequence[Matrix], fixed: list[int], moving: list[int], local: Matrix) -> Matrix:
    total = product(_together(nodes, fixed), local[fixed]) if fixed else np.zeros((len(nodes[0]), 1))
    for child in moving:
        total = total + nodes[child] * local[child]
    return total


def _geometric(nodes: Sequence[Matrix], fixed: list[int], moving: list[int], local: Matrix) -> Matrix:
    """Return e^(Σ w ln v): 0 where a weighted child is 0, whatever its weight; 0 where nothing has weight."""
    logarithms, zero = np.zeros((len(nodes[0]), 1)), np.zeros((len(nodes[0]), 1))
    if fixed:
        table = _together(nodes, fixed)
        logarithms = product(np.log(np.where(table > 0, table, 1.0)), local[fixed])
        zero = product((table <= 0).astype(np.float64), (local[fixed] > 0).astype(np.float64))
    for child in moving:
        values = nodes[child]
        logarithms = logarithms + np.log(np.where(values > 0, values, 1.0)) * local[child]
        zero = zero + ((values <= 0) & (local[child] > 0))
    weightless = ~(local[[*fixed, *moving]] > 0).any(axis=0)
    return np.where((zero > 0) | weightless, 0.0, np.exp(logarithms))
