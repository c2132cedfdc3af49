"""MULTIMOORA, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import numpy as np
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

    The three rankings and the final one.
    """
    result = workbench.evaluate(MATRIX, [1] * 7, DIRECTIONS, method="multimoora")
    steps = {step.name: step.data.tolist() for step in result.steps}
    assert steps["ratio_rank"] == [5, 1, 3, 6, 4, 2]
    assert steps["reference_point_rank"] == [4, 5, 1, 6, 2, 3]
    assert steps["full_multiplicative_rank"] == [5, 1, 3, 6, 4, 2]
    assert result.ranks.tolist() == [5, 1, 3, 6, 4, 2]


def test_its_parts_agree_with_pyrepo() -> None:
    module = peer("pyrepo_mcda.mcda_methods.multimoora")
    for matrix, weights, directions in random_tables():
        equal = np.full(len(weights), 1 / len(weights))
        result = workbench.evaluate(matrix, equal, directions, method="multimoora")
        steps = {step.name: step.data for step in result.steps}
        assert steps["ratio"] == pytest.approx(module.MULTIMOORA_RS()(matrix, equal, directions), abs=1e-12)
        assert steps["reference_point"] == pytest.approx(module.MULTIMOORA_RP()(matrix, equal, directions), abs=1e-12)
        products = module.MULTIMOORA_FMF()(matrix, equal, directions)
        assert steps["full_multiplicative"].argsort().tolist() == products.argsort().tolist()


def test_a_constant_criterion_is_named() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="multimoora")
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]
    assert result.ranks.tolist() == [2, 1]
