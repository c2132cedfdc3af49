"""Borda, against a published example, a library, and in its degenerate cases."""

from __future__ import annotations

import numpy as np
import pytest

import workbench
from tests.engine.peers import peer

VOTES = [[3, 2, 1], [1, 3, 2], [2, 3, 1], [2, 1, 3], [1, 2, 3]]
"""The orders a b c, b c a, b a c, c a b and c b a: the higher, the better."""
VOTERS = [23, 17, 2, 10, 8]


def test_the_example_of_condorcet_is_reproduced() -> None:
    """Young (1988), American Political Science Review 82(4): 58, 69 and 53 points from 60 voters."""
    result = workbench.evaluate(np.transpose(VOTES), VOTERS, [1] * 5, method="borda")
    assert result.totals * 60 == pytest.approx([58, 69, 53])


def test_it_agrees_with_pydecision() -> None:
    """pyDecision adds up ranks, lower is better, and has no weights; its ties break by position, so none here."""
    module = peer("pyDecision.algorithm.borda")
    for seed in range(20):
        generator = np.random.default_rng(seed)
        matrix, directions = generator.uniform(1, 100, (6, 4)), [1, -1, 1, -1]
        theirs = module.borda_method(matrix, ["max", "min"] * 2, graph=False, verbose=False)
        ours = workbench.evaluate(matrix, [1] * 4, directions, method="borda")
        assert 24 - ours.totals * 4 == pytest.approx(theirs)


def test_ties_share_their_points() -> None:
    result = workbench.evaluate([[5], [5], [1], [9]], [1], [1], method="borda")
    assert result.totals.tolist() == [1.5, 1.5, 0.0, 3.0]


def test_a_constant_criterion_is_named() -> None:
    result = workbench.evaluate([[1, 7], [2, 7]], [0.5, 0.5], [1, 1], method="borda")
    assert [(each.code, each.where) for each in result.notices] == [("constant-criterion", "criterion 2")]
    assert result.ranks.tolist() == [2, 1]
