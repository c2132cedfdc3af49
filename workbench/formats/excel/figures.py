"""The numbers behind the cached values: the engine's arrays, nodes in the order of the sheets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.scoring import local_by_option
from workbench.engine.formulas.ranks import possible_ranks, tie_tolerance
from workbench.engine.tree import roll_up
from workbench.formats.excel.cells import make_cells
from workbench.formats.excel.words import LOG_ZERO, RULES, VALUE_TOP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.engine.problem import Problem
    from workbench.engine.tree import Tree
    from workbench.formats.excel.cells import Cells
    from workbench.formats.excel.plan import Plan
    from workbench.model.evaluation import Mask, Matrix, Ranks
    from workbench.model.study import Study


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

    cells: Cells
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
    threshold: float

    @property
    def used(self) -> NDArray[np.object_]:
        """Score used: a number or a word; shape (n_nodes, n_options)."""
        return self.cells.used

    @property
    def values(self) -> NDArray[np.object_]:
        """Value 0 to 100, or a word; shape (n_nodes, n_options)."""
        return self.cells.values

    @cached_property
    def weighed(self) -> Mask:
        """Whether anything that applies to the option has weight."""
        weighed: Mask = self.counts[0] > 0
        return weighed

    @cached_property
    def complete(self) -> Mask:
        """Which options have a total."""
        complete: Mask = self.weighed & (self.missing == 0)
        return complete

    @property
    def middle(self) -> Matrix:
        """Each option's total with what is known."""
        middle: Matrix = self.low.values[0]
        return middle

    @cached_property
    def span(self) -> tuple[Matrix, Matrix]:
        """Each option's total at the least and at the most."""
        return self.least.values[0], np.where(self.weighed, self.most.values[0], VALUE_TOP)

    @cached_property
    def sure_span(self) -> tuple[Matrix, Matrix]:
        """The same, with the total itself where the option has one."""
        low, high = self.span
        return np.where(self.complete, self.middle, low), np.where(self.complete, self.middle, high)

    @cached_property
    def ranks(self) -> tuple[Ranks, Ranks]:
        """The best and the worst possible ranks."""
        return possible_ranks(*self.span)

    @cached_property
    def sure_ranks(self) -> tuple[Ranks, Ranks]:
        """The same when intervals count with their middle."""
        return possible_ranks(*self.sure_span)

    @property
    def range_margin(self) -> float:
        """Ends of totals closer than this are tied."""
        return float(tie_tolerance(np.maximum(*self.span))[0])

    @property
    def tie_margin(self) -> float:
        """Totals closer than this are tied."""
        return float(tie_tolerance(np.maximum(*self.sure_span))[0])

    @property
    def separable_margin(self) -> float:
        """Tolerance of the comparison with one level."""
        return float(tie_tolerance(np.where(self.complete, self.middle, 0.0))[0])


def make_figures(study: Study, problem: Problem, plan: Plan) -> Figures:
    """Return the figures of a problem in the order of the plan."""
    order = [node.place for node in plan.nodes]
    kinds = {group.id: RULES.index(group.aggregator) + 1 for group in problem.tree.groups}
    rules = tuple(kinds[node.id] if node.kind == "group" else 0 for node in plan.nodes)
    by_option = local_by_option(problem)
    local_by = by_option.T[order]

    def end(values: Matrix) -> Ends:
        nodes = roll_up(problem.tree, values[:, None, :], by_option)[:, 0].T[order]
        return Ends(nodes, terms(nodes, local_by, rules, plan))

    low, high, least, most = (end(each) for each in (*problem.values_between(), problem.lowest, problem.highest))
    raw = np.tile(problem.raw, (len(problem.options), 1))
    raw[:, : len(problem.tree.leaves)] *= problem.applicable
    moves = problem.steps * problem.weights
    return Figures(
        cells=make_cells(study, problem, plan),
        rules=rules,
        points=problem.raw[order],
        counting=counting(problem.tree, problem.raw)[order],
        local=problem.local[order],
        whole=_whole(problem.local[order], plan),
        counts=counting(problem.tree, raw).T[order],
        local_by=local_by,
        low=low,
        high=high,
        least=least,
        most=most,
        missing=problem.missing.sum(axis=1),
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
