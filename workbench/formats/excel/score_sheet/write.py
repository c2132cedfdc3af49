"""Writing score sheets: what is asked, a sheet for each analyst, and what the sheet was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import ExportError
from workbench.formats.excel.book import Book, letter
from workbench.formats.excel.cell_text import safe
from workbench.formats.excel.finish import finished
from workbench.formats.excel.preflight import SHEET_LIMITS
from workbench.formats.excel.score_sheet.choices import add_choices
from workbench.formats.excel.score_sheet.layout import (
    ANALYST_CELL,
    BASIS,
    CONFIDENCE,
    CRITERION,
    CRITERION_ID,
    DATA,
    ENTERED,
    EVIDENCE,
    FIRST_ROW,
    HEADER_ROW,
    HEADERS,
    HIGH,
    IDS,
    LEVELS,
    LINKS,
    LOW,
    OPTION,
    OPTION_ID,
    QUESTION,
    README,
    REASON,
    SCORE,
    SCORES,
    WORD_OF,
    levels_of,
    links_text,
    scale_text,
)
from workbench.formats.excel.score_sheet.legends import write_data, write_evidence, write_levels, write_readme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.formats.excel.book import Page
    from workbench.model.criterion import Leaf
    from workbench.model.option import Option
    from workbench.model.score import Score
    from workbench.model.study import Analyst, Study

    Cells = Mapping[str, set[tuple[str, str]]]

WIDTHS = {
    CRITERION: 17, OPTION: 17, QUESTION: 34, SCORE: 15, LOW: 8, HIGH: 8, REASON: 30, CONFIDENCE: 10, BASIS: 11,
    LINKS: 14, CRITERION_ID: 16, OPTION_ID: 16,
}  # fmt: skip
"""Of the columns, in characters."""

COLUMN = {header: letter(place) for place, header in enumerate(HEADERS, start=1)}

MOST_ROWS = SHEET_LIMITS.rows - FIRST_ROW
MOST_CELLS = SHEET_LIMITS.cells // 2
"""Of all sheets together: what is handed out must be small enough to be taken back."""


def write(study: Study, analysts: Sequence[Analyst], cells: Cells, changed: str) -> bytes:
    """Return a score sheet as bytes; see `write_score_sheet`."""
    asked = {each.id: _asked(study, cells.get(each.id)) for each in analysts}
    _check_size(asked)
    book = Book()
    names = {each.id: f"{SCORES} {place}" for place, each in enumerate(analysts, start=1)}
    pages = {README: book.page(README, "control")}
    pages |= {name: book.page(name, "input") for name in names.values()}
    pages |= {LEVELS: book.page(LEVELS, "control"), EVIDENCE: book.page(EVIDENCE, "control")}
    pages[DATA] = book.page(DATA, "control")
    write_readme(pages[README], study, analysts, changed)
    entries = write_levels(pages[LEVELS], study)
    write_evidence(pages[EVIDENCE], study)
    for analyst in analysts:
        _write_analyst(pages[names[analyst.id]], study, analyst, asked[analyst.id], entries)
    write_data(pages[DATA], study, analysts, names, asked)
    pages[DATA].sheet.sheet_state = "hidden"
    book.workbook.active = 0
    for sheet in book.workbook.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == README
        if study.illustrative:
            sheet.oddHeader.right.text = "ILLUSTRATIVE"
    book.workbook.properties.title = safe(study.title)
    return finished(book, changed)


def _asked(study: Study, cells: set[tuple[str, str]] | None) -> list[tuple[Leaf, Option]]:
    pairs = ((leaf, option) for leaf in study.leaves for option in study.options)
    return [(leaf, option) for leaf, option in pairs if cells is None or (option.id, leaf.id) in cells]


def _check_size(asked: Mapping[str, Sequence[Any]]) -> None:
    most = max(map(len, asked.values()), default=0)
    total = sum(map(len, asked.values())) * len(HEADERS)
    if most > MOST_ROWS or total > MOST_CELLS:
        message = f"The sheets would have {total:,} cells and up to {most:,} rows, more than can be read back."
        raise ExportError(message, hint="Make a file for fewer analysts, or choose a profile or an option set.")


def _write_analyst(
    page: Page,
    study: Study,
    analyst: Analyst,
    asked: Sequence[tuple[Leaf, Option]],
    entries: Mapping[str, tuple[int, int]],
) -> None:
    status = f"ILLUSTRATIVE: {study.disclaimer}" if study.illustrative else ""
    page.heading(f"Scores by {analyst.label}", status, "Fill in the yellow cells; 'Read me' says how.")
    page.text("A4", "Analyst", "key")
    page.text(ANALYST_CELL, analyst.id, "id")
    for header, column in COLUMN.items():
        page.text(f"{column}{HEADER_ROW}", header, "header_left")
    rows: dict[str, list[int]] = {}
    for row, (leaf, option) in enumerate(asked, start=FIRST_ROW):
        rows.setdefault(leaf.id, []).append(row)
        _write_asked(page, row, leaf, option)
        _write_answer(page, row, leaf, study.score.get((option.id, leaf.id, analyst.id)))
    add_choices(page, study, rows, entries, COLUMN)
    page.widths({column: WIDTHS[header] for header, column in COLUMN.items()})
    page.set_up(freeze=f"{COLUMN[QUESTION]}{FIRST_ROW}", rows=f"{HEADER_ROW}:{HEADER_ROW}")
    if asked:
        last = FIRST_ROW + len(asked) - 1
        page.sheet.auto_filter.ref = f"A{HEADER_ROW}:{COLUMN[HEADERS[-1]]}{last}"
        page.sheet.print_area = f"A1:{COLUMN[LINKS]}{last}"
        page.sheet.page_setup.fitToWidth = 1


def _write_asked(page: Page, row: int, leaf: Leaf, option: Option) -> None:
    texts = {
        CRITERION: leaf.label, OPTION: option.label,
        QUESTION: "\n".join(filter(None, (leaf.question or leaf.definition, scale_text(leaf)))),
        CRITERION_ID: leaf.id, OPTION_ID: option.id,
    }  # fmt: skip
    for header, text in texts.items():
        cell = f"{COLUMN[header]}{row}"
        page.text(cell, text, "id" if header in IDS else "small")
        page.wrap(cell)
        page.top(cell)


def _write_answer(page: Page, row: int, leaf: Leaf, score: Score | None) -> None:
    for header in ENTERED:
        page.blank(f"{COLUMN[header]}{row}", "input_text")
        page.wrap(f"{COLUMN[header]}{row}")
        page.top(f"{COLUMN[header]}{row}")
    if score is None:
        return
    texts = {
        REASON: score.rationale,
        CONFIDENCE: str(score.confidence or ""),
        BASIS: str(score.basis or ""),
        LINKS: links_text(score),
    }
    if score.missing is not None:
        texts[SCORE] = WORD_OF[score.missing]
    named = {number: text for text, number in levels_of(leaf).items()}
    numbers = {SCORE: score.value, LOW: score.low, HIGH: score.high}
    for header, number in numbers.items():
        if header == SCORE and number in named:
            texts[SCORE] = named[number]
        elif number is not None:
            page.sheet[f"{COLUMN[header]}{row}"].value = number
    for header, text in texts.items():
        if text:
            cell = page.sheet[f"{COLUMN[header]}{row}"]
            cell.value, cell.data_type, cell.quotePrefix = safe(text), "s", True
