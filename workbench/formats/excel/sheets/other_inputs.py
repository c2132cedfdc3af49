"""The sheet OtherInputs: what stood in the yellow cells of all further sheets, and how many differ now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.book import letter
from workbench.formats.excel.inputs import input_runs
from workbench.formats.excel.words import CRITERIA, CURVES, OTHER_INPUTS, SCORES, SENSITIVITY, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.inputs import Run

FIRST, FIRST_VALUE = 6, 4
"""The first line, and the column of its first value."""

ON_EXPORTED = frozenset((CRITERIA, CURVES, SCORES, WEIGHTS))
"""Sheets whose inputs stand on Exported, in the rows of the criteria."""

LOOKED_AT = frozenset((SENSITIVITY,))
"""Its yellow cell chooses what is shown, and no total follows it."""


def differs(now: str, then: str) -> str:
    """Return the formula of which cells differ; an empty cell and a 0 do, though Excel finds them equal."""
    return f"(({now}<>{then})+(ISNUMBER({now})<>ISNUMBER({then}))>0)"


def write_other_inputs(page: Page, content: Content, pages: Iterable[Page]) -> None:
    """Write a line for every run of inputs."""
    note = "Do not change: Checks counts what differs. A line for every run of yellow cells."
    page.heading("OtherInputs: the further inputs as exported", content.status, note)
    skipped = ON_EXPORTED | LOOKED_AT
    runs = [run for each in pages if each.sheet.title not in skipped for run in input_runs(each)]
    longest = max(len(run.values) for run in runs)
    columns = [letter(FIRST_VALUE + place) for place in range(longest)]
    heads = {"A": "Sheet", "B": "Cells", "C": "Differ", **dict.fromkeys(columns, "")} | {columns[0]: "As exported"}
    for column, text in heads.items():
        page.text(f"{column}{FIRST - 1}", text, "header_left" if column in "AB" else "header")
    for row, run in enumerate(runs, start=FIRST):
        _write_run(page, row, run)
    page.widths({"A": 14, "B": 12, "C": 8, **dict.fromkeys(columns, 13)} | {columns[0]: 20})
    page.set_up(freeze=f"D{FIRST}", rows=f"{FIRST - 1}:{FIRST - 1}", columns="A:C")
    content.cache[OTHER_INPUTS] = (FIRST + len(runs) - 1, tuple(dict.fromkeys(run.sheet for run in runs)))


def _write_run(page: Page, row: int, run: Run) -> None:
    page.text(f"A{row}", run.sheet, "label")
    page.text(f"B{row}", run.cells, "label")
    for place, value in enumerate(run.values, start=FIRST_VALUE):
        cell = f"{letter(place)}{row}"
        if value is None:
            page.blank(cell, "fixed")
        elif isinstance(value, str):
            page.text(cell, value, "fixed")
        else:
            page.number(cell, value, "fixed")
    ends = letter(FIRST_VALUE), letter(FIRST_VALUE + len(run.values) - 1)
    then = f"${ends[0]}{row}" if len(run.values) == 1 else f"${ends[0]}{row}:${ends[1]}{row}"
    page.put(f"C{row}", f"SUMPRODUCT(--{differs(run.area, then)})", 0, "calc_int")


def differing(content: Content) -> str:
    """Return the formula of how many cells differ on all these sheets together."""
    last, _ = content.cache[OTHER_INPUTS]
    return f"SUM({OTHER_INPUTS}!$C${FIRST}:$C${last})"


def differing_by_sheet(content: Content) -> dict[str, str]:
    """Return the same formula for every sheet by itself."""
    last, sheets = content.cache[OTHER_INPUTS]
    names, counts = (f"{OTHER_INPUTS}!${column}${FIRST}:${column}${last}" for column in "AC")
    return {sheet: f'SUMIF({names},"{sheet}",{counts})' for sheet in sheets}
