"""How far options differ on a criterion."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.model.evaluation import Mask, Matrix

NOT_FOR_POLICY = "not for policy: weights from the data say how options differ, not what matters"
"""What stands beside every weight that comes from a table."""


LARGEST = np.finfo(np.float64).max
"""In place of a difference that has no finite float."""


def differences(values: Matrix) -> Matrix:
    """Return how far the row is above the column, shape (..., n_options, n_options), always finite.

    Parameters
    ----------
    values : Matrix of shape (..., n_options)
        On one criterion.
    """
    with np.errstate(over="ignore"):
        above: Matrix = values[..., :, None] - values[..., None, :]
        if isfinite(above.sum()):
            return above
    return np.clip(above, -LARGEST, LARGEST, out=above)


def in_reach(matrix: Matrix) -> Matrix:
    """Return the table with criteria of huge numbers divided by four, so that every difference has a finite float.

    Parameters
    ----------
    matrix : Matrix of shape (..., n_options, n_criteria)
    """
    largest = np.abs(matrix).max(axis=-2, keepdims=True)
    return np.where(largest > LARGEST / 4, matrix / 4, matrix) if largest.max() > LARGEST / 4 else matrix


def is_constant(matrix: Matrix) -> Mask:
    """Return whether no option differs, shape (n_criteria,), of a table of shape (n_options, n_criteria)."""
    same: Mask = matrix.max(axis=0) == matrix.min(axis=0)
    return same


def from_0_to_1(oriented: Matrix) -> Matrix:
    """Return columns running from 0 (the smallest) to 1 (the largest), and 0 where no option differs.

    Parameters
    ----------
    oriented : Matrix of shape (n_options, n_criteria)
    """
    # Halves first: the spread of two huge numbers of opposite sign has no finite float.
    halves = oriented / 2
    low = halves.min(axis=0)
    spread = halves.max(axis=0) - low
    scaled: Matrix = (halves - low) / np.where(spread > 0, spread, 1.0)
    return scaled
