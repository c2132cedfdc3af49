"""Tables as a plain .xlsx, row by row: exact numbers, text that stays text, equal bytes for equal tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain, islice
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

from workbench.errors import ExportError
from workbench.formats.excel.cell_text import finite, safe
from workbench.formats.table.grid import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import IO, BinaryIO

Cell: TypeAlias = str | float | int | bool | None

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Of a sheet, the heading included."""

LARGEST_WHOLE = 2**53
"""Beyond it a sheet, which knows doubles only, would show another whole number."""

LARGEST_SHEET = 2**31 - 2**20
"""Bytes of a sheet before packing: more needs a kind of zip that not every program reads."""

BLOCK = 2_000
"""Rows that are packed at a time."""

GLANCE = 200
"""Rows that the columns' widths go by."""

NARROWEST, WIDEST = 9, 60
"""Characters of a column."""

PACKING = 3
"""The level of compression: half the time of the usual one, for a tenth more bytes."""

HEADING, TEXT = 1, 2
"""Places in the list of looks: bold, and text that a spreadsheet keeps as text when it is edited."""

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"

STYLES = (
    f'{XML}<styleSheet {MAIN}><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to write: its name is one of ours, never a user's text."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    """As many cells each as there are columns; None is an empty cell."""


def workbook_bytes(*sheets: Sheet) -> bytes:
    """Return tables as the bytes of an .xlsx file; see `write_workbook`."""
    sink = BytesIO()
    write_workbook(sink, sheets)
    return sink.getvalue()


def write_workbook(sink: BinaryIO, sheets: Sequence[Sheet]) -> None:
    """Write tables as an .xlsx file, holding a block of rows and each different text once.

    Numbers come back to the last bit (a negative zero as zero). An empty text is an empty cell.

    Raises
    ------
    ExportError
        When a table has more rows or columns than a sheet, or a cell holds what none can hold: NaN, an infinity, a
        whole number beyond 2**53, a control character, a text of more than 32,767 characters.
    """
    texts = _Texts()
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=PACKING) as package:
        for name, content in _fixed_parts(len(sheets)):
            _put(package, name, content)
        last_rows = []
        for number, sheet in enumerate(sheets, start=1):
            with package.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                last_rows.append(_write_sheet(part, sheet, texts, selected=number == 1))
        _put(package, "xl/sharedStrings.xml", texts.xml())
        _put(package, "xl/workbook.xml", _workbook(sheets, last_rows))


@dataclass(slots=True)
class _Texts:
    """Every different text once, and where it stands."""

    places: dict[str, int] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)

    def place(self, text: str) -> int:
        """Return the place of a text, which is looked at when it is first seen."""
        place = self.places.get(text)
        if place is None:
            kept = safe(text)
            place = self.places[text] = len(self.items)
            blanks = "" if kept == kept.strip() else ' xml:space="preserve"'
            escaped = kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            self.items.append(f"<si><t{blanks}>{escaped}</t></si>")
        return place

    def xml(self) -> str:
        """Return the part that holds them."""
        return f"{XML}<sst {MAIN}>{''.join(self.items)}</sst>"


def _write_sheet(part: IO[bytes], sheet: Sheet, texts: _Texts, *, selected: bool) -> int:
    """Write a sheet and return its last row."""
    if len(sheet.columns) > MOST_COLUMNS:
        message = f"The table {sheet.name!r} has {len(sheet.columns):,} columns, and a sheet {MOST_COLUMNS:,}."
        raise ExportError(message, hint="Write it as .csv, or fewer columns.")
    rows = iter(sheet.rows)
    first = list(islice(rows, GLANCE))
    letters = [column_letters(number) for number in range(len(sheet.columns))]
    part.write(_beginning(sheet.columns, first, selected=selected).encode())
    part.write(_row(1, letters, sheet.columns, texts, sheet.name).replace(f's="{TEXT}"', f's="{HEADING}"').encode())
    number, size = 1, 0
    following = chain(first, rows)
    while block := list(islice(following, BLOCK)):
        if number + len(block) > MOST_ROWS:
            message = f"The table {sheet.name!r} has more than the {MOST_ROWS - 1:,} rows that a sheet can hold."
            raise ExportError(message, hint="Write it as .csv, or in parts.")
        data = "".join(
            [_row(place, letters, row, texts, sheet.name) for place, row in enumerate(block, start=number + 1)]
        ).encode()
        number, size = number + len(block), size + len(data)
        if size > LARGEST_SHEET:
            message = f"The table {sheet.name!r} is larger than a workbook can be."
            raise ExportError(message, hint="Write it as .csv, or in parts.")
        part.write(data)
    part.write(f"</sheetData>{_ending(letters, number)}</worksheet>".encode())
    return number


def _row(number: int, letters: Sequence[str], row: Sequence[Cell], texts: _Texts, sheet: str) -> str:
    cells = [f'<row r="{number}">']
    for letter, value in zip(letters, row, strict=True):
        kind = type(value)
        if kind is float and isfinite(value):  # type: ignore[arg-type] # mypy does not narrow by type()
            cells.append(f'<c r="{letter}{number}"><v>{value + 0.0!r}</v></c>')  # type: ignore[operator]
        elif kind is str and value:
            cells.append(f'<c r="{letter}{number}" s="{TEXT}" t="s"><v>{texts.place(value)}</v></c>')  # type: ignore[arg-type]
        elif value is not None and not isinstance(value, str):
            cells.append(_other(f"{letter}{number}", value, sheet))
    cells.append("</row>")
    return "".join(cells)


def _other(place: str, value: float, sheet: str) -> str:
    """Return the cell of a truth, a whole number, or what only looks like a number."""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int):
        if abs(value) > LARGEST_WHOLE:
            message = f"{sheet}!{place} would hold {value}, a whole number of more digits than a sheet can hold."
            raise ExportError(message, hint="Write it as text, or as .csv.")
        return f'<c r="{place}"><v>{value:d}</v></c>'
    return f'<c r="{place}"><v>{finite(float(value), f"{sheet}!{place}") + 0.0!r}</v></c>'


def _beginning(columns: Sequence[str], first: Sequence[Sequence[Cell]], *, selected: bool) -> str:
    chosen = ' tabSelected="1"' if selected else ""
    widths = [
        f'<col min="{number}" max="{number}" width="{_width(each)}" customWidth="1"/>'
        for number, each in enumerate(zip(columns, *first, strict=True), start=1)
    ]
    return (
        f'{XML}<worksheet {MAIN}><sheetViews><sheetView{chosen} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"{'<cols>' if widths else ''}{''.join(widths)}{'</cols>' if widths else ''}<sheetData>"
    )


def _width(cells: Iterable[Cell]) -> int:
    longest = max(len(str(each)) for each in cells if each is not None)
    return min(WIDEST, max(NARROWEST, longest + 2))


def _ending(letters: Sequence[str], last: int) -> str:
    margins = '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.7" header="0.3" footer="0.3"/>'
    page = f'{margins}<pageSetup paperSize="9" orientation="landscape"/>'
    return f'<autoFilter ref="A1:{letters[-1]}{last}"/>{page}' if letters else page


def _workbook(sheets: Sequence[Sheet], last_rows: Sequence[int]) -> str:
    entries = [
        f'<sheet name="{sheet.name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    ]
    names = [
        *_names("_xlnm._FilterDatabase", sheets, last_rows),
        *_names("_xlnm.Print_Titles", sheets, last_rows),
    ]
    return (
        f'{XML}<workbook {MAIN} xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{''.join(entries)}</sheets><definedNames>{''.join(names)}</definedNames></workbook>"
    )


def _names(name: str, sheets: Sequence[Sheet], last_rows: Sequence[int]) -> Iterator[str]:
    """Yield what a filter and repeated headings are called inside a workbook."""
    for place, (sheet, last) in enumerate(zip(sheets, last_rows, strict=True)):
        if name.endswith("Titles"):
            yield f'<definedName name="{name}" localSheetId="{place}">\'{sheet.name}\'!$1:$1</definedName>'
        elif sheet.columns:
            area = f"$A$1:${column_letters(len(sheet.columns) - 1)}${last}"
            yield f'<definedName name="{name}" localSheetId="{place}" hidden="1">\'{sheet.name}\'!{area}</definedName>'


def _fixed_parts(count: int) -> Iterator[tuple[str, str]]:
    numbers = range(1, count + 1)
    kinds = [("workbook.xml", "sheet.main"), ("styles.xml", "styles"), ("sharedStrings.xml", "sharedStrings")]
    kinds += [(f"worksheets/sheet{number}.xml", "worksheet") for number in numbers]
    types = "".join(f'<Override PartName="/xl/{name}" ContentType="{CONTENT}.{kind}+xml"/>' for name, kind in kinds)
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    yield "[Content_Types].xml", f'{XML}<Types xmlns="{PACKAGE}/content-types">{defaults}{types}</Types>'
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    links = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    links += [("rIdStyles", "styles", "styles.xml"), ("rIdTexts", "sharedStrings", "sharedStrings.xml")]
    yield "xl/_rels/workbook.xml.rels", _relations(links)
    yield "xl/styles.xml", STYLES


def _relations(links: Iterable[tuple[str, str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>' for name, kind, target in links
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def _put(package: ZipFile, name: str, content: str) -> None:
    """Write a part; opened by its name it has no date."""
    with package.open(name, "w") as part:
        part.write(content.encode())
