"""A screen over Weights mode on which the children of one group are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.tui.text.fitting import one_line
from workbench.tui.widgets.listing import Words
from workbench.tui.widgets.ranking import RankingLine
from workbench.tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from workbench.tui.running.acting_app import ActingApp
    from workbench.tui.widgets.listing import Listing
    from workbench.usecases.editing.prepared import Prepared
    from workbench.usecases.weighing.tree import Weighing

    Make = Callable[[Callable[[], Prepared]], tuple[str, Prepared | None]]
    """Makes a change; returns what is wrong or would be lost, and in the latter case the change that waits."""


class AskingScreen(ModalScreen[None]):
    """A heading, what was found so far, the list, and the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.pop_screen", "Close"),
        Binding("f1,question_mark", "app.help", "Help"),
        Binding("ctrl+q,f10", "app.quit", "Quit"),
        Binding(",".join("123456789"), "take", "How many times as important"),
        Binding("up,k", "step(-1)", "Up"),
        Binding("down,j", "step(1)", "Down"),
        Binding("u,ctrl+z", "undo", "Undo"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    AskingScreen > Vertical { background: $surface; height: 100%; }
    AskingScreen .heading { color: $accent; text-style: bold; height: 1; padding: 0 1; background: $panel; }
    AskingScreen .hint { height: auto; padding: 0 1; color: $foreground 70%; }
    AskingScreen Words { height: 3; }
    AskingScreen RankingLine { display: block; }
    AskingScreen:ansi > Vertical, AskingScreen:ansi .heading { background: ansi_default; }
    """
    HINT: ClassVar[str] = ""

    def __init__(self, weighing: Weighing, group: str, make: Make) -> None:
        super().__init__()
        self.weighing = weighing
        self.group = group
        self._make = make
        node = weighing.session.study.criterion.get(group)
        self.heading = one_line(node.label if node else "The whole")
        self.said: tuple[str, str] = ("", "")
        """What was said last, with its style."""
        self._ranked = weighing.evaluation
        """The ranking that is shown."""

    @property
    def finding(self) -> str:
        """What the answers say so far."""
        raise NotImplementedError

    @property
    def about(self) -> str:
        """What is known and asked, for the help."""
        return f"{self.heading}. {self.finding} {self.question}"

    @property
    def question(self) -> str:
        """What is asked of the row under the cursor."""
        raise NotImplementedError

    @property
    def listing(self) -> Listing:
        """The rows."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out the areas."""
        yield TooSmall()
        with Vertical(classes="page"):
            yield Static(Content(f"{self.heading}   (Esc closes)"), classes="heading")
            yield Words(lambda: [("strong", self.finding)], "finding")
            yield self.listing
            yield Words(lambda: [self.said if self.said[1] else ("", self.question)])
            yield RankingLine(self.weighing)
            yield Static(Content(self.HINT), classes="hint")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.set_focus(self.listing)

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a sentence under the list."""
        self.said = ("bad" if problem else "", text)
        self.redraw()

    def redraw(self) -> None:
        """Show everything as it stands now."""
        self.listing.redraw()
        for words in self.query(Words):
            words.redraw()
        if self._ranked is not self.weighing.evaluation:
            self._ranked = self.weighing.evaluation
            for ranking in self.query(RankingLine):
                ranking.changed()

    def make(self, prepare: Callable[[], Prepared]) -> None:
        """Make a change; what it costs is said first, and y does it."""
        words, waiting = self._make(prepare)
        if waiting is not None:
            changes = waiting.changes

            def anyway() -> None:
                self.weighing.session.apply(changes)
                self.say("")

            self.listing.ask({"y": anyway})
            self.say(f"y does it: {words}")
        else:
            self.say(words, problem=bool(words))

    def action_step(self, step: int) -> None:
        """Move the cursor."""
        self.listing.move(step)

    def moved(self) -> None:
        """Ask about the row that the cursor came to."""
        self.said = ("", "")
        for words in self.query(Words):
            words.redraw()

    def action_undo(self) -> None:
        """Take back the latest change, whatever it was, and say what."""
        app: ActingApp = self.app  # type: ignore[assignment]
        app.action_undo()
        self.say(app.heard_so_far[-1] if app.heard_so_far else "")

    async def on_key(self, event: events.Key) -> None:
        """Take a digit for the row under the cursor; the binding of digits is there for the help."""
        if event.character and event.character in "123456789":
            event.stop()
            self.digit(int(event.character))

    def digit(self, number: int) -> None:
        """Take a digit."""
        raise NotImplementedError
