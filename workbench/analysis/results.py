"""The records of a study's evaluation, made from its problem and its totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.engine.formulas.ranks import possible_ranks, tie_tolerance
from workbench.engine.judgements import describe_view
from workbench.engine.study_tree import find_weight_set
from workbench.engine.tree import global_weights, local_weights, node_weights, roll_up
from workbench.model.evaluation import GroupResult, OptionResult, Run, StudyFacts, WeightResult
from workbench.model.reading import ALL, Reading
from workbench.model.state import digest
from workbench.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.engine.problem import Problem
    from workbench.model.evaluation import Mask, Matrix
    from workbench.model.study import Study


def weights_by_option(problem: Problem) -> Matrix:
    """Return each option's leaf weights, shape (n_options, n_leaves): a leaf that does not apply passes its on."""
    if problem.applicable.all():
        return np.broadcast_to(problem.weights, (len(problem.options), len(problem.weights)))
    return global_weights(problem.tree, local_by_option(problem))


def local_by_option(problem: Problem) -> Matrix:
    """Return each option's local weights, shape (n_options, n_nodes)."""
    if problem.applicable.all():
        return np.tile(problem.local, (len(problem.options), 1))
    raw = np.tile(problem.raw, (len(problem.options), 1))
    raw[:, : len(problem.tree.leaves)] *= problem.applicable
    return local_weights(problem.tree, raw)


def option_results(
    study: Study,
    problem: Problem,
    totals: tuple[Matrix, Matrix, Matrix],
    nothing: Mask,
    *,
    lower_is_better: bool = False,
) -> tuple[OptionResult, ...]:
    """Return each option's result from its totals: in the middle, at the least and at the most.

    Parameters
    ----------
    nothing
        Options on which no leaf with weight applies, shape (n_options,).
    """
    middle, low, high = totals
    missing = problem.missing
    complete = ~missing.any(axis=1) & ~nothing
    best, worst = _ranks_between(low, high, lower_is_better=lower_is_better)
    sure = np.where(complete, middle, low), np.where(complete, middle, high)
    is_exact = np.array_equal(sure, (low, high))
    first, last = (best, worst) if is_exact else _ranks_between(*sure, lower_is_better=lower_is_better)
    gaps: list[tuple[str, ...]] = [()] * len(problem.options)
    for row in (~complete).nonzero()[0]:
        gaps[row] = tuple(problem.tree.leaves[place] for place in missing[row].nonzero()[0])
    unreasoned = problem.unreasoned.sum(axis=1).astype(int)
    lists = (each.tolist() for each in (complete, middle, low, high, first, last, best, worst, unreasoned))
    return tuple(
        OptionResult(
            id=option.id,
            label=option.label,
            brief=option.brief,
            total=total if is_complete else None,
            low=least,
            high=most,
            rank=first_rank if is_complete and first_rank == last_rank else None,
            possible_ranks=(best_rank, worst_rank),
            missing=absent,
            unreasoned=without_reason,
        )
        for option, absent, is_complete, total, least, most, first_rank, last_rank, best_rank, worst_rank,
        without_reason in zip(study.options, gaps, *lists, strict=True)
    )  # fmt: skip


def _ranks_between(low: Matrix, high: Matrix, *, lower_is_better: bool) -> Any:  # noqa: ANN401 - two arrays of ranks
    return possible_ranks(-high, -low) if lower_is_better else possible_ranks(low, high)


def one_level(problem: Problem) -> float:
    """Return the smallest change that one one-level move of one leaf makes to an additive total."""
    moves = problem.steps * problem.weights
    return float(moves[moves > 0].min(initial=100.0))


def not_separable(results: tuple[OptionResult, ...], threshold: float) -> tuple[tuple[str, str], ...]:
    """Return the pairs of complete options whose totals, larger is better, are closer than the threshold."""
    complete = sorted(((each.total, each.id) for each in results if each.total is not None), key=lambda each: -each[0])
    margin = float(tie_tolerance(np.array([total for total, _ in complete]))[0]) if complete else 0.0
    close: list[tuple[str, str]] = []
    for place, (more, upper) in enumerate(complete, start=1):
        for less, lower in complete[place:]:
            if more - less >= threshold - margin:
                break
            close.append((upper, lower))
    return tuple(close)


def group_results(study: Study, problem: Problem) -> tuple[GroupResult, ...]:
    """Return the totals of every group of the tree, the root last; None where scores are missing."""
    local = problem.local[None] if problem.applicable.all() else local_by_option(problem)
    lowest, highest = problem.values_between()
    above = slice(len(problem.tree.leaves), None)
    low = roll_up(problem.tree, lowest[:, None, :], local)[:, 0, above]
    high = low if problem.known.all() else roll_up(problem.tree, highest[:, None, :], local)[:, 0, above]
    same, every_weight = low == high, bool(local.all())
    surely_all = (same.all(axis=0) & every_weight).tolist()
    shares = node_weights(problem.tree, problem.local)[above].tolist()
    results, figures = [], low.T.tolist()
    for place, group in enumerate(problem.tree.groups):
        criterion = study.criterion.get(group.id)
        totals = tuple(figures[place])
        if not surely_all[place]:
            sure = same[:, place] & local[:, list(group.children)].any(axis=1)
            totals = tuple(each if is_sure else None for each, is_sure in zip(totals, sure.tolist(), strict=True))
        label, brief, parent = (
            (criterion.label, criterion.brief, criterion.parent) if criterion else ("Total", "Total", "")
        )
        results.append(GroupResult(group.id, label, brief, parent, group.aggregator, shares[place], totals))
    return tuple(results)


def leaf_weights(study: Study, problem: Problem) -> tuple[WeightResult, ...]:
    """Return every leaf's weight: as answered, among its siblings, of the whole."""
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


def study_facts(study: Study) -> StudyFacts:
    """Return which study this is, in which state."""
    return StudyFacts(
        id=study.id,
        title=study.title,
        as_of=study.as_of,
        illustrative=study.illustrative,
        disclaimer=study.disclaimer,
        caveat=study.caveat,
        digest_of_state=lambda: digest(study),
    )


def run_of(study: Study, problem: Problem, reading: Reading, method: str, parameters: Mapping[str, Any]) -> Run:
    """Return how the study was scored."""
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
