"""Constraints on weights as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.errors import UsageError
from workbench.model.sampling import Limit, Order, Ratio
from workbench.usecases.intake.constraint_words import read_constraints

if TYPE_CHECKING:
    from workbench.model.sampling import Constraint


@pytest.mark.parametrize(
    ("text", "constraint"),
    [
        ("cost>time>risk", Order(("cost", "time", "risk"))),
        ("burden-us >= benefit-us", Order(("burden-us", "benefit-us"))),
        ("cost=0.1..0.4", Limit("cost", 0.1, 0.4)),
        ("cost = 0.25", Limit("cost", 0.25, 0.25)),
        ("cost=..0.4", Limit("cost", 0, 0.4)),
        ("cost=0.1..", Limit("cost", 0.1, 1)),
        ("cost=2..3*time", Ratio("cost", "time", 2, 3)),
        ("cost=2..*time", Ratio("cost", "time", 2)),
        ("acc-us-mx = 2 × acc-mx-us", Ratio("acc-us-mx", "acc-mx-us", 2, 2)),
    ],
)
def test_a_constraint_is_read_as_it_is_meant(text: str, constraint: Constraint) -> None:
    assert read_constraints([text]) == (constraint,)


@pytest.mark.parametrize(
    "text", ["", "cost", "cost=", "cost>", ">", "cost=..", "cost=a..b", "cost=0.1.0.4", "=0.1", "a=1 2"]
)
def test_anything_else_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(UsageError, match=r"cost=0\.1\.\.0\.4"):
        read_constraints([text])


def test_ends_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(UsageError, match="above the second"):
        read_constraints(["cost=0.4..0.1"])
