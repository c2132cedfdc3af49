"""The drawing of the grid: rows and cells on lines, each line painted once for what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.cache import LRUCache
from textual.geometry import Region

from workbench.tui.grid.lines import Cursor, folded_label, head_lines, laid_cell, laid_out, row_start
from workbench.tui.grid.places import GridPlaces
from workbench.tui.theme import GRID_CSS
from workbench.tui.widgets.ink import Ink
from workbench.tui.widgets.together import waits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from workbench.tui.grid.rows import Cell, Filled
    from workbench.tui.widgets.sent import Piece

PAINTED_LINES = 2048


class GridDrawing(GridPlaces):
    """What is drawn of the grid; what stands in it comes from elsewhere."""

    covers = True
    """Its lines are always as wide as it is."""
    DEFAULT_CSS = f"GridDrawing {{ {GRID_CSS} }}"

    def __init__(self) -> None:
        super().__init__()
        self.typed: str | None = None
        """What is being typed into the cell under the cursor."""
        self.folded: set[str] = set()
        """Groups whose criteria are hidden."""
        self.outside: frozenset[str] = frozenset()
        """Options that stand outside the ranking."""
        self._labels: Sequence[str] = ()
        self._filled: dict[str, Filled] = {}
        self._revisions: dict[str, int] = {}
        """How often what stands in a row has changed, by criterion."""
        self._stale_rows: set[int] = set()
        self._is_head_stale = False
        """What has changed since it was painted."""
        self._lines: LRUCache[tuple[object, ...], Strip] = LRUCache(PAINTED_LINES)
        self._headed: tuple[tuple[object, ...], list[Strip]] | None = None
        """What the heading was painted for, and its lines."""
        self._starts: dict[tuple[int, bool], Piece] = {}
        """What stands before the cells, by the place of the row and whether the cursor is in it."""
        self._pieces: dict[str, tuple[Sequence[Cell], dict[int, Piece]]] = {}
        """The cells of rows that have been painted, by criterion, with what they were painted for."""
        self._ink = Ink(self, "grid", as_sent=True)

    def _refresh_row(self, place: int) -> None:
        self._stale_rows.add(place)
        self.redraw()

    def _refresh_selected(self) -> None:
        self._stale_rows.update(self.selected[0])
        self.redraw()

    def _refresh_head(self) -> None:
        self._is_head_stale = True
        self.redraw()

    def redraw(self) -> None:
        """Have the rows that have changed painted again, and the heading if it has."""
        if waits(self):
            return
        (width, height), head, top = self.outer_size, self._geometry.head, round(self.scroll_y)
        sticky = self._sticky(top)
        lines = [head + (sticky.index(place) if place in sticky else place - top) for place in self._stale_rows]
        regions = [Region(0, y, width, 1) for y in lines if head <= y < height]
        if self._is_head_stale:
            regions.append(Region(0, 0, width, head))
        self._stale_rows.clear()
        self._is_head_stale = False
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Paint one line, or take it from the cache."""
        return self._strips(range(y, y + 1))[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Hand out the painted lines as they are: the grid has neither border nor padding, and its own cache."""
        strips = self._strips(crop.line_range)
        if crop.column_span != (0, self.outer_size.width):
            return [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _strips(self, lines: range) -> list[Strip]:
        top, seen, head = round(self.scroll_y), self._seen, self._geometry.head
        sticky, width = self._sticky(top), self._width
        strips: list[Strip] = []
        for y in lines:
            place = sticky[y - head] if 0 <= y - head < len(sticky) else top + y - head
            strips.append(self._head(seen, width)[y] if y < head else self._line_of(place, seen, width))
        return strips

    def _line_of(self, place: int, seen: range, width: int) -> Strip:
        """Return a row's line, painted once for what it shows; an empty one below the last row."""
        if place < len(self.rows):
            here = (self.column, self.typed) if place == self.line else None
            rows, columns = self.selected if self.corner else (range(0), range(0))
            revision = self._revisions[self.rows[place].criterion.id]
            key: tuple[object, ...] = (width, place, revision, seen.start, here, columns if place in rows else None)
        else:
            key = (width, "below")
        strip = self._lines.get(key)
        if strip is None:
            strip = self._lines[key] = self._painted(place, seen, width)
        return strip

    @property
    def is_at_edge(self) -> bool:
        """Whether one step to the right moves all columns."""
        return self.column == self._seen.stop - 1 < len(self.options) - 1

    def paint_ahead(self) -> None:
        """Paint the rows as they look one column further, while nobody waits for them."""
        if self.is_at_edge:
            seen, top, width = self._seen, round(self.scroll_y), self._width
            rows = {*self._sticky(top), *range(top, min(top + self.page, len(self.rows)))} - {self.line}
            for place in rows:
                self._line_of(place, range(seen.start + 1, seen.stop + 1), width)

    def _head(self, seen: range, width: int) -> list[Strip]:
        """Return the lines of the heading, painted together."""
        shows = (width, seen.start, self.column, self.outside)
        if self._headed is None or self._headed[0] != shows:
            marks = dict.fromkeys(self.outside, "✗ ")
            lines = head_lines(self.options, seen, self.column, self._geometry, marks)
            self._headed = shows, [self._ink.painted(line, width, "heading") for line in lines]
        return self._headed[1]

    @property
    def _width(self) -> int:
        """Cells of a line: up to the scroll bar where there is one, so that nothing has to be cut off for it."""
        return self.outer_size.width - (self.scrollbar_size_vertical if self.scrollbars_enabled[0] else 0)

    def _painted(self, place: int, seen: range, width: int) -> Strip:
        if place >= len(self.rows):
            return self._ink.painted((), width)
        row = self.rows[place]
        cursor = Cursor(self.column, self.typed) if place == self.line else None
        ground = "here" if cursor else "band" if row.leaf is None and row.depth == 0 else ""
        start = self._start_of(place, ground, here=cursor is not None)
        rows, columns = self.selected if self.corner else (range(0), range(0))
        cells = self._filled[row.criterion.id].cells
        if cursor or place in rows:
            lines = laid_out(cells, seen, cursor, self._geometry, columns if place in rows else range(0))
            pieces = [self._ink.piece(each, ground) for each in lines]
        else:
            pieces = self._laid(row.criterion.id, cells, seen, ground)
        return self._ink.joined([start, *pieces], self._geometry.x_of(len(seen)), width, ground)

    def _start_of(self, place: int, ground: str, *, here: bool) -> Piece:
        """Return what stands before the cells of a row."""
        start = self._starts.get((place, here))
        if start is None:
            row, label = self.rows[place], self._labels[place]
            if row.criterion.id in self.folded:
                label = folded_label(label, self._geometry.label)
            line = row_start(row, label, self._geometry, here=here)
            start = self._starts[place, here] = self._ink.piece(line, ground)
        return start

    def _laid(self, name: str, cells: Sequence[Cell], seen: range, ground: str) -> list[Piece]:
        """Return the cells of a row that are seen; each is laid out once for what it shows."""
        known = self._pieces.get(name)
        if known is None or known[0] is not cells:
            known = self._pieces[name] = (cells, {})
        pieces = known[1]
        for place in seen:
            if place not in pieces:
                pieces[place] = self._ink.piece(laid_cell(cells[place], self._geometry), ground)
        return [pieces[place] for place in seen]

    def notify_style_update(self) -> None:
        """Paint anew when the theme changed."""
        super().notify_style_update()
        self._ink.forget()
        self._forget_lines()

    def _forget_lines(self) -> None:
        """Paint every line anew: the room, the rows or the theme are others."""
        self._lines.clear()
        self._starts.clear()
        self._pieces.clear()
        self._headed = None
