"""The bottom line: what just happened, or the keys that fit the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui.line import Line, clipped
from workbench.tui.widgets.board import Board

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYS = (("F1", "help"), ("1-5", "level"), ("Enter", "number"), ("n", "reason"), ("u", "undo"), ("]", "gap"),
        ("^Q", "quit"), ("x", "clear"), ("^P", "commands"))  # fmt: skip


class Status(Board):
    """One line of words."""

    DEFAULT_CSS: ClassVar[str] = """
    Status { height: 1; padding: 0 1; background: $panel; }
    Status:ansi { background: ansi_default; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._message = ""
        self._problem = False

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a message in place of the keys; an empty one shows the keys again."""
        self._message, self._problem = text, problem
        self.redraw()

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the message or the keys."""
        del height
        if self._message:
            mark: Line = (("! ", "bad"),) if self._problem else ()
            return [clipped((*mark, (self._message, "bad" if self._problem else "")), width)]
        spans: list[tuple[str, str]] = []
        room = width
        for key, word in KEYS:
            gap = "  " if spans else ""
            room -= len(gap) + len(key) + 1 + len(word)
            if room < 0:
                break
            spans += [(gap, ""), (key, "key"), (f" {word}", "dim")]
        return [tuple(spans)]
