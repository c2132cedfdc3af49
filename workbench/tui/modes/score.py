"""Score mode: the grid, the ranking beside it, and what is known of the cell under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui.description import spoken
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.rows import disputed_cells
from workbench.tui.screens.disputes import Disputes
from workbench.tui.screens.evidence import EvidenceScreen
from workbench.tui.screens.note import NoteEditor
from workbench.tui.screens.reading import Reading
from workbench.tui.text import cleaned
from workbench.tui.widgets.detail import Detail
from workbench.tui.widgets.grid import ScoreGrid
from workbench.tui.widgets.grid_structure import PURPOSES
from workbench.tui.widgets.ground import Beside
from workbench.tui.widgets.ranking import Ranking, RankingLine, Standings
from workbench.tui.widgets.study_line import StudyLine
from workbench.usecases.beside_scores import instruments_report, others_report, turned_report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.widget import Widget

    from workbench.model.change import ChangeSet
    from workbench.model.report import Report
    from workbench.tui.widgets.command_line import CommandLine
    from workbench.usecases.session import Session

MARKS = """\
▁▃▅█   where the number stands on its scale      •  your own score
↓      a raw size: less is better                ?  no reason written
·      no score (never a zero)                   =  computed, not added
≈      totals that are not separable             ▲▼ moved with the last change
▸      a folded group                            !  disputed: s settles it"""


class ScoreScreen(ModeScreen):
    """Where scores are given."""

    name_of_mode: ClassVar[str] = "score"
    DEFAULT_CSS: ClassVar[str] = """
    ScoreScreen #body { height: 1fr; }
    ScoreScreen.-narrow Ranking { display: none; }
    ScoreScreen.-narrow RankingLine { display: block; }
    ScoreScreen.-wide Ranking { width: 34; }
    ScoreScreen.-low Detail { height: 4; }
    ScoreScreen.-high Detail { height: 10; }
    ScoreScreen.-tall Detail { height: 13; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.grid = ScoreGrid(session, moved=self._moved, say=self.say, open_over=self._open_over)
        self._detail = Detail(self.grid)
        self._rankings: tuple[Standings, ...] = (Ranking(session), RankingLine(session))

    @property
    def keys_owner(self) -> ScoreGrid:
        """The grid."""
        return self.grid

    def body(self) -> Iterable[Widget]:
        """Return the grid, the ranking, and what is known of the cell."""
        beside, below = self._rankings
        yield Beside(self.grid, beside, id="body")
        yield below
        yield self._detail

    def on_mount(self) -> None:
        """Begin in the grid."""
        self.take_keys()
        self._moved()

    def on_screen_resume(self) -> None:
        """Take the keys back."""
        self.take_keys()

    def take_keys(self) -> None:
        """Give the keys to the grid."""
        self.set_focus(self.grid)

    async def on_key(self, event: events.Key) -> None:
        """Hand keys to the grid that come before it has the focus back."""
        if self.focused is None and self.query_one(".page").display:
            self.take_keys()
            await self.grid.on_key(event)

    def hold(self) -> bool:
        """Keep a number that is being typed."""
        return self.grid.accept()

    def about(self) -> str:
        """Return what is known of the cell under the cursor."""
        return "" if self.grid.is_blank else spoken(self.session, self.grid.row, self.grid.option)

    def legend(self) -> str:
        """Return what the marks of the grid mean."""
        return MARKS

    def went(self, word: str, changes: ChangeSet) -> None:
        """Go where an undo or redo made a change."""
        self.grid.went(word, changes)

    def _moved(self) -> None:
        self._detail.redraw()
        if self.grid.is_blank:
            return
        for ranking in self._rankings:
            ranking.point_at(self.grid.option.id)
        if self.speaks:
            self.say(self.about())

    def study_changed(self, changes: ChangeSet) -> None:
        """Show a change everywhere, in the same event as the key that made it."""
        self.grid.changed(changes)
        if not self.is_mounted:
            return
        for ranking in self._rankings:
            ranking.changed()
        self._detail.redraw()
        self.query_one(StudyLine).redraw()

    def on_command_line_given(self, event: CommandLine.Given) -> None:
        """Take a text that the grid asked for."""
        if event.purpose in PURPOSES:
            event.stop()
            self.grid.given_text(event.purpose, event.text)

    def on_command_line_typed(self, event: CommandLine.Typed) -> None:
        """Go to what is being looked for."""
        if event.purpose == "find" and event.text:
            self.grid.look_for(event.text)

    def _open_over(self, what: str) -> None:
        """Open a screen about the cell under the cursor."""
        option, criterion = self.grid.option, self.grid.row.criterion
        title = f"{option.label} · {criterion.label}"
        if what == "note":
            self._write_reason(option.id, criterion.id, title)
        elif what == "evidence":
            self.app.push_screen(EvidenceScreen(self.session, option.id, criterion.id, title, self.say))
        elif what == "others":
            self.app.push_screen(Reading(title, [others_report(self.session, option.id, criterion.id)]))
        elif what == "turned":
            self._read(turned_report(self.session))
        elif what == "instruments":
            self.work(
                f"{option.brief} against its instruments",
                lambda _: instruments_report(self.session, option.id),
                lambda report, _: self._read(report),
            )
        elif (option.id, criterion.id) in disputed_cells(self.session):
            key = next(each.key for each in self.session.disputes
                       if each.key.startswith(f"score/{option.id}/{criterion.id}/"))  # fmt: skip
            self.app.push_screen(Disputes(self.session, self.say, key))
        else:
            self.say("This cell is not in dispute.")

    def _read(self, report: Report) -> None:
        self.app.push_screen(Reading(report.title, [report]))

    def _write_reason(self, option: str, criterion: str, title: str) -> None:
        score = self.session.judgement(option, criterion)
        before = score.rationale if score else ""

        def keep(text: str) -> str:
            return self._keep_reason(option, criterion, text)

        def draft(text: str | None) -> None:
            self.session.draft(option, criterion, text)

        left = self.session.drafts().get((option, criterion))
        self.app.push_screen(NoteEditor(title, before, keep, draft=draft, unfinished=left))

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
