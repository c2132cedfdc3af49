"""From a study to arrays: options in rows, leaves in columns, and the tree over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.cells import cells_of
from workbench.engine.judgements import about_agreed
from workbench.engine.study_tree import find_weight_set
from workbench.engine.weighted_tree import weighted_tree
from workbench.errors import MethodError
from workbench.model.criterion import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.engine.tree import Tree
    from workbench.engine.weighted_tree import WeightedTree
    from workbench.model.criterion import ComputedLeaf
    from workbench.model.evaluation import Mask, Matrix, Notice
    from workbench.model.study import Study


@dataclass(frozen=True, slots=True)
class Problem:
    """A study read under one view, one weight set and one choice of aggregators."""

    options: tuple[str, ...]
    tree: Tree
    performances: Matrix
    """Raw, shape (n_options, n_leaves); meaningless where not known."""
    values: Matrix
    """Worth 0 to 100, shape (n_options, n_leaves); 0 where not known."""
    lowest: Matrix
    """The least a cell can be worth: at the worst of its interval, 0 where not known."""
    highest: Matrix
    """The most a cell can be worth: at the best of its interval, 100 where not known."""
    raw_low: Matrix
    """The raw lower end of an interval score; the performance itself elsewhere."""
    raw_high: Matrix
    doubtful: tuple[Matrix, Matrix]
    """The least and the most a cell can be worth within what its confidence leaves open."""
    raw_doubtful: tuple[Matrix, Matrix]
    """The same ends as raw performances, before the value function; meaningless where not known."""
    known: Mask
    applicable: Mask
    unreasoned: Matrix
    """How many scores without a reason stand in a cell, shape (n_options, n_leaves)."""
    steps: Matrix
    """One level's worth in value points, shape (n_leaves,); 0 for computed leaves."""
    raw: Matrix
    """The answers about weights, shape (n_nodes,)."""
    local: Matrix
    """Shares among siblings, shape (n_nodes,)."""
    weights: Matrix
    """Shares of the whole, shape (n_leaves,)."""
    notices: tuple[Notice, ...]

    @property
    def missing(self) -> Mask:
        """Cells that count and have no score, shape (n_options, n_leaves)."""
        return ~self.known & self.applicable & (self.weights > 0)

    def values_between(self) -> tuple[Matrix, Matrix]:
        """Return the values with unknown cells at the worst and at the best they can be."""
        return np.where(self.known, self.values, 0.0), np.where(self.known, self.values, 100.0)


def build(
    study: Study,
    *,
    weights: str | None = None,
    view: str | None = None,
    aggregators: Mapping[str, str] | None = None,
) -> Problem:
    """Return the arrays of a study.

    Parameters
    ----------
    study
        With the criteria and options that count: see `model.selection`.

    Raises
    ------
    UsageError
        When a weight set, an analyst or a group is not in the study.
    MethodError
        When there is nothing to score: no option, no leaf, or no weight at all.
    """
    if not study.options or not study.leaves:
        message = f"The study {study.id!r} has no {'options' if not study.options else 'criteria to score on'} yet."
        raise MethodError(message)
    frame = weighted_tree(study, weights, aggregators or {})
    if not frame.weights.any():
        message = f"No criterion has any weight{_where_weight_ends(study, weights, frame)}."
        raise MethodError(message, hint="Give at least one leaf, and every group above it, some points.")
    cells = cells_of(study, frame.leaves, view)
    return Problem(
        options=tuple(option.id for option in study.options),
        tree=frame.tree,
        performances=cells.raw.performance,
        values=cells.values,
        lowest=cells.lowest,
        highest=cells.highest,
        raw_low=cells.raw.low,
        raw_high=cells.raw.high,
        doubtful=(cells.least, cells.most),
        raw_doubtful=(cells.raw.doubt_low, cells.raw.doubt_high),
        known=cells.known,
        applicable=cells.applicable,
        unreasoned=cells.unreasoned,
        steps=frame.steps,
        raw=frame.raw,
        local=frame.local,
        weights=frame.weights,
        notices=(*frame.notices, *cells.notices.values(), *about_agreed(study, view)),
    )


def weighted_computed(study: Study, problem: Problem) -> dict[int, ComputedLeaf]:
    """Return the computed leaves that have weight, by their columns."""
    if not study.computed:
        return {}
    columns = {name: place for place, name in enumerate(problem.tree.leaves)}
    found = {columns[leaf.id]: leaf for leaf in study.computed if leaf.id in columns}
    return {column: leaf for column, leaf in found.items() if problem.weights[column] > 0}


def _where_weight_ends(study: Study, weights: str | None, frame: WeightedTree) -> str:
    """Return in which weight set, and the highest group in which nothing has points."""
    chosen = find_weight_set(study, weights)
    if chosen is None:
        return ""
    reached = {frame.tree.n_nodes - 1}
    for node, group in reversed(frame.tree.numbered_groups()):
        heavy = [child for child in group.children if frame.raw[child] > 0]
        if node in reached and not heavy:
            place = "at the top level" if group.id == ROOT else f"in the group {group.id!r}"
            return f" in the weight set {chosen.id!r}: nothing {place} has points"
        reached.update(heavy if node in reached else ())
    return f" in the weight set {chosen.id!r}"
