"""MOORA, the ratio system: weighted benefits less weighted costs, of vector-normalized performances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix


def prepare(values: Matrix, _directions: Matrix, _parameters: NoParameters) -> Matrix:
    """Return the normalized values, shape (..., n_options, n_criteria); those of costs are negative."""
    return values


def total(values: Matrix, weights: Matrix) -> Matrix:
    """Return benefits less costs, shape (..., n_options)."""
    return apply_weights(values, weights)


def trace(values: Matrix, weights: Matrix) -> tuple[Step, ...]:
    """Return the normalized values, and weight times value, which add up to the totals."""
    return (
        Step("normalized", ("option", "criterion"), values),
        Step("contributions", ("option", "criterion"), values * weights[..., None, :]),
    )


METHOD = Aggregation(
    name="moora",
    title="MOORA, ratio system",
    source="Brauers & Zavadskas (2006), Control and Cybernetics 35(2)",
    input="values",
    prepare=prepare,
    total=total,
    trace=trace,
    normalization="vector",
    each_option_alone=True,
)
