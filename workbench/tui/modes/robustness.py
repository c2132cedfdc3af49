"""Robustness mode: how firm the ranking is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui.modes.mode import Mode
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.widgets.report_view import ReportView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget


class RobustnessScreen(ModeScreen):
    """Where one sees how firm the ranking is."""

    name_of_mode: ClassVar[str] = "robustness"

    def body(self) -> Iterable[Widget]:
        """Return the page."""
        yield ReportView(text="Type : and a verb, for example :score --explain")

    def on_screen_resume(self) -> None:
        """Take the keys."""
        self.query_one(ReportView).focus()


MODE = Mode(
    name="robustness",
    title="Robustness",
    purpose="how firm the ranking is",
    key="f5",
    number=4,
    screen=RobustnessScreen,
)
