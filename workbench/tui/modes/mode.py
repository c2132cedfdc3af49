"""A mode: one of the main screens, declared in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.registry import collect

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.tui.actions.action import Action
    from workbench.tui.modes.screen import ModeScreen
    from workbench.usecases.session import Session


@dataclass(frozen=True, slots=True)
class Mode:
    """One kind of work, with its screen; a module of this package declares it as MODE."""

    name: str
    title: str
    purpose: str
    """What it is for, in a few words."""
    key: str
    """The function key that shows it."""
    number: int
    """Its place in the row of modes, from 1."""
    screen: Callable[[Session], ModeScreen]
    actions: tuple[Action, ...] = ()
    """What its keys do; the methods are those of the screen's `keys_owner`."""


def modes() -> tuple[Mode, ...]:
    """Return every mode, in the order of their numbers."""
    return tuple(sorted(collect("workbench.tui.modes", "MODE").values(), key=lambda each: each.number))
