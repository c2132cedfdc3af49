"""The analyst's checks: each finds what it is for, and only that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import workbench
from tests.studies import Side, group, leaf, study
from workbench.analysis.checks import checks
from workbench.model.criterion import Cell
from workbench.model.profile import Profile
from workbench.model.settings import Settings
from workbench.model.state import assemble, read_record, state_of

if TYPE_CHECKING:
    from workbench.model.criterion import Criterion
    from workbench.model.study import Study

SOUND: dict[str, Any] = {"definition": "d", "question": "q", "excludes": "e"}


def codes(made: Study) -> dict[str, str]:
    return {concern.code: concern.text for concern in checks(made)}


def changed(made: Study, changes: dict[str, Any]) -> Study:
    state = state_of(made) | changes
    return assemble({key: read_record(key, value) for key, value in state.items()})


def test_a_leaf_without_definition_or_anchors_is_named() -> None:
    made = study((leaf("a"),), {"x": {"a": 1}, "y": {"a": 2}})
    assert codes(made)["underdefined"] == "A lacks definition, question, excludes, what to show for a level."


def test_gaps_and_missing_reasons_are_counted() -> None:
    made = study((leaf("a"), leaf("b")), {"x": {"a": 1}, "y": {"a": 2, "b": "not-known"}})
    bare = changed(made, {"score/x/b/ana": {"value": 3}})
    found = codes(bare)
    assert found["without-reason"] == "1 scores have no reason: x/b."
    assert found["blank"] == "1 of 4 cells have no score."


def test_a_blank_cross_border_cell_and_a_side_without_analyst_are_named() -> None:
    sides = (Side(id="north", label="North"), Side(id="south", label="South"))
    cell = leaf("a", cell=Cell(government="north", public="south"))
    found = codes(study((cell,), {"x": {"a": "not-known"}, "y": {"a": 1}}, sides=sides))
    assert found["cross-border-blank"] == "A, a cross-border cell, is blank for X."
    assert "of South has scored" in found["side-without-analyst"]


def test_a_branch_with_a_profile_of_its_own_must_not_be_added_to_the_others() -> None:
    criteria = (group("main"), leaf("a", "main"), group("hard"), leaf("b", "hard"))
    profiles = (Profile(id="m", label="M", leaves=("a",)), Profile(id="h", label="H", leaves=("b",)))
    rows: dict[str, dict[str, float | str | None]] = {"x": {"a": 1, "b": 2}, "y": {"a": 2, "b": 1}}
    mixed = study(criteria, rows, profiles=profiles)
    assert "profile-mixed" in codes(mixed)
    apart = study(criteria, rows, profiles=profiles, settings=Settings(profile="m"))
    assert "profile-mixed" not in codes(apart)
    joined = (*profiles, Profile(id="both", label="Both", leaves=("a", "b")))
    assert "profile-mixed" not in codes(study(criteria, rows, profiles=joined))


def test_criteria_that_cannot_matter_or_say_one_thing_twice_are_named() -> None:
    rows: dict[str, dict[str, float | str | None]] = {
        name: {"a": value, "b": value, "c": 50} for name, value in zip("xyz", (0, 50, 100), strict=True)
    }
    found = codes(study((leaf("a"), leaf("b"), leaf("c")), rows, {"root": {"a": 3, "b": 2, "c": 1}}))
    assert found["correlated"] == "A and B correlate by 1.00 over 3 options: do they measure one thing twice?"
    assert found["zero-spread"] == "No option differs on C: whatever its weight, it cannot matter."


def test_equal_answers_and_splitting_are_named() -> None:
    tree: tuple[Criterion, ...] = (leaf("a"), leaf("b"), group("g"), *(leaf(f"g{place}", "g") for place in range(4)))
    weights: dict[str, dict[str, float]] = {
        "root": {"a": 100, "b": 90, "g": 100},
        "g": dict.fromkeys([f"g{place}" for place in range(4)], 1.0),
    }
    found = codes(study(tree, {"x": {"a": 1}, "y": {"a": 2}}, weights))
    assert found["equal-answers"].startswith("All answers are the same in G:")
    assert "splitting" not in found
    wide = (*tree, leaf("c"), leaf("d"), leaf("e"))
    weights["root"] |= {"c": 80, "d": 70, "e": 60}
    assert "Splitting: G shares its weight among 4 leaves" in codes(study(wide, {"x": {"a": 1}}, weights))["splitting"]


def test_weights_asked_as_importance_are_refused_for_sums_and_named() -> None:
    made = study((leaf("a"), leaf("b")), {"x": {"a": 1, "b": 2}}, {"root": {"a": 1, "b": 2}})
    important = changed(made, {"weights/given": {"label": "Given", "kind": "importance"}})
    assert "importance-without-range" in codes(important)
    with pytest.raises(workbench.WorkbenchError, match="was asked as importance, without a range"):
        workbench.score(important)


def test_a_passage_that_counts_for_many_criteria_is_named(shipped: Study) -> None:
    shared = [concern.text for concern in checks(shipped) if concern.code == "shared-evidence"]
    assert len(shared) == 10
    assert shared[0] == "e-consular-monitoring counts for 4 criteria of Labor brokers: is it one reason, or 4?"


def test_a_study_with_nothing_to_score_is_checked_all_the_same() -> None:
    assert "nothing-to-score" in codes(study((leaf("a", **SOUND),), {}))
