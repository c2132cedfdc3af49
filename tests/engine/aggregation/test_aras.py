"""ARAS, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import numpy as np
import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables
from workbench.engine.method import find_aggregation
from workbench.errors import MethodError


def test_the_grasslands_are_reproduced() -> None:
    """Balezentiene & Kusta (2012), The Scientific World Journal: greenhouse gas emissions of grassland, utilities."""
    matrix = [
        [957.5, 190.1977, 70, 0.039592, 2.166783, 0.0141], [892.5, 203.8013, 53, 0.025849, 2.994347, 0.016642],
        [1002.5, 235.0942, 75, 0.015479, 4.742146, 0.019484], [1150.0, 271.4, 76, 0.022, 7.055962, 0.022147],
        [1520.0, 192.5579, 70, 0.025442, 8.424319, 0.024235], [1700.0, 386.1619, 90, 0.029429, 5.888983, 0.022218],
        [1355.0, 342.1966, 80, 0.0293, 8.635847, 0.024861], [2127.5, 495.4876, 90, 0.038453, 3.652983, 0.020537],
        [3020.0, 827.6948, 97, 0.031774, 11.03944, 0.024359], [2786.0, 795.0, 98, 0.021151, 8.952235, 0.023349],
    ]  # fmt: skip
    result = workbench.evaluate(matrix, [1] * 6, [1, 1, 1, -1, -1, -1], method="aras")
    printed = [
        0.599472, 0.531983, 0.564514, 0.491713, 0.453489, 0.551491, 0.475401, 0.635985, 0.689763, 0.722232,
    ]  # fmt: skip
    assert result.totals == pytest.approx(printed, abs=0.000005)
    assert result.ranks.tolist() == [4, 7, 5, 8, 10, 6, 9, 3, 2, 1]


@of_no_matter
def test_it_agrees_with_pymcdm() -> None:
    methods = peer("pymcdm.methods")
    for matrix, weights, directions in random_tables():
        ours = workbench.evaluate(matrix, weights, directions, method="aras")
        assert ours.totals == pytest.approx(methods.ARAS()(matrix, weights, directions), abs=1e-12)


def test_a_given_optimum_is_what_options_are_measured_by() -> None:
    result = workbench.evaluate([[2, 4], [4, 8]], [0.5, 0.5], [1, -1], method="aras", optimal=(8, 2))
    assert result.totals == pytest.approx([(2 / 14 + (1 / 4) / (7 / 8)) / (8 / 14 + (1 / 2) / (7 / 8)),
                                           (4 / 14 + (1 / 8) / (7 / 8)) / (8 / 14 + (1 / 2) / (7 / 8))])  # fmt: skip


def test_an_optimum_that_does_not_fit_and_a_zero_cost_are_refused() -> None:
    with pytest.raises(MethodError, match="optimal has 1 numbers for 2 criteria"):
        workbench.evaluate([[1, 2], [2, 1]], [1, 1], [1, 1], method="aras", optimal=[3])
    with pytest.raises(MethodError, match="aras needs numbers above 0 to minimize; criterion 2"):
        workbench.evaluate([[1, 2], [2, 0]], [1, 1], [1, -1], method="aras")


def test_a_constant_criterion_is_named() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="aras")
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]
    assert result.ranks.tolist() == [2, 1]


def test_where_nobody_has_anything_all_are_as_good_as_the_optimal_one() -> None:
    """As it comes about at one end of what missing scores leave open; a whole table of zeros is refused."""
    method = find_aggregation("aras")
    table = method.prepare(np.array([[0.0, 5.0], [0.0, 3.0]]), np.ones(2), method.parameters())
    assert method.total(table, np.array([1.0, 0.0])).tolist() == [1.0, 1.0]
    assert method.total(table, np.array([[1.0, 0.0], [0.0, 1.0]])).tolist() == [[1.0, 1.0], [1.0, 0.6]]
