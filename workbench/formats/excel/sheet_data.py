"""The cells of a sheet as XML, written at one go: formulas with their values, exact numbers, text as text.

openpyxl writes cells in pieces, without values, with numbers of 16 digits; all else of a sheet is left to it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from workbench.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.formats.excel.book import Book, Value

KEPT_BLANKS = ' xml:space="preserve"'


def sheet_data(sheet: Any, cached: Mapping[tuple[str, str], Value]) -> bytes:  # noqa: ANN401 - openpyxl has no types
    """Return the element that holds a sheet's rows.

    Raises
    ------
    ExportError
        When a formula cell has no value: a fault of the program, not of the study.
    """
    rows: dict[int, list[str]] = {number: [] for number in sheet.row_dimensions}
    for (row, _), cell in sorted(sheet._cells.items()):  # noqa: SLF001 - a cell made by asking for it is one too many
        if cell.value is not None or cell.has_style:
            rows.setdefault(row, []).append(_cell(cell, sheet.title, cached))
    return f"<sheetData>{''.join(_row(sheet, number, rows[number]) for number in sorted(rows))}</sheetData>".encode()


def _row(sheet: Any, number: int, cells: list[str]) -> str:  # noqa: ANN401 - openpyxl has no types
    given = dict(sheet.row_dimensions[number]) if number in sheet.row_dimensions else {}
    words = "".join(f' {name}="{value}"' for name, value in given.items() if name != "r")
    return f'<row r="{number}"{words}>{"".join(cells)}</row>'


def _cell(cell: Any, sheet: str, cached: Mapping[tuple[str, str], Value]) -> str:  # noqa: ANN401
    place, value, kind = cell.coordinate, cell.value, cell.data_type
    head = f'<c r="{place}" s="{cell.style_id}"'
    if value is None or value == "":
        return f"{head}/>"
    if kind == "f":
        if (sheet, place) not in cached:
            message = f"The formula cell {sheet}!{place} has no value."
            raise ExportError(message)
        return _formula(head, value, cached[sheet, place])
    if kind == "s":
        return f'{head} t="inlineStr"><is><t{_blanks(value)}>{escaped(value)}</t></is></c>'
    if kind == "n":
        return f"{head}><v>{number_text(value)}</v></c>"
    message = f"The cell {sheet}!{place} holds {value!r}, which is no text, number or formula."
    raise ExportError(message)


def _formula(head: str, formula: str, value: Value) -> str:
    source = f"<f>{escaped(formula.removeprefix('='))}</f>"
    if isinstance(value, str):
        return f'{head} t="str">{source}<v{_blanks(value)}>{escaped(value)}</v></c>'
    return f"{head}>{source}<v>{number_text(value)}</v></c>"


def _blanks(text: str) -> str:
    return "" if text == text.strip() and "\n" not in text else KEPT_BLANKS


def escaped(text: str) -> str:
    """Return text as it stands in XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def number_text(value: float) -> str:
    """Return a number to its last bit."""
    # adding 0.0 turns a negative zero into a plain one, as in every sheet
    return repr(float(value) + 0.0).removesuffix(".0")


@contextmanager
def without_cells(book: Book) -> Iterator[None]:
    """Let openpyxl save a workbook without cells, but for those that it makes links and comments from."""
    sheets = book.workbook.worksheets
    whole = [sheet._cells for sheet in sheets]  # noqa: SLF001 - there is no other way to leave them out
    for sheet, cells in zip(sheets, whole, strict=True):
        sheet._cells = {  # noqa: SLF001
            place: cell for place, cell in cells.items() if cell.hyperlink is not None or cell.comment is not None
        }
    try:
        yield
    finally:
        for sheet, cells in zip(sheets, whole, strict=True):
            sheet._cells = cells  # noqa: SLF001
