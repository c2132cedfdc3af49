"""The score grid: the keys that move, score, explain, clear, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.criterion import AnchoredScale
from workbench.tui.number import range_of
from workbench.tui.rows import is_open
from workbench.tui.widgets.grid_typing import TypingGrid
from workbench.tui.words import cell_of, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.change import ChangeSet
    from workbench.tui.widgets.grid_typing import Say
    from workbench.usecases.session import Session


class ScoreGrid(TypingGrid, inherit_bindings=False):
    """The grid with what its keys do; which keys, the list of actions says."""

    def __init__(
        self, session: Session, *, moved: Callable[[], None], say: Say, write_reason: Callable[[], None]
    ) -> None:
        super().__init__(session, moved=moved, say=say)
        self._write_reason = write_reason

    def action_move(self, down: int, across: int) -> None:
        """Move the cursor by cells."""
        self.settle()
        self.move_to(self.line + down, self.column + across)

    def action_page(self, down: int) -> None:
        """Move the cursor by a page."""
        self.action_move(down * max(1, self.page - 1), 0)

    def action_column_end(self, last: int) -> None:
        """Move the cursor to the first or last option."""
        self.settle()
        self.move_to(self.line, last * len(self.options))

    def action_row_end(self, last: int) -> None:
        """Move the cursor to the first or last criterion that is scored."""
        self.settle()
        self.move_to((self._scored_lines() or [self.line])[-last], self.column)

    def action_gap(self, step: int) -> None:
        """Move the cursor to the next or previous cell that waits for a score."""
        self.settle()
        cells = [(line, column) for line in self._scored_lines() for column in range(len(self.options))]
        here = (self.line, self.column)
        ahead = [each for each in cells if each > here] + [each for each in cells if each < here]
        for line, column in ahead if step > 0 else reversed(ahead):
            if is_open(self.session, self.options[column].id, self.rows[line].criterion.id):
                self.move_to(line, column)
                return
        self._say("Every cell has a score.")

    def action_begin(self) -> None:
        """Begin a number with a sign or a point."""
        self.action_digit()

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
        words = self._score(levels[int(key) - 1].value)
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
            self._write_reason()

    def action_clear(self) -> None:
        """Take the analyst's own score of the cell away."""
        self.settle()
        leaf = self._leaf_to_score()
        if leaf is None:
            return
        if self.session.own_score(self.option.id, leaf.id) is None:
            self._say("You have no score of your own in this cell.")
            return
        changes = self.session.clear(self.option.id, leaf.id)
        self.session.apply(changes)
        self._say(f"Cleared your score: {told(self.session.study, changes)}")

    def went(self, word: str, changes: ChangeSet) -> None:
        """Go where an undo or redo made a change, and say what it was."""
        cell = cell_of(changes)
        place = self.find(*cell) if cell else None
        if place:
            self.move_to(*place)
        self._say(f"{word}: {told(self.session.study, changes)}")
