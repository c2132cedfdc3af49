"""Sobol indices of groups of inputs, with bootstrap intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.sampling.streams import Stream, stream
from workbench.model.global_sensitivity import Index

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix

RESAMPLES = 200
"""Bootstrap resamples for the intervals."""

COVERED = (0.025, 0.975)
"""The quantiles between which an interval lies."""


def group_indices(
    base: Matrix, other: Matrix, mixed: Matrix, *, seed: int, resamples: int = RESAMPLES
) -> list[tuple[Index, Index] | None]:
    """Return each group's first-order and total index; None for all where nothing varies.

    The estimators (Saltelli et al. 2010, Computer Physics Communications 181(2), table 2 b and f, the latter by Jansen
    1999), as in `scipy.stats.sobol_indices`, ask only that a group's inputs are drawn anew together; so they hold for
    groups whose inputs depend on each other, such as weights that sum to 1. Groups are independent of each other.

    Parameters
    ----------
    base, other : Vector of shape (n_samples,)
        The function of two independent samples of all inputs; n_samples is a power of 2.
    mixed : Matrix of shape (n_groups, n_samples)
        The function of the first sample with one group's inputs from the second.
    """
    if np.ptp(np.concatenate([base, other])) <= 1e-12 * max(1.0, float(np.abs(base).max())):
        return [None] * len(mixed)
    if len(mixed) == 1:
        return [(Index(1.0, 1.0, 1.0), Index(1.0, 1.0, 1.0))]
    found = _indices(base, other, mixed)
    generator = stream(seed, Stream.BOOTSTRAP)
    drawn = []
    for _ in range(resamples):
        places = generator.integers(len(base), size=len(base))
        drawn.append(_indices(base[places], other[places], mixed[:, places]))
    low, high = np.quantile(np.array(drawn), COVERED, axis=0)
    return [
        (
            Index(float(found[0, each]), float(low[0, each]), float(high[0, each])),
            Index(float(found[1, each]), float(low[1, each]), float(high[1, each])),
        )
        for each in range(len(mixed))
    ]


def _indices(base: Matrix, other: Matrix, mixed: Matrix) -> Matrix:
    """Return first-order and total indices, shape (2, n_groups)."""
    from scipy.stats import sobol_indices

    values = {"f_A": base[None], "f_B": other[None], "f_AB": mixed[:, None]}
    result = sobol_indices(func=values, n=len(base))
    return np.stack([np.ravel(result.first_order), np.ravel(result.total_order)])
