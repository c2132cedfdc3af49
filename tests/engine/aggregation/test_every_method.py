"""What holds for every aggregation, whatever its formula."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import workbench
from workbench.engine.method import aggregations

METHODS = sorted(aggregations())
numbers = st.floats(0, 100, allow_nan=False).map(lambda number: round(number, 3))


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Return values of 2 to 6 options on 1 to 5 criteria, and weights."""
    shape = draw(st.tuples(st.integers(2, 6), st.integers(1, 5)))
    matrix = draw(arrays.arrays(np.float64, shape, elements=numbers))
    weights = draw(arrays.arrays(np.float64, shape[1], elements=st.floats(0, 10).map(lambda each: round(each, 3))))
    weights[draw(st.integers(0, shape[1] - 1))] += 1.0
    return matrix, weights


def totals(method: str, matrix: np.ndarray, weights: np.ndarray) -> np.ndarray:
    directions = [1] * matrix.shape[-1]
    return workbench.evaluate(matrix, weights, directions, method=method, normalization="none").totals


@pytest.mark.parametrize("method", METHODS)
@given(table=tables(), factor=st.floats(0.01, 100))
def test_scaling_all_weights_changes_nothing(method: str, table: tuple[np.ndarray, np.ndarray], factor: float) -> None:
    matrix, weights = table
    assert totals(method, matrix, weights * factor) == pytest.approx(totals(method, matrix, weights), abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@given(table=tables(), values=st.lists(numbers, min_size=6, max_size=6))
def test_a_criterion_without_weight_changes_nothing(
    method: str, table: tuple[np.ndarray, np.ndarray], values: list[float]
) -> None:
    matrix, weights = table
    wider = np.column_stack([matrix, values[: len(matrix)]])
    assert totals(method, wider, np.append(weights, 0.0)) == pytest.approx(totals(method, matrix, weights), abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@given(table=tables(), seed=st.integers(0, 1000))
def test_the_order_of_options_changes_nothing_but_the_order(
    method: str, table: tuple[np.ndarray, np.ndarray], seed: int
) -> None:
    matrix, weights = table
    order = np.random.default_rng(seed).permutation(len(matrix))
    assert totals(method, matrix[order], weights) == pytest.approx(totals(method, matrix, weights)[order], abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@given(table=tables())
def test_equal_options_share_their_rank(method: str, table: tuple[np.ndarray, np.ndarray]) -> None:
    matrix, weights = table
    twins = np.vstack([matrix, matrix[:1]])
    result = workbench.evaluate(twins, weights, [1] * matrix.shape[1], method=method, normalization="none")
    assert result.ranks[0] == result.ranks[-1]


@pytest.mark.parametrize("method", [name for name in METHODS if aggregations()[name].monotone])
@given(table=tables(), gain=st.floats(0, 50))
def test_a_better_value_never_lowers_a_total(method: str, table: tuple[np.ndarray, np.ndarray], gain: float) -> None:
    matrix, weights = table
    better = matrix.copy()
    better[0, 0] += gain
    assert totals(method, better, weights)[0] >= totals(method, matrix, weights)[0] - 1e-9


@pytest.mark.parametrize("method", METHODS)
@given(table=tables(), seed=st.integers(0, 1000))
def test_many_weight_vectors_and_tables_equal_single_calls(
    method: str, table: tuple[np.ndarray, np.ndarray], seed: int
) -> None:
    matrix, _ = table
    generator = np.random.default_rng(seed)
    many = generator.dirichlet(np.ones(matrix.shape[1]), size=4)
    batch = totals(method, matrix, many)
    stacked = totals(method, np.stack([matrix] * 4), many)
    for row, weights in enumerate(many):
        single = totals(method, matrix, weights)
        assert batch[row] == pytest.approx(single, rel=1e-12, abs=1e-12)
        assert stacked[row] == pytest.approx(single, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_it_names_its_source(method: str) -> None:
    assert aggregations()[method].source
