"""Kemeny's order, against a published example, all orders one by one, and in its degenerate cases."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations

import numpy as np
import pytest

import workbench

VOTES = [[3, 2, 1], [1, 3, 2], [2, 3, 1], [2, 1, 3], [1, 2, 3]]
"""The orders a b c, b c a, b a c, c a b and c b a: the higher, the better."""
VOTERS = [23, 17, 2, 10, 8]


def test_the_example_of_condorcet_is_reproduced() -> None:
    """Young (1988), American Political Science Review 82(4): b c a has 104 pairwise votes, more than any other."""
    result = workbench.evaluate(np.transpose(VOTES), VOTERS, [1] * 5, method="kemeny")
    assert result.totals.tolist() == [3, 1, 2]
    support = {step.name: step.data for step in result.steps}["support"] * 60
    assert support[1, 2] + support[2, 0] + support[1, 0] == pytest.approx(104)


def contradiction(support: np.ndarray, order: tuple[int, ...]) -> float:
    return sum(float(support[later, sooner]) for sooner, later in combinations(order, 2))


def test_it_agrees_with_trying_every_order() -> None:
    """No library here has it. Ties between orders give the mean of the places."""
    for seed in range(20):
        generator = np.random.default_rng(seed)
        matrix, weights = generator.integers(0, 6, (5, 4)).astype(float), generator.integers(1, 4, 4) / 8
        result = workbench.evaluate(matrix, weights, [1, 1, -1, -1], method="kemeny")
        support = {step.name: step.data for step in result.steps}["support"]
        costs = {order: contradiction(support, order) for order in permutations(range(5))}
        best = [order for order, cost in costs.items() if cost <= min(costs.values()) + 1e-9]
        assert result.totals == pytest.approx(np.mean([np.argsort(order) + 1 for order in best], axis=0))


def test_beyond_ten_options_a_heuristic_is_used_and_said() -> None:
    """Where a majority order without a cycle exists, it is found; neighbors never stand against a majority."""
    generator = np.random.default_rng(3)
    matrix, weights = generator.uniform(0, 100, (12, 5)), np.array([[0.2] * 5, [0.9, 0.05, 0.05, 0.0, 0.0]])
    result = workbench.evaluate(matrix, weights, [1] * 5, method="kemeny")
    support = {step.name: step.data for step in result.steps}["support"]
    assert "heuristic-order" in {notice.code for notice in result.notices}
    assert result.totals[1].tolist() == (12 - np.argsort(np.argsort(matrix[:, 0]))).tolist()
    for row, each in zip(result.totals, support, strict=True):
        order = np.argsort(row)
        assert all(each[one, other] >= each[other, one] - 1e-9 for one, other in pairwise(order))


def test_beyond_ten_options_equal_ones_share_their_place() -> None:
    matrix = np.vstack([np.arange(11.0)[:, None], [[4.0]]])
    result = workbench.evaluate(matrix, [1], [1], method="kemeny")
    assert result.totals[4] == result.totals[11] == 7.5
    assert result.ranks[4] == result.ranks[11] == 7


def test_a_constant_criterion_is_named() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="kemeny")
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]
    assert result.ranks.tolist() == [2, 1]
