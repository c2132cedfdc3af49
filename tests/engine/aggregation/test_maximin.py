"""Maximin, against a published example and in its degenerate cases."""

from __future__ import annotations

import numpy as np
import pytest

import workbench


def test_the_fighter_aircraft_are_reproduced() -> None:
    """Hwang & Yoon (1981), Multiple Attribute Decision Making, section 3.2: the third of four aircraft is chosen."""
    aircraft = [
        [2.0, 1500, 20000, 5.5, 5, 9], [2.5, 2700, 18000, 6.5, 3, 5],
        [1.8, 2000, 21000, 4.5, 7, 7], [2.2, 1800, 20000, 5.0, 5, 5],
    ]  # fmt: skip
    result = workbench.evaluate(aircraft, [1] * 6, [1, 1, 1, -1, 1, 1], method="maximin", normalization="max")
    assert result.totals == pytest.approx([0.56, 0.43, 0.72, 0.56], abs=0.005)
    assert result.ranks[2] == 1


def test_it_agrees_with_the_lowest_value_taken_one_by_one() -> None:
    """No library has it."""
    for seed in range(20):
        generator = np.random.default_rng(seed)
        values, weights = generator.uniform(0, 100, (5, 4)), generator.integers(0, 2, 4) + np.eye(4)[0]
        result = workbench.evaluate(values, weights, [1] * 4, method="maximin", normalization="none")
        expected = [min(value for value, weight in zip(row, weights, strict=True) if weight) for row in values]
        assert result.totals.tolist() == expected


def test_a_criterion_without_weight_is_not_the_weakest() -> None:
    result = workbench.evaluate([[1, 5], [9, 4]], [[0, 1], [1, 1]], [1, 1], method="maximin", normalization="none")
    assert result.totals.tolist() == [[5, 4], [1, 4]]
