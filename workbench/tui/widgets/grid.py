"""The score grid: the keys that move, score, explain, clear, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from workbench.errors import WorkbenchError
from workbench.model.criterion import AnchoredScale
from workbench.tui.number import range_of
from workbench.tui.rows import is_open
from workbench.tui.widgets.grid_typing import TypingGrid
from workbench.tui.words import cell_of, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from workbench.model.change import ChangeSet
    from workbench.tui.widgets.grid_typing import Say
    from workbench.usecases.session import Session

DIGITS = "0123456789"


class ScoreGrid(TypingGrid, inherit_bindings=False):
    """The grid with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1, 0)", "Move up"),
        Binding("down,j", "move(1, 0)", "Move down"),
        Binding("left,h,shift+tab", "move(0, -1)", "Move left"),
        Binding("right,l,tab", "move(0, 1)", "Move right"),
        Binding("pageup", "page(-1)", "Page up"),
        Binding("pagedown", "page(1)", "Page down"),
        Binding("home", "column_end(0)", "First option"),
        Binding("end", "column_end(1)", "Last option"),
        Binding("g,ctrl+home", "row_end(0)", "First criterion"),
        Binding("G,ctrl+end", "row_end(1)", "Last criterion"),
        Binding("]", "gap(1)", "Next cell without a score"),
        Binding("[", "gap(-1)", "Previous cell without a score"),
        *(Binding(digit, f"digit('{digit}')", "Set the level and go on; or begin a number") for digit in DIGITS),
        *(Binding(key, f"digit('{key}')", "Begin a number") for key in ".-"),
        Binding("enter,i", "type", "Type a number"),
        Binding("n", "note", "Write the reason"),
        Binding("x,delete", "clear", "Clear your own score"),
        Binding("u,ctrl+z", "undo", "Undo"),
        Binding("ctrl+r,ctrl+y", "redo", "Redo"),
    ]

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

    def action_digit(self, key: str) -> None:
        """Set the level of that number and go on; on a measured scale, begin a number."""
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

    def action_undo(self) -> None:
        """Take back the latest change and go where it was."""
        self.settle()
        try:
            changes = self.session.undo()
        except WorkbenchError as error:
            self._say(str(error), problem=True)
            return
        self._report("Undid", "There is nothing to undo.", changes, changes.inverse if changes else None)

    def action_redo(self) -> None:
        """Make the change again that was undone last and go where it was."""
        self.settle()
        try:
            changes = self.session.redo()
        except WorkbenchError as error:
            self._say(str(error), problem=True)
            return
        self._report("Redid", "There is nothing to redo.", changes, changes)

    def _report(self, word: str, nothing: str, changes: ChangeSet | None, made: ChangeSet | None) -> None:
        if changes is None or made is None:
            self._say(nothing)
            return
        cell = cell_of(changes)
        place = self.find(*cell) if cell else None
        if place:
            self.move_to(*place)
        self._say(f"{word}: {told(self.session.study, made)}")
