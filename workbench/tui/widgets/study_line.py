"""The top line: which mode and study, whose session, how far scored, what is disputed, whether all is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui.text.fitting import crop, fit, one_line, wrap
from workbench.tui.text.line import spread, width_of
from workbench.tui.widgets.board import Board

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from workbench.tui.text.line import Line
    from workbench.usecases.session import Session

WIDE = 76
"""Cells from which words stand beside the marks."""
ROOM_FOR_TITLE = 24
"""Cells that the modes must leave to the study's title, or they are not all named."""


class StudyLine(Board):
    """One line, the label “illustrative” never left out."""

    DEFAULT_CSS: ClassVar[str] = """
    StudyLine { height: 1; background: $panel; padding: 0 1; }
    StudyLine:ansi { background: ansi_default; }
    """

    def __init__(self, session: Session, mode: str = "") -> None:
        super().__init__()
        self.session = session
        self.mode = mode
        self._spots: list[tuple[int, int, str]] = []

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the line."""
        del height
        study = self.session.study
        analyst = study.analyst.get(self.session.analyst)
        hidden = getattr(self.screen, "anonymous", False)
        who = "projector" if hidden else one_line(analyst.label if analyst else self.session.label)
        right: list[tuple[str, str]] = [("  ILLUSTRATIVE", "label")] if study.illustrative else []
        disputes = len(self.session.disputes)
        right += [(f"  ! {disputes} disputed", "alarm")] if disputes else []
        right += [("  ", ""), (crop(who, 14), ""), *self._progress(wide=width >= WIDE)]
        right += [("  ", ""), *self._saved(wide=width >= WIDE)]
        title = one_line(study.title)
        tabs = self._tabs(width - width_of(tuple(right)), len(title))
        return [spread((*tabs, (title, "strong")), tuple(right), width)]

    def _progress(self, *, wide: bool) -> Line:
        """Return how far the study is scored, once that is known."""
        if self.session.is_unscored:
            return ()
        scored, cells = self.app.progress  # type: ignore[attr-defined]
        return (("  ", ""), (f"{scored}/{cells}", "strong"), (" scored" if wide else "", "dim"))

    def _tabs(self, room: int, title: int) -> Line:
        """Return the names of the modes, all of them where the title keeps its room."""
        modes = self.app.modes_shown  # type: ignore[attr-defined]
        whole = sum(len(each.title) + 2 for each in modes)
        self._spots = []
        spans: list[tuple[str, str]] = []
        used = 0
        for each in modes if whole + min(title, ROOM_FOR_TITLE) <= room else []:
            here = each.name == self.mode
            text = f"[{each.title}]" if here else f" {each.title} "
            self._spots.append((used, used + len(text), each.name))
            used += len(text)
            spans.append((text, "picked" if here else "dim"))
        if not spans:
            here = next((each.title for each in modes if each.name == self.mode), "")
            spans = [(here, "picked"), (" · ", "rule")] if here else []
            return tuple(spans)
        return (*spans, ("  ", ""))

    async def on_click(self, event: events.Click) -> None:
        """Show the mode whose name was clicked; the disputes for the rest of the line, when there are any."""
        x = event.x - self.gutter.left
        for start, end, name in self._spots:
            if start <= x < end:
                await self.app.do(f"show-{name}")  # type: ignore[attr-defined]
                return
        if self.session.disputes:
            await self.app.do("disputes")  # type: ignore[attr-defined]

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
