"""A board: an area of lines that repaints, in the same event, only the lines that changed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.text.line import clipped, text_of
from workbench.tui.theme import LINE_CSS
from workbench.tui.widgets.ink import Ink
from workbench.tui.widgets.together import waits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from workbench.tui.text.line import Line


class Board(Widget):
    """Lines of text; what they say comes from `draw`."""

    DEFAULT_CSS = f"Board {{ {LINE_CSS} }}"
    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[Line, ...] = ()
        self._ink = Ink(self, "line", as_sent=True)
        self._room = Size(0, 0)
        """The size of the content, as it was last told."""
        self._whole = Size(0, 0)
        """The size of the whole area then."""
        self._painted: dict[int, Strip] = {}
        """Lines of the whole area as they were handed out."""

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the lines to show."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw again and repaint the lines that differ."""
        if waits(self):
            return
        width, height = self._room
        if not width or not height:
            return
        margin = self.gutter
        before, self._drawn = self._drawn, tuple(self.draw(width, height))
        lines = range(max(len(before), len(self._drawn)))
        regions: list[Region] = []
        for differ, run in groupby(lines, lambda y: before[y : y + 1] != self._drawn[y : y + 1]):
            if differ:
                first, *more = run
                for y in (first, *more):
                    self._painted.pop(margin.top + y, None)
                regions.append(Region(margin.left, margin.top + first, width, 1 + len(more)))
        if regions:
            self.refresh(*regions)

    @property
    def covers(self) -> bool:
        """Whether its lines are as wide as it is now: they are not between a change of size and word of it."""
        return self._whole == self.outer_size

    @property
    def plain(self) -> str:
        """What the board says, without its styles."""
        return "\n".join(text_of(line).rstrip() for line in self._drawn)

    def render_line(self, y: int) -> Strip:
        """Paint one line of the content."""
        width = self.content_size.width
        line = self._drawn[y] if 0 <= y < len(self._drawn) else ()
        return self._ink.painted(line if self._ink.piece(line).cells <= width else clipped(line, width), width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Hand out the painted lines between their paddings; a board has no border."""
        for y in crop.line_range:
            if y not in self._painted:
                self._painted[y] = self._line_of_area(y)
        strips = [self._painted[y] for y in crop.line_range]
        span = crop.column_span
        return strips if span == (0, self.outer_size.width) else [strip.crop(*span) for strip in strips]

    def _line_of_area(self, y: int) -> Strip:
        margin, style = self.gutter, self._ink.style("")
        left, right = (Strip([Segment(" " * cells, style)], cells) for cells in (margin.left, margin.right))
        return Strip.join([left, self.render_line(y - margin.top), right])

    def notify_style_update(self) -> None:
        """Paint anew when the theme changed."""
        super().notify_style_update()
        self._ink.forget()
        self._painted.clear()

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size."""
        self._room, self._whole = self.content_size, self.outer_size
        self._painted.clear()
        self.redraw()
        self.refresh()
