"""The criteria tree as indices: leaves first, then groups from the bottom up, the root last."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.group_totals import GROUP_TOTALS
from workbench.engine.formulas.weights import normalize_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model.evaluation import Matrix


@dataclass(frozen=True, slots=True)
class GroupNode:
    """A group: the indices of its children among all nodes, and its aggregator's name."""

    id: str
    children: tuple[int, ...]
    aggregator: str


@dataclass(frozen=True, slots=True)
class Run:
    """Groups next to each other with the same aggregator and as many children each, joined in one step."""

    aggregator: str
    nodes: slice
    """The groups among all nodes."""
    columns: slice | list[int]
    """Their children among all nodes, group by group: a slice where nothing has to be copied for it."""
    shape: tuple[int, int]
    """How many groups, and how many children each has."""

    def of(self, table: Matrix) -> Matrix:
        """Return the children's entries, shape (..., n_groups, n_children), of a table of shape (..., n_nodes)."""
        return table[..., self.columns].reshape(*table.shape[:-1], *self.shape)


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree over n_leaves leaves; node n_leaves + g is the group g; the last group is the root."""

    leaves: tuple[str, ...]
    groups: tuple[GroupNode, ...]
    runs: tuple[Run, ...] = field(init=False, repr=False, compare=False)
    """The groups again, children before parents, as many as can be at a time."""

    def __post_init__(self) -> None:
        """Find the runs."""
        object.__setattr__(self, "runs", tuple(_runs(self)))

    @property
    def n_nodes(self) -> int:
        """Leaves and groups together."""
        return len(self.leaves) + len(self.groups)

    def numbered_groups(self) -> list[tuple[int, GroupNode]]:
        """Return each group with its node number, children before parents."""
        return list(enumerate(self.groups, start=len(self.leaves)))


def _runs(tree: Tree) -> Iterator[Run]:
    together: list[tuple[int, GroupNode]] = []
    for node, group in tree.numbered_groups():
        if together and not _goes_on(together, group):
            yield _run(together)
            together = []
        together.append((node, group))
    if together:
        yield _run(together)


def _goes_on(together: Sequence[tuple[int, GroupNode]], group: GroupNode) -> bool:
    """Return whether a group's children follow, as many and in one piece, those of the groups before it."""
    (node, _), (_, last) = together[0], together[-1]
    children = (*last.children, *group.children)
    return (
        last.aggregator == group.aggregator
        and len(last.children) == len(group.children) > 0
        and children == tuple(range(children[0], children[0] + len(children)))
        and children[-1] < node
    )


def _run(together: Sequence[tuple[int, GroupNode]]) -> Run:
    (node, first), n_groups = together[0], len(together)
    children = [child for _, group in together for child in group.children]
    start = children[0] if children else 0
    whole = children == list(range(start, start + len(children)))
    columns = slice(start, start + len(children)) if whole else children
    return Run(first.aggregator, slice(node, node + n_groups), columns, (n_groups, len(first.children)))


def flat_tree(leaves: tuple[str, ...]) -> Tree:
    """Return the tree in which every leaf hangs on the root."""
    return Tree(leaves, (GroupNode("root", tuple(range(len(leaves))), "arithmetic"),))


def local_weights(tree: Tree, raw: Matrix) -> Matrix:
    """Return each node's share among its siblings, from raw answers; shape (..., n_nodes), the root's is 1.

    A group whose children all have the raw weight 0 has nothing to pass on: its own weight counts as 0.
    """
    active = np.array(raw, dtype=np.float64)
    local = np.ones_like(active)
    for run in tree.runs:
        shares = normalize_weights(run.of(active))
        local[..., run.columns] = shares.reshape(*local.shape[:-1], -1)
        active[..., run.nodes] = np.where(shares.any(axis=-1), active[..., run.nodes], 0.0)
    return local


def global_weights(tree: Tree, local: Matrix) -> Matrix:
    """Return the leaves' shares of the whole, shape (..., n_leaves)."""
    return node_weights(tree, local)[..., : len(tree.leaves)]


def node_weights(tree: Tree, local: Matrix) -> Matrix:
    """Return every node's share of the whole: products of the local weights down the tree; (..., n_nodes)."""
    whole = np.array(local, dtype=np.float64)
    for run in reversed(tree.runs):
        shares = run.of(whole) * whole[..., run.nodes, None]
        whole[..., run.columns] = shares.reshape(*whole.shape[:-1], -1)
    return whole


def local_from_global(tree: Tree, weights: Matrix) -> Matrix:
    """Return the local weights that lead to given global leaf weights; 0 in groups without weight."""
    whole = np.concatenate([weights, np.zeros((*weights.shape[:-1], len(tree.groups)))], axis=-1)
    local = np.ones_like(whole)
    for run in tree.runs:
        children = run.of(whole)
        whole[..., run.nodes] = children.sum(axis=-1)
        local[..., run.columns] = normalize_weights(children).reshape(*local.shape[:-1], -1)
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
    shares = local[..., None, :]
    for run in tree.runs:
        nodes[..., run.nodes] = GROUP_TOTALS[run.aggregator](run.of(nodes), run.of(shares))
    return nodes
