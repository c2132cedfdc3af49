"""The help screen, made from the bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.tui.text import fit
from workbench.tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

MARKS = """
▁▃▅█   where the number stands on its scale      •  your own score
↓      a raw size: less is better                ?  no reason written
·      no score (never a zero)                   =  computed, not added
≈      totals that are not separable             ▲▼ moved with the last change"""


NAMES = {"pageup": "PgUp", "pagedown": "PgDn", "question_mark": "?", "delete": "Del", "escape": "Esc",
         "up": "↑", "down": "↓", "left": "←", "right": "→"}  # fmt: skip


def keys_and_words(bindings: Iterable[BindingType]) -> list[tuple[str, str]]:
    """Return each action's keys and its words, actions with the same words together."""
    by_words: dict[str, list[str]] = {}
    for binding in bindings:
        if isinstance(binding, Binding) and binding.description:
            by_words.setdefault(binding.description, []).extend(binding.key.split(","))
    return [(_joined([key_name(key) for key in keys]), words) for words, keys in by_words.items()]


def key_name(key: str) -> str:
    """Return a key as people write it."""
    parts = [NAMES.get(part, part if len(part) == 1 else part.capitalize()) for part in key.strip().split("+")]
    last = parts[-1].upper() if parts[:-1] and len(parts[-1]) == 1 else parts[-1]
    return "+".join([*parts[:-1], last])


def _joined(keys: Sequence[str]) -> str:
    if len(keys) > 3 and all(len(key) == 1 for key in keys):  # noqa: PLR2004 - a run of keys reads better
        return f"{keys[0]} … {keys[-1]}"
    return "  ".join(keys)


class Help(ModalScreen[None]):
    """Every key there is, with its words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q,question_mark,enter", "app.pop_screen", "Close"),
        Binding("ctrl+q,f10", "app.quit", "Quit"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    Help { align: center middle; background: $background 60%; }
    Help > Vertical {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; border: round $primary; padding: 0 1;
    }
    Help VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    Help .heading { color: $accent; text-style: bold; }
    Help:ansi { background: ansi_default; }
    Help:ansi > Vertical { background: ansi_default; border: round ansi_default; }
    """

    def __init__(self, bindings: Sequence[BindingType]) -> None:
        super().__init__()
        self._keys = keys_and_words(bindings)

    def compose(self) -> ComposeResult:
        """Lay out the keys, then the marks."""
        yield TooSmall()
        with Vertical(classes="page"):
            yield Static(Content("Keys (↑ ↓ scroll, Esc closes)"), classes="heading")
            with VerticalScroll():
                width = max(len(keys) for keys, _ in self._keys) + 2
                lines = [fit(keys, width) + words for keys, words in self._keys]
                yield Static(Content("\n".join(lines)))
                yield Static(Content(f"\nMarks{MARKS}"))
