"""Programs that do not calculate find a value in every formula cell: openpyxl, pandas and calamine."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from tests.formats.excel.conftest import edited, formulas_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Grids = dict[str, list[list[Any]]]


def _openpyxl(content: bytes) -> Grids:
    book = load_workbook(BytesIO(content), data_only=True, read_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def _pandas(content: bytes) -> Grids:
    options: Any = {"sheet_name": None, "engine": "openpyxl", "header": None, "dtype": object}
    frames = pd.read_excel(BytesIO(content), keep_default_na=False, na_filter=False, **options)
    return {str(name): frame.to_numpy().tolist() for name, frame in frames.items()}


def _calamine(content: bytes) -> Grids:
    calamine = pytest.importorskip("python_calamine", reason="python-calamine is not installed")
    book = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def empty_formulas(content: bytes, read: Callable[[bytes], Grids]) -> list[tuple[str, str]]:
    """Return the formula cells in which a reader finds nothing."""
    grids = read(content)
    found = []
    for sheet, cell in formulas_of(content):
        row, column = coordinate_to_tuple(cell)
        rows = grids[sheet]
        value = rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None
        if value is None or value == "":
            found.append((sheet, cell))
    return found


@pytest.mark.parametrize("read", [_openpyxl, _pandas, _calamine])
def test_no_reader_sees_an_empty_formula_cell(read: Callable[[bytes], Grids], reports: dict[str, bytes]) -> None:
    names = ["small"] if read is _pandas else ["us-mexico-2011", "small"]
    for name in names:
        assert len(formulas_of(reports[name])) > 500
        assert empty_formulas(reports[name], read)[:5] == [], name


@pytest.mark.parametrize("read", [_openpyxl, _pandas, _calamine])
def test_each_reader_would_see_one(read: Callable[[bytes], Grids], reports: dict[str, bytes]) -> None:
    assert empty_formulas(edited(reports["small"], lambda _: None), read)
