"""The grid turned: options on lines, criteria in columns; the same cells, so that everything is done as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Offset

from workbench.model.criterion import Group
from workbench.tui.grid.drawing import GridDrawing
from workbench.tui.grid.lines import OPTIONS_DOWN, Cursor, head_lines, laid_out, name_for, option_start
from workbench.tui.text.fitting import told_apart
from workbench.tui.widgets.together import waits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.strip import Strip

    from workbench.model.criterion import Criterion

Place = tuple[int, int]
"""A row of criteria and a column of options, whichever way they are drawn."""


class TurnedDrawing(GridDrawing):
    """A grid that can be drawn either way; `line` is always a criterion, `column` an option."""

    def __init__(self) -> None:
        super().__init__()
        self.turned = False
        """Whether options stand on lines."""
        self.totals: Mapping[str, str] = {}
        """Each option's total, where options stand on lines."""

    @property
    def columns(self) -> list[int]:
        """The rows that get a column each when options stand on lines: no groups."""
        return [place for place, row in enumerate(self.rows) if not isinstance(row.criterion, Group)]

    @property
    def n_across(self) -> int:
        """How many columns there are."""
        return len(self.columns) if self.turned else len(self.options)

    @property
    def n_down(self) -> int:
        """How many lines there are below the heading."""
        return len(self.options) if self.turned else len(self.rows)

    @property
    def longest_option(self) -> int:
        """Cells of the longest name of an option."""
        return max((cell_len(option.label) for option in self.options), default=0)

    @property
    def at(self) -> Place:
        """The line and the column of the cursor as they are drawn."""
        if not self.turned:
            return self.line, self.column
        columns = self.columns
        return self.column, columns.index(self.line) if self.line in columns else 0

    def place_of(self, down: int, across: int) -> Place:
        """Return the criterion's row and the option's column of a line and a column as they are drawn."""
        if not self.turned:
            return down, across
        columns = self.columns
        return columns[min(max(across, 0), len(columns) - 1)] if columns else self.line, down

    def beside(self, down: int, across: int) -> Place:
        """Return the place so many lines below and so many columns to the right of the cursor."""
        here = self.at
        return self.place_of(here[0] + down, here[1] + across)

    def cell_at(self, x: int, y: int) -> Place | None:
        """Return the row and column of the cell at a place of the grid; a name's is that of the cursor."""
        if not self.turned:
            return super().cell_at(x, y)
        down, across = self._row_at(y - self._geometry.head), (x - self._geometry.side) // self._geometry.cell
        if y < self._geometry.head or down >= len(self.options) or across >= len(self._seen):
            return None
        return self.place_of(down, self._seen[across]) if across >= 0 else (self.line, down)

    def option_at(self, x: int, y: int) -> int | None:
        """Return the column of the option whose heading stands at a place; none when criteria stand there."""
        return None if self.turned else super().option_at(x, y)

    @property
    def _seen(self) -> range:
        first = min(round(self.scroll_x / self._geometry.cell), self.n_across - self._geometry.columns)
        return range(max(0, first), max(0, first) + self._geometry.columns)

    def _sticky(self, top: int) -> list[int]:
        return [] if self.turned else super()._sticky(top)

    def _bring_into_view(self) -> None:
        if not self.turned:
            super()._bring_into_view()
            return
        (down, across), seen, top = self.at, self._seen, round(self.scroll_y)
        first = min(max(seen.start, across - len(seen) + 1), across)
        above = min(max(top, down - self.page + 1), down)
        if (first, above) != (seen.start, top):
            self.scroll_to(first * self._geometry.cell, above, animate=False, force=True)

    def _place_terminal_cursor(self) -> None:
        if not self.turned:
            super()._place_terminal_cursor()
            return
        down, across = self.at
        x = self._geometry.x_of(across - self._seen.start) + self._geometry.number
        spot = Offset(x, self._geometry.head + down - round(self.scroll_y))
        self.app.cursor_position = self.content_region.offset + spot

    def redraw(self) -> None:
        """Have what has changed painted again; turned, a change goes through all lines."""
        if not self.turned:
            super().redraw()
        elif not waits(self):
            self._stale_rows.clear()
            self.refresh()

    @property
    def is_at_edge(self) -> bool:
        """Whether one step to the right moves all columns; turned, none is painted ahead."""
        return not self.turned and super().is_at_edge

    def _strips(self, lines: range) -> list[Strip]:
        return [self._turned_line(y) for y in lines] if self.turned else super()._strips(lines)

    def _turned_line(self, y: int) -> Strip:
        head, seen, width = self._geometry.head, self._seen, self._width
        columns = self.columns
        if y < head:
            criteria: list[Criterion] = [self.rows[place].criterion for place in columns]
            marks = {self.rows[place].criterion.id: "↓ " for place in columns if self.rows[place].less_is_better}
            lines = head_lines(criteria, seen, self.at[1], self._geometry, marks, OPTIONS_DOWN)
            return self._ink.painted(lines[y], width, "heading")
        down = round(self.scroll_y) + y - head
        if down >= len(self.options):
            return self._ink.painted((), width)
        option = self.options[down]
        here = Cursor(self.at[1], self.typed) if down == self.column else None
        rows, picked = self.selected if self.corner else (range(0), range(0))
        chosen = {place for place, row in enumerate(columns) if row in rows} if down in picked else set()
        label, total = self._labels[down], self.totals.get(option.id, "–")
        start = option_start(label, total, self._geometry, here=here is not None, outside=option.id in self.outside)
        cells = [self._filled[self.rows[place].criterion.id].cells[down] for place in columns]
        pieces = [start, *laid_out(cells, seen, here, self._geometry, chosen)]
        ground = "here" if here else ""
        laid = [self._ink.piece(each, ground) for each in pieces]
        return self._ink.joined(laid, self._geometry.x_of(len(seen)), width, ground)

    def option_names(self, width: int) -> list[str]:
        """Return the options' names as they stand at the left, cut so that they stay different."""
        return told_apart([name_for(option, width) for option in self.options], width)
