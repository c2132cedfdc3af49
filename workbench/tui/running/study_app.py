"""What every part of the screen can ask the application for: the study, the mode, the actions, a word to say."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar

from workbench.tui.actions.action import EVERYWHERE, bindings
from workbench.tui.actions.key_names import key_id
from workbench.tui.actions.registry import Actions
from workbench.tui.modes.mode import modes
from workbench.tui.modes.score import ScoreScreen
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.running.frames import QuickFrames
from workbench.tui.running.key_order import OrderedKeys
from workbench.tui.theme import CONTRAST_CSS, THEMES, WITHOUT_COLOUR
from workbench.tui.widgets.too_small import SMALLEST
from workbench.usecases.keymap import read_keymap
from workbench.usecases.own_settings import own_theme

if TYPE_CHECKING:
    from textual.binding import Binding

    from workbench.tui.modes.mode import Mode
    from workbench.usecases.session import Session

MOST_MESSAGES = 500
"""Messages that are kept for the list."""


class StudyApp(QuickFrames, OrderedKeys):
    """An application on one study, with its modes, its actions and what was said."""

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
        self.speaks = False
        """Whether every move is said in the bottom line."""
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
