"""The actions that every mode knows, but for those that run a verb or leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import SystemModalScreen

from workbench.errors import WorkbenchError
from workbench.tui.actions.action import EVERYWHERE, Action
from workbench.tui.actions.key_names import key_names
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.running.study_app import StudyApp
from workbench.tui.theme import next_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import Binding
    from textual.screen import Screen

    from workbench.model.change import ChangeSet

UNSAID = frozenset({"app.help", "app.focus_next", "app.focus_previous", "screen.copy_text", "screen.minimize"})
"""Keys of every screen, which the help over a mode does not list."""


class ActingApp(StudyApp):
    """The application with what can be done everywhere."""

    def action_help(self) -> None:
        """Show what is known of the place under the cursor, and every key."""
        if isinstance(self.screen, ModeScreen):
            from workbench.tui.screens.help import Help

            mode = self.mode
            title = next(each.title for each in self.modes_shown if each.name == mode.name_of_mode)
            own, every = self.actions.of(mode.name_of_mode), self.actions.of(EVERYWHERE)
            self.push_screen(Help(mode.about(), [(f"{title} mode", own), ("In every mode", every)], mode.legend()))
        elif not isinstance(self.screen, SystemModalScreen):
            self._help_over(self.screen)

    def _help_over(self, screen: Screen[Any]) -> None:
        """Show the keys of a screen that lies over a mode."""
        from workbench.tui.screens.help import Help

        by_action: dict[str, list[Binding]] = {}
        for found in screen._bindings.key_to_bindings.values():  # noqa: SLF001 - Textual gives no other way to them
            for each in found:
                if each.action not in UNSAID:
                    by_action.setdefault(each.action, []).append(each)
        keys = [Action(action, found[0].description, tuple(each.key for each in found), action)
                for action, found in by_action.items()]  # fmt: skip
        about = getattr(screen, "about", "")
        self.push_screen(Help(str(about), [("Keys here", keys)], ""))

    def action_undo(self) -> None:
        """Take back the latest change, and go where it was."""
        self._step("Undid", "There is nothing to undo.", self.session.undo, back=True)

    def action_redo(self) -> None:
        """Make the change again that was undone last, and go where it was."""
        self._step("Redid", "There is nothing to redo.", self.session.redo, back=False)

    def _step(self, word: str, nothing: str, step: Callable[[], ChangeSet | None], *, back: bool) -> None:
        self.mode.hold()
        try:
            changes = step()
        except WorkbenchError as error:
            self.say(str(error), problem=True)
            return
        if changes is None:
            self.say(nothing)
        else:
            self.mode.went(word, changes.inverse if back else changes)

    def action_disputes(self) -> None:
        """Show the values in dispute, to settle them."""
        self.mode.hold()
        if self.session.disputes:
            from workbench.tui.screens.disputes import Disputes

            self.push_screen(Disputes(self.session, self.say))
        else:
            self.say("Nothing is in dispute.")

    def action_messages(self) -> None:
        """Show what was said, the latest last."""
        from workbench.tui.screens.reading import Reading

        wrong = tuple(self.session.warnings)
        said = [each for each in self.heard_so_far if each not in wrong]
        heard = (*(f"! {each}" for each in wrong), *said)
        self.push_screen(Reading("Messages", words=heard or ("Nothing was said yet.",), at_end=True))

    def action_save_now(self) -> None:
        """Wait for the disk, off the screen's thread, and say how it went."""
        self.run_worker(self._save_now, thread=True, exclusive=True, group="saving", exit_on_error=False)

    def _save_now(self) -> None:
        saving = self.session.flush()
        words = "Everything is saved." if saving.done else f"Not saved: {saving.failure}"
        self.call_from_thread(self.say, words, problem=not saving.done)

    def action_cancel(self) -> None:
        """Stop waiting for a calculation."""
        if self.mode.stop_working():
            self.say("Stopped waiting; nothing was changed.")

    def action_next_theme(self) -> None:
        """Change to the next theme."""
        self.theme = next_theme(self.theme)
        self.say(f"Theme: {self.theme}")

    def action_speak(self) -> None:
        """Say everything about the place of the cursor in the bottom line, after every move and in every mode."""
        self.speaks = not self.speaks
        for each in self._open.values():
            each.speaks = self.speaks
        self.say(self.mode.about() if self.speaks else "The speak line is off.")

    def action_hint_quit(self) -> None:
        """Say how to leave; nothing is interrupted."""
        quitting = next(each for each in self.actions.all if each.id == "quit")
        self.say(f"{' or '.join(key_names(quitting.keys).split('  '))} quits. Every change is saved by itself.")
