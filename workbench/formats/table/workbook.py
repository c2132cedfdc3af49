"""Tables on the first sheet of an Excel workbook: values as they were last calculated."""

from __future__ import annotations

import sys
from math import inf
from typing import TYPE_CHECKING, Any

from workbench.errors import DefinitionError, Mistake
from workbench.formats.excel.open_safely import open_streamed, text_of
from workbench.formats.excel.preflight import TABLE_LIMITS, RefusedWorkbookError, inspect
from workbench.formats.table.grid import Cell, Grid, column_letters, composed

MOST = sys.float_info.max
"""The largest number; an integer beyond it is said to be none."""

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.formats.excel.preflight import Sighting

    Row = tuple[Any, ...]


def read(path: Path, sheet: str | None = None) -> Grid:
    """Return the cells of the first sheet that has any, or of the one named.

    Raises
    ------
    DefinitionError
        When it is no workbook, has no such sheet, or formulas on the sheet have no saved results.
    """
    seen = inspect(path, TABLE_LIMITS)
    values, formulas = open_streamed(path, seen)
    try:
        name = _filled_sheet(path, values, seen) if sheet is None else _named_sheet(path, values, sheet)
        return _grid(path, name, list(_rows(path, values[name], seen)), _written(path, formulas, values, name, seen))
    finally:
        values.close()
        formulas.close()


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of a workbook's sheets."""
    seen = inspect(path, TABLE_LIMITS)
    book, _ = open_streamed(path, seen)
    try:
        return tuple(each.title for each in book.worksheets)
    finally:
        book.close()


def _rows(path: Path, sheet: Any, seen: Sighting) -> Iterator[Row]:  # noqa: ANN401 - openpyxl has no types
    try:
        yield from sheet.iter_rows(values_only=True, max_row=max(seen.rows, 1), max_col=max(seen.columns, 1))
    except (OSError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes it raise
        found = f"no Excel workbook that can be read: the sheet {sheet.title!r} is broken ({type(error).__name__})."
        raise RefusedWorkbookError(str(path), "XML_INVALID", found) from error


def _filled_sheet(path: Path, book: Any, seen: Sighting) -> str:  # noqa: ANN401
    for sheet in book.worksheets:
        if any(cell is not None for row in _rows(path, sheet, seen) for cell in row):
            return str(sheet.title)
    raise DefinitionError([Mistake(str(path), "", "no sheet has any content.")])


def _named_sheet(path: Path, book: Any, name: str) -> str:  # noqa: ANN401
    from workbench.errors import nearest

    names = [str(each.title) for each in book.worksheets]
    if name not in names:
        raise DefinitionError([Mistake(str(path), "", f"there is no sheet {name!r}.", nearest(name, names))])
    return name


def _written(path: Path, formulas: Any, values: Any, name: str, seen: Sighting) -> list[Row] | None:  # noqa: ANN401
    return None if formulas is values else list(_rows(path, formulas[name], seen))


def _grid(path: Path, name: str, values: list[Row], written: list[Row] | None) -> Grid:
    mistakes = []
    for number, (shown, source) in enumerate(zip(values, written or (), strict=False), start=1):
        for column, (value, formula) in enumerate(zip(shown, source, strict=True)):
            if value is None and formula is not None:
                found = f"the formula {str(formula)[:40]} has no saved result."
                hint = "Open the workbook in a spreadsheet program, save it, and try again."
                mistakes.append(Mistake(str(path), f"{name}!{column_letters(column)}{number}", found, hint))
    if mistakes:
        raise DefinitionError(mistakes)
    filled = [(number, tuple(map(_cell, row))) for number, row in enumerate(values, start=1)]
    kept = [(number, row) for number, row in filled if any(cell is not None for cell in row)]
    numbers = [number for number, _ in kept]
    return Grid(
        str(path),
        tuple(row for _, row in kept),
        lambda row, column: f"{name}!{column_letters(column)}{numbers[row] if row < len(numbers) else row + 1}",
    )


def _cell(value: object) -> Cell:
    if value is None:
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if abs(value) <= MOST else inf
    return composed(text_of(value))
