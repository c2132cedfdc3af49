"""Whose judgement counts: an analyst's, a side's, the panel's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import workbench
from tests.studies import Side, leaf, study
from workbench.engine.judgements import describe_view, groups_of
from workbench.errors import UsageError
from workbench.model.state import assemble, read_record, state_of

if TYPE_CHECKING:
    from workbench.model.study import Study

SIDES = (Side(id="north", label="North"), Side(id="south", label="South"))


def panel(scores: dict[str, tuple[str | None, float | str | None]]) -> Study:
    """Return a study of one option and leaf with an analyst for each entry: a side and a score."""
    state = state_of(study((leaf("a"),), {"x": {}}, {"root": {"a": 1}}, sides=SIDES))
    del state["analyst/ana"]
    state["order/analyst"] = list(scores)
    for name, (side, value) in scores.items():
        state[f"analyst/{name}"] = {"label": name.title()} | ({"side": side} if side else {})
        if value is not None:
            judged: dict[str, Any] = {"missing": value} if isinstance(value, str) else {"value": value}
            state[f"score/x/a/{name}"] = judged | {"rationale": "so"}
    return assemble({key: read_record(key, value) for key, value in state.items()})


def total(made: Study, view: str) -> float | None:
    return workbench.score(made, view=view).results[0].total


def test_two_analysts_of_a_side_count_by_their_mean_and_three_by_their_median() -> None:
    made = panel(
        {"n1": ("north", 100), "n2": ("north", 50), "s1": ("south", 0), "s2": ("south", 25), "s3": ("south", 100)}
    )
    assert total(made, "north") == 75.0
    assert total(made, "south") == 25.0
    assert total(made, "panel") == 50.0
    assert total(made, "n2") == 50.0
    assert describe_view(made, "south") == "South (median of 3 analysts)"
    assert "mean of 2 analysts; median of 3 analysts" in describe_view(made, "panel")


def test_sides_count_equally_however_many_speak_for_them() -> None:
    made = panel({"n1": ("north", 100), "s1": ("south", 0), "s2": ("south", 0), "s3": ("south", 0)})
    assert total(made, "panel") == 50.0


def test_analysts_on_no_side_are_heard_in_the_panel_only_where_nobody_has_a_side() -> None:
    assert total(panel({"n1": ("north", 100), "x1": (None, 0)}), "panel") == 100.0
    assert total(panel({"x1": (None, 0), "x2": (None, 50)}), "panel") == 25.0


def test_a_gap_of_one_is_filled_by_the_others_and_a_gap_of_all_stays_a_gap() -> None:
    assert total(panel({"n1": ("north", 100), "n2": ("north", "not-known")}), "north") == 100.0
    assert total(panel({"n1": ("north", "not-known"), "n2": ("north", None)}), "north") is None


def test_it_applies_to_nobody_only_if_all_who_judged_say_so() -> None:
    both = workbench.score(panel({"n1": ("north", "not-applicable"), "s1": ("south", "not-applicable")}), view="panel")
    assert both.results[0].missing == ()
    assert both.results[0].total is None
    one = workbench.score(panel({"n1": ("north", "not-applicable"), "s1": ("south", 50)}), view="panel")
    assert one.results[0].total == 50.0


def test_views_that_are_not_there_are_refused_with_the_known_ones() -> None:
    made = panel({"n1": ("north", 100)})
    with pytest.raises(UsageError, match="No analyst is on the side 'south'"):
        groups_of(made, "south")
    with pytest.raises(UsageError, match="no analyst or side 'nort'"):
        groups_of(made, "nort")
    assert describe_view(made, None) == "N1"


def test_the_panels_of_the_invented_example_are_reproduced() -> None:
    import json

    from tests.conftest import TESTS

    made = workbench.load("two-sides-example")
    known = json.loads((TESTS / "golden" / "two-sides-example.json").read_text(encoding="utf-8"))
    for side in ("mx", "us"):
        evaluation = workbench.score(made, view=side, weights=f"{side}-side")
        totals = {each.id: each.total for each in evaluation.results}
        assert totals == pytest.approx(known[f"{side}_panel"]["totals"], abs=5e-5)
        assert [each.id for each in evaluation.ranking] == known[f"{side}_panel"]["ranking"]
