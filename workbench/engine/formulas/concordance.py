"""How far three or more rankings agree: Kendall's W, ties counted; and how many pairs two of them order alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix, Ranks

FEWEST_RANKINGS = 3
"""Rankings from which on W says more than tau."""


def pairs_agreeing(first: Ranks, second: Ranks) -> tuple[int, int, int]:
    """Return how many pairs of options two rankings order alike, order the other way, and tie in either.

    Parameters
    ----------
    first, second : Vector of shape (n_options,)
        Competition ranks.
    """
    rows, columns = np.triu_indices(len(first), k=1)
    signs = np.sign(first[rows] - first[columns]) * np.sign(second[rows] - second[columns])
    return int((signs > 0).sum()), int((signs < 0).sum()), int((signs == 0).sum())


def middle_ranks(ranks: Ranks) -> Matrix:
    """Return ranks in which tied options share the mean of their places, shape (..., n_options).

    Parameters
    ----------
    ranks : Ranks of shape (..., n_options)
        Competition ranks: tied options have the best of their places.
    """
    tied = (ranks[..., :, None] == ranks[..., None, :]).sum(axis=-1)
    middle: Matrix = ranks + (tied - 1) / 2.0
    return middle


def kendall_w(ranks: Ranks) -> tuple[float, float | None]:
    """Return S and Kendall's W with the correction for ties, W from 0 to 1.

    W = 12 S / (m² (n³ − n) − m Σ T_j), T_j = Σ (t³ − t) over the ties of ranking j. None with fewer than three rankings
    or two options, and where every ranking ties everything. Source: Kendall & Babington Smith (1939), The problem of m
    rankings, Annals of Mathematical Statistics 10(3); ties: Kendall (1948), Rank Correlation Methods, ch. 6.

    Parameters
    ----------
    ranks : Ranks of shape (n_rankings, n_options)
    """
    count, size = ranks.shape
    places = middle_ranks(ranks)
    sums = places.sum(axis=0)
    spread = float(((sums - sums.mean()) ** 2).sum()) if size else 0.0
    ties = 0.0
    for ranking in ranks:
        _, repeated = np.unique(ranking, return_counts=True)
        ties += float((repeated**3 - repeated).sum())
    most = count**2 * (size**3 - size) - count * ties
    return spread, (12.0 * spread / most if count >= FEWEST_RANKINGS and most > 0 else None)
