"""Results mode: the ranking and what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui.modes.mode import Mode
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.widgets.report_view import ReportView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget


class ResultsScreen(ModeScreen):
    """Where one sees the ranking and what stands behind it."""

    name_of_mode: ClassVar[str] = "results"

    def body(self) -> Iterable[Widget]:
        """Return the page."""
        yield ReportView(text="Type : and a verb, for example :score --explain")

    def on_screen_resume(self) -> None:
        """Take the keys."""
        self.query_one(ReportView).focus()


MODE = Mode(
    name="results",
    title="Results",
    purpose="the ranking and what stands behind it",
    key="f4",
    number=3,
    screen=ResultsScreen,
)
