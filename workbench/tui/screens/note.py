"""The editor for the reason of a score."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from workbench.tui.screens.editor import Editor
from workbench.tui.text.fitting import one_line
from workbench.tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

HINT = "Esc or F2 keeps the text and closes · F8 closes without"
INSTEAD = "F7 writes its reason"


class NoteEditor(Editor):
    """A text area over the grid. Closing keeps the text; only F8 leaves it as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2,ctrl+s", "keep", "Keep the reason and close"),
        Binding("f8", "discard", "Close without keeping"),
        Binding("f7", "instead", "The reason of the cell that was scored just before"),
        Binding("f1", "app.help", "Help"),
        Binding("ctrl+q,f10", "app.quit", "Quit"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    NoteEditor { align: center middle; background: $background 60%; }
    NoteEditor > Vertical {
        width: 90%; max-width: 90; height: 14; max-height: 100%;
        background: $surface; border: round $primary; padding: 0 1;
    }
    NoteEditor .heading { color: $accent; text-style: bold; height: auto; max-height: 2; }
    NoteEditor TextArea { height: 1fr; border: none; padding: 0; margin: 1 0; background: $background; }
    NoteEditor TextArea:focus { border: none; }
    NoteEditor .instead { color: $warning; height: auto; }
    NoteEditor .hint { color: $foreground 70%; height: auto; }
    NoteEditor .problem { color: $error; text-style: bold; height: auto; display: none; }
    NoteEditor:ansi { background: ansi_default; }
    NoteEditor:ansi > Vertical { background: ansi_default; border: round ansi_default; }
    NoteEditor:ansi TextArea { background: ansi_default; }
    NoteEditor:ansi .hint { color: ansi_default; }
    """

    def __init__(
        self,
        title: str,
        text: str,
        keep: Callable[[str], str],
        *,
        draft: Callable[[str | None], None] = lambda _: None,
        unfinished: str | None = None,
        begun: str = "",
        instead: str = "",
        what: str = "Reason",
    ) -> None:
        """Prepare the editor.

        Parameters
        ----------
        keep
            Makes the text the reason; returns what is wrong with it, or nothing.
        draft
            Keeps the text safe while it is written; None gives it up.
        unfinished
            What an earlier session left when it ended early; it is shown in place of the text.
        begun
            What was typed of it before it was opened; it stands behind the text.
        instead
            Which other reason may have been meant; F7 leaves this one for it.
        what
            What is written.
        """
        super().__init__()
        self._heading = one_line(f"{what}: {title}")
        self._before = text
        self._keep = keep
        self._draft = draft
        self._unfinished = unfinished
        self._begun = begun
        self._instead = one_line(instead)
        self.carried: str | None = None
        """What was typed for the other reason; None unless it is the one that was meant."""
        self._area: TextArea | None = None

    def compose(self) -> ComposeResult:
        """Lay out the heading, the text and the keys."""
        yield TooSmall()
        with Vertical(classes="page"):
            yield Static(Content(self._heading), classes="heading")
            if self._instead:
                yield Static(Content(f"{self._instead} {INSTEAD}."), classes="instead")
            text = self._before if self._unfinished is None else self._unfinished
            text = "\n".join(filter(None, (text, self._begun)))
            area = TextArea(text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
            area.cursor_blink = False
            yield area
            left = "" if self._unfinished is None else "This text was left unfinished; F8 gives it up."
            problem = Static(Content(left), classes="problem")
            problem.display = bool(left)
            yield problem
            yield Static(Content(HINT), classes="hint")

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        self._area = area
        self.set_focus(area)
        if self._begun:
            self._draft(area.text)

    async def on_key(self, event: events.Key) -> None:
        """Act on the keys that the text area has no use for."""
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            await self.run_action(binding.action)

    def on_text_area_changed(self) -> None:
        """Keep what is written safe: a crash costs a second of it at most."""
        if self._area is not None and self._area.text != self._before:
            self._draft(self._area.text)

    def settle(self) -> bool:
        """Keep the text if it was changed; return whether that went well."""
        text = self._area.text if self._area else self._before
        if text.strip() == self._before.strip():
            self._draft(None)
            return True
        problem = self._keep(text)
        self.query_one(".problem", Static).update(Content(problem))
        self.query_one(".problem").display = bool(problem)
        return not problem

    def action_instead(self) -> None:
        """Go to the other reason; what was typed goes along, where this one was empty before."""
        if not self._instead:
            return
        text = self._area.text if self._area else ""
        if self._before.strip() or not text.strip():
            if not self.settle():
                return
            self.carried = ""
        else:
            self._draft(None)
            self.carried = text
        self.dismiss(None)

    def action_keep(self) -> None:
        """Keep the text and close; stay open when it cannot be kept."""
        if self.settle():
            self.dismiss(None)

    def action_discard(self) -> None:
        """Close and leave the reason as it was."""
        self._draft(None)
        self.dismiss(None)
