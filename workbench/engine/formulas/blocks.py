"""Taking many weight vectors a block at a time, so that what lies between stays in the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.evaluation import Matrix

BLOCK_FLOATS = 2**16
"""Floats that one intermediate table of a block may hold: half a megabyte."""

ONE_TABLE = 2
"""Axes of a table without leading ones."""


def in_blocks(compute: Callable[[Matrix], Matrix], weights: Matrix, table: Matrix, floats: int) -> Matrix:
    """Return what a function makes of the weights, computed a block of weight vectors at a time.

    Parameters
    ----------
    compute
        From weights of shape (n_samples, n_criteria) to a result of shape (n_samples, ...).
    weights : Matrix of shape (..., n_criteria)
    table : Matrix of shape (..., n_options, n_criteria)
        With leading axes each weight vector has a table of its own, and nothing is cut.
    floats
        How many floats an intermediate table holds for one weight vector.
    """
    size = max(1, BLOCK_FLOATS // floats)
    flat = weights.reshape(-1, weights.shape[-1])
    if table.ndim > ONE_TABLE or len(flat) <= size:
        return compute(weights)
    first = compute(flat[:size])
    # As the first block lies in memory, so that no block is turned around.
    turned = first.ndim == ONE_TABLE and first.T.flags.c_contiguous
    result = np.empty((first.shape[1], len(flat))).T if turned else np.empty((len(flat), *first.shape[1:]))
    result[:size] = first
    for start in range(size, len(flat), size):
        result[start : start + size] = compute(flat[start : start + size])
    return result.reshape(*weights.shape[:-1], *first.shape[1:])
