"""What others write while somebody works: looked for every second off the screen's thread, shown as it comes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError
from workbench.usecases.editing.change_words import called, value_among
from workbench.usecases.session import OWN_ELSEWHERE
from workbench.usecases.watch import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.tui.app import WorkbenchApp
    from workbench.tui.grid.typed import Say
    from workbench.usecases.session import Session
    from workbench.usecases.watch import Look

EVERY = 1.0
"""Seconds between two looks at the folder."""


class Others:
    """Looks at the folder in a thread, since a shared drive may be slow, and takes changes over in the screen's own."""

    def __init__(self, session: Session, in_screen: Callable[..., Any], say: Say, disputed: Callable[[], None]) -> None:
        self._disputed = disputed
        self._session = session
        self._in_screen = in_screen
        self._say = say
        self._seen: Look | None = None
        self._looking = False
        self._failure = ""

    def watch(self, app: WorkbenchApp) -> None:
        """Begin to look every second."""

        def start() -> None:
            if not self._looking:
                self._looking = True
                app.run_worker(self._look_from_outside, thread=True, group="others", exit_on_error=False)

        app.set_interval(EVERY, start)

    def _look_from_outside(self) -> None:
        try:
            seen = look(self._session.path)
            if seen != self._seen:
                self._seen = seen
                with suppress(RuntimeError):  # the application may just have ended
                    self._in_screen(self.look)
        finally:
            self._looking = False

    def look(self, *, own: bool = False) -> None:
        """Take over what others have written, and say what it was.

        Parameters
        ----------
        own
            Whether this session has just had something written itself, of which its own words tell.
        """
        disputed = {each.key for each in self._session.disputes}
        try:
            changes = self._session.refresh()
        except WorkbenchError as error:
            if str(error) != self._failure:
                self._failure = str(error)
                self._say(f"{self._failure} What is on the screen is kept.", problem=True)
            return
        self._failure = ""
        if {each.key for each in self._session.disputes} != disputed:
            self._disputed()
        new = [each.key for each in self._session.disputes if each.key not in disputed]
        if new:
            what = "A value is" if len(new) == 1 else f"{len(new)} values are"
            self._say(f"{what} disputed now: somebody else gave another one. D settles it.", problem=True)
        elif changes is not None and changes.changes and not (own and changes.why == OWN_ELSEWHERE):
            first, *rest = changes.changes
            more = f"{1 + len(rest)} values, among them " if rest else ""
            state = self._session.state
            value = value_among(state, first.new, [first.old, first.new])
            self._say(f"Changed {changes.why}: {more}{called(state, first.key)}: {value}")
