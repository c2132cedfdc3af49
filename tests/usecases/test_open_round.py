"""While a round is open, nothing run as one analyst shows the others' scores, a joined ranking or the talking list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import workbench
from tests.panels import panel_study
from tests.studies import Side, leaf
from workbench.cli.command_line import run as command
from workbench.errors import UsageError
from workbench.model.change import Change, ChangeSet
from workbench.model.state import score_key
from workbench.store.folder import create
from workbench.usecases.editing.writing import write
from workbench.usecases.rounds import change_round
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from workbench.model.study import Study

SIDES = (Side(id="north", label="North"), Side(id="south", label="South"))
SECRET, WORD = 61.25, "hush-hush"
"""What Bo scores, and why: nowhere to be seen by Ana."""


def group() -> Study:
    rows: dict[str, Any] = {
        "ana": ("north", {"x": {"a": 50, "b": 25}, "y": {"a": 25, "b": 75}}),
        "bo": ("south", {"x": {"a": 50, "b": 25}, "y": {"a": 25, "b": 75}}),
        "desk": (None, {"x": {"a": 12.5, "b": 25}, "y": {"a": 25, "b": 75}}),
    }
    made = panel_study((leaf("a"), leaf("b")), rows, {"root": {"a": 2, "b": 1}}, SIDES)
    settings = made.settings.model_copy(update={"view": "panel"})
    return made.model_copy(update={"settings": settings})


def scored(path: Path, analyst: str, option: str, criterion: str, value: float, why: str) -> None:
    session = Session(path, (analyst, analyst.title()))
    session.apply(session.rescore(option, criterion, value=value, rationale=why))
    session.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study folder with an open round in which Bo has scored; Fay opened it, Ana is working."""
    path = tmp_path / "study"
    create(path, group(), "fay", why="test")
    change_round(path, "open", analyst="fay")
    scored(path, "bo", "x", "a", SECRET, WORD)
    monkeypatch.setenv("WORKBENCH_ANALYST", "ana")
    return path


COMMANDS = (
    *(["score", "{}", "--format", form] for form in ("table", "json", "jsonl", "csv")),
    ["score", "{}", "--view", "ana", "--explain"],
    ["panel", "{}", "--details"],
    ["panel", "{}", "--format", "json"],
    ["panel", "{}", "--anonymous"],
    ["rounds", "{}"],
    ["rounds", "{}", "--format", "json"],
    ["evidence", "{}", "--details"],
    ["evidence", "{}", "--format", "json"],
    ["check", "{}"],
    ["export", "{}"],
    ["export", "{}", "--format", "json"],
    ["history", "{}"],
    ["history", "{}", "--format", "json"],
    ["diff", "{}", "--at", "2999-01-01"],
    ["disputes", "{}"],
)


def test_no_command_run_as_one_analyst_shows_anothers_scores(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in COMMANDS:
        code = command([each.format(folder) for each in words])
        said = capsys.readouterr()
        assert code in {0, 3}, (words, said.err)
        assert str(SECRET) not in said.out + said.err, words
        assert WORD not in said.out + said.err, words


def test_nobody_hears_of_a_dispute_about_scores_that_are_kept_apart(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for who in ("bo", "ana"):
        sessions = [Session(folder, (who, who.title())) for _ in range(2)]
        for session, value in zip(sessions, (0.0, 100.0), strict=True):
            session.apply(session.rescore("y", "b", value=value, rationale="so"))
        for session in sessions:
            session.close()
    for words in (["panel", "{}"], ["score", "{}"], ["history", "{}"], ["diff", "{}", "--at", "2999-01-01"]):
        assert command([each.format(folder) for each in words]) in {0, 3}, words
        said = capsys.readouterr().err
        assert "score/y/b/ana is in dispute" in said, words
        assert "score/y/b/bo" not in said, words
    assert command(["panel", str(folder), "--anonymous"]) == 0
    said = capsys.readouterr().err
    assert "1 value is in dispute." in said
    assert "Round 1 is open: the scores of 1 analyst are not shown to you" in said


def test_when_it_is_revealed_everybody_sees_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change_round(folder, "reveal", analyst="fay")
    for words in (["export", "{}"], ["history", "{}", "--format", "json"], ["panel", "{}", "--details"]):
        assert command([each.format(folder) for each in words]) == 0
        assert str(SECRET) in capsys.readouterr().out, words


WITHOUT = {"new", "pack", "serve", "taking_back", "writing"}
"""Modules that open a folder to write in it, to copy its files or to look for damage; undo speaks of one's own."""


def test_every_module_that_reads_a_folder_goes_through_the_one_place() -> None:
    modules = Path(workbench.__file__).parent / "usecases"
    for module in modules.glob("*.py"):
        text = module.read_text(encoding="utf-8")
        if "open_folder(" in text or "store.folder import" in text:
            assert "usecases.courtesy import" in text or "analysis.veil import" in text or module.stem in WITHOUT, (
                module
            )


def test_the_excel_report_holds_ones_own_scores_only(folder: Path, tmp_path: Path) -> None:
    import openpyxl

    workbench.report(folder, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", data_only=False)
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert not any(WORD in each for each in cells)
    assert str(SECRET) not in cells


def test_views_that_would_show_them_are_refused_and_the_default_is_ones_own(folder: Path) -> None:
    for view in ("panel", "south", "bo"):
        with pytest.raises(UsageError, match="Round 1 is open"):
            workbench.score(folder, view=view)
    assert workbench.score(folder).run.view == "ana"
    assert workbench.score(folder, view="north").run.view == "north"
    assert workbench.score(folder, view="desk").run.view == "desk"


def test_the_panel_shows_no_joined_ranking_no_agreement_and_no_talking_list(folder: Path) -> None:
    analysis = workbench.panel(folder)
    assert (analysis.panel, analysis.agreement, analysis.talking) == (None, None, None)
    assert (analysis.sides, analysis.own_views) == ((), ())
    assert {each.id for each in analysis.analysts} == {"ana", "desk"}
    (notice,) = [each for each in analysis.notices if each.code == "round-open"]
    assert "a courtesy, not secrecy" in notice.text


def test_the_list_of_cells_to_talk_about_says_that_it_is_withheld(folder: Path) -> None:
    from workbench.usecases.pages.compare_pages import talking_report

    report = talking_report(workbench.panel(folder))
    assert report.finding == "The round is open: no talking list before it is revealed."
    assert not report.tables
    change_round(folder, "reveal", analyst="fay")
    assert "scored differently" in talking_report(workbench.panel(folder)).finding


def test_a_session_shows_ones_own_and_tells_nothing_of_others(folder: Path) -> None:
    session = Session(folder, ("ana", "Ana"))
    heard: list[Any] = []
    session.subscribe(lambda changes: heard.extend(each.key for each in changes.changes))
    assert session.study.judgement("x", "a", "bo") is None
    scored(folder, "bo", "y", "a", 88.0, WORD)
    session.refresh()
    assert score_key("y", "a", "bo") not in heard
    assert session.study.judgement("y", "a", "bo") is None
    change_round(folder, "reveal", analyst="fay")
    session.refresh()
    shown = session.study.judgement("y", "a", "bo")
    assert shown is not None
    assert shown.value == 88.0
    session.close()


def test_a_session_and_what_it_writes_are_silent_about_disputes_over_hidden_scores(folder: Path) -> None:
    one, other = Session(folder, ("bo", "Bo")), Session(folder, ("bo", "Bo"))
    for session, value in ((one, 10.0), (other, 20.0)):
        session.apply(session.rescore("y", "a", value=value))
        session.flush()
    other.close()
    one.refresh()
    assert any("score/y/a/bo is in dispute" in words for words in one.warnings)
    one.close()
    session = Session(folder, ("ana", "Ana"))
    assert not any("in dispute" in words for words in session.warnings)
    session.close()
    written = write(folder, "ana", lambda _, who: ChangeSet((Change(f"analyst/{who}2", None, {"label": "Ana, too"}),)))
    assert not any("in dispute" in words for words in written.faults)


def test_beside_a_score_stands_how_many_analysts_are_hidden(folder: Path) -> None:
    from workbench.usecases.pages.beside_scores import others_report

    session = Session(folder, ("ana", "Ana"))
    assert others_report(session, "x", "a").finding.endswith(" 1 analyst is hidden until the round is revealed.")
    session.close()
    session = Session(folder, ("stranger", "Stranger"))
    finding = others_report(session, "x", "a").finding
    assert finding == "1 score; nothing to compare. 2 analysts are hidden until the round is revealed."
    session.close()


def test_whoever_opened_it_and_takes_no_part_sees_all_and_others_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_ANALYST", "fay")
    seen = workbench.panel(folder)
    assert seen.panel is not None
    assert seen.talking is not None
    monkeypatch.setenv("WORKBENCH_ANALYST", "stranger")
    assert {each.id for each in workbench.panel(folder).analysts} == {"desk"}
    with pytest.raises(UsageError, match="are given apart"):
        workbench.score(folder)


def test_an_export_in_an_open_round_says_for_whom_it_was_made_and_stays_apart(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(workbench.export(folder, format="json"), encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8"))["rounds"][0]["shown_to"] == "ana"
    with pytest.raises(UsageError, match="Round 1 is open"):
        workbench.score(path, view="panel")
