"""Indices of agreement, with the worked examples of the domain analysis and their edge cases."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.engine.formulas.agreement import (
    consensus,
    sd_agreement,
    side_split,
    sums_of_squares,
    within_group_agreement,
)

SCORES = np.array([75.0, 75.0, 50.0, 100.0])


def test_sd_agreement_is_one_less_the_standard_deviation_over_fifty() -> None:
    assert sd_agreement(SCORES) == pytest.approx(0.6464, abs=5e-5)
    assert sd_agreement(np.array([0.0, 0.0, 100.0, 100.0])) == pytest.approx(0.0)
    assert sd_agreement(np.array([25.0, 25.0])) == 1.0
    assert sd_agreement(np.array([25.0])) is None


def test_r_wg_compares_with_chance_and_can_be_negative() -> None:
    assert within_group_agreement(np.array([3.0, 3.0, 2.0, 4.0]), 5) == pytest.approx(0.6667, abs=5e-5)
    assert within_group_agreement(np.array([0.0, 4.0]), 5) == pytest.approx(1 - 8 / 2)
    assert within_group_agreement(np.array([3.0]), 5) is None


def test_consensus_is_tastle_and_wiermans() -> None:
    assert consensus(SCORES) == pytest.approx(0.7925, abs=5e-5)
    assert consensus(np.array([0.0, 0.0, 100.0, 100.0])) == pytest.approx(0.0)
    assert consensus(np.array([40.0, 40.0])) == 1.0
    assert consensus(np.array([])) is None


def test_the_spread_splits_into_between_and_inside_the_sides() -> None:
    between, inside = sums_of_squares([np.array([75.0, 75.0]), np.array([50.0, 25.0])])
    assert [between, inside] == pytest.approx([1406.25, 312.5])
    assert side_split(between, inside) == pytest.approx(0.8182, abs=5e-5)
    assert side_split(*sums_of_squares([np.array([50.0, 50.0]), np.array([50.0])])) is None
    assert sums_of_squares([np.array([]), np.array([])]) == (0.0, 0.0)


def test_both_parts_add_up_to_the_whole_spread() -> None:
    generator = np.random.default_rng(7)
    for _ in range(20):
        groups = [generator.uniform(0, 100, size) for size in generator.integers(0, 5, 3)]
        everything = np.concatenate(groups)
        whole = float(((everything - everything.mean()) ** 2).sum()) if everything.size else 0.0
        assert sum(sums_of_squares(groups)) == pytest.approx(whole, abs=1e-9)
