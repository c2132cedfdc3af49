"""Weighted product, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import numpy as np
import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables
from workbench.errors import MethodError


def test_the_example_of_triantaphyllou_is_reproduced() -> None:
    """Triantaphyllou (2000), example 2-2: R(A1/A2) = 1.007, R(A1/A3) = 1.067 and R(A2/A3) = 1.059."""
    matrix = [[25, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]]
    result = workbench.evaluate(
        matrix, [0.20, 0.15, 0.40, 0.25], [1] * 4, method="weighted_product", normalization="none"
    )
    first, second, third = result.totals
    assert [first / second, first / third, second / third] == pytest.approx([1.007, 1.067, 1.059], abs=0.0005)


@of_no_matter
def test_it_agrees_with_pymcdm() -> None:
    """With the same normalization: pymcdm's own default is the sum, ours the best."""
    methods, normalizations = peer("pymcdm.methods"), peer("pymcdm.normalizations")
    for matrix, weights, directions in random_tables():
        theirs = methods.WPM(normalizations.linear_normalization)(matrix, weights, directions)
        ours = workbench.evaluate(matrix, weights, directions, method="weighted_product")
        assert ours.totals == pytest.approx(theirs, rel=1e-12)


def test_a_zero_makes_the_product_zero_only_where_its_criterion_has_weight() -> None:
    matrix = [[0.0, 0.5], [0.25, 1.0]]
    result = workbench.evaluate(
        matrix, [[0.5, 0.5], [0.0, 1.0]], [1, 1], method="weighted_product", normalization="none"
    )
    assert result.totals == pytest.approx(np.array([[0.0, 0.5], [0.5, 1.0]]))
    assert [(each.code, each.where) for each in result.notices] == [("zero-value", "criterion 1")]


def test_negative_values_and_zero_costs_are_refused_by_name() -> None:
    with pytest.raises(MethodError, match="weighted_product needs numbers of at least 0; criterion 2"):
        workbench.evaluate([[1, -1]], [1, 1], [1, 1], method="weighted_product", normalization="none")
    with pytest.raises(MethodError, match="max needs numbers above 0 to minimize; criterion 2"):
        workbench.evaluate([[1, 0], [2, 1]], [1, 1], [1, -1], method="weighted_product")
