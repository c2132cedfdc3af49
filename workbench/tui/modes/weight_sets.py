"""What Weights mode does with whole weight sets: choose, add, copy, rename, use and remove them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.actions.key_names import short_name
from workbench.tui.modes.listed import ListedScreen
from workbench.tui.widgets.command_line import CommandLine
from workbench.usecases.weighing import sets
from workbench.usecases.weighing.tree import Weighing

if TYPE_CHECKING:
    from workbench.usecases.session import Session

ASKED = {"add": "Name of the new weight set", "copy": "Name of the copy", "rename": "New name of the weight set"}
"""What is asked for each purpose of the bottom line."""


class WeightSetsScreen(ListedScreen):
    """A screen on one of the study's weight sets."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.weighing = Weighing(session)

    def action_set(self, step: int) -> None:
        """Show another weight set."""
        if len(self.weighing.sets) < 2:  # noqa: PLR2004 - one and another
            self.say(self._alone())
            return
        self.weighing.step(step)
        self.renew()
        self.moved()

    def _alone(self) -> str:
        """Return that there is no other weight set, and which keys make one."""
        keys = {each.name: each.keys for each in self.workbench.actions.of(self.name_of_mode)}
        some = bool(self.weighing.sets)
        ways = (
            ("add-set", "adds another" if some else "adds one"),
            *((("copy-set", "copies this one"),) if some else ()),
        )
        offered = ", ".join(f"{short_name(keys[name][0])} {does}" for name, does in ways if keys.get(name))
        return f"{'There is only one weight set' if some else 'There is no weight set yet'}: {offered}."

    def action_ask_set(self, purpose: str) -> None:
        """Ask for the name of a set."""
        chosen = self.weighing.weight_set
        text = chosen.label if chosen is not None and purpose == "rename" else ""
        self.query_one(CommandLine).ask(purpose, ASKED[purpose], text)

    def take_name(self, purpose: str, label: str) -> None:
        """Give a new, a copied or this set its name."""
        if purpose == "rename":
            self.make(lambda: sets.renamed_set(self.weighing, label))
            return
        known = {each.id for each in self.weighing.sets}

        def show() -> None:
            self.weighing.choose(next(each.id for each in self.weighing.sets if each.id not in known))
            self.renew()

        self.make(lambda: sets.added_set(self.weighing, label, copy=purpose == "copy"), show)

    def action_use_set(self) -> None:
        """Let the study's ranking go by this set."""
        self.make(lambda: sets.used_set(self.weighing))

    def action_perspective(self) -> None:
        """Mark the set as a perspective."""
        self.make(lambda: sets.marked_perspective(self.weighing))

    def action_kind(self) -> None:
        """Say how the set was asked."""
        self.make(lambda: sets.other_kind(self.weighing))

    def action_remove_set(self) -> None:
        """Remove the set, saying first what goes with it."""
        self.make(lambda: sets.removed_set(self.weighing))
