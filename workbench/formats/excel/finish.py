"""The one step after saving: cached values, exact numbers, fixed dates; equal content gives equal bytes."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from openpyxl.utils.cell import range_boundaries

from workbench.formats.excel.sheet_data import number_text, sheet_data, without_cells

if TYPE_CHECKING:
    from workbench.formats.excel.book import Book, Value

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
TERMS = "{http://purl.org/dc/terms/}"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
UNDATED = "2000-01-01T00:00:00Z"
"""Stands where the study gives no date that a program could read."""

FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name"),
    *("family", "charset", "scheme"),
)
"""The order of a font's children that Microsoft's own validator asks for."""


def finished(book: Book, changed: str) -> bytes:
    """Return the workbook as the bytes of an .xlsx file.

    Raises
    ------
    ExportError
        When a formula cell has no value: a fault of the program, not of the study.
    """
    for page in book.pages:
        page.break_pages()
    sheets = book.workbook.worksheets
    parts = {
        f"xl/worksheets/sheet{place}.xml": (sheet.dimensions, sheet_data(sheet, book.cached))
        for place, sheet in enumerate(sheets, start=1)
    }
    saved = BytesIO()
    with without_cells(book):
        book.workbook.save(saved)
    out = BytesIO()
    with ZipFile(saved) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name in parts:
                content = _with_cells(content, *parts[name])
            elif name.startswith("xl/charts/chart"):
                content = _with_points(content, book)
            elif name == "xl/styles.xml":
                content = _ordered_fonts(content)
            elif name == "docProps/core.xml":
                content = _dated(content, timestamp(changed))
            entry = ZipInfo(name, ZIP_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return out.getvalue()


def timestamp(changed: str) -> str:
    """Return a date, as far as it is known, as a full moment in UTC."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d:\d\d))?)?)?", changed)
    if not found:
        return UNDATED
    year, month, day, time = found.groups()
    return f"{year}-{month or '01'}-{day or '01'}T{time or '00:00:00'}Z"


def _with_cells(content: bytes, area: str, data: bytes) -> bytes:
    """Put a sheet's cells where openpyxl was not asked to write them."""
    content = re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{area}"'.encode(), content, count=1)
    before, _, rest = content.partition(b"<sheetData")
    after = rest.partition(b"</sheetData>")[2] if not rest.startswith(b"/>") else rest.removeprefix(b"/>")
    return before + data + after


def _with_points(content: bytes, book: Book) -> bytes:
    """Fill in what each series shows, for viewers that do not calculate."""
    root = etree.fromstring(content)
    for kind, store in (("numRef", "numCache"), ("strRef", "strCache")):
        for reference in root.iter(f"{CHART}{kind}"):
            values = _referred(book, reference.findtext(f"{CHART}f", ""))
            for old in reference.findall(f"{CHART}{store}"):
                reference.remove(old)
            cache = etree.SubElement(reference, f"{CHART}{store}")
            if kind == "numRef":
                etree.SubElement(cache, f"{CHART}formatCode").text = "General"
            etree.SubElement(cache, f"{CHART}ptCount", val=str(len(values)))
            for place, value in enumerate(values):
                if kind == "numRef" and isinstance(value, str):
                    continue
                point = etree.SubElement(cache, f"{CHART}pt", idx=str(place))
                etree.SubElement(point, f"{CHART}v").text = value if isinstance(value, str) else number_text(value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _referred(book: Book, reference: str) -> list[Value]:
    sheet, area = reference.replace("'", "").replace("$", "").rsplit("!", 1)
    first, top, last, bottom = range_boundaries(area)
    rows = book.workbook[sheet].iter_rows(min_row=top, max_row=bottom, min_col=first, max_col=last)
    cells = [cell for row in rows for cell in row]
    return [book.cached.get((sheet, cell.coordinate), cell.value) for cell in cells]


def _ordered_fonts(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for font in root.iter(f"{MAIN}font"):
        font[:] = sorted(font, key=lambda child: FONT_ORDER.index(etree.QName(child).localname))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _dated(content: bytes, moment: str) -> bytes:
    root = etree.fromstring(content)
    for name in ("created", "modified"):
        for element in root.iter(f"{TERMS}{name}"):
            element.text = moment
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
