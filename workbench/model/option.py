"""Options: what is scored."""

from __future__ import annotations

from typing import Literal

from workbench.model.record import Id, Record, Sources, Text


class Option(Record):
    """One option, and the state in which it is scored."""

    id: Id
    label: Text
    short: Text = ""
    """A shorter label for narrow places."""
    kind: Literal["area", "instrument"] = "area"
    state: Id = "as-described"
    """What exactly is scored; the study says what each state means."""
    description: Text = ""
    mechanism_forms: tuple[Id, ...] = ()
    source: Sources = ()
    evidence: tuple[Id, ...] = ()

    @property
    def brief(self) -> str:
        """The shortest label there is."""
        return self.short or self.label
