"""The criteria tree as indices: leaves first, then groups from the bottom up, the root last."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.group_totals import GROUP_TOTALS
from workbench.engine.formulas.weights import normalize_weights

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


@dataclass(frozen=True, slots=True)
class GroupNode:
    """A group: the indices of its children among all nodes, and its aggregator's name."""

    id: str
    children: tuple[int, ...]
    aggregator: str
    columns: slice | list[int] = field(init=False, repr=False, compare=False)
    """The children as an index of arrays: a slice where they stand next to each other, since nothing is copied then."""

    def __post_init__(self) -> None:
        """Find the index."""
        first = self.children[0] if self.children else 0
        end = first + len(self.children)
        together = self.children == tuple(range(first, end))
        object.__setattr__(self, "columns", slice(first, end) if together else list(self.children))


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree over n_leaves leaves; node n_leaves + g is the group g; the last group is the root."""

    leaves: tuple[str, ...]
    groups: tuple[GroupNode, ...]

    @property
    def n_nodes(self) -> int:
        """Leaves and groups together."""
        return len(self.leaves) + len(self.groups)

    def numbered_groups(self) -> list[tuple[int, GroupNode]]:
        """Return each group with its node number, children before parents."""
        return list(enumerate(self.groups, start=len(self.leaves)))


def flat_tree(leaves: tuple[str, ...]) -> Tree:
    """Return the tree in which every leaf hangs on the root."""
    return Tree(leaves, (GroupNode("root", tuple(range(len(leaves))), "arithmetic"),))


def local_weights(tree: Tree, raw: Matrix) -> Matrix:
    """Return each node's share among its siblings, from raw answers; shape (..., n_nodes), the root's is 1.

    A group whose children all have the raw weight 0 has nothing to pass on: its own weight counts as 0.
    """
    active = np.array(raw, dtype=np.float64)
    local = np.ones_like(active)
    for node, group in tree.numbered_groups():
        shares = normalize_weights(active[..., group.columns])
        local[..., group.columns] = shares
        active[..., node] = np.where(shares.any(axis=-1), active[..., node], 0.0)
    return local


def global_weights(tree: Tree, local: Matrix) -> Matrix:
    """Return the leaves' shares of the whole, shape (..., n_leaves)."""
    return node_weights(tree, local)[..., : len(tree.leaves)]


def node_weights(tree: Tree, local: Matrix) -> Matrix:
    """Return every node's share of the whole: products of the local weights down the tree; (..., n_nodes)."""
    whole = np.array(local, dtype=np.float64)
    for node, group in reversed(tree.numbered_groups()):
        whole[..., group.columns] *= whole[..., node, None]
    return whole


def local_from_global(tree: Tree, weights: Matrix) -> Matrix:
    """Return the local weights that lead to given global leaf weights; 0 in groups without weight."""
    whole = np.concatenate([weights, np.zeros((*weights.shape[:-1], len(tree.groups)))], axis=-1)
    for node, group in tree.numbered_groups():
        whole[..., node] = whole[..., group.columns].sum(axis=-1)
    local = np.ones_like(whole)
    for _, group in tree.numbered_groups():
        local[..., group.columns] = normalize_weights(whole[..., group.columns])
    return local


def roll_up(tree: Tree, values: Matrix, local: Matrix) -> Matrix:
    """Return the value of every node, shape (..., n_options, n_nodes).

    Parameters
    ----------
    values : Matrix of shape (..., n_options, n_leaves)
        Values of the leaves, 0 to 100.
    local : Matrix of shape (..., n_nodes)
        Local weights; leading axes broadcast. A group without any weight gets 0: whoever prints it says so.
    """
    lead = np.broadcast_shapes(values.shape[:-2], local.shape[:-1])
    nodes = np.zeros((*lead, values.shape[-2], tree.n_nodes))
    nodes[..., : len(tree.leaves)] = values
    for node, group in tree.numbered_groups():
        weights = local[..., None, group.columns]
        nodes[..., node] = GROUP_TOTALS[group.aggregator](nodes[..., group.columns], weights)
    return nodes
