"""Where printed pages begin: blocks stay whole, no heading stands alone, and no page holds a last row or two."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAPER_WIDTH, PAPER_HEIGHT = 784.0, 488.0
"""Of landscape A4 within its margins, header and footer, in points."""

COLUMN = 5.25
"""Points of a column for each character in Excel; a little more in LibreOffice, where a page then holds more."""

LEAST = 5
"""Rows on the last page of a block that is longer than one."""

FULL = 0.6
"""What part of a page is filled before a block of several pages begins with a new one."""


@dataclass
class Rows:
    """A sheet's rows as they are printed."""

    heights: Sequence[float]
    """In points, the first row's first."""
    starts: set[int] = field(default_factory=set)
    """Rows that begin a block."""
    led: set[int] = field(default_factory=set)
    """Rows that stay with the next one: headings."""
    capacity: float = PAPER_HEIGHT
    """How much of it a page holds."""
    repeated: float = 0.0
    """What is printed again atop every further page."""

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Yield the first and last row of every block; blank rows before a block belong to the one above."""
        starts = sorted({1, *self.starts} & set(range(1, len(self.heights) + 1)))
        ends = [start - 1 for start in starts[1:]] + [len(self.heights)]
        yield from zip(starts, ends, strict=True)

    def height(self, first: int, last: int) -> float:
        """Return how high rows are together."""
        return sum(self.heights[first - 1 : last])


def capacity(columns: float, fixed: float, across: int) -> float:
    """Return how many points of rows a page holds, once the columns are scaled to fit so many pages across."""
    width = (columns + fixed * (across - 1)) * COLUMN
    return PAPER_HEIGHT / min(1.0, across * PAPER_WIDTH / max(width, 1.0))


def page_starts(rows: Rows, blank: set[int]) -> list[int]:
    """Return the rows that begin a page, but for the first.

    Parameters
    ----------
    rows
        The sheet's.
    blank
        Rows with nothing in them: at a page's end they need no room.
    """
    found: list[int] = []
    used, top = 0.0, 1
    for first, end in rows.blocks():
        last = end
        while last > first and last in blank:
            last -= 1
        whole = rows.height(first, last)
        alone = all(row in rows.led or row in blank for row in range(top, first))
        short = rows.repeated + whole <= rows.capacity
        if used + whole > rows.capacity and not alone and (short or used > FULL * rows.capacity):
            found.append(first)
            used, top = rows.repeated, first
        if used + whole > rows.capacity:
            inner = _cuts(rows, first, last, used)
            found.extend(inner)
            top = max(inner, default=top)
            used = rows.repeated + rows.height(inner[-1], end) if inner else used + rows.height(first, end)
        else:
            used += rows.height(first, end)
    return found


def _cuts(rows: Rows, first: int, last: int, used: float) -> list[int]:
    """Return where a block that is longer than a page is cut."""
    cuts: list[int] = []
    start = first
    for row in range(first, last + 1):
        if used + rows.heights[row - 1] > rows.capacity and row > start:
            cut = row
            while cut - 1 > start and cut - 1 in rows.led:
                cut -= 1
            cuts.append(cut)
            start, used = cut, rows.repeated + rows.height(cut, row - 1)
        used += rows.heights[row - 1]
    if cuts:
        before = cuts[-2] if len(cuts) > 1 else first
        while last - cuts[-1] + 1 < LEAST and cuts[-1] - 1 > before and _fits(rows, cuts[-1] - 1, last):
            cuts[-1] -= 1
    return cuts


def _fits(rows: Rows, first: int, last: int) -> bool:
    return rows.repeated + rows.height(first, last) <= rows.capacity
