"""The drawn grid: criteria in rows, options in columns, a cursor, and a cache of painted lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView

from workbench.model.change import Change, ChangeSet
from workbench.tui.geometry import divide
from workbench.tui.grid_lines import Cursor, folded_label, head_lines, labels_of, longest_label, row_line
from workbench.tui.rows import fill, options_of, rows_of, within
from workbench.tui.theme import GRID_CSS, GRID_STYLES
from workbench.tui.widgets.board import letters, painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style
    from textual import events
    from textual.strip import Strip

    from workbench.model.option import Option
    from workbench.tui.rows import Row
    from workbench.usecases.session import Session

PAINTED_LINES = 2048
SHORTEST_NUMBER = 4


class GridView(ScrollView, can_focus=True):
    """The study's scores, drawn; knows where the cursor is and changes nothing but that."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(GRID_STYLES)
    DEFAULT_CSS = f"GridView {{ {GRID_CSS} }}"
    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False

    def __init__(self, session: Session, *, moved: Callable[[], None]) -> None:
        super().__init__()
        self.session = session
        self.typed: str | None = None
        """What is being typed into the cell under the cursor."""
        self.column = 0
        self._moved = moved
        self._lines: LRUCache[tuple[object, ...], Strip] = LRUCache(PAINTED_LINES)
        self._letters: dict[str, Style] = {}
        self.folded: set[str] = set()
        """Groups whose criteria are hidden."""
        self.shown_only = ""
        """The name of the filter, if there is one."""
        self.corner: tuple[int, int] | None = None
        """Where the selected range begins; it ends at the cursor."""
        self._found: frozenset[str] = frozenset()
        self._read_study()
        self._geometry = divide(0, 0, len(self.options), SHORTEST_NUMBER, 0)
        self.line = next((place for place, row in enumerate(self.rows) if row.leaf), 0)
        """The row of the cursor."""

    @property
    def is_blank(self) -> bool:
        """Whether there is no cell to be in: no option, or no criterion."""
        return not self.rows or not self.options

    @property
    def row(self) -> Row:
        """The row under the cursor."""
        return self.rows[self.line]

    @property
    def option(self) -> Option:
        """The option under the cursor."""
        return self.options[self.column]

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the cells that count are scored, and how many there are."""
        counted = [row for row in self._tree if row.leaf and self._counts(row)]
        return sum(self._filled[row.criterion.id].scored for row in counted), len(counted) * len(self.options)

    def _counts(self, row: Row) -> bool:
        return row.share is not None or self.session.evaluation is None

    def changed(self, changes: ChangeSet) -> None:
        """Show what a change of the study left different, in the same event."""
        if any(not change.key.startswith("score/") for change in changes.changes):
            here = None if self.is_blank else (self.option.id, self.row.criterion.id)
            self._read_study()
            self._stay_at(here)
            return
        touched = {change.key.split("/")[2] for change in changes.changes}
        places = {row.criterion.id: place for place, row in enumerate(self.rows)}
        for row in self._tree:
            name = row.criterion.id
            if row.leaf is None or name in touched:
                before, self._filled[name] = self._filled[name], fill(self.session, row, self.options)
                if before != self._filled[name]:
                    self._revisions[name] += 1
                    if name in places:
                        self._refresh_row(places[name])
        if self._longest_number() != self._geometry.number:
            self._divide()

    def fill_again(self) -> None:
        """Read every cell again, and show those that differ."""
        keys = {f"score/*/{row.criterion.id}/*" for row in self._tree}
        self.changed(ChangeSet(tuple(Change(key, None, None) for key in keys)))

    def move_to(self, line: int, column: int) -> None:
        """Put the cursor into a cell and bring it into view."""
        if self.is_blank:
            return
        line = min(max(line, 0), len(self.rows) - 1)
        column = min(max(column, 0), len(self.options) - 1)
        if self.corner is not None:
            self._refresh_selected()
        before, self.line = self.line, line
        if column != self.column:
            self.column = column
            self._refresh_head()
        self._refresh_row(before)
        self._refresh_row(line)
        if self.corner is not None:
            self._refresh_selected()
        self._bring_into_view()
        self._place_terminal_cursor()
        self._moved()

    def find(self, option: str, criterion: str) -> tuple[int, int] | None:
        """Return the row and column of a cell."""
        options = [each.id for each in self.options]
        lines = [row.criterion.id for row in self.rows]
        if option not in options or criterion not in lines:
            return None
        return lines.index(criterion), options.index(option)

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

    @property
    def side(self) -> int:
        """Cells before the first option."""
        return self._geometry.side

    @property
    def page(self) -> int:
        """How many rows are seen at once."""
        return max(1, self.size.height - self._geometry.head)

    def _read_study(self) -> None:
        self.options = options_of(self.session)
        self._tree = rows_of(self.session.study, self.session.evaluation)
        self._filled = {row.criterion.id: fill(self.session, row, self.options) for row in self._tree}
        self._revisions = dict.fromkeys(self._filled, 0)
        self._choose_rows()

    def _choose_rows(self) -> None:
        """Take the rows that are neither folded away nor left out by the filter."""
        self.rows = within(self._tree, self.folded, self._found if self.shown_only else None)
        self._labels = [""] * len(self.rows)
        self.corner = None

    def show_rows(
        self, *, folded: set[str] | None = None, filter_name: str | None = None, found: frozenset[str] = frozenset()
    ) -> None:
        """Fold groups, or show only some criteria; the cursor stays where it is as far as it can."""
        here = None if self.is_blank else (self.option.id, self.row.criterion.id)
        if folded is not None:
            self.folded = folded
        if filter_name is not None:
            self.shown_only, self._found = filter_name, found
        self._choose_rows()
        self._stay_at(here)

    def _stay_at(self, cell: tuple[str, str] | None) -> None:
        parents = {row.criterion.id: row.criterion.parent for row in self._tree}
        place = None
        while cell and place is None and cell[1] in parents:
            place = self.find(*cell)
            cell = (cell[0], parents[cell[1]])
        line, column = place or (self.line, self.column)
        self.line = min(line, max(0, len(self.rows) - 1))
        self.column = min(column, max(0, len(self.options) - 1))
        self._divide()
        self._moved()

    @property
    def selected(self) -> tuple[range, range]:
        """The rows and columns of the selected range; of the cell under the cursor when there is none."""
        line, column = self.corner or (self.line, self.column)
        return (
            range(min(line, self.line), max(line, self.line) + 1),
            range(min(column, self.column), max(column, self.column) + 1),
        )

    def select_from_here(self, *, on: bool) -> None:
        """Begin a range at the cursor, or give it up."""
        self._refresh_selected()
        self.corner = (self.line, self.column) if on else None
        self._refresh_selected()

    def _refresh_selected(self) -> None:
        for place in self.selected[0]:
            self._refresh_row(place)

    def _longest_number(self) -> int:
        return max(SHORTEST_NUMBER, *(filled.longest for filled in self._filled.values()), SHORTEST_NUMBER)

    def _divide(self) -> None:
        """Divide the room anew: after a change of size, of the study, or of the longest number."""
        width, height = self.scrollable_content_region.size
        options = len(self.options)
        geometry = divide(width + 1, height, options, self._longest_number(), longest_label(self._tree))
        self._geometry = geometry
        self._labels = labels_of(self.rows, geometry.label)
        self._lines.clear()
        self.virtual_size = Size(width + (options - geometry.columns) * geometry.cell, geometry.head + len(self.rows))
        self._bring_into_view()
        self._place_terminal_cursor()
        self.refresh()

    @property
    def _seen(self) -> range:
        first = min(round(self.scroll_x / self._geometry.cell), len(self.options) - self._geometry.columns)
        return range(max(0, first), max(0, first) + self._geometry.columns)

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

    def _sticky(self, top: int) -> list[int]:
        """Return the rows of the groups above the first seen row that stay in view: at most the two nearest."""
        if top <= 0 or top >= len(self.rows) or self.page < 6:  # noqa: PLR2004 - short grids need every row
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

    def _place_terminal_cursor(self) -> None:
        x = self._geometry.x_of(self.column - self._seen.start) + self._geometry.number
        y = self._geometry.head + self.line - round(self.scroll_y)
        self.app.cursor_position = self.content_region.offset + Offset(x, y)

    def _refresh_row(self, place: int) -> None:
        top = round(self.scroll_y)
        sticky = self._sticky(top)
        y = self._geometry.head + (sticky.index(place) if place in sticky else place - top)
        self.refresh(Region(0, y, self.size.width, 1))

    def _refresh_head(self) -> None:
        self.refresh(Region(0, 0, self.size.width, self._geometry.head))

    def render_line(self, y: int) -> Strip:
        """Paint one line, or take it from the cache."""
        head = self._geometry.head
        place = self._row_at(y - head)
        if place >= len(self.rows):
            return painted((), self.size.width, self.rich_style, self._style)
        seen = self._seen
        if y < head:
            key: tuple[object, ...] = ("head", y, seen.start, self.column)
        else:
            here = (self.column, self.typed) if place == self.line else None
            rows, columns = self.selected if self.corner else (range(0), range(0))
            name = self.rows[place].criterion.id
            picked = columns if place in rows else None
            key = (place, self._revisions[name], seen.start, here, picked)
        strip = self._lines.get(key)
        if strip is None:
            strip = self._lines[key] = self._paint_head(y, seen) if y < head else self._paint_row(place, seen)
        return strip

    def _paint_head(self, y: int, seen: range) -> Strip:
        line = head_lines(self.options, seen, self.column, self._geometry)[y]
        return painted(line, self.size.width, self._band("heading"), self._style)

    def _paint_row(self, place: int, seen: range) -> Strip:
        row = self.rows[place]
        cursor = Cursor(self.column, self.typed) if place == self.line else None
        rows, columns = self.selected if self.corner else (range(0), range(0))
        picked = columns if place in rows else range(0)
        label = self._labels[place]
        if row.criterion.id in self.folded:
            label = folded_label(label, row.depth)
        cells = self._filled[row.criterion.id].cells
        line = row_line(row, label, cells, seen, cursor, self._geometry, picked=picked)
        band = "here" if cursor else "band" if row.leaf is None and row.depth == 0 else ""
        return painted(line, self.size.width, self._band(band), self._style)

    def _band(self, name: str) -> Style:
        return self.get_component_rich_style(f"grid--{name}") if name else self.rich_style

    def _style(self, name: str) -> Style:
        if name not in self._letters:
            self._letters[name] = letters(self, f"grid--{name}")
        return self._letters[name]

    def notify_style_update(self) -> None:
        """Paint anew when the theme changed."""
        super().notify_style_update()
        self._letters.clear()
        self._lines.clear()

    def on_resize(self, _: events.Resize) -> None:
        """Divide the new room."""
        self._divide()

    def on_show(self) -> None:
        """Take the keys back after the terminal was too small."""
        if self.screen.focused is None:
            self.focus()
