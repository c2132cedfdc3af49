"""Bringing criteria to a common scale by their largest number, their sum or their length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.differences import in_reach

if TYPE_CHECKING:
    from workbench.model.evaluation import Matrix


SQUARABLE = (1e-140, 1e140)
"""Between these the squares of a criterion's largest number, and of all others that count, are ordinary floats."""


def safe_divide(numerator: Matrix, denominator: Matrix) -> Matrix:
    """Return the quotient, 0 where the denominator is 0."""
    if denominator.all():
        quotient: Matrix = numerator / denominator
        return quotient
    quotient = numerator / np.where(denominator == 0, 1.0, denominator)
    return np.where(denominator == 0, 0.0, quotient)


def divide_by_largest(matrix: Matrix, directions: Matrix) -> Matrix:
    """Return x / max, and min / x where smaller is better; in [0, 1], larger is better.

    Parameters
    ----------
    matrix : Matrix of shape (..., n_options, n_criteria)
        Not negative; above 0 where smaller is better.
    directions : Vector of shape (n_criteria,)
    """
    upward = safe_divide(matrix, matrix.max(axis=-2, keepdims=True))
    downward = safe_divide(matrix.min(axis=-2, keepdims=True), matrix)
    return np.where(directions > 0, upward, downward)


def divide_by_sum(matrix: Matrix, directions: Matrix) -> Matrix:
    """Return each number's part of its criterion's sum, of 1 / x where smaller is better; larger is better.

    Parameters
    ----------
    matrix : Matrix of shape (..., n_options, n_criteria)
        Not negative; above 0 where smaller is better.
    directions : Vector of shape (n_criteria,)
    """
    # By the best first, which changes no part: 1 / x and the sum can have no finite float.
    upward = divide_by_largest(matrix, directions)
    return safe_divide(upward, upward.sum(axis=-2, keepdims=True))


def divide_by_length(matrix: Matrix) -> Matrix:
    """Return x / √Σx² in [-1, 1], the direction of each criterion as it was; 0 where all are 0.

    Parameters
    ----------
    matrix : Matrix of shape (..., n_options, n_criteria)
    """
    largest = np.maximum(matrix.max(axis=-2, keepdims=True), -matrix.min(axis=-2, keepdims=True))
    scaled = matrix
    if not (largest.min() > SQUARABLE[0] and largest.max() < SQUARABLE[1]):
        # Scaled first: the square of a very small or very large number is no number any more.
        scaled = safe_divide(matrix, largest)
    return safe_divide(scaled, np.sqrt(np.square(scaled).sum(axis=-2, keepdims=True)))


def regrets(oriented: Matrix) -> Matrix:
    """Return how far each value is from its criterion's best, as a part of the way to its worst; in [0, 1].

    Parameters
    ----------
    oriented : Matrix of shape (..., n_options, n_criteria)
        Larger is better. A criterion on which no option differs gives 0.
    """
    oriented = in_reach(oriented)
    best = oriented.max(axis=-2, keepdims=True)
    return safe_divide(best - oriented, best - oriented.min(axis=-2, keepdims=True))
