"""CODAS, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables
from workbench.errors import MethodError


def test_the_robots_are_reproduced() -> None:
    """Keshavarz Ghorabaee et al. (2016), Economic Computation and Economic Cybernetics 50(3), section 3.1: robots."""
    matrix = [
        [60, 0.4, 2540, 500, 990], [6.35, 0.15, 1016, 3000, 1041], [6.8, 0.10, 1727.2, 1500, 1676],
        [10, 0.2, 1000, 2000, 965], [2.5, 0.1, 560, 500, 915], [4.5, 0.08, 1016, 350, 508], [3, 0.1, 1778, 1000, 920],
    ]  # fmt: skip
    result = workbench.evaluate(matrix, [0.036, 0.192, 0.326, 0.326, 0.120], [1, -1, 1, 1, 1], method="codas")
    printed = [0.5122, 1.4633, 1.0715, -0.2125, -1.8515, -1.1717, 0.1887]
    assert result.totals == pytest.approx(printed, abs=0.00005)


@of_no_matter
def test_it_agrees_with_pymcdm() -> None:
    """pyDecision adds τ times both distances, which is not the published threshold."""
    methods = peer("pymcdm.methods")
    for matrix, weights, directions in random_tables():
        ours = workbench.evaluate(matrix, weights, directions, method="codas")
        assert ours.totals == pytest.approx(methods.CODAS()(matrix, weights, directions), abs=1e-12)


def test_a_difference_that_reaches_the_threshold_counts_the_detour() -> None:
    result = workbench.evaluate([[0.3], [0.2]], [1.0], [1], method="codas", normalization="none", tau=0.1)
    assert result.totals == pytest.approx([0.2, -0.2])


def test_a_negative_threshold_is_refused() -> None:
    with pytest.raises(MethodError, match="tau is -1"):
        workbench.evaluate([[1]], [1], [1], method="codas", tau=-1)


def test_a_constant_criterion_is_named() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="codas")
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]
    assert result.ranks.tolist() == [2, 1]
