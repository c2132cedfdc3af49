"""Whatever a person's text begins with, no file that is written makes a spreadsheet or a page take it for its own."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html
from markdown_it import MarkdownIt
from openpyxl import Workbook, load_workbook

from tests.studies import leaf, study
from workbench.cli.command_line import run
from workbench.formats.excel.score_sheet.mark import mark
from workbench.formats.excel.score_sheet.problem import Problem
from workbench.formats.markdown import escaped, paragraph
from workbench.formats.safe_text import RISKY_STARTS
from workbench.formats.source.write import to_toml
from workbench.model.option import Option

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("=1+1", "=cmd|'/c calc'!A1", "+1", "-1+2", "@SUM(A1)", "＝1+1", "－1", "Ferry")
"""As option names; the last is none of a formula."""
LINES = ("=1+1", "==", "===", "- item", "+ item", "-- rule", "1. first", "1) first", "> said", "* star", "# one", "~~~",
         "    code", "| a |", "a & b &amp; c", "<b>", "[a](b)", "x" * 40 + " = y", "---")  # fmt: skip


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet calculates a cell of CSV, numbers apart."""
    try:
        float(cell)
    except ValueError:
        return cell.startswith(RISKY_STARTS)
    return False


def cells(text: str) -> list[str]:
    return [cell for row in csv.reader(StringIO(text)) for cell in row]


def printed(capsys: pytest.CaptureFixture[str], *words: str | Path) -> list[str]:
    """Run a command and return the cells of the CSV that it prints, none of which is a formula."""
    assert run([*map(str, words), "--format", "csv"]) == 0
    found = cells(capsys.readouterr().out)
    assert not [cell for cell in found if is_formula(cell)]
    return found


def every_name_is_in(found: list[str]) -> bool:
    return {cell.removeprefix("'") for cell in found} >= set(NAMES)


def test_names_in_a_ranked_table_and_the_name_of_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("=1+1.csv", "@x.csv"):
        path = tmp_path / name
        lines = [[each, place] for place, each in enumerate(NAMES)]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("option", "=cost"), *lines])
        found = printed(capsys, "rank", path, "--directions", "max", "--weights", "1")
        assert every_name_is_in(found)
        assert f"'{name}" in found


def test_names_in_a_hierarchy_of_judgements(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pairs.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [("cost", NAMES[-1], each, 2) for each in NAMES[:-1]]
        csv.writer(file).writerows([("group", "above", "below", "judgement"), ("criteria", "cost", "speed", 1), *rows,
                                    *(("speed", *row[1:]) for row in rows)])  # fmt: skip
    assert every_name_is_in(printed(capsys, "ahp", path))


def test_labels_in_the_results_of_a_study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = study([leaf("cost")], {f"o{place}": {"cost": 50.0} for place in range(len(NAMES))})
    options = tuple(Option(id=f"o{place}", label=label) for place, label in enumerate(NAMES))
    source = tmp_path / "study.toml"
    source.write_text(to_toml(made.model_copy(update={"options": options})), encoding="utf-8")
    assert every_name_is_in(printed(capsys, "score", source))


def test_what_a_batch_rejects_and_what_it_scores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, out = tmp_path / "s.jsonl", tmp_path / "out"
    records: list[dict[str, Any]] = [{"scenario": each, "co-development/benefit-us": 50} for each in NAMES]
    records += [{"scenario": f"{each} ", "co-development/benefit-us": each} for each in NAMES]
    table.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    words = ("batch", table, "--model", "us-mexico-2011", "--out", out, "--format", "csv", "--jobs", "1")
    assert run([*map(str, words), "--allow-rejected"]) == 0
    counted = json.loads(capsys.readouterr().out)
    rejected = counted["rejected"]
    assert rejected >= len(NAMES) - 2
    for file in (out / "results" / "part-000000.csv", out / "errors.csv"):
        found = cells(file.read_text(encoding="utf-8"))
        assert every_name_is_in(found) or file.name == "errors.csv"
        assert any(cell.startswith("'=") for cell in found)
        assert not [cell for cell in found if is_formula(cell)]


def test_what_is_wrong_with_a_score_sheet_stands_in_it_as_text(tmp_path: Path) -> None:
    path, marked = tmp_path / "sheet.xlsx", tmp_path / "marked.xlsx"
    book = Workbook()
    book.active.title = "=1+1"
    book.active["A1"] = "x"
    book.save(path)
    marked.write_bytes(mark(path, [Problem("CODE", "=1+1", "A1", f"{each} found", f"{each} hint") for each in NAMES]))
    sheet = load_workbook(marked)["Problems"]
    texts = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value]
    assert {cell.data_type for cell in texts} == {"s"}
    assert {str(cell.value).split()[0] for cell in texts} >= {each.split()[0] for each in NAMES}


def test_a_text_of_a_score_sheet_stays_text_when_somebody_edits_its_cell(tmp_path: Path) -> None:
    made = study([leaf("cost")], {f"o{place}": {"cost": 50.0} for place in range(len(NAMES))})
    scores = [each.model_copy(update={"rationale": label}) for each, label in zip(made.scores, NAMES, strict=True)]
    options = tuple(Option(id=f"o{place}", label=label) for place, label in enumerate(NAMES))
    source, sheet = tmp_path / "study.toml", tmp_path / "sheet.xlsx"
    source.write_text(to_toml(made.model_copy(update={"options": options, "scores": tuple(scores)})), "utf-8")
    assert run(["template", str(source), "-o", str(sheet), "--analyst", "ana"]) == 0
    found = [cell for each in load_workbook(sheet) for row in each.iter_rows() for cell in row if cell.value in NAMES]
    assert {cell.value for cell in found} == set(NAMES)
    assert len(found) >= 2 * len(NAMES)  # labels and reasons
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)


@pytest.mark.parametrize("text", LINES)
def test_a_line_in_markdown_is_the_text_that_it_was(text: str) -> None:
    shown = " ".join(text.split())
    for line, within in ((paragraph(text), "{}"), (paragraph(text), "Title\n\n{}"), (escaped(text), "| {} |\n| :-- |")):
        drawn = MarkdownIt("commonmark").enable("table").render(within.format(line))
        page: Any = html.document_fromstring(drawn)
        assert not page.xpath(
            "//ul | //ol | //hr | //h1[not(text()='Title')] | //h2 | //blockquote | //code | //b | //a"
        )
        assert shown in page.text_content()
    # taken over into a table of cells, as from a page that is pasted, it is none either
    assert not escaped(text).startswith("=")
