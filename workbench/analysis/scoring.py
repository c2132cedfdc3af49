"""Scoring a study: totals, possible ranks, subtotals, and all that must stand beside a ranking."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.analysis.beside import beside_totals, by_confidence
from workbench.analysis.open_totals import searched_totals
from workbench.analysis.remarks import remarks
from workbench.analysis.tradeoffs import tradeoffs
from workbench.engine.formulas.ranks import possible_ranks, tie_tolerance
from workbench.engine.judgements import describe_view, groups_of
from workbench.engine.method import Aggregation, find_aggregation, read_parameters
from workbench.engine.problem import Problem, build
from workbench.engine.study_tree import find_weight_set
from workbench.engine.tree import global_weights, local_weights, node_weights, roll_up
from workbench.errors import MethodError
from workbench.model.evaluation import GroupResult, OptionResult, Run, StudyEvaluation, StudyFacts, WeightResult
from workbench.model.reading import ALL, Reading
from workbench.model.selection import select
from workbench.model.state import digest
from workbench.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.model.evaluation import Mask, Matrix, Ranks
    from workbench.model.study import Study
    from workbench.model.weights import WeightSet


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
        Ids; without one, what the profile, then the study's settings say.
    aggregators
        Rules for single groups, in place of the tree's own.

    Raises
    ------
    UsageError, MethodError
        When a name is unknown or there is nothing to score.
    """
    aggregation = find_aggregation(method)
    if not aggregation.each_option_alone or aggregation.input != "values":
        message = f"{method} needs every option complete and does not run on studies yet."
        raise MethodError(message)
    reading = Reading(weights or profile_weights(study, profile), view, profile, option_set)
    chosen = select(study, profile=profile, option_set=option_set)
    problem = build(chosen, weights=reading.weights, view=view, aggregators=aggregators)
    _check_kind(find_weight_set(chosen, reading.weights), aggregation)
    given = {"tree": problem.tree, **parameters} if aggregation.uses_tree else parameters
    settings = read_parameters(aggregation, given)
    used = weights_by_option(problem)
    tables = (problem.values, problem.lowest, problem.highest, *problem.doubtful)
    middle, low, high, *doubt = (_totals(aggregation, values, used, settings) for values in tables)
    for row in range(len(problem.options)):
        searched = searched_totals(chosen, problem, row, _totals_of_one(aggregation, used[row], settings))
        if searched is not None:
            low[row], high[row] = searched
    nothing: Mask = np.logical_not(used.any(axis=1))
    results = _results(chosen, problem, (middle, low, np.where(nothing, 100.0, high)), nothing, view)
    threshold = _one_level(problem)
    return StudyEvaluation(
        method=aggregation.name,
        parameters=dict(parameters),
        options=problem.options,
        criteria=problem.tree.leaves,
        totals=np.array([each.middle for each in results]),
        weights=problem.weights,
        raw_weights=problem.raw[: len(problem.tree.leaves)],
        lower_is_better=aggregation.lower_is_better,
        notices=(*problem.notices, *remarks(chosen, problem, aggregation, results)),
        rank=lambda: _ranks(results),
        trace=lambda: aggregation.trace(_prepare(aggregation, problem.values, settings), problem.weights),
        study=_facts(study),
        run=_run(study, problem, reading, method, parameters),
        results=results,
        groups=_groups(chosen, problem),
        leaf_weights=_leaf_weights(chosen, problem),
        tradeoffs=tradeoffs(chosen, problem),
        beside=(*beside_totals(chosen, problem, used), by_confidence(study.settings, results, *doubt)),
        threshold=threshold,
        not_separable=_not_separable(results, threshold),
    )


def profile_weights(study: Study, profile: str | None) -> str | None:
    """Return the weight set that a profile is read with, if it names one."""
    name = profile or study.settings.profile
    return next((each.weight_set for each in study.profiles if each.id == name), None)


def _check_kind(weights: WeightSet | None, aggregation: Aggregation) -> None:
    if weights is not None and weights.kind == "importance":
        message = f"The weight set {weights.id!r} was asked as importance, without a range."
        hint = f"{aggregation.title} needs swings or points: what the step from worst to best is worth."
        raise MethodError(message, hint=hint)


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


def _totals_of_one(aggregation: Aggregation, weights: Matrix, settings: object) -> Callable[[Matrix], Matrix]:
    def totals(values: Matrix) -> Matrix:
        return _totals(aggregation, values, np.broadcast_to(weights, values.shape), settings)

    return totals


def _results(
    study: Study, problem: Problem, totals: tuple[Matrix, Matrix, Matrix], nothing: Mask, view: str | None
) -> tuple[OptionResult, ...]:
    """Return each option's result from its totals: in the middle, at the least and at the most."""
    middle, low, high = totals
    complete = ~problem.missing.any(axis=1) & ~nothing
    first, last = possible_ranks(np.where(complete, middle, low), np.where(complete, middle, high))
    best, worst = possible_ranks(low, high)
    leaves = np.array(problem.tree.leaves)
    return tuple(
        OptionResult(
            id=option.id,
            label=option.label,
            brief=option.brief,
            total=float(middle[row]) if complete[row] else None,
            low=float(low[row]),
            high=float(high[row]),
            rank=int(first[row]) if complete[row] and first[row] == last[row] else None,
            possible_ranks=(int(best[row]), int(worst[row])),
            missing=tuple(leaves[problem.missing[row]].tolist()),
            unreasoned=_unreasoned(study, option.id, view),
        )
        for row, option in enumerate(study.options)
    )


def _unreasoned(study: Study, option: str, view: str | None) -> int:
    analysts = [analyst for group in groups_of(study, view) for analyst in group]
    judged = (study.judgement(option, leaf.id, analyst) for leaf in study.leaves for analyst in analysts)
    return len({id(score) for score in judged if score is not None and not score.has_reason})


def _ranks(results: tuple[OptionResult, ...]) -> Ranks:
    return np.array([each.rank or 0 for each in results], dtype=np.intp)


def _one_level(problem: Problem) -> float:
    """Return the smallest change that one one-level move of one leaf makes to a total."""
    moves = problem.steps * problem.weights
    return float(moves[moves > 0].min(initial=100.0))


def _not_separable(results: tuple[OptionResult, ...], threshold: float) -> tuple[tuple[str, str], ...]:
    complete = sorted(((each.total, each.id) for each in results if each.total is not None), key=lambda each: -each[0])
    margin = float(tie_tolerance(np.array([total for total, _ in complete]))[0]) if complete else 0.0
    return tuple(
        (upper, lower) for (more, upper), (less, lower) in combinations(complete, 2) if more - less < threshold - margin
    )


def _groups(study: Study, problem: Problem) -> tuple[GroupResult, ...]:
    local = local_by_option(problem)
    lowest, highest = problem.values_between()
    low, high = (roll_up(problem.tree, values[:, None, :], local)[:, 0] for values in (lowest, highest))
    shares = node_weights(problem.tree, problem.local)
    results = []
    for node, group in problem.tree.numbered_groups():
        sure = (low[:, node] == high[:, node]) & local[:, list(group.children)].any(axis=1)
        criterion = study.criterion.get(group.id)
        totals = tuple(float(low[row, node]) if sure[row] else None for row in range(len(problem.options)))
        label, brief, parent = (
            (criterion.label, criterion.brief, criterion.parent) if criterion else ("Total", "Total", "")
        )
        results.append(GroupResult(group.id, label, brief, parent, group.aggregator, float(shares[node]), totals))
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
        illustrative=study.illustrative,
        disclaimer=study.disclaimer,
        caveat=study.caveat,
        digest_of_state=lambda: digest(study),
    )


def _run(study: Study, problem: Problem, reading: Reading, method: str, parameters: Mapping[str, Any]) -> Run:
    chosen = find_weight_set(study, reading.weights)
    return Run(
        method=method,
        parameters=dict(parameters),
        view=reading.view or study.view or "",
        view_label=describe_view(study, reading.view),
        weights=chosen.id if chosen else "",
        weights_label=chosen.label if chosen else "equal weights",
        aggregators={group.id: group.aggregator for group in problem.tree.groups},
        version=VERSION,
        profile=reading.profile or study.settings.profile or ALL,
        option_set=reading.option_set or study.settings.option_set or ALL,
    )
