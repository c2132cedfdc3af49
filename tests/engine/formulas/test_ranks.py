"""Ranks: competition ranking with a tolerance, and the ranks that are possible."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.formulas.ranks import competition_ranks, possible_ranks


def test_ties_share_the_better_rank_and_the_next_is_skipped() -> None:
    assert competition_ranks(np.array([5.0, 7.0, 7.0, 1.0])).tolist() == [3, 1, 1, 4]


def test_lower_can_be_better() -> None:
    assert competition_ranks(np.array([5.0, 7.0, 1.0]), lower_is_better=True).tolist() == [2, 3, 1]


def test_floating_point_dust_makes_no_difference() -> None:
    assert competition_ranks(np.array([0.1 + 0.2, 0.3])).tolist() == [1, 1]


def test_many_vectors_are_ranked_at_once() -> None:
    assert competition_ranks(np.array([[1.0, 2.0], [2.0, 1.0]])).tolist() == [[2, 1], [1, 2]]


@given(
    spans=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 10)), min_size=1, max_size=6),
    seed=st.integers(0, 10_000),
)
def test_no_draw_from_the_intervals_leaves_the_possible_ranks(spans: list[tuple[int, int]], seed: int) -> None:
    low = np.array([float(start) for start, _ in spans])
    high = low + np.array([float(width) for _, width in spans])
    best, worst = possible_ranks(low, high)
    drawn = competition_ranks(np.random.default_rng(seed).uniform(low, high, size=(200, len(low))))
    assert (drawn >= best).all()
    assert (drawn <= worst).all()


def test_intervals_that_meet_leave_the_order_open() -> None:
    best, worst = possible_ranks(np.array([0.0, 40.0]), np.array([100.0, 60.0]))
    assert best.tolist() == [1, 1]
    assert worst.tolist() == [2, 2]


@pytest.mark.parametrize("n_options", [1, 2, 10, 130])
@pytest.mark.parametrize("lower_is_better", [False, True])
def test_many_sets_of_totals_are_ranked_as_single_ones(n_options: int, *, lower_is_better: bool) -> None:
    generator = np.random.default_rng(n_options)
    totals = generator.integers(-4, 5, (3, 3_000, n_options)) + generator.choice([0.0, 1e-10, 1e-8], (3, 3_000, 1))
    totals[0, 0] = 1.7e308
    many = competition_ranks(totals, lower_is_better=lower_is_better)
    for block, row in ((0, 0), (0, 7), (1, 2_999), (2, 1_234)):
        single = competition_ranks(totals[block, row], lower_is_better=lower_is_better)
        assert many[block, row].tolist() == single.tolist()
