"""COPRAS, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import pytest

import workbench
from tests.engine.peers import peer, random_tables
from workbench.errors import MethodError


def test_the_research_assistants_are_reproduced() -> None:
    """Uysal & İnan (2022), International Journal of Social Science and Economic Research: performance of assistants."""
    matrix = [
        [3.57, 4.00, 4.00, 83.75, 3, 9, 1],
        [3.07, 3.95, 4.00, 83.00, 3, 1, 3],
        [3.23, 3.54, 3.46, 66.00, 4, 0, 2],
        [3.42, 3.96, 4.00, 70.00, 5, 5, 7],
        [2.56, 3.37, 3.79, 82.00, 4, 4, 5],
    ]
    result = workbench.evaluate(matrix, [1] * 7, [1, 1, 1, 1, -1, 1, 1], method="copras")
    steps = {step.name: step.data for step in result.steps}
    assert steps["utility_degree"] == pytest.approx([100.0, 78.8501, 63.3837, 98.6506, 86.8878], abs=0.0005)


def test_it_agrees_with_pydecision() -> None:
    """pymcdm 1.4 loses the sum of the costs, so that they act as benefits; pyDecision has the published formula."""
    module = peer("pyDecision.algorithm.copras")
    for matrix, weights, directions in random_tables():
        kinds = ["max" if each > 0 else "min" for each in directions]
        theirs = module.copras_method(matrix, weights, kinds, graph=False, verbose=False)[:, 1]
        ours = workbench.evaluate(matrix, weights, directions, method="copras").totals
        assert ours / ours.max() == pytest.approx(theirs, rel=1e-12)


def test_without_a_cost_that_has_weight_the_benefits_are_the_total() -> None:
    result = workbench.evaluate([[1, 5], [3, 2]], [1, 0], [1, -1], method="copras")
    assert result.totals.tolist() == [0.25, 0.75]


def test_a_free_option_beside_one_that_costs_is_refused() -> None:
    with pytest.raises(MethodError, match="All weighted costs of option 2 are 0"):
        workbench.evaluate([[1, 5], [3, 0]], [1, 1], [1, -1], method="copras")


def test_a_criterion_of_zeros_only_is_refused_by_name() -> None:
    with pytest.raises(MethodError, match="copras needs numbers above 0 in each criterion; criterion 2 has none"):
        workbench.evaluate([[1, 0], [3, 0]], [1, 1], [1, 1], method="copras")


def test_a_constant_criterion_is_named() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="copras")
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]
    assert result.ranks.tolist() == [2, 1]
