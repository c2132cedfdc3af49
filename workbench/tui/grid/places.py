"""What of the grid is on the screen, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.scroll_view import ScrollView

from workbench.tui.grid.geometry import divide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.option import Option
    from workbench.tui.grid.rows import Row

SHORTEST_NUMBER = 4
ROOM_FOR_STICKY = 6
"""Rows from which the groups above the first one stay in view; shorter grids need every row."""


class GridPlaces(ScrollView, can_focus=True):
    """The rows and columns there are, where the cursor is, and which of them are seen."""

    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()
        self.options: Sequence[Option] = ()
        self.line = self.column = 0
        """The row and the column of the cursor."""
        self.corner: tuple[int, int] | None = None
        """Where the selected range begins; it ends at the cursor."""
        self._geometry = divide(0, 0, 0, SHORTEST_NUMBER, 0)

    @property
    def side(self) -> int:
        """Cells before the first option."""
        return self._geometry.side

    @property
    def page(self) -> int:
        """How many rows are seen at once."""
        return max(1, self.outer_size.height - self._geometry.head)

    @property
    def _seen(self) -> range:
        first = min(round(self.scroll_x / self._geometry.cell), len(self.options) - self._geometry.columns)
        return range(max(0, first), max(0, first) + self._geometry.columns)

    @property
    def selected(self) -> tuple[range, range]:
        """The rows and columns of the selected range; of the cell under the cursor when there is none."""
        line, column = self.corner or (self.line, self.column)
        return (
            range(min(line, self.line), max(line, self.line) + 1),
            range(min(column, self.column), max(column, self.column) + 1),
        )

    def cell_at(self, x: int, y: int) -> tuple[int, int] | None:
        """Return the row and column of the cell at a place of the grid; the label's is that of the cursor."""
        line = self._row_at(y - self._geometry.head)
        place = (x - self._geometry.side) // self._geometry.cell
        if y < self._geometry.head or line >= len(self.rows) or place >= len(self._seen):
            return None
        return line, self._seen[place] if place >= 0 else self.column

    def option_at(self, x: int, y: int) -> int | None:
        """Return the column of the option whose heading stands at a place."""
        place = (x - self._geometry.side) // self._geometry.cell
        return self._seen[place] if 0 <= y < self._geometry.head and 0 <= place < len(self._seen) else None

    def _sticky(self, top: int) -> list[int]:
        """Return the rows of the groups above the first seen row that stay in view: at most the two nearest."""
        if top <= 0 or top >= len(self.rows) or self.page < ROOM_FOR_STICKY:
            return []
        above: list[int] = []
        depth = self.rows[top].depth
        for place in range(top - 1, -1, -1):
            if self.rows[place].depth < depth:
                depth = self.rows[place].depth
                above.insert(0, place)
        return above[-2:]

    def _row_at(self, y: int) -> int:
        """Return which row stands on a line below the heading."""
        top = round(self.scroll_y)
        sticky = self._sticky(top)
        return sticky[y] if 0 <= y < len(sticky) else top + y

    def _bring_into_view(self) -> None:
        top, page = round(self.scroll_y), self.page
        above = self.line
        while above > 0 and self.rows[above - 1].leaf is None and self.line - above < page // 2:
            above -= 1  # a row is easier to read under the groups it belongs to
        below = min(self.line + 1, len(self.rows) - 1)
        top = min(max(top, below - page + 1), above)
        while top > 0 and self.line < top + len(self._sticky(top)):
            top -= 1
        seen = self._seen
        first = min(max(seen.start, self.column - len(seen) + 1), self.column)
        if (first, top) != (seen.start, round(self.scroll_y)):
            self.scroll_to(first * self._geometry.cell, top, animate=False, force=True)

    def _place_terminal_cursor(self) -> None:
        x = self._geometry.x_of(self.column - self._seen.start) + self._geometry.number
        y = self._geometry.head + self.line - round(self.scroll_y)
        self.app.cursor_position = self.content_region.offset + Offset(x, y)
