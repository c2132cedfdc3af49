"""MARCOS, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables
from workbench.errors import MethodError


def test_the_suppliers_are_reproduced() -> None:
    """Stević, Pamučar, Puška & Chatterjee (2020), Computers & Industrial Engineering 140: suppliers of a hospital.

    Weights are printed with three digits, so that the last digit of a total can differ.
    """
    matrix = [
        [6.257, 4.217, 4.217, 6.257, 3.000, 4.217, 5.000, 3.557, 3.557, 3.557, 3.000,
         5.000, 4.718, 3.557, 3.557, 2.080, 3.557, 3.000, 4.718, 3.557, 2.080],
        [4.217, 6.804, 7.000, 5.000, 7.000, 6.804, 5.593, 5.593, 6.804, 7.000, 5.000,
         7.612, 5.593, 6.257, 5.000, 7.000, 5.593, 5.593, 6.804, 5.593, 5.593],
        [4.718, 5.593, 6.257, 5.000, 4.718, 5.000, 5.593, 4.718, 5.593, 5.000, 3.557,
         6.257, 5.000, 4.718, 4.718, 5.000, 3.557, 5.593, 5.593, 3.557, 4.217],
        [5.000, 6.804, 5.000, 3.000, 5.000, 6.257, 7.612, 3.557, 5.000, 6.257, 6.257,
         5.593, 6.257, 5.000, 5.593, 7.000, 5.000, 6.257, 5.000, 3.557, 4.217],
        [3.557, 5.593, 6.804, 3.000, 5.000, 7.000, 5.593, 5.000, 6.257, 7.000, 5.593,
         7.612, 6.257, 6.257, 5.000, 6.257, 5.593, 7.000, 5.000, 4.718, 5.000],
        [6.257, 3.000, 4.217, 5.000, 3.557, 3.000, 4.217, 3.000, 4.217, 3.000, 2.466,
         3.000, 4.217, 3.557, 5.000, 3.000, 4.217, 3.557, 2.080, 5.000, 3.000],
        [4.217, 5.000, 6.257, 5.593, 3.557, 5.593, 4.217, 5.593, 5.000, 6.257, 3.557,
         5.000, 6.257, 5.593, 5.593, 7.000, 6.257, 5.000, 6.257, 5.593, 5.000],
        [7.612, 1.442, 3.000, 9.000, 2.080, 3.000, 1.442, 2.080, 1.442, 3.000, 1.000,
         1.442, 2.080, 3.000, 3.000, 1.000, 1.442, 1.442, 3.000, 2.080, 1.000],
    ]  # fmt: skip
    weights = [
        0.127, 0.159, 0.060, 0.075, 0.043, 0.051, 0.075, 0.061, 0.053, 0.020, 0.039,
        0.022, 0.017, 0.027, 0.022, 0.039, 0.017, 0.035, 0.015, 0.024, 0.016,
    ]  # fmt: skip
    result = workbench.evaluate(matrix, weights, [-1, 1, 1, -1, *[1] * 17], method="marcos")
    assert result.totals == pytest.approx([0.524, 0.846, 0.704, 0.796, 0.843, 0.499, 0.722, 0.290], abs=0.002)
    assert result.ranks.tolist() == [6, 1, 5, 3, 2, 7, 4, 8]


@of_no_matter
def test_it_agrees_with_pymcdm() -> None:
    methods = peer("pymcdm.methods")
    for matrix, weights, directions in random_tables():
        ours = workbench.evaluate(matrix, weights, directions, method="marcos")
        assert ours.totals == pytest.approx(methods.MARCOS()(matrix, weights, directions), abs=1e-12)


def test_zeros_are_refused_by_name() -> None:
    with pytest.raises(MethodError, match="marcos needs numbers above 0; criterion 2"):
        workbench.evaluate([[1, 2], [4, 0]], [1, 1], [1, 1], method="marcos")


def test_a_constant_criterion_is_named() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="marcos")
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]
    assert result.ranks.tolist() == [2, 1]
