"""Background: institutions, forms of mechanism and historical cases that options and scores refer to."""

from __future__ import annotations

from workbench.model.record import Id, Record, Sources, Text


class MechanismForm(Record):
    """A form that cooperation takes."""

    id: Id
    label: Text
    source: Sources = ()


class Institution(Record):
    """A body or network, with what the documents say of it."""

    id: Id
    label: Text
    mechanism_form: Id | None = None
    holders: Text = ""
    """Who runs it, at which level."""
    facts: tuple[Text, ...] = ()
    options: tuple[Id, ...] = ()
    source: Sources = ()
    evidence: tuple[Id, ...] = ()


class Case(Record):
    """A historical period; context, never evidence for a score by itself."""

    id: Id
    label: Text
    begin: Text = ""
    end: Text = ""
    pattern: Text = ""
    facts: tuple[Text, ...] = ()
    note: Text = ""
    source: Sources = ()
    evidence: tuple[Id, ...] = ()
