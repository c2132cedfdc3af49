"""A canvas of braille dots: two across and four down in each cell, each cell in the style of what was drawn last."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.tui.text.line import Line, Span

BLANK = 0x2800
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bit of each dot by row and column (Unicode, Braille Patterns)."""


class Canvas:
    """Dots and single characters in a box of cells."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = max(1, width), max(1, height)
        self._bits = [[0] * self.width for _ in range(self.height)]
        self._styles = [[""] * self.width for _ in range(self.height)]
        self._marks: dict[tuple[int, int], Span] = {}

    def dot(self, x: int, y: int, style: str) -> None:
        """Set one dot, counted from the top left; outside the box nothing happens."""
        row, column = y // 4, x // 2
        if 0 <= row < self.height and 0 <= column < self.width:
            self._bits[row][column] |= DOTS[y % 4][x % 2]
            self._styles[row][column] = style

    def line(self, points: Sequence[tuple[float, float]], style: str, dash: Sequence[int] = ()) -> None:
        """Draw straight lines through points given as parts of the box, 0 to 1 from the bottom left.

        Parameters
        ----------
        dash
            Dots that are drawn and left out by turns; none for a whole line.
        """
        pattern = [place % 2 == 0 for place, length in enumerate(dash) for _ in range(length)] or [True]
        drawn = 0
        across, down = self.width * 2 - 1, self.height * 4 - 1
        places = [(x * across, (1 - y) * down) for x, y in points]
        for (x0, y0), (x1, y1) in pairwise(places):
            steps = max(1, ceil(max(abs(x1 - x0), abs(y1 - y0))))
            for step in range(steps + 1):
                part = step / steps
                if pattern[(drawn + step) % len(pattern)]:
                    self.dot(round(x0 + (x1 - x0) * part), round(y0 + (y1 - y0) * part), style)
            drawn += steps

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Return the row and column of a place given as parts of the box."""
        column = min(self.width - 1, max(0, round(x * (self.width - 1))))
        return min(self.height - 1, max(0, round((1 - y) * (self.height - 1)))), column

    def mark(self, cell: tuple[int, int], character: str, style: str) -> None:
        """Put a character over a cell."""
        self._marks[cell] = (character, style)

    def is_free(self, cell: tuple[int, int]) -> bool:
        """Return whether nothing is in a cell of the box."""
        row, column = cell
        inside = 0 <= row < self.height and 0 <= column < self.width
        return inside and cell not in self._marks and not self._bits[row][column]

    def lines(self) -> list[Line]:
        """Return the canvas as lines of text."""
        return [tuple(self._span(row, column) for column in range(self.width)) for row in range(self.height)]

    def _span(self, row: int, column: int) -> Span:
        if (row, column) in self._marks:
            return self._marks[row, column]
        bits = self._bits[row][column]
        return (chr(BLANK + bits), self._styles[row][column]) if bits else (" ", "")
