"""Constraints on weights as linear rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.sampling.polytope import Rule
from workbench.errors import UsageError
from workbench.model.sampling import Limit, Order, Ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model.sampling import Constraint


def rules_of(constraints: Sequence[Constraint], names: Sequence[str]) -> list[Rule]:
    """Return the constraints as rules on the weights of these names, all of which are there.

    Raises
    ------
    UsageError
        When a number in a constraint is not finite or negative, or an order names a node twice.
    """
    return [rule for constraint in constraints for rule in _rules(constraint, names)]


def _rules(constraint: Constraint, names: Sequence[str]) -> Iterator[Rule]:
    words = str(constraint)
    if isinstance(constraint, Order):
        if len(set(constraint.nodes)) < len(constraint.nodes):
            message = f"The order {words} names a criterion twice."
            raise UsageError(message, hint="Each stands once, from the heaviest to the lightest.")
        for heavier, lighter in zip(constraint.nodes, constraint.nodes[1:], strict=False):
            yield _rule(names, {lighter: 1.0, heavier: -1.0}, 0.0, words)
        return
    _check_numbers(constraint)
    if isinstance(constraint, Limit):
        yield _rule(names, {constraint.node: -1.0}, -constraint.low, words)
        yield _rule(names, {constraint.node: 1.0}, constraint.high, words)
        return
    yield _rule(names, {constraint.other: constraint.low, constraint.node: -1.0}, 0.0, words)
    if constraint.high is not None:
        yield _rule(names, {constraint.node: 1.0, constraint.other: -constraint.high}, 0.0, words)


def _rule(names: Sequence[str], coefficients: dict[str, float], bound: float, words: str) -> Rule:
    return Rule(tuple(coefficients.get(name, 0.0) for name in names), bound, words)


def _check_numbers(constraint: Limit | Ratio) -> None:
    numbers = [constraint.low, *([] if constraint.high is None else [constraint.high])]
    if not all(np.isfinite(number) and number >= 0 for number in numbers):
        message = f"The constraint {constraint} has a number that is negative or not finite."
        raise UsageError(message, hint="Shares lie between 0 and 1, ratios above 0.")
    if isinstance(constraint, Ratio) and constraint.node == constraint.other:
        message = f"The constraint {constraint} compares a criterion with itself."
        raise UsageError(message, hint="A ratio joins two criteria.")
