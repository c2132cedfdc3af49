"""MOORA's ratio system, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables

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
    result = workbench.evaluate(MATRIX, [1] * 7, DIRECTIONS, method="moora")
    printed = [-1.6245, -0.2523, -0.8464, -2.2336, -1.1870, -0.7746]
    assert result.totals * 7 == pytest.approx(printed, abs=0.00005)


@of_no_matter
def test_it_agrees_with_pymcdm() -> None:
    methods = peer("pymcdm.methods")
    for matrix, weights, directions in random_tables():
        ours = workbench.evaluate(matrix, weights, directions, method="moora")
        assert ours.totals == pytest.approx(methods.MOORA()(matrix, weights, directions), abs=1e-12)


def test_zeros_only_add_nothing_and_benefits_alone_are_taken() -> None:
    result = workbench.evaluate([[3, 0], [4, 0]], [0.5, 0.5], [1, 1], method="moora")
    assert result.totals == pytest.approx([0.3, 0.4])
