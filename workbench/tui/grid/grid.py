"""The score grid: the keys that move, score, explain, clear, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.criterion import AnchoredScale
from workbench.tui.grid.structure import StructureGrid
from workbench.tui.text.number import range_of
from workbench.tui.text.words import cell_of, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.change import ChangeSet
    from workbench.tui.grid.typed import Say
    from workbench.usecases.session import Session


class ScoreGrid(StructureGrid, inherit_bindings=False):
    """The grid with what its keys do; which keys, the list of actions says."""

    def __init__(
        self, session: Session, *, moved: Callable[[], None], say: Say, open_over: Callable[[str], None]
    ) -> None:
        super().__init__(session, moved=moved, say=say)
        self._open_over = open_over

    def action_move(self, down: int, across: int) -> None:
        """Move the cursor by cells."""
        self.settle()
        self.move_to(*self.beside(down, across))

    def action_page(self, down: int) -> None:
        """Move the cursor by a page."""
        self.action_move(down * max(1, self.page - 1), 0)

    def action_column_end(self, last: int) -> None:
        """Move the cursor to the first or last column."""
        self.settle()
        self.move_to(*self.place_of(self.at[0], last * self.n_across))

    def action_row_end(self, last: int) -> None:
        """Move the cursor to the first or last line that is scored."""
        self.settle()
        if self.turned:
            self.move_to(self.line, last * len(self.options))
        else:
            self.move_to((self._scored_places or [self.line])[-last], self.column)

    def action_lower(self) -> None:
        """Nudge down; on a scale that goes below zero, begin a negative number."""
        leaf = None if self.is_blank else self.row.leaf
        if leaf and not isinstance(leaf.scale, AnchoredScale) and leaf.scale.low < 0:
            self.action_digit()
        else:
            self.action_nudge(-1)

    def action_digit(self) -> None:
        """Set the level of that number and go on; on a measured scale, begin a number."""
        key = self.pressed
        leaf = self._leaf_to_score()
        if leaf is None:
            return
        if not isinstance(leaf.scale, AnchoredScale):
            self._start(key)
            return
        levels = leaf.scale.levels
        if not key.isdigit() or not 1 <= int(key) <= len(levels):
            self._say(
                f"This scale has the levels 1 to {len(levels)}; Enter types a number {range_of(leaf)}.", problem=True
            )
            return
        ranged = self.corner is not None
        words = self._score({"value": levels[int(key) - 1].value})
        if not ranged:
            self._go_on(sideways=True)
        self._say(words)

    def action_type(self) -> None:
        """Begin typing a number."""
        if self._leaf_to_score():
            self._start("")

    def action_note(self) -> None:
        """Open the reason of the score under the cursor."""
        self.settle()
        if self._leaf_to_score():
            self._open_over("note")

    def action_evidence(self) -> None:
        """Show the passages for the cell under the cursor."""
        self.settle()
        if self._leaf_to_score():
            self._open_over("evidence")

    def action_others(self) -> None:
        """Show what others scored in the cell under the cursor."""
        self.settle()
        if self._leaf_to_score():
            self._open_over("others")

    def action_settle(self) -> None:
        """Settle the dispute about the cell under the cursor."""
        self.settle()
        if self._leaf_to_score():
            self._open_over("dispute")

    def action_instruments(self) -> None:
        """Show the area under the cursor against its instruments."""
        self.settle()
        if not self.is_blank:
            self._open_over("instruments")

    def action_turned(self) -> None:
        """Show options on lines and criteria in columns, or turn back."""
        self.settle()
        if self.is_blank or not self.turn():
            self._say("There is nothing to turn yet.")
        elif self.turned:
            self._say("Options on lines, criteria in columns; t turns back.")
        else:
            self._say("Criteria on lines, options in columns.")

    def action_recover(self) -> None:
        """Open a reason that was left unfinished when a session ended early."""
        self.settle()
        left = [(place, text) for cell, text in self.session.drafts().items() if (place := self.find(*cell))]
        if not left:
            self._say("No unfinished reason is left over.")
            return
        self.move_to(*left[0][0])
        self._open_over("note")

    def went(self, word: str, changes: ChangeSet) -> None:
        """Go where an undo or redo made a change, and say what it was."""
        cell = cell_of(changes)
        place = self.find(*cell) if cell else None
        if place:
            self.move_to(*place)
        self._say(f"{word}: {told(self.session.study, changes)}")
