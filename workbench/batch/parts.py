"""Parts: which rows of the input belong together, fixed by the input alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CELLS_OF_A_PART = 2**22
"""Numbers that one part holds at most: 32 MiB."""

MOST_ROWS = 2**17
"""Scenarios of one part at most."""


def rows_of_a_part(columns: int) -> int:
    """Return how many scenarios a part holds, from the number of columns alone."""
    return max(1, min(MOST_ROWS, CELLS_OF_A_PART // max(1, columns)))


@dataclass(frozen=True, slots=True)
class Part:
    """A range of rows within one row group of one Parquet file."""

    number: int
    path: Path
    name: str
    """The input file as the user knows it."""
    group: int
    start: int
    """First row within the row group."""
    rows: int
    first: int
    """The file's rows before this part: row numbers in error files count from the start of the file."""
    digest: str
    """Of the content of the input."""
    repeated: tuple[tuple[int, str], ...] = ()
    """Rows of this part, counted from its start, whose scenario stands elsewhere too, and what is said of each."""
    staged: bool = False
    """Whether rows were read from a text before: then an empty cell is not given, and NaN is one given as missing."""

    @property
    def stem(self) -> str:
        """The name of its files."""
        return f"part-{self.number:06d}"


def split(rows: int, size: int) -> list[tuple[int, int]]:
    """Return start and length of consecutive ranges that cover rows, each at most `size` long."""
    return [(start, min(size, rows - start)) for start in range(0, rows, size)]
