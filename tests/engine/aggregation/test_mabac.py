"""MABAC, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import pytest

import workbench
from tests.engine.peers import of_no_matter, peer, random_tables


def test_the_forklifts_are_reproduced() -> None:
    """Pamučar & Ćirović (2015), Expert Systems with Applications 42(6), section 4: seven forklifts."""
    matrix = [
        [22600, 3800, 2, 5, 1.06, 3.00, 3.5, 2.8, 24.5, 6.5], [19500, 4200, 3, 2, 0.95, 3.00, 3.4, 2.2, 24.0, 7.0],
        [21700, 4000, 1, 3, 1.25, 3.20, 3.3, 2.5, 24.5, 7.3], [20600, 3800, 2, 5, 1.05, 3.25, 3.2, 2.0, 22.5, 11.0],
        [22500, 3800, 4, 3, 1.35, 3.20, 3.7, 2.1, 23.0, 6.3], [23250, 4210, 3, 5, 1.45, 3.60, 3.5, 2.8, 23.5, 7.0],
        [20300, 3850, 2, 5, 0.90, 3.25, 3.0, 2.6, 21.5, 6.0],
    ]  # fmt: skip
    weights = [0.146, 0.144, 0.119, 0.121, 0.115, 0.101, 0.088, 0.068, 0.050, 0.048]
    result = workbench.evaluate(matrix, weights, [-1, 1, 1, 1, -1, -1, 1, 1, 1, 1], method="mabac")
    assert result.totals == pytest.approx([0.0826, 0.2183, -0.0488, 0.0246, -0.0704, 0.0465, 0.0464], abs=0.0001)


@of_no_matter
def test_it_agrees_with_pymcdm() -> None:
    """pyDecision takes no weights, and pyrepo calls a function that numpy 2 has no more."""
    methods = peer("pymcdm.methods")
    for matrix, weights, directions in random_tables():
        ours = workbench.evaluate(matrix, weights, directions, method="mabac")
        assert ours.totals == pytest.approx(methods.MABAC()(matrix, weights, directions), abs=1e-12)


def test_a_constant_criterion_adds_exactly_nothing() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="mabac")
    alone = workbench.evaluate([[1], [2]], [1], [1], method="mabac")
    assert result.totals * 2 == pytest.approx(alone.totals)
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]
