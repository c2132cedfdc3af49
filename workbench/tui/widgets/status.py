"""The bottom line: what just happened, what is being calculated, or the keys that fit the place.

A message that does not fit into one line gets more of them, so that no question and no consequence is cut off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len

from workbench.tui.actions.action import EVERYWHERE
from workbench.tui.actions.key_names import short_name
from workbench.tui.text.fitting import crop, wrap
from workbench.tui.widgets.board import Board

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.timer import Timer

    from workbench.tui.running.work import Work
    from workbench.tui.text.line import Line

MAIN = 3
"""Actions of a mode that come before those of every mode."""
TICK = 0.2
"""Seconds between two looks at a calculation."""
MOST = 5
"""Lines that a message may take."""
SPOKEN = 3, 9
"""Lines that are kept free, and that may be taken, while every move is said."""


class Status(Board):
    """One line of words; more where a message needs them."""

    DEFAULT_CSS: ClassVar[str] = """
    Status { height: 1; padding: 0 1; background: $panel; }
    Status:ansi { background: ansi_default; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._message = ""
        self._problem = False
        self._work: Work[Any] | None = None
        self._ticking: Timer | None = None
        self._lines = 1
        """Lines that it takes."""
        self.spots: list[tuple[int, int, str]] = []
        """Where keys stand that can be clicked, and the ids of their actions."""

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a message in place of the keys; an empty one shows the keys again."""
        if (text, problem) != (self._message, self._problem):
            self._message, self._problem = text, problem
            self.fit_to_message()
            self.redraw()

    @property
    def says(self) -> bool:
        """Whether a message stands in place of the keys."""
        return bool(self._message)

    def fit_to_message(self) -> None:
        """Take as many lines as the message needs."""
        width, _ = self._room
        if width:
            least, most = SPOKEN if getattr(self.screen, "speaks", False) else (1, MOST)
            wanted = max(least, len(self._message_lines(width, most)))
            if wanted != self._lines:
                self._lines = self.styles.height = wanted

    def _message_lines(self, width: int, most: int) -> list[Line]:
        mark = "! " if self._problem else ""
        style = "bad" if self._problem else ""
        texts = wrap(self._message, max(1, width - len(mark)), most)
        return [((mark if place == 0 else " " * len(mark), style), (text, style)) for place, text in enumerate(texts)]

    def on_resize(self, event: events.Resize) -> None:
        """Take the lines that the message needs at the new width."""
        super().on_resize(event)
        self.fit_to_message()

    def show_work(self, work: Work[Any] | None) -> None:
        """Show the progress of a calculation until it has ended."""
        self._work = work
        if work is None and self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
        elif work is not None and self._ticking is None:
            self._ticking = self.set_interval(TICK, self.redraw)
        self.redraw()

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the message, the progress, or the keys."""
        if self._message:
            return self._message_lines(width, height)
        if self._work is not None:
            return [self._progress(self._work.words, width)]
        return [self._keys(width, self._offers())]

    def _progress(self, words: str, width: int) -> Line:
        """Return the progress of a calculation, and at the end of the line how to leave."""
        ways_out = [each for each in self._offers() if each[2] in {"help", "quit"}]
        room = sum(len(key) + len(word) + 3 for key, word, _ in ways_out)
        left = crop(words, max(0, width - room))
        indent = width - room + 2
        keys = self._keys(room, ways_out)
        self.spots = [(start + indent, end + indent, action) for start, end, action in self.spots]
        return (left, "warn"), (" " * (indent - cell_len(left)), ""), *keys

    def _keys(self, width: int, offers: Sequence[tuple[str, str, str]]) -> Line:
        spans: list[tuple[str, str]] = []
        self.spots = []
        used = 0
        for key, word, action in offers:
            gap = "  " if spans else ""
            cells = len(gap) + len(key) + 1 + len(word)
            if used + cells > width:
                break
            self.spots.append((used + len(gap), used + cells, action))
            spans += [(gap, ""), (key, "key"), (f" {word}", "dim")]
            used += cells
        return tuple(spans)

    def _offers(self) -> list[tuple[str, str, str]]:
        """Return key, word and id of what the line offers: help, what the mode is for, undo and leaving, then more."""
        place = getattr(self.screen, "name_of_mode", "")
        actions = self.app.actions  # type: ignore[attr-defined]
        own, every = ([each for each in actions.of(name) if each.foot and each.keys] for name in (place, EVERYWHERE))
        idle = getattr(self.screen, "idle", ())
        own = [each for each in own if each.name not in idle]
        leaving = sorted(every[1:], key=lambda each: each.id != "quit")
        ordered = [*every[:1], *own[:MAIN], *leaving[:2], *own[MAIN : MAIN + 1], *leaving[2:], *own[MAIN + 1 :]]
        offers = [(_keys_in_few(each.keys), each.foot, each.id) for each in ordered]
        after = next((place for place, offer in enumerate(offers, start=1) if offer[2] == "quit"), len(offers))
        return [*offers[:after], *self._modes(), *offers[after:]]

    def _modes(self) -> list[tuple[str, str, str]]:
        """Return from which key to which the modes are, as the palette offers them by name."""
        modes = self.app.modes_shown  # type: ignore[attr-defined]
        keys = {each.id: each.keys for each in self.app.actions.all}  # type: ignore[attr-defined]
        ends = [keys.get(f"show-{each.name}", ()) for each in (modes[0], modes[-1])]
        return [(f"{short_name(ends[0][0])}-{short_name(ends[1][0])}", "modes", "palette")] if all(ends) else []

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        x = event.x - self.gutter.left
        for start, end, name in [] if self._message else self.spots:
            if start <= x < end:
                await self.app.do(name)  # type: ignore[attr-defined]
                return


def _keys_in_few(keys: Sequence[str]) -> str:
    if len(keys) > 3 and all(len(key) == 1 and key.isdigit() for key in keys):  # noqa: PLR2004 - a run
        return "1-5"
    return short_name(keys[0])
