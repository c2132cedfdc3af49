"""The terminal application: it begins and ends, follows the study, and changes between its modes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.css.query import NoMatches

from workbench.tui.modes.screen import ModeScreen
from workbench.tui.running.ending import listen_for_the_end
from workbench.tui.running.others import Others
from workbench.tui.running.suspending import suspend_in_order
from workbench.tui.running.tidying import tidy_in_pauses
from workbench.tui.running.verb_app import VerbApp
from workbench.tui.screens.editor import Editor
from workbench.tui.widgets.status import Status

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.change import ChangeSet
    from workbench.usecases.session import Session


class WorkbenchApp(VerbApp):
    """The workbench in a terminal."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.others = Others(session, self.call_from_thread, self.say, self._show_disputes)
        self.next_study: Path | None = None
        """The study that takes the place of this one once it is left."""

    # Beginning and end

    def on_mount(self) -> None:
        """Show Score mode, follow the study, and listen for the signals that end a process."""
        self.install_screen(self.score, self.score.name_of_mode)
        self.push_screen(self.score.name_of_mode)
        self.session.subscribe(self._changed)
        self.session.on_saving(lambda _: self._from_writer())
        self.call_after_refresh(self._tell_how_it_begins)
        listen_for_the_end(self)
        suspend_in_order(self)
        tidy_in_pauses(self)
        self.others.watch(self)

    def _tell_how_it_begins(self) -> None:
        """Say what a crash left, what is wrong with the folder or the keymap, or what to do first."""
        told = [(text, True) for text in (*self.session.warnings, *self.keymap_problems)]
        drafts = len(self.session.drafts())
        if drafts:
            what = "1 unfinished reason was" if drafts == 1 else f"{drafts} unfinished reasons were"
            told.append((f"After the last session ended early, {what} kept: R opens it.", False))
        answered = any(each.says for each in self.mode.query(Status))  # keys that came before; their words stay
        for text, problem in told:
            if answered:
                self.heard(text)
            else:
                self.say(text, problem=problem)

    def end(self) -> None:
        """Keep what is being written and leave, without asking."""
        self._settle()
        self.exit()

    async def action_quit(self) -> None:
        """Keep what is being written and leave; stay when it cannot be kept."""
        if self._settle():
            self.exit()

    def open_study(self, path: Path) -> None:
        """Leave the study for another one; stay when something cannot be kept."""
        if path.resolve() == self.session.path.resolve():
            self.say("This study is open already.")
        elif self._settle():
            self.next_study = path
            self.exit()

    def _settle(self) -> bool:
        """Keep an open number and an open reason; return whether that went well."""
        editors = [screen for screen in self.screen_stack if isinstance(screen, Editor)]
        return all([*(each.hold() for each in self._open.values()), *(editor.settle() for editor in editors)])

    # Following the study

    def _changed(self, changes: ChangeSet) -> None:
        """Show a change in the mode on the screen, in the same event; the others catch up when they are shown."""
        self.revision += 1
        shown = self.mode
        for each in self._open.values():
            if each is shown or each is self.score:
                each.study_changed(changes)
            else:
                each.is_behind = True

    def _from_writer(self) -> None:
        """Take word from the writing thread, which must never wait for the screen."""
        self.call_later(self._show_saving)

    def _show_disputes(self) -> None:
        """Mark what is in dispute now, also where the value stayed."""
        self.score.grid.fill_again()
        self.mode.show_saving()

    def _show_saving(self) -> None:
        with suppress(NoMatches):  # the screen may just be going
            self.mode.show_saving()

    # Modes

    async def action_show_mode(self, name: str) -> None:
        """Show a mode, made when it is asked for the first time."""
        if isinstance(self.screen, Editor) or not self.mode.hold():
            return
        while not isinstance(self.screen, ModeScreen) and len(self.screen_stack) > 1:
            await self.pop_screen()
        self.session.score()  # the others show what all scores say
        if name not in self._open:
            mode = next(each for each in self.modes_shown if each.name == name)
            self._open[name] = mode.open(self.session)
            self._open[name].speaks = self.speaks
            self.install_screen(self._open[name], name)
        if self.screen is not self._open[name]:
            await self.switch_screen(name)


def run(path: Path, analyst: tuple[str, str]) -> int:
    """Open a study folder in the terminal until the user leaves; return the exit code."""
    from workbench.tui.start import run as start

    return start(path, analyst)
