"""Ink: the styles that lines are painted with, asked for once and remembered until the theme changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS
from rich.segment import Segment
from rich.style import Style
from textual.dom import DOMNode
from textual.strip import Strip

from workbench.tui.theme import STYLES
from workbench.tui.widgets.sent import Piece, piece_of, strip_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget

    from workbench.tui.text.line import Line


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
        self._pieces: dict[tuple[Line, str], Piece] = {}

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
        return self._component(name) if name else self._widget.rich_style

    def _component(self, name: str) -> Style:
        """Return the style of a component; most of a widget's are never asked for, so none is looked up ahead."""
        component = f"{self._family}--{name}"
        if component not in STYLES:
            raise KeyError(component)
        node = DOMNode(classes=component)
        node._attach(self._widget)  # noqa: SLF001 - as Textual does it for all of them
        self._widget.app.stylesheet.apply(node)
        return node.rich_style

    def _letters(self, name: str) -> Style:
        """Return a component's colour and attributes without its background, so that it can lie on any ground."""
        full = self._component(name)
        return Style(color=full.color, bold=full.bold, dim=full.dim, italic=full.italic, underline=full.underline,
                     reverse=full.reverse)  # fmt: skip

    def _sent(self, style: Style) -> Style:
        segments = [Segment(" ", style)]
        for each in self._widget.get_line_filters():
            segments = each.apply(segments, self._widget.background_colors[1])
        return segments[0].style or Style.null()

    def piece(self, line: Line, ground: str = "") -> Piece:
        """Return a piece of a line with its styles; the same one for the same words."""
        known = self._pieces.get((line, ground))
        if known is None:
            if len(self._pieces) >= REMEMBERED:
                self._pieces.clear()
            segments = [Segment(text, self.style(name, ground)) for text, name in line if text]
            known = self._pieces[line, ground] = piece_of(segments, self.style("", ground), self._system)
        return known

    @property
    def _system(self) -> ColorSystem:
        """How the terminal is told colours."""
        return COLOR_SYSTEMS.get(self._widget.app.console.color_system or "", ColorSystem.TRUECOLOR)

    def painted(self, line: Line, width: int, ground: str = "") -> Strip:
        """Return a line as a strip of a width."""
        if self._as_sent:
            piece = self.piece(line, ground)
            return self.joined((piece,), piece.cells, width, ground)
        segments = [Segment(text, self.style(name, ground)) for text, name in line if text]
        return Strip(segments).adjust_cell_length(width, self.style("", ground))

    def joined(self, pieces: Sequence[Piece], cells: int, width: int, ground: str = "") -> Strip:
        """Return pieces that take so many cells as a strip of a width; for styles as the terminal gets them."""
        room = width - cells
        if room < 0:
            return Strip([segment for each in pieces for segment in each.segments], cells).crop(0, width)
        rest = (self.piece(((" " * room, ""),), ground),) if room else ()
        return strip_of([*pieces, *rest], width, self.style("", ground), self._system)
