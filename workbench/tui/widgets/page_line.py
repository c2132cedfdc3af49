"""The line of a mode's pages: which there are, and which is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui.widgets.board import Board

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from workbench.tui.line import Line


class PageLine(Board):
    """One line: the pages with their numbers, or where there is no room the one that is shown."""

    DEFAULT_CSS: ClassVar[str] = "PageLine { height: 1; padding: 0 1; }"

    def __init__(self, titles: Sequence[str], here: Callable[[], int], choose: Callable[[int], None]) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self._here, self._choose = here, choose
        self._spots: list[tuple[int, int, int]] = []

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the line."""
        del height
        here = self._here()
        whole = sum(len(title) + 4 for title in self._titles) - 2
        shown = range(len(self._titles)) if whole <= width else self._around(here, width - 8)
        spans: list[tuple[str, str]] = []
        self._spots = []
        used = 0
        if whole > width:
            count = f"{here + 1}/{len(self._titles)}  "
            spans.append((count, "dim"))
            used = len(count)
        for place in shown:
            number, text = f"{place + 1} ", self._titles[place]
            self._spots.append((used, used + len(number) + len(text), place))
            spans += [(number, "key"), (text, "picked" if place == here else "dim"), ("  ", "")]
            used += len(number) + len(text) + 2
        return [tuple(spans)]

    def _around(self, here: int, width: int) -> range:
        """Return as many pages around the shown one as there is room for."""
        first = last = here
        used = len(self._titles[here]) + 4
        while True:
            more = [place for place in (last + 1, first - 1) if 0 <= place < len(self._titles)]
            fitting = [place for place in more if used + len(self._titles[place]) + 4 <= width]
            if not fitting:
                return range(first, last + 1)
            used += len(self._titles[fitting[0]]) + 4
            first, last = min(first, fitting[0]), max(last, fitting[0])

    def on_click(self, event: events.Click) -> None:
        """Show the page whose name was clicked."""
        x = event.x - self.gutter.left
        for start, end, place in self._spots:
            if start <= x < end:
                self._choose(place)
                return
