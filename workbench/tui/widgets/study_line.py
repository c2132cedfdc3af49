"""The top line: which study, whose session, how far scored, and whether everything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui.line import spread
from workbench.tui.text import crop, fit, one_line, wrap
from workbench.tui.widgets.board import Board

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.tui.line import Line
    from workbench.tui.widgets.grid_view import GridView
    from workbench.usecases.session import Session

WIDE = 76
"""Cells from which words stand beside the marks."""


class StudyLine(Board):
    """One line, the label “illustrative” never left out."""

    DEFAULT_CSS: ClassVar[str] = """
    StudyLine { height: 1; background: $panel; padding: 0 1; }
    StudyLine:ansi { background: ansi_default; }
    """

    def __init__(self, grid: GridView) -> None:
        super().__init__()
        self.session = grid.session
        self._grid = grid

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the line."""
        del height
        study, (scored, cells) = self.session.study, self._grid.progress
        analyst = study.analyst.get(self.session.analyst)
        who = one_line(analyst.label) if analyst else self.session.analyst
        right: list[tuple[str, str]] = [("  ILLUSTRATIVE", "label")] if study.illustrative else []
        right += [("  ", ""), (crop(who, 14), ""), ("  ", ""), (f"{scored}/{cells}", "strong")]
        right += [(" scored" if width >= WIDE else "", "dim"), ("  ", ""), *self._saved(wide=width >= WIDE)]
        return [spread(((one_line(study.title), "strong"),), tuple(right), width)]

    def _saved(self, *, wide: bool) -> Line:
        saving = self.session.saving
        if saving.failure:
            return (("✗ NOT SAVED", "alarm"),)
        mark, word, style = ("✓", " saved", "good") if saving.done else ("…", " saving", "warn")
        return ((mark, style), (f"{word:<7}" if wide else "", "dim"))


class Banner(Board):
    """What could not be saved and why; stays until it is."""

    DEFAULT_CSS: ClassVar[str] = """
    Banner { height: 2; padding: 0 1; display: none; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the words of the failure."""
        saving = self.session.saving
        reason = saving.failure.removeprefix(f"{self.session.path}: ")
        words = f"NOT SAVED ({saving.waiting} {'change' if saving.waiting == 1 else 'changes'}): {reason}"
        return [((fit(text, width), "alarm"),) for text in wrap(words, width, height)]

    def update_from_session(self) -> None:
        """Show or hide the banner."""
        self.display = bool(self.session.saving.failure)
        self.redraw()
