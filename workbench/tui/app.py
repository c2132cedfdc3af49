"""The terminal application: one session, its modes, and a clean end however it ends."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding

from workbench.tui.modes.score import ScoreScreen
from workbench.tui.screens.help import Help
from workbench.tui.screens.note import NoteEditor
from workbench.tui.theme import THEME
from workbench.tui.widgets.grid import ScoreGrid
from workbench.tui.widgets.too_small import SMALLEST
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from pathlib import Path

    from textual.binding import BindingType
    from textual.screen import Screen

STORE_EXIT = 4
"""The exit code when something could not be saved."""
WITHOUT_COLOUR = "ansi-dark"


class WorkbenchApp(App[None]):
    """The workbench in a terminal."""

    TITLE = "Workbench"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-too-narrow"), (SMALLEST[0], "-narrow"), (72, "-normal"), (120, "-wide"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-too-short"), (SMALLEST[1], "-low"), (22, "-middle"), (30, "-high"), (38, "-tall"),
    ]  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "help", "Help"),
        Binding("ctrl+s", "save_now", "Save now (every change is saved by itself)"),
        Binding("ctrl+q,f10", "quit", "Quit"),
        Binding("ctrl+c", "hint_quit", "How to quit", system=True),
    ]

    def __init__(self, session: Session) -> None:
        plain = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if plain else None)
        self.session = session
        self.register_theme(THEME)
        self.theme = WITHOUT_COLOUR if plain else THEME.name
        self.score = ScoreScreen(session)

    def on_mount(self) -> None:
        """Show Score mode and listen for the signals that end a process."""
        self.push_screen(self.score)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for name in ("SIGTERM", "SIGHUP", "SIGINT"):
                with suppress(AttributeError, NotImplementedError, ValueError):
                    loop.add_signal_handler(getattr(signal, name), self.end)
            self.set_interval(1.0, self._leave_a_lost_terminal)

    def _leave_a_lost_terminal(self) -> None:
        """Leave when the terminal is gone: not every program above passes the signal on."""
        try:
            terminal = select.poll()
            terminal.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, select.POLLIN)
            lost = any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in terminal.poll(0))
        except (AttributeError, OSError, ValueError):
            return
        if lost:
            self.end()

    def end(self) -> None:
        """Keep what is being written and leave, without asking."""
        self._settle()
        self.exit()

    async def action_quit(self) -> None:
        """Keep what is being written and leave; stay when it cannot be kept."""
        if self._settle():
            self.exit()

    def action_help(self) -> None:
        """Show every key."""
        if not isinstance(self.screen, Help):
            self.push_screen(Help([*ScoreGrid.BINDINGS, *self.BINDINGS]))

    def action_save_now(self) -> None:
        """Wait for the disk, off the screen's thread, and say how it went."""
        self.run_worker(self._save_now, thread=True, exclusive=True, group="saving", exit_on_error=False)

    def action_hint_quit(self) -> None:
        """Say how to leave; nothing is interrupted."""
        self.score.say("Ctrl+Q or F10 quits. Every change is saved by itself.")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer our actions in the palette, beside Textual's."""
        for binding in [*ScoreGrid.BINDINGS, *self.BINDINGS] if screen is self.score else ():
            if isinstance(binding, Binding) and not binding.action.startswith("digit("):
                yield SystemCommand(binding.description, f"Key: {binding.key.split(',')[0]}", self._command(binding))
        for command in super().get_system_commands(screen):
            if command.title not in {"Keys", "Quit", "Maximize", "Minimize"}:
                yield command

    def _command(self, binding: Binding) -> Callable[[], Awaitable[bool]]:
        namespace = self.score.grid if binding in ScoreGrid.BINDINGS else self
        return lambda: self.run_action(binding.action, namespace)

    def _save_now(self) -> None:
        saving = self.session.flush()
        words = "Everything is saved." if saving.done else f"Not saved: {saving.failure}"
        self.call_from_thread(self.score.say, words, problem=not saving.done)

    def _settle(self) -> bool:
        """Keep an open number and an open reason; return whether that went well."""
        editors = [screen for screen in self.screen_stack if isinstance(screen, NoteEditor)]
        return all([self.score.grid.accept(), *(editor.settle() for editor in editors)])


def run(path: Path, analyst: tuple[str, str]) -> int:
    """Open a study folder in the terminal until the user leaves; return the exit code.

    Parameters
    ----------
    analyst
        Id and label of who is working.

    Raises
    ------
    StoreError
        When the folder cannot be read.
    """
    session = Session(path, analyst)
    app = WorkbenchApp(session)
    try:
        app.run()
    finally:
        saving = session.close()
    if not saving.done:
        sys.stderr.write(f"{saving.waiting} changes could not be saved. {saving.failure}\n")
        return STORE_EXIT
    return app.return_code or 0
