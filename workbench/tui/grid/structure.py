"""Options and criteria added, renamed, reordered and removed in the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.criterion import ROOT, Group
from workbench.tui.grid.filters import PartGrid
from workbench.tui.widgets.command_line import CommandLine
from workbench.usecases.editing.structure import added_criterion, added_option, moved, removed, renamed

if TYPE_CHECKING:
    from workbench.model.change import ChangeSet
    from workbench.usecases.editing.structure import Kind

PURPOSES = {"find": "Find a criterion or an option", "add-option": "Name of the new option",
            "add-criterion": "Name of the new criterion", "add-group": "Name of the new group",
            "rename-option": "New name of the option", "rename-criterion": "New name of the criterion"}  # fmt: skip


class StructureGrid(PartGrid):
    """The grid with what it is made of."""

    _wanted = ""
    """What was looked for last."""

    def ask_text(self, purpose: str, text: str = "") -> None:
        """Ask for a text in the bottom line."""
        self.screen.query_one(CommandLine).ask(purpose, PURPOSES[purpose], text)

    def given_text(self, purpose: str, text: str) -> None:
        """Do what a text was asked for."""
        label = " ".join(text.split())
        if purpose == "find":
            self._wanted = label or self._wanted
            if not self.look_for(self._wanted, beyond=not label):
                self._say(f"Nothing is called “{self._wanted}”." if self._wanted else "")
        elif label:
            try:
                self._restructure(purpose, label)
            except ValueError:
                self._say("That name cannot be kept: it is too long or has characters that cannot be shown.",
                          problem=True)  # fmt: skip

    def _restructure(self, purpose: str, label: str) -> None:
        state = self.session.state
        here = None if not self.rows else self.row.criterion
        if purpose == "add-option":
            after = self.option.id if self.options else None
            self._change(added_option(state, label, after))
        elif purpose in {"add-criterion", "add-group"}:
            parent = ROOT if here is None else here.id if isinstance(here, Group) else here.parent
            after = None if here is None or isinstance(here, Group) else here.id
            self._change(added_criterion(state, label, parent, after, group=purpose == "add-group"))
        elif purpose == "rename-option" and self.options:
            self._change(renamed(state, "option", self.option.id, label))
        elif purpose == "rename-criterion" and here is not None:
            self._change(renamed(state, "criterion", here.id, label))

    def _change(self, changes: ChangeSet | None) -> None:
        if changes is None:
            self._say("It stands at the end already.")
            return
        self.session.apply(changes)
        new = next((each.key.split("/") for each in changes.changes if each.old is None and each.new is not None), None)
        names = [row.criterion.id for row in self.rows]
        if new and new[0] == "criterion" and new[1] in names:
            self.move_to(names.index(new[1]), self.column)
        elif new and new[0] == "option" and new[1] in [option.id for option in self.options]:
            self.move_to(self.line, [option.id for option in self.options].index(new[1]))
        self._say(f"{changes.why[:1].upper()}{changes.why[1:]}.")

    def action_find(self) -> None:
        """Ask what to look for."""
        self.settle()
        self.ask_text("find")

    def action_find_next(self) -> None:
        """Look for the same again."""
        self.settle()
        self.given_text("find", "")

    def action_add(self) -> None:
        """Ask what to add."""
        self.settle()
        self.ask(
            "Add: o an option, c a criterion here, g a group here",
            {
                "o": lambda: self.ask_text("add-option"),
                "c": lambda: self.ask_text("add-criterion"),
                "g": lambda: self.ask_text("add-group"),
            },
        )

    def action_rename(self) -> None:
        """Ask what to rename."""
        self.settle()
        if not self.is_blank:
            option, criterion = self.option.label, self.row.criterion.label
            self.ask(
                "Rename: o the option, c the criterion",
                {
                    "o": lambda: self.ask_text("rename-option", option),
                    "c": lambda: self.ask_text("rename-criterion", criterion),
                },
            )

    def action_reorder(self, kind: Kind, step: int) -> None:
        """Move the option or the criterion under the cursor by one place."""
        self.settle()
        if self.is_blank:
            return
        name = self.option.id if kind == "option" else self.row.criterion.id
        self._change(moved(self.session.state, kind, name, step))
        place = self.find(self.option.id if kind == "criterion" else name,
                          name if kind == "criterion" else self.row.criterion.id)  # fmt: skip
        if place:
            self.move_to(*place)

    def action_remove(self) -> None:
        """Ask what to remove, and say first what goes with it."""
        self.settle()
        if not self.is_blank:
            self.ask(
                "Remove: o the option, c the criterion",
                {
                    "o": lambda: self._confirm("option", self.option.id),
                    "c": lambda: self._confirm("criterion", self.row.criterion.id),
                },
            )

    def _confirm(self, kind: Kind, name: str) -> None:
        changes, words = removed(self.session.state, kind, name)
        self.ask(f"{words} y does it", {"y": lambda: self._change(changes)})
