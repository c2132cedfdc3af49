"""The two models of the best-worst method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.evaluation import Matrix

HALVINGS = 200
"""Enough to bring any interval of floats down to one of them."""


def find_ends(answers: Matrix) -> tuple[int, int]:
    """Return the places of the best and the worst criterion, of answers of shape (2, n_criteria).

    Best and worst have a 1 in their own row, and the comparison of the two stands in both rows. Of several such
    pairs the one furthest apart counts, and of those the first.

    Raises
    ------
    ValueError
        When there is no such pair.
    """
    to_others, to_worst = answers
    pairs = [
        (best, worst)
        for best in np.flatnonzero(to_others == 1).tolist()
        for worst in np.flatnonzero(to_worst == 1).tolist()
        if to_others[worst] == to_worst[best] and (best != worst or len(to_others) == 1)
    ]
    return max(pairs, key=lambda pair: to_others[pair[1]])


def linear_model(answers: Matrix, best: int, worst: int) -> tuple[Matrix, float]:
    """Return the weights, shape (n_criteria,), with the smallest largest difference, and that difference, ksi.

    Smallest ksi with abs(w_best - a w_j) <= ksi and abs(w_j - b w_worst) <= ksi for every j: Rezaei (2016).
    """
    from scipy.optimize import linprog

    n_criteria = answers.shape[1]
    others = np.eye(n_criteria)
    differences = np.vstack(
        [others[best] - answers[0][:, None] * others, others - answers[1][:, None] * others[worst]],
    )
    ksi = np.ones((len(differences), 1))
    solution = linprog(
        np.append(np.zeros(n_criteria), 1.0),
        A_ub=np.vstack([np.hstack([differences, -ksi]), np.hstack([-differences, -ksi])]),
        b_ub=np.zeros(2 * len(differences)),
        A_eq=np.append(np.ones(n_criteria), 0.0)[None, :],
        b_eq=[1.0],
    )
    weights: Matrix = np.maximum(solution.x[:-1], 0.0)
    return weights, max(float(solution.x[-1]), 0.0)


def nonlinear_ratios(answers: Matrix, best: int, worst: int) -> tuple[float, Matrix, Matrix]:
    """Return the smallest ksi, and the least and greatest multiples of the worst weight, shape (n_criteria,) each.

    Smallest ksi with abs(w_best / w_j - a) <= ksi and abs(w_j / w_worst - b) <= ksi for every j: Rezaei (2015).
    With the worst weight at 1, each j alone confines the best weight to an interval that grows with ksi;
    the smallest ksi is where they first share a point, and so the best weight is unique.
    """
    to_others, to_worst = answers
    between = (np.arange(len(to_others)) != best) & (np.arange(len(to_others)) != worst)
    apart = to_others[worst]

    def best_weight(ksi: float) -> tuple[float, float]:
        least = np.maximum(to_others - ksi, 0.0) * np.maximum(to_worst - ksi, 0.0)
        most = (to_others + ksi) * (to_worst + ksi)
        return (
            float(np.append(least[between], apart - ksi).max()),
            float(np.append(most[between], apart + ksi).min()),
        )

    ksi = _first_meeting(best_weight, float(answers.max()) ** 2)
    weight = sum(best_weight(ksi)) / 2
    low = np.maximum(to_worst - ksi, weight / (to_others + ksi))
    # Where ksi reaches the answer, the ratio to the best sets no upper bound.
    gap = to_others - ksi
    high = np.minimum(to_worst + ksi, np.where(gap > 0, weight / np.where(gap > 0, gap, 1.0), np.inf))
    for place, known in ((best, weight), (worst, 1.0)):
        low[place] = high[place] = known
    return ksi, low, np.maximum(low, high)


def _first_meeting(bounds: Callable[[float], tuple[float, float]], enough: float) -> float:
    """Return the smallest ksi, between 0 and one that is enough, where the lower bound does not pass the upper one."""
    low, high = bounds(0.0)
    if low <= high:
        return 0.0
    too_small, ksi = 0.0, enough
    for _ in range(HALVINGS):
        middle = (too_small + ksi) / 2
        low, high = bounds(middle)
        too_small, ksi = (too_small, middle) if low <= high else (middle, ksi)
    return ksi


def nonlinear_intervals(low: Matrix, high: Matrix) -> Matrix:
    """Return the least and the greatest weights, shape (2, n_criteria), where each multiple moves by itself."""
    least = low / (low + (high.sum() - high))
    most = high / (high + (low.sum() - low))
    return np.vstack([least, most])


def consistency_index(apart: float) -> float:
    """Return the largest possible ksi where the best is that many times as important as the worst.

    0.44, 1.00, 1.63 … 5.23 for 2, 3, 4 … 9: Rezaei (2015).
    """
    half = (1 + 2 * apart) / 2
    return float(half - np.sqrt(half**2 - (apart**2 - apart)))
