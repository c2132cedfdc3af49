"""Agreed values: what a panel settled on in one cell, beside the individual scores, which stay."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from workbench.model.record import Id, Number, Record, Text
from workbench.model.score import Confidence, Missing, check_one_judgement, middle_of


class Minority(Record):
    """What somebody who does not share an agreed value wants kept beside it."""

    analyst: Id
    text: Text


class Agreed(Record):
    """A raw performance, an interval or a kind of missing that the panel settled on for one cell."""

    option: Id
    criterion: Id
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    missing: Missing | None = None
    confidence: Confidence | None = None
    rationale: Text = ""
    minority: tuple[Minority, ...] = ()

    @model_validator(mode="after")
    def _exactly_one_judgement(self) -> Self:
        check_one_judgement(self.value, self.low, self.high, self.missing)
        return self

    @property
    def performance(self) -> float | None:
        """The number that stands for it: the value, or the middle of the interval."""
        return middle_of(self.value, self.low, self.high)

    @property
    def has_reason(self) -> bool:
        """Whether the panel said why."""
        return bool(self.rationale.strip())
