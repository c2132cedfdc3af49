"""The ground that robustness analyses stand on: a study as it was scored, and totals for whatever is changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.analysis.fitting_weights import fitting_weights
from workbench.analysis.method_inputs import parameters_on_values, takes_each_alone
from workbench.analysis.scoring import score_study
from workbench.analysis.screening import pass_gates
from workbench.analysis.totals import Totals, totals_of
from workbench.engine.formulas.ranks import TIE_TOLERANCE
from workbench.engine.method import find_aggregation
from workbench.engine.problem import Problem, build
from workbench.engine.tree import GroupNode, Tree, node_weights
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.model.evaluation import Matrix, StudyEvaluation
    from workbench.model.reading import Reading
    from workbench.model.study import Study

NOBODY = -1
"""In place of an option, where there is no first-ranked one."""


@dataclass(frozen=True)
class Ground:
    """A study under one reading and method, with its totals for any weights and values.

    An option with missing scores has two totals, its gaps at their worst and at their best; methods that compare
    options with each other leave it out.
    """

    study: Study
    """What the profile and the option set select."""
    problem: Problem
    evaluation: StudyEvaluation
    totals: Totals
    rows: tuple[int, ...]
    """The options that are compared, as places in the study."""
    left_out: tuple[str, ...]
    """Options that the method leaves out because scores are missing."""
    whole_study: Study
    """With everything that the profile and the option set leave out."""
    rescore: Callable[[Study], StudyEvaluation]
    """Scores another state of the whole study in the same way."""
    parameters: Mapping[str, Any]
    """The method's own."""

    @cached_property
    def options(self) -> tuple[str, ...]:
        """Ids of the options that are compared."""
        return self.totals.options

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Short labels of all options, by id."""
        return {each.id: each.brief for each in self.study.options}

    @cached_property
    def tables(self) -> tuple[Matrix, Matrix]:
        """The values with gaps at their worst and at their best, shape (n_options, n_leaves) each.

        What does not apply to an option has no weight: 100 stands there, which no method refuses.
        """
        low, high = self.problem.values_between()
        low = np.where(self.problem.applicable, low, high)
        return low[list(self.rows)], high[list(self.rows)]

    @cached_property
    def complete(self) -> bool:
        """Whether no compared option has a gap that counts."""
        return not self.problem.missing[list(self.rows)].any()

    def between(self, local: Matrix) -> tuple[Matrix, Matrix]:
        """Return the least and the greatest totals, larger is better, shape (..., n_options) each.

        Parameters
        ----------
        local : Matrix of shape (..., n_nodes)
            Shares among siblings.
        """
        known = self.problem.known[list(self.rows)].all()
        low = self.totals.oriented(local) if known else self.totals.oriented(local, self.tables[0])
        return low, low if known else self.totals.oriented(local, self.tables[1])

    @cached_property
    def base(self) -> tuple[Matrix, Matrix]:
        """The least and the greatest totals as things are, shape (n_options,) each."""
        return self.between(self.problem.local)

    @cached_property
    def tolerance(self) -> float:
        """How close two totals must be to share a rank."""
        return TIE_TOLERANCE * max(1.0, float(np.abs(self.base).max(initial=0.0)))

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The options by rank, best first; those with gaps by the middle of what is possible."""
        middle = (self.base[0] + self.base[1]) / 2
        return tuple(int(place) for place in np.argsort(-np.round(middle, 12), kind="stable"))

    @cached_property
    def first(self) -> int:
        """Place of the option that no other can be above, or NOBODY where missing scores leave that open."""
        return first_of(*self.base, self.tolerance)

    @cached_property
    def sharing(self) -> tuple[int, ...]:
        """The options that share the first rank; empty where it is open."""
        if self.first == NOBODY:
            return ()
        low, high = self.base
        return tuple(int(each) for each in np.flatnonzero(high >= low[self.first] - self.tolerance))

    @cached_property
    def lead(self) -> float | None:
        """How far the first-ranked option is above its best rival, in points; None without one or a rival."""
        if self.first == NOBODY or len(self.options) == 1:
            return None
        return float(lead_of(*self.base, self.first))

    @cached_property
    def wholes(self) -> Matrix:
        """Each node's part of the whole, shape (n_nodes,)."""
        return node_weights(self.problem.tree, self.problem.local)

    @cached_property
    def linear_tree(self) -> Tree | None:
        """The tree whose arithmetic groups make totals linear in their weights; None where the method is no tree."""
        tree = self.problem.tree
        if self.totals.aggregation.uses_tree:
            return tree
        if self.totals.aggregation.name == "weighted_sum":
            return Tree(tree.leaves, tuple(GroupNode(each.id, each.children, "arithmetic") for each in tree.groups))
        return None

    @cached_property
    def applies(self) -> Matrix:
        """Whether a node concerns an option, shape (n_options, n_nodes): a group does when a weighted child does."""
        tree, local = self.problem.tree, self.problem.local
        whole = np.zeros((len(self.rows), tree.n_nodes), dtype=bool)
        whole[:, : len(tree.leaves)] = self.problem.applicable[list(self.rows)]
        for node, group in tree.numbered_groups():
            counting = [child for child in group.children if local[child] > 0]
            whole[:, node] = whole[:, counting].any(axis=1)
        return whole

    def label(self, node: str) -> str:
        """Return the short label of a criterion, a group or the root."""
        criterion = self.study.criterion.get(node)
        return criterion.brief if criterion else "Total"

    def node_id(self, node: int) -> str:
        """Return the id of a node of the tree."""
        tree = self.problem.tree
        return tree.leaves[node] if node < len(tree.leaves) else tree.groups[node - len(tree.leaves)].id


def first_of(low: Matrix, high: Matrix, tolerance: float) -> int:
    """Return the place of the option whose least total no other's greatest passes, or NOBODY."""
    place = int(np.argmax(np.round(low, 12)))
    others = np.delete(high, place)
    return place if not others.size or low[place] >= others.max() - tolerance else NOBODY


def lead_of(low: Matrix, high: Matrix, place: int) -> Matrix:
    """Return an option's least total less the greatest of any other, shape (...,); inf without another."""
    others = np.delete(high, place, axis=-1)
    lead: Matrix = low[..., place] - others.max(axis=-1, initial=-np.inf)
    return lead


def find_ground(
    study: Study,
    reading: Reading,
    *,
    method: str = "value_tree",
    parameters: Mapping[str, object] | None = None,
    aggregators: Mapping[str, str] | None = None,
) -> Ground:
    """Return a study as it was scored.

    Raises
    ------
    UsageError, MethodError
        When a name is unknown, there is nothing to score, or the method refuses the study.
    """

    def rescore(state: Study) -> StudyEvaluation:
        return score_study(
            state,
            method=method,
            weights=reading.weights,
            view=reading.view,
            profile=reading.profile,
            option_set=reading.option_set,
            aggregators=aggregators,
            **(parameters or {}),
        )

    evaluation = rescore(study)
    aggregation = find_aggregation(method)
    selected = select(study, profile=reading.profile, option_set=reading.option_set)
    chosen, _, _ = pass_gates(study, selected, reading.view)
    weights, _ = fitting_weights(study, aggregation, reading.weights, reading.profile)
    problem = build(chosen, weights=weights, view=reading.view, aggregators=aggregators)
    ranked = set(evaluation.options)
    rows = [row for row, option in enumerate(problem.options) if option in ranked]
    given = dict(parameters or {})
    if not takes_each_alone(aggregation):
        given = parameters_on_values(chosen, problem, aggregation, given)
    totals = totals_of(problem, method, given, options=rows)
    left_out = tuple(option for row, option in enumerate(problem.options) if row not in rows)
    return Ground(
        study=chosen,
        problem=problem,
        evaluation=evaluation,
        totals=totals,
        rows=tuple(rows),
        left_out=left_out,
        whole_study=study,
        rescore=rescore,
        parameters=dict(parameters or {}),
    )
