"""Score sheets that come back: every mistake by cell, one change that undo takes back, conflicts by name."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click
import pytest
from openpyxl import Workbook, load_workbook

import workbench
from tests.formats.excel.hostile import merged
from tests.studies import leaf, study
from workbench.cli.commands import command_of
from workbench.formats.excel.score_sheet.layout import HEADERS
from workbench.formats.excel.score_sheet.problem import CODES
from workbench.model.criterion import Direction, MeasuredScale
from workbench.model.round import Round
from workbench.model.score import Score
from workbench.model.state import state_of
from workbench.store.folder import create, read
from workbench.usecases import import_sheet as module
from workbench.usecases.session import Session
from workbench.usecases.verb import verbs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.model.study import Study
    from workbench.usecases.import_sheet import Imported

MEASURED = MeasuredScale(kind="measured", unit="EUR", worst=100, best=0)
TEMPLATE_ROWS = {("fit", "alpha"): 7, ("fit", "beta"): 8, ("cost", "alpha"): 9, ("cost", "beta"): 10}
COLUMN = {header: chr(ord("A") + place) for place, header in enumerate(HEADERS)}
SHEET = "Scores 1"


def small(**fields: Any) -> Study:
    """Two options on a criterion with levels and a measured one; Ana has scored one cell of each."""
    criteria = [leaf("fit"), leaf("cost", scale=MEASURED, direction=Direction.MINIMIZE)]
    rows: dict[str, dict[str, float | str | None]] = {
        "alpha": {"fit": 50.0, "cost": None},
        "beta": {"fit": None, "cost": 20.0},
    }
    return study(criteria, rows, **fields)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A study folder; Ana works."""
    path = tmp_path / "study"
    create(path, small(), "ana", why="test")
    return path


@pytest.fixture
def sheet(folder: Path, tmp_path: Path) -> Path:
    """Ana's sheet."""
    path = tmp_path / "sheet.xlsx"
    workbench.template(folder, path, analysts=["ana"])
    return path


def edit(path: Path, change: Callable[[Any], None]) -> Path:
    """Fill in a sheet as a person would."""
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def enter(path: Path, entries: dict[str, Any], name: str = SHEET) -> Path:
    """Type into cells."""

    def typed(book: Any) -> None:
        for cell, value in entries.items():
            book[name][cell] = value

    return edit(path, typed)


def at(header: str, criterion: str, option: str) -> str:
    return f"{COLUMN[header]}{TEMPLATE_ROWS[criterion, option]}"


FIT, BETA = at("Score", "fit", "alpha"), at("Score", "fit", "beta")


def problems(path: Path, folder: Path, **options: Any) -> list[tuple[str, str]]:
    """Return code and place of everything that is wrong, and hold that nothing was written."""
    before = read(folder)
    with pytest.raises(module.SheetError) as caught:
        workbench.import_sheet(path, folder, **options)
    assert read(folder) == before
    assert len(caught.value.mistakes) == len(caught.value.problems)
    assert {each.code for each in caught.value.problems} <= set(CODES)
    assert all(each.found for each in caught.value.problems)
    return [(each.code, each.place) for each in caught.value.problems]


def test_an_untouched_sheet_changes_nothing(sheet: Path, folder: Path) -> None:
    before = read(folder)
    done = workbench.import_sheet(sheet, folder)
    assert (done.changes.changes, done.written, done.compared.same, done.compared.empty) == ((), False, 2, 2)
    assert read(folder) == before


def test_answers_become_one_change_that_undo_takes_back(sheet: Path, folder: Path) -> None:
    before = workbench.load(folder)
    enter(sheet, {
        BETA: "75 – l75", at("Reason", "fit", "beta"): "because",
        at("Confidence", "fit", "beta"): "low",
        at("Basis", "fit", "beta"): "inference", at("Lowest", "cost", "alpha"): 10,
        at("Highest", "cost", "alpha"): 30.5, FIT: "not known",
    })  # fmt: skip
    preview = workbench.import_sheet(sheet, folder, dry_run=True)
    assert workbench.load(folder) == before
    done = workbench.import_sheet(sheet, folder, why="read again")
    assert preview.changes.changes == done.changes.changes
    assert [line.place for line in done.lines] == [f"{SHEET}!{FIT}", f"{SHEET}!{BETA}",
                                                  f"{SHEET}!{at('Score', 'cost', 'alpha')}"]  # fmt: skip
    after = workbench.load(folder)
    score = after.score["beta", "fit", "ana"]
    assert (score.value, score.rationale, score.confidence, score.basis) == (75.0, "because", "low", "inference")
    assert (after.score["alpha", "cost", "ana"].low, after.score["alpha", "cost", "ana"].high) == (10.0, 30.5)
    assert after.score["alpha", "fit", "ana"].missing == "not-known"
    assert read(folder).entries[-1].why == "read again"
    again = workbench.import_sheet(sheet, folder)
    assert (again.changes.changes, again.written) == ((), False)
    workbench.undo(folder, analyst="ana")
    assert workbench.load(folder) == before


CELL_MISTAKES: list[tuple[str, dict[str, Any], str, str]] = [
    ("fit", {"Score": "much"}, "NOT_A_NUMBER", "Score"),
    ("fit", {"Score": " 1.5 "}, "NOT_A_NUMBER", "Score"),
    ("fit", {"Score": "１２"}, "NOT_A_NUMBER", "Score"),
    ("fit", {"Score": "1_000"}, "NOT_A_NUMBER", "Score"),
    ("fit", {"Score": "nan"}, "NOT_A_NUMBER", "Score"),
    ("fit", {"Score": "1,5"}, "DECIMAL_COMMA", "Score"),
    ("fit", {"Score": "12%"}, "PERCENT_TEXT", "Score"),
    ("fit", {"Score": datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None)}, "DATE", "Score"),
    ("fit", {"Score": True}, "BOOLEAN", "Score"),
    ("fit", {"Score": "#N/A"}, "ERROR_CELL", "Score"),
    ("fit", {"Score": "=1+1"}, "FORMULA", "Score"),
    ("fit", {"Score": 101}, "OUT_OF_RANGE", "Score"),
    ("fit", {"Score": -1}, "OUT_OF_RANGE", "Score"),
    ("fit", {"Reason": "a reason"}, "BLANK", "Score"),
    ("cost", {"Score": None, "Reason": None}, "BLANK", "Score"),
    ("cost", {"Lowest": 1}, "INTERVAL", "Highest"),
    ("cost", {"Lowest": 2, "Highest": 1}, "INTERVAL", "Lowest"),
    ("fit", {"Score": 1, "Lowest": 1}, "TWO_ANSWERS", "Score"),
    ("fit", {"Score": 1, "Reason": "x" * 10_001}, "TEXT_TOO_LONG", "Reason"),
    ("fit", {"Score": 1, "Reason": "a_x0007_b"}, "ILLEGAL_CHAR", "Reason"),
    ("fit", {"Score": 1, "Reason": "=A1"}, "FORMULA", "Reason"),
    ("fit", {"Score": 1, "Confidence": "sure"}, "WORD_UNKNOWN", "Confidence"),
    ("fit", {"Score": 1, "Basis": 7}, "WORD_UNKNOWN", "Basis"),
    ("fit", {"Score": 1, "Passages": "e9 supports"}, "EVIDENCE_UNKNOWN", "Passages"),
    ("fit", {"Option": "Alpha", "Score": 1}, "OPTION_RENAMED", "Option"),
    ("fit", {"Criterion": "Cost"}, "CRITERION_RENAMED", "Criterion"),
    ("fit", {"Option id": "gamma"}, "OPTION_UNKNOWN", "Option id"),
    ("fit", {"Option id": None}, "OPTION_MISSING", "Option id"),
    ("fit", {"Criterion id": "fits"}, "CRITERION_UNKNOWN", "Criterion id"),
    ("fit", {"Criterion id": None}, "CRITERION_MISSING", "Criterion id"),
    ("fit", {"Option id": "o0"}, "OPTION_DUPLICATE", "Option id"),
    ("fit", {"Option id": None, "Criterion id": None, "Score": 5}, "ROW_EXTRA", "Criterion id"),
]
"""What is entered in the row of one option each, and the code and heading of what is said about it."""


def test_every_mistake_has_its_code_and_its_cell_and_all_are_listed_at_once(tmp_path: Path) -> None:
    folder, path, count = tmp_path / "study", tmp_path / "sheet.xlsx", len(CELL_MISTAKES)
    criteria = [leaf("fit"), leaf("cost", scale=MEASURED, direction=Direction.MINIMIZE)]
    scored: dict[str, dict[str, float | str | None]] = {
        f"o{place}": {"fit": None, "cost": 20.0 if code == "BLANK" else None}
        for place, (_, _, code, _) in enumerate(CELL_MISTAKES)
    }
    create(folder, study(criteria, scored), "ana", why="test")
    workbench.template(folder, path, analysts=["ana"])
    cells: dict[str, Any] = {}
    expected = []
    for place, (criterion, entries, code, header) in enumerate(CELL_MISTAKES):
        row = 7 + place + (count if criterion == "cost" else 0)
        cells |= {f"{COLUMN[name]}{row}": value for name, value in entries.items()}
        expected.append((code, f"{SHEET}!{COLUMN[header]}{row}"))
    assert sorted(problems(enter(path, cells), folder)) == sorted(expected)


@pytest.mark.parametrize(
    ("cell", "value", "code", "place"),
    [("D6", "Points", "HEADER_CHANGED", f"{SHEET}!A6"), ("B4", "bo", "SHEET_MISSING", SHEET)],
)
def test_a_sheet_that_cannot_be_recognized_is_said(
    sheet: Path, folder: Path, cell: str, value: str, code: str, place: str
) -> None:
    assert (code, place) in problems(enter(sheet, {cell: value}), folder)


def test_a_percentage_and_a_merged_cell_are_said(sheet: Path, folder: Path) -> None:
    def change(book: Any) -> None:
        book[SHEET][BETA] = 0.5
        book[SHEET][BETA].number_format = "0%"
        book[SHEET].merge_cells("E9:F9")

    assert problems(edit(sheet, change), folder) == [("MERGED", f"{SHEET}!E9"), ("PERCENT_TEXT", f"{SHEET}!{BETA}")]


def test_a_second_sheet_of_one_analyst_and_a_deleted_row_with_a_score_are_said(sheet: Path, folder: Path) -> None:
    def change(book: Any) -> None:
        book.copy_worksheet(book[SHEET]).title = "Scores 1 (2)"
        book[SHEET].delete_rows(TEMPLATE_ROWS["cost", "beta"])

    assert problems(edit(sheet, change), folder) == [("ROW_MISSING", SHEET), ("SHEET_DUPLICATE", "Scores 1 (2)!B4")]


def test_a_sheet_of_another_study_or_a_newer_version_is_not_imported(sheet: Path, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    create(other, small().model_copy(update={"id": "another"}), "ana", why="test")
    assert problems(sheet, other) == [("WRONG_MODEL", "")]
    assert problems(enter(sheet, {"B1": "policy-score-sheet/9"}, "Data"), folder) == [("SCHEMA_VERSION", "Data!B1")]


def test_all_mistakes_are_listed_at_once_and_marked_in_a_copy(sheet: Path, folder: Path, tmp_path: Path) -> None:
    enter(sheet, {BETA: "1,5", at("Score", "cost", "alpha"): True, at("Confidence", "fit", "alpha"): "sure"})
    done = called(sheet, folder, marked=str(tmp_path / "marked.xlsx"))
    assert done.exit_code == 2
    assert done.words[0].startswith("workbench: 3 mistakes, nothing was imported:")
    book = load_workbook(tmp_path / "marked.xlsx")
    assert book.sheetnames[0] == "Problems"
    assert book[SHEET][BETA].comment.text.startswith("DECIMAL_COMMA: '1,5' is text")
    assert book[SHEET][BETA].fill.fgColor.rgb == "00FF9C9C"
    assert [row[1].value for row in book["Problems"].iter_rows(min_row=2)] == [
        "WORD_UNKNOWN",
        "DECIMAL_COMMA",
        "BOOLEAN",
    ]
    enter(
        tmp_path / "marked.xlsx", {BETA: 25, at("Score", "cost", "alpha"): 5, at("Confidence", "fit", "alpha"): "low"}
    )
    assert len(workbench.import_sheet(tmp_path / "marked.xlsx", folder).lines) == 3


def called(sheet: Path, folder: Path, **options: Any) -> Any:
    values = {each.name: each.default for each in module.VERB.parameters}
    flags = {"dry_run": False, "column": ()}
    return module.VERB.run(**values | flags | {"sheet": str(sheet), "into": str(folder)} | options)


def test_a_cell_that_both_have_changed_is_a_conflict_by_name(sheet: Path, folder: Path) -> None:
    session = Session(folder, ("ana", "Ana"))
    for cell, value in ((("alpha", "fit"), 100.0), (("beta", "cost"), 40.0)):
        session.apply(session.rescore(*cell, value=value))
    session.close()
    enter(sheet, {FIT: 0, BETA: 25})
    assert problems(sheet, folder) == [("CONFLICT", f"{SHEET}!{FIT}")]
    kept = workbench.import_sheet(sheet, folder, conflicts="study", dry_run=True)
    assert ([line.cell.option for line in kept.lines], kept.compared.kept, kept.compared.newer) == (["beta"], 1, 1)
    taken = workbench.import_sheet(sheet, folder, conflicts="sheet")
    assert [(line.cell.option, line.new["value"]) for line in taken.lines] == [("alpha", 0.0), ("beta", 25.0)]
    assert workbench.load(folder).score["beta", "cost", "ana"].value == 40.0


def test_a_scale_that_has_changed_since_is_not_answered_on_the_old_one(sheet: Path, tmp_path: Path) -> None:
    changed = small()
    millions = MEASURED.model_copy(update={"unit": "million EUR"})
    wider = leaf("cost", scale=millions, direction=Direction.MINIMIZE)
    other = tmp_path / "wider"
    create(other, changed.model_copy(update={"criteria": (changed.criteria[0], wider)}), "ana", why="test")
    enter(sheet, {at("Score", "cost", "alpha"): 5})
    assert problems(sheet, other) == [("CRITERION_CHANGED", f"{SHEET}!{at('Criterion', 'cost', 'alpha')}")]


def test_a_number_beyond_a_measured_scale_and_hidden_rows_are_remarked(sheet: Path, folder: Path) -> None:
    def change(book: Any) -> None:
        book[SHEET][at("Score", "cost", "alpha")] = 150
        book[SHEET].row_dimensions[TEMPLATE_ROWS["cost", "alpha"]].hidden = True

    done = workbench.import_sheet(edit(sheet, change), folder)
    assert [each.code for each in done.compared.remarks] == ["OUT_OF_RANGE", "HIDDEN"]
    assert workbench.load(folder).score["alpha", "cost", "ana"].value == 150.0


def test_several_new_analysts_join_with_one_import(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    workbench.template(folder, path, analysts=["Bo Å", "Cy", "ana"])
    for number, value in ((1, 25), (2, 75)):
        enter(path, {FIT: value}, f"Scores {number}")
    done = workbench.import_sheet(path, folder, analyst="Fay")
    after = workbench.load(folder)
    assert [(each.id, each.label) for each in after.analysts] == [("ana", "Ana"), ("bo-a", "Bo Å"), ("cy", "Cy")]
    assert [line.cell.analyst for line in done.lines] == ["bo-a", "cy"]
    assert read(folder).entries[-1].actor == "fay"


def test_digits_beyond_15_and_how_far_a_reason_reaches_are_kept(tmp_path: Path) -> None:
    made = small()
    exact = Score(option="alpha", criterion="fit", analyst="ana", value=0.1 + 0.2, rationale="one for all",
                  rationale_scope="option")  # fmt: skip
    made = made.model_copy(update={"scores": (exact, made.scores[1])})
    folder, path = tmp_path / "study", tmp_path / "sheet.xlsx"
    create(folder, made, "ana", why="test")
    workbench.template(folder, path, analysts=["ana"])
    assert workbench.import_sheet(path, folder).lines == ()
    enter(path, {at("Confidence", "fit", "alpha"): "high"})
    workbench.import_sheet(path, folder)
    score = workbench.load(folder).score["alpha", "fit", "ana"]
    assert (score.value, score.rationale_scope, score.confidence) == (0.1 + 0.2, "option", "high")


@pytest.fixture
def apart(tmp_path: Path) -> Path:
    """Ana and Bo score apart; Fay has opened the round."""
    made = small()
    bo = Score(option="alpha", criterion="fit", analyst="bo", value=100.0, rationale="secret")
    analysts = (*made.analysts, made.analysts[0].model_copy(update={"id": "bo", "label": "Bo"}))
    rounds = (Round(id="1", analysts=("ana", "bo"), facilitator="fay"),)
    made = made.model_copy(update={"scores": (*made.scores, bo), "analysts": analysts, "rounds": rounds})
    create(tmp_path / "apart", made, "fay", why="test")
    return tmp_path / "apart"


def test_while_a_round_is_open_nobody_elses_scores_are_on_a_sheet(apart: Path, tmp_path: Path) -> None:
    path = tmp_path / "bo.xlsx"
    workbench.template(apart, path, analysts=["bo"])
    values = [cell.value for row in load_workbook(path)[SHEET].iter_rows(min_row=7) for cell in row]
    assert "secret" not in values
    assert "100 – l100" not in values
    with pytest.raises(workbench.WorkbenchError, match="Round 1 is open: Ana and Bo score apart"):
        workbench.template(apart, path, analysts=["ana", "bo"])


def test_while_a_round_is_open_a_preview_shows_ones_own_changes_only(
    apart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_ANALYST", "bo")
    path = tmp_path / "bo.xlsx"
    workbench.template(apart, path, analysts=["bo"])
    enter(path, {FIT: 0, BETA: 25})
    assert len(workbench.import_sheet(path, apart, dry_run=True).lines) == 2
    done = workbench.import_sheet(path, apart, dry_run=True, analyst="ana")
    assert (done.lines, done.unseen) == ((), 2)
    monkeypatch.setenv("WORKBENCH_ANALYST", "ana")
    workbench.template(apart, path, analysts=["bo"])
    enter(path, {FIT: 0})
    with pytest.raises(module.SheetError) as caught:
        workbench.import_sheet(path, apart)
    assert [each.code for each in caught.value.problems] == ["CONFLICT"]
    assert "something else" in str(caught.value)
    assert "100" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_hostile_file_leaves_the_study_untouched(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    path.write_bytes(merged())
    before = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    with pytest.raises(workbench.WorkbenchError, match="MERGED"):
        workbench.import_sheet(path, folder)
    assert {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()} == before


def coin(path: Path, direction: float = -1) -> Path:
    """Write a workbook as COINr does."""
    book = Workbook()
    data, meta = book.active, book.create_sheet("iMeta")
    data.title = "iData"
    for row in (("uCode", "uName", "I1", "Euros"), ("A", "Alpha", 75, 33.5), ("B", "Beta", None, "not known"),
                ("C", "Gamma", 1, 1)):  # fmt: skip
        data.append(row)
    for line in (("iCode", "Level", "Direction"), ("I1", 1, 1), ("Euros", 1, direction)):
        meta.append(line)
    book.save(path)
    return path


MAP = """
sheet = "iData"
meta = "iMeta"
option = "uCode"
analyst = "Bo"
[columns]
I1 = "fit"
Euros = "cost"
uName = ""
[options]
A = "alpha"
B = "beta"
"""


def test_a_coinr_workbook_comes_in_by_a_mapping_that_is_asked_for(folder: Path, tmp_path: Path) -> None:
    path = coin(tmp_path / "coin.xlsx")
    done = called(path, folder)
    assert done.exit_code == 2
    assert "--map map.toml" in done.words[0]
    assert 'sheet = "iData"\nmeta = "iMeta"\noption = "uCode"' in done.text
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    taken = workbench.import_sheet(path, folder, mapping=tmp_path / "map.toml")
    assert [(line.place, line.cell, line.new) for line in taken.lines] == [
        ("iData!C2", ("alpha", "fit", "bo"), {"value": 75.0}),
        ("iData!D2", ("alpha", "cost", "bo"), {"value": 33.5}),
        ("iData!D3", ("beta", "cost", "bo"), {"missing": "not-known"}),
    ]
    assert taken.compared.empty == 1
    assert "left out: C" in taken.compared.remarks[0].text
    assert workbench.import_sheet(path, folder, mapping=tmp_path / "map.toml").lines == ()
    (tmp_path / "map.toml").write_text(done.text, encoding="utf-8")
    with pytest.raises(workbench.WorkbenchError, match="no column is given a criterion"):
        workbench.import_sheet(path, folder, mapping=tmp_path / "map.toml")


def test_directions_of_a_coinr_workbook_must_agree_with_the_study(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    path = coin(tmp_path / "coin.xlsx", direction=1)
    assert problems(path, folder, mapping=tmp_path / "map.toml") == [("DIRECTION", "iMeta!C3")]
    path = coin(tmp_path / "coin.xlsx", direction=0.5)
    assert problems(path, folder, mapping=tmp_path / "map.toml") == [("NOT_INTEGER", "iMeta!C3")]


def test_a_plain_table_comes_in_by_its_columns_and_all_mistakes_are_listed(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("what,fit now,price\nalpha,75,10\nBETA,25,\n", encoding="utf-8")
    columns = {"what": "option", "fit now": "fit", "price": "cost"}
    done: Imported = workbench.import_sheet(path, folder, columns=columns, owner="bo")
    assert [(line.cell.option, line.new["value"]) for line in done.lines] == [
        ("alpha", 75.0),
        ("alpha", 10.0),
        ("beta", 25.0),
    ]
    path.write_text('what,fit now,price\nalpha,"7,5",many\nbeta,300,1\nbeta,1,1\n', encoding="utf-8")
    found = problems(path, folder, columns=columns, owner="bo")
    assert [code for code, _ in found] == ["DECIMAL_COMMA", "NOT_A_NUMBER", "OUT_OF_RANGE", "OPTION_DUPLICATE"]
    assert found[0][1] == "line 2, column 2 (fit now)"
    for wrong in ({"what": "option", "fit now": "fits"}, {"fit now": "fit"}, {"what": "option", "absent": "fit"}):
        with pytest.raises(workbench.WorkbenchError):
            workbench.import_sheet(path, folder, columns=wrong)


def workbench_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbench", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in done.stderr
    return done


def test_the_way_from_the_shell_and_back(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    done = workbench_process("template", folder, "--analyst", "ana", "-o", path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "4 cells to score, 2 scored so far" in done.stderr
    enter(path, {BETA: 25})
    done = workbench_process("import", path, "--into", folder, "--format", "json")
    body = json.loads(done.stdout)
    assert (done.returncode, body["written"], len(body["changes"])) == (0, True, 1)
    enter(path, {BETA: "1,5"})
    done = workbench_process("import", path, "--into", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{SHEET}!{BETA}: DECIMAL_COMMA" in done.stderr
    shutil.copy(__file__, tmp_path / "no.xlsx")
    with pytest.raises(workbench.WorkbenchError, match="FILE_TYPE"):
        workbench.import_sheet(tmp_path / "no.xlsx", folder)
    with pytest.raises(workbench.WorkbenchError, match=r"Did you mean 'sheet\.xlsx'"):
        workbench.import_sheet(tmp_path / "sheat.xlsx", folder)


@pytest.mark.parametrize(
    ("verb", "argument", "missing"), [("import", "sheet.xlsx", "into"), ("template", "x", "output")]
)
def test_an_option_that_must_be_given_is_asked_for(verb: str, argument: str, missing: str) -> None:
    with pytest.raises(click.MissingParameter) as caught:
        command_of(verbs()[verb]).main([argument], standalone_mode=False)
    assert caught.value.param is not None
    assert caught.value.param.name == missing


def test_a_template_of_nothing_or_into_another_format_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(workbench.WorkbenchError, match="is an Excel workbook"):
        workbench.template(folder, tmp_path / "sheet.csv")
    with pytest.raises(workbench.WorkbenchError, match="named twice"):
        workbench.template(folder, tmp_path / "sheet.xlsx", analysts=["ana", "Ana"])
    empty = tmp_path / "empty"
    create(empty, study([], {}), "ana", why="test")
    with pytest.raises(workbench.WorkbenchError, match="has no options"):
        workbench.template(empty, tmp_path / "sheet.xlsx")


def test_a_state_is_the_same_after_a_sheet_that_repeats_it(sheet: Path, folder: Path) -> None:
    before = state_of(workbench.load(folder))
    workbench.import_sheet(sheet, folder)
    assert state_of(workbench.load(folder)) == before
