"""A mode: one of the main screens, declared beside its actions; the screen itself is loaded when it is shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from workbench.registry import collect

if TYPE_CHECKING:
    from workbench.tui.actions.action import Action
    from workbench.tui.modes.screen import ModeScreen
    from workbench.usecases.session import Session


class Mode(NamedTuple):
    """One kind of work, with its screen; a module beside its actions declares it as MODE."""

    name: str
    title: str
    purpose: str
    """What it is for, in a few words."""
    key: str
    """The function key that shows it."""
    number: int
    """Its place in the row of modes, from 1."""
    screen: str
    """The class that shows it, in the module of its name."""
    actions: tuple[Action, ...] = ()
    """What its keys do; the methods are those of the screen's `keys_owner`."""

    def open(self, session: Session) -> ModeScreen:
        """Load and make the screen."""
        made: ModeScreen = getattr(import_module(f"workbench.tui.modes.{self.name}"), self.screen)(session)
        return made


def modes() -> tuple[Mode, ...]:
    """Return every mode, in the order of their numbers."""
    return tuple(sorted(collect("workbench.tui.actions", "MODE").values(), key=lambda each: each.number))
