"""A page to read over a mode: reports, a text, or words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.tui.text.fitting import one_line
from workbench.tui.widgets.report_view import ReportView
from workbench.tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from workbench.model.report import Report


class Reading(ModalScreen[None]):
    """Something to read, and then to close."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "app.pop_screen", "Close"),
        Binding("ctrl+q,f10", "app.quit", "Quit"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    Reading > Vertical { background: $surface; height: 100%; }
    Reading .heading {
        color: $accent; text-style: bold; height: 1; padding: 0 1; background: $panel;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    Reading:ansi > Vertical, Reading:ansi .heading { background: ansi_default; }
    """

    def __init__(
        self,
        title: str,
        reports: Sequence[Report] = (),
        text: str = "",
        words: Sequence[str] = (),
        *,
        at_end: bool = False,
    ) -> None:
        super().__init__()
        self._title_line = one_line(title)
        self._at_end = at_end
        self.view = ReportView(reports, text, words)

    def compose(self) -> ComposeResult:
        """Lay out the heading and what is to be read."""
        yield TooSmall()
        with Vertical(classes="page"):
            yield Static(Content(f"{self._title_line}  (Esc closes, arrows scroll)"), classes="heading")
            yield self.view

    def on_mount(self) -> None:
        """Begin at the end where the latest stands last."""
        self.view.focus()
        if self._at_end:
            self.call_after_refresh(self.view.scroll_end, animate=False)
