"""EDAS, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables
from workbench.errors import MethodError


def test_the_sewing_machines_are_reproduced() -> None:
    """Ulutaş (2017), İşletme Araştırmaları Dergisi 9(2): choosing a sewing machine for a textile workshop."""
    matrix = [
        [5000, 5, 5300, 450], [4500, 5, 5000, 400], [4500, 4, 4700, 400], [4000, 4, 4200, 400],
        [5000, 4, 7100, 500], [5000, 5, 5400, 450], [5500, 5, 6200, 500], [5000, 4, 5800, 450],
    ]  # fmt: skip
    result = workbench.evaluate(matrix, [0.25] * 4, [1, 1, -1, -1], method="edas")
    printed = [0.7596, 0.8860, 0.6975, 0.7397, 0.0591, 0.7318, 0.6417, 0.3852]
    assert result.totals == pytest.approx(printed, abs=0.0001)


@of_no_matter
def test_it_agrees_with_pymcdm() -> None:
    methods = peer("pymcdm.methods")
    for matrix, weights, directions in random_tables():
        ours = workbench.evaluate(matrix, weights, directions, method="edas")
        assert ours.totals == pytest.approx(methods.EDAS()(matrix, weights, directions), abs=1e-12)


def test_a_criterion_whose_mean_is_zero_is_refused_by_name() -> None:
    with pytest.raises(MethodError, match="edas needs numbers above 0 in each criterion; criterion 2 has none"):
        workbench.evaluate([[1, 0], [3, 0]], [1, 1], [1, 1], method="edas")


def test_options_that_are_all_average_are_halfway() -> None:
    assert workbench.evaluate([[0.1, 3]] * 3, [1, 1], [1, -1], method="edas").totals.tolist() == [0.5] * 3


def test_a_constant_criterion_is_named() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="edas")
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]
    assert result.ranks.tolist() == [2, 1]
