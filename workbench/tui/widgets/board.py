"""A board: an area of lines that repaints, in the same event, only the lines that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region
from textual.widget import Widget

from workbench.tui.line import clipped, text_of
from workbench.tui.theme import LINE_CSS, LINE_STYLES
from workbench.tui.widgets.ink import Ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from workbench.tui.line import Line


class Board(Widget):
    """Lines of text; what they say comes from `draw`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(LINE_STYLES)
    DEFAULT_CSS = f"Board {{ {LINE_CSS} }}"
    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[Line, ...] = ()
        self._ink = Ink(self, "line")

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the lines to show."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw again and repaint the lines that differ."""
        width, height = self.content_size
        if not width or not height:
            return
        before, self._drawn = self._drawn, tuple(self.draw(width, height))
        for y in range(max(len(before), len(self._drawn))):
            if before[y : y + 1] != self._drawn[y : y + 1]:
                self.refresh(Region(self.gutter.left, self.gutter.top + y, width, 1))

    @property
    def plain(self) -> str:
        """What the board says, without its styles."""
        return "\n".join(text_of(line).rstrip() for line in self._drawn)

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width = self.content_size.width
        line = clipped(self._drawn[y], width) if y < len(self._drawn) else ()
        return self._ink.painted(line, width)

    def notify_style_update(self) -> None:
        """Paint anew when the theme changed."""
        super().notify_style_update()
        self._ink.forget()

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size."""
        self.redraw()
        self.refresh()
