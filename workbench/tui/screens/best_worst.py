"""Best-worst: the most important child of a group against the others, and the others against the least important."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from workbench.tui.screens.asking import AskingScreen
from workbench.tui.text import fit, right
from workbench.tui.widgets.listing import Listing
from workbench.usecases.weighing.edits import best_worst_given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from workbench.tui.line import Line
    from workbench.tui.screens.asking import Make
    from workbench.usecases.weighing.tree import Weighing

COLUMN = 13
COLUMNS = ("best is", "over worst")


class EndList(Listing):
    """The children, with what is said of each."""

    def __init__(self, screen: BestWorstScreen) -> None:
        super().__init__(lambda: None)
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
        end = "  best" if name == owner.best else "  worst" if name == owner.worst else ""
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

    def __init__(self, weighing: Weighing, group: str, make: Make) -> None:
        super().__init__(weighing, group, make)
        self.members = [(each.id, each.label) for each in weighing.children(group)]
        self.column = 0
        self.best = self.worst = ""
        self.rows: list[dict[str, float]] = [{}, {}]
        self._read()
        self._list = EndList(self)

    def _read(self) -> None:
        answers = self.weighing.answers(self.group)
        kept = answers.best_worst if answers else None
        if kept is not None:
            self.best, self.worst = kept.best, kept.worst
            self.rows = [dict(kept.best_to_others), dict(kept.others_to_worst)]

    def action_undo(self) -> None:
        """Take back the latest change, and read what stands then."""
        super().action_undo()
        self._read()
        self.redraw()

    @property
    def listing(self) -> Listing:
        """The children."""
        return self._list

    @property
    def _open(self) -> int:
        """How many comparisons are missing."""
        names = {name for name, _ in self.members}
        return len(names - {self.best} - set(self.rows[0])) + len(names - {self.worst} - set(self.rows[1]))

    @property
    def finding(self) -> str:
        """What is to be answered next."""
        labels = dict(self.members)
        if not self.best:
            return "Which is the most important? b marks it."
        if not self.worst:
            return f"{labels[self.best]} is the most important. Which is the least? w marks it."
        left = self._open
        ask = f"How many times as important is {labels[self.best]} as each, and each as {labels[self.worst]}?"
        return f"{ask} {f'{left} numbers are missing.' if left else 'Complete, and kept.'}"

    def shown(self, name: str, column: int) -> str:
        """Return what stands in a cell."""
        if name == (self.best, self.worst)[column]:
            return "1"
        number = self.rows[column].get(name)
        return "·" if number is None else f"{number:g}"

    def digit(self, number: int) -> None:
        """Take a comparison and go on; best against worst is one judgement that stands in both columns."""
        name = self.members[self._list.at][0]
        if not self.best or not self.worst or name == (self.best, self.worst)[self.column]:
            self.say("Mark the best (b) and the worst (w) first." if not self.worst else "It is 1: the same criterion.")
            return
        self.rows[self.column][name] = float(number)
        if name == (self.worst, self.best)[self.column]:
            self.rows[0][self.worst] = self.rows[1][self.best] = float(number)
        self._keep()
        self._list.move(1)

    def _keep(self) -> None:
        if self._open:
            self.redraw()
            return
        ends, rows = (self.best, self.worst), (dict(self.rows[0]), dict(self.rows[1]))
        self.make(lambda: best_worst_given(self.weighing, self.group, ends, *rows))

    def action_end(self, which: str) -> None:
        """Mark the child under the cursor as the best or the worst; what it was compared with is asked again."""
        name = self.members[self._list.at][0]
        other = self.worst if which == "best" else self.best
        if name == other:
            self.say("It cannot be both the best and the worst.", problem=True)
            return
        if name != getattr(self, which):
            setattr(self, which, name)
            self.rows[0 if which == "best" else 1] = {}
        self.say("")

    def action_other_column(self) -> None:
        """Let digits go to the other column."""
        self.column = 1 - self.column
        self.redraw()
