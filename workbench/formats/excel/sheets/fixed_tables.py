"""Sheets that the tool computed: tables of a result, labelled as fixed, with what they assume."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from workbench.formats.excel.book import letter
from workbench.formats.excel.words import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.formats.excel.book import Page

    Cell = str | float | int | None

LINE = 150
"""Characters of a sentence on one row: what a printed page holds."""

FIXED = "Computed by the tool and fixed as exported: nothing on this sheet follows changes in this file."


def write_table(page: Page, row: int, title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write a titled table of fixed figures and texts, and return the first free row after a gap."""
    page.text(f"A{row}", title, "section")
    for place, head in enumerate(heads, start=1):
        page.text(f"{letter(place)}{row + 1}", head, "header_left" if place == 1 else "header")
    line = row + 2
    for each in rows:
        for place, value in enumerate(each, start=1):
            _write(page, f"{letter(place)}{line}", value, first=place == 1)
        line += 1
    return line + 1


def _write(page: Page, cell: str, value: Cell, *, first: bool) -> None:
    if value is None:
        page.text(cell, NONE, "fixed_rank")
    elif isinstance(value, str):
        page.text(cell, value, "small" if first or len(value) > 12 else "fixed_rank")  # noqa: PLR2004
    elif isinstance(value, int):
        page.number(cell, value, "fixed_rank")
    else:
        page.number(cell, value, "fixed_two")


def write_lines(page: Page, row: int, title: str, texts: Iterable[str], width: int = LINE) -> int:
    """Write sentences across the sheet, one row a line of words, and return the first free row after a gap."""
    found = list(texts)
    if not found:
        return row
    page.text(f"A{row}", title, "section")
    for text in found:
        for place, line in enumerate(wrap(text, width)):
            row += 1
            page.text(f"A{row}", line, "line", indent=1 if place else 0)
    return row + 2


def percent(share: float) -> str:
    """Return a share in words."""
    return f"{100 * share:.1f}%"
