"""What holds for every aggregation, whatever its formula."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tests.engine.aggregation.samples import FROM_STEPS, SAMPLES, evaluate
from workbench.engine.method import aggregations

METHODS = sorted(aggregations())
MONOTONE = [(name, given) for name, given in SAMPLES if aggregations()[name].monotone]
numbers = st.floats(0, 100, allow_nan=False).map(lambda number: round(number, 3))


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Return values of 2 to 6 options on 1 to 5 criteria, and weights."""
    shape = draw(st.tuples(st.integers(2, 6), st.integers(1, 5)))
    matrix = draw(arrays.arrays(np.float64, shape, elements=numbers))
    weights = draw(arrays.arrays(np.float64, shape[1], elements=st.floats(0, 10).map(lambda each: round(each, 3))))
    weights[draw(st.integers(0, shape[1] - 1))] += 1.0
    return matrix, weights


def totals(method: str, given: dict[str, Any], matrix: np.ndarray, weights: np.ndarray) -> np.ndarray:
    result: np.ndarray = evaluate(method, given, matrix, weights).totals
    return result


def oriented(method: str, given: dict[str, Any], matrix: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the totals, negated where lower is better."""
    sign = -1.0 if aggregations()[method].lower_is_better else 1.0
    return sign * totals(method, given, matrix, weights)


@pytest.mark.parametrize(("method", "parameters"), SAMPLES)
@given(table=tables(), factor=st.floats(0.01, 100))
def test_scaling_all_weights_changes_nothing(
    method: str, parameters: dict[str, Any], table: tuple[np.ndarray, np.ndarray], factor: float
) -> None:
    matrix, weights = table
    assert totals(method, parameters, matrix, weights * factor) == pytest.approx(
        totals(method, parameters, matrix, weights), abs=1e-9
    )


@pytest.mark.parametrize(("method", "parameters"), SAMPLES)
@given(table=tables(), values=st.lists(numbers, min_size=6, max_size=6))
def test_a_criterion_without_weight_changes_nothing(
    method: str, parameters: dict[str, Any], table: tuple[np.ndarray, np.ndarray], values: list[float]
) -> None:
    matrix, weights = table
    wider = np.column_stack([matrix, values[: len(matrix)]])
    assert totals(method, parameters, wider, np.append(weights, 0.0)) == pytest.approx(
        totals(method, parameters, matrix, weights), abs=1e-9
    )


@pytest.mark.parametrize(("method", "parameters"), SAMPLES)
@given(table=tables(), seed=st.integers(0, 1000))
def test_the_order_of_options_changes_nothing_but_the_order(
    method: str, parameters: dict[str, Any], table: tuple[np.ndarray, np.ndarray], seed: int
) -> None:
    matrix, weights = table
    order = np.random.default_rng(seed).permutation(len(matrix))
    assert totals(method, parameters, matrix[order], weights) == pytest.approx(
        totals(method, parameters, matrix, weights)[order], abs=1e-9
    )


@pytest.mark.parametrize(("method", "parameters"), SAMPLES)
@given(table=tables())
def test_equal_options_share_their_rank(
    method: str, parameters: dict[str, Any], table: tuple[np.ndarray, np.ndarray]
) -> None:
    matrix, weights = table
    twins = np.vstack([matrix, matrix[:1]])
    result = evaluate(method, parameters, twins, weights)
    assert result.ranks[0] == result.ranks[-1]


@pytest.mark.parametrize(("method", "parameters"), MONOTONE)
@given(table=tables(), gain=st.floats(0, 50))
def test_a_better_value_never_lowers_the_own_total_and_never_raises_another(
    method: str, parameters: dict[str, Any], table: tuple[np.ndarray, np.ndarray], gain: float
) -> None:
    matrix, weights = table
    better = matrix.copy()
    better[0, 0] += gain
    change = oriented(method, parameters, better, weights) - oriented(method, parameters, matrix, weights)
    assert change[0] >= -1e-9
    assert (change[1:] <= 1e-9).all()


@pytest.mark.parametrize(("method", "parameters"), MONOTONE)
@given(table=tables(), losses=st.lists(st.floats(0, 50), min_size=5, max_size=5))
def test_a_dominated_option_is_never_above_the_one_that_dominates_it(
    method: str, parameters: dict[str, Any], table: tuple[np.ndarray, np.ndarray], losses: list[float]
) -> None:
    matrix, weights = table
    matrix[-1] = np.maximum(matrix[0] - losses[: matrix.shape[1]], 0.0)
    result = oriented(method, parameters, matrix, weights)
    assert result[0] >= result[-1] - 1e-9


@pytest.mark.parametrize(("method", "parameters"), SAMPLES)
@pytest.mark.parametrize("shape", [(1, 1), (1, 3), (2, 1), (4, 3)])
@pytest.mark.parametrize("level", [0.0, 7.0])
def test_options_that_are_all_equal_have_equal_finite_totals(
    method: str, parameters: dict[str, Any], shape: tuple[int, int], level: float
) -> None:
    result = evaluate(method, parameters, np.full(shape, level), np.ones(shape[1]))
    assert np.isfinite(result.totals).all()
    assert result.ranks.tolist() == [1] * shape[0]
    assert all(np.isfinite(step.data).all() for step in result.steps)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("lead", [(), (3,)])
def test_the_steps_reproduce_the_totals_and_have_the_shapes_they_declare(method: str, lead: tuple[int, ...]) -> None:
    generator = np.random.default_rng(5)
    given = next(each for name, each in SAMPLES if name == method)
    weights = generator.dirichlet(np.ones(4), size=lead)
    result = evaluate(method, given, generator.uniform(0, 100, (5, 4)), weights)
    steps = {step.name: step.data for step in result.steps}
    assert np.broadcast_to(FROM_STEPS[method](steps), result.totals.shape) == pytest.approx(result.totals)
    sizes = {"option": 5, "criterion": 4, "node": 5, "place": 4}
    for step in result.steps:
        own = tuple(sizes[axis] for axis in step.axes)
        assert step.data.shape[len(step.data.shape) - len(own) :] == own
        assert step.data.shape in {own, (*lead, *own)}


@pytest.mark.parametrize(("method", "parameters"), SAMPLES)
@given(table=tables(), seed=st.integers(0, 1000))
def test_many_weight_vectors_and_tables_equal_single_calls(
    method: str, parameters: dict[str, Any], table: tuple[np.ndarray, np.ndarray], seed: int
) -> None:
    matrix, _ = table
    generator = np.random.default_rng(seed)
    many = generator.dirichlet(np.ones(matrix.shape[1]), size=4)
    batch = totals(method, parameters, matrix, many)
    stacked = totals(method, parameters, np.stack([matrix] * 4), many)
    for row, weights in enumerate(many):
        single = totals(method, parameters, matrix, weights)
        assert batch[row] == pytest.approx(single, rel=1e-12, abs=1e-12)
        assert stacked[row] == pytest.approx(single, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_it_names_its_source(method: str) -> None:
    assert aggregations()[method].source
