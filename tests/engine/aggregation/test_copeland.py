"""Copeland, against a published example and in its degenerate cases."""

from __future__ import annotations

import numpy as np
import pytest

import workbench

VOTES = [[3, 2, 1], [1, 3, 2], [2, 3, 1], [2, 1, 3], [1, 2, 3]]
"""The orders a b c, b c a, b a c, c a b and c b a: the higher, the better."""
VOTERS = [23, 17, 2, 10, 8]


def test_the_cycle_of_condorcet_is_a_draw() -> None:
    """Young (1988), American Political Science Review 82(4): a beats b 33:27, b beats c 42:18, c beats a 35:25."""
    result = workbench.evaluate(np.transpose(VOTES), VOTERS, [1] * 5, method="copeland")
    assert result.totals.tolist() == [0, 0, 0]
    margins = {step.name: step.data for step in result.steps}["margins"] * 60
    assert [margins[0, 1], margins[1, 2], margins[2, 0]] == pytest.approx([33 - 27, 42 - 18, 35 - 25])


def test_it_agrees_with_counting_the_contests() -> None:
    """pyDecision adds up margins over criteria, which is Borda again: the contests are counted here."""
    for seed in range(20):
        generator = np.random.default_rng(seed)
        matrix, weights = generator.integers(0, 5, (6, 4)), generator.dirichlet(np.ones(4))
        expected = [sum(np.sign(round(float(weights @ np.sign(one - other)), 9)) for other in matrix) for one in matrix]
        assert workbench.evaluate(matrix, weights, [1] * 4, method="copeland").totals.tolist() == expected


def test_equal_weight_on_both_sides_is_a_draw_also_under_float_noise() -> None:
    result = workbench.evaluate([[1, 1, 0], [0, 0, 1]], [0.1, 0.2, 0.3], [1, 1, 1], method="copeland")
    assert result.totals.tolist() == [0, 0]


def test_a_constant_criterion_is_named() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="copeland")
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]
    assert result.ranks.tolist() == [2, 1]
