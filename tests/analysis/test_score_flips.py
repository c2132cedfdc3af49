"""What a single score can do: by hand, against bisection, with bent value functions and computed leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import workbench
from tests.studies import ComputedLeaf, group, leaf, study
from workbench.analysis.ground import Ground, find_ground, lead_of
from workbench.analysis.one_score import totals_at
from workbench.analysis.score_flips import score_flips
from workbench.model.criterion import Aggregator, Computation
from workbench.model.reading import Reading
from workbench.model.value_function import Exponential, Piecewise, Point, Target

if TYPE_CHECKING:
    from workbench.model.robustness import ScoreFlip
    from workbench.model.study import Study

Rows = dict[str, dict[str, float | str | None]]
TWO = (leaf("a"), leaf("b"))


def flips(made: Study, method: str = "value_tree") -> dict[tuple[str, str], ScoreFlip]:
    return {(each.option, each.criterion): each for each in score_flips(find_ground(made, Reading(), method=method))}


def test_the_scores_that_change_the_first_rank_are_those_worked_by_hand() -> None:
    # x has 75, y has 62.5: 12.5 points are 25 on a criterion that weighs a half.
    made = study(TWO, {"x": {"a": 100, "b": 50}, "y": {"a": 75, "b": 50}}, {"root": {"a": 1, "b": 1}})
    found = flips(made)
    assert found["x", "a"].needed == pytest.approx(75.0)
    # At the end of the scale y draws level, and nothing lies beyond.
    assert found["y", "a"].needed is None
    assert found["x", "b"].needed == pytest.approx(25.0)
    assert found["y", "b"].needed == pytest.approx(75.0)
    assert {each.becomes for each in found.values() if each.needed is not None} == {"y"}
    assert found["x", "b"].levels == pytest.approx(1.0)
    # One level brings the two level, which does not change who is first.
    assert {each.one_level for each in found.values()} == {None}


def test_one_level_is_enough_where_the_lead_is_smaller() -> None:
    made = study(TWO, {"x": {"a": 100, "b": 50}, "y": {"a": 75, "b": 50}}, {"root": {"a": 1, "b": 4}})
    found = flips(made)
    assert found["y", "b"].one_level == "y"
    assert found["x", "b"].one_level == "y"
    assert found["x", "a"].one_level is None


@pytest.mark.parametrize(
    "function",
    [
        Exponential(kind="exponential", curvature=2.5),
        Piecewise(
            kind="piecewise",
            points=(Point(performance=0, value=0), Point(performance=30, value=80), Point(performance=100, value=100)),
        ),
        Target(kind="target", target=60),
    ],
)
def test_bent_value_functions_agree_with_a_fine_search(function: Exponential | Piecewise | Target) -> None:
    tree = (
        group("g", aggregator=Aggregator.GEOMETRIC),
        leaf("a", "g", value_function=function),
        leaf("b", "g"),
        leaf("c", direction="minimize"),
    )
    rows: Rows = {"x": {"a": 60, "b": 75, "c": 25}, "y": {"a": 50, "b": 50, "c": 50}, "z": {"a": 25, "b": 75, "c": 50}}
    ground = find_ground(study(tree, rows, {"root": {"g": 2, "c": 1}, "g": {"a": 1, "b": 2}}), Reading())
    raw = np.linspace(0, 100, 2001)
    checked = 0
    for each in score_flips(ground):
        place, column = ground.options.index(each.option), ground.problem.tree.leaves.index(each.criterion)
        ahead = lead_of(*totals_at(ground, place, column, raw), ground.first)
        lost = raw[ahead < -1e-7]
        if not lost.size:
            assert each.needed is None or abs(each.needed - each.now) > 0
            continue
        assert each.needed is not None
        assert abs(each.needed - each.now) == pytest.approx(abs(lost - each.now).min(), abs=0.06)
        checked += 1
    assert checked >= 3


def test_a_weighted_computed_leaf_moves_with_its_inputs() -> None:
    inputs = {"benefits": ("gain-1", "gain-2"), "burdens": ("cost-1", "cost-2")}
    leaves = [leaf(name, measurement="ratio") for names in inputs.values() for name in names]
    share = ComputedLeaf(id="share", label="Share", computed=Computation(measure="proportionality", **inputs))
    rows: Rows = {
        "x": {"gain-1": 50, "gain-2": 50, "cost-1": 50, "cost-2": 50},
        "y": {"gain-1": 75, "gain-2": 25, "cost-1": 50, "cost-2": 50},
    }
    made = study((*leaves, share), rows, {"root": {"share": 1, "gain-1": 1, "gain-2": 1, "cost-1": 0, "cost-2": 0}})
    ground = find_ground(made, Reading())
    place, column = ground.options.index("x"), ground.problem.tree.leaves.index("cost-1")
    low, _ = totals_at(ground, place, column, np.array([50.0, 100.0]))
    # cost-1 has no weight itself: it moves the total through the shares, from 1 to 1 - |1/2 - 2/3|.
    assert low[0, place] - low[1, place] == pytest.approx(100 / 6 / 3)
    assert ("x", "cost-1") in {(each.option, each.criterion) for each in score_flips(ground)}


def test_methods_that_compare_options_are_searched_too(shipped: Study) -> None:
    ground = find_ground(shipped, Reading(), method="topsis")
    nearest = score_flips(ground)[0]
    place, column = ground.options.index(nearest.option), ground.problem.tree.leaves.index(nearest.criterion)
    assert nearest.needed is not None
    at = lead_of(*totals_at(ground, place, column, np.array([nearest.now, nearest.needed])), ground.first)
    assert at[0] > 1e-6
    assert at[1] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    "rows",
    [
        {"x": {"a": 100, "b": 50}},
        {"x": {"a": 100}, "y": {"a": 100, "b": 50}},
    ],
)
def test_there_is_nothing_to_change_without_a_first_option_or_a_rival(rows: Rows) -> None:
    assert flips(study(TWO, rows, {"root": {"a": 1, "b": 1}})) == {}


def test_the_nearest_score_of_the_shipped_study_changes_its_first_rank(shipped: Study) -> None:
    from workbench.model.state import assemble, read_record, state_of

    ground: Ground = find_ground(shipped, Reading())
    nearest = score_flips(ground)[0]
    assert nearest.needed is not None
    state = state_of(shipped)
    beyond = nearest.needed + 0.01 * np.sign(nearest.needed - nearest.now)
    state[f"score/{nearest.option}/{nearest.criterion}/desk-reading"]["value"] = float(beyond)
    after = workbench.score(assemble({key: read_record(key, value) for key, value in state.items()}))
    assert after.ranking[0].id == nearest.becomes != ground.options[ground.first]
