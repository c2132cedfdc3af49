"""MOORA's reference point, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import pytest

import workbench
from tests.engine.peers import peer, random_tables

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

    Unweighted there.
    """
    result = workbench.evaluate(MATRIX, [1] * 7, DIRECTIONS, method="reference_point")
    assert result.totals * 7 == pytest.approx([0.6893, 0.6999, 0.5982, 0.8596, 0.6002, 0.6148], abs=0.00005)
    assert result.ranks.tolist() == [4, 5, 1, 6, 2, 3]


def test_it_agrees_with_pyrepo() -> None:
    """Weights inside the maximum, as in scikit-criteria too."""
    theirs = peer("pyrepo_mcda.mcda_methods.multimoora").MULTIMOORA_RP()
    for matrix, weights, directions in random_tables():
        ours = workbench.evaluate(matrix, weights, directions, method="reference_point")
        assert ours.totals == pytest.approx(theirs(matrix, weights, directions), abs=1e-12)


def test_a_constant_criterion_is_named() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="reference_point")
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]
    assert result.ranks.tolist() == [2, 1]
