"""Who dominates whom."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.engine.formulas.dominance import find_dominance


def pairs(mask: np.ndarray) -> list[list[int]]:
    """Return row and column of each true cell."""
    return [[int(row), int(column)] for row, column in np.argwhere(mask)]


def test_no_worse_anywhere_and_better_somewhere_is_dominance() -> None:
    found = find_dominance(np.array([[3.0, 3.0], [3.0, 2.0], [1.0, 1.0], [0.0, 9.0]]))
    assert pairs(found.dominates) == [[0, 1], [0, 2], [1, 2]]
    assert pairs(found.strictly) == [[0, 2], [1, 2]]
    assert found.dominated.tolist() == [False, True, True, False]


def test_where_smaller_is_better_the_smaller_dominates() -> None:
    table = np.array([[10.0, 5.0], [20.0, 5.0]])
    assert pairs(find_dominance(table, np.array([-1.0, 1.0])).dominates) == [[0, 1]]
    assert pairs(find_dominance(table).dominates) == [[1, 0]]


def test_equal_options_do_not_dominate_each_other_also_under_float_noise() -> None:
    found = find_dominance(np.array([[0.3, 1.0], [0.1 + 0.2, 1.0], [0.0, 1.0]]))
    assert pairs(found.equal) == [[0, 0], [0, 1], [1, 0], [1, 1], [2, 2]]
    assert pairs(found.dominates) == [[0, 2], [1, 2]]
    assert not found.strictly.any()


def test_a_criterion_that_does_not_count_prevents_nothing() -> None:
    table = np.array([[2.0, 0.0], [1.0, 9.0]])
    assert pairs(find_dominance(table, counts=np.array([True, False])).dominates) == [[0, 1]]
    none = find_dominance(table, counts=np.array([False, False]))
    assert none.equal.all()
    assert not none.dominates.any()
    assert not none.strictly.any()


def test_what_is_known_of_one_option_only_leaves_them_apart() -> None:
    table = np.array([[2.0, np.nan], [1.0, 9.0], [1.0, 3.0]])
    found = find_dominance(table, comparable=~np.isnan(table))
    assert pairs(found.dominates) == [[1, 2]]
    assert pairs(found.equal) == [[0, 0], [1, 1], [2, 2]]


@pytest.mark.parametrize("shape", [(1, 3), (3, 1), (4, 2, 2)])
def test_it_is_a_strict_partial_order(shape: tuple[int, ...]) -> None:
    for seed in range(20):
        table = np.random.default_rng(seed).integers(0, 3, shape).astype(float)
        found = find_dominance(table)
        dominates = found.dominates
        assert not (dominates & dominates.swapaxes(-1, -2)).any()
        assert not (np.matmul(dominates.astype(int), dominates.astype(int)).astype(bool) & ~dominates).any()
        assert (dominates | ~found.strictly).all()
        assert not found.dominated.all(axis=-1).any()
