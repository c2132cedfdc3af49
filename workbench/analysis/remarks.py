"""Notices about a study's result: what the reader must know before believing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.monotonicity import reversals
from workbench.engine.problem import weighted_computed
from workbench.model.criterion import Leaf
from workbench.model.evaluation import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engine.method import Aggregation
    from workbench.engine.problem import Problem
    from workbench.model.evaluation import OptionResult
    from workbench.model.study import Study


def about_method(aggregation: Aggregation) -> Iterator[Notice]:
    """Say where a method lies outside a study's own path."""
    if aggregation.on_studies:
        return
    text = f"{aggregation.title} lies outside the study's own path."
    if not aggregation.each_option_alone:
        text += " It compares the options with each other: one more or less can change the order of the others."
    yield Notice("outside-own-path", aggregation.name, text)


def remarks(
    study: Study, problem: Problem, aggregation: Aggregation, results: tuple[OptionResult, ...]
) -> Iterator[Notice]:
    """Yield the notices that follow from the scores, the weights and the method together."""
    if not aggregation.uses_tree and any(group.aggregator != "arithmetic" for group in problem.tree.groups):
        text = f"{aggregation.title} joins the leaves directly: the groups' own aggregators were ignored."
        yield Notice("aggregators-ignored", aggregation.name, text)
    yield from _about_computed_weights(study, problem)
    yield from _about_missing(study, problem, results)
    unreasoned = sum(each.unreasoned for each in results)
    if unreasoned:
        yield Notice("without-reason", "scores", f"{unreasoned} scores have no reason written.")
    if aggregation.uses_tree:
        yield from _about_zero_products(problem)


def _about_computed_weights(study: Study, problem: Problem) -> Iterator[Notice]:
    weighted = [leaf.id for leaf in weighted_computed(study, problem).values()]
    for leaf in weighted:
        text = f"{leaf} is computed and has weight: a total can fall although one of its inputs gets better."
        yield Notice("computed-leaf-has-weight", leaf, text)
    if weighted:
        found, tried = reversals(study, problem)
        worst = min(found, key=lambda each: each.change, default=None)
        text = f"Monotonicity: {len(found)} of {tried} one-level improvements of its inputs lower a total."
        if worst:
            text += (
                f" The largest: {worst.option}, {worst.criterion} from {worst.before:g} to {worst.after:g} "
                f"moves the total by {worst.change:.2f}."
            )
        yield Notice("monotonicity", weighted[0], text)


def _about_missing(study: Study, problem: Problem, results: tuple[OptionResult, ...]) -> Iterator[Notice]:
    absent: dict[int, list[str]] = {}
    for row, place in zip(*(~problem.applicable).nonzero(), strict=True):
        leaf = problem.tree.leaves[place]
        if isinstance(study.criterion[leaf], Leaf):
            absent.setdefault(int(row), []).append(leaf)
    for row, each in enumerate(results):
        if each.missing:
            count = len(each.missing)
            text = (
                f"{each.label} has no score on {count} weighted {'criterion' if count == 1 else 'criteria'} "
                f"({', '.join(each.missing[:3])}{', …' if count > 3 else ''}): "  # noqa: PLR2004 - three examples
                f"its total lies between {each.low:.2f} and {each.high:.2f}."
            )
            yield Notice("incomplete", each.id, text)
        if row in absent:
            verb = "does" if len(absent[row]) == 1 else "do"
            text = f"{', '.join(absent[row])} {verb} not apply to {each.label}: the weight goes to the siblings."
            yield Notice("not-applicable", each.id, text)


def _about_zero_products(problem: Problem) -> Iterator[Notice]:
    for group in problem.tree.groups:
        if group.aggregator != "geometric":
            continue
        for child in group.children:
            if child >= len(problem.tree.leaves) or not problem.weights[child] > 0:
                continue
            zero = problem.known[:, child] & (problem.values[:, child] == 0)
            for row in zero.nonzero()[0]:
                leaf = problem.tree.leaves[child]
                text = f"{problem.options[row]} is worth 0 on {leaf}, so the geometric {group.id} is 0."
                yield Notice("zero-in-product", leaf, text)
