"""One study under many scenarios: the scores of some cells differ, and all are scored at once.

Scenarios are the last axis of every array here, so that a column of a scenario table stays contiguous.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.analysis.fitting_weights import fitting_weights
from workbench.analysis.method_inputs import parameters_on_values, takes_each_alone
from workbench.analysis.results import one_level
from workbench.analysis.scenario_gates import gated
from workbench.analysis.scenario_methods import Together
from workbench.analysis.scenario_ranks import lane_margins, lane_ranks, possible_lane_ranks, too_close
from workbench.analysis.scenario_values import Given, Values, scenario_values
from workbench.analysis.totals import totals_of
from workbench.engine.method import find_aggregation
from workbench.engine.parameter_forms import in_order
from workbench.engine.problem import Problem, build
from workbench.engine.study_tree import find_weight_set
from workbench.model.reading import Reading
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.analysis.totals import Totals
    from workbench.engine.method import Aggregation
    from workbench.model.evaluation import Mask, Matrix, Ranks
    from workbench.model.study import Study

__all__ = ["Given", "ScenarioScores", "Scenarios"]


@dataclass(frozen=True)
class ScenarioScores:
    """Results of shape (n_options, n_scenarios)."""

    totals: Matrix
    """NaN where scores are missing, or the method leaves the option out."""
    low: Matrix | None
    """The least that is possible; None where every total is one number."""
    high: Matrix | None
    ranks: Ranks
    """0 where there is none."""
    best_ranks: Ranks | None
    worst_ranks: Ranks | None
    margins: Matrix
    """How far an option is above the best of the others; negative below it, NaN where that is open."""
    notices: Mapping[str, Mask]
    """By code: where it must be said."""


@dataclass(frozen=True)
class Scenarios:
    """A study read one way, under one method, ready for any number of scenarios."""

    study: Study
    reading: Reading = field(default_factory=Reading)
    method: str = "value_tree"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    aggregators: Mapping[str, str] = field(default_factory=dict)
    from_study: bool = True
    """Whether the study's own scores stand where a scenario says nothing; else they are missing."""

    @cached_property
    def chosen(self) -> Study:
        """What the profile and the option set select."""
        return select(self.study, profile=self.reading.profile, option_set=self.reading.option_set)

    @cached_property
    def aggregation(self) -> Aggregation:
        """The method."""
        return find_aggregation(self.method)

    @cached_property
    def _weights(self) -> str | None:
        reading = self.reading
        return fitting_weights(self.study, self.aggregation, reading.weights, reading.profile)[0]

    @cached_property
    def problem(self) -> Problem:
        """The study's own scores."""
        return build(self.chosen, weights=self._weights, view=self.reading.view, aggregators=self.aggregators)

    @cached_property
    def weights_id(self) -> str:
        """The weight set's id; "" where siblings count equally."""
        chosen = find_weight_set(self.chosen, self._weights)
        return chosen.id if chosen else ""

    @property
    def options(self) -> tuple[str, ...]:
        """The options in the order of the results."""
        return self.problem.options

    @cached_property
    def _alone(self) -> Totals | None:
        """What gives each option's total from its own values; None for methods that compare options."""
        if not takes_each_alone(self.aggregation):
            return None
        given = {**self.aggregation.study_defaults, **self.parameters}
        return totals_of(self.problem, self.method, in_order(self.aggregation, given, self.problem.tree.leaves))

    @cached_property
    def _together(self) -> Together:
        return Together(self.chosen, self.problem, self.aggregation, self.parameters)

    def check(self) -> None:
        """Refuse a method, a parameter or a weight set that does not fit, before any scenario is scored.

        Raises
        ------
        WorkbenchError
            When something does not fit.
        """
        if self._alone is None:
            _ = self._together.settings

    @property
    def lower_is_better(self) -> bool:
        """Whether a smaller total is better."""
        return self.aggregation.lower_is_better

    def score(self, cells: Mapping[tuple[str, str, str], Given], count: int) -> ScenarioScores:
        """Return the results of scenarios.

        Parameters
        ----------
        cells
            By option, criterion and analyst; "" for whoever the view shows. Cells outside the profile and the option
            set, and of analysts who do not count under the view, change nothing.
        count
            How many scenarios there are.
        """
        values = scenario_values(self.chosen, self.problem, self.reading.view, cells, count, from_study=self.from_study)
        gates = gated(self.study, self.reading, cells, count, from_study=self.from_study)
        shape = (len(self.options), count)
        complete: Mask = np.ones(shape, dtype=bool) if values.complete is None else values.complete
        notices = {"missing-scores": ~complete, **values.notices}
        inside: Mask = np.ones(shape, dtype=bool)
        if gates is not None:
            inside = ~gates[0]
            notices |= {"gate": gates[0], "gate-open": gates[1]}
        if self._alone is not None:
            scores = self._each_alone(self._alone, values, complete, inside)
        else:
            scores = self._all_together(values, complete, inside)
        said = {code: mask for code, mask in {**notices, **scores.notices}.items() if mask.any()}
        return replace(scores, notices=said)

    def _each_alone(self, alone: Totals, values: Values, complete: Mask, inside: Mask) -> ScenarioScores:
        count = complete.shape[1]
        known = complete & inside
        totals = self._compute(alone, values.middle, count)
        totals = totals if known.all() else np.where(known, totals, np.nan)
        oriented = -totals if self.lower_is_better else totals
        low = high = best = worst = None
        if values.lowest is None or values.highest is None:
            ranks = _ranks_of_known(oriented)
        else:
            ends = [self._compute(alone, each, count) for each in (values.lowest, values.highest)]
            low, high = (np.where(inside, each, np.nan) for each in (np.minimum(*ends), np.maximum(*ends)))
            ranks, best, worst = _ranks_between(oriented, low, high, turned=self.lower_is_better)
        open_yet: Mask = np.logical_or.reduce(inside & ~complete, axis=0)
        notices = self._too_close(oriented)
        return ScenarioScores(totals, low, high, ranks, best, worst, _margins(oriented, open_yet), notices)

    def _all_together(self, values: Values, complete: Mask, inside: Mask) -> ScenarioScores:
        applies = (self.problem.applicable | (self.problem.weights == 0)).all(axis=1)
        eligible = complete & inside & applies[:, None]
        totals, refused = self._together.totals(values, eligible)
        oriented = -totals if self.lower_is_better else totals
        notices = {"not-computable": refused, "not-applicable": np.broadcast_to(~applies[:, None], inside.shape)}
        none_open: Mask = np.zeros(totals.shape[1], dtype=bool)
        ranks = _ranks_of_known(oriented)
        return ScenarioScores(totals, None, None, ranks, None, None, _margins(oriented, none_open), notices)

    def _too_close(self, oriented: Matrix) -> dict[str, Mask]:
        if not (self.aggregation.uses_tree or self.aggregation.name == "weighted_sum"):
            return {}
        return {"not-separable": too_close(oriented, one_level(self.problem))}

    def values(self, cells: Mapping[tuple[str, str, str], Given], count: int) -> tuple[Matrix, Mask]:
        """Return what cells are worth, shape (n_leaves, n_options, n_scenarios), and which scenarios are complete."""
        values = scenario_values(self.chosen, self.problem, self.reading.view, cells, count, from_study=self.from_study)
        complete: Mask = np.ones(count, dtype=bool)
        if values.complete is not None:
            complete = np.logical_and.reduce(values.complete, axis=0)
        return values.middle, complete

    def totals(self, local: Matrix, values: Matrix) -> Matrix:
        """Return totals, shape (n_options, n_lanes), for local weights (n_nodes, n_lanes) and values of as many."""
        return self._of_values.lanes(local, values)

    @cached_property
    def _of_values(self) -> Totals:
        if self._alone is not None:
            return self._alone
        given = parameters_on_values(self.chosen, self.problem, self.aggregation, self.parameters)
        return totals_of(self.problem, self.method, given)

    def _compute(self, totals: Totals, values: Matrix, count: int) -> Matrix:
        return np.broadcast_to(totals.lanes(self.problem.local[:, None], values), (len(totals.options), count))


def _ranks_of_known(oriented: Matrix) -> Ranks:
    known = ~np.isnan(oriented)
    if known.all():
        return lane_ranks(oriented)
    return np.where(known, lane_ranks(np.where(known, oriented, -np.inf)), 0)


def _ranks_between(oriented: Matrix, low: Matrix, high: Matrix, *, turned: bool) -> tuple[Ranks, Ranks, Ranks]:
    """Return the ranks of complete options that are the same whatever is missing, and the possible ranks of all."""
    if turned:
        low, high = -high, -low
    known = ~np.isnan(oriented)
    first, last = possible_lane_ranks(np.where(known, oriented, low), np.where(known, oriented, high))
    best, worst = possible_lane_ranks(low, high)
    inside = ~np.isnan(low)
    return np.where(known & (first == last), first, 0), np.where(inside, best, 0), np.where(inside, worst, 0)


def _margins(oriented: Matrix, open_yet: Mask) -> Matrix:
    known = ~np.isnan(oriented)
    margins = lane_margins(np.where(known, oriented, -np.inf))
    return np.where(known & np.isfinite(margins) & ~open_yet, margins, np.nan)
