"""Results in files: the ending says the form, what it says is what is written, and other endings are refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import workbench
from workbench.cli.command_line import run
from workbench.usecases.arguments import form_of

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "option,cost,=speed\n=A1,250,16\nb,200,12\ndirection,min,max\nweight,2,1\n"
REPORTS = (
    *(("summary", "river-basin"), ("robustness", "river-basin", "--samples", "10"), ("bilateral", "river-basin")),
    *(("panel", "river-basin"), ("evidence", "river-basin"), ("explain", "river-basin", "a", "b"), ("methods",)),
    *(("rounds", "river-basin"), ("ahp", "nowhere.csv"), ("score", "river-basin")),
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def _sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    from openpyxl import load_workbook

    return {each.title: list(each.values) for each in load_workbook(path)}


def test_a_ranking_becomes_a_workbook_with_exact_totals_and_no_formula(table: Path) -> None:
    out = table.with_name("r.xlsx")
    assert run(["rank", str(table), "-o", str(out)]) == 0
    sheets = _sheets(out)
    ranked = workbench.rank(table)
    assert sheets["ranking"][0] == ("option", "total", "rank")
    assert [row[1] for row in sheets["ranking"][1:]] == ranked.totals.tolist()
    assert [row[0] for row in sheets["ranking"][1:]] == ["=A1", "b"]
    assert [row[0] for row in sheets["criteria"][1:]] == ["cost", "=speed"]
    assert ("method", "weighted_sum") in sheets["about"]
    assert ("notice", ranked.notices[0].text) in sheets["about"]


def test_totals_of_studies_become_one_workbook(tmp_path: Path) -> None:
    out = tmp_path / "s.XLSX"
    assert run(["score", "us-mexico-2011", "river-basin", "-o", str(out)]) == 0
    head, *rows = _sheets(out)["results"]
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert [each["total"] for each in found if each["study"] == "us-mexico-2011"] == [
        each.total for each in workbench.score("us-mexico-2011").results
    ]
    assert {each["illustrative"] for each in found} == {True}
    assert all(row[0] in {"us-mexico-2011", "river-basin"} for row in _sheets(out)["notices"][1:])


@pytest.mark.parametrize(
    ("ending", "begins"), [("json", '{\n  "format"'), ("csv", "table,method"), ("txt", "table.csv")]
)
def test_the_ending_says_the_form(ending: str, begins: str, table: Path) -> None:
    out = table.with_name(f"r.{ending}")
    assert run(["rank", str(table), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith(begins)


def test_an_analysis_under_json_is_json(tmp_path: Path) -> None:
    out = tmp_path / "m.json"
    assert run(["methods", "topsis", "-o", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["methods"][0]["name"] == "topsis"


@pytest.mark.parametrize("words", REPORTS, ids=lambda words: words[0])
def test_other_endings_are_refused_before_anything_is_read(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "r.html"
    assert run([*words, "-o", str(out)]) == 2
    said = capsys.readouterr().err
    assert "nothing is written here as .html. Possible: .txt" in said
    assert not out.exists()


def test_a_form_and_an_ending_that_differ_are_refused(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rank", str(table), "--format", "json", "-o", str(table.with_name("r.csv"))]) == 2
    assert "r.csv would hold csv, and --format says json" in capsys.readouterr().err


def test_a_name_without_an_ending_takes_the_form_that_was_asked_for() -> None:
    assert form_of("out", "json", "table", "json") == "json"
    assert form_of("out", "table", "table", "json") == "table"
    assert form_of(None, "csv", "table", "csv") == "csv"
