"""The numbers behind the cached values: the engine's arrays, nodes in the order of the sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.scoring import local_by_option
from workbench.engine.formulas.ranks import possible_ranks, tie_tolerance
from workbench.engine.tree import roll_up
from workbench.formats.excel.words import LOG_ZERO, MISSING, NOT_APPLICABLE, RULES, VALUE_TOP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.engine.problem import Problem
    from workbench.engine.tree import Tree
    from workbench.formats.excel.plan import Plan
    from workbench.model.evaluation import Matrix, Ranks


@dataclass(frozen=True, slots=True)
class Ends:
    """The tree with unknown cells at one end of what they can be."""

    values: Matrix
    """Value of each node, shape (n_nodes, n_options)."""
    terms: Matrix
    """What each node hands to its group, shape (n_nodes, n_options)."""


@dataclass(frozen=True)
class Figures:
    """Everything that a formula of the workbook shows, as the engine has it."""

    used: NDArray[np.object_]
    """Score used: a number or a word; shape (n_nodes, n_options)."""
    values: NDArray[np.object_]
    """Value 0 to 100, or a word; shape (n_nodes, n_options)."""
    rules: tuple[int, ...]
    """Each node's aggregator as CHOOSE counts them, from 1; 0 for leaves."""
    points: Matrix
    """The answers about weights, shape (n_nodes,)."""
    counting: Matrix
    """The answers, 0 for groups below which nothing weighs, shape (n_nodes,)."""
    local: Matrix
    whole: Matrix
    """Shares among siblings and of the whole, shape (n_nodes,)."""
    counts: Matrix
    """The answers that count for each option, shape (n_nodes, n_options)."""
    local_by: Matrix
    """Shares among siblings for each option, shape (n_nodes, n_options)."""
    low: Ends
    high: Ends
    """With missing scores at their worst and at their best; intervals count with their middle."""
    least: Ends
    most: Ends
    """The same, and intervals at their ends."""
    missing: NDArray[np.int_]
    """How many scores each option lacks."""
    weighed: NDArray[np.bool_]
    """Whether anything that applies to the option has weight."""
    middle: Matrix
    lowest: Matrix
    highest: Matrix
    """Each option's total: with what is known, at the least and at the most."""
    best: Ranks
    worst: Ranks
    """The possible ranks."""
    first: Ranks
    last: Ranks
    """The possible ranks when intervals count with their middle."""
    range_margin: float
    tie_margin: float
    separable_margin: float
    threshold: float

    @property
    def complete(self) -> NDArray[np.bool_]:
        """Which options have a total."""
        complete: NDArray[np.bool_] = self.weighed & (self.missing == 0)
        return complete


def make_figures(problem: Problem, plan: Plan) -> Figures:
    """Return the figures of a problem in the order of the plan."""
    order = [node.place for node in plan.nodes]
    kinds = {group.id: RULES.index(group.aggregator) + 1 for group in problem.tree.groups}
    rules = tuple(kinds[node.id] if node.kind == "group" else 0 for node in plan.nodes)
    by_option = local_by_option(problem)
    lowest, highest, least, most = (
        roll_up(problem.tree, values[:, None, :], by_option)[:, 0].T[order]
        for values in (*problem.values_between(), problem.lowest, problem.highest)
    )
    local_by = by_option.T[order]
    raw = np.tile(problem.raw, (len(problem.options), 1))
    raw[:, : len(problem.tree.leaves)] *= problem.applicable
    counts = counting(problem.tree, raw).T[order]
    weighed = counts[0] > 0
    complete = weighed & ~problem.missing.any(axis=1)
    low, high = least[0], np.where(weighed, most[0], VALUE_TOP)
    sure = np.where(complete, lowest[0], low), np.where(complete, lowest[0], high)
    best, worst = possible_ranks(low, high)
    first, last = possible_ranks(*sure)
    moves = problem.steps * problem.weights
    used, values = _cells(problem, plan)
    return Figures(
        used=used,
        values=values,
        rules=rules,
        points=problem.raw[order],
        counting=counting(problem.tree, problem.raw)[order],
        local=problem.local[order],
        whole=_whole(problem.local[order], plan),
        counts=counts,
        local_by=local_by,
        low=Ends(lowest, terms(lowest, local_by, rules, plan)),
        high=Ends(highest, terms(highest, local_by, rules, plan)),
        least=Ends(least, terms(least, local_by, rules, plan)),
        most=Ends(most, terms(most, local_by, rules, plan)),
        missing=problem.missing.sum(axis=1),
        weighed=weighed,
        middle=lowest[0],
        lowest=low,
        highest=high,
        best=best,
        worst=worst,
        first=first,
        last=last,
        range_margin=float(tie_tolerance(np.maximum(low, high))[0]),
        tie_margin=float(tie_tolerance(np.maximum(*sure))[0]),
        separable_margin=float(tie_tolerance(np.where(complete, lowest[0], 0.0))[0]),
        threshold=float(moves[moves > 0].min(initial=VALUE_TOP)),
    )


def counting(tree: Tree, raw: Matrix) -> Matrix:
    """Return the answers with 0 for groups below which nothing weighs; the root gets 1 or 0; (..., n_nodes)."""
    active = np.array(raw, dtype=np.float64)
    active[..., -1] = 1.0
    for node, group in tree.numbered_groups():
        some = active[..., list(group.children)].sum(axis=-1) > 0
        active[..., node] = np.where(some, active[..., node], 0.0)
    return active


def terms(values: Matrix, local: Matrix, rules: tuple[int, ...], plan: Plan) -> Matrix:
    """Return what each node hands to its group: a share, a logarithm or a shortfall; (n_nodes, n_options)."""
    result = np.zeros_like(values)
    for row, node in enumerate(plan.nodes[1:], start=1):
        result[row] = term(values[row], local[row], rules[node.parent - 1])
    return result


def term(values: Matrix, local: Matrix, rule: int) -> Matrix:
    """Return what values with their local weights hand to a group under a rule, shape (n_options,)."""
    if RULES[rule - 1] == "arithmetic":
        return local * values
    if RULES[rule - 1] == "geometric":
        logarithm = local * np.log(np.where(values > 0, values, 1.0))
        return np.where(local > 0, np.where(values > 0, logarithm, -LOG_ZERO), 0.0)
    return np.where(local > 0, VALUE_TOP - values, 0.0)


def _whole(local: Matrix, plan: Plan) -> Matrix:
    whole = np.array(local)
    for row, node in enumerate(plan.nodes[1:], start=1):
        whole[row] = local[row] * whole[node.parent - 1]
    return whole


def _cells(problem: Problem, plan: Plan) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    shape = (len(plan.nodes), len(problem.options))
    used, values = np.full(shape, "", dtype=object), np.full(shape, "", dtype=object)
    for row, node in enumerate(plan.nodes):
        if node.kind == "group":
            continue
        for column in range(shape[1]):
            word = MISSING if problem.applicable[column, node.place] else NOT_APPLICABLE
            known = bool(problem.known[column, node.place])
            used[row, column] = float(problem.performances[column, node.place]) if known else word
            values[row, column] = float(problem.values[column, node.place]) if known else word
    return used, values
