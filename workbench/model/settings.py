"""The settings of a study, every default in one place."""

from __future__ import annotations

from pydantic import Field

from workbench.model.record import Id, Number, Record


class Settings(Record):
    """What a study has decided about how it is read; the state holds only what differs from the defaults."""

    view: Id | None = None
    """Whose judgement is shown: an analyst's id, a side's id, or "panel". Without it, the first analyst."""

    weight_set: Id | None = None
    """Which weights are used. Without it, the first weight set; without any, equal weights, with a notice."""

    profile: Id | None = None
    """Which criteria count. Without it, all of them."""

    option_set: Id | None = None
    """Which options are compared. Without it, all of them."""

    confidence_high: Number = Field(default=0.0, ge=0)
    """Half-width of a high-confidence score, in levels of its scale."""

    confidence_medium: Number = Field(default=0.5, ge=0)
    """Half-width of a medium-confidence score, in levels of its scale."""

    confidence_low: Number = Field(default=1.0, ge=0)
    """Half-width of a low-confidence score, in levels of its scale."""

    correlation_warning: Number = Field(default=0.9, ge=0, le=1)
    """From which correlation over options two criteria are reported as possibly redundant."""

    shared_evidence_warning: Number = Field(default=3, ge=2)
    """From how many criteria of one option a single passage is reported as doing too much."""
