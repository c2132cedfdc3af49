"""The help screen, made from the actions: the place under the cursor, this mode's keys, then those of every mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.tui.actions.key_names import key_names
from workbench.tui.text.fitting import fit, wrap
from workbench.tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from workbench.tui.actions.action import Action

WIDTH = 71


class Help(ModalScreen[None]):
    """Every key there is, with its words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q,question_mark,enter", "app.pop_screen", "Close"),
        Binding("ctrl+q,f10", "app.quit", "Quit"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    Help { align: center middle; background: $background 60%; }
    Help > Vertical {
        width: 80; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; border: round $primary; padding: 0 1;
    }
    Help VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    Help .heading { color: $accent; text-style: bold; }
    Help:ansi { background: ansi_default; }
    Help:ansi > Vertical { background: ansi_default; border: round ansi_default; }
    """

    def __init__(self, about: str, sections: Sequence[tuple[str, Sequence[Action]]], legend: str) -> None:
        super().__init__()
        self._about = about
        self._sections = sections
        self._legend = legend

    def compose(self) -> ComposeResult:
        """Lay out what is known of the place, the keys, then the marks."""
        yield TooSmall()
        with Vertical(classes="page"):
            yield Static(Content("Help (↑ ↓ scroll, Esc closes)"), classes="heading")
            with VerticalScroll():
                yield Static(Content("\n".join(self.lines())), classes="lines")

    def lines(self) -> list[str]:
        """Return the help as plain lines."""
        lines: list[str] = []
        if self._about:
            lines += [*wrap(f"Here: {self._about}", WIDTH, 20), ""]
        for heading, actions in self._sections:
            lines += [heading.upper(), *grouped(actions), ""]
        return [*lines, *(["MARKS", *self._legend.splitlines()] if self._legend else [])]


def grouped(actions: Iterable[Action]) -> list[str]:
    """Return actions under their headings, a line each: keys, then words."""
    lines: list[str] = []
    by_group: dict[str, list[Action]] = {}
    for each in actions:
        by_group.setdefault(each.group, []).append(each)
    for group, members in by_group.items():
        lines += [f" {group}"] if group and len(by_group) > 1 else []
        for each in members:
            words = wrap(f"{each.title}. {each.help}" if each.help else each.title, WIDTH - 22, 6)
            lines += [f"  {fit(key_names(each.keys), 18)}  {words[0]}", *(" " * 22 + word for word in words[1:])]
    return lines
