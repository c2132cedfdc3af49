"""A list with a cursor: rows as lines, drawn as far as they are seen, with keys for one answer more."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Offset

from workbench.tui.text.fitting import MORE, crop, one_line, wrap
from workbench.tui.widgets.board import Board

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from workbench.tui.text.line import Line

MARK = "› "
"""Stands before the row under the cursor."""


class Listing(Board, can_focus=True):
    """Rows that one goes through; what they say comes from `row_line`, how many there are from `count`."""

    DEFAULT_CSS: ClassVar[str] = """
    Listing { height: 1fr; width: 1fr; padding: 0 1; }
    """

    def __init__(self, moved: Callable[[], None]) -> None:
        super().__init__()
        self.at = 0
        """The row under the cursor."""
        self.top = 0
        """The first row that is drawn."""
        self._moved = moved
        self._answers: dict[str, Callable[[], None]] = {}

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row_line(self, place: int, width: int, *, here: bool) -> Line:
        """Return a row as a line, without the mark of the cursor."""
        raise NotImplementedError

    def headings(self, width: int) -> Sequence[Line]:
        """Return the lines above the rows."""
        del width
        return ()

    def can_stand(self, place: int) -> bool:
        """Return whether the cursor may stand on a row."""
        return 0 <= place < self.count

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the headings and the rows that are seen."""
        heads = list(self.headings(width - len(MARK)))
        room = max(1, height - len(heads))
        self.at = max(0, min(self.at, self.count - 1))
        self.top = max(0, min(self.top, self.at, self.count - room))
        self.top = max(self.top, self.at - room + 1)
        rows: list[Line] = []
        for place in range(self.top, min(self.count, self.top + room)):
            here = place == self.at and self.can_stand(place)
            mark = (MARK if here else " " * len(MARK), "picked" if here else "")
            rows.append((mark, *self.row_line(place, width - len(MARK), here=here)))
        self._show_cursor(len(heads))
        return [*((("  ", ""), *line) for line in heads), *rows]

    def _show_cursor(self, heads: int) -> None:
        """Put the terminal's own cursor on the row, for screen readers."""
        if self.has_focus:
            self.app.cursor_position = Offset(self.content_region.x, self.content_region.y + heads + self.at - self.top)

    def move(self, step: int) -> None:
        """Move the cursor by rows, over those on which it cannot stand."""
        way = 1 if step > 0 else -1
        wanted = max(0, min(self.count - 1, self.at + step))
        for places in (range(wanted, self.count if way > 0 else -1, way), range(wanted, self.at, -way)):
            found = next((place for place in places if self.can_stand(place)), None)
            if found is not None:
                self.go(found)
                return
        self.top = max(0, self.top - 1) if way < 0 else self.top
        self.redraw()

    def go(self, place: int) -> None:
        """Put the cursor on a row."""
        self.at = place
        self.redraw()
        self._moved()

    def page(self, way: int) -> None:
        """Move by what is seen at once."""
        self.move(way * max(1, self.content_size.height - 2))

    # One answer more

    def ask(self, answers: dict[str, Callable[[], None]]) -> None:
        """Take one key more as an answer; any other one changes nothing."""
        self._answers = answers

    async def on_key(self, event: events.Key) -> None:
        """Take the key that answers a question."""
        if not self._answers:
            return
        event.stop()
        event.prevent_default()
        answers, self._answers = self._answers, {}
        chosen = answers.get(event.character or event.key)
        self.post_answer("" if chosen else "Nothing was changed.")
        if chosen is not None:
            chosen()

    def post_answer(self, words: str) -> None:
        """Put words in place of the question in the bottom line; none take it away."""
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(words)

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row that was clicked."""
        self.focus()
        place = self.top + event.y - self.gutter.top - len(self.headings(self.content_size.width))
        if self.can_stand(place):
            self.go(place)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go on."""
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go back."""
        event.stop()
        self.move(-3)


class Words(Board):
    """Sentences under a rule, each in as many lines as it needs; a finding stands without the rule."""

    DEFAULT_CSS: ClassVar[str] = """
    Words { height: 9; padding: 0 1; }
    Words.finding { height: 2; }
    """

    def __init__(self, said: Callable[[], Sequence[tuple[str, str]]], classes: str = "") -> None:
        super().__init__()
        self._said = said
        self.set_classes(classes)

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the sentences."""
        lines: list[Line] = [] if self.has_class("finding") else [(("─" * width, "rule"),)]
        for style, text in self._said():
            indent = len(text) - len(text.lstrip())
            parts = wrap(one_line(text), max(8, width - indent), height)
            lines += [((f"{' ' * indent}{part}", style),) for part in parts]
        if len(lines) > height > 0:
            ((text, style),) = lines[height - 1]
            lines[height - 1] = ((f"{crop(text, width - 2).rstrip(MORE)} {MORE}", style),)
        return lines[:height]
