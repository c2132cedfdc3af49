"""Value functions: worked values, ends, bounds, and the shapes they promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.method import value_functions
from workbench.model.value_function import LINEAR, Exponential, Piecewise, Point, Target

EXPONENTIAL = Exponential(kind="exponential", curvature=1.0)
PIECEWISE = Piecewise(
    kind="piecewise",
    points=(Point(performance=0, value=0), Point(performance=6, value=60), Point(performance=24, value=100)),
)
TARGET = Target(kind="target", target=3)


def worth(record: object, raw: float, worst: float, best: float) -> float:
    kind = record.kind  # type: ignore[attr-defined]
    return float(value_functions()[kind].value(np.array([raw]), worst, best, record)[0])


@pytest.mark.parametrize(
    ("record", "raw", "worst", "best", "value"),
    [
        (LINEAR, 10, 40, 0, 75.0),
        (LINEAR, 50, 40, 0, 0.0),
        (LINEAR, -5, 40, 0, 100.0),
        (EXPONENTIAL, 0.5, 0, 1, 62.2459),
        (Exponential(kind="exponential", curvature=-1), 0.5, 0, 1, 37.7541),
        (Exponential(kind="exponential", curvature=0), 0.25, 0, 1, 25.0),
        (Exponential(kind="exponential", curvature=1e-12), 0.25, 0, 1, 25.0),
        (PIECEWISE, 3, 0, 24, 30.0),
        (PIECEWISE, 15, 0, 24, 80.0),
        (PIECEWISE, 30, 0, 24, 100.0),
        (TARGET, 3, 0, 8, 100.0),
        (TARGET, 1.5, 0, 8, 50.0),
        (TARGET, 5.5, 0, 8, 50.0),
        (TARGET, 8, 0, 8, 0.0),
    ],
)
def test_worked_values(record: object, raw: float, worst: float, best: float, value: float) -> None:
    assert worth(record, raw, worst, best) == pytest.approx(value, abs=5e-5)


def test_half_way_worth_is_that_of_the_logistic_curve() -> None:
    """(1 − e^(−c/2)) / (1 − e^(−c)) = 1 / (1 + e^(−c/2)): Kirkwood (1997), ch. 4."""
    for curvature in (-3.0, 0.5, 4.0):
        record = Exponential(kind="exponential", curvature=curvature)
        assert worth(record, 5, 0, 10) == pytest.approx(100 / (1 + np.exp(-curvature / 2)))


@given(
    curvature=st.floats(-20, 20),
    ends=st.tuples(st.floats(-100, 100), st.floats(-100, 100)).filter(lambda pair: abs(pair[0] - pair[1]) > 0.01),
    raw=st.lists(st.floats(-200, 200), min_size=2, max_size=2),
)
def test_monotone_kinds_rise_towards_the_best_end(
    curvature: float, ends: tuple[float, float], raw: list[float]
) -> None:
    worst, best = ends
    nearer, farther = sorted(raw, key=lambda each: -each if best > worst else each)
    for record in (LINEAR, Exponential(kind="exponential", curvature=curvature)):
        upper, lower = worth(record, nearer, worst, best), worth(record, farther, worst, best)
        assert 0 <= lower <= upper + 1e-9 <= 100 + 2e-9


@pytest.mark.parametrize("name", sorted(value_functions()))
def test_each_names_its_source(name: str) -> None:
    assert value_functions()[name].source
