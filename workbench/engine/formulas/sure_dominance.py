"""Dominance between intervals: surely no worse on any criterion, and surely better on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.model.evaluation import Mask, Matrix

TOLERANCE = 1e-12
"""Part of a criterion's largest number below which a difference is none."""


def dominates(low: Matrix, high: Matrix | None = None) -> Mask:
    """Return whether the row surely dominates the column, shape (..., n_options, n_options).

    Parameters
    ----------
    low, high : Matrix of shape (..., n_options, n_criteria)
        The least and the most each can be, larger is better; without `high` they are known. A row's least must reach
        a column's most.
    """
    most = low if high is None else high
    close = TOLERANCE * np.maximum(np.abs(low), np.abs(most)).max(axis=-2)[..., None, None, :]
    difference = low[..., :, None, :] - most[..., None, :, :]
    surely: Mask = (difference >= -close).all(axis=-1) & (difference > close).any(axis=-1)
    return surely
