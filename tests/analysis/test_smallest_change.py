"""The smallest change of all weights: by hand, against brute force, and the proofs where there is none."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.studies import group, leaf, study
from workbench.analysis.ground import Ground, find_ground
from workbench.analysis.smallest_change import best_lead, least_change, smallest_changes, units_of
from workbench.analysis.weight_intervals import weight_intervals
from workbench.model.criterion import Aggregator
from workbench.model.reading import Reading

if TYPE_CHECKING:
    from workbench.model.robustness import SmallestChange
    from workbench.model.study import Study

Rows = dict[str, dict[str, float | str | None]]
THREE = (leaf("a"), leaf("b"), leaf("c"))


def ground_of(made: Study, **how: Any) -> Ground:
    return find_ground(made, Reading(), **how)


def changes(made: Study, norm: str = "l1", **how: Any) -> dict[str, SmallestChange]:
    return {each.option: each for each in smallest_changes(ground_of(made, **how), norm=norm)}


def test_the_smallest_move_is_the_one_worked_by_hand() -> None:
    # x leads by 0.5·100 - 0.25·80 - 0.25·40 = 20. Moving weight from a to b closes 180 points a unit: 20 / 180.
    rows: Rows = {"x": {"a": 100, "b": 0, "c": 0}, "y": {"a": 0, "b": 80, "c": 40}}
    made = study(THREE, rows, {"root": {"a": 2, "b": 1, "c": 1}})
    found = changes(made)
    assert found["x"].size == 0.0
    assert found["y"].size == pytest.approx(20 / 180)
    assert {(each.node, round(each.after - each.before, 9)) for each in found["y"].moves} == {
        ("a", round(-20 / 180, 9)),
        ("b", round(20 / 180, 9)),
    }
    # With the largest single change made small, c takes part: 100 down, 80 and 40 up by as much in all.
    assert changes(made, "linf")["y"].size == pytest.approx(20 / 180)


def test_a_dominated_option_gets_a_proof_that_can_be_checked() -> None:
    rows: Rows = {
        "x": {"a": 100, "b": 0, "c": 50},
        "y": {"a": 0, "b": 100, "c": 50},
        "z": {"a": 40, "b": 40, "c": 40},
    }
    found = changes(study(THREE, rows, {"root": {"a": 1, "b": 1, "c": 1}}))["z"]
    assert found.size is None
    assert found.proof == {"x": pytest.approx(0.5), "y": pytest.approx(0.5)}
    assert found.shortfall == pytest.approx(10.0)
    for criterion in "abc":
        mixture = sum(part * float(rows[name][criterion] or 0) for name, part in found.proof.items())
        assert mixture >= float(rows["z"][criterion] or 0) + found.shortfall - 1e-9


def test_an_option_that_can_only_share_the_first_rank_is_told_apart() -> None:
    rows: Rows = {"x": {"a": 100, "b": 50, "c": 0}, "y": {"a": 0, "b": 50, "c": 0}}
    found = changes(study(THREE, rows, {"root": {"a": 1, "b": 1, "c": 1}}))["y"]
    assert found.shares_only
    assert found.size == pytest.approx(1 / 3)


def test_weights_within_a_group_that_is_no_mean_are_held_and_said() -> None:
    tree = (group("g", aggregator=Aggregator.GEOMETRIC), leaf("a", "g"), leaf("b", "g"), leaf("c"), leaf("d"))
    rows: Rows = {"x": {"a": 100, "b": 25, "c": 0, "d": 50}, "y": {"a": 25, "b": 25, "c": 100, "d": 50}}
    weights = {"root": {"g": 4, "c": 1, "d": 1}, "g": {"a": 1, "b": 1}}
    found = changes(study(tree, rows, weights))["y"]
    assert found.held == ("G",)
    # g is worth 50 and 25: x leads by 4/6·25 - 1/6·100 = 0, so the two share the rank already.
    assert found.size == 0.0
    whole = changes(study(tree, rows, weights), aggregators={"root": "minimum"})["y"]
    assert whole.size is None
    assert "root is minimum" in whole.uncovered


def test_a_method_that_is_no_sum_says_that_it_is_not_covered(shipped: Study) -> None:
    found = changes(shipped, method="weighted_product")
    assert all("not linear in the weights" in each.uncovered for each in found.values())


HELD = (group("g", aggregator=Aggregator.GEOMETRIC), leaf("a", "g"), leaf("b", "g"), leaf("c"))
HALVES = {"root": {"g": 1, "c": 1}, "g": {"a": 1, "b": 1}}


def total_on(ground: Ground, name: str) -> np.ndarray[Any, Any]:
    """Return the greatest totals with all weight on one leaf."""
    tree, local = ground.problem.tree, np.zeros(ground.problem.tree.n_nodes)
    local[-1] = 1.0
    node = tree.leaves.index(name)
    while node < tree.n_nodes - 1:
        local[node] = 1.0
        node = next(number for number, each in tree.numbered_groups() if node in each.children)
    return ground.between(local)[1]


def test_a_proof_with_weights_held_is_for_all_weights_only_where_a_rival_is_better_on_every_criterion() -> None:
    rows: Rows = {"x": {"a": 100, "b": 75, "c": 75}, "y": {"a": 0, "b": 100, "c": 50}, "z": {"a": 75, "b": 50, "c": 0}}
    ground = ground_of(study(HELD, rows, HALVES))
    found = {each.option: each for each in smallest_changes(ground)}
    assert (found["z"].size, found["z"].held, found["z"].everywhere) == (None, ("G",), True)
    assert found["z"].proof == {"x": 1.0}
    assert found["z"].shortfall == pytest.approx(25.0)
    # The group taken whole is worth 86.6 for x and 0 for y, yet with all weight on b it is y that comes first.
    assert (found["y"].size, found["y"].everywhere, found["y"].alone) == (None, False, "B")
    assert ground.options[int(total_on(ground, "b").argmax())] == "y"


def test_a_criterion_without_weight_limits_what_a_proof_is_about() -> None:
    rows: Rows = {"x": {"a": 100, "b": 50, "c": 0}, "y": {"a": 0, "b": 25, "c": 100}}
    found = changes(study(THREE, rows, {"root": {"a": 3, "b": 1, "c": 0}}))["y"]
    assert (found.size, found.resting, found.everywhere, found.alone) == (None, ("C",), False, "")
    rows["x"]["c"], rows["y"]["c"] = 100, 50
    assert changes(study(THREE, rows, {"root": {"a": 3, "b": 1, "c": 0}}))["y"].everywhere


def test_a_criterion_without_weight_stays_without() -> None:
    rows: Rows = {"x": {"a": 100, "b": 0, "c": 0}, "y": {"a": 0, "b": 50, "c": 100}}
    found = changes(study(THREE, rows, {"root": {"a": 3, "b": 1, "c": 0}}))["y"]
    assert {each.node for each in found.moves} == {"a", "b"}


def test_gaps_of_the_option_are_at_their_best_and_those_of_others_at_their_worst() -> None:
    rows: Rows = {"x": {"a": 100, "b": 50, "c": 50}, "y": {"a": 0, "b": None, "c": 50}}
    found = changes(study(THREE, rows, {"root": {"a": 3, "b": 1, "c": 1}}))["y"]
    assert found.at_best
    # y is worth up to 100 on b: the lead is 0.6·100 - 0.2·50, closed by 150 points a unit from a to b.
    assert found.size == pytest.approx(50 / 150)


VALUES = st.lists(st.sampled_from([0, 25, 50, 75, 100]), min_size=3, max_size=3)


@settings(max_examples=20)
@given(st.lists(VALUES, min_size=2, max_size=4), st.lists(st.integers(1, 4), min_size=3, max_size=3))
def test_the_linear_program_is_as_good_as_a_search_over_all_weights(values: list[list[int]], points: list[int]) -> None:
    rows: Rows = {f"o{place}": dict(zip("abc", row, strict=True)) for place, row in enumerate(values)}
    ground = ground_of(study(THREE, rows, {"root": dict(zip("abc", points, strict=True))}))
    units = units_of(ground)
    steps = np.arange(41)
    grid = np.array([(a, b, 40 - a - b) for a, b in product(steps, steps) if a + b <= 40]) / 40
    for place, found in enumerate(smallest_changes(ground)):
        leads = units.low[place] - np.delete(units.high, place, axis=0)
        feasible = grid[(grid @ leads.T >= 0).all(axis=1)]
        distances = abs(feasible - units.weights).sum(axis=1) / 2
        if found.size is None:
            assert not len(feasible)
        elif len(feasible):
            assert found.size <= distances.min() + 1e-9
        if found.moves:
            moved = dict(zip("abc", units.weights, strict=True)) | {each.node: each.after for each in found.moves}
            weights = np.array([moved[name] for name in "abc"])
            assert weights.sum() == pytest.approx(1.0)
            assert (leads @ weights).min() >= -1e-6


@settings(max_examples=20)
@given(st.lists(VALUES, min_size=2, max_size=4), st.lists(st.integers(1, 4), min_size=3, max_size=3))
def test_all_weights_at_once_never_take_more_than_one_alone(values: list[list[int]], points: list[int]) -> None:
    rows: Rows = {f"o{place}": dict(zip("abc", row, strict=True)) for place, row in enumerate(values)}
    ground = ground_of(study(THREE, rows, {"root": dict(zip("abc", points, strict=True))}))
    sizes = {each.option: each.size for each in smallest_changes(ground)}
    for interval in weight_intervals(ground):
        if interval.nearest is not None:
            _, rival, alone = interval.nearest
            together = sizes[rival]
            assert together is not None
            assert together <= alone + 1e-9


def test_both_norms_reach_the_same_set_and_each_is_best_in_its_own() -> None:
    weights = np.array([0.5, 0.3, 0.2])
    leads = np.array([[-60.0, 20.0, 10.0]])
    by_sum, by_largest = (least_change(weights, leads, norm) for norm in ("l1", "linf"))
    for found in (by_sum, by_largest):
        assert (leads @ found).min() >= -1e-6
        assert found.sum() == pytest.approx(1.0)
    assert abs(by_sum - weights).sum() <= abs(by_largest - weights).sum() + 1e-9
    assert abs(by_largest - weights).max() <= abs(by_sum - weights).max() + 1e-9


def test_the_best_lead_is_the_value_of_the_game() -> None:
    # Against (1, -1) and (-1, 1) points: equal weights give 0 against both, and no others do better.
    lead, mixture = best_lead(np.array([[1.0, -1.0], [-1.0, 1.0]]))
    assert lead == pytest.approx(0.0, abs=1e-12)
    assert mixture == pytest.approx([0.5, 0.5])
