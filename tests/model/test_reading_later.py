"""Scores that are read when they are asked for: the same study, and the same refusals, as with all read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.studies import group, leaf, study
from workbench.model.assembly import Assembly
from workbench.model.records import Records, UnreadableError
from workbench.model.state import score_key, state_of

if TYPE_CHECKING:
    from workbench.model.change import Json

SOUND: tuple[Json, ...] = (
    {"value": 50.0},
    {"value": 75.0, "rationale": "two\nlines", "confidence": "low", "basis": "source"},
    {"value": 0.0, "rationale": "é" * 6000},
    {"value": 25},
    {"value": 100.0, "rationale": "e\u0301"},
    {"low": 0.0, "high": 50.0},
    {"missing": "not-known"},
    {"value": 1.0, "rationale_scope": "option"},
)
WRONG: tuple[Any, ...] = (
    {},
    5,
    "value",
    [],
    {"value": True},
    {"value": "5"},
    {"value": None},
    {"value": float("inf")},
    {"value": float("nan")},
    {"value": 1.0, "rationale": "\x07"},
    {"value": 1.0, "rationale": 5},
    {"value": 1.0, "rationale": ["a"]},
    {"value": 1.0, "rationale": "x" * 10_001},
    {"value": 1.0, "confidence": "sure"},
    {"value": 1.0, "confidence": []},
    {"value": 1.0, "basis": {}},
    {"value": 1.0, "low": 0.0, "high": 1.0},
    {"value": 1.0, "other": 1.0},
)
CELLS = [score_key(option, name, who) for option in ("road", "bridge") for name in "ab" for who in ("ana", "bo")]
UNKNOWN = ("score/ferry/a/ana", "score/road/c/ana", "score/road/a/z")
NO_CELLS = (
    *("score/road/a", "score/road/a/ana/y", "score/Road/a/ana", "score//a/ana"),
    *("score/road/a/" + "x" * 65, "score/"),
)


def state_with(scores: dict[str, Json]) -> dict[str, Json]:
    made = study([group("g"), leaf("a", "g"), leaf("b", "g")], {"road": {}, "bridge": {}})
    return state_of(made) | {"order/analyst": ["ana", "bo"], "analyst/bo": {"label": "Bo"}} | scores


@given(st.dictionaries(st.sampled_from([*CELLS, *UNKNOWN]), st.sampled_from(SOUND)), st.lists(st.sampled_from(CELLS)))
def test_the_study_is_the_same_in_whatever_order_it_is_asked(scores: dict[str, Json], asked: list[str]) -> None:
    state = state_with(scores)
    wanted, look = Assembly(dict(Records(state).items())).study, Assembly(Records(state, later=True))
    for key in asked:
        cell = tuple(key.split("/")[1:])
        assert look.study.score.get(cell) == wanted.score.get(cell)  # type: ignore[arg-type]
    assert tuple(look.study.scores) == wanted.scores
    assert (look.study.scores[:2], len(look.study.scores)) == (wanted.scores[:2], len(wanted.scores))
    assert dict(look.study.score) == dict(wanted.score)
    assert look.complete() == wanted


@given(
    st.dictionaries(st.sampled_from(CELLS), st.sampled_from(SOUND)),
    st.sampled_from([*((key, value) for key in CELLS[:2] for value in WRONG), *((key, SOUND[0]) for key in NO_CELLS)]),
)
def test_what_cannot_be_read_is_refused_at_once(scores: dict[str, Json], wrong: tuple[str, Json]) -> None:
    state = state_with(scores | dict([wrong]))
    with pytest.raises(UnreadableError) as at_once:
        Records(state)
    with pytest.raises(UnreadableError) as later:
        Records(state, later=True)
    assert str(later.value) == str(at_once.value)


def test_plain_scores_wait_and_others_do_not() -> None:
    plain = {key: SOUND[place % 2] for place, key in enumerate(CELLS)}
    assert Records(state_with(plain), later=True).any_unread
    assert not Records(state_with(plain)).any_unread
    assert not Records(state_with(dict.fromkeys(CELLS, SOUND[5])), later=True).any_unread


def test_records_can_be_changed_before_they_have_been_read() -> None:
    records = Records(state_with(dict.fromkeys(CELLS, SOUND[0])), later=True)
    gone, other = CELLS[0], CELLS[1]
    del records[gone]
    records[other] = records[CELLS[2]]
    assert gone not in records
    assert len(records) == len(list(records)) == len(state_with(dict.fromkeys(CELLS[1:], SOUND[0])))
    assert records[other] is records[CELLS[2]]
    with pytest.raises(KeyError):
        del records[gone]
