"""Score mode: the grid, the ranking beside it, and what is known of the cell under the cursor."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual._context import NoActiveAppError
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen

from workbench.tui.screens.note import NoteEditor
from workbench.tui.text import cleaned, one_line
from workbench.tui.widgets.detail import Detail
from workbench.tui.widgets.grid import ScoreGrid
from workbench.tui.widgets.ranking import Ranking, RankingLine, Standings
from workbench.tui.widgets.status import Status
from workbench.tui.widgets.study_line import Banner, StudyLine
from workbench.tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from workbench.model.change import ChangeSet
    from workbench.usecases.session import Saving, Session

RETRY = 3.0
"""Seconds until a failed save is tried again."""


class ScoreScreen(Screen[None]):
    """Where scores are given."""

    DEFAULT_CSS: ClassVar[str] = """
    ScoreScreen #body { height: 1fr; }
    ScoreScreen.-narrow Ranking { display: none; }
    ScoreScreen.-narrow RankingLine { display: block; }
    ScoreScreen.-wide Ranking { width: 34; }
    ScoreScreen.-low Detail { height: 4; }
    ScoreScreen.-high Detail { height: 10; }
    ScoreScreen.-tall Detail { height: 13; }
    """

    class Saved(Message):
        """The disk caught up, or failed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.grid = ScoreGrid(session, moved=self._moved, say=self.say, write_reason=self._write_reason)
        self._unsubscribe: Callable[[], None] = lambda: None
        self._retrying = False

    def compose(self) -> ComposeResult:
        """Lay out the areas from top to bottom."""
        yield TooSmall()
        with Vertical(classes="page"):
            yield StudyLine(self.grid)
            yield Banner(self.session)
            with Horizontal(id="body"):
                yield self.grid
                yield Ranking(self.session)
            yield RankingLine(self.session)
            yield Detail(self.grid)
            yield Status()

    def on_mount(self) -> None:
        """Follow the session."""
        self._unsubscribe = self.session.subscribe(self._changed)
        self.session.on_saving(self._from_writer)
        self.grid.focus()
        self._moved()
        self.say(self.session.warnings[0] if self.session.warnings else "", problem=True)

    def on_unmount(self) -> None:
        """Stop following the session."""
        self._unsubscribe()
        self.session.on_saving(lambda _: None)

    async def on_key(self, event: events.Key) -> None:
        """Hand keys to the grid that come before it has the focus back."""
        if self.focused is None and self.query_one(".page").display:
            self.grid.focus()
            await self.grid.on_key(event)

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a message in the bottom line."""
        self.query_one(Status).say(one_line(text), problem=problem)

    def _moved(self) -> None:
        self.query_one(Detail).redraw()
        if self.grid.is_blank:
            return
        for ranking in self.query(Standings):
            ranking.point_at(self.grid.option.id)

    def _changed(self, changes: ChangeSet) -> None:
        """Show a change everywhere, in the same event as the key that made it."""
        self.grid.changed(changes)
        for ranking in self.query(Standings):
            ranking.changed()
        self.query_one(Detail).redraw()
        self.query_one(StudyLine).redraw()

    def _from_writer(self, _: Saving) -> None:
        """Take word from the writing thread, which must never wait for the screen."""
        with suppress(NoActiveAppError):  # the application may just have ended
            self.post_message(self.Saved())

    def on_score_screen_saved(self) -> None:
        """Show how far the disk is, and try again after a failure."""
        self.query_one(StudyLine).redraw()
        self.query_one(Banner).update_from_session()
        if self.session.saving.failure and not self._retrying:
            self._retrying = True
            self.set_timer(RETRY, self._retry)

    def _retry(self) -> None:
        self._retrying = False
        self.run_worker(self.session.flush, thread=True, exclusive=True, group="saving", exit_on_error=False)

    def _write_reason(self) -> None:
        option, criterion = self.grid.option, self.grid.row.criterion
        score = self.session.judgement(option.id, criterion.id)
        title = f"{option.label} · {criterion.label}"

        def keep(text: str) -> str:
            return self._keep_reason(option.id, criterion.id, text)

        self.app.push_screen(NoteEditor(title, score.rationale if score else "", keep))

    def _keep_reason(self, option: str, criterion: str, text: str) -> str:
        """Make a text the reason of a score; return what is wrong with it, if anything."""
        text, dropped = cleaned(text)
        try:
            changes = self.session.rescore(option, criterion, rationale=text.strip())
        except ValueError as error:
            return _plain_words(error)
        self.session.apply(changes)
        lost = f" {dropped} control characters were left out." if dropped > 1 else ""
        lost = " 1 control character was left out." if dropped == 1 else lost
        self.say(f"Reason kept.{lost}")
        return ""


def _plain_words(error: ValueError) -> str:
    """Return the reason a record gave, without the library's frame around it."""
    problems = getattr(error, "errors", None)
    texts = [str(each["msg"]) for each in problems()] if callable(problems) else [str(error)]
    return "The text " + "; ".join(text.removeprefix("Value error, ") for text in texts)
