"""Scores: one analyst's judgement of one option on one criterion."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import model_validator

from workbench.model.evidence import EvidenceLink
from workbench.model.record import Id, Number, Record, Text


class Missing(StrEnum):
    """Why there is no number; none of the three is a zero."""

    NOT_KNOWN = "not-known"
    NOT_SCORED = "not-scored"
    NOT_APPLICABLE = "not-applicable"


class Confidence(StrEnum):
    """How sure the analyst is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Basis(StrEnum):
    """What a score rests on."""

    SOURCE = "source"
    INFERENCE = "inference"
    ILLUSTRATIVE = "illustrative"


class Score(Record):
    """A raw performance on the criterion's scale, or an interval, or a stated kind of missing."""

    option: Id
    criterion: Id
    analyst: Id
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    missing: Missing | None = None
    confidence: Confidence | None = None
    basis: Basis | None = None
    rationale: Text = ""
    rationale_scope: Literal["cell", "option"] = "cell"
    """Whether the rationale was written for this cell, or once for all cells of the option."""
    evidence: tuple[EvidenceLink, ...] = ()

    @model_validator(mode="after")
    def _exactly_one_judgement(self) -> Self:
        if (self.low is None) != (self.high is None):
            message = "an interval needs both low and high"
            raise ValueError(message)
        if self.low is not None and self.high is not None and self.low > self.high:
            message = f"low is {self.low:g}, above high {self.high:g}"
            raise ValueError(message)
        given = [self.value is not None, self.low is not None, self.missing is not None]
        if sum(given) != 1:
            message = "give exactly one of value, low with high, or missing"
            raise ValueError(message)
        return self

    @property
    def performance(self) -> float | None:
        """The number that stands for the score: the value, or the middle of the interval."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.value

    @property
    def has_reason(self) -> bool:
        """Whether the analyst said why."""
        return bool(self.rationale.strip())
