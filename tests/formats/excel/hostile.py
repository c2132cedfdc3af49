"""Workbooks that mean no good, and texts that a spreadsheet would like to calculate."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
END = b"</sheetData>"

TEXTS = (
    "=1+1",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://example.org","x")',
    '=WEBSERVICE("http://example.org")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\tTAB=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "'apostrophe",
    "#N/A",
    "#REF!",
    "TRUE",
    "1,5",
    "2011-04-01",
    "1/2",
    "_x0041_ and _x005F_",
    "ax005F_b _x000D_",
    '"quoted", ;semicolon\nnew line ',
    "& &P &F <b>&amp;</b> ]]> {=1}",
    "مرحبا \u202eevil\u202c 🙂 é",
)
"""The 24 texts that must stay what they are."""


def plain() -> bytes:
    """Return a harmless workbook."""
    book, saved = Workbook(), BytesIO()
    book.active["A1"] = "option"
    book.active["B1"] = "cost"
    book.save(saved)
    return saved.getvalue()


def changed(
    parts: Mapping[str, Callable[[bytes], bytes]] | None = None, added: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a harmless workbook with some parts changed and others added."""
    saved = BytesIO()
    with ZipFile(BytesIO(plain())) as source, ZipFile(saved, "w", ZIP_DEFLATED, compresslevel=1) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, (parts or {}).get(name, bytes)(content))
        for name, content in (added or {}).items():
            target.writestr(name, content)
    return saved.getvalue()


def in_sheet(content: bytes, *, after: bool = False) -> bytes:
    """Return a workbook with something more at the end of the rows, or after them."""
    return changed({SHEET: lambda xml: xml.replace(END, END + content if after else content + END)})


def rows_to_the_last() -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(2, 1_048_577))
    return in_sheet(rows)


def many_cells() -> bytes:
    return in_sheet(b"<row>" + b"<c><v>1</v></c>" * 2_100_000 + b"</row>")


def merged() -> bytes:
    return in_sheet(b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', after=True)


def linked() -> bytes:
    return in_sheet(b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>', after=True)


def far_away() -> bytes:
    return in_sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def many_ranges() -> bytes:
    """Return a workbook that lists a million ranges in one attribute."""
    ranges = b"A1 " * 1_000_000
    found = b'<dataValidations><dataValidation type="list" sqref="' + ranges + b'"><formula1>A1</formula1>'
    return in_sheet(found + b"</dataValidation></dataValidations>", after=True)


def shared_formula() -> bytes:
    """Return a workbook with a long formula that 20,000 cells share: each has it translated."""
    first = b'<row r="2"><c r="A2"><f t="shared" ref="A2:A20001" si="0">' + b"A1+" * 2_000 + b"1</f></c></row>"
    rest = (b'<row r="%d"><c r="A%d"><f t="shared" si="0"/></c></row>' % (row, row) for row in range(3, 19_999))
    return in_sheet(first + b"".join(rest))


def long_attribute() -> bytes:
    return in_sheet(b'<row ht="' + b"1" * 20_000 + b'"/>')


def nested() -> bytes:
    return in_sheet(b"<row><c>" + b"<is>" * 50_000 + b"</is>" * 50_000 + b"</c></row>")


def long_comment() -> bytes:
    return changed(added={"xl/comments1.xml": b"<comments><text>" + b" " * 160_000_000 + b"</text></comments>"})


def blanks() -> bytes:
    return changed(added={"xl/comments1.xml": b"<comments><text>" + b" " * 5_000_000 + b"</text></comments>"})


def many_parts() -> bytes:
    return changed(added={f"xl/media/{number}": b"" for number in range(20_000)})


def entities() -> bytes:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'
    return changed({SHEET: lambda xml: bomb + xml})


def outside() -> bytes:
    secret = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    return changed({SHEET: lambda xml: secret + xml.replace(b"cost", b"&b;")})


def disguised() -> bytes:
    """Return a workbook whose sheet has the name of a picture, and a merge bomb in it."""
    bomb = b'<worksheet><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    return changed(added={"xl/media/picture.png": bomb})


def macro() -> bytes:
    return changed(added={"xl/vbaProject.bin": b"\xd0\xcf"})


def macro_type() -> bytes:
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    enabled = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return changed({"[Content_Types].xml": lambda xml: xml.replace(kind, enabled)})


def link_to_a_file() -> bytes:
    return changed(added={"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


def external_target() -> bytes:
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        b'Target="http://example.org/x.png" TargetMode="External"/></Relationships>'
    )
    return changed(added={"xl/drawings/_rels/drawing1.xml.rels": relation})


def cut_off() -> bytes:
    return plain()[:2_000]


def broken_xml() -> bytes:
    return changed({SHEET: lambda xml: xml[:-30]})


def without_sheets() -> bytes:
    return changed({"xl/workbook.xml": lambda _: b"<workbook/>"})


def of_another_kind() -> bytes:
    saved = BytesIO()
    with ZipFile(saved, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", "<x/>")
    return saved.getvalue()


def twice() -> bytes:
    saved = BytesIO(plain())
    with ZipFile(saved, "a") as target:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            target.writestr(SHEET, b"<worksheet/>")
    return saved.getvalue()


def old_format() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000


def too_big() -> bytes:
    saved = BytesIO()
    with ZipFile(saved, "w") as target:
        target.writestr("xl/x", b"\0" * 11_000_000)
    return saved.getvalue()


FILES: dict[Callable[[], bytes], str] = {
    many_cells: "ZIP_LIMITS",
    long_comment: "ZIP_LIMITS",
    blanks: "ZIP_LIMITS",
    many_parts: "ZIP_LIMITS",
    rows_to_the_last: "ZIP_LIMITS",
    far_away: "ZIP_LIMITS",
    linked: "ZIP_LIMITS",
    many_ranges: "ZIP_LIMITS",
    shared_formula: "ZIP_LIMITS",
    long_attribute: "ZIP_LIMITS",
    twice: "ZIP_LIMITS",
    merged: "MERGED",
    disguised: "MERGED",
    nested: "XML_INVALID",
    entities: "XML_INVALID",
    outside: "XML_INVALID",
    broken_xml: "XML_INVALID",
    without_sheets: "XML_INVALID",
    macro: "MACRO",
    macro_type: "MACRO",
    link_to_a_file: "EXTERNAL_LINK",
    external_target: "EXTERNAL_LINK",
    cut_off: "FILE_TYPE",
    of_another_kind: "FILE_TYPE",
    old_format: "FILE_TYPE",
    too_big: "FILE_TOO_BIG",
}
"""How each is made, and the code with which it is refused."""


def written(folder: Path, make: Callable[[], bytes]) -> Path:
    """Write one of the workbooks into a folder."""
    path = folder / f"{make.__name__}.xlsx"
    path.write_bytes(make())
    return path
