"""The line at the bottom that text is typed into; what it is for stands below it all the while."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input

from workbench.tui.widgets.status import Status

LEAVES = "Esc leaves"
RECALLED = frozenset({"command", "find", "filter"})
"""The purposes of which earlier lines are offered again; what is typed into a field belongs to that field."""


class CommandLine(Input):
    """One line to type into, shown while it is needed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("up", "recall(-1)", "Earlier line"),
        Binding("down", "recall(1)", "Later line"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    CommandLine { display: none; height: 1; border: none; padding: 0 1; background: $panel; }
    CommandLine:focus { border: none; }
    CommandLine:ansi { background: ansi_default; }
    """

    class Given(Message):
        """A line was entered."""

        def __init__(self, purpose: str, text: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text

    class Typed(Message):
        """The line changed while it was typed."""

        def __init__(self, purpose: str, text: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text

    def __init__(self) -> None:
        super().__init__(select_on_focus=False)
        self.cursor_blink = False
        self.purpose = ""
        self.earlier: dict[str, list[str]] = {}
        self._at = 0
        self._begun = ""
        """What stood in the line when it was shown."""

    def ask(self, purpose: str, words: str, text: str = "", known: tuple[str, ...] = (), *, anew: bool = False) -> None:
        """Show the line for a purpose, and in the line below it what it is for.

        Parameters
        ----------
        known
            What may be meant, to be completed.
        anew
            Whether what is typed takes the place of the text, and is not added to it.
        """
        self.purpose = purpose
        self.suggester = SuggestFromList(known) if known else None
        self.value = text
        self.cursor_position = len(text)
        self._at = len(self.earlier.get(purpose, ()))
        self._begun = text
        self.display = True
        status = self.screen.query_one(Status)
        status.say(words if LEAVES in words else f"{words}{' · ' if words else ''}Enter takes it, {LEAVES}")
        self.screen.set_focus(self)
        if anew:
            self.action_select_all()

    def leave(self) -> None:
        """Hide the line and give the keys back."""
        self.purpose = ""
        self.display = False
        self.screen.query_one(Status).say("")
        self.screen.set_focus(None)
        back = getattr(self.screen, "take_keys", None)
        if back is not None:
            back()

    def action_leave(self) -> None:
        """Leave without doing anything."""
        purpose = self.purpose
        self.leave()
        self.post_message(self.Typed(purpose, ""))

    def action_recall(self, step: int) -> None:
        """Show an earlier or later line."""
        lines = self.earlier.get(self.purpose, []) if self.purpose in RECALLED else []
        if not 0 <= self._at + step <= len(lines):
            return
        self._at += step
        self.value = lines[self._at] if self._at < len(lines) else self._begun
        self.cursor_position = len(self.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the line over."""
        event.stop()
        purpose, text = self.purpose, event.value
        lines = self.earlier.setdefault(purpose, [])
        if text.strip() and lines[-1:] != [text]:
            lines.append(text)
        self.leave()
        self.post_message(self.Given(purpose, text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is being typed."""
        event.stop()
        if self.purpose:
            self.post_message(self.Typed(self.purpose, event.value))
