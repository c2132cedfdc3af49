"""Evidence: short quotations with their place, and how they bear on a score."""

from __future__ import annotations

from enum import StrEnum

from workbench.model.record import Flag, Id, Record, Text


class Document(Record):
    """A document that evidence and definitions come from."""

    id: Id
    citation: Text


class Evidence(Record):
    """A short quotation with its place in a document."""

    id: Id
    document: Id
    location: Text
    quotation: Text
    elided: Flag = False
    """Whether [...] marks words left out; the parts between are verbatim and in order."""
    note: Text = ""


class Relation(StrEnum):
    """How a passage bears on a score; only the first two count as coverage."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    DEFINES = "defines"
    CONTEXT = "context"


class EvidenceLink(Record):
    """A piece of evidence and how it bears on a score."""

    id: Id
    relation: Relation

    @property
    def counts(self) -> bool:
        """Whether the passage speaks for or against the score itself."""
        return self.relation in {Relation.SUPPORTS, Relation.CONTRADICTS}
