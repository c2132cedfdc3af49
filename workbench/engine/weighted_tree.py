"""A study's tree with its weights; when criteria and weights are those of just before, nothing is redone."""

from __future__ import annotations

from dataclasses import dataclass
from operator import is_
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.study_tree import build_tree, find_weight_set, raw_weights
from workbench.engine.tree import Tree, global_weights, local_weights
from workbench.model.criterion import ComputedLeaf, Group, Leaf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.criterion import Criterion
    from workbench.model.evaluation import Matrix, Notice
    from workbench.model.study import Study
    from workbench.model.weights import WeightSet

KEPT = 8
"""How many trees are remembered: a study under several weight sets, and those it is compared with."""


@dataclass(frozen=True, slots=True)
class WeightedTree:
    """The tree over the leaves, and what every node of it weighs."""

    leaves: tuple[Leaf | ComputedLeaf, ...]
    tree: Tree
    raw: Matrix
    """The answers about weights, shape (n_nodes,)."""
    local: Matrix
    """Shares among siblings, shape (n_nodes,)."""
    weights: Matrix
    """Shares of the whole, shape (n_leaves,)."""
    steps: Matrix
    """One level's worth in value points, shape (n_leaves,); 0 for computed leaves."""
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a weighted tree follows from."""

    criteria: tuple[Criterion, ...]
    chosen: WeightSet | None
    has_sets: bool
    aggregators: dict[str, str]

    def is_that_of(self, other: _Basis) -> bool:
        """Return whether another has the same records in the same order."""
        return (
            self.chosen is other.chosen
            and self.has_sets == other.has_sets
            and self.aggregators == other.aggregators
            and len(self.criteria) == len(other.criteria)
            and all(map(is_, self.criteria, other.criteria))
        )


_remembered: tuple[tuple[_Basis, WeightedTree], ...] = ()


def weighted_tree(study: Study, weights: str | None, aggregators: Mapping[str, str]) -> WeightedTree:
    """Return a study's tree and weights; the arrays are for reading only.

    Raises
    ------
    UsageError
        When a weight set or a group is not in the study, or an aggregator is none.
    """
    global _remembered  # noqa: PLW0603 - one memory, replaced whole, so that threads see the old one or the new
    basis = _Basis(study.criteria, find_weight_set(study, weights), bool(study.weight_sets), dict(aggregators))
    known = _remembered
    found = next((each for before, each in known if before.is_that_of(basis)), None) or _made(study, basis)
    others = tuple(pair for pair in known if pair[1] is not found)
    _remembered = ((basis, found), *others)[:KEPT]
    return found


def _made(study: Study, basis: _Basis) -> WeightedTree:
    leaves = tuple(node for node in study.criteria if not isinstance(node, Group))
    tree = build_tree(study, leaves, basis.aggregators)
    raw, notices = raw_weights(study, tree, basis.chosen)
    local = local_weights(tree, raw)
    weights, steps = global_weights(tree, local), np.array([_step(leaf) for leaf in leaves])
    for each in (raw, local, weights, steps):
        each.flags.writeable = False
    return WeightedTree(leaves, tree, raw, local, weights, steps, tuple(notices))


def _step(leaf: Leaf | ComputedLeaf) -> float:
    return 100.0 * leaf.scale.step / (leaf.scale.high - leaf.scale.low) if isinstance(leaf, Leaf) else 0.0
