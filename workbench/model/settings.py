"""The settings of a study, every default in one place."""

from __future__ import annotations

from pydantic import Field

from workbench.model.record import Id, Number, Record


class Settings(Record):
    """What a study has decided about how it is read; the state holds only what differs from the defaults."""

    view: Id | None = None
    """Whose judgement is shown: an analyst's id. Without it, the only analyst; of several, the first."""

    weight_set: Id | None = None
    """Which weights are used. Without it, the first weight set; without any, equal weights, with a notice."""

    confidence_medium: Number = Field(default=0.5, ge=0)
    """Half-width of a medium-confidence score, in levels of its scale (high confidence: none)."""

    confidence_low: Number = Field(default=1.0, ge=0)
    """Half-width of a low-confidence score, in levels of its scale."""
