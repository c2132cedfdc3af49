"""Weighted sum: each option's total is the weighted mean of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix


def prepare(values: Matrix, _directions: Matrix, _parameters: NoParameters) -> Matrix:
    """Return the values, shape (..., n_options, n_criteria): nothing here depends on weights."""
    return values


def total(values: Matrix, weights: Matrix) -> Matrix:
    """Return totals, shape (..., n_options), for weights of shape (..., n_criteria)."""
    return apply_weights(values, weights)


def trace(values: Matrix, weights: Matrix) -> tuple[Step, ...]:
    """Return the contributions, weight times value, which add up to the totals."""
    return (Step("contributions", ("option", "criterion"), values * weights[..., None, :]),)


METHOD = Aggregation(
    name="weighted_sum",
    title="Weighted sum",
    source="Keeney & Raiffa (1976), Decisions with Multiple Objectives, ch. 3",
    input="values",
    prepare=prepare,
    total=total,
    trace=trace,
    normalization="minmax",
    each_option_alone=True,
    on_studies=True,
)
