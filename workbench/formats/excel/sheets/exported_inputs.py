"""Below the block of Exported: the inputs of all further sheets, line by line, with how many cells differ now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.book import letter
from workbench.formats.excel.inputs import input_runs
from workbench.formats.excel.plan import FIRST_OPTION
from workbench.formats.excel.words import CRITERIA, CURVES, EXPORTED, SCORES, SENSITIVITY, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.inputs import Run

HEADS = {"C": "Sheet", "D": "Cells", "F": "Differ"}
TITLE = "Inputs on other sheets: what stood in each line of cells, and how many of them differ now"

COMPARED_ABOVE = frozenset((CRITERIA, CURVES, SCORES, WEIGHTS))
"""Sheets whose inputs stand in the block above, in the rows of the criteria."""

LOOKED_AT = frozenset((SENSITIVITY,))
"""Its yellow cell chooses what is shown, and no total follows it."""


def differs(now: str, then: str) -> str:
    """Return the formula of which cells differ; an empty cell and a 0 do, though Excel finds them equal."""
    return f"(({now}<>{then})+(ISNUMBER({now})<>ISNUMBER({then}))>0)"


def write_exported_inputs(page: Page, content: Content, pages: Iterable[Page]) -> None:
    """Write a line for every run of inputs."""
    skipped = COMPARED_ABOVE | LOOKED_AT
    runs = [run for each in pages if each.sheet.title not in skipped for run in input_runs(each)]
    top = content.plan.last_row + 3
    page.text(f"A{top - 1}", TITLE, "section")
    for column in "ABCDEF":
        page.text(f"{column}{top}", HEADS.get(column, ""), "header_left" if column in "CD" else "header")
    page.text(f"{letter(FIRST_OPTION)}{top}", "As exported", "header")
    for row, run in enumerate(runs, start=top + 1):
        _write_run(page, row, run)
    content.cache[EXPORTED] = (top + 1, top + len(runs), tuple(dict.fromkeys(run.sheet for run in runs)))


def _write_run(page: Page, row: int, run: Run) -> None:
    page.text(f"C{row}", run.sheet, "id")
    page.text(f"D{row}", run.cells, "label")
    for place, value in enumerate(run.values, start=FIRST_OPTION):
        cell = f"{letter(place)}{row}"
        if value is None:
            page.blank(cell, "fixed")
        elif isinstance(value, str):
            page.text(cell, value, "fixed")
        else:
            page.number(cell, value, "fixed")
    ends = letter(FIRST_OPTION), letter(FIRST_OPTION + len(run.values) - 1)
    then = f"${ends[0]}{row}" if len(run.values) == 1 else f"${ends[0]}{row}:${ends[1]}{row}"
    page.put(f"F{row}", f"SUMPRODUCT(--{differs(run.area, then)})", 0, "calc_int")


def inputs_differing(content: Content) -> dict[str, str]:
    """Return, by sheet, the formula that counts the cells which differ."""
    first, last, sheets = content.cache[EXPORTED]
    names, counts = (f"{EXPORTED}!${column}${first}:${column}${last}" for column in "CF")
    return {sheet: f'SUMIF({names},"{sheet}",{counts})' for sheet in sheets}
