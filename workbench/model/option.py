"""Options: what is scored, and the sets in which options are compared."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workbench.model.record import Id, Number, Record, Sources, Text


class ObstacleNote(Record):
    """What stands in an option's way, under a criterion that asks for it."""

    criterion: Id
    note: Text


class Interaction(Record):
    """What changes when an option is carried out together with others: packages are added up otherwise."""

    others: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The other options; all of them must be in the package."""
    criterion: Id
    """A benefit or burden of one side."""
    change: Number
    """What is added to its raw size; below 0 where it gets smaller."""
    reason: Text


class Option(Record):
    """One option, and the state in which it is scored."""

    id: Id
    label: Text
    short: Text = ""
    """A shorter label for narrow places."""
    kind: Literal["area", "instrument", "go-alone"] = "area"
    """A field of work, one means within it, or what a side does without the others (the status quo)."""
    area: Id | None = None
    """The option that an instrument belongs to."""
    state: Id = "as-described"
    """What exactly is scored; the study says what each state means."""
    status: Literal["existing", "proposal", "illustrative"] | None = None
    """Whether it is in being, put forward in a document, or our own wording."""
    description: Text = ""
    note: Text = ""
    mechanism_forms: tuple[Id, ...] = ()
    institutions: tuple[Id, ...] = ()
    obstacle_notes: tuple[ObstacleNote, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    incompatible_with: tuple[Id, ...] = ()
    """Options that cannot be carried out together with this one."""
    source: Sources = ()
    evidence: tuple[Id, ...] = ()

    @property
    def brief(self) -> str:
        """The shortest label there is."""
        return self.short or self.label


class OptionSet(Record):
    """Options that are compared with each other."""

    id: Id
    label: Text
    options: Annotated[tuple[Id, ...], Field(min_length=1)]
