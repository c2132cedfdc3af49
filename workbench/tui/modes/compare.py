"""Compare mode: sides, analysts and options beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui.modes.mode import Mode
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.widgets.report_view import ReportView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget


class CompareScreen(ModeScreen):
    """Where one sees sides, analysts and options beside each other."""

    name_of_mode: ClassVar[str] = "compare"

    def body(self) -> Iterable[Widget]:
        """Return the page."""
        yield ReportView(text="Type : and a verb, for example :score --explain")

    def on_screen_resume(self) -> None:
        """Take the keys."""
        self.query_one(ReportView).focus()


MODE = Mode(
    name="compare",
    title="Compare",
    purpose="sides, analysts and options beside each other",
    key="f6",
    number=5,
    screen=CompareScreen,
)
