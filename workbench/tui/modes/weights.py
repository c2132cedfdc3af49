"""Weights mode: say what the swings are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui.modes.mode import Mode
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.widgets.report_view import ReportView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget


class WeightsScreen(ModeScreen):
    """Where one sees say what the swings are worth."""

    name_of_mode: ClassVar[str] = "weights"

    def body(self) -> Iterable[Widget]:
        """Return the page."""
        yield ReportView(text="Type : and a verb, for example :score --explain")

    def on_screen_resume(self) -> None:
        """Take the keys."""
        self.query_one(ReportView).focus()


MODE = Mode(
    name="weights", title="Weights", purpose="say what the swings are worth", key="f3", number=2, screen=WeightsScreen
)
