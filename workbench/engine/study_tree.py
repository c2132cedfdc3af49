"""A study's tree of criteria as indices, and the raw weights that a weight set gives its nodes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.derived_weights import derive
from workbench.engine.formulas.group_totals import GROUP_TOTALS
from workbench.engine.tree import GroupNode, Tree
from workbench.errors import UsageError, nearest
from workbench.model.criterion import ROOT, ComputedLeaf, Group, Leaf
from workbench.model.evaluation import Notice
from workbench.model.reading import EQUAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.model.evaluation import Matrix
    from workbench.model.study import Study
    from workbench.model.weights import WeightSet


def build_tree(study: Study, leaves: Sequence[Leaf | ComputedLeaf], aggregators: Mapping[str, str]) -> Tree:
    """Return the tree over the leaves; groups without leaves drop out.

    Raises
    ------
    UsageError
        When an aggregator is given for a group that is not there, or is none.
    """
    groups = {node.id: node for node in study.criteria if isinstance(node, Group)}
    _check_aggregators(aggregators, [ROOT, *groups])
    children: dict[str, list[str]] = {}
    for node in study.criteria:
        children.setdefault(node.parent, []).append(node.id)
    number = {leaf.id: place for place, leaf in enumerate(leaves)}
    nodes: list[GroupNode] = []
    for name in _bottom_up(ROOT, children, groups):
        members = tuple(number[child] for child in children.get(name, ()) if child in number)
        if members or name == ROOT:
            rule = aggregators.get(name) or (str(groups[name].aggregator) if name in groups else "arithmetic")
            number[name] = len(leaves) + len(nodes)
            nodes.append(GroupNode(name, members, rule))
    return Tree(tuple(leaf.id for leaf in leaves), tuple(nodes))


def _check_aggregators(aggregators: Mapping[str, str], groups: list[str]) -> None:
    for name, rule in aggregators.items():
        if name not in groups:
            message = f"The study has no group {name!r}."
            raise UsageError(message, hint=nearest(name, groups))
        if rule not in GROUP_TOTALS:
            message = f"{rule!r} is no aggregator of a group."
            raise UsageError(message, hint=nearest(rule, GROUP_TOTALS))


def _bottom_up(name: str, children: Mapping[str, list[str]], groups: Mapping[str, Group]) -> Iterator[str]:
    for child in children.get(name, ()):
        if child in groups:
            yield from _bottom_up(child, children, groups)
    yield name


def find_weight_set(study: Study, name: str | None) -> WeightSet | None:
    """Return the weight set of that name, else the study's, else its first; None where siblings count equally.

    That is so where there is no set, and under the name "equal", unless a set has that name.

    Raises
    ------
    UsageError
        When the study has no weight set of that name.
    """
    sets = {each.id: each for each in study.weight_sets}
    name = name or study.settings.weight_set
    if name == EQUAL and name not in sets:
        return None
    if name is None:
        return next(iter(sets.values()), None)
    if name not in sets:
        message = f"The study has no weight set {name!r}."
        raise UsageError(message, hint=nearest(name, sets))
    return sets[name]


def raw_weights(study: Study, tree: Tree, chosen: WeightSet | None) -> tuple[Matrix, list[Notice]]:
    """Return the raw weight of every node, shape (n_nodes,), and what must be said about them.

    Without a weight set siblings count equally; a node without an answer counts nothing, unless it has no sibling.
    """
    ids = [*tree.leaves, *(group.id for group in tree.groups)]
    if chosen is None:
        reason = "Siblings count equally." if study.weight_sets else "There is no weight set: siblings count equally."
        raw = np.array([0.0 if _is_computed(study, node) else 1.0 for node in ids])
        return raw, [Notice("equal-weights", "weights", reason)]
    raw = np.ones(len(ids))
    notices: list[Notice] = []
    for group in tree.groups:
        answers = chosen.groups.get(group.id)
        given, said = derive(answers) if answers else ({}, ())
        notices += [replace(each, where=group.id, text=f"{group.id}: {each.text}") for each in said]
        asked = [child for child in group.children if not _is_computed(study, ids[child])]
        for child in group.children:
            if ids[child] in given:
                raw[child] = given[ids[child]]
            elif asked != [child]:
                raw[child] = 0.0
                notices += [_unanswered(ids[child], chosen)] if child in asked else []
    return raw, notices + list(_about_groups(tree, raw))


def _is_computed(study: Study, node: str) -> bool:
    return isinstance(study.criterion.get(node), ComputedLeaf)


def _unanswered(node: str, chosen: WeightSet) -> Notice:
    text = f"{node} has no answer in the weight set {chosen.id}: it counts nothing until it has one."
    return Notice("weight-not-answered", node, text)


def _about_groups(tree: Tree, raw: Matrix) -> Iterator[Notice]:
    for node, group in tree.numbered_groups():
        if group.aggregator == "geometric":
            text = f"{group.id} is geometric: its points are re-used as exponents; they were not re-asked."
            yield Notice("weights-as-exponents", group.id, text)
        if not raw[list(group.children)].any() and raw[node] > 0:
            text = f"No child of {group.id} has weight: the group counts nothing and its share goes to its siblings."
            yield Notice("group-without-weight", group.id, text)
