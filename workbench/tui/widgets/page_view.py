"""A page of a mode: reports and pictures below each other, with cells of the grid that can be gone to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.geometry import Size
from textual.message import Message

from workbench.model.report import Report
from workbench.tui.pictures.draw import picture_lines
from workbench.tui.text.fitting import one_line, wrap
from workbench.tui.text.report_lines import report_lines, widest
from workbench.tui.widgets.report_view import STALE, ReportView

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from workbench.model.picture import Picture
    from workbench.tui.text.line import Line

    Part: TypeAlias = Report | Picture


FEWEST_CELLS = 5
"""Cells that are listed at a time, where there is little room."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the grid to go to."""

    label: str
    option: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows."""

    parts: tuple[Part, ...] = ()
    text: str = ""
    """In place of parts, where there is nothing to show but a reason."""
    cells: tuple[Cell, ...] = ()
    """Listed above the parts."""
    hint: str = ""
    """Which keys go on from here: below a report's finding, else below the picture."""


class PageView(ReportView, inherit_bindings=False):
    """Parts of a page, scrolled by the actions of the mode."""

    BINDINGS: ClassVar[list[BindingType]] = []

    class Chosen(Message):
        """A cell was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.content = Shown()
        self.as_tables = False
        """Whether pictures give way to their tables."""
        self.place = 0
        """Which of the cells is marked."""
        self._first_cell = self._top_cell = 0

    def show_page(self, content: Shown, *, as_tables: bool, stale: bool) -> None:
        """Show a page from its top; a page that is shown again stays where it is."""
        same = content is self.content
        self.content, self.as_tables, self.is_stale = content, as_tables, stale
        if not same:
            self.place = min(self.place, max(0, len(content.cells) - 1))
            self.scroll_home(animate=False)
        self._lay_out()

    def mark_stale(self) -> None:
        """Say that the study has changed since."""
        if self.content.parts and not self.is_stale:
            self.is_stale = True
            self._lay_out()

    @property
    def cell(self) -> Cell | None:
        """The marked cell."""
        return self.content.cells[self.place] if self.content.cells else None

    @property
    def _shown_cells(self) -> int:
        """How many cells are listed at a time."""
        return max(FEWEST_CELLS, self.scrollable_content_region.height // 3)

    def mark(self, step: int) -> bool:
        """Mark the next or previous cell; return whether there is one."""
        place = self.place + step
        if not 0 <= place < len(self.content.cells):
            return False
        self.place = place
        self._lay_out()
        self.scroll_home(animate=False)
        return True

    def _lay_out(self) -> None:
        # The height is the same whether or not what stood here before was so wide that it had to be scrolled.
        width, height = max(20, self.scrollable_content_region.width), self.content_region.height
        lines: list[Line] = [((f"{STALE} r does it anew.", "alarm"),)] if self.is_stale else []
        lines += [((part, ""),) for part in wrap(self.content.text, width, 100)]
        lines += self._cell_lines()
        hint: list[Line] = [((part, "key"),) for part in wrap(self.content.hint, width, 100)]
        for part in self.content.parts:
            lines += [()] if lines and not self.is_stale else []
            if isinstance(part, Report):
                lines += report_lines(part, width, short=True, hint=hint)
                hint = []
            else:
                room = height - len(hint) - bool(hint)
                lines += picture_lines(part, width, room, as_table=self.as_tables)
        lines += [(), *hint] if hint else []
        self._drawn = lines
        self.virtual_size = Size(widest(lines), len(lines))
        self.refresh()

    def _cell_lines(self) -> list[Line]:
        """Return the cells around the marked one, at most a third of the height."""
        cells = self.content.cells
        self._first_cell = 1 + self.is_stale
        if not cells:
            return []
        most = self._shown_cells
        self._top_cell = min(max(0, self.place - most + 1), max(0, len(cells) - most)) if len(cells) > most else 0
        count = f"   {self.place + 1} of {len(cells)}" if len(cells) > most else ""
        lines: list[Line] = [((f"Go to a cell: ↑ ↓ choose, Enter opens it in Score mode{count}", "key"),)]
        for place in range(self._top_cell, min(len(cells), self._top_cell + most)):
            here = place == self.place
            label = one_line(cells[place].label)
            lines.append((("› " if here else "  ", "picked"), (label, "picked" if here else "")))
        return lines

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was clicked."""
        line = event.y - self.gutter.top + round(self.scroll_y) - self._first_cell
        place = line + self._top_cell
        if line >= 0 and place < min(len(self.content.cells), self._top_cell + self._shown_cells):
            self.place = place
            self._lay_out()
            self.post_message(self.Chosen())
