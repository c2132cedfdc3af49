"""Totals of a study's options under a method, for any number of weight vectors and value tables.

Everything that asks "what if the weights or the scores were others" goes through `totals_of`: tables that do not
depend on what changes are prepared once, and a leaf that does not apply to an option passes its weight to its
siblings, for that option alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.engine.evaluate import check_signs
from workbench.engine.lanes import ONE_THREAD, as_lanes, global_lanes, renormalized, roll_up_lanes
from workbench.engine.method import find_aggregation, read_parameters
from workbench.errors import MethodError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.engine.method import Aggregation
    from workbench.engine.problem import Problem
    from workbench.engine.tree import Tree
    from workbench.model.evaluation import Mask, Matrix

NEUTRAL = 1.0
"""What every option is worth on a leaf without weight, which then moves no total: some methods take no 0 there."""

OTHER_METHOD = "A score at the worst end of its scale is worth 0: use a method that takes one, for example value_tree."
"""What to do about values of a study that a method cannot take."""

TABLE_FLOATS = 2**18
"""Floats of the value tables that are handed to a method at a time, where each sample has its own: two megabytes."""


@dataclass(frozen=True)
class Totals:
    """Of options on a tree under one method; see `totals_of`."""

    options: tuple[str, ...]
    """Those that are compared, in the order of the totals."""
    tree: Tree
    aggregation: Aggregation
    settings: Any
    """The method's own parameters."""
    values: Matrix
    """Worth 0 to 100, shape (n_options, n_leaves): used where none are given."""
    applicable: Mask
    """Whether a leaf concerns an option, shape (n_options, n_leaves)."""
    directions: Matrix | None = None
    """+1 or -1 for each leaf, for methods on raw performances; without them larger is better everywhere."""

    @property
    def lower_is_better(self) -> bool:
        """Whether a smaller total is better."""
        return self.aggregation.lower_is_better

    def __call__(self, local: Matrix, values: Matrix | None = None) -> Matrix:
        """Return totals, shape (..., n_options), in the method's own direction.

        Parameters
        ----------
        local : Matrix of shape (..., n_nodes)
            Shares among siblings, not negative; the root's own is 1. Leading axes broadcast against those of values.
        values : Matrix of shape (..., n_options, n_leaves)
            Worth 0 to 100; without them, those of the study.
        """
        if values is None:
            lead = local.shape[:-1]
            lanes = self.lanes(as_lanes(local))
        else:
            lead = np.broadcast_shapes(local.shape[:-1], values.shape[:-2])
            local = local if local.ndim == 1 else np.broadcast_to(local, (*lead, local.shape[-1]))
            values = np.broadcast_to(values, (*lead, *values.shape[-2:]))
            lanes = self.lanes(as_lanes(local), as_lanes(values, axes=2))
        return np.ascontiguousarray(lanes.T).reshape(*lead, len(self.options))

    def oriented(self, local: Matrix, values: Matrix | None = None) -> Matrix:
        """Return totals turned so that larger is better; shapes as in a call."""
        totals = self(local, values)
        return -totals if self.lower_is_better else totals

    def lanes(self, local: Matrix, values: Matrix | None = None, whole: Matrix | None = None) -> Matrix:
        """Return totals of shape (n_options, n_samples), in the method's own direction.

        Parameters
        ----------
        local : Matrix of shape (n_nodes, n_samples), or (n_nodes, 1) for the same weights in each sample
        values : Matrix of shape (n_leaves, n_options, n_samples)
        whole : Matrix of shape (n_leaves, n_samples)
            The leaves' shares of the whole that follow from `local`, where they are at hand.
        """
        parts = [(rows, self._part(number, (local, whole), values)) for number, (rows, _) in enumerate(self.patterns)]
        if len(parts) == 1:
            return parts[0][1]
        totals = np.empty((len(self.options), max(local.shape[1], 1 if values is None else values.shape[2])))
        for rows, part in parts:
            totals[rows] = part
        return totals

    @cached_property
    def patterns(self) -> list[tuple[list[int], Mask]]:
        """The options that share which leaves apply to them, and which these are."""
        found: dict[bytes, tuple[list[int], Mask]] = {}
        for row, applies in enumerate(self.applicable):
            found.setdefault(applies.tobytes(), ([], applies))[0].append(row)
        return list(found.values())

    @cached_property
    def _columns(self) -> list[Matrix]:
        """For each pattern the values by leaf, shape (n_leaves, n_options, 1)."""
        return [np.ascontiguousarray(self.values[rows].T)[:, :, None] for rows, _ in self.patterns]

    @cached_property
    def _tables(self) -> dict[tuple[int, bytes], Any]:
        """The tables prepared so far, by pattern and by which leaves have weight."""
        return {}

    def _prepared(self, number: int, weighted: Mask) -> Any:  # noqa: ANN401 - each method's own table
        """Return the table that does not depend on weights, for one pattern and the leaves that have weight."""
        key = number, weighted.tobytes()
        if key not in self._tables:
            self._tables[key] = self._prepare(np.where(weighted, self.values[self.patterns[number][0]], NEUTRAL))
        return self._tables[key]

    def _prepare(self, values: Matrix) -> Any:  # noqa: ANN401 - each method's own table
        directions = np.ones(values.shape[-1]) if self.directions is None else self.directions
        return self.aggregation.prepare(values, directions, self.settings)

    def _part(self, number: int, given: tuple[Matrix, Matrix | None], values: Matrix | None) -> Matrix:
        rows, applies = self.patterns[number]
        local = renormalized(self.tree, given[0], applies)
        whole = given[1] if local is given[0] else None
        chosen = values if values is None or len(self.patterns) == 1 else values[:, rows]
        if self.aggregation.uses_tree:
            return roll_up_lanes(self.tree, self._columns[number] if chosen is None else chosen, local, whole)
        weights = (global_lanes(self.tree, local) if whole is None else whole).T
        weighted: Mask = np.asarray(weights.any(axis=0))
        if chosen is None:
            totals = self._of_weights(self._prepared(number, weighted), weights, len(rows))
        else:
            tables = chosen.transpose(2, 1, 0)
            totals = self._of_tables(tables if weighted.all() else np.where(weighted, tables, NEUTRAL), weights)
        if not np.isfinite(totals.sum()):
            message = f"{self.aggregation.title} gives no number for some of these scores or weights."
            raise MethodError(message, hint="It takes no value of 0 there; the value tree takes every value.")
        return totals.T

    def _of_weights(self, table: Any, weights: Matrix, n_options: int) -> Matrix:  # noqa: ANN401 - the method's own table
        """Return totals, shape (n_samples, n_options), of one prepared table, a stretch of weight vectors at a time."""
        size = max(1, ONE_THREAD // (n_options * weights.shape[1]))
        if len(weights) <= size:
            return self.aggregation.total(table, weights)
        totals = np.empty((len(weights), n_options))
        for start in range(0, len(weights), size):
            totals[start : start + size] = self.aggregation.total(table, weights[start : start + size])
        return totals

    def _of_tables(self, tables: Matrix, weights: Matrix) -> Matrix:
        """Return totals, shape (n_samples, n_options), of tables (n_samples, n_options, n_leaves), a block at a time.

        Pairwise methods hold n_options times as much between as the table itself: the blocks are that much smaller.
        """
        n_samples, n_options, n_leaves = tables.shape
        weights = np.broadcast_to(weights, (n_samples, n_leaves))
        pairs = 1 if self.aggregation.each_option_alone else n_options
        size = max(1, TABLE_FLOATS // (n_options * n_leaves * pairs))
        totals = np.empty((n_samples, n_options))
        for start in range(0, n_samples, size):
            block = slice(start, start + size)
            table = self._prepare(np.ascontiguousarray(tables[block]))
            totals[block] = self.aggregation.total(table, np.ascontiguousarray(weights[block]))
        return totals


def totals_of(
    problem: Problem,
    method: str = "value_tree",
    parameters: Mapping[str, Any] | None = None,
    *,
    options: Sequence[int] | None = None,
) -> Totals:
    """Return what gives the totals of a study's options under a method.

    Every method gets the values, 0 to 100 with larger better, and none is scaled again: the ends of the scales are
    fixed and do not move with the options or the samples.

    Parameters
    ----------
    options
        The rows that are compared; all of them without.

    Raises
    ------
    MethodError
        When the method or a parameter is unknown, a value has a sign that the method cannot use, or the method
        compares options with each other and a leaf with weight does not apply to one of them.
    """
    aggregation = find_aggregation(method)
    given = dict(parameters or {})
    settings = read_parameters(aggregation, {"tree": problem.tree, **given} if aggregation.uses_tree else given)
    rows = list(range(len(problem.options)) if options is None else options)
    applicable = problem.applicable[rows]
    if not aggregation.each_option_alone:
        _check_comparable(problem, aggregation, rows)
    columns = problem.weights > 0
    names = tuple(leaf for leaf, counts in zip(problem.tree.leaves, columns, strict=True) if counts)
    known = np.where(problem.known[rows], problem.values[rows], 100.0)[:, columns]
    check_signs(aggregation, known, np.ones(known.shape[-1]), names, hint=OTHER_METHOD)
    return Totals(
        options=tuple(problem.options[row] for row in rows),
        tree=problem.tree,
        aggregation=aggregation,
        settings=settings,
        values=problem.values[rows],
        applicable=applicable,
    )


def _check_comparable(problem: Problem, aggregation: Aggregation, rows: Sequence[int]) -> None:
    left_out = ~problem.applicable[rows] & (problem.weights > 0)
    if left_out.any():
        row, column = (int(place) for place in np.argwhere(left_out)[0])
        option, leaf = problem.options[rows[row]], problem.tree.leaves[column]
        message = (
            f"{leaf} does not apply to {option}, and {aggregation.title} compares every option on every criterion."
        )
        hint = "Leave the option or the criterion out, or use a method that takes each option alone: value_tree."
        raise MethodError(message, hint=hint)
