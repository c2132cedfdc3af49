"""Priorities of pairwise comparisons, complete or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix

RANDOM_INDICES = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Mean consistency index of random judgements on 1, 2 … 15 criteria: Saaty (1980), The Analytic Hierarchy Process."""


def random_index(n_criteria: int) -> float | None:
    """Return Saaty's random index; None where his table ends."""
    return RANDOM_INDICES[n_criteria - 1] if n_criteria <= len(RANDOM_INDICES) else None


def principal_eigenvector(comparisons: Matrix) -> Matrix:
    """Return the principal eigenvector, shape (n_criteria,), positive, summing to 1.

    A missing judgement counts as the ratio of the weights that result: Harker (1987) puts 0 in its place and adds
    one to the diagonal for each in the row, which has the same eigenvector as the completed table.

    Parameters
    ----------
    comparisons : Matrix of shape (n_criteria, n_criteria)
        Reciprocal, positive; NaN where nobody judged; the judged pairs join all criteria.
    """
    missing = np.isnan(comparisons)
    table = np.where(missing, 0.0, comparisons) + np.diag(missing.sum(axis=1).astype(float))
    values, vectors = np.linalg.eig(table)
    vector = np.abs(vectors[:, np.argmax(values.real)].real)
    weights: Matrix = vector / vector.sum()
    return weights


def geometric_means(comparisons: Matrix) -> Matrix:
    """Return the geometric means of the rows, shape (n_criteria,), summing to 1.

    They are the logarithmic least squares solution, which is defined for missing judgements too: Bozóki, Fülöp &
    Rónyai (2010), Mathematical and Computer Modelling 52.

    Parameters
    ----------
    comparisons : Matrix of shape (n_criteria, n_criteria)
        Reciprocal, positive; NaN where nobody judged; the judged pairs join all criteria.
    """
    judged = ~np.isnan(comparisons)
    logarithms = np.log(np.where(judged, comparisons, 1.0)).sum(axis=1)
    laplacian = np.diag(judged.sum(axis=1).astype(float)) - judged
    # The equations leave the level open; a column of ones added to them sets the mean logarithm to 0.
    solution = np.linalg.solve(laplacian + 1.0, logarithms)
    means = np.exp(solution - solution.max())
    weights: Matrix = means / means.sum()
    return weights


def complete(comparisons: Matrix, weights: Matrix) -> Matrix:
    """Return the comparisons with the ratios of the weights where nobody judged."""
    return np.where(np.isnan(comparisons), weights[:, None] / weights, comparisons)
