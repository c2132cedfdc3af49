"""The settings of a study, every default in one place."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from workbench.model.record import Id, Number, Record, Text


class StatusQuo(Record):
    """Where each side stands without an agreement, typed by somebody who says what it is."""

    label: Text
    """What the numbers are and who set them: numbers without a label are refused."""
    totals: dict[Id, Number] = Field(default_factory=dict)
    """Each side's own total, 0 to 100."""
    net: dict[Id, Number] = Field(default_factory=dict)
    """Each side's net benefit, in points of the benefit scale."""

    @model_validator(mode="after")
    def _has_a_label(self) -> Self:
        if not self.label.strip():
            message = "the label is empty; say what the numbers are and who set them"
            raise ValueError(message)
        return self


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

    firm_share: Number = Field(default=0.9, ge=0.5, le=1)
    """From which share of the samples with one option first its first rank counts as firm."""

    firm_weight_move: Number = Field(default=0.05, ge=0, le=1)
    """How much of all weight has to move at least before another option comes first, for a firm first rank."""

    outranking_indifference: Number = Field(default=0.5, ge=0)
    """In outranking methods (q): the largest difference that is none, in levels of a scale."""

    outranking_preference: Number = Field(default=1.0, ge=0)
    """In outranking methods (p): the difference from which on a preference is whole, in levels of a scale."""

    outranking_veto: Annotated[Number, Field(ge=0)] | None = None
    """In outranking methods (v): from how many levels behind on nothing else helps. Without it, there is no veto."""

    mutuality_levels: Number = Field(default=1.0, ge=0)
    """From how many levels above 0 a side counts as reaping a benefit, or as bearing a burden."""

    rough_proportion: Number = Field(default=0.8, ge=0, le=1)
    """From which proportionality, 0 to 1, the shares of benefit and burden count as roughly proportionate."""

    exchange_rates: dict[Id, Annotated[Number, Field(ge=0)]] = Field(default_factory=dict)
    """By side: how many points of benefit one point of burden weighs (λ). Without one, 1."""

    status_quo: StatusQuo | None = None
    """Where the sides stand without an agreement. Without it, the study's go-alone option, if there is one."""

    comparability: Text = ""
    """Why the sides' points can be compared. Without a statement, no rule that compares them is used."""
