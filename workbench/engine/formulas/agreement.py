"""How far several scores of one cell agree: indices on one row of numbers."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.evaluation import Matrix

FEWEST = 2
"""Scores from which on anything can be said about agreement."""


def sd_agreement(positions: Matrix) -> float | None:
    """Return 1 − s/50, s the population standard deviation: 1 where all agree, 0 where half stand at each end.

    Parameters
    ----------
    positions : Vector of shape (n_scores,)
        Places on the scale, 0 to 100. None for fewer than two.
    """
    return None if positions.size < FEWEST else float(1.0 - positions.std() / 50.0)


def within_group_agreement(levels: Matrix, n_levels: int) -> float | None:
    """Return r_wg = 1 − S²/σ²_EU with σ²_EU = (A² − 1)/12; negative where scores differ more than by chance.

    Source: James, Demaree & Wolf (1984), Estimating within-group interrater reliability with and without response
    bias, Journal of Applied Psychology 69(1), eq. 1.

    Parameters
    ----------
    levels : Vector of shape (n_scores,)
        Scores in levels of the scale; S² is their sample variance. None for fewer than two.
    n_levels
        Levels of the scale (A), at least two.
    """
    return None if levels.size < FEWEST else float(1.0 - levels.var(ddof=1) / ((n_levels**2 - 1) / 12.0))


def consensus(positions: Matrix, width: float = 100.0) -> float | None:
    """Return Cns = 1 + Σ p_k log₂(1 − |X_k − μ|/d): 1 where all agree, 0 where half stand at each end.

    Source: Tastle & Wierman (2007), Consensus and dissention: a measure of ordinal dispersion, International Journal of
    Approximate Reasoning 45(3), eq. 1.

    Parameters
    ----------
    positions : Vector of shape (n_scores,)
    width
        The range of the scale (d), in the unit of the positions. None for fewer than two scores.
    """
    if positions.size < FEWEST:
        return None
    mean = float(positions.mean())
    terms = [log2(1.0 - abs(each - mean) / width) for each in positions.tolist()]
    return 1.0 + sum(terms) / len(terms)


def sums_of_squares(groups: Sequence[Matrix]) -> tuple[float, float]:
    """Return how much of the spread lies between groups and how much inside them (sums of squares).

    Parameters
    ----------
    groups
        One vector of scores for each group; empty ones count nothing.
    """
    filled = [each for each in groups if each.size]
    if not filled:
        return 0.0, 0.0
    grand = float(np.concatenate(filled).mean())
    between = sum(each.size * (float(each.mean()) - grand) ** 2 for each in filled)
    inside = sum(float(((each - each.mean()) ** 2).sum()) for each in filled)
    return between, inside


def side_split(between: float, inside: float) -> float | None:
    """Return η², the part of the spread that lies between the groups; None where there is no spread."""
    return between / (between + inside) if between + inside > 0 else None
