"""Proportionality: worked examples, edge cases, and bounds that hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.computed.proportionality import bounds, compute, status

sizes = st.tuples(st.floats(0, 100), st.floats(0, 100)).map(lambda pair: np.array(pair).round(2))


@pytest.mark.parametrize(
    ("benefits", "burdens", "figure"),
    [
        ((75, 50), (50, 50), 90.0),
        ((50, 75), (25, 50), 93.3333),
        ((75, 50), (25, 50), 73.3333),
        ((25, 75), (75, 50), 65.0),
        ((50, 75), (0, 50), 60.0),
        ((100, 0), (0, 100), 0.0),
        ((0, 0), (50, 50), 0.0),
        ((50, 50), (0, 0), 100.0),
        ((100, 0), (0, 0), 50.0),
        ((10, 20, 30), (10, 20, 30), 100.0),
    ],
)
def test_worked_examples(benefits: tuple[float, ...], burdens: tuple[float, ...], figure: float) -> None:
    assert compute(np.array(benefits, float), np.array(burdens, float)) == pytest.approx(figure, abs=5e-5)


def test_degenerate_cases_are_named() -> None:
    nothing, something = np.zeros(2), np.ones(2)
    assert status(nothing, something) == "no-benefits"
    assert status(something, nothing) == "no-burden-recorded"
    assert status(something, something) == ""


@given(benefits=sizes, burdens=sizes, half=st.floats(0, 25), seed=st.integers(0, 10_000))
def test_whatever_the_inputs_do_within_their_intervals_the_figure_stays_in_its_bounds(
    benefits: np.ndarray, burdens: np.ndarray, half: float, seed: int
) -> None:
    low = [np.clip(each - half, 0, 100) for each in (benefits, burdens)]
    high = [np.clip(each + half, 0, 100) for each in (benefits, burdens)]
    between = bounds(low[0], high[0], low[1], high[1])
    assert between is not None
    generator = np.random.default_rng(seed)
    drawn = [generator.uniform(lower, upper, size=(50, 2)) for lower, upper in zip(low, high, strict=True)]
    figures = compute(drawn[0], drawn[1])
    assert figures.min() >= between[0] - 1e-9
    assert figures.max() <= between[1] + 1e-9


@given(benefits=sizes, burdens=sizes, factor=st.floats(0.1, 10))
def test_it_is_the_same_when_all_benefits_grow_alike(benefits: np.ndarray, burdens: np.ndarray, factor: float) -> None:
    assert compute(benefits * factor, burdens) == pytest.approx(compute(benefits, burdens), abs=1e-6)


def test_more_than_two_sides_have_no_bounds_yet() -> None:
    three = np.ones(3)
    assert bounds(three, three, three, three) is None
