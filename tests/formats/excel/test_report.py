"""The report as a file: cached values, agreement with the tool, safe text, equal bytes."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.formula import Tokenizer

from tests.formats.excel.conftest import formulas_of, row_of, values_of
from tests.formats.excel.samples import SAMPLES
from tests.studies import leaf, study
from workbench.analysis.scoring import score_study
from workbench.engine.problem import build
from workbench.errors import ExportError
from workbench.formats.excel import write_report
from workbench.formats.excel.book import Book, shown
from workbench.formats.excel.cell_text import safe
from workbench.formats.excel.finish import finished, timestamp
from workbench.formats.excel.plan import Block, Result, Single, make_plan
from workbench.formats.excel.sheets.computed_range import HALF
from workbench.model.selection import select
from workbench.usecases.load import load

if TYPE_CHECKING:
    from tests.formats.excel.conftest import Cells
    from workbench.formats.excel.plan import Plan
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study

FIXED = "Computed by the tool"
"""How the part of Summary begins that does not follow changes."""

SEARCHED = ("computed", "intervals")
"""Where a computed criterion has weight and open inputs: the tool searches, the workbook takes every end by itself."""

HOSTILE = (
    *("=1+1", "=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "\t=1", "[red]", "😀 émoji", "#N/A", "_x0041_", "'quoted'"),
    *('=HYPERLINK("http://example.org")', "&A &P", " =1 ", "line\nbreak", "{=1}", "1e5", "TRUE", "<b>&amp;</b>"),
)


@cache
def sample(name: str) -> tuple[Study, StudyEvaluation, bytes]:
    """Return a study of the samples, its evaluation and its report, made once for all tests."""
    made = load("us-mexico-2011") if name == "shipped" else SAMPLES[name]()
    evaluation = score_study(made)
    return made, evaluation, write_report(made, evaluation, changed="2011-04")


def report(made: Study, **choices: Any) -> bytes:
    return write_report(made, score_study(made, **choices), changed="2011-04")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_formula_cell_has_a_cached_value(name: str) -> None:
    *_, content = sample(name)
    cached = values_of(content)
    assert not [place for place in formulas_of(content) if place not in cached]


def test_pandas_reads_the_ranking(shipped: Study) -> None:
    ranking = score_study(shipped).ranking
    table = pd.read_excel(
        BytesIO(sample("shipped")[2]), sheet_name="Summary", engine="openpyxl", header=9, nrows=len(ranking)
    )
    assert table["Option"].tolist() == [each.brief for each in ranking]
    assert table["Total"].tolist() == pytest.approx([each.total for each in ranking], abs=1e-9)
    assert not table.isna().any().any()


@pytest.mark.parametrize("name", ["shipped", *SAMPLES])
def test_the_workbook_says_what_the_tool_says(name: str) -> None:
    made, evaluation, content = sample(name)
    cells = values_of(content)
    plan = _plan(select(made), evaluation)
    for place, (column, each) in enumerate(zip(plan.columns, evaluation.results, strict=True)):
        row = {result: cells["Tree", f"{column}{plan.result_row(result)}"] for result in Result}
        assert row[Result.TOTAL] == ("open" if each.total is None else pytest.approx(each.total, abs=1e-9))
        assert row[Result.RANK] in ("open", each.rank)
        if name not in SEARCHED:
            assert row[Result.RANK] == ("open" if each.rank is None else each.rank)
            assert (row[Result.BEST], row[Result.WORST]) == each.possible_ranks
            assert (row[Result.LOW], row[Result.HIGH]) == pytest.approx((each.low, each.high), abs=1e-9)
        assert row[Result.LOW] <= each.low + 1e-9
        assert row[Result.HIGH] >= each.high - 1e-9
        assert row[Result.BEST] <= each.possible_ranks[0] <= each.possible_ranks[1] <= row[Result.WORST]
        assert row[Result.MISSING] == len(each.missing)
        for group in evaluation.groups:
            total = cells["Tree", f"{column}{plan.row(plan.number[group.id], Block.TOTAL)}"]
            told = group.totals[place]
            assert total == ("open" if told is None else pytest.approx(told, abs=1e-9))
    threshold = cells["Tree", f"{plan.columns[0]}{plan.single_row(Single.THRESHOLD)}"]
    assert threshold == pytest.approx(evaluation.threshold, abs=1e-9)
    for weight in evaluation.leaf_weights:
        assert cells["Weights", f"J{plan.row(plan.number[weight.criterion])}"] == pytest.approx(weight.share, abs=1e-12)


def _plan(made: Study, evaluation: StudyEvaluation) -> Plan:
    aggregators = {group.id: group.aggregator for group in evaluation.groups}
    return make_plan(made, build(made, aggregators=aggregators))


def _table(cells: Cells, title: str, n_rows: int, head: int = 1) -> dict[str, list[Any]]:
    """Return the columns of a table on Summary, by heading."""
    row = next(
        int(cell[1:]) for (sheet, cell), value in cells.items() if sheet == "Summary" and str(value).startswith(title)
    )
    heads = {column: cells.get(("Summary", f"{column}{row + head}")) for column in "ABCDEFGHIJ"}
    return {
        str(text): [cells["Summary", f"{column}{row + head + 1 + place}"] for place in range(n_rows)]
        for column, text in heads.items()
        if text
    }


@pytest.mark.parametrize("name", ["shipped", "river-basin", "river-basin-three"])
def test_figures_beside_the_totals_are_the_tools(name: str, shipped: Study) -> None:
    made = shipped if name == "shipped" else load(name)
    evaluation = score_study(made)
    cells = values_of(write_report(select(made), evaluation, changed=""))
    order = [evaluation.results.index(each) for each in evaluation.ranking]
    table = _table(cells, "Beside the totals", len(order))
    figures = [column for head, column in table.items() if head not in {"Place", "Rank", "Option"} and HALF not in head]
    told = {each.id: each for each in evaluation.beside}
    confidence = told.pop("confidence")
    assert len(figures) == len(told)
    for column, each in zip(figures, told.values(), strict=True):
        numbers = [figure if isinstance(figure, int | float) else None for figure in column]
        assert numbers == [pytest.approx(each.figures[place], abs=1e-9) for place in order]
    words = [column for head, column in table.items() if HALF in head]
    spans = [each.ranges for each in told.values() if any(each.ranges)]
    for column, ranges in zip(words, spans, strict=True):
        told_words = [f"{shown(each[0])} to {shown(each[1])}" if each else "–" for each in ranges]
        assert column == [told_words[place] for place in order]
    fixed = _table(cells, FIXED, len(order))
    ends = zip(fixed["Total within confidence: from"], fixed["to"], strict=True)
    assert list(ends) == [confidence.ranges[place] for place in order]
    assert fixed["Option"] == [each.brief for each in evaluation.ranking]


def test_ends_that_the_tool_searched_are_shown_beside_the_wider_ones_of_the_formulas() -> None:
    made = SAMPLES["intervals"]()
    evaluation = score_study(made)
    fixed = _table(values_of(write_report(made, evaluation, changed="")), FIXED, len(evaluation.results))
    ends = zip(fixed["At the least, searched"], fixed["At the most, searched"], strict=True)
    assert list(ends) == [(each.low, each.high) for each in evaluation.ranking]


def test_formulas_hold_no_changeable_number() -> None:
    for place, formula in formulas_of(sample("shipped")[2]).items():
        numbers = {each.value for each in Tokenizer(formula).items if each.subtype == "NUMBER"}
        assert numbers <= {"0", "1", "2"}, (place, formula)


def test_two_reports_of_one_study_are_the_same_bytes(shipped: Study) -> None:
    assert sample("shipped")[2] == write_report(shipped, score_study(shipped), changed="2011-04")


def test_nothing_in_the_file_is_now() -> None:
    with ZipFile(BytesIO(sample("shipped")[2])) as parts:
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        dates = re.findall(r"<dcterms:(?:created|modified)[^>]*>([^<]*)<", parts.read("docProps/core.xml").decode())
    assert dates == ["2011-04-01T00:00:00Z"] * 2


@pytest.mark.parametrize(
    ("changed", "moment"),
    [
        ("2011", "2011-01-01T00:00:00Z"),
        ("2011-04", "2011-04-01T00:00:00Z"),
        ("2026-07-03T10:20:30.123456Z", "2026-07-03T10:20:30Z"),
        ("spring 2011", "2000-01-01T00:00:00Z"),
        ("", "2000-01-01T00:00:00Z"),
    ],
)
def test_dates_of_every_length_become_moments(changed: str, moment: str) -> None:
    assert timestamp(changed) == moment


def test_hostile_text_stays_text() -> None:
    made = study([leaf(f"c{place}") for place in range(len(HOSTILE))], {"x": {"c0": 25}, "y": {"c0": 75}})
    criteria = tuple(
        each.model_copy(update={"label": text, "question": text})
        for each, text in zip(made.criteria, HOSTILE, strict=True)
    )
    options = tuple(
        each.model_copy(update={"label": text}) for each, text in zip(made.options, HOSTILE[:2], strict=True)
    )
    scores = tuple(
        each.model_copy(update={"rationale": text}) for each, text in zip(made.scores, HOSTILE[1:], strict=False)
    )
    made = made.model_copy(update={"criteria": criteria, "options": options, "scores": scores, "title": HOSTILE[1]})
    book = load_workbook(BytesIO(report(made)))
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"}
    for text in HOSTILE:
        assert text.replace("_x0041_", "_x005F_x0041_") in texts
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "e"
                if cell.data_type == "f":
                    assert not any(text in str(cell.value) for text in HOSTILE if len(text) > 4)
                elif cell.data_type == "s":
                    assert cell.quotePrefix


def test_text_that_no_sheet_can_hold_is_refused() -> None:
    for text in ("bell\x07", "half\ud800", "x" * 40_000, "😀" * 20_000):
        with pytest.raises(ExportError, match=r"no sheet can hold|longer than"):
            safe(text)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    page = Book().page("Page", "input")
    with pytest.raises(ExportError, match="Page!A1"):
        page.number("A1", number, "input")
    with pytest.raises(ExportError, match="Page!A1"):
        page.put("A1", "1+1", number, "input")


def test_a_formula_without_a_value_is_a_fault_of_the_program() -> None:
    book = Book()
    book.page("Page", "input").sheet["A1"] = "=1+1"
    with pytest.raises(ExportError, match="Page!A1 has no value"):
        finished(book, "")


def test_numbers_are_written_exactly() -> None:
    book = Book()
    page = book.page("Page", "input")
    page.number("A1", 0.1 + 0.2, "input")
    page.put("A2", "0.1+0.2", 0.1 + 0.2, "input")
    cells = values_of(finished(book, ""))
    assert cells["Page", "A1"] == cells["Page", "A2"] == 0.1 + 0.2


def test_another_method_is_refused(shipped: Study) -> None:
    with pytest.raises(ExportError, match="weighted_sum"):
        report(shipped, method="weighted_sum")


def test_the_picture_has_its_points(shipped: Study) -> None:
    with ZipFile(BytesIO(sample("shipped")[2])) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        texts = [parts.read(name).decode() for name in charts]
    results = score_study(shipped).results
    assert texts[0].count("<pt ") == 2 * len(results)
    assert all(each.brief.replace("&", "&amp;") in texts[0] for each in results)
    for text in texts:
        references = len(re.findall(r"<(?:numRef|strRef)>", text))
        assert references == len(re.findall(r"<(?:numCache|strCache)>", text)) > 0
        assert not re.findall(r'<ptCount val="0"/>', text)
        assert text.count('<delete val="0"/>') == 2


def test_every_sheet_carries_the_line_of_facts_and_a_finding_and_prints_on_a4(shipped: Study) -> None:
    book = load_workbook(BytesIO(sample("shipped")[2]), data_only=True)
    digest = score_study(shipped).study.digest[:12]
    for sheet in book:
        line = sheet["A2"].value
        assert line.startswith("ILLUSTRATIVE. Weights: Balanced demo weights. Groups: 10 arithmetic; ")
        assert line.endswith(f"state of 2011-04, digest {digest}; inputs as exported")
        assert isinstance(sheet["A3"].value, str)
        assert sheet.oddHeader.right.text == "ILLUSTRATIVE"
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
    assert book.active.title == "Summary"


def test_a_missing_score_says_why_it_is_missing() -> None:
    rows: dict[str, Any] = {
        "x": {"a": 25, "b": "not-known", "c": "not-applicable", "d": "not-scored"},
        "y": {"a": 75, "b": 50, "c": 50},
    }
    book = load_workbook(BytesIO(report(study([leaf(name) for name in "abcd"], rows))), data_only=True)
    shown_words = [[book["Scores"].cell(row_of(book, name), column).value for name in "bcd"] for column in (7, 8)]
    assert shown_words == [["not known", "not applicable", "not scored"], [50, 50, "not scored"]]
    assert (book["Scores"]["G4"].value, book["Scores"]["H4"].value) == ("2 missing", "1 missing")
    assert book["Summary"]["A4"].value == "All checks OK"


def test_sheets_are_protected_against_slips_and_inputs_are_open() -> None:
    book = load_workbook(BytesIO(sample("curves")[2]))
    for sheet in book:
        assert sheet.protection.sheet == (sheet.title != "Reasons")
        assert sheet.protection.password is None
        allowed = ("formatColumns", "formatRows", "sort", "autoFilter")
        assert not any(getattr(sheet.protection, name) for name in allowed) or sheet.title == "Reasons"
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.protection.locked == ("input" not in cell.style)


def test_numbers_become_text_as_in_a_sheet() -> None:
    assert [shown(each) for each in (50.0, 0.125, 2.675, -0.001)] == ["50", "0.13", "2.68", "0"]
