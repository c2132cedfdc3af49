"""Scoring a study: totals, possible ranks, subtotals, and all that must stand beside a ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.analysis.beside import beside_totals, by_confidence
from workbench.analysis.fitting_weights import fitting_weights, profile_weights
from workbench.analysis.method_inputs import method_inputs, takes_each_alone
from workbench.analysis.open_totals import searched_totals
from workbench.analysis.remarks import about_method, remarks
from workbench.analysis.results import (
    group_results,
    leaf_weights,
    local_by_option,
    not_separable,
    one_level,
    option_results,
    run_of,
    study_facts,
    weights_by_option,
)
from workbench.analysis.screening import dominance, incomplete, pass_gates, without_options
from workbench.analysis.tradeoffs import tradeoffs
from workbench.engine.evaluate import run
from workbench.engine.method import Aggregation, find_aggregation, read_parameters
from workbench.engine.parameter_forms import in_order
from workbench.engine.problem import Problem, build, weighted_computed
from workbench.errors import MethodError
from workbench.model.evaluation import Beside, Details, LeftOut, Notice, OptionResult, StudyEvaluation
from workbench.model.reading import Reading
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.model.evaluation import Mask, Matrix, Ranks, Step
    from workbench.model.study import Study

__all__ = ["local_by_option", "profile_weights", "score_study", "weights_by_option"]


@dataclass(frozen=True)
class _Outcome:
    """What a method made of a problem: the parts of an evaluation in which methods differ."""

    criteria: tuple[str, ...]
    weights: Matrix
    raw_weights: Matrix
    parameters: Mapping[str, Any]
    results: tuple[OptionResult, ...]
    notices: tuple[Notice, ...]
    beside: Callable[[], tuple[Beside, ...]]
    trace: Callable[[], tuple[Step, ...]]


def score_study(
    study: Study,
    *,
    method: str = "value_tree",
    weights: str | None = None,
    view: str | None = None,
    profile: str | None = None,
    option_set: str | None = None,
    aggregators: Mapping[str, str] | None = None,
    **parameters: object,
) -> StudyEvaluation:
    """Return a study's evaluation.

    Parameters
    ----------
    method
        The value tree by default; any other method sees the leaves with global weights.
    weights, view, profile, option_set
        Ids; without one, what the profile, then the study's settings say. Weights "equal" let siblings count equally.
    aggregators
        Rules for single groups, in place of the tree's own.
    parameters
        The method's own; thresholds in levels of each leaf's scale.

    Raises
    ------
    UsageError, MethodError
        When a name is unknown, the weights are of the wrong kind, or there is nothing to score.
    """
    aggregation = find_aggregation(method)
    chosen = select(study, profile=profile, option_set=option_set)
    chosen, failed, said = pass_gates(study, chosen, view)
    weights, about_weights = fitting_weights(study, aggregation, weights, profile)
    reading = Reading(weights, view, profile, option_set)
    problem = build(chosen, weights=weights, view=view, aggregators=aggregators)
    gaps: tuple[LeftOut, ...] = ()
    if takes_each_alone(aggregation):
        outcome = _of_each_alone(chosen, problem, aggregation, parameters)
    else:
        chosen, problem, gaps = _complete_ones(chosen, problem, aggregation, reading, aggregators)
        outcome = _of_all_together(chosen, problem, aggregation, parameters)
    additive = aggregation.uses_tree or aggregation.name == "weighted_sum"
    threshold = one_level(problem) if additive else 0.0
    return StudyEvaluation(
        method=aggregation.name,
        parameters=dict(outcome.parameters),
        options=problem.options,
        criteria=outcome.criteria,
        totals=np.array([each.middle for each in outcome.results]),
        weights=outcome.weights,
        raw_weights=outcome.raw_weights,
        lower_is_better=aggregation.lower_is_better,
        notices=(
            *said,
            *(Notice("incomplete", each.id, f"{each.label} is left out: {each.reason}") for each in gaps),
            *about_method(aggregation),
            *about_weights,
            *problem.notices,
            *outcome.notices,
            *remarks(chosen, problem, aggregation, outcome.results),
        ),
        rank=lambda: _ranks(outcome.results),
        trace=outcome.trace,
        study=study_facts(study),
        run=run_of(study, problem, reading, method, outcome.parameters),
        results=outcome.results,
        threshold=threshold,
        details=Details(
            beside=outcome.beside,
            groups=lambda: group_results(chosen, problem),
            leaf_weights=lambda: leaf_weights(chosen, problem),
            tradeoffs=lambda: tradeoffs(chosen, problem),
            not_separable=lambda: not_separable(outcome.results, threshold) if additive else (),
            dominance=lambda: dominance(problem),
        ),
        left_out=(*failed, *gaps),
        on_value_scale=takes_each_alone(aggregation),
    )


def _of_each_alone(study: Study, problem: Problem, aggregation: Aggregation, parameters: Mapping[str, Any]) -> _Outcome:
    """Return the totals of each option from its own values; where scores are missing, between which they lie."""
    leaves = problem.tree.leaves
    said = {**aggregation.study_defaults, **parameters}
    given = {"tree": problem.tree, **said} if aggregation.uses_tree else said
    settings = read_parameters(aggregation, in_order(aggregation, given, leaves), leaves)
    used = weights_by_option(problem)
    is_exact = bool((problem.lowest == problem.highest).all())
    ends = () if is_exact else (problem.lowest, problem.highest)
    tables = np.stack((problem.values, *ends), axis=1)
    middle, *between = _totals_of_tables(aggregation, tables, used, settings).T.copy()
    low, high = between or (middle.copy(), middle.copy())
    for row in _searched_rows(study, problem):
        searched = searched_totals(study, problem, row, _totals_of_one(aggregation, used[row], settings))
        if searched is not None:
            low[row], high[row] = searched
    nothing: Mask = np.logical_not(used.any(axis=1))
    results = option_results(study, problem, (middle, low, np.where(nothing, 100.0, high)), nothing)

    def beside() -> tuple[Beside, ...]:
        doubtful = _totals_of_tables(aggregation, np.stack(problem.doubtful, axis=1), used, settings)
        return (*beside_totals(study, problem, used), by_confidence(study.settings, results, *doubtful.T))

    return _Outcome(
        criteria=leaves,
        weights=problem.weights,
        raw_weights=problem.raw[: len(leaves)],
        parameters=said,
        results=results,
        notices=tuple(_about_table(aggregation, problem, settings)),
        beside=beside,
        trace=lambda: aggregation.trace(_prepare(aggregation, problem.values, settings), problem.weights),
    )


def _searched_rows(study: Study, problem: Problem) -> range:
    """Return the options whose totals may have to be searched: all where a computed leaf has weight, else none."""
    return range(len(problem.options) if weighted_computed(study, problem) else 0)


def _about_table(aggregation: Aggregation, problem: Problem, settings: object) -> list[Notice]:
    """Return what the method says about the values, gaps at their best, of criteria with weight."""
    if aggregation.uses_tree:
        return []
    weighted = {leaf for leaf, share in zip(problem.tree.leaves, problem.weights, strict=True) if share > 0}
    table = _prepare(aggregation, problem.values_between()[1], settings)
    return [each for each in aggregation.notices(table, problem.tree.leaves) if each.where in weighted]


def _complete_ones(
    study: Study,
    problem: Problem,
    aggregation: Aggregation,
    reading: Reading,
    aggregators: Mapping[str, str] | None,
) -> tuple[Study, Problem, tuple[LeftOut, ...]]:
    """Return the study with the options that a method can compare, and those it has to leave out.

    Raises
    ------
    MethodError
        When no option is complete.
    """
    gaps = incomplete(problem, study.options, aggregation.title)
    if len(gaps) == len(study.options):
        message = f"No option has every score that counts: {gaps[0].label}: {gaps[0].reason}"
        raise MethodError(message, hint="The value tree ranks options with gaps by what is possible.")
    if not gaps:
        return study, problem, ()
    study = without_options(study, {each.id for each in gaps})
    return study, build(study, weights=reading.weights, view=reading.view, aggregators=aggregators), gaps


def _of_all_together(
    study: Study, problem: Problem, aggregation: Aggregation, parameters: Mapping[str, Any]
) -> _Outcome:
    """Return the totals of complete options under a method that looks at all of them, or at raw performances."""
    inputs = method_inputs(study, problem, aggregation, parameters)
    evaluation = run(
        aggregation,
        inputs.matrix,
        inputs.directions,
        inputs.weights,
        raw_weights=inputs.raw_weights,
        options=problem.options,
        criteria=inputs.criteria,
        parameters=dict(inputs.parameters),
    )
    totals = evaluation.totals
    nothing = np.zeros(len(totals), dtype=bool)
    lower = aggregation.lower_is_better
    computed = {leaf.id for leaf in study.computed}

    def beside() -> tuple[Beside, ...]:
        return tuple(each for each in beside_totals(study, problem, weights_by_option(problem)) if each.id in computed)

    return _Outcome(
        criteria=inputs.criteria,
        weights=inputs.weights,
        raw_weights=inputs.raw_weights,
        parameters=inputs.said,
        results=option_results(study, problem, (totals, totals, totals), nothing, lower_is_better=lower),
        notices=(*inputs.notices, *evaluation.notices),
        beside=beside,
        trace=evaluation.trace,
    )


def _prepare(aggregation: Aggregation, values: Matrix, settings: object) -> Any:  # noqa: ANN401 - the method's own table
    return aggregation.prepare(values, np.ones(values.shape[-1]), settings)


def _totals(aggregation: Aggregation, values: Matrix, weights: Matrix, settings: object) -> Matrix:
    return _totals_of_tables(aggregation, values[:, None, :], weights, settings)[:, 0]


def _totals_of_tables(aggregation: Aggregation, values: Matrix, weights: Matrix, settings: object) -> Matrix:
    """Return totals, shape (n_options, n_tables), of values of shape (n_options, n_tables, n_leaves).

    Options that all have the same weights, shape (n_options, n_leaves), are given them once.
    """
    is_shared = len(weights) and (weights.strides[0] == 0 or (weights == weights[0]).all())
    shared = weights[0] if is_shared else weights
    return aggregation.total(_prepare(aggregation, values, settings), shared)


def _totals_of_one(aggregation: Aggregation, weights: Matrix, settings: object) -> Callable[[Matrix], Matrix]:
    def totals(values: Matrix) -> Matrix:
        return _totals(aggregation, values, np.broadcast_to(weights, values.shape), settings)

    return totals


def _ranks(results: tuple[OptionResult, ...]) -> Ranks:
    return np.array([each.rank or 0 for each in results], dtype=np.intp)
