"""Tables on the first sheet of an Excel workbook: values as they were last calculated."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from workbench.errors import DefinitionError, Mistake
from workbench.formats.table.grid import Cell, Grid, column_letters

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_UNPACKED = 500_000_000
"""Bytes of a workbook's parts together; a small file that unpacks to more is no table."""

MOST_CELLS = 5_000_000
"""Cells of one sheet."""


def read(path: Path) -> Grid:
    """Return the cells of the first sheet that has any.

    Raises
    ------
    DefinitionError
        When it is no workbook, or formulas on the sheet have no saved results.
    """
    values, formulas = (_sheet(path, saved=saved) for saved in (True, False))
    mistakes = []
    rows: list[tuple[Cell, ...]] = []
    numbers: list[int] = []
    for number, (shown, written) in enumerate(zip(values[1], formulas[1], strict=True), start=1):
        for column, (value, source) in enumerate(zip(shown, written, strict=True)):
            if value is None and source is not None:
                found = f"the formula {str(source)[:40]} has no saved result."
                hint = "Open the workbook in a spreadsheet program, save it, and try again."
                mistakes.append(Mistake(str(path), f"{values[0]}!{column_letters(column)}{number}", found, hint))
        cells = tuple(map(_cell, shown))
        if any(cell is not None for cell in cells):
            rows.append(cells)
            numbers.append(number)
    if mistakes:
        raise DefinitionError(mistakes)
    return Grid(str(path), tuple(rows), lambda row, column: f"{values[0]}!{column_letters(column)}{numbers[row]}")


def _sheet(path: Path, *, saved: bool) -> tuple[str, list[tuple[Any, ...]]]:
    """Return the name and the rows of the first sheet with content: saved results, or what was written."""
    try:
        found = _first_sheet(path, saved=saved)
    except OSError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes it raise
        problem = f"no Excel workbook that can be read: {type(error).__name__}."
        raise DefinitionError([Mistake(str(path), "", problem, "Save it again as .xlsx, or as CSV.")]) from error
    if isinstance(found, str):
        raise DefinitionError([Mistake(str(path), "", found)])
    return found


def _first_sheet(path: Path, *, saved: bool) -> tuple[str, list[tuple[Any, ...]]] | str:
    """Return the first sheet with content, or in words why there is none."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
            return "the file unpacks to too much for a table."
    for sheet in load_workbook(path, data_only=saved, keep_links=False).worksheets:
        if (sheet.max_row or 0) * (sheet.max_column or 0) > MOST_CELLS:
            return f"the sheet {sheet.title!r} has too many cells for a table."
        rows = list(sheet.iter_rows(values_only=True))
        if any(cell is not None for row in rows for cell in row):
            return sheet.title, rows
    return "no sheet has any content."


def _cell(value: object) -> Cell:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return str(value).strip()
