"""Verbs on the screen: typed in the bottom line or chosen from the palette, and what comes of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

from workbench.tui.actions.key_names import key_names
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.running.acting_app import ActingApp
from workbench.tui.widgets.command_line import CommandLine
from workbench.usecases.verb import verbs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from pathlib import Path

    from textual.screen import Screen

    from workbench.tui.actions.action import Action
    from workbench.tui.running.others import Others
    from workbench.tui.running.work import Work
    from workbench.usecases.verb import Outcome


class VerbApp(ActingApp):
    """The application with every verb, run on the open study."""

    others: Others

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
            from workbench.usecases.typed_command import as_typed_here, can_be_opened, run_line

            outcome = run_line(text, session.path, session.analyst)
            if outcome.screen is not None:
                can_be_opened(outcome.screen[0])
            return replace(outcome, words=tuple(map(as_typed_here, filter(session.is_news, outcome.words))))

        self.mode.work(text, run, lambda outcome, _: self._show_outcome(text, outcome))

    def _show_outcome(self, text: str, outcome: Outcome) -> None:
        self.others.look(own=True)
        if outcome.screen is not None:
            self.open_study(outcome.screen[0])
        elif outcome.reports or outcome.text or len(outcome.words) > 1:
            from workbench.tui.screens.reading import Reading

            at_end = text.split(maxsplit=1)[0] == "history"
            self.push_screen(Reading(text, outcome.reports, outcome.text, outcome.words, at_end=at_end))
        else:
            self.say(outcome.words[0] if outcome.words else f"{text}: done.", problem=bool(outcome.exit_code))

    def open_study(self, path: Path) -> None:
        """Leave the study for another one, which takes its place on the screen."""
        raise NotImplementedError

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer every action of the mode, of the application, and every verb."""
        if not isinstance(screen, ModeScreen):
            return
        for each in self.actions.known_in(screen.name_of_mode):
            if each.offered:
                yield SystemCommand(each.title, f"{key_names(each.keys)}  {each.help}".strip(), self._command(each))
        for verb in verbs().values():
            if verb.name not in {"history", "undo", "redo"}:
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
