"""Tables as text: CSV with commas or semicolons, and TSV."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from workbench.errors import DefinitionError, Mistake
from workbench.formats.table.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, TOO_LARGE, Grid, composed, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

    Row = tuple[str | None, ...]

DELIMITERS = (",", ";", "\t")

MOST_IN_A_CELL = 1_000_000
"""Characters of one cell; more is a quotation mark that nobody closed."""

MOST_DELIMITERS = 50 * MOST_COLUMNS
"""Delimiters of one row, those in quotation marks too; a row of more is not taken apart."""


def read(path: Path) -> Grid:
    """Return the cells of a text, all of them text or nothing.

    Raises
    ------
    DefinitionError
        When it is no UTF-8, its quotation marks do not pair, or it is larger than a table can be.
    """
    encoding, errors = _encoding(path)
    try:
        with path.open(encoding=encoding, errors=errors, newline="") as file:
            reading = _Reading(path, file)
            rows = tuple(reading.rows())
    except UnicodeDecodeError as error:
        raise DefinitionError([_no_utf8(path)]) from error
    header = rows[0] if rows else ()

    def place(_row: int, column: int) -> str:
        name = header[column] if column < len(header) else None
        return f"column {column + 1} ({shown(name)})" if name else f"column {column + 1}"

    return Grid(str(path), rows, place, tuple(reading.lines))


def _encoding(path: Path) -> tuple[str, str]:
    with path.open("rb") as file:
        start = file.read(2)
    # Excel's "Unicode text"
    return ("utf-16", "replace") if start in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "strict")


def _no_utf8(path: Path) -> Mistake:
    data = path.read_bytes()
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = f"the byte {data[error.start]:#04x} is no UTF-8."
        return Mistake(str(path), "", found, "Save the file as CSV UTF-8.", line)
    return Mistake(str(path), "", "the file changed while it was read.", "Try again.")


class _Reading:
    """One reading of a text, row by row, which stops where a table cannot be larger."""

    def __init__(self, path: Path, file: TextIO) -> None:
        self.path = path
        self.file = file
        self.lines: list[int] = []
        """The line of each row that was returned."""
        self._delimiter = "\t" if path.suffix.lower() == ".tsv" else self._found_delimiter()
        self._seen = 0
        """Delimiters of the row that is being read."""
        self._started = 1
        """The line on which it began."""

    def rows(self) -> Iterator[Row]:
        csv.field_size_limit(MOST_IN_A_CELL)
        reader = csv.reader(self._checked_lines(), delimiter=self._delimiter, strict=True)
        count = 0
        try:
            for row in reader:
                cells = tuple(map(composed, row))
                if any(cells):
                    count += len(cells)
                    if len(cells) > MOST_COLUMNS or len(self.lines) >= MOST_ROWS or count > MOST_CELLS:
                        raise self._refused(TOO_LARGE)
                    self.lines.append(self._started)
                    yield cells
                self._seen, self._started = 0, reader.line_num + 1
        except csv.Error as error:
            found = f"the row cannot be read: {error}."
            raise self._refused(found, "Look for a quotation mark.") from error

    def _checked_lines(self) -> Iterator[str]:
        for line in self.file:
            if "\0" in line:
                found = "the file holds zero bytes; it is no text."
                raise DefinitionError([Mistake(str(self.path), "", found, "Save the table as CSV UTF-8.")])
            self._seen += line.count(self._delimiter)
            if self._seen > MOST_DELIMITERS:
                raise self._refused(TOO_LARGE)
            yield line

    def _found_delimiter(self) -> str:
        """Return what separates the cells of the first line that has any; quoted parts do not count."""
        first = next((line for line in self.file if line.strip(" ,;\t\r\n")), "")
        self.file.seek(0)
        bare = "".join(part for place, part in enumerate(first.split('"')) if place % 2 == 0)
        return max(DELIMITERS, key=bare.count)

    def _refused(self, found: str, hint: str = "") -> DefinitionError:
        return DefinitionError([Mistake(str(self.path), "", found, hint, self._started)])
