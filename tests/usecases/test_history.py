"""history, undo, redo, merge and diff as somebody at the shell meets them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from workbench.errors import StoreError, UsageError, WorkbenchError
from workbench.model.change import Change, ChangeSet
from workbench.usecases import diff, history, merge, redo, undo
from workbench.usecases.pages.study_files import history_entries
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.usecases.verb import Outcome, Verb

CELL = "border-management", "benefit-us"


def called(verb: Verb, *arguments: Any, **options: Any) -> Outcome:
    """Run a verb as its command would, with the defaults of what is not given."""
    values = {each.name: () if each.many else each.default for each in verb.parameters}
    names = [each.name for each in verb.parameters if each.kind == "argument"]
    return verb.run(**values | dict(zip(names, arguments, strict=False)) | options)


def score(path: Path, who: str, value: float, cell: tuple[str, str] = CELL, why: str = "") -> None:
    session = Session(path, (who, who.title()))
    changes = session.rescore(*cell, value=value, rationale="as seen")
    session.apply(ChangeSet(changes.changes, why))
    assert session.close().done


@pytest.fixture
def worked_on(study_folder: Path) -> Path:
    score(study_folder, "ana", 0.0, why="first look")
    score(study_folder, "bo", 75.0)
    score(study_folder, "ana", 25.0, ("labor-brokers", "benefit-us"))
    return study_folder


def test_history_says_who_when_from_to_and_why(worked_on: Path) -> None:
    (report,) = called(history.VERB, str(worked_on)).reports
    (table,) = report.tables
    assert report.finding == "5 changes."
    first, *_, last = table.rows
    assert (first[2], first[3], first[6]) == ("ana", "716 values", "test")
    assert last[2:] == ("ana", "labor-brokers on benefit-us, ana's score", "50 (from desk-reading)",
                        "25; rationale: as seen", "")  # fmt: skip
    given = ("75 (from desk-reading)", "0; rationale: as seen")
    assert any(row[6] == "first look" and row[4:6] == given for row in table.rows)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"option": CELL[0], "criterion": CELL[1], "since": "2020"}, ["desk-reading", "ana", "bo"]),
        ({"option": CELL[0], "criterion": CELL[1], "analyst": "bo"}, ["bo"]),
        ({"option": "labor-brokers", "criterion": CELL[1], "analyst": "ana"}, ["desk-reading", "ana"]),
        ({"option": CELL[0], "criterion": CELL[1], "until": "2020-01-01"}, []),
        ({"option": CELL[0], "criterion": CELL[1], "since": "2999-01-01"}, []),
    ],
)
def test_history_is_narrowed_to_a_cell_an_analyst_and_days(
    worked_on: Path, filters: dict[str, str], expected: list[str]
) -> None:
    rows = json.loads(called(history.VERB, str(worked_on), format="json", **filters).text)
    assert [row["key"].split("/")[-1] for row in rows if row["key"].startswith("score/")] == expected
    assert len(history.history(worked_on, **filters)) == len(rows)


def test_a_score_that_is_taken_away_gives_way_to_the_one_it_stood_before(worked_on: Path) -> None:
    called(undo.VERB, str(worked_on), analyst="Ana")
    last = called(history.VERB, str(worked_on)).reports[0].tables[0].rows[-1]
    assert last[4:6] == ("25; rationale: as seen", "50 (from desk-reading)")
    session = Session(worked_on, ("ana", "Ana"))
    latest = next(each for each in history_entries(session) if "Labor brokers on Benefit to the US" in each.value)
    session.close()
    assert latest.value.endswith("25; rationale: as seen → 50 (from desk-reading)")


def test_where_nothing_stood_nothing_is_made_up(worked_on: Path) -> None:
    session = Session(worked_on, ("ana", "Ana"))
    session.apply(ChangeSet((Change("analyst/cy", None, {"label": "Cy"}),)))
    session.close()
    score(worked_on, "cy", 50.0)
    last = called(history.VERB, str(worked_on)).reports[0].tables[0].rows[-1]
    assert last[3:6] == ("border-management on benefit-us, cy's score", "–", "50; rationale: as seen")


def test_history_as_csv_holds_the_values_and_no_formulas(worked_on: Path) -> None:
    session = Session(worked_on, ("ana", "Ana"))
    session.apply(ChangeSet((Change("setting/view", "ana", "bo"),), "=1+1"))
    session.close()
    rows = list(csv.DictReader(io.StringIO(called(history.VERB, str(worked_on), format="csv").text)))
    assert list(rows[-1]) == ["change", "when", "who", "key", "from", "to", "why", "remark"]
    assert (rows[-1]["key"], rows[-1]["to"], rows[-1]["why"]) == ("setting/view", "bo", "'=1+1")
    assert json.loads(rows[-2]["to"])["value"] == 25.0


def test_what_history_cannot_find_is_named(worked_on: Path) -> None:
    with pytest.raises(UsageError, match=r"never had the option 'labor-broker'\. Did you mean 'labor-brokers'"):
        called(history.VERB, str(worked_on), option="labor-broker")
    with pytest.raises(UsageError, match="'yesterday' is no date"):
        called(history.VERB, str(worked_on), since="yesterday")
    with pytest.raises(UsageError, match="only a folder has a history"):
        called(history.VERB, "us-mexico-2011")


def test_undo_and_redo_from_the_shell_say_what_they_did(worked_on: Path) -> None:
    done = called(undo.VERB, str(worked_on), analyst="Ana")
    assert done.words[0].startswith("Took back the change ")
    assert done.words[1] == "  labor-brokers on benefit-us, ana's score: 25; rationale: as seen → –"
    called(undo.VERB, str(worked_on), analyst="Ana")
    assert called(undo.VERB, str(worked_on), analyst="Ana").words == ("ana has nothing to take back.",)
    assert called(redo.VERB, str(worked_on)).words[0].startswith("Made again what was taken back by ")
    assert redo.redo(worked_on) is not None
    assert redo.redo(worked_on) is None
    taken = undo.undo(worked_on, analyst="Bo")
    assert taken is not None
    assert taken.changes[0].key == "analyst/bo"
    remarks = {row.remark.split(" ")[0] for row in history.history(worked_on)}
    assert remarks == {"", "taken", "takes"}


def test_undo_from_the_shell_names_who_changed_it_since(worked_on: Path) -> None:
    for who in ("ana", "bo"):
        session = Session(worked_on, (who, who))
        session.apply(ChangeSet((Change("setting/view", None, who),)))
        session.close()
    with pytest.raises(WorkbenchError, match=r"setting/view cannot be taken back: bo \(.*\) has changed it since"):
        called(undo.VERB, str(worked_on), analyst="ana")


def test_merge_prints_what_came_in_and_what_is_in_dispute(worked_on: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(worked_on, other)
    score(other, "bo", 50.0)
    done = called(merge.VERB, str(worked_on), str(other), to=str(tmp_path / "both"))
    assert (done.exit_code, done.words) == (0, (f"{tmp_path / 'both'}: 1 change came in from {other} (1 by bo).",))
    assert len(history.history(tmp_path / "both")) == len(history.history(worked_on)) + 1
    score(worked_on, "bo", 25.0)
    done = called(merge.VERB, str(worked_on), str(other))
    assert done.exit_code == 3
    assert done.words[1].startswith("In dispute: border-management on benefit-us, bo's score.")
    assert {line.split(";")[0] for line in done.words[2:4]} == {"  50", "  25"}
    assert len(merge.merge(worked_on, other)) == 1
    with pytest.raises(StoreError, match="exists already"):
        called(merge.VERB, str(worked_on), str(other), to=str(tmp_path / "both"))


def test_diff_of_two_studies_shows_values_totals_and_ranks(worked_on: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(worked_on, other)
    for leaf in ("benefit-us", "benefit-mx", "burden-us"):
        score(other, "ana", 100.0, ("labor-brokers", leaf))
    (report,) = called(diff.VERB, (str(worked_on), str(other))).reports
    tables = {table.title: table for table in report.tables}
    assert len(tables["Scores"].rows) == 3
    given = {row[0]: row[1:] for row in tables["Scores"].rows}
    assert given["labor-brokers on benefit-mx, ana's score"][0] == "75 (from desk-reading)"
    assert given["labor-brokers on benefit-us, ana's score"][0] == "25; rationale: as seen"
    totals = {row[0]: row[1:] for row in tables["Totals and ranks"].rows}
    assert len(totals) == 4
    assert sum(row[0] != row[1] for row in totals.values()) == 1
    assert called(diff.VERB, (str(other), str(other))).reports[0].finding == "Nothing differs."
    assert {change.key.split("/")[0] for change in diff.diff(worked_on, other).changes} == {"score"}


def test_diff_of_two_moments_of_one_study(worked_on: Path) -> None:
    changes = [row.change for row in history.history(worked_on)]
    body = json.loads(called(diff.VERB, (str(worked_on),), at=(changes[-1],), format="json").text)
    assert body["changes"] == []
    before = called(diff.VERB, (str(worked_on),), at=(changes[0], changes[-1]), format="json")
    body = json.loads(before.text)
    assert {"analyst/ana", "analyst/bo", "score/labor-brokers/benefit-us/ana"} <= {
        each["key"] for each in body["changes"]
    }
    assert body["options"][0]["id"] == "border-management"
    now = called(diff.VERB, (str(worked_on),), at=("2999-01-01",)).reports[0]
    assert now.finding == "Nothing differs."
    with pytest.raises(UsageError, match="There was no study at 2001"):
        called(diff.VERB, (str(worked_on),), at=("2001",))
    with pytest.raises(UsageError, match="has no change 'abcdef0123:1'"):
        called(diff.VERB, (str(worked_on),), at=("abcdef0123:1",))
    with pytest.raises(UsageError, match="compares two studies, or one study with itself"):
        called(diff.VERB, (str(worked_on),))
