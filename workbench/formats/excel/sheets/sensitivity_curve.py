"""The figures of the sheet Sensitivity, as the engine's rules give them: totals over the weight of one node."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from workbench.formats.excel.figures import term
from workbench.formats.excel.words import OPEN, RULES, VALUE_TOP

if TYPE_CHECKING:
    from workbench.formats.excel.book import Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.model.evaluation import Mask, Matrix

STEPS = 20
"""Of the table: one every twentieth of the group's weight."""

TOLERANCE = 1e-9


@dataclass
class Curve:
    """One node's weight from none to all; arrays by option unless said otherwise."""

    node: Node
    share: float
    movable: bool
    siblings: float
    """What the siblings weigh, as answered."""
    inside: bool
    """Whether it is a criterion, or something in it weighs."""
    chain: list[tuple[int, int, int]]
    """For each step up: node, its group, the group's rule; zeros above the root."""
    value: Matrix
    known: Mask
    applies: Matrix
    own: Mask
    rest_weight: Matrix
    rest_handed: Matrix
    rest: Matrix
    up_weight: list[Matrix]
    up_handed: list[Matrix]
    shares: Matrix
    """Of the table, shape (STEPS + 1,)."""
    parts: Matrix
    """Shape (STEPS + 1, n_options)."""
    tables: list[list[list[Value]]]
    """For each step up: rows of the table."""
    rows: dict[str, int] = field(default_factory=dict)
    """Where things stand on the sheet."""


def picked(content: Content) -> Node:
    """Return the node that is picked at the export: whose weight is nearest to changing the first rank."""
    nodes = content.plan.nodes
    robustness = content.extras.robustness
    if robustness is not None:
        near = [(each.nearest[2], each.node) for each in robustness.intervals if each.nearest]
        near = [each for each in near if each[1] in content.plan.number]
        if near:
            return nodes[content.plan.number[min(near)[1]] - 1]
    return nodes[1] if len(nodes) > 1 else nodes[0]


def curve_of(content: Content) -> Curve:
    """Return the figures of the node that is picked."""
    figures, plan, node = content.figures, content.plan, picked(content)
    n_options, at = len(plan.options), node.number - 1
    low, high = figures.low.values[at], figures.high.values[at]
    siblings = [
        each.number - 1 for each in plan.nodes if each.parent == node.parent and each is not node and node.parent
    ]
    group = plan.nodes[node.parent - 1] if node.parent else node
    counting, counts = figures.counting[siblings], figures.counts[siblings]
    children = [each.number - 1 for each in plan.nodes if each.parent == node.number]
    inside = node.kind != "group" or bool(figures.local[children].sum() > 0)
    beside = [each.number - 1 for each in plan.nodes if each.parent == group.number and each is not node]
    weighs = float(figures.counting[beside].sum()) - (0.0 if node.parent else float(figures.counting[at]))
    movable = bool(node.parent and figures.whole[group.number - 1] > 0 and weighs > 0 and inside)
    own = ~((figures.counting[at] > 0) & (figures.counts[at] == 0))
    known = figures.complete & movable & (~own | (np.abs(high - low) < TOLERANCE))
    whole = counting.sum()
    applies = counts.sum(axis=0) / whole if whole > 0 else np.zeros(n_options)
    chain = _chain(content, node)
    rest_weight, handed = figures.local_by[siblings].sum(axis=0), _handed(content, siblings, chain[0][2])
    curve = Curve(
        node=node,
        share=float(figures.local[at]),
        movable=movable,
        siblings=weighs,
        inside=inside,
        chain=chain,
        value=low,
        known=known,
        applies=applies,
        own=own,
        rest_weight=rest_weight,
        rest_handed=handed,
        rest=_rest(rest_weight, handed, chain[0][2]),
        up_weight=[np.zeros(n_options)],
        up_handed=[np.zeros(n_options)],
        shares=np.arange(STEPS + 1) / STEPS,
        parts=np.zeros((STEPS + 1, n_options)),
        tables=[],
    )
    curve.parts = _parts(curve)
    _climb(content, curve)
    return curve


def _chain(content: Content, node: Node) -> list[tuple[int, int, int]]:
    plan, rules = content.plan, content.figures.rules
    chain, number = [], node.number
    for _ in range(max(1, *(each.depth for each in plan.nodes))):
        parent = plan.nodes[number - 1].parent if number else 0
        chain.append((number, parent, rules[parent - 1] if parent else 0))
        number = parent
    return chain


def _handed(content: Content, others: list[int], rule: int) -> Matrix:
    """Return what nodes hand to their group: terms added, or the largest shortfall under the minimum."""
    terms = content.figures.low.terms[others]
    if not others:
        return np.zeros(len(content.plan.options))
    least: Matrix = np.maximum(terms.max(axis=0), 0.0) if _is(rule, "minimum") else terms.sum(axis=0)
    return least


def _is(rule: int, name: str) -> bool:
    return rule > 0 and RULES[rule - 1] == name


def _rest(weight: Matrix, handed: Matrix, rule: int) -> Matrix:
    mean = handed / np.where(weight > 0, weight, 1.0)
    if _is(rule, "geometric"):
        mean = np.exp(mean)
    elif _is(rule, "minimum"):
        mean = VALUE_TOP - handed
    elif rule == 0:
        mean = np.zeros_like(handed)
    return np.where(weight > 0, mean, 0.0)


def _parts(curve: Curve) -> Matrix:
    share = curve.shares[:, None]
    spread = share + (1.0 - share) * curve.applies
    part = np.where(curve.applies == 0, 1.0, share / np.where(spread > 0, spread, 1.0))
    return np.where(curve.own, part, 0.0)


def _climb(content: Content, curve: Curve) -> None:
    rule = curve.chain[0][2]
    values = _joined(curve, rule)
    curve.tables.append(_shown(values, curve.known))
    figures, plan = content.figures, content.plan
    for node, group, above in curve.chain[1:]:
        if not group:
            curve.up_weight.append(np.ones(len(plan.options)))
            curve.up_handed.append(np.zeros(len(plan.options)))
        else:
            others = [each.number - 1 for each in plan.nodes if each.parent == group and each.number != node]
            weight, handed = figures.local_by[node - 1], _handed(content, others, above)
            curve.up_weight.append(weight)
            curve.up_handed.append(handed)
            added = np.array([term(row, weight, above) for row in values])
            values = handed + added
            if _is(above, "geometric"):
                values = np.exp(values)
            elif _is(above, "minimum"):
                values = VALUE_TOP - np.maximum(handed, added)
        curve.tables.append(_shown(values, curve.known))


def _joined(curve: Curve, rule: int) -> Matrix:
    part, own, rest = curve.parts, curve.value, curve.rest
    if _is(rule, "geometric"):
        least = np.minimum(own, rest) > 0
        logs = [np.log(np.where(least, each, 1.0)) for each in (own, rest)]
        inner = np.where(least, np.exp(part * logs[0] + (1.0 - part) * logs[1]), 0.0)
    elif _is(rule, "minimum"):
        inner = np.broadcast_to(np.minimum(own, rest), part.shape)
    else:
        inner = part * own + (1.0 - part) * rest if rule else np.zeros_like(part)
    return np.where(part <= 0, rest, np.where(part >= 1, own, inner))


def _shown(values: Matrix, known: Mask) -> list[list[Value]]:
    return [
        [float(value) if sure else OPEN for value, sure in zip(row, known.tolist(), strict=True)]
        for row in values.tolist()
    ]
