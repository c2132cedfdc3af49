"""Pairwise comparison of a group's children, with the consistency of the judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from workbench.tui.screens.asking import AskingScreen
from workbench.tui.text.fitting import fit, right
from workbench.tui.widgets.listing import Listing
from workbench.usecases.weighing.edits import compared
from workbench.usecases.weighing.pairs import pair_question, pairs_of, times_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from workbench.tui.screens.asking import Make
    from workbench.tui.text.line import Line
    from workbench.usecases.weighing.pairs import Pair
    from workbench.usecases.weighing.tree import Weighing

FIGURES = 32
"""Cells of the figures behind the names."""


class PairList(Listing):
    """The pairs, one a row."""

    def __init__(self, screen: PairsScreen) -> None:
        super().__init__(screen.moved)
        self._owner = screen

    @property
    def count(self) -> int:
        """How many pairs there are."""
        return len(self._owner.found.pairs)

    def headings(self, width: int) -> Sequence[Line]:
        """Return the headings."""
        name = max(12, (width - FIGURES) // 2)
        heads = f"{right('judged', 9)}{right('implied', 9)}"
        return [((f"{fit('The first', name)} {fit('against', name)}{heads}", "dim"),)]

    def row_line(self, place: int, width: int, *, here: bool) -> Line:
        """Return a pair's line."""
        pair = self._owner.found.pairs[place]
        name = max(12, (width - FIGURES) // 2)
        one, other = pair.labels
        # What is more important is bold, so that a judgement below 1 is read the right way round.
        first = pair.times is not None and pair.times > 1
        second = pair.times is not None and pair.times < 1
        style = "picked" if here else ""
        return (
            (fit(one, name), "strong" if first else style),
            (" ", ""),
            (fit(other, name), "strong" if second else style),
            (right(times_text(pair.times), 9), "strong"),
            (right(times_text(pair.implied), 9), "dim"),
            ("  look again" if pair.revisit else "", "warn"),
        )


class PairsScreen(AskingScreen):
    """How many times as important the first of a pair is as the second."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,slash", "turn", "Turn round"),
        Binding("x,delete", "clear", "No judgement"),
        Binding("plus,right,l", "nudge(0.5)", "More"),
        Binding("minus,left,h", "nudge(-0.5)", "Less"),
    ]
    HINT = "1–9 times as important · r turn round · + − by a half · x none · u undo"

    def __init__(self, weighing: Weighing, group: str, make: Make) -> None:
        super().__init__(weighing, group, make)
        self.found = pairs_of(weighing, group)
        self._list = PairList(self)

    @property
    def listing(self) -> Listing:
        """The pairs."""
        return self._list

    @property
    def finding(self) -> str:
        """How consistent the judgements are."""
        return self.found.finding

    @property
    def question(self) -> str:
        """What is asked of the pair under the cursor."""
        return pair_question(self.weighing, self._pair)

    def redraw(self) -> None:
        """Read the judgements again and show them."""
        self.found = pairs_of(self.weighing, self.group)
        super().redraw()

    @property
    def _pair(self) -> Pair:
        return self.found.pairs[self._list.at]

    def _judge(self, times: float | None, *, on: bool = False) -> None:
        pair = self._pair
        self.make(lambda: compared(self.weighing, self.group, pair.above, pair.below, times))
        if on and not self.said[1] and self._list.at < self._list.count - 1:
            self._list.move(1)

    def digit(self, number: int) -> None:
        """Judge the pair, and go on to the next."""
        self._judge(float(number), on=True)

    def action_turn(self) -> None:
        """Turn the judgement round."""
        if self._pair.times is not None:
            self._judge(1 / self._pair.times)

    def action_clear(self) -> None:
        """Take the judgement back."""
        if self._pair.times is not None:
            self._judge(None)

    def action_nudge(self, step: float) -> None:
        """Move the judgement by a half, through 1 to the other way round."""
        times = self._pair.times or 1.0
        place = times - 1 if times >= 1 else 1 - 1 / times
        place += step
        self._judge(place + 1 if place >= 0 else 1 / (1 - place))
