"""Tables as text: CSV with commas or semicolons, and TSV."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from workbench.errors import DefinitionError, Mistake
from workbench.formats.table.grid import Grid

if TYPE_CHECKING:
    from pathlib import Path

DELIMITERS = (",", ";", "\t")

MOST_IN_A_CELL = 1_000_000
"""Characters of one cell; more is a quotation mark that nobody closed."""


def read(path: Path) -> Grid:
    """Return the cells of a text, all of them text or nothing.

    Raises
    ------
    DefinitionError
        When it is no UTF-8, or its quotation marks do not pair.
    """
    text = _text(path)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else _delimiter(text)
    csv.field_size_limit(MOST_IN_A_CELL)
    rows: list[tuple[str | None, ...]] = []
    lines: list[int] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for row in reader:
            cells = tuple(cell.strip() or None for cell in row)
            if any(cells):
                rows.append(cells)
                lines.append(before + 1)
            before = reader.line_num
    except csv.Error as error:
        found = f"the row cannot be read: {error}."
        raise DefinitionError([Mistake(str(path), "", found, "Look for a quotation mark.", before + 1)]) from error
    header = rows[0] if rows else ()

    def place(_row: int, column: int) -> str:
        name = header[column] if column < len(header) else None
        return f"column {column + 1} ({name})" if name else f"column {column + 1}"

    return Grid(str(path), tuple(rows), place, tuple(lines))


def _text(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = f"the byte {data[error.start]:#04x} is no UTF-8."
        raise DefinitionError([Mistake(str(path), "", found, "Save the file as CSV UTF-8.", line)]) from error
    if "\0" in text:
        found = "the file holds zero bytes; it is no text."
        raise DefinitionError([Mistake(str(path), "", found, "Save the table as CSV UTF-8.")])
    return text


def _delimiter(text: str) -> str:
    """Return what separates the cells of the first line that has any; quoted parts do not count."""
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    bare = "".join(part for place, part in enumerate(first.split('"')) if place % 2 == 0)
    return max(DELIMITERS, key=bare.count)
