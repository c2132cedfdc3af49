"""How far one weight can move: against hand-worked figures, brute force, and the shipped study's crossing weights."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.studies import group, leaf, study
from workbench.analysis import weight_intervals as weight_intervals_module
from workbench.analysis.ground import Ground, find_ground
from workbench.analysis.weight_intervals import narrow, weight_intervals, with_share
from workbench.model.criterion import Aggregator
from workbench.model.reading import Reading
from workbench.usecases.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.analysis.weight_intervals import Sweep
    from workbench.model.robustness import WeightInterval
    from workbench.model.study import Study

TWO = (leaf("a"), leaf("b"))


def ground_of(made: Study, **how: Any) -> Ground:
    return find_ground(made, Reading(), **how)


def by_node(ground: Ground) -> dict[str, WeightInterval]:
    return {each.node: each for each in weight_intervals(ground)}


def test_two_options_on_two_criteria_cross_where_the_hand_says() -> None:
    # x: 100, 0 and y: 40, 80 meet where 100 w = 40 w + 80 (1 - w): w = 80 / 140.
    made = study(TWO, {"x": {"a": 100, "b": 0}, "y": {"a": 40, "b": 80}}, {"root": {"a": 3, "b": 1}})
    found = by_node(ground_of(made))["a"]
    assert found.first is not None
    assert (found.first.upper, found.overtaken_below, found.overtaken_above) == ("x", "y", None)
    assert (found.first.low, found.first.high) == pytest.approx((80 / 140, 1.0))
    (crossing,) = found.crossings
    assert crossing.pair == ("x", "y")
    assert crossing.share == pytest.approx(80 / 140)
    assert found.nearest is not None
    assert found.nearest[1] == "y"
    assert (found.nearest[0], found.nearest[2]) == pytest.approx((80 / 140, 0.75 - 80 / 140))
    assert found.exact


@pytest.mark.parametrize("rule", [Aggregator.ARITHMETIC, Aggregator.GEOMETRIC])
def test_crossings_are_searched_only_between_options_that_change_places(
    rule: Aggregator, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: Mapping[str, Mapping[str, float]] = {
        "x": {"a": 100, "b": 25},
        "y": {"a": 50, "b": 75},
        "z": {"a": 25, "b": 25},
        "w": {"a": 75, "b": 75},
    }
    made = study(
        (group("g", aggregator=rule), leaf("a", "g"), leaf("b", "g")), rows, {"root": {"g": 1}, "g": {"a": 1, "b": 1}}
    )
    searched: set[frozenset[str]] = set()

    def roots(ground: Ground, sweep: Sweep, upper: int, lower: int) -> Iterator[float]:
        searched.add(frozenset({ground.options[upper], ground.options[lower]}))
        return found_by(ground, sweep, upper, lower)

    found_by = weight_intervals_module._roots
    monkeypatch.setattr(weight_intervals_module, "_roots", roots)
    crossings = by_node(ground_of(made))["a"].crossings
    assert searched == {frozenset({"x", "y"}), frozenset({"x", "w"})}
    assert {frozenset(each.pair) for each in crossings} == searched


@pytest.mark.parametrize("rule", [Aggregator.ARITHMETIC, Aggregator.GEOMETRIC])
def test_what_the_first_rank_needs_is_the_same_without_the_order_behind_it(
    rule: Aggregator, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = {"x": {"a": 100, "b": 25, "c": 50}, "y": {"a": 50, "b": 75, "c": 75}, "z": {"a": 25, "b": 50, "c": 100}}
    made = study((group("g", aggregator=rule), leaf("a", "g"), leaf("b", "g"), leaf("c")), rows)
    whole = weight_intervals(ground_of(made))
    assert any(each.crossings for each in whole)
    monkeypatch.setattr(weight_intervals_module, "_crossings", None)
    monkeypatch.setattr(weight_intervals_module, "_order", None)
    brief = weight_intervals(ground_of(made), first_only=True)
    assert brief == tuple(replace(each, order=(), crossings=()) for each in whole)
    summary(made)


def test_the_crossing_weights_of_the_shipped_study_are_reproduced(shipped: Study, expected: dict[str, Any]) -> None:
    ground = ground_of(shipped)
    found = by_node(ground)["burden-sharing"]
    crossings = {frozenset(each.pair): each.share for each in found.crossings}
    for known in expected["crossing_weights"]:
        share = crossings.get(frozenset(known["pair"]))
        wanted = known["crossing_weight_burden_sharing"]
        assert share == (wanted if wanted is None else pytest.approx(wanted, abs=5e-5))
    assert found.first is not None
    assert (found.first.low, found.first.high) == pytest.approx((0.4737, 0.8780), abs=5e-5)
    assert (found.overtaken_below, found.overtaken_above) == ("border-management", "credentialing-selection")


def test_a_weight_without_siblings_cannot_move_and_says_why() -> None:
    tree = (group("g"), leaf("a", "g"), leaf("b"), leaf("c"))
    rows: dict[str, dict[str, float | str | None]] = {
        "x": {"a": 100, "b": 0, "c": 0},
        "y": {"a": 0, "b": 50, "c": 50},
    }
    made = study(tree, rows, {"root": {"g": 1, "b": 1, "c": 0}, "g": {"a": 1}})
    found = by_node(ground_of(made))
    assert found["a"].fixed == "it has no sibling"
    assert found["a"].first is None
    # A criterion without weight can be given some.
    assert found["c"].first is not None
    assert found["c"].share == 0.0


def test_gaps_count_at_their_worst_and_at_their_best() -> None:
    rows: dict[str, dict[str, float | str | None]] = {"x": {"a": 100, "b": 50}, "y": {"a": 0, "b": None}}
    made = study(TWO, rows, {"root": {"a": 3, "b": 1}})
    found = by_node(ground_of(made))["a"]
    # y is worth up to 100 on b: 100 w + 50 (1 - w) = 100 (1 - w) where w = 1 / 3.
    assert found.first is not None
    assert found.first.low == pytest.approx(1 / 3)
    assert found.crossings == ()


def test_without_a_first_option_there_are_no_intervals_but_the_page_goes_on() -> None:
    rows: dict[str, dict[str, float | str | None]] = {"x": {"a": 100}, "y": {"a": 100, "b": 50}}
    found = by_node(ground_of(study(TWO, rows, {"root": {"a": 1, "b": 1}})))
    assert {each.first for each in found.values()} == {None}
    one = by_node(ground_of(study(TWO, {"x": {"a": 1, "b": 1}}, {"root": {"a": 1, "b": 1}})))
    assert {each.first for each in one.values()} == {None}


def test_options_that_are_equal_everywhere_never_cross() -> None:
    rows: dict[str, dict[str, float | str | None]] = {name: {"a": 50, "b": 25} for name in "xyz"}
    found = by_node(ground_of(study(TWO, rows, {"root": {"a": 1, "b": 1}})))
    assert found["a"].crossings == ()
    assert found["a"].first is not None
    assert (found["a"].first.low, found["a"].first.high) == (0.0, 1.0)


RULES = [Aggregator.ARITHMETIC, Aggregator.GEOMETRIC, Aggregator.MINIMUM]


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    rule = draw(st.sampled_from(RULES))
    tree = (group("g", aggregator=rule), leaf("a", "g"), leaf("b", "g"), leaf("c", "g"), leaf("d"))
    value = st.sampled_from([5, 25, 40, 75, 100])
    rows: dict[str, dict[str, float | str | None]] = {
        name: {each: draw(value) for each in "abcd"} for name in ("x", "y", "z")
    }
    points = st.integers(1, 5)
    weights = {"root": {"g": draw(points), "d": draw(points)}, "g": {each: draw(points) for each in "abc"}}
    return ground_of(study(tree, rows, weights))


@settings(max_examples=12)
@given(grounds())
def test_intervals_agree_with_a_fine_grid_under_every_rule(ground: Ground) -> None:
    tree = ground.problem.tree
    shares = np.linspace(1e-9, 1.0 - 1e-9, 401)
    for found in weight_intervals(ground):
        node = [*tree.leaves, *(each.id for each in tree.groups)].index(found.node)
        parent = next(each for each in tree.groups if node in each.children)
        totals = ground.between(with_share(ground, node, parent, shares))[0]
        if found.first is None:
            continue
        ahead = totals[:, ground.first] - np.delete(totals, ground.first, axis=1).max(axis=1)
        inside = (shares > found.first.low + 1e-6) & (shares < found.first.high - 1e-6)
        assert (ahead[inside] >= -1e-7).all()
        for end, overtaken in ((found.first.low, found.overtaken_below), (found.first.high, found.overtaken_above)):
            assert (overtaken is None) == (end in (0.0, 1.0)) or end == pytest.approx(found.share, abs=1e-6)
            if overtaken is not None:
                at = ground.between(with_share(ground, node, parent, np.array([end])))[0][0]
                assert at[ground.options.index(overtaken)] == pytest.approx(at[ground.first], abs=1e-6)


@settings(max_examples=12)
@given(grounds())
def test_options_are_level_at_every_crossing_and_every_change_of_order_has_one(ground: Ground) -> None:
    tree = ground.problem.tree
    shares = np.linspace(1e-9, 1.0 - 1e-9, 201)
    for found in weight_intervals(ground):
        node = [*tree.leaves, *(each.id for each in tree.groups)].index(found.node)
        parent = next(each for each in tree.groups if node in each.children)
        for each in found.crossings:
            at = ground.between(with_share(ground, node, parent, np.array([each.share])))[0][0]
            upper, lower = (at[ground.options.index(name)] for name in each.pair)
            assert upper == pytest.approx(lower, abs=1e-6)
        totals = ground.between(with_share(ground, node, parent, shares))[0]
        for one, other in ((0, 1), (0, 2), (1, 2)):
            signs = np.sign(
                np.where(abs(totals[:, one] - totals[:, other]) < 1e-6, 0, totals[:, one] - totals[:, other])
            )
            clear = signs[signs != 0]
            turns = int((clear[1:] != clear[:-1]).sum())
            pair = {ground.options[one], ground.options[other]}
            assert sum(set(each.pair) == pair for each in found.crossings) >= turns


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ({0.0: 1.0, 0.3: -1.0}, 0.3),
        ({0.0: 1.0, 0.3: 0.0, 0.7: -1.0}, 0.7),
        ({0.0: 0.0, 0.7: -1.0}, 0.7),
        ({0.0: -1e-12, 0.2: 0.0, 0.7: -1.0}, 0.0),
    ],
)
def test_curves_that_jump_are_narrowed_to_where_they_turn(steps: dict[float, float], expected: float) -> None:
    places, heights = np.array(list(steps)), np.array(list(steps.values()))

    def curve(at: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
        found: np.ndarray[Any, np.dtype[np.float64]] = heights[np.searchsorted(places, at, side="right") - 1]
        return found

    assert narrow(curve, 0.0, 1.0, float(heights[0]), float(heights[-1])) == pytest.approx(expected, abs=1e-12)
