"""Our own lint of a workbook: what validators and LibreOffice let pass, and Excel would not."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.formula import Tokenizer
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED = frozenset(
    [
        "IF",
        "IFERROR",
        "AND",
        "OR",
        "NOT",
        "MIN",
        "MAX",
        "SUM",
        "ABS",
        "SQRT",
        "EXP",
        "LN",
        "ROUND",
        "INT",
        "SUMSQ",
        "PRODUCT",
        "SUMXMY2",
        "SUMPRODUCT",
        "SUMIF",
        "COUNTIF",
        "COUNT",
        "COUNTA",
        "COUNTBLANK",
        "INDEX",
        "MATCH",
        "CHOOSE",
        "SMALL",
        "LARGE",
        "RANK",
        "MEDIAN",
        "STDEV",
        "TEXT",
        "REPT",
        "CONCATENATE",
        "ROWS",
        "COLUMNS",
        "ISNUMBER",
        "ISERROR",
        "FORECAST",
    ]
)
"""Functions that need no prefix, no array entry and no new Excel."""

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*[Cc][0-9]*")
LONGEST_FORMULA, LONGEST_TITLE, LONGEST_LIST, LONGEST_EDGE = 250, 31, 255, 255


def lint(content: bytes) -> list[str]:
    """Return what is wrong with a workbook, in words."""
    book = load_workbook(BytesIO(content))
    titles = [sheet.title for sheet in book]
    found = [f"{each}: title" for each in titles if len(each) > LONGEST_TITLE or each.strip("'") != each]
    if len({each.lower() for each in titles}) < len(titles):
        found.append("titles alike")
    found += _names(book)
    bounds = {sheet.title: (sheet.max_row, sheet.max_column) for sheet in book}
    for sheet in book:
        found += _sheet(sheet)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    found += [
                        f"{sheet.title}!{cell.coordinate}: {each}" for each in _formula(str(cell.value), book, bounds)
                    ]
    return found


def _names(book: Any) -> Iterator[str]:
    for name, defined in book.defined_names.items():
        if not NAME.fullmatch(name) or LIKE_A_CELL.fullmatch(name):
            yield f"name {name!r}"
        sheet = str(defined.attr_text).rpartition("!")[0].strip("'")
        if sheet not in book.sheetnames:
            yield f"name {name!r}: no sheet {sheet!r}"


def _sheet(sheet: Any) -> Iterator[str]:
    if sheet.merged_cells.ranges:
        yield f"{sheet.title}: merged cells"
    for edge in (sheet.oddHeader, sheet.oddFooter):
        if sum(len(part.text or "") for part in (edge.left, edge.center, edge.right)) > LONGEST_EDGE:
            yield f"{sheet.title}: header or footer"
    for rule in sheet.data_validations.dataValidation:
        if str(rule.formula1).startswith('"') and len(str(rule.formula1)) > LONGEST_LIST:
            yield f"{sheet.title}: list"
        if len(rule.promptTitle or "") > LONGEST_TITLE + 1 or len(rule.errorTitle or "") > LONGEST_TITLE + 1:
            yield f"{sheet.title}: title of a validation"
        if len(rule.prompt or "") > LONGEST_EDGE or len(rule.error or "") > LONGEST_EDGE:
            yield f"{sheet.title}: message of a validation"
    yield from _tables(sheet)


def _tables(sheet: Any) -> Iterator[str]:
    boxes: list[tuple[int, int, int, int]] = []
    for table in sheet.tables.values():
        box = range_boundaries(table.ref)
        heads = [sheet.cell(box[1], column).value for column in range(box[0], box[2] + 1)]
        if heads != [column.name for column in table.tableColumns] or len(set(heads)) < len(heads):
            yield f"{sheet.title}: headers of {table.displayName}"
        if LIKE_A_CELL.fullmatch(table.displayName) or box[3] <= box[1]:
            yield f"{sheet.title}: table {table.displayName}"
        if any(
            box[0] <= other[2] and other[0] <= box[2] and box[1] <= other[3] and other[1] <= box[3] for other in boxes
        ):
            yield f"{sheet.title}: tables overlap"
        boxes.append(box)


def _formula(text: str, book: Any, bounds: dict[str, tuple[int, int]]) -> Iterator[str]:
    if len(text) > LONGEST_FORMULA:
        yield f"{len(text)} characters"
    depth = 0
    for item in Tokenizer(text).items:
        depth += {"OPEN": 1, "CLOSE": -1}.get(item.subtype, 0)
        if item.type == "FUNC" and item.subtype == "OPEN" and item.value.rstrip("(") not in ALLOWED:
            yield f"function {item.value}"
        if item.type == "OPERAND" and item.subtype == "RANGE":
            yield from _reference(item.value, book.defined_names, bounds)
        if item.value == ";":
            yield "semicolon"
    if depth:
        yield "brackets"


def _reference(text: str, names: Any, bounds: dict[str, tuple[int, int]]) -> Iterator[str]:
    sheet, _, area = text.rpartition("!")
    if sheet and sheet.strip("'") not in bounds:
        yield f"no sheet {sheet}"
        return
    plain = area.replace("$", "")
    if re.fullmatch(r"[A-Z]{1,3}[0-9]+(:[A-Z]{1,3}[0-9]+)?", plain):
        first, top, last, bottom = range_boundaries(plain)
        lowest, furthest = bounds.get(sheet.strip("'"), (bottom, last))
        if first > last or top > bottom or bottom > lowest or last > furthest:
            yield f"range {text} up to {get_column_letter(last)}{bottom}"
    elif plain not in names:
        yield f"name {plain!r}"
