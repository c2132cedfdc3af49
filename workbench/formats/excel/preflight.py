"""Looking at a workbook before anything is built from it: what is no plain .xlsx of a bearable size is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from errno import EINVAL
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.parsers import expat
from zipfile import BadZipFile, LargeZipFile, ZipFile

from workbench.errors import DefinitionError, Mistake
from workbench.formats.excel.places import NoRangeError, area_of, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from zipfile import ZipInfo

ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CHUNK = 2**18
"""Bytes of a part that are looked at in one go."""

LARGE_PART = 2**20
"""Bytes from which on a part is glanced at first."""

ENCRYPTED = 0x1
"""The bit of a zip entry's flags that says it is encrypted."""

DEEPEST_SHEET, DEEPEST = 20, 100
"""How far elements may be nested, in sheets and in drawings."""

LONGEST_ATTRIBUTE = 10_000
"""Characters of one attribute; lists of ranges are counted apart."""

DIRECTORY_BYTES = 1_000_000
"""Of a zip's directory; a workbook's has a hundred for each part."""

END_RECORD, END_64, END_64_PLACE = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
"""How the records at the end of a zip begin."""

LONGEST_TEXT = 200_000
"""Characters in one element: six times what a cell can hold."""

SAVE_AGAIN = "Open it in a spreadsheet program and save it as a new .xlsx."


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a workbook may be; what goes beyond is refused without being read to its end."""

    file: int
    """Bytes on the disk."""
    unpacked: int
    """Bytes of all parts together."""
    cells: int
    rows: int
    columns: int
    parts: int = 200
    merges: int = 200
    merged_area: int = 10_000
    """Cells of all merged ranges together."""
    linked_area: int = 1_000
    """Cells of all hyperlinks together."""
    references: int = 200_000
    """Characters of all lists of ranges together, as in validations."""
    translated: int = 2_000_000
    """Characters of shared formulas, each counted as often as it is shared."""
    others: int = 60_000
    """Elements that are neither cells nor in cells nor shared texts: styles, drawings, charts, comments."""


SHEET_LIMITS = Limits(file=10_000_000, unpacked=30_000_000, cells=200_000, rows=20_000, columns=500)
"""For score sheets."""

TABLE_LIMITS = Limits(
    file=50_000_000,
    unpacked=150_000_000,
    cells=2_000_000,
    rows=200_000,
    columns=2_000,
    translated=10_000_000,
    others=400_000,
)
"""For bare tables and scenarios."""

_UNWANTED = (
    (re.compile(r"vbaproject|\.vba$|/macrosheets/|/dialogsheets/", re.IGNORECASE), "MACRO", "a macro"),
    (re.compile(r"/activex/|/ctrlprops/", re.IGNORECASE), "MACRO", "a control that runs code"),
    (re.compile(r"/embeddings/", re.IGNORECASE), "MACRO", "an embedded object"),
    (re.compile(r"/externallinks/", re.IGNORECASE), "EXTERNAL_LINK", "links to other workbooks"),
    (re.compile(r"(^|/)connections\.xml$|/querytables/", re.IGNORECASE), "EXTERNAL_LINK", "a data connection"),
)
"""Parts that no table of scores needs: how they are called, the code, and what they are in words."""

_OTHER_KINDS = (
    ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ("content.xml", "an OpenDocument file (.ods)"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a presentation"),
)
"""Zip files that are something else, by a part that gives them away."""


class RefusedWorkbookError(DefinitionError):
    """A workbook that is not read, with the code of the reason."""

    def __init__(self, file: str, code: str, found: str, hint: str = SAVE_AGAIN) -> None:
        super().__init__([Mistake(file, code, found, hint)])
        self.code = code


@dataclass
class Sighting:
    """What was seen in a workbook."""

    formulas: bool = False
    rows: int = 0
    """The highest row that has a cell."""
    columns: int = 0


def inspect(path: Path, limits: Limits) -> Sighting:
    """Look through a workbook without building anything from it.

    Raises
    ------
    RefusedWorkbookError
        When it is no .xlsx, is damaged, too large, or holds what a table of figures does not need: its code is one of
        FILE_TYPE, FILE_TOO_BIG, ZIP_LIMITS, XML_INVALID, MERGED, MACRO, EXTERNAL_LINK.
    OSError
        When it cannot be read.
    """
    name = str(path)
    _check_start(path, limits)
    try:
        with ZipFile(path) as archive:
            entries = _checked_entries(name, archive, limits)
            sighting = Sighting()
            looking = _Looking(name, limits, sighting)
            for entry in entries:
                looking.glance(archive, entry)
            for entry in entries:
                looking.through(archive, entry)
            looking.check_spread()
    except RefusedWorkbookError:
        raise
    except (BadZipFile, LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        found = f"no Excel workbook that can be read: the file is damaged or cut off ({type(error).__name__})."
        raise RefusedWorkbookError(name, "FILE_TYPE", found, "Get it again, or save it again as .xlsx.") from error
    except Exception as error:
        # zlib.error, struct.error and their like: a zip whose insides are not what its directory says, or lie before it
        is_outside = isinstance(error, OSError) and error.errno == EINVAL
        if isinstance(error, (OSError, MemoryError)) and not is_outside:
            raise
        found = f"no Excel workbook that can be read: its parts cannot be unpacked ({type(error).__name__})."
        raise RefusedWorkbookError(name, "FILE_TYPE", found, "Get it again, or save it again as .xlsx.") from error
    return sighting


def _check_start(path: Path, limits: Limits) -> None:
    name, size = str(path), path.stat().st_size
    with path.open("rb") as file:
        start = file.read(8)
    if start == OLE_START:
        found = "no Excel workbook that can be read: it is an old .xls, or it has a password."
        raise RefusedWorkbookError(name, "FILE_TYPE", found, "Save it as .xlsx without a password.")
    if not start.startswith(ZIP_START):
        found = "no Excel workbook that can be read: it does not begin like one."
        raise RefusedWorkbookError(name, "FILE_TYPE", found, "Save it again as .xlsx, or as CSV.")
    if size > limits.file:
        found = f"the file has {size:,} bytes; at most {limits.file:,} are read."
        raise RefusedWorkbookError(name, "FILE_TOO_BIG", found, "Leave out what is not needed.")
    if _directory_bytes(path, size) > DIRECTORY_BYTES:
        raise RefusedWorkbookError(name, "ZIP_LIMITS", "the directory of the zip file is larger than any workbook's.")


def _directory_bytes(path: Path, size: int) -> int:
    """Return how long a zip says its directory is, before anything of it is read; 0 where it does not say."""
    with path.open("rb") as file:
        file.seek(max(0, size - 2**16 - 100))
        end = file.read()
    at = end.rfind(END_RECORD)
    found = int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0
    if at >= 76 and end[at - 20 : at - 16] == END_64_PLACE and end[at - 76 : at - 72] == END_64:  # noqa: PLR2004
        found = int.from_bytes(end[at - 36 : at - 28], "little")
    return found


def _checked_entries(name: str, archive: ZipFile, limits: Limits) -> list[ZipInfo]:
    entries = archive.infolist()
    if len(entries) > limits.parts:
        found = f"the workbook has {len(entries):,} parts; at most {limits.parts:,} are read."
        raise RefusedWorkbookError(name, "ZIP_LIMITS", found)
    names = [entry.filename.lower().lstrip("/") for entry in entries]
    if len(set(names)) < len(names):
        raise RefusedWorkbookError(name, "ZIP_LIMITS", "two parts of the workbook have the same name.")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        found = "parts of the workbook are encrypted."
        raise RefusedWorkbookError(name, "FILE_TYPE", found, "Save it as .xlsx without a password.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked:
        found = f"the file unpacks to {unpacked:,} bytes; at most {limits.unpacked:,} are read."
        raise RefusedWorkbookError(name, "ZIP_LIMITS", found)
    for pattern, code, what in _UNWANTED:
        if any(pattern.search(f"/{each}") for each in names):
            raise RefusedWorkbookError(name, code, f"the workbook holds {what}; it is not opened.")
    for part, kind in _OTHER_KINDS:
        if part in names and "xl/workbook.xml" not in names:
            raise RefusedWorkbookError(name, "FILE_TYPE", f"no Excel workbook that can be read: it is {kind}.")
    if "[content_types].xml" not in names or not any(each.startswith("xl/") for each in names):
        found = "no Excel workbook that can be read: it is a zip file of something else."
        raise RefusedWorkbookError(name, "FILE_TYPE", found, "Save the table as .xlsx.")
    return entries


@dataclass
class _Looking:
    """One look through the parts of a workbook, which stops at the first limit."""

    file: str
    limits: Limits
    sighting: Sighting
    cells: int = 0
    others: int = 0
    merges: int = 0
    merged_area: int = 0
    linked_area: int = 0
    references: int = 0
    shared: int = 0
    longest_formula: int = 0
    part: str = ""
    open: list[str] = field(default_factory=list)
    """The elements that are open, without their prefixes."""
    text: int = 0
    row: int = 0

    def glance(self, archive: ZipFile, entry: ZipInfo) -> None:
        """Refuse a large part with far too many cells before its elements are looked at one by one."""
        if entry.file_size < LARGE_PART:
            return
        self.part, cells, rows = entry.filename, 0, 0
        with archive.open(entry) as stream:
            while chunk := stream.read(CHUNK):
                cells += chunk.count(b"<c ") + chunk.count(b"<c>") + chunk.count(b"<c/>")
                rows += chunk.count(b"<row")
                if cells > self.limits.cells:
                    self._refuse("ZIP_LIMITS", f"it has more than {self.limits.cells:,} cells.")
                if rows > self.limits.rows:
                    self._refuse("ZIP_LIMITS", f"{self.part} has more than {self.limits.rows:,} rows.")

    def through(self, archive: ZipFile, entry: ZipInfo) -> None:
        """Read one part, if it can be XML."""
        if entry.is_dir():
            return
        self.part, self.open, self.text, self.row = entry.filename, [], 0, 0
        # no prefixes are resolved: what an element is called is enough, and nothing is fetched
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        is_xml = PurePosixPath(self.part).suffix.lower() in {".xml", ".rels"}
        with archive.open(entry) as stream:
            chunk = stream.read(CHUNK)
            if not is_xml and not chunk.lstrip().startswith((b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
                return
            try:
                while chunk:
                    parser.Parse(chunk, False)  # noqa: FBT003 - expat's own way to say that more comes
                    chunk = stream.read(CHUNK)
                parser.Parse(b"", True)  # noqa: FBT003
            except expat.ExpatError as error:
                if is_xml:
                    self._refuse("XML_INVALID", f"its part {self.part} is broken: {error}.")

    def check_spread(self) -> None:
        """Refuse few cells that lie so far apart that the table between them is too large."""
        if self.sighting.rows * self.sighting.columns > 3 * self.limits.cells:
            found = f"its cells spread over {self.sighting.rows:,} rows and {self.sighting.columns:,} columns."
            self._refuse("ZIP_LIMITS", found)

    def _refuse(self, code: str, found: str) -> None:
        raise RefusedWorkbookError(self.file, code, f"no Excel workbook that can be read: {found}")

    def _doctype(self, *_: object) -> None:
        self._refuse("XML_INVALID", f"its part {self.part} declares entities, which no spreadsheet program writes.")

    def _characters(self, text: str) -> None:
        self.text += len(text)
        if self.text > LONGEST_TEXT:
            self._refuse("ZIP_LIMITS", f"a text in {self.part} is longer than {LONGEST_TEXT:,} characters.")

    def _end(self, _name: str) -> None:
        if self.open.pop() == "f":
            self.longest_formula = max(self.longest_formula, self.text)
            if self.shared * self.longest_formula > self.limits.translated:
                self._refuse("ZIP_LIMITS", f"{self.part} shares a long formula among too many cells.")
        self.text = 0

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name.rpartition(":")[2]
        above = self.open[-1] if self.open else ""
        if attributes:
            self._check_attributes(attributes)
        self.open.append(name)
        self.text = 0
        if above == "row" and name == "c":
            self._cell(attributes.get("r", ""))
        elif name == "row" and above == "sheetData":
            given = attributes.get("r", "")
            self.row = int(given) if given.isdecimal() and len(given) < 9 else self.row + 1  # noqa: PLR2004
            self._count_other()
        elif above == "c" or "si" in self.open[:3]:
            if name == "f":
                self.sighting.formulas = True
                self.shared += attributes.get("t") == "shared"
            self._count_text()
        else:
            self._other(name, attributes)
        deepest = DEEPEST_SHEET if "/worksheets/" in f"/{self.part}" else DEEPEST
        if len(self.open) > deepest:
            self._refuse("XML_INVALID", f"its part {self.part} is nested deeper than {deepest} levels.")

    def _check_attributes(self, attributes: Mapping[str, str]) -> None:
        for name, value in attributes.items():
            if name == "sqref":
                self.references += len(value)
            elif len(value) > LONGEST_ATTRIBUTE:
                self._refuse("ZIP_LIMITS", f"{self.part} has an attribute of {len(value):,} characters.")
        if self.references > self.limits.references:
            self._refuse("ZIP_LIMITS", f"{self.part} lists more ranges than can be read.")

    def _cell(self, reference: str) -> None:
        self.cells += 1
        if self.cells > self.limits.cells:
            self._refuse("ZIP_LIMITS", f"it has more than {self.limits.cells:,} cells.")
        row, column = place_of(reference) if reference else (self.row, self.sighting.columns)
        if row > self.limits.rows:
            self._refuse("ZIP_LIMITS", f"{self.part} has a cell in row {row:,}; at most {self.limits.rows:,} are read.")
        if column > self.limits.columns:
            found = f"{self.part} has a cell in column {column:,}; at most {self.limits.columns:,} are read."
            self._refuse("ZIP_LIMITS", found)
        self.sighting.rows = max(self.sighting.rows, row)
        self.sighting.columns = max(self.sighting.columns, column)

    def _count_text(self) -> None:
        # a cell has a value, perhaps a formula; a shared text some runs
        self.others += 1
        if self.others > self.limits.others + 3 * self.limits.cells:
            self._refuse("ZIP_LIMITS", "it has more parts of texts than its cells can need.")

    def _count_other(self) -> None:
        self.others += 1
        if self.others > self.limits.others + 3 * self.cells:
            self._refuse("ZIP_LIMITS", f"it has more than {self.limits.others:,} elements beside its cells.")

    def _other(self, name: str, attributes: Mapping[str, str]) -> None:
        self._count_other()
        if name == "mergeCell":
            self.merges += 1
            self.merged_area += self._area(attributes)
            if self.merges > self.limits.merges or self.merged_area > self.limits.merged_area:
                found = f"{self.part} merges more than {self.limits.merged_area:,} cells or {self.limits.merges} times."
                self._refuse("MERGED", found)
        elif name in {"hyperlink", "comment"} and "ref" in attributes:
            self.linked_area += self._area(attributes) - 1
            if self.linked_area > self.limits.linked_area:
                self._refuse("ZIP_LIMITS", f"a link or comment in {self.part} covers too many cells.")
            if name == "comment" and ":" in attributes["ref"]:
                self._refuse("XML_INVALID", f"a comment in {self.part} belongs to more than one cell.")
            row, column = place_of(attributes["ref"].partition(":")[2] or attributes["ref"])
            if row > self.limits.rows or column > self.limits.columns:
                self._refuse("ZIP_LIMITS", f"a link or comment in {self.part} lies beyond the table.")
        elif name == "Relationship" and attributes.get("TargetMode") == "External":
            self._check_target(attributes)
        elif name in {"Override", "Default"} and "macroenabled" in attributes.get("ContentType", "").lower():
            self._refuse("MACRO", "it is a workbook with macros.")

    def _check_target(self, attributes: Mapping[str, str]) -> None:
        """Let web addresses of links pass: they are not followed; anything else that is fetched from outside is not."""
        if not attributes.get("Type", "").endswith("/hyperlink"):
            self._refuse("EXTERNAL_LINK", f"{self.part} takes something from another file.")

    def _area(self, attributes: Mapping[str, str]) -> int:
        try:
            return area_of(attributes.get("ref", ""))
        except NoRangeError:
            self._refuse("XML_INVALID", f"{self.part} names the cells {attributes.get('ref', '')[:40]!r}.")
            return 0
