"""All actions there are: of the modes, and everywhere; with the keys the user wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.actions.action import EVERYWHERE, Action, by_key
from workbench.tui.actions.everywhere import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.tui.modes.mode import Mode


class Actions:
    """The actions of every mode and of the whole application, by place and by key."""

    def __init__(self, modes: Iterable[Mode], keymap: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Gather the actions.

        Parameters
        ----------
        keymap
            Keys by the ids of actions, in place of the declared ones.
        """
        modes = tuple(modes)
        every = [*ACTIONS, *(opening(mode) for mode in modes)]
        every += [each._replace(place=mode.name) for mode in modes for each in mode.actions]
        wanted = keymap or {}
        self.all = tuple(each._replace(keys=wanted[each.id]) if each.id in wanted else each for each in every)
        self._keys = {place: by_key(self.of(place)) for place in {each.place for each in self.all}}

    def of(self, place: str) -> tuple[Action, ...]:
        """Return the actions of a mode, or those that are known everywhere."""
        return tuple(each for each in self.all if each.place == place)

    def known_in(self, place: str) -> tuple[Action, ...]:
        """Return what a mode knows: its own actions first."""
        return self.of(EVERYWHERE) if place == EVERYWHERE else (*self.of(place), *self.of(EVERYWHERE))

    def on_key(self, key: str, place: str) -> Action | None:
        """Return what a key does in a mode."""
        return self._keys.get(place, {}).get(key) or self._keys[EVERYWHERE].get(key)


def opening(mode: Mode) -> Action:
    """Return the action that shows a mode."""
    return Action(f"show-{mode.name}", f"{mode.title}: {mode.purpose}", (mode.key, f"alt+{mode.number}"),
                  f"show_mode('{mode.name}')", group="Modes")  # fmt: skip
