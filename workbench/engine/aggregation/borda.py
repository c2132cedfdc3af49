"""Borda: on each criterion an option has one point for each option it is above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.engine.formulas.constant import about_constant
from workbench.engine.formulas.pairwise import points
from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix, Notice


def prepare(performances: Matrix, directions: Matrix, _parameters: NoParameters) -> Matrix:
    """Return the points, shape (..., n_options, n_criteria): options below, and half of those that tie."""
    return points(performances * directions)


def total(table: Matrix, weights: Matrix) -> Matrix:
    """Return the weighted mean points, shape (..., n_options), from 0 to n_options - 1, larger is better."""
    return apply_weights(table, weights)


def trace(table: Matrix, weights: Matrix) -> tuple[Step, ...]:
    """Return the points, and weight times points, which add up to the totals."""
    return (
        Step("points", ("option", "criterion"), table),
        Step("contributions", ("option", "criterion"), table * weights[..., None, :]),
    )


def notices(table: Matrix, criteria: tuple[str, ...]) -> Iterator[Notice]:
    """Name the criteria on which everybody ties."""
    return about_constant(table, criteria, "everybody has the same points on it")


METHOD = Aggregation(
    name="borda",
    title="Borda count",
    source="Borda (1781), Histoire de l'Académie Royale des Sciences; Black (1958), "
    "The Theory of Committees and Elections",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    notices=notices,
    weight_kind="importance",
)
