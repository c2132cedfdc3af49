"""Score mode: the grid, the ranking beside it, and what is known of the cell under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from workbench.tui.actions.key_names import key_name
from workbench.tui.grid.grid import ScoreGrid
from workbench.tui.grid.structure import PURPOSES
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.text.description import spoken
from workbench.tui.text.words import scored_by
from workbench.tui.widgets.detail import Detail
from workbench.tui.widgets.ground import Beside
from workbench.tui.widgets.ranking import Ranking, RankingLine, Standings
from workbench.tui.widgets.study_line import StudyLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.widget import Widget

    from workbench.model.change import ChangeSet
    from workbench.tui.widgets.command_line import CommandLine
    from workbench.usecases.session import Session

MARKS = """\
▁▃▅█   where the number stands on its scale      •  your own score
↓      a raw size: less is better                ?  no reason written
·      no score (never a zero)                   =  computed, not added
n/k    not known                     n/a  does not apply
≈      totals that are not separable             ▲▼ moved with the last change
▸      a folded group                            !  disputed: s settles it
✗      not ranked: it fails a must-have"""

MARGINS = 2
"""Cells beside the bottom line."""


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
        self.grid = ScoreGrid(session, moved=self._moved, say=self._say_of_scores, open_over=self._open_over)
        self._scored: tuple[str, str] | None = None
        """The cell that was given a number last."""
        self._went_to: tuple[str, str] | None = None
        """Where the cursor went on to from there."""
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

    @property
    def _here(self) -> tuple[str, str] | None:
        return None if self.grid.is_blank else (self.grid.option.id, self.grid.row.criterion.id)

    def scored_before(self, cell: tuple[str, str]) -> tuple[str, str] | None:
        """Return the cell that was scored just before, when the cursor went on by itself from it to this one."""
        return self._scored if cell == self._went_to and self._scored != cell else None

    def _say_of_scores(self, text: str, *, problem: bool = False) -> None:
        """Say what the grid has to say; after a score from which the cursor went on, also how to give its reason."""
        cell, here = self._scored, self._here
        if text and not problem and cell is not None and self._went_to is None:
            self._went_to = here
            score = self.session.own_score(*cell)
            if cell != here and score is not None and not score.has_reason:
                more = f"{text} · {key_name(self._key_of('note-before'))} writes its reason"
                text = more if cell_len(more) <= self.size.width - MARGINS else text
        self.say(text, problem=problem)

    def _key_of(self, name: str) -> str:
        return next(each.keys[0] for each in self.workbench.actions.of(self.name_of_mode) if each.name == name)

    def action_note_before(self) -> None:
        """Open the reason of the cell that was scored last."""
        from workbench.tui.modes.over_cell import write_reason

        self.grid.settle()
        if self._scored is not None and self.grid.find(*self._scored):
            write_reason(self, self._scored)
        else:
            self.say("You have scored no single cell yet; n writes the reason of the cell under the cursor.")

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
        scored = scored_by(changes, self.session.analyst)
        if scored is not None:
            self._scored, self._went_to = scored, None
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
        """Open a screen about the cell under the cursor; what it needs is loaded then."""
        from workbench.tui.modes.over_cell import open_over

        open_over(self, what)
