"""Best-worst: the most important child of a group against the others, and the others against the least important."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from workbench.tui.screens.asking import AskingScreen
from workbench.tui.text.fitting import fit, right
from workbench.tui.widgets.listing import Listing
from workbench.usecases.weighing.edits import best_worst_given
from workbench.usecases.weighing.ends import Ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from workbench.model.weights import BestWorst
    from workbench.tui.screens.asking import Make
    from workbench.tui.text.line import Line
    from workbench.usecases.weighing.tree import Weighing

COLUMN = 13
COLUMNS = ("best is", "over worst")


class EndList(Listing):
    """The children, with what is said of each."""

    def __init__(self, screen: BestWorstScreen) -> None:
        super().__init__(screen.moved)
        self._owner = screen

    @property
    def count(self) -> int:
        """How many children there are."""
        return len(self._owner.members)

    def headings(self, width: int) -> Sequence[Line]:
        """Return the headings, the column that digits go to marked."""
        heads = [
            (right(f"[{name}]" if place == self._owner.column else name, COLUMN), "picked" if
             place == self._owner.column else "dim")
            for place, name in enumerate(COLUMNS)
        ]  # fmt: skip
        return [((fit("Criterion", self.name_width(width)), "dim"), *heads)]

    def name_width(self, width: int) -> int:
        """Return how wide the names of criteria are, of a line of that width."""
        return max(12, width - COLUMN * len(COLUMNS) - 10)

    def row_line(self, place: int, width: int, *, here: bool) -> Line:
        """Return a child's line."""
        owner = self._owner
        name, label = owner.members[place]
        end = "  best" if name == owner.ends.best else "  worst" if name == owner.ends.worst else ""
        cells = [(right(owner.shown(name, column), COLUMN), "strong") for column in range(len(COLUMNS))]
        return ((fit(label, self.name_width(width)), "picked" if here else ""), *cells, (end, "good"))


class BestWorstScreen(AskingScreen):
    """Both rows of comparisons; kept as soon as they are complete, and after every number from then on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "end('best')", "Best"),
        Binding("w", "end('worst')", "Worst"),
        Binding("tab,right,left,l,h", "other_column", "Other column"),
    ]
    HINT = "b best · w worst · 1–9 times as important · Tab other column · u undo"

    def __init__(self, weighing: Weighing, group: str, make: Make, half: dict[str, Ends] | None = None) -> None:
        """Prepare the screen.

        Parameters
        ----------
        half
            Where answers that are not complete wait for the group to be opened again.
        """
        super().__init__(weighing, group, make)
        self.members = [(each.id, each.label) for each in weighing.children(group)]
        self.column = 0
        self._half = half if half is not None else {}
        self._place = f"{weighing.chosen}/{group}"
        self._before: list[tuple[Ends, int, int]] = []
        """What undo goes back to while nothing of it is kept in the study, with the column and the row."""
        self.ends = self._kept_ends() or Ends()
        waiting = self._half.get(self._place)
        if waiting is not None and (waiting.missing(self._names) or self._kept() is None):
            self.ends = waiting
        self._list = EndList(self)

    def _kept(self) -> BestWorst | None:
        answers = self.weighing.answers(self.group)
        return answers.best_worst if answers else None

    def _kept_ends(self) -> Ends | None:
        kept = self._kept()
        return Ends(kept.best, kept.worst, (dict(kept.best_to_others), dict(kept.others_to_worst))) if kept else None

    @property
    def is_kept(self) -> bool:
        """Whether the study holds what is shown."""
        return self.ends.agrees_with(self._kept())

    def action_undo(self) -> None:
        """Take back the latest answer here; once they are kept, the latest change of the study."""
        if self.is_kept or not self._before:
            super().action_undo()
            self._before = []
            self.ends = self._kept_ends() or self.ends
        else:
            self.ends, self.column, place = self._before.pop()
            self._list.go(place)
            self.say("Took back the latest answer here.")
        self._remember()
        self.redraw()

    def _remember(self) -> None:
        """Keep what is not complete for the next time the group is opened."""
        if self.is_kept:
            self._half.pop(self._place, None)
        else:
            self._half[self._place] = self.ends

    @property
    def listing(self) -> Listing:
        """The children."""
        return self._list

    @property
    def _names(self) -> list[str]:
        return [name for name, _ in self.members]

    @property
    def finding(self) -> str:
        """What is known so far, and what is missing."""
        labels, ends = dict(self.members), self.ends
        if not ends.best:
            return "Which is the most important? b marks it."
        if not ends.worst:
            return f"{labels[ends.best]} is the most important. Which is the least? w marks it."
        words = f"Most important: {labels[ends.best]}. Least: {labels[ends.worst]}."
        left = len(ends.missing(self._names))
        if left:
            return f"{words} {left} {'number is' if left == 1 else 'numbers are'} missing; none is kept until then."
        if not self.is_kept:
            return f"{words} Complete, but not kept: type a number again, and say y."
        odd = ends.at_odds(self._names)
        if odd is None:
            return f"{words} Complete, kept, and all numbers agree."
        name, through, whole = odd
        times = " × ".join(f"{each:g}" for each in through)
        return f"{words} Complete, and kept. Furthest off: {labels[name]}, {times} by way of it against {whole:g}."

    @property
    def question(self) -> str:
        """What is asked in the cell under the cursor."""
        labels, ends = dict(self.members), self.ends
        if not ends.best or not ends.worst:
            return ""
        name, label = self.members[self._list.at]
        one, other = (labels[ends.best], label) if self.column == 0 else (label, labels[ends.worst])
        if name == (ends.best, ends.worst)[self.column]:
            return "It is 1: the same criterion."
        return f"How many times as important is {one} as {other}?"

    def shown(self, name: str, column: int) -> str:
        """Return what stands in a cell."""
        if name == (self.ends.best, self.ends.worst)[column]:
            return "1"
        number = self.ends.rows[column].get(name)
        return "·" if number is None else f"{number:g}"

    def digit(self, number: int) -> None:
        """Take a comparison and go on; best against worst is one judgement that stands in both columns."""
        name, ends = self.members[self._list.at][0], self.ends
        if not ends.best or not ends.worst:
            self.say("Mark the best (b) and the worst (w) first.")
            return
        if name == (ends.best, ends.worst)[self.column]:
            self.say("It is 1: the same criterion.")
            return
        self._before.append((ends.copy(), self.column, self._list.at))
        ends.rows[self.column][name] = float(number)
        if name == (ends.worst, ends.best)[self.column]:
            ends.rows[0][ends.worst] = ends.rows[1][ends.best] = float(number)
        self._keep()

    def _keep(self) -> None:
        """Keep complete answers in the study; go on to what is missing."""
        ends = self.ends
        missing = ends.missing(self._names)
        if missing:
            self._go_to_next(missing)
        else:
            rows = dict(ends.rows[0]), dict(ends.rows[1])
            self.make(lambda: best_worst_given(self.weighing, self.group, (ends.best, ends.worst), *rows))
        self._remember()
        self.redraw()

    def _go_to_next(self, missing: list[tuple[int, str]]) -> None:
        """Go to the next number that is missing, in this column first."""
        here = self._list.at
        ahead = [each for each in missing if each[0] == self.column and self._names.index(each[1]) > here]
        self.column, name = (ahead or missing)[0]
        self._list.go(self._names.index(name))

    def action_end(self, which: str) -> None:
        """Mark the child under the cursor as the best or the worst; what it was compared with is asked again."""
        name, ends = self.members[self._list.at][0], self.ends
        if name == (ends.worst if which == "best" else ends.best):
            self.say("It cannot be both the best and the worst.", problem=True)
            return
        if name != getattr(ends, which):
            self._before.append((ends.copy(), self.column, self._list.at))
            setattr(ends, which, name)
            ends.rows[0 if which == "best" else 1].clear()
            if ends.best and ends.worst:
                self.column = 0
                self._go_to_next(ends.missing(self._names))
        self._remember()
        self.say("")

    def action_other_column(self) -> None:
        """Let digits go to the other column."""
        self.column = 1 - self.column
        self.moved()
        self.redraw()
