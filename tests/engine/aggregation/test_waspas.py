"""WASPAS, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables
from workbench.errors import MethodError


def test_the_example_of_flexible_manufacturing_systems_is_reproduced() -> None:
    """Chakraborty & Zavadskas (2014), Informatica 25(1), table 4: selection of a flexible manufacturing system.

    The printed weights sum to 1.0155; WASPAS is not the same for weights divided by their sum, so the printed
    totals are reached from the sum and the product of the unscaled weights.
    """
    matrix = [
        [30, 23, 5, 0.745, 0.745, 1500, 5000],
        [18, 13, 15, 0.745, 0.745, 1300, 6000],
        [15, 12, 10, 0.500, 0.500, 950, 7000],
        [25, 20, 13, 0.745, 0.745, 1200, 4000],
        [14, 18, 14, 0.255, 0.745, 950, 3500],
        [17, 15, 9, 0.745, 0.500, 1250, 5250],
        [23, 18, 20, 0.500, 0.745, 1100, 3000],
        [16, 8, 14, 0.255, 0.500, 1500, 3000],
    ]
    weights = [0.1181, 0.1181, 0.0445, 0.1181, 0.2861, 0.2861, 0.0445]
    result = workbench.evaluate(matrix, weights, [1, 1, 1, 1, 1, -1, -1], method="waspas")
    steps = {step.name: step.data for step in result.steps}
    unscaled = 0.5 * sum(weights) * steps["weighted_sum"] + 0.5 * steps["weighted_product"] ** sum(weights)
    printed = [0.8329, 0.7884, 0.6987, 0.8831, 0.7971, 0.7036, 0.8728, 0.5749]
    assert unscaled == pytest.approx(printed, abs=0.0001)


@of_no_matter
@pytest.mark.parametrize("part", [0.0, 0.3, 1.0])
def test_it_agrees_with_pymcdm(part: float) -> None:
    """pyDecision scales by 1 + min-max and is not WASPAS as published."""
    methods = peer("pymcdm.methods")
    for matrix, weights, directions in random_tables():
        ours = workbench.evaluate(matrix, weights, directions, method="waspas", lambda_=part)
        assert ours.totals == pytest.approx(methods.WASPAS(l=part)(matrix, weights, directions), rel=1e-12)


def test_a_part_outside_0_to_1_is_refused() -> None:
    with pytest.raises(MethodError, match=r"lambda_ is 1.5. It lies between 0 and 1."):
        workbench.evaluate([[1]], [1], [1], method="waspas", lambda_=1.5)
