"""Typing a number into a cell: drawn in the grid, and no key gets past it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.tui.grid.view import GridView
from workbench.tui.text.number import range_of
from workbench.tui.widgets.together import drawn_once
from workbench.usecases.editing.many_scores import TO, read_score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Protocol

    from textual import events

    from workbench.model.criterion import Leaf
    from workbench.tui.app import WorkbenchApp
    from workbench.usecases.session import Session

    class Say(Protocol):
        """How the grid says something to the person at the keys; nothing, to take the last words away."""

        def __call__(self, text: str, *, problem: bool = False) -> None:
            """Show one line."""


NUMBER_KEYS = frozenset("0123456789.-")
TWO = f"20{TO}40"
"""How an interval is typed."""
LEAVING = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1), "shift+tab": (0, -1)}
"""Keys that accept what is typed and then move."""
ALWAYS = frozenset({"quit", "interrupt", "save", "palette"})
"""Actions whose keys mean the same while a number is typed."""
PLACE = "score"
NO_SCORE_HERE = "Group totals and computed figures follow from the scores; move to a criterion to score."


class TypingGrid(GridView):
    """The grid with a cell that can be typed into."""

    def __init__(self, session: Session, *, moved: Callable[[], None], say: Say) -> None:
        super().__init__(session, moved=moved)
        self._say = say
        self.pressed = ""
        """The character of the key that is being acted on."""
        self._answers: dict[str, Callable[[], None]] | None = None
        self._latest: dict[str, Any] = {}
        """What the latest score was given, to be repeated."""

    @property
    def workbench(self) -> WorkbenchApp:
        """The application."""
        return self.app  # type: ignore[return-value]

    async def on_key(self, event: events.Key) -> None:
        """Act on a key here and now: one that went round by the application would be overtaken by the next."""
        if self._answers is not None:
            event.stop()
            self._answer(event)
            return
        action = self.workbench.actions.on_key(event.key, PLACE)
        if self.typed is not None and not (action and action.id in ALWAYS):
            event.stop()
            event.prevent_default()
            self._type_key(event)
        elif action is not None:
            event.stop()
            self.pressed = event.character or ""
            with drawn_once():
                self._say("")
                await self.app.run_action(action.does, self if action.place == PLACE else self.app)

    def ask(self, words: str, answers: dict[str, Callable[[], None]]) -> None:
        """Ask for one key more; any other key changes nothing."""
        self._answers = answers
        self._say(f"{words} (Esc: nothing)")

    def _answer(self, event: events.Key) -> None:
        answers, self._answers = self._answers or {}, None
        self._say("")
        chosen = answers.get(event.character or event.key)
        if chosen is not None:
            chosen()
        else:
            self._say("Nothing was changed.")

    def _type_key(self, event: events.Key) -> None:
        typed = self.typed or ""
        if event.key == "escape":
            self._show_typed(None)
            self._say("Nothing was changed.")
        elif event.key == "backspace":
            self._show_typed(typed[:-1])
        elif event.key in {"enter", "tab"}:
            self._accept_and_go_on(sideways=event.key == "tab")
        elif event.key in LEAVING:
            if self.accept():
                down, across = LEAVING[event.key]
                self.move_to(*self.beside(down, across))
        elif event.character and event.character in NUMBER_KEYS:
            self._show_typed(typed + event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Type what was pasted, if it is a number; a table goes into the cells."""
        event.stop()
        text = event.text
        if self._answers is not None or self.is_blank:
            return
        if self.typed is not None and set(text.strip()) <= NUMBER_KEYS:
            self._show_typed(self.typed + text.strip())
        elif "\t" in text or "\n" in text.strip() or "\r" in text.strip():
            self.settle()
            self.paste(text)
        elif text.strip() and set(text.strip()) <= NUMBER_KEYS:
            self._start(text.strip())
        else:
            self._say("What was pasted is not a number; n opens the reason for text.", problem=True)

    def paste(self, text: str) -> None:
        """Put a table into the cells."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; on the name of a group fold it, on an option's go to the option."""
        offset = event.get_content_offset(self)
        if offset is None or self.is_blank or not self.accept():
            return
        place = self.cell_at(offset.x, offset.y)
        if place:
            self.move_to(*place)
            if offset.x < self.side and self.row.leaf is None:
                self.fold_here()
        elif (column := self.option_at(offset.x, offset.y)) is not None:
            self.move_to(self.line, column)

    def fold_here(self) -> None:
        """Fold the group under the cursor."""
        raise NotImplementedError

    def accept(self) -> bool:
        """Make the typed number or interval the score; return whether nothing is left being typed."""
        leaf = self._scored_leaf if self.typed else None
        if self.typed is None or leaf is None:
            self._show_typed(None)
            return True
        try:
            fields = read_score(self.typed, leaf)
        except ValueError as problem:
            between = "-" in self.typed[1:] and TO not in self.typed
            words = f"Between two numbers stand two points: {TWO}." if between else str(problem)
            self._say(words, problem=True)
            return False
        self._show_typed(None)
        self._say(self._score(fields))
        return True

    def settle(self) -> None:
        """Leave nothing half typed: accept it, or give it up with a word."""
        if not self.accept():
            self._show_typed(None)

    @property
    def _scored_leaf(self) -> Leaf | None:
        """The leaf that a number is for."""
        return None if self.is_blank else self.row.leaf

    def _leaf_to_score(self) -> Leaf | None:
        leaf = self._scored_leaf
        if leaf is None:
            self._say(NO_SCORE_HERE)
        return leaf

    def _start(self, text: str) -> None:
        if self._leaf_to_score():
            self._show_typed(text)

    def _show_typed(self, text: str | None) -> None:
        if text is None and self.typed is None:
            return
        self.typed = text
        self._refresh_row(self.line)
        leaf = self._scored_leaf
        if text is None or leaf is None:
            self._say("")
        else:
            self._say(f"A number {range_of(leaf)}, or two as {TWO} · Enter ↓ · Tab → · Esc cancels")

    def _score(self, fields: dict[str, Any]) -> str:
        """Give the selected cells, or the one under the cursor, their fields; return the words for it."""
        raise NotImplementedError

    def _accept_and_go_on(self, *, sideways: bool) -> None:
        if self.accept():
            self._go_on(sideways=sideways)

    def _go_on(self, *, sideways: bool) -> None:
        """Move on to the next cell to score: the one to the right, or the one below."""
        if self.turned:
            self._go_on_turned(sideways=sideways)
            return
        below = self._next_scored(line for line in self._scored_places if line > self.line)
        if not sideways:
            self.move_to(below, self.column)
        elif self.column + 1 < len(self.options):
            self.move_to(self.line, self.column + 1)
        elif below != self.line:
            self.move_to(below, 0)

    def _go_on_turned(self, *, sideways: bool) -> None:
        """Move on where options stand on lines: to the next criterion, or the next option."""
        further = self._next_scored(line for line in self._scored_places if line > self.line)
        if not sideways:
            self.move_to(self.line, self.column + 1)
        elif further != self.line:
            self.move_to(further, self.column)
        elif self.column + 1 < len(self.options):
            self.move_to(self._scored_places[0], self.column + 1)

    def _next_scored(self, lines: Iterable[int]) -> int:
        return next(iter(lines), self.line)
