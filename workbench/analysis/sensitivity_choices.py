"""What varies beside weights and scores: which aggregators, and which methods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.analysis.method_inputs import parameters_on_values
from workbench.analysis.totals import Totals, totals_of
from workbench.engine.formulas.group_totals import GROUP_TOTALS
from workbench.engine.method import find_aggregation
from workbench.engine.tree import GroupNode, Tree
from workbench.errors import MethodError, UsageError, nearest
from workbench.model.criterion import ROOT, Group
from workbench.model.evaluation import Notice

if TYPE_CHECKING:
    from workbench.analysis.ground import Ground
    from workbench.model.sampling import Scheme

METHODS = ("value_tree", "topsis", "vikor")
"""Methods that vary where none are named: a mean, a distance, and a compromise, all three on swings and points."""

Aggregators = Mapping[str, str]


def choices(ground: Ground, given: Sequence[Aggregators]) -> list[Aggregators]:
    """Return the choices of aggregators, the study's own first.

    Raises
    ------
    UsageError
        When a group or a rule is unknown.
    """
    groups = {each.id for each in ground.problem.tree.groups}
    asked = [
        {node.id: str(rule)}
        for node in ground.study.criteria
        if isinstance(node, Group) and node.id in groups
        for rule in node.aggregators_beside
    ]
    others = list(given) or asked or [{ROOT: "geometric"}]
    own = {each.id: each.aggregator for each in ground.problem.tree.groups}
    for choice in others:
        for name, rule in choice.items():
            if name not in groups:
                message = f"The study has no group {name!r}."
                raise UsageError(message, hint=nearest(name, groups))
            if rule not in GROUP_TOTALS:
                message = f"{rule!r} is no aggregator of a group."
                raise UsageError(message, hint=nearest(rule, GROUP_TOTALS))
    return [{}, *(choice for choice in others if any(own[name] != rule for name, rule in choice.items()))]


def methods(ground: Ground, given: Sequence[str]) -> tuple[tuple[str, ...], list[Notice]]:
    """Return the methods that vary, and what must be said about those that cannot.

    Raises
    ------
    MethodError
        When a method that was named is unknown, takes other weights, or refuses the study.
    """
    kind = find_aggregation("value_tree").weight_kind
    names, said = [], []
    for name in dict.fromkeys(given or METHODS):
        if find_aggregation(name).weight_kind != kind:
            message = f"{name} needs importance, asked without a range; the other methods need swings or points."
            raise MethodError(message, hint="Methods that vary together share one set of weights: leave it out.")
        try:
            totals_of(ground.problem, name, _parameters(ground, name), options=ground.rows)
        except MethodError as error:
            if given:
                raise
            said.append(
                Notice(
                    "method-left-out",
                    name,
                    f"{find_aggregation(name).title} does not vary with the others. {error.message}",
                )
            )
            continue
        names.append(name)
    return tuple(names), said


def _parameters(ground: Ground, name: str) -> dict[str, Any]:
    aggregation = find_aggregation(name)
    if aggregation.uses_tree:
        return {}
    return parameters_on_values(ground.study, ground.problem, aggregation, {})


def variants(ground: Ground, name: str, choices: Sequence[Aggregators]) -> tuple[Totals, ...]:
    """Return a method's totals under each choice of aggregators; one where these have no effect."""
    totals = totals_of(ground.problem, name, _parameters(ground, name), options=ground.rows)
    if not totals.aggregation.uses_tree:
        return (totals,)
    tree = totals.tree
    return tuple(
        replace(
            totals,
            tree=Tree(
                tree.leaves,
                tuple(GroupNode(each.id, each.children, choice.get(each.id, each.aggregator)) for each in tree.groups),
            ),
        )
        for choice in choices
    )


def choice_words(choice: Aggregators) -> str:
    """Return a choice of aggregators in words."""
    return ", ".join(f"{name} {rule}" for name, rule in choice.items()) or "as in the study"


def words(scheme: Scheme, names: Sequence[str], choices: Sequence[Aggregators]) -> dict[str, str]:
    """Return how each group varies."""
    weights, scores = scheme.sentence.rsplit("; ", 1)
    return {
        "weights": weights,
        "scores": scores,
        "aggregators": f"equal chances: {'; '.join(map(choice_words, choices))}",
        "method": f"equal chances: {', '.join(find_aggregation(name).title for name in names)}",
    }
