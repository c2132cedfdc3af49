"""A board: an area of lines that repaints, in the same event, only the lines that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.line import clipped, text_of
from workbench.tui.theme import LINE_CSS, LINE_STYLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

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
        return painted(line, width, self.rich_style, lambda name: letters(self, f"line--{name}"))

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size."""
        self.redraw()
        self.refresh()


def painted(line: Line, width: int, base: Style, style: Callable[[str], Style]) -> Strip:
    """Return a line as a strip of a width, its styles laid over a base."""
    segments = [Segment(text, base + style(name) if name else base) for text, name in line if text]
    return Strip(segments).adjust_cell_length(width, base)


def letters(widget: Widget, name: str) -> Style:
    """Return a component's colour and attributes without its background, so that it can lie on any band."""
    full = widget.get_component_rich_style(name)
    return Style(color=full.color, bold=full.bold, dim=full.dim, italic=full.italic, underline=full.underline,
                 reverse=full.reverse)  # fmt: skip
