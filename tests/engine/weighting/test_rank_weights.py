"""Rank order centroid, rank sum, rank reciprocal: printed tables, ties, an independent library."""

from __future__ import annotations

import numpy as np
import pytest

import workbench
from tests.engine.peers import peer
from workbench.errors import MethodError

METHODS = ("rank_order_centroid", "rank_sum", "rank_reciprocal")


@pytest.mark.parametrize(
    ("method", "weights", "digits"),
    [
        ("rank_order_centroid", [0.5208, 0.2708, 0.1458, 0.0625], 5e-5),
        ("rank_sum", [0.40, 0.30, 0.20, 0.10], 5e-3),
        ("rank_reciprocal", [0.48, 0.24, 0.16, 0.12], 5e-3),
    ],
)
def test_the_weights_of_four_criteria_are_those_of_the_closed_forms(
    method: str, weights: list[float], digits: float
) -> None:
    """Barron & Barrett (1996), Management Science 42(11): the three approximate weights by rank."""
    assert workbench.weigh(method, ranks=[1, 2, 3, 4]).weights == pytest.approx(weights, abs=digits)


@pytest.mark.parametrize("method", METHODS)
def test_tied_ranks_share_the_mean_of_their_places_however_they_are_numbered(method: str) -> None:
    apart = workbench.weigh(method, ranks=[1, 2, 3, 4]).weights
    expected = [apart[0], apart[1:3].mean(), apart[1:3].mean(), apart[3]]
    for ranks in ([1, 2, 2, 4], [1, 2, 2, 3], [1, 2.5, 2.5, 4]):
        assert workbench.weigh(method, ranks=ranks).weights == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_one_criterion_has_all_the_weight_and_full_ties_are_equal(method: str) -> None:
    assert workbench.weigh(method, ranks=[1]).weights.tolist() == [1.0]
    assert workbench.weigh(method, ranks=[1, 1, 1]).weights == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("wrong", [0, -1, float("nan"), float("inf")])
def test_ranks_start_at_1(wrong: float) -> None:
    with pytest.raises(MethodError, match="for noise; they start at 1, the most important"):
        workbench.weigh("rank_sum", ranks={"cost": 1, "noise": wrong})


@pytest.mark.parametrize(
    ("method", "module", "function"),
    [
        ("rank_order_centroid", "roc", "roc_method"),
        ("rank_sum", "rsw", "rsw_method"),
        ("rank_reciprocal", "rrw", "rrw_method"),
    ],
)
def test_pydecision_agrees(method: str, module: str, function: str) -> None:
    theirs = getattr(peer(f"pyDecision.algorithm.{module}"), function)
    for n_criteria in range(2, 12):
        given = [f"g{place}" for place in range(1, n_criteria + 1)]
        ours = workbench.weigh(method, ranks=range(1, n_criteria + 1)).weights
        assert ours == pytest.approx(np.asarray(theirs(given)), abs=1e-12)
