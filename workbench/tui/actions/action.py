"""An action: its name, its words, its keys, and the method that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EVERYWHERE = "everywhere"
"""The place of actions that every mode knows."""


class Action(NamedTuple):
    """Something that a key does."""

    name: str
    """Lower-case words with hyphens; unique in its place."""
    title: str
    """A few words, for the palette and the help."""
    keys: tuple[str, ...]
    """As Textual names them; the first one is shown where one is shown."""
    does: str
    """What runs it: the name of an `action_…` method of whoever owns the place, with its arguments."""
    help: str = ""
    """A sentence more, where the title does not say all."""
    foot: str = ""
    """One word for the bottom line; without it the action is not shown there."""
    group: str = ""
    """The heading it stands under in the help."""
    place: str = EVERYWHERE
    """The mode it belongs to."""
    offered: bool = True
    """Whether the palette offers it; not for keys that are typed."""

    @property
    def id(self) -> str:
        """The name that the user's keymap knows it by."""
        return self.name if self.place == EVERYWHERE else f"{self.place}.{self.name}"


def bindings(actions: Iterable[Action]) -> dict[str, list[Binding]]:
    """Return Textual's bindings by key."""
    found: dict[str, list[Binding]] = {}
    for each in actions:
        for key in each.keys:
            found.setdefault(key, []).append(Binding(key, each.does, each.title))
    return found


def by_key(actions: Iterable[Action]) -> Mapping[str, Action]:
    """Return the actions by key; of two on one key the first."""
    found: dict[str, Action] = {}
    for each in actions:
        for key in each.keys:
            found.setdefault(key, each)
    return found
