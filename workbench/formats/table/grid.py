"""A grid of cells as a file holds it, whichever format the file has."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from workbench.errors import DefinitionError, Mistake, UsageError, nearest
from workbench.model.own_path import own_path

if TYPE_CHECKING:
    from collections.abc import Callable

Cell = str | float | None
"""What stands in one cell: text, a number, or nothing."""

LONGEST_SHOWN = 60
"""Characters of a name that a message repeats."""

LARGEST_FILE = 50_000_000
"""Bytes of one file; larger inputs belong to `workbench batch`."""
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200_000, 2_000, 2_000_000
TOO_LARGE = (
    f"a table has at most {MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns and {MOST_CELLS:,} cells; this one has more. "
    "Leave out what is not needed; many scenarios belong to `workbench batch`."
)

READERS = {".csv": "delimited", ".tsv": "delimited", ".xlsx": "workbook", ".xlsm": "workbook", ".parquet": "parquet"}
"""Which module reads which kind of file."""


@dataclass(frozen=True)
class Grid:
    """The cells of a table, its first row the header."""

    file: str
    rows: tuple[tuple[Cell, ...], ...]
    place: Callable[[int, int], str] = field(repr=False)
    """Where a cell stands, from its row and column in `rows`, as the reader of the file would look for it."""
    lines: tuple[int, ...] | None = None
    """The file's line of each row, where it has lines."""

    def mistake(self, row: int, column: int, found: str, hint: str = "") -> Mistake:
        """Return a mistake in a cell."""
        line = self.lines[row] if self.lines and row < len(self.lines) else None
        return Mistake(self.file, self.place(row, column), found, hint, line)


def shown(text: str) -> str:
    """Return a name as a message repeats it: a cell's text may be long, and stand in every row."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def read_grid(name: str | Path) -> Grid:
    """Return the cells of a table file, rows without any content left out.

    Raises
    ------
    UsageError
        When the file is not there, too large, of an unknown kind, or needs a library that is not installed.
    DefinitionError
        When it is not what its name says.
    """
    from importlib import import_module

    path = own_path(name)
    suffix = path.suffix.lower()
    check_file(path)
    if suffix not in READERS:
        message = f"{path} is no table that can be read."
        raise UsageError(message, hint=f"Save it as one of: {', '.join(sorted(READERS))}.")
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            message = f"{path} has {size:,} bytes; a table has at most {LARGEST_FILE:,}."
            raise UsageError(message)
        if not size:
            raise DefinitionError([Mistake(str(path), "", "the file is empty.")])
        grid: Grid = import_module(f"workbench.formats.table.{READERS[suffix]}").read(path)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise UsageError(message) from error
    return grid


def check_file(path: Path) -> None:
    """Refuse what is no file, and say what it is.

    Raises
    ------
    UsageError
        When it is a folder, a device, or not there.
    """
    if is_there(path, Path.is_file):
        return
    if is_there(path, Path.is_dir):
        study = is_there(path / "study.json", Path.is_file)
        message = f"{path} is a {'study folder' if study else 'folder'}; a table is a file."
        hint = f"`workbench score {path}` ranks a study." if study else f"Name a file in it. {_neighbours(path / 'x')}"
        raise UsageError(message, hint=hint)
    message = f"{path} is no file." if is_there(path, Path.exists) else f"There is no file {path}."
    raise UsageError(message, hint=_neighbours(path))


def is_there(path: Path, kind: Callable[[Path], bool]) -> bool:
    """Return whether a path is of a kind; what can be no path at all is not."""
    try:
        return kind(path)
    except (OSError, ValueError):
        return False


def _neighbours(path: Path) -> str:
    try:
        files = [each.name for each in path.parent.iterdir() if each.suffix.lower() in READERS]
    except (OSError, ValueError):
        return "Its folder is not there either."
    return nearest(path.name, files) if files else "There is no table in that folder."


def composed(text: str) -> str | None:
    """Return a cell's text without space around it, its letters as most systems compose them; nothing for no text."""
    text = text.strip()
    return (text if text.isascii() else normalize("NFC", text)) or None


def column_letters(column: int) -> str:
    """Return a spreadsheet's name of a column, counted from 0."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
