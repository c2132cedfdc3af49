"""Records refuse what they cannot mean, and text comes in one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.studies import LEVELS
from workbench.model.criterion import AnchoredScale
from workbench.model.record import clean_text
from workbench.model.score import Missing, Score
from workbench.model.state import assemble, digest, read_record, state_of
from workbench.model.weights import Answer

if TYPE_CHECKING:
    from workbench.model.study import Study

CELL: dict[str, Any] = {"option": "a", "criterion": "b", "analyst": "c"}


@given(st.text())
def test_cleaning_text_twice_is_cleaning_it_once(text: str) -> None:
    try:
        once = clean_text(text)
    except ValueError:
        return
    assert clean_text(once) == once
    assert "\r" not in once


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\x00", "\ud800", "\ufffe", "\x85"])
def test_characters_that_no_screen_or_sheet_can_show_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be shown"):
        clean_text(text)


def test_text_longer_than_a_cell_holds_is_refused() -> None:
    assert clean_text("x" * 10_000)
    with pytest.raises(ValueError, match="longer than 10,000"):
        clean_text("😀" * 5_001)


@pytest.mark.parametrize(
    "fields",
    [{}, {"value": 1, "missing": "not-known"}, {"low": 1}, {"low": 2, "high": 1}, {"value": 1, "low": 0, "high": 2}],
)
def test_a_score_is_exactly_one_judgement(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Score(**CELL, **fields)


def test_an_interval_stands_for_its_middle() -> None:
    assert Score(**CELL, low=20.0, high=60.0).performance == 40.0
    assert Score(**CELL, missing=Missing.NOT_KNOWN).performance is None


@pytest.mark.parametrize("fields", [{}, {"swing": 1, "points": 1}, {"points": -1}])
def test_an_answer_is_a_swing_or_points(fields: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Answer(**fields)


def test_levels_rise_and_a_ratio_scale_starts_at_zero() -> None:
    with pytest.raises(ValidationError, match="rising order"):
        AnchoredScale(kind="anchored", levels=LEVELS[::-1])
    with pytest.raises(ValidationError, match="starts at the value 0"):
        AnchoredScale(kind="anchored", levels=LEVELS[1:], measurement="ratio")


def test_a_study_survives_being_taken_apart_and_put_together(shipped: Study) -> None:
    state = state_of(shipped)
    again = assemble({key: read_record(key, value) for key, value in reversed(state.items())})
    assert again == shipped
    assert digest(again) == digest(shipped)


def test_scores_of_a_removed_option_are_left_out(shipped: Study) -> None:
    state = {key: value for key, value in state_of(shipped).items() if key != f"option/{shipped.options[0].id}"}
    rest = assemble({key: read_record(key, value) for key, value in state.items()})
    assert [option.id for option in rest.options] == [option.id for option in shipped.options[1:]]
    assert len(rest.scores) == len(shipped.scores) - len(shipped.leaves)


@pytest.mark.parametrize("key", ["nothing/a", "score/a/b", "study/x", "weights/a/b/c"])
def test_an_unknown_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="no key of a study"):
        read_record(key, {})


def test_an_analyst_starts_from_the_scores_of_another(shipped: Study) -> None:
    option, leaf = shipped.options[0].id, shipped.leaves[0].id
    state = state_of(shipped) | {
        "analyst/bo": {"label": "Bo", "based_on": "desk-reading"},
        f"score/{option}/{leaf}/bo": {"missing": "not-known"},
    }
    study = assemble({key: read_record(key, value) for key, value in state.items()})
    own = study.judgement(option, leaf, "bo")
    assert own is not None
    assert own.missing == "not-known"
    inherited = study.judgement(option, shipped.leaves[1].id, "bo")
    assert inherited is not None
    assert inherited.analyst == "desk-reading"
