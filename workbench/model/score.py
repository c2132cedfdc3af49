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


def check_one_judgement(value: float | None, low: float | None, high: float | None, missing: Missing | None) -> None:
    """Refuse anything but one value, one interval or one kind of missing.

    Raises
    ------
    ValueError
        When there is none or more than one of the three, or the interval is no interval.
    """
    if (low is None) != (high is None):
        message = "an interval needs both low and high"
        raise ValueError(message)
    if low is not None and high is not None and low > high:
        message = f"low is {low:g}, above high {high:g}"
        raise ValueError(message)
    if sum(each is not None for each in (value, low, missing)) != 1:
        message = "give exactly one of value, low with high, or missing"
        raise ValueError(message)


def middle_of(value: float | None, low: float | None, high: float | None) -> float | None:
    """Return the number that stands for a judgement: the value, or the middle of the interval."""
    return value if low is None or high is None else (low + high) / 2


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
        check_one_judgement(self.value, self.low, self.high, self.missing)
        return self

    @property
    def performance(self) -> float | None:
        """The number that stands for the score: the value, or the middle of the interval."""
        return middle_of(self.value, self.low, self.high)

    @property
    def has_reason(self) -> bool:
        """Whether the analyst said why."""
        return bool(self.rationale.strip())
