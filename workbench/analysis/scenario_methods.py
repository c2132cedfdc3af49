"""Totals of many scenarios under a method that compares the options with each other, or goes by raw performances."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.analysis.method_inputs import MethodInputs, method_inputs
from workbench.engine.method import Aggregation, read_parameters
from workbench.engine.parameter_forms import in_order
from workbench.model.criterion import Leaf
from workbench.model.value_function import Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from workbench.analysis.scenario_values import Values
    from workbench.engine.problem import Problem
    from workbench.model.evaluation import Mask, Matrix
    from workbench.model.study import Study

    Places = NDArray[np.intp]

TABLE_FLOATS = 2**18
"""Floats of the tables that are handed to a method at a time: two megabytes."""


@dataclass(frozen=True)
class Together:
    """A method that takes complete options only, on the criteria of a study that have weight."""

    study: Study
    problem: Problem
    aggregation: Aggregation
    parameters: Mapping[str, Any]

    @cached_property
    def inputs(self) -> MethodInputs:
        """What the method gets from the study's own scores: directions, weights and parameters."""
        return method_inputs(self.study, self.problem, self.aggregation, self.parameters)

    @cached_property
    def settings(self) -> Any:  # noqa: ANN401 - the method's own parameters
        """The parameters as the method takes them."""
        given = in_order(self.aggregation, dict(self.inputs.parameters), self.inputs.criteria)
        return read_parameters(self.aggregation, given, self.inputs.criteria)

    def totals(self, values: Values, eligible: Mask) -> tuple[Matrix, Mask]:
        """Return totals, shape (n_options, n_scenarios), NaN where an option takes no part, and which are refused.

        Parameters
        ----------
        eligible : Mask of shape (n_options, n_scenarios)
            Which options take part in which scenario; each scenario is scored as if the others were not there.
        """
        totals = np.full(eligible.shape, np.nan)
        refused: Mask = np.zeros(eligible.shape, dtype=bool)
        tables = self._tables(values)
        for rows, lanes in _patterns(eligible):
            found = self._of_tables(tables, rows, lanes)
            totals[np.ix_(rows, lanes)] = found
            refused[np.ix_(rows, lanes)] = np.isnan(found)
        return totals, refused

    def _tables(self, values: Values) -> Matrix:
        """Return what the method compares, shape (n_criteria, n_options, n_scenarios)."""
        columns = [self.problem.tree.leaves.index(name) for name in self.inputs.criteria]
        tables = values.middle[columns]
        if self.aggregation.input == "performances":
            raw = values.raw_lanes("value")
            for place, name in enumerate(self.inputs.criteria):
                leaf = self.study.criterion[name]
                if isinstance(leaf, Leaf) and not isinstance(leaf.value_function, Target):
                    tables[place] = np.clip(raw[columns[place]], leaf.scale.low, leaf.scale.high)
        return tables

    def _of_tables(self, tables: Matrix, rows: Places, lanes: Places) -> Matrix:
        """Return totals of some options in some scenarios, a block at a time; NaN where the method refuses them."""
        pairs = 1 if self.aggregation.each_option_alone else len(rows)
        size = max(1, TABLE_FLOATS // (len(rows) * len(tables) * pairs))
        totals = np.empty((len(rows), len(lanes)))
        every = tables.shape[2]
        for start in range(0, len(lanes), size):
            block = (
                tables[:, :, lanes[start : start + size]] if len(lanes) < every else tables[:, :, start : start + size]
            )
            chosen = block[:, rows] if len(rows) < len(self.problem.options) else block
            table = np.ascontiguousarray(chosen.transpose(2, 1, 0))
            totals[:, start : start + size] = self._of_block(table).T
        return totals

    @np.errstate(all="ignore")
    def _of_block(self, table: Matrix) -> Matrix:
        """Return totals, shape (n_scenarios, n_options)."""
        wrong = self._refused(table)
        sound = table[~wrong] if wrong.any() else table
        totals = np.full(table.shape[:2], np.nan)
        if len(sound):
            prepared = self.aggregation.prepare(sound, self.inputs.directions, self.settings)
            weights = np.broadcast_to(self.inputs.weights, (len(sound), table.shape[-1]))
            found = self.aggregation.total(prepared, np.ascontiguousarray(weights))
            whole = np.isfinite(found).all(axis=-1, keepdims=True)
            totals[~wrong] = np.where(whole, found, np.nan)
        return totals

    def _refused(self, table: Matrix) -> Mask:
        """Return which scenarios have a number of a sign that the method cannot use, shape (n_scenarios,)."""
        needs = self.aggregation
        wrong: Mask = np.zeros(len(table), dtype=bool)
        if needs.needs_nonnegative:
            wrong |= (table < 0).any(axis=(1, 2))
        if needs.needs_positive:
            wrong |= (table <= 0).any(axis=(1, 2))
        if needs.needs_positive_costs:
            wrong |= ((table <= 0) & (self.inputs.directions < 0)).any(axis=(1, 2))
        if needs.needs_some_positive:
            nothing: Mask = np.logical_and.reduce(table <= 0, axis=1)
            wrong |= nothing.any(axis=1)
        return wrong


def _patterns(eligible: Mask) -> Iterator[tuple[Places, Places]]:
    """Yield which options take part together, and in which scenarios."""
    if (eligible == eligible[:, :1]).all():
        patterns, which = eligible[:, :1], np.zeros(eligible.shape[1], dtype=np.intp)
    else:
        packed = np.ascontiguousarray(np.packbits(eligible, axis=0).T)
        keys = packed.view(f"V{packed.shape[1]}").ravel()
        _, first, which = np.unique(keys, return_index=True, return_inverse=True)
        patterns = eligible[:, first]
    for number, pattern in enumerate(patterns.T):
        rows = np.flatnonzero(pattern)
        if len(rows):
            yield rows, np.flatnonzero(which == number)
