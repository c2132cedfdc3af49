"""The full multiplicative form, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import numpy as np
import pytest

import workbench
from tests.engine.peers import peer, random_tables
from workbench.errors import MethodError

MATRIX = [
    [33.95, 23.78, 11.45, 39.97, 29.44, 167.10, 3.852],
    [38.9, 4.17, 6.32, 0.01, 4.29, 132.52, 25.184],
    [37.59, 9.36, 8.23, 4.35, 10.22, 136.71, 10.845],
    [30.44, 37.59, 13.91, 74.08, 45.10, 198.34, 2.186],
    [36.21, 14.79, 9.17, 17.77, 17.06, 148.3, 6.610],
    [37.8, 8.55, 7.97, 2.35, 9.25, 134.83, 11.935],
]
DIRECTIONS = [-1, -1, -1, -1, 1, -1, 1]


def test_the_heating_losses_are_reproduced() -> None:
    """Kracka, Brauers & Zavadskas (2010), Inzinerine Ekonomika 21(4): heating losses of a building.

    Of numbers divided by their length, unweighted.
    """
    scaled = np.array(MATRIX) / np.linalg.norm(MATRIX, axis=0)
    result = workbench.evaluate(scaled, [1] * 7, DIRECTIONS, method="full_multiplicative")
    printed = [3.4343, 148689.356, 120.3441, 0.7882, 16.2917, 252.9155]
    assert result.totals**7 == pytest.approx(printed, rel=0.0001)


def test_it_agrees_with_pyrepo() -> None:
    """pyrepo multiplies values by weights, a factor common to all options: the products have the same ratios."""
    theirs = peer("pyrepo_mcda.mcda_methods.multimoora").MULTIMOORA_FMF()
    for matrix, weights, directions in random_tables():
        equal = np.full(len(weights), 1 / len(weights))
        ours = workbench.evaluate(matrix, equal, directions, method="full_multiplicative").totals ** len(weights)
        expected = theirs(matrix, equal, directions)
        assert ours / ours[0] == pytest.approx(expected / expected[0], rel=1e-9)


def test_zeros_are_refused_by_name() -> None:
    with pytest.raises(MethodError, match="full_multiplicative needs numbers above 0; criterion 2"):
        workbench.evaluate([[1, 2], [4, 0]], [1, 1], [1, 1], method="full_multiplicative")


def test_the_unit_of_a_criterion_moves_no_ratio() -> None:
    first, second = (
        workbench.evaluate(np.array([[1.0, 2.0], [4.0, 3.0]]) * [1, factor], [1, 2], [1, -1],
                           method="full_multiplicative").totals
        for factor in (1.0, 1000.0)
    )  # fmt: skip
    assert first[0] / first[1] == pytest.approx(second[0] / second[1])
