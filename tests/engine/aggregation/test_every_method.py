"""What holds for every aggregation, whatever its formula; each example is tried with all of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tests.engine.aggregation.samples import FROM_STEPS, SAMPLES, evaluate
from workbench.engine.method import aggregations
from workbench.errors import MethodError

if TYPE_CHECKING:
    from collections.abc import Callable

METHODS = sorted(aggregations())
MONOTONE = [(name, given) for name, given in SAMPLES if aggregations()[name].monotone]
numbers = st.integers(0, 100_000).map(lambda number: number / 1000)
EXAMPLES, MANY = 15, 150


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Return values of 2 to 6 options on 1 to 5 criteria, and weights."""
    shape = draw(st.tuples(st.integers(2, 6), st.integers(1, 5)))
    matrix = draw(arrays.arrays(np.float64, shape, elements=numbers))
    weights = draw(arrays.arrays(np.float64, shape[1], elements=st.integers(0, 10_000).map(lambda each: each / 1000)))
    weights[draw(st.integers(0, shape[1] - 1))] += 1.0
    return matrix, weights


Table = tuple[np.ndarray, np.ndarray]


def totals(method: str, parameters: dict[str, Any], matrix: np.ndarray, weights: np.ndarray) -> np.ndarray:
    result: np.ndarray = evaluate(method, parameters, matrix, weights).totals
    return result


def oriented(method: str, parameters: dict[str, Any], matrix: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the totals, negated where lower is better."""
    sign = -1.0 if aggregations()[method].lower_is_better else 1.0
    return sign * totals(method, parameters, matrix, weights)


def close(one: np.ndarray, other: np.ndarray, tolerance: float = 1e-9) -> bool:
    return one.shape == other.shape and bool((np.abs(one - other) <= tolerance * np.maximum(1.0, np.abs(other))).all())


def scaled_weights(method: str, parameters: dict[str, Any], table: Table, seed: int) -> bool:
    matrix, weights = table
    factor = float(np.random.default_rng(seed).uniform(0.01, 100))
    return close(totals(method, parameters, matrix, weights * factor), totals(method, parameters, matrix, weights))


def silent_criterion(method: str, parameters: dict[str, Any], table: Table, seed: int) -> bool:
    """A criterion is added that has no weight, with the whole range of values."""
    matrix, weights = table
    extra = np.random.default_rng(seed).choice([0.0, 100.0, 37.5], len(matrix))
    if aggregations()[method].needs_some_positive:
        extra[0] = 50.0
    wider = np.column_stack([matrix, extra])
    return close(
        totals(method, parameters, wider, np.append(weights, 0.0)), totals(method, parameters, matrix, weights)
    )


def order_of_options(method: str, parameters: dict[str, Any], table: Table, seed: int) -> bool:
    matrix, weights = table
    order = np.random.default_rng(seed).permutation(len(matrix))
    return close(totals(method, parameters, matrix[order], weights), totals(method, parameters, matrix, weights)[order])


def order_of_criteria(method: str, parameters: dict[str, Any], table: Table, seed: int) -> bool:
    matrix, weights = table
    order = np.random.default_rng(seed).permutation(len(weights))
    return close(
        totals(method, parameters, matrix[:, order], weights[order]), totals(method, parameters, matrix, weights)
    )


def twins_tie(method: str, parameters: dict[str, Any], table: Table, _seed: int) -> bool:
    matrix, weights = table
    result = evaluate(method, parameters, np.vstack([matrix, matrix[:1]]), weights)
    return bool(result.ranks[0] == result.ranks[-1])


def batch_is_single_calls(method: str, parameters: dict[str, Any], table: Table, seed: int) -> bool:
    matrix, _ = table
    many = np.random.default_rng(seed).dirichlet(np.ones(matrix.shape[1]), size=4)
    many[0, 0], many[0, 1:] = 1.0, 0.0
    batch = totals(method, parameters, matrix, many)
    stacked = totals(method, parameters, np.stack([matrix] * 4), many)
    single = np.stack([totals(method, parameters, matrix, weights) for weights in many])
    return close(batch, single, 1e-12) and close(stacked, single, 1e-12)


def trace_gives_total(method: str, parameters: dict[str, Any], table: Table, _seed: int) -> bool:
    if parameters != next(each for name, each in SAMPLES if name == method):
        return True
    result = evaluate(method, parameters, *table)
    steps = {step.name: step.data for step in result.steps}
    with np.errstate(all="ignore"):
        again = np.broadcast_to(FROM_STEPS[method](steps), result.totals.shape)
    # Where the formula divides 0 by 0 the method has a rule of its own.
    known = np.isfinite(again)
    return close(again[known], result.totals[known])


PROPERTIES: tuple[Callable[[str, dict[str, Any], Table, int], bool], ...] = (
    scaled_weights,
    silent_criterion,
    order_of_options,
    order_of_criteria,
    twins_tie,
    batch_is_single_calls,
    trace_gives_total,
)


def failing(holds: Callable[..., bool], table: Table, seed: int) -> list[tuple[str, dict[str, Any]]]:
    """Return the methods and parameters for which it does not hold."""
    return [(name, given) for name, given in SAMPLES if not holds(name, given, table, seed)]


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda each: each.__name__)
@settings(max_examples=EXAMPLES)
@given(table=tables(), seed=st.integers(0, 1000))
def test_what_must_not_matter_changes_nothing(holds: Callable[..., bool], table: Table, seed: int) -> None:
    assert failing(holds, table, seed) == []


@pytest.mark.soak
@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda each: each.__name__)
@settings(max_examples=MANY)
@given(table=tables(), seed=st.integers(0, 1000))
def test_what_must_not_matter_changes_nothing_in_many_tables(
    holds: Callable[..., bool], table: Table, seed: int
) -> None:
    assert failing(holds, table, seed) == []


def _better_value(table: Table, gain: float) -> None:
    matrix, weights = table
    better = matrix.copy()
    better[0, 0] += gain
    for method, parameters in MONOTONE:
        change = oriented(method, parameters, better, weights) - oriented(method, parameters, matrix, weights)
        assert change[0] >= -1e-9, (method, parameters)
        assert (change[1:] <= 1e-9).all(), (method, parameters)


def _dominated_option(table: Table, losses: list[float]) -> None:
    matrix, weights = table
    matrix[-1] = np.maximum(matrix[0] - losses[: matrix.shape[1]], 0.0)
    for method, parameters in MONOTONE:
        result = oriented(method, parameters, matrix, weights)
        assert result[0] >= result[-1] - 1e-9, (method, parameters)


gains = st.integers(0, 50_000).map(lambda each: each / 1000)


@settings(max_examples=EXAMPLES * 2)
@given(table=tables(), gain=gains)
def test_a_better_value_never_lowers_the_own_total_and_never_raises_another(table: Table, gain: float) -> None:
    _better_value(table, gain)


@settings(max_examples=EXAMPLES * 2)
@given(table=tables(), losses=st.lists(gains, min_size=5, max_size=5))
def test_a_dominated_option_is_never_above_the_one_that_dominates_it(table: Table, losses: list[float]) -> None:
    _dominated_option(table, losses)


@pytest.mark.soak
@settings(max_examples=MANY)
@given(table=tables(), gain=gains, losses=st.lists(gains, min_size=5, max_size=5))
def test_better_is_never_worse_in_many_tables(table: Table, gain: float, losses: list[float]) -> None:
    _better_value(table, gain)
    _dominated_option(table, losses)


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


LARGE = 1.7976931348623157e308
HARD = (
    0.0, -0.0, 5e-324, -5e-324, 1e-310, 2.2250738585072014e-308, 1e-200, 1e-9, 0.1, 0.3, 1.0, 7.0, -7.0, 100.0, 1e15,
    1e150, -1e150, 1e200, LARGE, -LARGE, LARGE / 2,
)  # fmt: skip
"""Numbers at which floats overflow, underflow, cancel or lose their precision."""


def _hard_table(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a table of hard numbers, of one kind in half of the cases, with directions and weights."""
    generator = np.random.default_rng(seed)
    shape = tuple(generator.integers(1, 5, size=2))
    pool = generator.choice(HARD, size=3) if seed % 2 else np.array(HARD)
    matrix = generator.choice(np.abs(pool) if seed % 3 else pool, size=shape)
    if seed % 5 == 0:
        matrix[:, 0] = matrix[0, 0]
    weights = generator.choice([0.0, 5e-324, 1e-300, 0.5, 1.0, 1e300, LARGE], size=shape[1])
    weights[generator.integers(shape[1])] = generator.choice([5e-324, 1.0, LARGE])
    return matrix, generator.choice([-1, 1], size=shape[1]), weights


def _answers_or_refuses(seed: int) -> int:
    """Return how many methods gave an answer; it and every step are finite, or a sentence refuses the numbers."""
    import workbench

    matrix, directions, weights = _hard_table(seed)
    answered = 0
    for method, parameters in SAMPLES:
        for normalization in (None, "none") if aggregations()[method].input == "values" else (None,):
            try:
                result = workbench.evaluate(
                    matrix, weights, directions.tolist(), method=method, normalization=normalization, **parameters
                )
                steps = result.steps
            except MethodError:
                continue
            answered += 1
            assert np.isfinite(result.totals).all(), (method, parameters, matrix)
            assert np.isfinite(result.weights).all()
            assert math.isclose(result.weights.sum(), 1.0)
            assert all(np.isfinite(step.data).all() for step in steps), (method, parameters, matrix)
            assert result.ranks.min() == 1, (method, parameters, matrix)
    return answered


def test_no_nan_or_infinity_leaves_the_engine_for_any_finite_input() -> None:
    assert sum(_answers_or_refuses(seed) for seed in range(120)) > 120 * 10


@pytest.mark.soak
def test_no_nan_or_infinity_leaves_the_engine_for_many_finite_inputs() -> None:
    assert sum(_answers_or_refuses(seed) for seed in range(120, 3_000)) > 0


def test_ordinary_numbers_are_answered_by_every_method() -> None:
    """What is refused are numbers at the end of the floats, not merely large or small ones."""
    generator = np.random.default_rng(11)
    for unit in (1e-12, 1e-3, 1e12):
        matrix = generator.uniform(1, 100, (4, 3)) * unit
        for method, parameters in SAMPLES:
            if method != "spotis":
                assert np.isfinite(evaluate(method, parameters, matrix, np.ones(3)).totals).all()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("lead", [(), (3,)])
def test_the_steps_reproduce_the_totals_and_have_the_shapes_they_declare(method: str, lead: tuple[int, ...]) -> None:
    generator = np.random.default_rng(5)
    parameters = next(each for name, each in SAMPLES if name == method)
    weights = generator.dirichlet(np.ones(4), size=lead)
    result = evaluate(method, parameters, generator.uniform(0, 100, (5, 4)), weights)
    steps = {step.name: step.data for step in result.steps}
    assert np.broadcast_to(FROM_STEPS[method](steps), result.totals.shape) == pytest.approx(result.totals)
    sizes = {"option": 5, "criterion": 4, "node": 5, "place": 4}
    for step in result.steps:
        own = tuple(sizes[axis] for axis in step.axes)
        assert step.data.shape[len(step.data.shape) - len(own) :] == own
        assert step.data.shape in {own, (*lead, *own)}


@pytest.mark.parametrize("method", METHODS)
def test_every_weight_zero_is_refused(method: str) -> None:
    with pytest.raises(MethodError, match="Every weight is zero"):
        evaluate(method, next(each for name, each in SAMPLES if name == method), np.ones((2, 2)), np.zeros(2))


@pytest.mark.parametrize("method", METHODS)
def test_it_names_its_source(method: str) -> None:
    assert aggregations()[method].source
