"""Scoring a study: totals, possible ranks, subtotals, and all that must stand beside a ranking."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.analysis.beside import beside_totals
from workbench.analysis.remarks import remarks
from workbench.engine.formulas.ranks import possible_ranks, tie_tolerance
from workbench.engine.method import Aggregation, find_aggregation, read_parameters
from workbench.engine.problem import Problem, build
from workbench.engine.tree import global_weights, local_weights, roll_up
from workbench.errors import MethodError
from workbench.model.criterion import ROOT
from workbench.model.evaluation import GroupResult, OptionResult, Run, StudyEvaluation, StudyFacts, WeightResult
from workbench.model.state import digest
from workbench.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import Mask, Matrix, Ranks
    from workbench.model.study import Study


def score_study(
    study: Study,
    *,
    method: str = "value_tree",
    weights: str | None = None,
    view: str | None = None,
    aggregators: Mapping[str, str] | None = None,
    **parameters: object,
) -> StudyEvaluation:
    """Return a study's evaluation.

    Parameters
    ----------
    method
        The value tree by default; any other method sees the leaves with global weights.
    weights, view
        A weight set's and an analyst's id; without one, what the study's settings say.
    aggregators
        Rules for single groups, in place of the tree's own.

    Raises
    ------
    UsageError, MethodError
        When a name is unknown or there is nothing to score.
    """
    aggregation = find_aggregation(method)
    if not aggregation.each_option_alone:
        message = f"{method} needs every option complete and does not run on studies yet."
        raise MethodError(message)
    problem = build(study, weights=weights, view=view, aggregators=aggregators)
    settings = read_parameters(
        aggregation, {"tree": problem.tree, **parameters} if aggregation.uses_tree else parameters
    )
    used = weights_by_option(problem)
    lowest, highest = problem.values_between()
    low, high = (_totals(aggregation, values, used, settings) for values in (lowest, highest))
    nothing: Mask = np.logical_not(used.any(axis=1))
    high = np.where(nothing, 100.0, high)
    results = _results(study, problem, low, high, nothing, view or study.view)
    threshold = _one_level(problem)
    return StudyEvaluation(
        method=aggregation.name,
        parameters=dict(parameters),
        options=problem.options,
        criteria=problem.tree.leaves,
        totals=(low + high) / 2,
        weights=problem.weights,
        raw_weights=problem.raw[: len(problem.tree.leaves)],
        lower_is_better=aggregation.lower_is_better,
        notices=(*problem.notices, *remarks(study, problem, aggregation, results)),
        rank=lambda: _ranks(results),
        trace=lambda: aggregation.trace(_prepare(aggregation, lowest, settings), problem.weights),
        study=_facts(study),
        run=_run(study, problem, method, weights, view, parameters),
        results=results,
        groups=_groups(study, problem, lowest, highest),
        leaf_weights=_leaf_weights(study, problem),
        beside=beside_totals(study, problem, used),
        threshold=threshold,
        not_separable=_not_separable(results, threshold),
    )


def weights_by_option(problem: Problem) -> Matrix:
    """Return each option's leaf weights, shape (n_options, n_leaves): a leaf that does not apply passes its on."""
    if problem.applicable.all():
        return np.tile(problem.weights, (len(problem.options), 1))
    return global_weights(problem.tree, local_by_option(problem))


def local_by_option(problem: Problem) -> Matrix:
    """Return each option's local weights, shape (n_options, n_nodes)."""
    raw = np.tile(problem.raw, (len(problem.options), 1))
    raw[:, : len(problem.tree.leaves)] *= problem.applicable
    return local_weights(problem.tree, raw)


def _prepare(aggregation: Aggregation, values: Matrix, settings: object) -> Any:  # noqa: ANN401 - the method's own table
    return aggregation.prepare(values, np.ones(values.shape[-1]), settings)


def _totals(aggregation: Aggregation, values: Matrix, weights: Matrix, settings: object) -> Matrix:
    return aggregation.total(_prepare(aggregation, values[:, None, :], settings), weights)[:, 0]


def _results(
    study: Study, problem: Problem, low: Matrix, high: Matrix, nothing: Mask, view: str | None
) -> tuple[OptionResult, ...]:
    best, worst = possible_ranks(low, high)
    results = []
    for row, option in enumerate(study.options):
        missing = tuple(np.array(problem.tree.leaves)[problem.missing[row]].tolist())
        complete = not missing and not nothing[row]
        judged = (study.judgement(option.id, leaf.id, view) for leaf in study.leaves)
        results.append(
            OptionResult(
                id=option.id,
                label=option.label,
                brief=option.brief,
                total=float(low[row]) if complete else None,
                low=float(low[row]),
                high=float(high[row]),
                rank=int(best[row]) if complete and best[row] == worst[row] else None,
                possible_ranks=(int(best[row]), int(worst[row])),
                missing=missing,
                unreasoned=sum(score is not None and not score.has_reason for score in judged),
            )
        )
    return tuple(results)


def _ranks(results: tuple[OptionResult, ...]) -> Ranks:
    return np.array([each.rank or 0 for each in results], dtype=np.intp)


def _one_level(problem: Problem) -> float:
    """Return the smallest change that one one-level move of one leaf makes to a total."""
    moves = problem.steps * problem.weights
    return float(moves[moves > 0].min(initial=100.0))


def _not_separable(results: tuple[OptionResult, ...], threshold: float) -> tuple[tuple[str, str], ...]:
    complete = sorted((each for each in results if each.total is not None), key=lambda each: -each.low)
    margin = float(tie_tolerance(np.array([each.low for each in results]))[0])
    return tuple(
        (upper.id, lower.id) for upper, lower in combinations(complete, 2) if upper.low - lower.low < threshold - margin
    )


def _groups(study: Study, problem: Problem, lowest: Matrix, highest: Matrix) -> tuple[GroupResult, ...]:
    local = local_by_option(problem)
    low, high = (roll_up(problem.tree, values[:, None, :], local)[:, 0] for values in (lowest, highest))
    results = []
    for node, group in problem.tree.numbered_groups():
        sure = (low[:, node] == high[:, node]) & local[:, list(group.children)].any(axis=1)
        criterion = study.criterion.get(group.id)
        totals = tuple(float(low[row, node]) if sure[row] else None for row in range(len(problem.options)))
        label, brief, parent = (
            (criterion.label, criterion.brief, criterion.parent) if criterion else ("Total", "Total", "")
        )
        results.append(GroupResult(group.id, label, brief, parent, group.aggregator, totals))
    return tuple(results)


def _leaf_weights(study: Study, problem: Problem) -> tuple[WeightResult, ...]:
    return tuple(
        WeightResult(
            criterion=leaf,
            label=study.criterion[leaf].label,
            local=float(problem.local[place]),
            share=float(problem.weights[place]),
            raw=float(problem.raw[place]),
        )
        for place, leaf in enumerate(problem.tree.leaves)
    )


def _facts(study: Study) -> StudyFacts:
    return StudyFacts(
        id=study.id,
        title=study.title,
        as_of=study.as_of,
        digest=digest(study),
        illustrative=study.illustrative,
        disclaimer=study.disclaimer,
        caveat=study.caveat,
    )


def _run(
    study: Study, problem: Problem, method: str, weights: str | None, view: str | None, parameters: Mapping[str, Any]
) -> Run:
    sets = {each.id: each.label for each in study.weight_sets}
    chosen = weights or study.settings.weight_set or next(iter(sets), "")
    analyst = view or study.view or ""
    return Run(
        method=method,
        parameters=dict(parameters),
        view=analyst,
        view_label=study.analyst[analyst].label if analyst else "nobody has scored",
        weights=chosen,
        weights_label=sets.get(chosen, "equal weights"),
        aggregators={group.id: group.aggregator for group in problem.tree.groups if group.id != ROOT},
        version=VERSION,
    )
