"""Constraints on weights as people write them: orders, limits and ratios."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.model.sampling import Limit, Order, Ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.sampling import Constraint

FORMS = "cost>time>risk for an order, cost=0.1..0.4 for a share, cost=2..3*time or cost=2*time for a ratio"
"""How constraints are written, for help texts and errors."""

NAME = r"[A-Za-z0-9][\w.-]*?"
NUMBER = r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
SHAPE = re.compile(rf"\s*({NAME})\s*=\s*({NUMBER})?\s*(\.\.)?\s*({NUMBER})?\s*(?:[*×]\s*({NAME}))?\s*")


def read_constraints(texts: Sequence[str]) -> tuple[Constraint, ...]:
    """Return the constraints that texts say: an order, a share between two numbers, or a ratio between two numbers.

    `cost>time>risk` (or `>=`): weights from the largest to the smallest. `cost=0.1..0.4`: a share among siblings, or
    of the whole where all leaves are sampled; either end may be left out. `cost=2..3*time`: between 2 and 3 times as
    much; `cost=2..*time`: at least twice; `cost=2*time`: exactly twice.

    Raises
    ------
    UsageError
        When a text is none of these, or an end is above the other.
    """
    return tuple(_read(text) for text in texts)


def _read(text: str) -> Constraint:
    if ">" in text:
        names = [each.strip() for each in re.split(r">=?", text)]
        if len(names) > 1 and all(re.fullmatch(NAME, each) for each in names):
            return Order(tuple(names))
        raise _unread(text)
    found = SHAPE.fullmatch(text)
    if found is None or (found[2] is None and found[4] is None) or (found[3] is None and found[4] is not None):
        raise _unread(text)
    low = float(found[2] or 0.0)
    high = float(found[4]) if found[4] else None if found[3] else low
    if high is not None and low > high:
        message = f"In {text!r} the first number is above the second."
        raise UsageError(message, hint=f"Write {FORMS}.")
    if found[5]:
        return Ratio(found[1], found[5], low, high)
    return Limit(found[1], low, 1.0 if high is None else high)


def _unread(text: str) -> UsageError:
    return UsageError(f"{text!r} is no constraint on weights.", hint=f"Write {FORMS}.")
