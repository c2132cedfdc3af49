"""Rounds: opened, revealed and closed in order, kept whatever happens later, and compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import workbench
from tests.panels import panel_study
from tests.studies import Side, leaf
from workbench.cli.command_line import run as command
from workbench.errors import UsageError
from workbench.store.folder import create, read
from workbench.usecases.rounds import change_round
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.rounds_compared import RoundsCompared

SIDES = (Side(id="north", label="North"), Side(id="south", label="South"))


def scored(path: Path, analyst: str, option: str, criterion: str, value: float) -> None:
    session = Session(path, (analyst, analyst.title()))
    session.apply(session.rescore(option, criterion, value=value, rationale="so"))
    session.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_ANALYST", "fay")
    rows: dict[str, Any] = {
        "ana": ("north", {"x": {"a": 0, "b": 25}, "y": {"a": 25, "b": 75}}),
        "bo": ("south", {"x": {"a": 100, "b": 25}, "y": {"a": 25, "b": 50}}),
        "cy": ("south", {"x": {"a": 100, "b": 25}, "y": {"a": 25, "b": 50}}),
    }
    path = tmp_path / "study"
    create(path, panel_study((leaf("a"), leaf("b")), rows, {"root": {"a": 1, "b": 1}}, SIDES), "fay", why="test")
    return path


def compared(path: Path, *rounds: str) -> RoundsCompared:
    found = workbench.rounds(path, *rounds)
    assert found is not None
    return found


def test_a_round_is_opened_revealed_discussed_and_closed_in_that_order(folder: Path) -> None:
    for action in ("reveal", "close"):
        with pytest.raises(UsageError, match="No round is"):
            change_round(folder, action)
    change_round(folder, "open", note="all cells")
    with pytest.raises(UsageError, match="Round 1 is open already"):
        change_round(folder, "open")
    with pytest.raises(UsageError, match="not revealed yet"):
        change_round(folder, "close")
    assert change_round(folder, "reveal").rounds[0].state == "revealed"
    assert change_round(folder, "close").rounds[0].state == "closed"
    assert [each.id for each in change_round(folder, "open").rounds] == ["1", "2"]
    with pytest.raises(UsageError, match="Known: close, open, reveal"):
        change_round(folder, "begin")


def test_all_on_sides_take_part_unless_some_are_named_and_two_are_needed(folder: Path) -> None:
    with pytest.raises(UsageError, match="two analysts or more; there is 1"):
        change_round(folder, "open", analysts=("ana",))
    with pytest.raises(UsageError, match="no analyst 'an'"):
        change_round(folder, "open", analysts=("an", "bo"))
    apart = change_round(folder, "open").open_round
    assert apart is not None
    assert (apart.analysts, apart.facilitator) == (("ana", "bo", "cy"), "fay")


def two_rounds(folder: Path) -> None:
    change_round(folder, "open")
    change_round(folder, "reveal")
    change_round(folder, "close")
    change_round(folder, "open")
    scored(folder, "ana", "x", "a", 75)
    scored(folder, "cy", "y", "a", 0)
    change_round(folder, "reveal")


def test_two_rounds_are_compared_by_cell_by_analyst_and_by_ranking(folder: Path) -> None:
    two_rounds(folder)
    rounds = compared(folder)
    assert (rounds.first, rounds.second) == ("1", "2")
    assert rounds.moved == {"ana": 1, "bo": 0, "cy": 1}
    assert (rounds.narrower, rounds.wider) == (1, 1)
    cells = {(each.option, each.criterion): each for each in rounds.cells}
    moved = cells["x", "a"]
    assert (moved.spread_before, moved.spread_after) == (100.0, 25.0)
    assert moved.before == {"ana": 0.0, "bo": 100.0, "cy": 100.0}
    assert moved.agreement_before is not None
    assert moved.agreement_after is not None
    assert moved.agreement_after > moved.agreement_before
    assert rounds.ranking_before is not None
    assert rounds.ranking_after is not None
    before, after = (
        {s.option: s.total for s in each.standings} for each in (rounds.ranking_before, rounds.ranking_after)
    )
    assert before == {"x": 37.5, "y": 43.75}
    assert after["x"] == 56.25


def test_a_round_keeps_its_scores_whatever_is_changed_afterwards(folder: Path) -> None:
    two_rounds(folder)
    known = compared(folder, "1", "2")
    scored(folder, "bo", "x", "a", 0)
    assert compared(folder, "1", "2") == known
    assert compared(folder, "2", "now").moved == {"ana": 0, "bo": 1, "cy": 0}


def test_rounds_go_through_a_source_text_and_a_merge(folder: Path, tmp_path: Path) -> None:
    from workbench.store.merge import copy

    copy(folder, tmp_path / "copy")
    two_rounds(folder)
    known = compared(folder, "1", "2")
    for form in ("toml", "json"):
        path = tmp_path / f"text.{form}"
        path.write_text(workbench.export(folder, format=form), encoding="utf-8")
        assert workbench.rounds(path) == known
        assert workbench.load(path) == read(folder).study()
    scored(tmp_path / "copy", "bo", "y", "b", 0)
    assert workbench.merge(tmp_path / "copy", folder) == ()
    assert compared(tmp_path / "copy", "1", "2") == known


def test_a_round_that_is_open_or_not_there_cannot_be_compared(folder: Path) -> None:
    assert workbench.rounds(folder) is None
    change_round(folder, "open")
    with pytest.raises(UsageError, match="Round 1 is open"):
        workbench.rounds(folder, "1")
    with pytest.raises(UsageError, match="no round '7'"):
        workbench.rounds(folder, "7")


def test_a_copy_made_while_it_was_open_cannot_be_revealed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.usecases.editing.group_edits import revealed

    change_round(folder, "open")
    monkeypatch.setenv("WORKBENCH_ANALYST", "ana")
    with pytest.raises(UsageError, match="made for ana while round 1 was open"):
        revealed(workbench.load(folder))


def test_the_command_says_what_it_did_and_lists_the_rounds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["rounds", str(folder)]) == 0
    assert "There has been no round:" in capsys.readouterr().out
    assert command(["rounds", str(folder), "open", "--with", "ana", "--with", "bo", "--note", "first"]) == 0
    said = capsys.readouterr()
    assert "Taking part: Dr Ana, Dr Bo." in said.err
    assert "a courtesy, not secrecy" in said.err
    assert "open: scored apart" in said.out
    assert command(["rounds", str(folder), "reveal"]) == 0
    capsys.readouterr()
    assert command(["rounds", str(folder), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["rounds"][0]["note"] == "first"
    assert data["compared"]["second"] == "now"
    assert command(["rounds", str(folder), "open", "--compare", "1", "--compare", "2", "--compare", "3"]) == 2


def test_a_source_has_no_rounds_to_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["rounds", "us-mexico-2011", "open"]) == 2
    assert "no study folder" in capsys.readouterr().err
    del tmp_path


def others_in_the_second(folder: Path) -> None:
    """Have Ana and Bo score in round 1, Bo and Cy in round 2."""
    for people in (("ana", "bo"), ("bo", "cy")):
        change_round(folder, "open", analysts=people)
        scored(folder, people[1], "x", "a", 50)
        change_round(folder, "reveal")
        change_round(folder, "close")


def test_who_was_not_in_a_round_has_no_number_in_it(folder: Path) -> None:
    others_in_the_second(folder)
    rounds = compared(folder, "1", "2")
    cell = {(each.option, each.criterion): each for each in rounds.cells}["x", "a"]
    assert (cell.before, cell.after) == ({"ana": 0.0, "bo": 50.0}, {"bo": 50.0, "cy": 50.0})
    assert (cell.spread_before, cell.spread_after) == (50.0, 0.0)
    assert rounds.moved == {"bo": 0}
    assert rounds.people == {"ana": "Dr Ana", "bo": "Dr Bo", "cy": "Dr Cy"}
    now = {(each.option, each.criterion): each for each in compared(folder, "1", "now").cells}["x", "a"]
    assert now.after == {"ana": 0.0, "bo": 50.0}


def test_the_ranking_of_a_round_rests_on_those_who_were_in_it(folder: Path) -> None:
    others_in_the_second(folder)
    known = compared(folder, "1", "2")
    assert known.ranking_before is not None
    assert {each.option: each.total for each in known.ranking_before.standings} == {"x": 25.0, "y": 43.75}
    assert known.ranking_before.rule == "1 analyst of each side"
    assert known.ranking_after is None, "nobody of the north was in round 2"
    scored(folder, "cy", "x", "a", 0)
    assert compared(folder, "1", "2").ranking_before == known.ranking_before
    then = compared(folder, "1", "now").ranking_after
    assert then == known.ranking_before, "Cy was not in round 1"


def test_the_table_says_whose_number_is_whose(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    others_in_the_second(folder)
    assert command(["rounds", str(folder), "--compare", "1", "--compare", "2"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "X: A 0 50 – – 50 50 50.00 0.00" in said
    assert "Scores in this order: Dr Ana; Dr Bo; Dr Cy. – who was not in the round or gave no number." in said
    assert "0 scores moved, 2 cells came closer" in said
    assert "Not the same people took part in both." in said
    assert "– where nobody of a side did" in said


def test_one_of_a_kind_is_counted_as_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    others_in_the_second(folder)
    scored(folder, "ana", "x", "a", 25)
    assert command(["rounds", str(folder), "--compare", "1", "--compare", "now"]) == 0
    assert ": 1 score moved, 1 cell came closer, 0 moved apart" in " ".join(capsys.readouterr().out.split())


def test_rounds_that_had_nobody_in_common_count_no_score_as_moved(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scored(folder, "dee", "x", "a", 50)
    for people in (("ana", "bo"), ("cy", "dee")):
        change_round(folder, "open", analysts=people)
        change_round(folder, "reveal")
        change_round(folder, "close")
    assert compared(folder, "1", "2").moved == {}
    assert command(["rounds", str(folder)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "nobody took part in both" in said
    assert "came closer" not in said


def test_earlier_rounds_name_nobody_on_the_projector_while_another_is_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.usecases.panel import as_json

    others_in_the_second(folder)
    change_round(folder, "open")
    monkeypatch.setenv("WORKBENCH_ANALYST", "ana")
    analysis = workbench.panel(folder, anonymous=True)
    assert analysis.rounds is not None
    assert sorted(analysis.rounds.people) == ["analyst-a", "analyst-b", "analyst-c"]
    text = as_json(analysis)
    assert not [name for name in ("Dr Ana", "Dr Bo", "Dr Cy", '"ana"', '"bo"', '"cy"') if name in text]
