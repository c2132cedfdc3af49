"""Weights that depend on the order of the criteria only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


def share_ties(by_place: Matrix, ranks: Matrix) -> Matrix:
    """Return each criterion's weight for its place in the order; tied ones get the mean of the places they fill.

    Parameters
    ----------
    by_place : Vector of shape (n_criteria,)
        The weight of the first place, the second and so on.
    ranks : Vector of shape (n_criteria,)
        1 is the most important; only the order counts, so 1, 2, 2, 4 and 1, 2, 2, 3 say the same.
    """
    _, tied = np.unique(ranks, return_inverse=True)
    in_order = np.sort(tied)
    means: Matrix = np.bincount(in_order, weights=by_place) / np.bincount(in_order)
    return means[tied]
