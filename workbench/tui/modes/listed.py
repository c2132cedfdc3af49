"""What modes have in common whose body is one list: its cursor, and changes that say first what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.text.fitting import one_line
from workbench.tui.widgets.listing import Words
from workbench.tui.widgets.study_line import StudyLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.tui.widgets.listing import Listing
    from workbench.usecases.editing.prepared import Prepared


class ListedScreen(ModeScreen):
    """A mode with a list, and sentences about the row under its cursor."""

    @property
    def listing(self) -> Listing:
        """The list."""
        raise NotImplementedError

    def sentences(self) -> Sequence[tuple[str, str]]:
        """Return what is known of the row under the cursor, each sentence with its style."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Take the keys."""
        self.take_keys()

    def take_keys(self) -> None:
        """Give the keys to the list."""
        self.set_focus(self.listing)

    def about(self) -> str:
        """Return what is known of the row under the cursor."""
        return " ".join(one_line(text).strip() for _, text in self.sentences())

    def redraw(self) -> None:
        """Show the list, the sentences and the study's line as they stand now."""
        self.listing.redraw()
        for each in self.query(Words):
            each.redraw()
        for line in self.query(StudyLine):
            line.redraw()

    def moved(self) -> None:
        """Follow the cursor."""
        for each in self.query(Words):
            each.redraw()
        if self.speaks:
            self.say(self.about())

    def make(self, prepare: Callable[[], Prepared | None], then: Callable[[], None] = lambda: None) -> str:
        """Make a change, what it costs said first; return what is wrong, if anything.

        Parameters
        ----------
        then
            Done once the change is made, and where it changes nothing.
        """
        try:
            found = prepare()
        except (WorkbenchError, ValueError) as error:
            self.say(str(error), problem=True)
            return str(error)
        if found is None:
            self.say("It stands at the end already.")
            return ""

        def now() -> None:
            if found.changes.changes:
                self.session.apply(found.changes)
            then()
            if found.changes.changes:
                self.say(f"{found.changes.why[:1].upper()}{found.changes.why[1:]}.")

        if found.consequence:
            self.listing.ask({"y": now})
            self.say(f"y does it: {found.consequence}")
        else:
            now()
        return ""

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.listing.move(step)

    def action_page(self, way: int) -> None:
        """Move by what is seen at once."""
        self.listing.page(way)

    def action_end(self, last: int) -> None:
        """Move to the first or last row."""
        if self.listing.count:
            self.listing.go(self.listing.count - 1 if last else 0)
