"""Applying weights to tables, and normalising them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


def apply_weights(table: Matrix, weights: Matrix) -> Matrix:
    """Return the weighted sums over the last axis, shape (..., n_options).

    Parameters
    ----------
    table : Matrix of shape (..., n_options, n_criteria)
    weights : Matrix of shape (..., n_criteria)
        Leading axes broadcast against the table's.
    """
    if table.ndim == 2:  # noqa: PLR2004 - one table: a single matrix product serves every weight vector
        # Option by option in memory for many weight vectors: what follows then runs over them, not over a few options.
        product: Matrix = (table @ weights.T).T if weights.ndim <= 2 else weights @ table.T  # noqa: PLR2004 - the same
        return product
    totals: Matrix = np.matvec(table, weights)
    return totals


def normalize_weights(raw: Matrix) -> Matrix:
    """Return weights summing to 1 over the last axis; all zero where every raw weight is zero."""
    with np.errstate(over="ignore"):
        total = raw.sum(axis=-1, keepdims=True)
    if total.min(initial=1.0) > 0 and total.max(initial=0.0) < np.inf:
        shares: Matrix = raw / total
        return shares
    if not np.isfinite(total).all():
        # By the largest first: the sum of huge weights has no finite float.
        largest = raw.max(axis=-1, keepdims=True, initial=0.0)
        raw = raw / np.where(largest > 0, largest, 1.0)
        total = raw.sum(axis=-1, keepdims=True)
    return raw / np.where(total > 0, total, 1.0)
