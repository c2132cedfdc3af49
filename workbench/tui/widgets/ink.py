"""Ink: the styles that lines are painted with, asked for once and remembered until the theme changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget

    from workbench.tui.line import Line, Span


class Ink:
    """The styles of one widget's components, by the short names that lines use."""

    def __init__(self, widget: Widget, family: str) -> None:
        self._widget, self._family = widget, family
        self._known: dict[tuple[str, str], Style] = {}

    def forget(self) -> None:
        """Ask again: the theme has changed."""
        self._known.clear()

    def style(self, name: str, ground: str = "") -> Style:
        """Return the style of a name over a ground; the empty name is the ground itself."""
        known = self._known.get((name, ground))
        if known is None:
            known = self._known[name, ground] = self._mixed(name, ground)
        return known

    def _mixed(self, name: str, ground: str) -> Style:
        if name:
            return self.style("", ground) + self._letters(name)
        component = self._widget.get_component_rich_style
        return component(f"{self._family}--{ground}") if ground else self._widget.rich_style

    def _letters(self, name: str) -> Style:
        """Return a component's colour and attributes without its background, so that it can lie on any ground."""
        full = self._widget.get_component_rich_style(f"{self._family}--{name}")
        return Style(color=full.color, bold=full.bold, dim=full.dim, italic=full.italic, underline=full.underline,
                     reverse=full.reverse)  # fmt: skip

    def segments(self, spans: tuple[Span, ...], ground: str = "") -> list[Segment]:
        """Return pieces of text with their styles."""
        return [Segment(text, self.style(name, ground)) for text, name in spans if text]

    def painted(self, line: Line, width: int, ground: str = "") -> Strip:
        """Return a line as a strip of a width."""
        return Strip(self.segments(line, ground)).adjust_cell_length(width, self.style("", ground))
