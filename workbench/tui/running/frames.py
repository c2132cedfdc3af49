"""Frames on their way to the terminal, without what changes nothing there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual._compositor import ChopsUpdate
from textual.app import App

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from textual.screen import Screen


class Frame(ChopsUpdate):
    """Parts of lines that changed; Textual's own goes over those beside them too, to write nothing there."""

    def render_segments(self, console: Console) -> str:
        """Return what is sent: to each place that changed, and what stands there."""
        sent: list[str] = []
        for y, first, last in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is None or x >= last or end <= first:
                    continue
                shown = strip if end <= last else strip.crop(0, last - x)
                sent += (f"\x1b[{y + 1};{x + 1}H", shown.render(console))
        return "".join(sent)


class QuickFrames(App[None]):
    """An application that sends frames as they are here."""

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if type(renderable) is ChopsUpdate:
            renderable = Frame(renderable.chops, renderable.spans, renderable.chop_ends)
        super()._display(screen, renderable)
