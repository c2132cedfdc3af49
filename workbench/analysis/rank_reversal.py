"""Whether the order of options depends on which others are there, method by method.

Three tests: an option that nobody would choose joins, the last-ranked option leaves, and the options are compared
two by two (Wang & Triantaphyllou 2008, Omega 36(1)).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.analysis.method_inputs import parameters_on_values
from workbench.analysis.rank_agreement import pair_signs
from workbench.analysis.totals import totals_of
from workbench.engine.method import aggregations
from workbench.errors import WorkbenchError
from workbench.model.robustness import ReversalTest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.analysis.ground import Ground
    from workbench.engine.problem import Problem
    from workbench.model.evaluation import Matrix

COPY = "(a copy)"
"""The name of the option that joins."""

MOST_PAIRS = 200
"""Pairs of options up to which all are compared two by two; of more, the neighbours in the ranking."""


def reversal_tests(ground: Ground) -> tuple[ReversalTest, ...]:
    """Return the three tests for every method, on the options without gaps; the method in use comes first."""
    used = ground.evaluation.method
    names = [used, *(name for name in sorted(aggregations()) if name != used)]
    return tuple(_test(ground, name) for name in names)


def _test(ground: Ground, name: str) -> ReversalTest:
    title = aggregations()[name].title
    problem = _without_gaps(ground.problem)
    rows = np.flatnonzero(~problem.missing.any(axis=1)).tolist()
    if len(rows) < 2:  # noqa: PLR2004 - an order needs two
        return ReversalTest(name, title, None, None, None, "fewer than two options have all their scores")
    given = ground.parameters if name == ground.evaluation.method else {}
    try:
        parameters = parameters_on_values(ground.study, problem, aggregations()[name], given)
        return _tested(ground, problem, name, title, rows, parameters)
    except WorkbenchError as error:
        return ReversalTest(name, title, None, None, None, str(error))


def _tested(
    ground: Ground, problem: Problem, name: str, title: str, rows: list[int], given: Mapping[str, Any]
) -> ReversalTest:

    def signs(of: Problem, among: Sequence[int]) -> Matrix:
        return pair_signs(totals_of(of, name, given, options=among).oriented(of.local))

    before = signs(problem, rows)
    ahead = before.sum(axis=1)
    best, last = int(ahead.argmax()), int(ahead.argmin())
    others = [place for place in range(len(rows)) if place != last]
    copied = signs(_with_copy(problem, rows[best]), [*rows, len(problem.options)])[:-1, :-1]
    removed = signs(problem, [rows[place] for place in others])
    pairs = _pairs(len(rows), ahead)
    two = [(a, b, float(signs(problem, [rows[a], rows[b]])[0, 1])) for a, b in pairs]
    labels = [ground.labels[problem.options[row]] for row in rows]
    details = [
        *_changes("with a worse copy of the first", before, copied, labels),
        *_changes("without the last", before[np.ix_(others, others)], removed, [labels[each] for each in others]),
        *(
            f"two by two: {labels[a]} and {labels[b]} stand the other way round"
            for a, b, sign in two
            if sign != before[a, b]
        ),
    ]
    return ReversalTest(
        name,
        title,
        copy=bool((copied == before).all()),
        removal=bool((removed == before[np.ix_(others, others)]).all()),
        split=all(sign == before[a, b] for a, b, sign in two),
        detail=details[0] if details else "",
    )


def _without_gaps(problem: Problem) -> Problem:
    """Return the problem with 100, which no method refuses, where a criterion does not apply and so does not count."""
    return replace(problem, values=np.where(problem.known, problem.values, 100.0))


def _pairs(count: int, ahead: Matrix) -> list[tuple[int, int]]:
    pairs = list(combinations(range(count), 2))
    if len(pairs) <= MOST_PAIRS:
        return pairs
    order = np.argsort(-ahead, kind="stable").tolist()
    return list(pairwise(order))


def _changes(when: str, before: Matrix, after: Matrix, labels: Sequence[str]) -> list[str]:
    found = np.argwhere(np.triu(before != after))
    return [f"{when}: {labels[a]} and {labels[b]} change their order" for a, b in found.tolist()[:1]]


def _with_copy(problem: Problem, row: int) -> Problem:
    """Return the problem with one more option: the given one, a level worse on every criterion."""
    worse = np.maximum(problem.values[row] - np.maximum(problem.steps, 1.0), 0.0)
    return replace(
        problem,
        options=(*problem.options, COPY),
        values=np.vstack([problem.values, worse]),
        known=np.vstack([problem.known, problem.known[row]]),
        applicable=np.vstack([problem.applicable, problem.applicable[row]]),
    )
