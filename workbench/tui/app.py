"""The terminal application: one session, its modes, and a clean end however it ends."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.css.query import NoMatches

from workbench.errors import WorkbenchError
from workbench.tui.actions.action import EVERYWHERE, Action, bindings
from workbench.tui.actions.key_names import key_id, key_names
from workbench.tui.actions.registry import Actions
from workbench.tui.ending import listen_for_the_end
from workbench.tui.key_order import OrderedKeys
from workbench.tui.modes.mode import modes
from workbench.tui.modes.score import ScoreScreen
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.others import Others
from workbench.tui.screens.editor import Editor
from workbench.tui.suspending import suspend_in_order
from workbench.tui.theme import CONTRAST_CSS, THEMES, WITHOUT_COLOUR, next_theme
from workbench.tui.widgets.command_line import CommandLine
from workbench.tui.widgets.too_small import SMALLEST
from workbench.usecases.config import own_theme
from workbench.usecases.keymap import read_keymap
from workbench.usecases.verb import verbs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from pathlib import Path

    from textual.binding import Binding
    from textual.screen import Screen

    from workbench.model.change import ChangeSet
    from workbench.tui.modes.mode import Mode
    from workbench.tui.work import Work
    from workbench.usecases.session import Session
    from workbench.usecases.verb import Outcome

MOST_MESSAGES = 500
"""Messages that are kept for the list."""


class WorkbenchApp(OrderedKeys):
    """The workbench in a terminal."""

    TITLE = "Workbench"
    CSS = CONTRAST_CSS
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-too-narrow"), (SMALLEST[0], "-narrow"), (72, "-normal"), (120, "-wide"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-too-short"), (SMALLEST[1], "-low"), (22, "-middle"), (30, "-high"), (38, "-tall"),
    ]  # fmt: skip
    BINDINGS: ClassVar = []

    def __init__(self, session: Session) -> None:
        plain = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if plain else None)
        self.session = session
        self.terminal_as_it_was: list[Any] | None = None
        """The terminal's settings before the program began, where there is one."""
        self.revision = 0
        """How often the study has changed while it was shown."""
        self.heard_so_far: list[str] = []
        self.copied_text = ""
        """What was copied last, for our own paste."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = WITHOUT_COLOUR if plain else own_theme()
        self.modes_shown: tuple[Mode, ...] = modes()
        declared = Actions(self.modes_shown)
        keymap, self.keymap_problems = read_keymap(each.id for each in declared.all)
        wanted = {name: tuple(map(key_id, keys)) for name, keys in keymap.items()}
        self.actions = Actions(self.modes_shown, wanted) if wanted else declared
        self._bindings.key_to_bindings = self.bindings_of(EVERYWHERE)
        self.score = ScoreScreen(session)
        self._open: dict[str, ModeScreen] = {self.score.name_of_mode: self.score}
        self.others = Others(session, self.call_from_thread, self.say, self._show_disputes)

    # What the parts of the screen ask for

    @property
    def mode(self) -> ModeScreen:
        """The mode that is shown, also under whatever lies over it."""
        shown = [screen for screen in self.screen_stack if isinstance(screen, ModeScreen)]
        return shown[-1] if shown else self.score

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the cells that count are scored, and how many there are."""
        return self.score.grid.progress

    def bindings_of(self, place: str) -> dict[str, list[Binding]]:
        """Return the keys of a mode's own actions."""
        return bindings(self.actions.of(place))

    def heard(self, text: str) -> None:
        """Keep a message for the list of messages, one that is said again only once."""
        if self.heard_so_far[-1:] != [text]:
            self.heard_so_far = [*self.heard_so_far[1 - MOST_MESSAGES :], text]

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a message in the bottom line."""
        self.mode.say(text, problem=problem)

    async def do(self, name: str) -> None:
        """Do an action by its id."""
        action = next(each for each in self.actions.all if each.id == name)
        await self.run_action(action.does, self if action.place == EVERYWHERE else self.mode.keys_owner)

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
        self.others.watch(self)

    def _tell_how_it_begins(self) -> None:
        """Say what a crash left, what is wrong with the folder or the keymap, or what to do first."""
        for text in (*self.session.warnings, *self.keymap_problems):
            self.say(text, problem=True)
        drafts = len(self.session.drafts())
        if drafts:
            what = "1 unfinished reason was" if drafts == 1 else f"{drafts} unfinished reasons were"
            self.say(f"After the last session ended early, {what} kept: R opens it.")

    def end(self) -> None:
        """Keep what is being written and leave, without asking."""
        self._settle()
        self.exit()

    async def action_quit(self) -> None:
        """Keep what is being written and leave; stay when it cannot be kept."""
        if self._settle():
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

    # Actions

    async def action_show_mode(self, name: str) -> None:
        """Show a mode, made when it is asked for the first time."""
        if isinstance(self.screen, Editor) or not self.mode.hold():
            return
        while not isinstance(self.screen, ModeScreen) and len(self.screen_stack) > 1:
            await self.pop_screen()
        if name not in self._open:
            mode = next(each for each in self.modes_shown if each.name == name)
            self._open[name] = mode.open(self.session)
            self.install_screen(self._open[name], name)
        if self.screen is not self._open[name]:
            await self.switch_screen(name)

    def action_help(self) -> None:
        """Show what is known of the place under the cursor, and every key."""
        if isinstance(self.screen, ModeScreen):
            from workbench.tui.screens.help import Help

            mode = self.mode
            title = next(each.title for each in self.modes_shown if each.name == mode.name_of_mode)
            own, every = self.actions.of(mode.name_of_mode), self.actions.of(EVERYWHERE)
            self.push_screen(Help(mode.about(), [(f"{title} mode", own), ("In every mode", every)], mode.legend()))

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

    def action_history(self) -> None:
        """Show who changed what."""
        self.run_verb("history")

    def action_command(self) -> None:
        """Ask for a verb to run on the open study."""
        line = self.mode.query_one(CommandLine)
        line.ask(
            "command", "A verb, for example: score --explain   (@ is this study; Esc leaves)", known=tuple(verbs())
        )

    def on_command_line_given(self, event: CommandLine.Given) -> None:
        """Run a verb that was typed."""
        if event.purpose == "command" and event.text.strip():
            self.run_verb(event.text)

    def run_verb(self, text: str) -> None:
        """Run a line on the open study in a thread, and show what comes of it."""
        session = self.session

        def run(work: Work[Outcome]) -> Outcome:
            session.flush()
            work.at(0.0)
            from workbench.usecases.typed_command import run_line

            return run_line(text, session.path, session.analyst)

        self.mode.work(text, run, lambda outcome, _: self._show_outcome(text, outcome))

    def _show_outcome(self, text: str, outcome: Outcome) -> None:
        self.others.look()
        if outcome.screen is not None:
            self.say("The screen works on one study; leave it to open another.", problem=True)
        elif outcome.reports or outcome.text or len(outcome.words) > 1:
            from workbench.tui.screens.reading import Reading

            at_end = text.split(maxsplit=1)[0] == "history"
            self.push_screen(Reading(text, outcome.reports, outcome.text, outcome.words, at_end=at_end))
        else:
            self.say(outcome.words[0] if outcome.words else f"{text}: done.", problem=bool(outcome.exit_code))

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

        heard = [*(f"! {each}" for each in self.session.warnings), *self.heard_so_far]
        self.push_screen(Reading("Messages", text="\n".join(heard) or "Nothing was said yet.", at_end=True))

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
        """Say everything about the place of the cursor in one line, after every move."""
        self.mode.speaks = not self.mode.speaks
        self.say(self.mode.about() if self.mode.speaks else "The speak line is off.")

    def action_hint_quit(self) -> None:
        """Say how to leave; nothing is interrupted."""
        quitting = next(each for each in self.actions.all if each.id == "quit")
        self.say(f"{' or '.join(key_names(quitting.keys).split('  '))} quits. Every change is saved by itself.")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer every action of the mode, of the application, and every verb."""
        if not isinstance(screen, ModeScreen):
            return
        for each in self.actions.known_in(screen.name_of_mode):
            if each.offered:
                yield SystemCommand(each.title, f"{key_names(each.keys)}  {each.help}".strip(), self._command(each))
        for verb in verbs().values():
            if verb.name not in {"open", "history", "undo", "redo"}:
                words = f":{verb.name}  on the open study"
                yield SystemCommand(f"{verb.name}: {verb.title}", words, self._typed(verb.name))
        yield SystemCommand("Screenshot", "Save the screen as an SVG file", self.deliver_screenshot)

    def _command(self, action: Action) -> Callable[[], Awaitable[None]]:
        return lambda: self.do(action.id)

    def _typed(self, verb: str) -> Callable[[], None]:
        """Return what begins a command line with a verb."""

        def begin() -> None:
            self.mode.query_one(CommandLine).ask("command", "", f"{verb} ", tuple(verbs()))

        return begin


def run(path: Path, analyst: tuple[str, str]) -> int:
    """Open a study folder in the terminal until the user leaves; return the exit code."""
    from workbench.tui.start import run as start

    return start(path, analyst)
