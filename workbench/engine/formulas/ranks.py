"""Competition ranks with a stated tolerance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix, Ranks

TIE_TOLERANCE = 1e-9
"""Totals closer than this, relative to the largest of them (at least 1), share a rank."""


def tie_tolerance(totals: Matrix) -> Matrix:
    """Return how close two totals must be to share a rank, shape (..., 1)."""
    tolerance: Matrix = TIE_TOLERANCE * np.maximum(1.0, np.abs(totals).max(axis=-1, keepdims=True))
    return tolerance


def competition_ranks(totals: Matrix, *, lower_is_better: bool = False) -> Ranks:
    """Return ranks, 1 is best; an option's rank is one more than the number of options clearly above it.

    Parameters
    ----------
    totals : Matrix of shape (..., n_options)
    """
    oriented = -totals if lower_is_better else totals
    with np.errstate(over="ignore"):
        above = oriented[..., None, :] > (oriented + tie_tolerance(totals))[..., :, None]
    ranks: Ranks = above.sum(axis=-1) + 1
    return ranks


def possible_ranks(low: Matrix, high: Matrix) -> tuple[Ranks, Ranks]:
    """Return each option's best and worst possible rank when totals lie anywhere in their intervals.

    The options' intervals are taken to be independent of each other.

    Parameters
    ----------
    low, high : Vector of shape (n_options,)
        Larger is better.
    """
    tolerance = tie_tolerance(np.maximum(np.abs(low), np.abs(high)))
    surely_above = low[None, :] > (high + tolerance)[:, None]
    maybe_above = high[None, :] > (low + tolerance)[:, None]
    np.fill_diagonal(maybe_above, val=False)
    best: Ranks = surely_above.sum(axis=1) + 1
    worst: Ranks = maybe_above.sum(axis=1) + 1
    return best, worst
