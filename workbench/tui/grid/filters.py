"""Looking at a part of the grid: folding, filtering, finding, the next gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.criterion import Group
from workbench.model.score import Confidence
from workbench.tui.grid.ranges import RangeGrid
from workbench.tui.grid.rows import disputed_cells, is_open

if TYPE_CHECKING:
    from collections.abc import Callable

FILTERS = {"u": "untouched", "r": "no reason", "l": "low confidence", "d": "disputed"}


class PartGrid(RangeGrid):
    """The grid with parts of it out of sight."""

    def action_fold(self) -> None:
        """Hide or show the criteria of the group under the cursor, or of the one it belongs to."""
        self.settle()
        if self.is_blank or self._has_no_groups():
            return
        here = self.row.criterion
        name = here.id if isinstance(here, Group) else here.parent
        if name not in {row.criterion.id for row in self.rows}:
            self._say("This criterion belongs to no group that could be folded.")
            return
        self.show_rows(folded=self.folded ^ {name})

    def _has_no_groups(self) -> bool:
        """Say that groups are not seen where criteria stand in columns."""
        if self.turned:
            self._say("Groups are folded where criteria stand on lines: t turns the view.")
        return self.turned

    def fold_here(self) -> None:
        """Fold or unfold the group under the cursor."""
        if isinstance(self.row.criterion, Group):
            self.action_fold()

    def action_fold_all(self) -> None:
        """Hide the criteria of every group that holds leaves, or show all."""
        self.settle()
        if self._has_no_groups():
            return
        groups = {row.criterion.parent for row in self._tree if row.leaf} & {row.criterion.id for row in self._tree}
        self.show_rows(folded=set() if self.folded else groups)

    def action_filter(self) -> None:
        """Ask which criteria are to be shown."""
        self.settle()
        words = "Show u untouched, r no reason, l unsure, d disputed, a all"
        answers: dict[str, Callable[[], None]] = {key: self._filtered(name) for key, name in FILTERS.items()}
        self.ask(words, {**answers, "a": self._show_all})

    def _filtered(self, name: str) -> Callable[[], None]:
        return lambda: self.show_filtered(name)

    def show_filtered(self, name: str) -> None:
        """Show only criteria with a cell that a filter names; all when there is none."""
        found = frozenset(
            row.criterion.id
            for row in self._tree
            if row.leaf and any(self.matches(name, option.id, row.criterion.id) for option in self.options)
        )
        if not found:
            self._say(f"No cell is {name}." if name != "no reason" else "Every score has a reason.")
            return
        self.show_rows(folded=set(), filter_name=name, found=found)
        self._say(f"Only criteria with cells: {name} ({len(found)}). ] goes to the next one, f a shows all.")

    def _show_all(self) -> None:
        self.show_rows(folded=set(), filter_name="")
        self._say("All criteria are shown.")

    def matches(self, name: str, option: str, criterion: str) -> bool:
        """Return whether a cell is what a filter looks for; without a filter, whether it waits for a number."""
        score = self.session.judgement(option, criterion)
        if name == "untouched":
            return score is None
        if name == "no reason":
            return score is not None and not score.has_reason
        if name == "low confidence":
            return score is not None and score.confidence is Confidence.LOW
        if name == "disputed":
            return (option, criterion) in disputed_cells(self.session)
        return is_open(self.session, option, criterion)

    def action_gap(self, step: int) -> None:
        """Move the cursor to the next or previous cell that waits for a score, or that the filter looks for."""
        self.settle()
        lines, columns = self._scored_places, range(len(self.options))
        if self.turned:
            cells = [(line, column) for column in columns for line in lines]
        else:
            cells = [(line, column) for line in lines for column in columns]
        place = cells.index((self.line, self.column)) if (self.line, self.column) in cells else None
        if place is None:
            here = (self.line, self.column)
            ahead = [each for each in cells if each > here] + [each for each in cells if each < here]
        else:
            ahead = cells[place + 1 :] + cells[:place]
        for line, column in ahead if step > 0 else reversed(ahead):
            if self.matches(self.shown_only, self.options[column].id, self.rows[line].criterion.id):
                self.move_to(line, column)
                return
        self._say("No other cell of this kind." if self.shown_only else "Every cell has a score.")

    def look_for(self, text: str, *, beyond: bool = False) -> bool:
        """Go to the first criterion or option whose name holds a text; return whether there is one."""
        wanted = " ".join(text.split()).casefold()
        if not wanted or self.is_blank:
            return False
        lines = [*range(self.line + beyond, len(self.rows)), *range(self.line + beyond)]
        for line in lines:
            criterion = self.rows[line].criterion
            if wanted in criterion.label.casefold() or wanted in criterion.id:
                self.move_to(line, self.column)
                return True
        columns = [*range(self.column + beyond, len(self.options)), *range(self.column + beyond)]
        for column in columns:
            if wanted in self.options[column].label.casefold() or wanted in self.options[column].id:
                self.move_to(self.line, column)
                return True
        return False
