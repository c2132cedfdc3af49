"""How a group's value comes from its children's: compensating fully, partly or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.model.evaluation import Matrix


def arithmetic(values: Matrix, weights: Matrix) -> Matrix:
    """Return the weighted mean over the last axis: a low value can be paid for by a high one."""
    result: Matrix = (values * weights).sum(axis=-1)
    return result


def geometric(values: Matrix, weights: Matrix) -> Matrix:
    """Return the weighted geometric mean: weights are exponents, 0 in a weighted child gives 0, and 0⁰ is 1."""
    product: Matrix = np.power(values, weights).prod(axis=-1)
    return np.where(weights.any(axis=-1), product, 0.0)


def minimum(values: Matrix, weights: Matrix) -> Matrix:
    """Return the lowest value among the children that have weight: nothing is paid for."""
    lowest: Matrix = np.where(weights > 0, values, np.inf).min(axis=-1)
    return np.where(np.isfinite(lowest), lowest, 0.0)


GROUP_TOTALS: Mapping[str, Callable[[Matrix, Matrix], Matrix]] = {
    "arithmetic": arithmetic,
    "geometric": geometric,
    "minimum": minimum,
}
"""Aggregators of groups by name; values and weights of shape (..., n_children), weights summing to 1."""
