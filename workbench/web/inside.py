"""The screen of somebody who came by a link, in a process of its own; what it shows goes through its pipes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.drivers.web_driver import WebDriver

from workbench.errors import WorkbenchError
from workbench.tui.app import WorkbenchApp
from workbench.usecases.served import LINES, Person, ServedSession, run_served_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import SystemCommand
    from textual.screen import Screen

    from workbench.tui.running.work import Work
    from workbench.usecases.verb import Outcome

NOT_SAVED = 4
"""The exit code when something could not be saved."""


class ServedDriver(WebDriver):
    """The way to the browser, which can be asked to paint everything anew and to end in order."""

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Act on what the server says beside the keys."""
        app = self._app
        if packet_type == "repaint":
            app.call_later(app.refresh, layout=True)
        elif packet_type == "quit" and isinstance(app, WorkbenchApp):
            app.call_later(app.end)
        else:
            super().on_meta(packet_type, payload)


class ServedApp(WorkbenchApp):
    """The workbench for somebody who came by a link: nothing of the machine that serves it but the study."""

    def __init__(self, session: ServedSession) -> None:
        super().__init__(session)
        self.driver_class = ServedDriver
        self._person = session.person
        session.on_refused = self._say_refused

    def _say_refused(self, words: str) -> None:
        # What was being done says afterwards that it was done; this is said after that.
        self.call_later(self.say, words, problem=True)

    def _tell_how_it_begins(self) -> None:
        super()._tell_how_it_begins()
        if self._person.reads_only:
            self.say(f"{self._person.label}: this link is for reading; nothing that you do changes the study.")
        else:
            self.say(f"You are {self._person.label}: everything you change is kept under this name.")

    def run_verb(self, text: str) -> None:
        """Run a line on the open study, if it only reads; show what comes of it."""
        session = self.session

        def run(work: Work[Outcome]) -> Outcome:
            session.flush()
            work.at(0.0)
            return run_served_line(text, session.path)

        self.mode.work(text, run, lambda outcome, _: self._show_outcome(text, outcome))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer what the terminal offers, without files and without the verbs that are not run from here."""
        for each in super().get_system_commands(screen):
            verb, colon, _ = each.title.partition(":")
            is_verb = colon and each.help.startswith(f":{verb}")
            if each.callback != self.deliver_screenshot and (not is_verb or verb in LINES):
                yield each

    def action_suspend_process(self) -> None:
        """Say that there is no shell here."""
        self.say("There is no shell here: the study is on another machine.")


def main(arguments: list[str]) -> int:
    """Show a study to a person until they leave; return the exit code."""
    study, who = Path(arguments[0]), json.loads(arguments[1])
    try:
        session = ServedSession(study, Person(str(who[0]), str(who[1]), reads_only=bool(who[2])))
    except WorkbenchError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    app = ServedApp(session)
    try:
        app.run()
    finally:
        saving = session.close()
    if not saving.done:
        sys.stderr.write(f"{who[1]}: {saving.waiting} changes could not be saved. {saving.failure}\n")
        return NOT_SAVED
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
