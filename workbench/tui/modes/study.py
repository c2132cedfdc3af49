"""Study mode: question, options, criteria, people, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui.modes.mode import Mode
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.widgets.report_view import ReportView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget


class StudyScreen(ModeScreen):
    """Where one sees question, options, criteria, people, settings."""

    name_of_mode: ClassVar[str] = "study"

    def body(self) -> Iterable[Widget]:
        """Return the page."""
        yield ReportView(text="Type : and a verb, for example :score --explain")

    def on_screen_resume(self) -> None:
        """Take the keys."""
        self.query_one(ReportView).focus()


MODE = Mode(
    name="study",
    title="Study",
    purpose="question, options, criteria, people, settings",
    key="f9",
    number=6,
    screen=StudyScreen,
)
