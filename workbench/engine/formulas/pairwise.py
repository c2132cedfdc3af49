"""Which option is above which, on each criterion and in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.model.evaluation import Mask, Matrix

TOLERANCE = 1e-12
"""Part of a criterion's largest number below which a difference is none."""


def is_above(oriented: Matrix) -> Mask:
    """Return who is above whom on each criterion, shape (..., n_options, n_options, n_criteria).

    Parameters
    ----------
    oriented : Matrix of shape (..., n_options, n_criteria)
        Larger is better.
    """
    close = TOLERANCE * np.abs(oriented).max(axis=-2)[..., None, None, :]
    above: Mask = oriented[..., :, None, :] - oriented[..., None, :, :] > close
    return above


def by_pairs(each: Matrix, weights: Matrix) -> Matrix:
    """Return the weighted sums over criteria, shape (..., n_options, n_options), of pairs on each criterion."""
    sums: Matrix = (each * weights[..., None, None, :]).sum(axis=-1)
    return sums


def points(oriented: Matrix) -> Matrix:
    """Return how many options each is above on each criterion, a tie counting one half; as the table."""
    above = is_above(oriented)
    net = above.sum(axis=-2) - above.sum(axis=-3)
    # Above less below is twice the points less the number of others: ties count one half by themselves.
    counted: Matrix = (net + oriented.shape[-2] - 1) / 2.0
    return counted
