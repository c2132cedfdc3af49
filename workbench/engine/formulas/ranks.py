"""Competition ranks with a stated tolerance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.blocks import BLOCK_FLOATS

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix, Ranks

TIE_TOLERANCE = 1e-9
"""Totals closer than this, relative to the largest of them (at least 1), share a rank."""


MANY = 256
"""From this many sets of totals on they are ranked a block at a time."""

BYTE = 127
"""The largest number that one byte holds."""


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
    with np.errstate(over="ignore"):
        if totals.size > MANY * totals.shape[-1]:
            return _ranks_of_many(totals, lower_is_better=lower_is_better)
        oriented = -totals if lower_is_better else totals
        above = oriented[..., None, :] > (oriented + tie_tolerance(totals))[..., :, None]
    ranks: Ranks = above.sum(axis=-1) + 1
    return ranks


def _ranks_of_many(totals: Matrix, *, lower_is_better: bool) -> Ranks:
    """Return the same ranks a block of totals at a time, option by option in memory, so that comparisons are long."""
    n_options = totals.shape[-1]
    flat = totals.reshape(-1, n_options)
    ranks: Ranks = np.empty(flat.shape, dtype=np.intp)
    size = max(1, BLOCK_FLOATS // n_options)
    clearly = np.empty((n_options, size), dtype=np.bool_)
    for start in range(0, len(flat), size):
        lanes = np.ascontiguousarray(flat[start : start + size].T)
        tolerance = TIE_TOLERANCE * np.maximum(1.0, np.maximum(lanes.max(axis=0), -lanes.min(axis=0)))
        if lower_is_better:
            np.negative(lanes, out=lanes)
        beyond = lanes + tolerance
        # Bytes hold every rank of up to 127 options, and are added eight times as fast.
        counts = np.ones(lanes.shape, dtype=np.int8 if n_options < BYTE else np.intp)
        for lane in lanes:
            counts += np.greater(lane, beyond, out=clearly[:, : lanes.shape[1]]).view(np.int8)
        ranks[start : start + size] = counts.T
    return ranks.reshape(totals.shape)


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
