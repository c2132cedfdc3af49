"""Totals left open by the inputs of a weighted computed leaf: neither end of an input need be an extreme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import workbench
from tests.studies import Side, leaf, study
from workbench.model.criterion import Computation, ComputedLeaf, Direction

if TYPE_CHECKING:
    from workbench.model.study import Study

NAMES = ("gain-n", "gain-s", "cost-n", "cost-s")
SIDES = (Side(id="n", label="North"), Side(id="s", label="South"))


def made(row: dict[str, float | str | None], points: dict[str, float]) -> Study:
    directions = {"gain": Direction.MAXIMIZE, "cost": Direction.MINIMIZE}
    leaves = [
        leaf(name, measurement="ratio", side=name[-1], direction=directions[name.partition("-")[0]]) for name in NAMES
    ]
    computed = ComputedLeaf(
        id="share",
        label="Share",
        computed=Computation(measure="proportionality", benefits=NAMES[:2], burdens=NAMES[2:]),
    )
    return study([*leaves, computed, leaf("other")], {"x": row}, {"root": points}, sides=SIDES)


def total(row: dict[str, float], points: dict[str, float]) -> float:
    """Return the total by hand: an implementation of its own."""
    gains, costs = np.array([row["gain-n"], row["gain-s"]]), np.array([row["cost-n"], row["cost-s"]])
    gain_shares = gains / gains.sum() if gains.sum() else np.array([0.5, 0.5])
    cost_shares = costs / costs.sum() if costs.sum() else np.array([0.5, 0.5])
    share = 100 * (1 - abs(gain_shares - cost_shares).sum() / 2) if gains.sum() else 0.0
    values = {"other": 0.0, **row, "share": share} | {name: 100 - row[name] for name in NAMES[2:]}
    weight = sum(points.values())
    return sum(points[name] * values[name] for name in points) / weight


def test_the_highest_total_lies_where_the_shares_match_and_not_at_an_end() -> None:
    points: dict[str, float] = dict.fromkeys(NAMES, 10.0) | {"share": 100.0, "other": 0.0}
    row: dict[str, float | str | None] = {"gain-n": 50, "gain-s": 50, "cost-n": 40, "cost-s": None}
    result = workbench.score(made(row, points)).results[0]
    by_hand = [
        total({"gain-n": 50, "gain-s": 50, "cost-n": 40, "cost-s": cost}, points)
        for cost in np.linspace(0, 100, 100_001)
    ]
    assert result.total is None
    assert result.high == pytest.approx(max(by_hand), abs=1e-6)
    assert result.low == pytest.approx(min(by_hand), abs=1e-6)
    assert max(by_hand) > max(by_hand[0], by_hand[-1]) + 1


@given(
    values=st.lists(st.integers(0, 20).map(lambda each: 5.0 * each), min_size=4, max_size=4),
    gaps=st.sets(st.sampled_from(NAMES), min_size=1, max_size=2),
    weights=st.lists(st.integers(0, 10), min_size=6, max_size=6),
    seed=st.integers(0, 1000),
)
def test_no_completion_lies_outside_the_searched_interval(
    values: list[float], gaps: set[str], weights: list[int], seed: int
) -> None:
    points = dict(zip((*NAMES, "share", "other"), map(float, weights), strict=True))
    points["share"] += 1.0
    row: dict[str, Any] = dict(zip(NAMES, values, strict=True)) | {"other": 50.0}
    result = workbench.score(made({**row, **dict.fromkeys(gaps)}, points)).results[0]
    generator = np.random.default_rng(seed)
    for _ in range(100):
        filled = row | {name: float(generator.uniform(0, 100)) for name in sorted(gaps)}
        assert result.low - 1e-6 <= total(filled, points) <= result.high + 1e-6


def test_an_interval_score_of_an_input_is_searched_too() -> None:
    from workbench.model.state import assemble, read_record, state_of

    points: dict[str, float] = dict.fromkeys(NAMES, 1.0) | {"share": 10.0, "other": 1.0}
    row: dict[str, float | str | None] = {**dict.fromkeys(NAMES, 50), "other": 50}
    state = state_of(made(row, points))
    state["score/x/cost-s/ana"] = {"low": 30.0, "high": 90.0, "rationale": "so"}
    result = workbench.score(assemble({key: read_record(key, value) for key, value in state.items()})).results[0]
    fixed = {"gain-n": 50.0, "gain-s": 50.0, "cost-n": 50.0, "other": 50.0}
    by_hand = [total(fixed | {"cost-s": cost}, points) for cost in np.linspace(30, 90, 60_001)]
    assert (result.low, result.high) == pytest.approx((min(by_hand), max(by_hand)), abs=1e-6)
