"""The line of a mode's pages: which there are, and which is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from workbench.tui.widgets.board import Board

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from workbench.tui.text.line import Line, Span

BEFORE, AFTER = "‹ ", " ›"
"""At an end beyond which there are more pages."""


class PageLine(Board):
    """One line: the pages, with their numbers where keys show them, the one that is shown in brackets.

    Where there is no room for all, those around the one that is shown, and marks on whose side there are more.
    """

    DEFAULT_CSS: ClassVar[str] = "PageLine { height: 1; }"

    def __init__(
        self,
        titles: Sequence[str],
        here: Callable[[], int],
        choose: Callable[[int], None],
        *,
        numbered: bool = True,
    ) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self._numbers = tuple(f"{place} " if numbered else "" for place in range(1, len(titles) + 1))
        self._here, self._choose = here, choose
        self._spots: list[tuple[int, int, int]] = []

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the line."""
        del height
        here, every = self._here(), range(len(self._titles))
        loose = self._cells(every, 2) <= width
        shown = every if self._cells(every, 1) <= width else self._around(here, width - len(BEFORE) - len(AFTER))
        spans: list[Span] = [(BEFORE[:-1], "key")] if shown.start > 0 else []
        used = len(BEFORE[:-1]) if spans else 0
        self._spots = []
        for place in shown:
            opening = "[" if place == here else "]" if place == here + 1 and not loose and place > shown.start else " "
            number, title = self._numbers[place], self._titles[place]
            style = "picked" if place == here else "dim"
            spans += [(opening, "picked"), (number, "key"), (title, style)]
            end = used + 1 + cell_len(number + title)
            self._spots.append((used, end, place))
            used = end
            if loose or place == shown.stop - 1:
                spans.append(("]" if place == here else " ", "picked"))
                used += 1
        if shown.stop < len(self._titles):
            spans.append((AFTER[1:], "key"))
        return [tuple(spans)]

    def _cells(self, places: range, gap: int) -> int:
        """Return the cells that pages take with so many between two of them, and one at either end."""
        names = sum(cell_len(self._numbers[place] + self._titles[place]) for place in places)
        return names + gap * (len(places) - 1) + 2

    def _around(self, here: int, width: int) -> range:
        """Return as many pages around the shown one as there is room for."""
        first = last = here
        while True:
            more = [range(first, last + 2), range(first - 1, last + 1)]
            fitting = [each for each in more if each.start >= 0 and each.stop <= len(self._titles)
                       and self._cells(each, 1) <= width]  # fmt: skip
            if not fitting:
                return range(first, last + 1)
            first, last = fitting[0].start, fitting[0].stop - 1

    def on_click(self, event: events.Click) -> None:
        """Show the page whose name was clicked."""
        x = event.x - self.gutter.left
        for start, end, place in self._spots:
            if start <= x < end:
                self._choose(place)
                return
