"""What is printed beside the totals and never added to them: computed leaves, and other aggregators' totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.method import computed_measures
from workbench.engine.tree import GroupNode, Tree, local_from_global, roll_up
from workbench.model.criterion import ComputedLeaf, Group, Leaf
from workbench.model.evaluation import Beside

if TYPE_CHECKING:
    from workbench.engine.problem import Problem
    from workbench.model.evaluation import Matrix, OptionResult
    from workbench.model.settings import Settings
    from workbench.model.study import Study


def beside_totals(study: Study, problem: Problem, weights: Matrix) -> tuple[Beside, ...]:
    """Return each computed leaf, then the total under each aggregator that a group asks to see beside its own.

    Parameters
    ----------
    weights : Matrix of shape (n_options, n_leaves)
        Each option's leaf weights.
    """
    computed = [_computed(problem, leaf, study) for leaf in study.computed]
    counted = {each.id for each in problem.tree.groups}
    others = [
        _with_aggregator(problem, weights, group, str(rule))
        for group in study.criteria
        if isinstance(group, Group) and group.id in counted
        for rule in group.aggregators_beside
    ]
    return (*computed, *others)


def by_confidence(settings: Settings, results: tuple[OptionResult, ...], low: Matrix, high: Matrix) -> Beside:
    """Return the totals with every score at the worst and at the best end of what its confidence leaves open."""
    note = (
        f"every score moved by its confidence (high {settings.confidence_high:g}, medium "
        f"{settings.confidence_medium:g}, low {settings.confidence_low:g} levels), clipped to the scale"
    )
    spans = tuple((float(least), float(most)) for least, most in zip(low, high, strict=True))
    return Beside("confidence", "Total within confidence", tuple(each.total for each in results), spans, note)


def _computed(problem: Problem, leaf: ComputedLeaf, study: Study) -> Beside:
    measure = computed_measures()[leaf.computed.measure]
    column = {each: place for place, each in enumerate(problem.tree.leaves)}
    benefits = [column[each] for each in leaf.computed.benefits]
    burdens = [column[each] for each in leaf.computed.burdens]
    half = [_half_level(study, each) for each in leaf.computed.inputs]
    own = column[leaf.id]
    figures: list[float | None] = []
    ranges: list[tuple[float, float] | None] = []
    top = np.array([study_leaf.scale.high for study_leaf in _inputs(study, leaf)])
    notes = ["reported beside the totals, not added; the range moves each input by half a level"]
    for row, option in enumerate(problem.options):
        if not problem.known[row, own]:
            figures.append(None)
            ranges.append(None)
            continue
        inputs = problem.performances[row, [*benefits, *burdens]]
        low, high = np.clip(inputs - half, 0.0, top), np.clip(inputs + half, 0.0, top)
        sides = len(benefits)
        figures.append(float(problem.performances[row, own]))
        ranges.append(measure.bounds(low[:sides], high[:sides], low[sides:], high[sides:]))
        status = measure.status(inputs[:sides], inputs[sides:])
        if status:
            notes.append(f"{option}: {status}")
    return Beside(leaf.id, leaf.brief, tuple(figures), tuple(ranges), "; ".join(notes))


def _inputs(study: Study, leaf: ComputedLeaf) -> list[Leaf]:
    return [node for name in leaf.computed.inputs if isinstance(node := study.criterion[name], Leaf)]


def _half_level(study: Study, name: str) -> float:
    node = study.criterion[name]
    return node.scale.step / 2 if isinstance(node, Leaf) else 0.0


def _with_aggregator(problem: Problem, weights: Matrix, group: Group, rule: str) -> Beside:
    nodes = tuple(
        GroupNode(each.id, each.children, rule if each.id == group.id else each.aggregator)
        for each in problem.tree.groups
    )
    tree = Tree(problem.tree.leaves, nodes)
    low, high = (
        roll_up(tree, values[:, None, :], local_from_global(tree, weights))[:, 0, -1]
        for values in problem.values_between()
    )
    sure = (low == high) & weights.any(axis=1)
    totals = tuple(float(low[row]) if sure[row] else None for row in range(len(problem.options)))
    note = f"the total if {group.brief} were {rule}"
    if rule == "geometric":
        note += "; its points are re-used as exponents, not re-asked"
    return Beside(f"{group.id}:{rule}", f"Total, {group.brief} {rule}", totals, (None,) * len(totals), note)
