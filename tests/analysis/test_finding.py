"""The sentence that says what the ranking is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import workbench
from tests.studies import leaf, study
from workbench.analysis.finding import finding

if TYPE_CHECKING:
    from workbench.model.study import Study

LEAVES = (leaf("a"), leaf("b"))


def said(rows: dict[str, dict[str, float | str | None]]) -> str:
    return finding(workbench.score(study(LEAVES, rows, {"root": {"a": 1, "b": 1}})))


def test_a_lead_smaller_than_one_level_is_called_not_separable(shipped: Study) -> None:
    text = finding(workbench.score(shipped))
    assert text == (
        "Co-development is first-ranked with 50.00, 0.14 above Border management: "
        "not separable, less than one level on the lightest criterion moves a total (0.35)."
    )


def test_a_clear_lead_is_said_with_its_size() -> None:
    assert said({"x": {"a": 100, "b": 100}, "y": {"a": 0, "b": 0}}) == (
        "X is first-ranked with 100.00, 100.00 above Y."
    )


def test_a_shared_first_rank_is_said() -> None:
    rows: dict[str, dict[str, float | str | None]] = {name: {"a": 50, "b": 50} for name in ("x", "y", "z")}
    assert said(rows) == "X, Y and Z share the first rank with 50.00."


def test_missing_scores_leave_the_ranking_open() -> None:
    assert said({"x": {"a": 50}, "y": {"a": 50, "b": 50}}) == "The ranking is open: 1 score is missing, on X."
    assert said({"x": {}, "y": {}}) == "There is no ranking yet: 4 scores are missing."


def test_a_first_rank_that_no_gap_can_change_is_said() -> None:
    text = "X is first-ranked, whatever the gaps turn out to be: 1 score is missing, on X."
    assert said({"x": {"a": 50}, "y": {"a": 0, "b": 0}}) == text


def test_one_option_is_no_ranking() -> None:
    assert said({"x": {"a": 50, "b": 50}}) == "X has a total of 50.00; with one option there is no ranking."
