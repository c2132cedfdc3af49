"""From a study to arrays: options in rows, leaves in columns, and the tree over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.group_totals import GROUP_TOTALS
from workbench.engine.method import computed_measures
from workbench.engine.tree import GroupNode, Tree, global_weights, local_weights
from workbench.engine.value_functions.linear import linear
from workbench.errors import MethodError, UsageError, nearest
from workbench.model.criterion import ROOT, ComputedLeaf, Group, Leaf
from workbench.model.evaluation import Notice
from workbench.model.score import Missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.model.evaluation import Mask, Matrix
    from workbench.model.study import Study
    from workbench.model.weights import WeightSet

    AnyLeaf = Leaf | ComputedLeaf


@dataclass(frozen=True, slots=True)
class Problem:
    """A study read under one view, one weight set and one choice of aggregators."""

    options: tuple[str, ...]
    tree: Tree
    performances: Matrix
    """Raw, shape (n_options, n_leaves); meaningless where not known."""
    values: Matrix
    """Worth 0 to 100, shape (n_options, n_leaves); 0 where not known."""
    known: Mask
    applicable: Mask
    steps: Matrix
    """One level's worth in value points, shape (n_leaves,); 0 for computed leaves."""
    raw: Matrix
    """The answers about weights, shape (n_nodes,)."""
    local: Matrix
    """Shares among siblings, shape (n_nodes,)."""
    weights: Matrix
    """Shares of the whole, shape (n_leaves,)."""
    notices: tuple[Notice, ...]

    @property
    def missing(self) -> Mask:
        """Cells that count and have no score, shape (n_options, n_leaves)."""
        return ~self.known & self.applicable & (self.weights > 0)

    def values_between(self) -> tuple[Matrix, Matrix]:
        """Return the values with unknown cells at the worst and at the best they can be."""
        return np.where(self.known, self.values, 0.0), np.where(self.known, self.values, 100.0)


def build(
    study: Study, *, weights: str | None = None, view: str | None = None, aggregators: Mapping[str, str] | None = None
) -> Problem:
    """Return the arrays of a study.

    Raises
    ------
    UsageError
        When a weight set, an analyst or a group is not in the study.
    MethodError
        When there is nothing to score: no option, no leaf, or no weight at all.
    """
    if not study.options or not study.leaves:
        message = f"The study {study.id!r} has no {'options' if not study.options else 'criteria to score on'} yet."
        raise MethodError(message)
    leaves = [node for node in study.criteria if not isinstance(node, Group)]
    tree = build_tree(study, leaves, aggregators or {})
    raw, notices = _raw_weights(study, tree, weights or study.settings.weight_set)
    local = local_weights(tree, raw)
    shares = global_weights(tree, local)
    if not shares.any():
        message = "No criterion has any weight."
        raise MethodError(message, hint="Give at least one leaf, and every group above it, some points.")
    analyst = view or study.view
    if analyst is not None and analyst not in study.analyst:
        message = f"The study has no analyst {analyst!r}."
        raise UsageError(message, hint=nearest(analyst, study.analyst))
    performances, known, applicable = _judgements(study, leaves, analyst)
    values, more = _values(leaves, performances, known, applicable)
    return Problem(
        options=tuple(option.id for option in study.options),
        tree=tree,
        performances=performances,
        values=values,
        known=known,
        applicable=applicable,
        steps=np.array([_step(leaf) for leaf in leaves]),
        raw=raw,
        local=local,
        weights=shares,
        notices=(*notices, *more),
    )


def _step(leaf: AnyLeaf) -> float:
    return 100.0 * leaf.scale.step / (leaf.scale.high - leaf.scale.low) if isinstance(leaf, Leaf) else 0.0


def build_tree(study: Study, leaves: list[AnyLeaf], aggregators: Mapping[str, str]) -> Tree:
    """Return the tree over the leaves; groups without leaves drop out."""
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


def _raw_weights(study: Study, tree: Tree, name: str | None) -> tuple[Matrix, list[Notice]]:
    sets = {each.id: each for each in study.weight_sets}
    if name is not None and name not in sets:
        message = f"The study has no weight set {name!r}."
        raise UsageError(message, hint=nearest(name, sets))
    chosen = sets[name] if name else next(iter(sets.values()), None)
    ids = [*tree.leaves, *(group.id for group in tree.groups)]
    if chosen is None:
        raw = np.array([0.0 if _is_computed(study, node) else 1.0 for node in ids])
        return raw, [Notice("equal-weights", "weights", "There is no weight set: siblings count equally.")]
    raw = np.ones(len(ids))
    notices = []
    for group in tree.groups:
        answers = chosen.groups.get(group.id)
        given = answers.answers if answers else {}
        for child in group.children:
            if ids[child] in given:
                raw[child] = given[ids[child]].raw
                continue
            raw[child] = 0.0
            if not _is_computed(study, ids[child]):
                notices.append(_unanswered(ids[child], chosen))
    return raw, notices + _about_rules(tree, raw)


def _is_computed(study: Study, node: str) -> bool:
    return isinstance(study.criterion.get(node), ComputedLeaf)


def _unanswered(node: str, chosen: WeightSet) -> Notice:
    text = f"{node} has no answer in the weight set {chosen.id}: it counts nothing until it has one."
    return Notice("weight-not-answered", node, text)


def _about_rules(tree: Tree, raw: Matrix) -> list[Notice]:
    notices = [
        Notice(
            "weights-as-exponents",
            group.id,
            f"{group.id} is geometric: its points are re-used as exponents; they were not re-asked.",
        )
        for group in tree.groups
        if group.aggregator == "geometric"
    ]
    return notices + [
        Notice(
            "group-without-weight",
            group.id,
            f"No child of {group.id} has weight: the group counts nothing and its share goes to its siblings.",
        )
        for node, group in tree.numbered_groups()
        if not raw[list(group.children)].any() and raw[node] > 0
    ]


def _judgements(study: Study, leaves: list[AnyLeaf], analyst: str | None) -> tuple[Matrix, Mask, Mask]:
    shape = (len(study.options), len(leaves))
    performances, known, applicable = np.zeros(shape), np.zeros(shape, dtype=bool), np.ones(shape, dtype=bool)
    for row, option in enumerate(study.options):
        for column, leaf in enumerate(leaves):
            score = study.judgement(option.id, leaf.id, analyst)
            if score is None:
                continue
            if score.missing is Missing.NOT_APPLICABLE:
                applicable[row, column] = False
            elif (number := score.performance) is not None:
                performances[row, column], known[row, column] = number, True
    return performances, known, applicable


def _values(leaves: list[AnyLeaf], performances: Matrix, known: Mask, applicable: Mask) -> tuple[Matrix, list[Notice]]:
    values = np.zeros_like(performances)
    column = {leaf.id: place for place, leaf in enumerate(leaves)}
    notices: list[Notice] = []
    for place, leaf in enumerate(leaves):
        if isinstance(leaf, Leaf):
            values[:, place] = linear(performances[:, place], leaf.worst, leaf.best)
            outside = known[:, place] & (
                (performances[:, place] < leaf.scale.low) | (performances[:, place] > leaf.scale.high)
            )
            if outside.any():
                text = f"{int(outside.sum())} scores on {leaf.id} lie beyond its scale and count as its end."
                notices.append(Notice("beyond-scale", leaf.id, text))
            continue
        measure = computed_measures()[leaf.computed.measure]
        benefits = [column[each] for each in leaf.computed.benefits]
        burdens = [column[each] for each in leaf.computed.burdens]
        performances[:, place] = measure.compute(performances[:, benefits], performances[:, burdens])
        known[:, place] = known[:, [*benefits, *burdens]].all(axis=1)
        applicable[:, place] = applicable[:, [*benefits, *burdens]].all(axis=1)
        values[:, place] = performances[:, place]
    return np.where(known, values, 0.0), notices
