"""The full multiplicative form: the product of benefits divided by the product of costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.weights import apply_weights
from workbench.engine.method import Aggregation
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix


def prepare(performances: Matrix, directions: Matrix, _parameters: NoParameters) -> Matrix:
    """Return the logarithms, shape (..., n_options, n_criteria), negated where smaller is better."""
    return np.log(performances) * directions


def total(logarithms: Matrix, weights: Matrix) -> Matrix:
    """Return the products, shape (..., n_options), larger is better.

    Weights are exponents. The original has none; with n equal weights the total is the nth root of the original,
    which ranks the same. The unit of a criterion is a common factor and moves no rank.
    """
    products: Matrix = np.exp(apply_weights(logarithms, weights))
    return products


def trace(logarithms: Matrix, weights: Matrix) -> tuple[Step, ...]:
    """Return the powers, of benefits and of one divided by costs, whose products are the totals."""
    return (Step("powers", ("option", "criterion"), np.exp(logarithms * weights[..., None, :])),)


METHOD = Aggregation(
    name="full_multiplicative",
    title="Full multiplicative form",
    source="Brauers & Zavadskas (2010), Technological and Economic Development of Economy 16(1)",
    input="performances",
    prepare=prepare,
    total=total,
    trace=trace,
    needs_positive=True,
    each_option_alone=True,
)
