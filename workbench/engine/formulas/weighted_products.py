"""Products of powers, in logarithms: one matrix product serves every weight vector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import in_blocks
from workbench.engine.formulas.weights import apply_weights

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


@dataclass(frozen=True, slots=True)
class Logarithms:
    """Logarithms of values, 0 where the value is 0, and where that is so; shape (..., n_options, n_criteria)."""

    logarithms: Matrix
    zeros: Matrix | None
    """1 where the value is 0; None where none is."""


def take_logarithms(values: Matrix) -> Logarithms:
    """Return the logarithms of values that are not negative."""
    zero = values == 0
    logarithms = np.log(np.where(zero, 1.0, values))
    return Logarithms(logarithms, zero.astype(np.float64) if zero.any() else None)


def weighted_products(table: Logarithms, weights: Matrix) -> Matrix:
    """Return the products of value to the power of weight, shape (..., n_options).

    A value of 0 on a criterion with weight gives 0; 0⁰ is 1.
    """
    floats = table.logarithms.shape[-2]
    return in_blocks(lambda block: _products(table, block), weights, table.logarithms, floats)


def _products(table: Logarithms, weights: Matrix) -> Matrix:
    products = apply_weights(table.logarithms, weights)
    np.exp(products, out=products)
    if table.zeros is not None:
        products[apply_weights(table.zeros, weights) > 0] = 0.0
    return products


def powers(table: Logarithms, weights: Matrix) -> Matrix:
    """Return value to the power of weight, shape (..., n_options, n_criteria), whose products are the totals."""
    exponents = weights[..., None, :]
    factors: Matrix = np.exp(table.logarithms * exponents)
    return factors if table.zeros is None else np.where((table.zeros > 0) & (exponents > 0), 0.0, factors)
