"""PROMETHEE II, against a published example, libraries, and in its degenerate cases."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables
from workbench.errors import MethodError

STATIONS = [
    [80, 90, 600, 54, 8, 5],
    [65, 58, 200, 97, 1, 1],
    [83, 60, 400, 72, 4, 7],
    [40, 80, 1000, 75, 7, 10],
    [52, 72, 600, 20, 3, 8],
    [94, 96, 700, 36, 5, 6],
]
PRINTED = [
    [0.000, 0.296, 0.250, 0.268, 0.100, 0.185],
    [0.462, 0.000, 0.389, 0.333, 0.296, 0.500],
    [0.236, 0.180, 0.000, 0.333, 0.056, 0.429],
    [0.399, 0.505, 0.305, 0.000, 0.223, 0.212],
    [0.444, 0.515, 0.487, 0.380, 0.000, 0.448],
    [0.286, 0.399, 0.250, 0.432, 0.133, 0.000],
]


def test_the_power_stations_are_reproduced() -> None:
    """Brans, Vincke & Mareschal (1986), European Journal of Operational Research 24(2): the preference indices."""
    result = workbench.evaluate(
        STATIONS, np.ones(6), [-1, 1, -1, -1, -1, 1], method="promethee_ii",
        functions=("ushape", "vshape", "linear", "level", "usual", "gaussian"),
        q=(10, 0, 50, 10, 0, 0), p=(0, 30, 500, 60, 0, 0), s=(0, 0, 0, 0, 0, 5),
    )  # fmt: skip
    steps = {step.name: step.data for step in result.steps}
    assert steps["preference"] == pytest.approx(np.array(PRINTED), abs=0.001)
    assert result.totals == pytest.approx((np.sum(PRINTED, axis=1) - np.sum(PRINTED, axis=0)) / 5, abs=0.001)


@of_no_matter
@pytest.mark.parametrize(
    ("function", "theirs"),
    [("usual", "usual"), ("ushape", "ushape"), ("vshape", "vshape"), ("level", "level"), ("linear", "vshape_2")],
)
def test_it_agrees_with_pymcdm(function: Any, theirs: str) -> None:
    methods = peer("pymcdm.methods")
    given: dict[str, Any] = {"usual": {}, "ushape": {"q": 9}, "vshape": {"p": 30}}.get(function, {"q": 9, "p": 30})
    for matrix, weights, directions in random_tables():
        many = {name: [number] * matrix.shape[1] for name, number in given.items()}
        ours = workbench.evaluate(matrix, weights, directions, method="promethee_ii", functions=function, **given)
        expected = methods.PROMETHEE_II(theirs, **many)(matrix, weights, directions)
        assert ours.totals == pytest.approx(expected, abs=1e-12)


def test_the_gaussian_agrees_with_pydecision() -> None:
    """pyDecision leaves directions to the caller, so the table goes to it with larger better."""
    module = peer("pyDecision.algorithm.p_ii")
    for matrix, weights, directions in random_tables():
        n = matrix.shape[1]
        preferred = module.preference_degree(matrix * directions, weights, [0] * n, [20] * n, [0] * n, ["t6"] * n)
        ours = workbench.evaluate(matrix, weights, directions, method="promethee_ii", functions="gaussian", s=20)
        assert {step.name: step.data for step in ours.steps}["preference"] == pytest.approx(preferred, abs=1e-12)


def test_a_difference_at_the_threshold_is_not_beyond_it() -> None:
    """0.3 - 0.2 is a little less than 0.1 in floating point, 0.8 - 0.7 a little more."""
    result = workbench.evaluate(
        [[0.3, 0.7], [0.2, 0.8]], [0.5, 0.5], [1, 1], method="promethee_ii", functions="ushape", q=0.1
    )
    assert result.totals.tolist() == [0.0, 0.0]


def test_one_option_has_no_flow_and_a_constant_criterion_is_named() -> None:
    assert workbench.evaluate([[3.0]], [1], [1], method="promethee_ii").totals.tolist() == [0.0]
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="promethee_ii")
    assert result.totals.tolist() == [-0.5, 0.5]
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"functions": "gausian"}, "Did you mean 'gaussian'"),
        ({"functions": "linear", "q": 1}, "needs the threshold p"),
        ({"functions": "linear", "q": 3, "p": 2}, "q is 3, above p, which is 2"),
        ({"functions": "vshape", "p": 0}, "p is 0"),
        ({"functions": ("usual",)}, "There are 1 functions for 2 criteria"),
        ({"functions": "ushape", "q": (1, 2, 3)}, "q has the shape"),
        ({"functions": "ushape", "q": -1}, "q has -1"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        workbench.evaluate([[1, 2], [2, 1]], [1, 1], [1, 1], method="promethee_ii", **given)
