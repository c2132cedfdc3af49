"""The ranking beside the grid, and its one line where there is no room beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from workbench.tui.text.fitting import one_line, wrap
from workbench.tui.text.ranking_places import best_ranks, in_one_line, panel, places
from workbench.tui.widgets.board import Board

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.evaluation import StudyEvaluation
    from workbench.tui.text.line import Line
    from workbench.tui.text.ranking_places import Place


EDGE = "▏ "
"""What stands between the grid and the ranking."""


class Ranked(Protocol):
    """Something that has a ranking, or the reason why it has none: a session, or one weight set of it."""

    @property
    def evaluation(self) -> StudyEvaluation | None:
        """The ranking, where there is one."""
        ...

    @property
    def reason(self) -> str:
        """Why there is none."""
        ...


class Standings(Board):
    """What both forms of the ranking know: the places, and who moved with the last change."""

    def __init__(self, session: Ranked) -> None:
        super().__init__()
        self.ranked = session
        self.focused_option = ""
        self._before = best_ranks(session.evaluation)
        self._now = self._before
        self._places: tuple[Place, ...] | None = None

    def changed(self) -> None:
        """Draw the ranking after a change, with arrows for the options that moved."""
        self._before, self._now = self._now, best_ranks(self.ranked.evaluation)
        self._places = None
        self.redraw()

    def point_at(self, option: str) -> None:
        """Mark the option under the cursor."""
        if option != self.focused_option:
            self.focused_option = option
            self.redraw()

    @property
    def places(self) -> tuple[Place, ...]:
        """The places as they stand."""
        if self._places is None:
            evaluation = self.ranked.evaluation
            self._places = places(evaluation, self._before) if evaluation else ()
        return self._places

    @property
    def outside(self) -> tuple[str, ...]:
        """Names of the options outside the ranking."""
        evaluation = self.ranked.evaluation
        return () if evaluation is None else tuple(one_line(each.brief) for each in evaluation.left_out)


class Ranking(Standings):
    """Places, totals and bars."""

    DEFAULT_CSS: ClassVar[str] = """
    Ranking { width: 22; height: 1fr; }
    """

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the panel's lines, down to the bottom with an edge beside the grid."""
        evaluation, room = self.ranked.evaluation, width - len(EDGE)
        if evaluation is None:
            lines = _without(self.ranked.reason, room, height)
        else:
            lines = panel(self.places, evaluation.threshold, self.focused_option, room, height, self.outside)
        edge = (EDGE, "edge")
        return [(edge, *line) for line in (*lines, *[()] * (height - len(lines)))]


class RankingLine(Standings):
    """The ranking in one line."""

    DEFAULT_CSS: ClassVar[str] = """
    RankingLine { width: 1fr; height: 1; padding: 0 1; background: $panel; display: none; }
    RankingLine:ansi { background: ansi_default; }
    """

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the one line."""
        if self.ranked.evaluation is None:
            return _without(self.ranked.reason, width, height)
        return [in_one_line(self.places, width, self.outside)]


def _without(reason: str, width: int, height: int) -> list[Line]:
    heading: Line = (("No ranking", "strong"),)
    lines: list[Line] = [((text, ""),) for text in wrap(reason, width, height)]
    return [heading, *lines][:height] if height > 1 else lines
