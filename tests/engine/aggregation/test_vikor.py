"""VIKOR, against published examples, libraries, and in its degenerate cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables
from workbench.errors import MethodError

if TYPE_CHECKING:
    import numpy as np

DAMS = [
    [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
    [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
    [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
    [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
    [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
    [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
]


def vikor(matrix: Any, weights: Any, directions: Any, **given: Any) -> dict[str, np.ndarray]:
    result = workbench.evaluate(matrix, weights, directions, method="vikor", **given)
    return {step.name: step.data for step in result.steps}


@pytest.mark.parametrize(
    ("weights", "q", "proposed"),
    [
        ([1] * 8, [0.991, 1.0, 0.473, 0.670, 0.0, 0.578], [0, 0, 0, 0, 1, 0]),
        ([2, 2, 2, 2, 1, 1, 1, 1], [1.0, 0.533, 0.552, 0.563, 0.0, 0.686], [0, 0, 0, 0, 1, 0]),
        ([1, 1, 1, 1, 2, 2, 2, 2], [0.684, 1.0, 0.147, 0.554, 0.041, 0.191], [0, 0, 1, 0, 1, 1]),
    ],
)
def test_the_hydropower_example_is_reproduced(weights: list[int], q: list[float], proposed: list[int]) -> None:
    """Opricovic & Tzeng (2007), European Journal of Operational Research 178(2), section 4: Drina dams."""
    steps = vikor(DAMS, weights, [1, -1, 1, 1, -1, -1, -1, 1])
    assert steps["Q"] == pytest.approx(q, abs=0.001)
    assert steps["compromise_set"].tolist() == proposed


def test_the_mountain_example_is_reproduced() -> None:
    """Opricovic & Tzeng (2004), European Journal of Operational Research 156(2), section 4."""
    steps = vikor([[1, 3000], [2, 3750], [5, 4500]], [0.5, 0.5], [-1, 1])
    assert steps["S"] == pytest.approx([0.5, 0.375, 0.5], abs=0.0005)
    assert steps["R"] == pytest.approx([0.5, 0.25, 0.5], abs=0.0005)
    assert steps["Q"] == pytest.approx([1.0, 0.0, 1.0], abs=0.0005)


@of_no_matter
@pytest.mark.parametrize("v", [0.5, 0.2])
def test_it_agrees_with_pymcdm(v: float) -> None:
    methods = peer("pymcdm.methods")
    for matrix, weights, directions in random_tables():
        ours = workbench.evaluate(matrix, weights, directions, method="vikor", v=v)
        assert ours.totals == pytest.approx(methods.VIKOR(v=v)(matrix, weights, directions), abs=1e-9)


def test_an_advantage_without_stability_proposes_the_first_two() -> None:
    matrix = [
        [1, 101, 1, 101, 1], [101, 1, 101, 1, 101], [1, 1, 1, 1, 101], [11, 11, 11, 16, 61], [56, 56, 56, 56, 56],
    ]  # fmt: skip
    steps = vikor(matrix, [0.2] * 5, [-1] * 5)
    assert steps["acceptable_advantage"] == 1
    assert steps["acceptable_stability"] == 0
    assert steps["compromise_set"].tolist() == [0, 0, 0, 1, 1]


def test_terms_that_do_not_differ_are_dropped() -> None:
    """Two options with opposite strengths have equal S and equal R: neither is better."""
    result = workbench.evaluate([[1, 0], [0, 1]], [0.5, 0.5], [1, 1], method="vikor")
    assert result.totals.tolist() == [0.0, 0.0]
    assert result.ranks.tolist() == [1, 1]


def test_a_constant_criterion_gives_no_regret_and_is_named() -> None:
    result = workbench.evaluate([[1, 0], [5, 0]], [0.5, 0.5], [1, 1], method="vikor")
    assert result.totals.tolist() == [1.0, 0.0]
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]


def test_v_outside_0_to_1_and_a_normalization_before_it_are_refused() -> None:
    with pytest.raises(MethodError, match=r"v is -0.1. It lies between 0 and 1."):
        workbench.evaluate([[1]], [1], [1], method="vikor", v=-0.1)
    with pytest.raises(MethodError, match="vikor takes raw performances; vector does not go before it"):
        workbench.evaluate([[1]], [1], [1], method="vikor", normalization="vector")
