"""A copy of a sheet with the cells that need another look, each with what is wrong."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workbench.formats.excel.cell_text import ILLEGAL, safe
from workbench.formats.excel.open_safely import open_safely

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.formats.excel.score_sheet.problem import Problem

PROBLEMS = "Problems"
RED, PINK = "FF9C9C", "FFD6D6"
CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
LONGEST = 1_000
"""Characters of a comment."""


def mark(path: Path, problems: Sequence[Problem]) -> bytes:
    """Return the marked copy; see `marked_copy`."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = open_safely(path)
    words: dict[tuple[str, str], list[str]] = {}
    for each in problems:
        if each.sheet in book.sheetnames and CELL.fullmatch(each.cell):
            words.setdefault((each.sheet, each.cell), []).append(each.words)
    for (name, place), said in words.items():
        cell = book[name][place]
        cell.fill = PatternFill("solid", fgColor=RED)
        if hasattr(cell, "hyperlink"):
            comment = Comment(_shown("\n".join(said)), "Policy option scoring workbench")
            comment.width, comment.height = 420, 60 + 40 * len(said)
            cell.comment = comment
    _list(book, problems)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _list(book: Any, problems: Sequence[Problem]) -> None:  # noqa: ANN401 - openpyxl has no types
    """List the problems on a sheet of their own, in front of the others."""
    from openpyxl.styles import Alignment, Font, PatternFill

    if PROBLEMS in book.sheetnames:
        del book[PROBLEMS]
    sheet = book.create_sheet(PROBLEMS, 0)
    rows = [("Where", "Code", "What was found", "What to do")]
    rows += [(each.place, each.code, each.found, each.hint) for each in problems]
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            if text:
                cell.value = safe(_shown(text))
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
            if number == 1:
                cell.fill = PatternFill("solid", fgColor=PINK)
    for letters, width in zip("ABCD", (24, 20, 70, 70), strict=True):
        sheet.column_dimensions[letters].width = width
    book.active = 0
    for each in book.worksheets:
        each.sheet_view.tabSelected = each.title == PROBLEMS


def _shown(text: str) -> str:
    return ILLEGAL.sub("�", text)[:LONGEST]
