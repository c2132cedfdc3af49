"""What is wrong with rows: one line each, naming file, row, id, column, value and problem."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

import numpy as np

from workbench.formats.safe_text import csv_safe
from workbench.model.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADING = ("file", "row", "id", "column", "value", "problem")
LONGEST_TEXT = 120
"""Characters of a value or id that are repeated in an error file."""
PLAIN_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")
"""What a spreadsheet reads as a number and does not calculate."""
MOST_PER_ROW = 10
"""Problems of one row that are listed."""

_ROW = re.compile(rb'^(?:"(?:[^"]|"")*"|[^",]*),([0-9]+),.*$', re.MULTILINE)
"""A line: the file, then the row."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one row; rows are counted from 1, the heading not counted."""

    file: str
    row: int
    id: str
    column: str
    value: str
    problem: str


def problems_csv(problems: Iterable[Problem], *, heading: bool = True) -> str:
    """Return the problems as CSV text."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    if heading:
        writer.writerow(HEADING)
    for each in problems:
        texts = (each.file, each.row, each.id, each.column, each.value, each.problem)
        writer.writerow([text if isinstance(text, int) else _shown(text) for text in texts])
    return stream.getvalue()


def _shown(text: str) -> str:
    """Return a text that neither a terminal nor a spreadsheet obeys; a plain number stays as it is."""
    return text if PLAIN_NUMBER.fullmatch(text) else csv_safe(printable(_cut(text))).replace("\n", r"\n")


def by_row(lines: bytes) -> bytes:
    """Return the lines about one file in the order of its rows."""
    rows = np.array([int(found[1]) for found in _ROW.finditer(lines)], dtype=np.int64)
    if not (np.diff(rows) < 0).any():
        return lines
    each = lines.splitlines(keepends=True)
    return b"".join(each[place] for place in np.argsort(rows, kind="stable").tolist())


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def bounded(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems in the order of their rows, at most MOST_PER_ROW of each row."""
    counts: dict[int, int] = {}
    kept = []
    for each in sorted(problems, key=lambda each: (each.row, each.column, each.problem)):
        counts[each.row] = counts.get(each.row, 0) + 1
        if counts[each.row] <= MOST_PER_ROW:
            kept.append(each)
    return kept
