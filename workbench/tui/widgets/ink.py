"""Ink: the styles that lines are painted with, asked for once and remembered until the theme changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from workbench.tui.line import Line


REMEMBERED = 8192
"""Pieces of lines that are kept."""


class Ink:
    """The styles of one widget's components, by the short names that lines use."""

    def __init__(self, widget: Widget, family: str, *, as_sent: bool = False) -> None:
        """Begin with nothing known.

        Parameters
        ----------
        as_sent
            Whether styles are to be as the terminal gets them, for a widget that hands its strips out by itself.
        """
        self._widget, self._family, self._as_sent = widget, family, as_sent
        self._styles: dict[tuple[str, str], Style] = {}
        self._pieces: dict[tuple[Line, str], list[Segment]] = {}

    def forget(self) -> None:
        """Ask again: the theme has changed."""
        self._styles.clear()
        self._pieces.clear()

    def style(self, name: str, ground: str = "") -> Style:
        """Return the style of a name over a ground; the empty name is the ground itself."""
        known = self._styles.get((name, ground))
        if known is None:
            mixed = self._ground(ground) + self._letters(name) if name else self._ground(ground)
            known = self._styles[name, ground] = self._sent(mixed) if self._as_sent else mixed
        return known

    def _ground(self, name: str) -> Style:
        return self._widget.get_component_rich_style(f"{self._family}--{name}") if name else self._widget.rich_style

    def _letters(self, name: str) -> Style:
        """Return a component's colour and attributes without its background, so that it can lie on any ground."""
        full = self._widget.get_component_rich_style(f"{self._family}--{name}")
        return Style(color=full.color, bold=full.bold, dim=full.dim, italic=full.italic, underline=full.underline,
                     reverse=full.reverse)  # fmt: skip

    def _sent(self, style: Style) -> Style:
        segments = [Segment(" ", style)]
        for each in self._widget.get_line_filters():
            segments = each.apply(segments, self._widget.background_colors[1])
        return segments[0].style or Style.null()

    def segments(self, piece: Line, ground: str = "") -> list[Segment]:
        """Return a piece of a line with its styles; the same list for the same piece."""
        known = self._pieces.get((piece, ground))
        if known is None:
            if len(self._pieces) >= REMEMBERED:
                self._pieces.clear()
            known = [Segment(text, self.style(name, ground)) for text, name in piece if text]
            self._pieces[piece, ground] = known
        return known

    def painted(self, line: Line, width: int, ground: str = "") -> Strip:
        """Return a line as a strip of a width."""
        segments = [Segment(text, self.style(name, ground)) for text, name in line if text]
        return Strip(segments).adjust_cell_length(width, self.style("", ground))

    def joined(self, pieces: Iterable[Line], cells: int, width: int, ground: str = "") -> Strip:
        """Return pieces that take so many cells as a strip of a width."""
        segments = [segment for piece in pieces for segment in self.segments(piece, ground)]
        return Strip(segments, cells).adjust_cell_length(width, self.style("", ground))
