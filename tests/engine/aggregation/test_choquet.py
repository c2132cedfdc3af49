"""The Choquet integral, against a published example, the definition, and in its degenerate cases."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

import workbench
from workbench.errors import MethodError


def choquet(matrix: Any, weights: Any, interactions: Any) -> workbench.Evaluation:
    """Return the evaluation of comparable values, larger is better."""
    n_criteria = np.shape(matrix)[-1]
    return workbench.evaluate(
        matrix, weights, [1] * n_criteria, method="choquet", normalization="none", interactions=interactions
    )


def integral(values: np.ndarray, weights: np.ndarray, interactions: np.ndarray) -> float:
    """Return the integral by its definition: values in order, each step times the capacity of those who reach it.

    The capacity is the sum of the Möbius masses of the subsets: φᵢ - ½ Σⱼ Iᵢⱼ of one criterion and Iᵢⱼ of a pair.
    """
    single = weights - 0.5 * interactions.sum(axis=0)
    order = np.argsort(values)
    total, before = 0.0, 0.0
    for place, column in enumerate(order):
        reaching = order[place:]
        capacity = single[reaching].sum() + sum(interactions[pair] for pair in combinations(reaching, 2))
        total += (values[column] - before) * capacity
        before = values[column]
    return float(total)


def test_it_is_the_integral_by_its_definition() -> None:
    for seed in range(30):
        generator = np.random.default_rng(seed)
        n = int(generator.integers(2, 8))
        weights = generator.dirichlet(np.ones(n))
        indices = np.triu(generator.uniform(-1, 1, (n, n)), k=1)
        indices += indices.T
        indices *= (2 * weights / np.abs(indices).sum(axis=0)).min()
        matrix = generator.uniform(-50, 100, (6, n))
        given = {(i, j): float(indices[i, j]) for i, j in combinations(range(n), 2)}
        expected = [integral(row, weights, indices) for row in matrix]
        assert choquet(matrix, weights, given).totals == pytest.approx(expected, abs=1e-12 * 100)


def test_within_the_bounds_more_is_never_worse() -> None:
    for seed in range(60):
        generator = np.random.default_rng(seed)
        n = int(generator.integers(2, 6))
        weights = generator.dirichlet(np.ones(n))
        indices = np.triu(generator.uniform(-1, 1, (n, n)), k=1)
        indices += indices.T
        indices *= (2 * weights / np.abs(indices).sum(axis=0)).min()
        given = {(i, j): float(indices[i, j]) for i, j in combinations(range(n), 2)}
        low = generator.uniform(0, 100, (5, n))
        high = low + generator.uniform(0, 50, (5, n)) * (generator.uniform(size=(5, n)) < 0.4)
        assert (choquet(high, weights, given).totals >= choquet(low, weights, given).totals - 1e-9).all()
        assert choquet(np.full((1, n), 37.5), weights, given).totals == pytest.approx([37.5])


def test_the_students_are_ranked_as_their_school_wants() -> None:
    """Grabisch (1996), European Journal of Operational Research 89(3): mathematics and physics overlap.

    The weighted sum with weights 3, 3, 2 puts student A (18, 16, 10) before C (14, 15, 15); the school wants C, the
    well-balanced one, first, and A before B (10, 12, 18). The printed capacity, 0.45 for either science, 0.3 for
    literature, 0.5 for both sciences and 0.9 for a science with literature, gives 13.9, 13.6 and 14.9. Its importance
    and interaction indices are those below; a mass of -0.1 on all three subjects is left out of a 2-additive capacity.
    """
    students = np.array([[18, 16, 10], [10, 12, 18], [14, 15, 15]])
    capacity = {(): 0, (0,): 0.45, (1,): 0.45, (2,): 0.3, (0, 1): 0.5, (0, 2): 0.9, (1, 2): 0.9, (0, 1, 2): 1}
    printed = [_with_capacity(row, capacity) for row in students]
    assert printed == pytest.approx([13.9, 13.6, 14.9])
    weights = [_shapley(capacity, column) for column in range(3)]
    interactions = {pair: _interaction(capacity, pair) for pair in combinations(range(3), 2)}
    assert weights == pytest.approx([0.2917, 0.2917, 0.4167], abs=0.0001)
    assert list(interactions.values()) == pytest.approx([-0.45, 0.10, 0.10])
    result = choquet(students, weights, interactions)
    assert result.ranks.tolist() == [2, 3, 1]
    # What is left out: a mass of -0.1 times the lowest mark, of which each pair has got half of the lower of its two.
    lower = np.array([sum(min(row[list(pair)]) for pair in interactions) for row in students])
    left_out = -0.1 * (students.min(axis=1) - lower / 2 + students.sum(axis=1) / 6)
    assert result.totals + left_out == pytest.approx(printed)


def _with_capacity(values: np.ndarray, capacity: dict[tuple[int, ...], float]) -> float:
    order = np.argsort(values)
    steps = np.diff(values[order], prepend=0)
    return float(sum(step * capacity[tuple(sorted(order[place:]))] for place, step in enumerate(steps)))


def _shapley(capacity: dict[tuple[int, ...], float], column: int) -> float:
    factors = {0: 1 / 3, 1: 1 / 6, 2: 1 / 3}
    others = [each for each in capacity if column not in each]
    gain = {each: capacity[tuple(sorted((*each, column)))] - capacity[each] for each in others}
    return sum(factors[len(each)] * gain[each] for each in others)


def _interaction(capacity: dict[tuple[int, ...], float], pair: tuple[int, int]) -> float:
    (third,) = {0, 1, 2} - set(pair)
    total = 0.0
    for rest in ((), (third,)):
        with_both, *with_one = (tuple(sorted((*rest, *each))) for each in (pair, pair[:1], pair[1:]))
        total += 0.5 * (capacity[with_both] - sum(capacity[each] for each in with_one) + capacity[rest])
    return total


def test_complete_interactions_are_the_lowest_and_the_highest_value() -> None:
    assert choquet([[20, 80], [50, 50]], [1, 1], {(0, 1): 1.0}).totals.tolist() == [20, 50]
    assert choquet([[20, 80], [50, 50]], [1, 1], {(0, 1): -1.0}).totals.tolist() == [80, 50]


def test_without_interactions_it_is_the_weighted_sum_and_says_so() -> None:
    result = choquet([[20, 80], [50, 50]], [1, 3], {})
    assert result.totals.tolist() == [65, 50]
    assert [each.code for each in result.notices] == ["weights-normalized", "no-interactions"]


def test_pairs_are_named_by_names_by_columns_or_in_one_text() -> None:
    frame = pytest.importorskip("pandas").DataFrame([[20, 80, 10], [50, 40, 90]], columns=["cost, net", "time", "risk"])
    totals = [
        choquet(frame, [1, 1, 1], {pair: 0.2}).totals.tolist()
        for pair in (("cost, net", "time"), (0, 1), "cost, net, time", "time, cost, net")
    ]
    assert totals == [totals[0]] * 4


def test_interactions_that_are_too_strong_for_a_weight_are_refused_by_name() -> None:
    with pytest.raises(MethodError, match=r"The interactions of criterion 2 are too strong for its weight, 0.1 of all"):
        choquet([[1, 2], [2, 1]], [9, 1], {(0, 1): 0.3})
    with pytest.raises(MethodError, match="criterion 2"):
        choquet([[1, 2], [2, 1]], [[1, 1], [1, 0]], {(0, 1): 0.3})


def test_on_the_bound_more_is_still_no_worse() -> None:
    assert choquet([[0, 100], [0, 0]], [9, 1], {(0, 1): 0.2}).totals == pytest.approx([0, 0])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "needs the parameter 'interactions'"),
        ({"interactions": 0.3}, "interactions are 0.3"),
        ({"interactions": {("criterion 1", "criterion 3"): 0.1}}, "There is no criterion 'criterion 3'"),
        ({"interactions": {(0, 2): 0.1}}, "There is no criterion 2"),
        ({"interactions": {(0, 0): 0.1}}, "one criterion with itself"),
        ({"interactions": {(0, 1): 0.1, "criterion 2, criterion 1": 0.1}}, "given twice"),
        ({"interactions": {(0, 1): 1.1}}, "is 1.1"),
        ({"interactions": {(0, 1): float("nan")}}, "is nan"),
        ({"interactions": {"criterion 1": 0.1}}, "is no pair"),
        ({"interactions": {(0, 1, 1): 0.1}}, "is no pair"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        workbench.evaluate([[1, 2], [2, 1]], [1, 1], [1, 1], method="choquet", normalization="none", **given)


def test_more_than_ten_interacting_criteria_are_refused_and_ten_of_many_are_not() -> None:
    table, weights = np.ones((2, 12)), np.ones(12)
    chain = {(column, column + 1): 0.01 for column in range(9)}
    assert choquet(table, weights, chain).totals == pytest.approx([1, 1])
    with pytest.raises(MethodError, match="11 criteria interact; 10 at most"):
        choquet(table, weights, chain | {(9, 10): 0.01})
