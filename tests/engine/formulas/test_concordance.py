"""Kendall's W with and without ties, and pairs of options that two rankings order alike."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.engine.formulas.concordance import kendall_w, middle_ranks, pairs_agreeing


def test_w_of_the_desk_reading_and_the_two_invented_panels() -> None:
    # Rows: baseline, United States, Mexico; columns: border, brokers, credentialing, co-development.
    spread, w = kendall_w(np.array([[2, 4, 3, 1], [1, 4, 2, 3], [2, 3, 4, 1]]))
    assert spread == 27.0
    assert w == pytest.approx(0.6)


def test_w_is_one_where_all_agree_and_corrected_for_ties() -> None:
    assert kendall_w(np.array([[1, 2, 3]] * 3))[1] == 1.0
    assert kendall_w(np.array([[1, 1, 3]] * 4))[1] == 1.0
    assert kendall_w(np.array([[1, 1, 1]] * 3))[1] is None


def test_w_needs_three_rankings_and_two_options() -> None:
    assert kendall_w(np.array([[1, 2], [2, 1]]))[1] is None
    assert kendall_w(np.array([[1], [1], [1]]))[1] is None


def test_w_with_ties_is_the_mean_rank_correlation_in_another_form() -> None:
    # Kendall: the mean Spearman correlation of all pairs, on tied ranks, is (m W − 1) / (m − 1) when ties are alike.
    ranks = np.array([[1, 1, 3, 4], [4, 1, 1, 3], [3, 4, 1, 1]])
    places = middle_ranks(ranks)
    _, w = kendall_w(ranks)
    rows = [np.corrcoef(places[i], places[j])[0, 1] for i in range(3) for j in range(i + 1, 3)]
    assert w is not None
    assert (3 * w - 1) / 2 == pytest.approx(float(np.mean(rows)))


def test_tied_options_share_the_middle_of_their_places() -> None:
    assert middle_ranks(np.array([1, 1, 3, 4])).tolist() == [1.5, 1.5, 3.0, 4.0]
    assert middle_ranks(np.array([[1, 1, 1]])).tolist() == [[2.0, 2.0, 2.0]]


def test_pairs_that_two_rankings_order_alike_are_counted() -> None:
    us, mx = np.array([1, 4, 2, 3]), np.array([2, 3, 4, 1])
    assert pairs_agreeing(us, mx) == (3, 3, 0)
    assert pairs_agreeing(np.array([1, 1, 3]), np.array([1, 2, 3])) == (2, 0, 1)
