"""SPOTIS, against published examples, a library, and in its degenerate cases."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables
from workbench.errors import MethodError

EXAMPLE = [[10.5, -3.1, 1.7], [-4.7, 0, 3.4], [8.1, 0.3, 1.3], [3.2, 7.3, -5.3]]
BOUNDS = [(-5, 12), (-6, 10), (-8, 5)]


def test_the_first_example_is_reproduced() -> None:
    """Dezert, Tchamova, Han & Tacnet (2020), FUSION, section IV; they print 0.3707 for 0.37052."""
    result = workbench.evaluate(EXAMPLE, [0.2, 0.3, 0.5], [1, -1, 1], method="spotis", bounds=BOUNDS)
    assert result.totals == pytest.approx([0.1989, 0.3705, 0.3063, 0.7491], abs=0.00005)
    assert result.ranks.tolist() == [1, 3, 2, 4]


def test_the_cars_are_reproduced() -> None:
    """Dezert, Tchamova, Han & Tacnet (2020), FUSION, section V: four cars."""
    cars = [
        [15000, 4.3, 99, 42, 737],
        [15290, 5.0, 116, 42, 892],
        [15350, 5.0, 114, 45, 952],
        [15490, 5.3, 123, 45, 1120],
    ]
    result = workbench.evaluate(
        cars, [0.2941, 0.2353, 0.2353, 0.0588, 0.1765], [-1, -1, -1, 1, 1], method="spotis",
        bounds=[(14000, 16000), (3, 8), (80, 140), (35, 60), (650, 1300)],
    )  # fmt: skip
    assert result.totals == pytest.approx([0.4779, 0.5781, 0.5558, 0.5801], abs=0.0001)


@of_no_matter
def test_it_agrees_with_pymcdm() -> None:
    methods = peer("pymcdm.methods")
    for matrix, weights, directions in random_tables():
        bounds = np.tile([0.0, 120.0], (matrix.shape[1], 1))
        ours = workbench.evaluate(matrix, weights, directions, method="spotis", bounds=(0, 120))
        assert ours.totals == pytest.approx(methods.SPOTIS(bounds)(matrix, weights, directions), abs=1e-12)


def test_another_option_moves_no_total() -> None:
    whole = workbench.evaluate(EXAMPLE, [0.2, 0.3, 0.5], [1, -1, 1], method="spotis", bounds=BOUNDS)
    part = workbench.evaluate(EXAMPLE[:3], [0.2, 0.3, 0.5], [1, -1, 1], method="spotis", bounds=BOUNDS)
    assert part.totals.tolist() == whole.totals[:3].tolist()


def test_more_is_better_only_up_to_an_ideal_inside_the_bounds() -> None:
    result = workbench.evaluate([[2], [4], [9]], [1], [1], method="spotis", bounds=(0, 10), ideal=[5])
    assert result.ranks.tolist() == [2, 1, 3]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "spotis needs the parameter 'bounds'"),
        ({"bounds": (0, 3)}, "A performance on criterion 2 lies outside its bounds, 0 to 3"),
        ({"bounds": (3, 0)}, "A lower bound is not below its upper bound"),
        ({"bounds": (0, 1, 2)}, "bounds have the shape"),
        ({"bounds": (0, 9), "ideal": [1]}, "ideal has 1 numbers for 2 criteria"),
        ({"bounds": (0, 9), "ideal": [1, 10]}, "The ideal on criterion 2 lies outside"),
    ],
)
def test_bounds_and_ideals_that_do_not_fit_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        workbench.evaluate([[1, 4]], [1, 1], [1, 1], method="spotis", **given)
