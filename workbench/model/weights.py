"""Weight sets: the raw answers people gave about weights; weights are always derived from them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from workbench.model.record import Flag, Id, Number, Record, Text


class Answer(Record):
    """Points for one child of a group: for its swing from worst to best, or bare points."""

    swing: Annotated[Number, Field(ge=0)] | None = None
    points: Annotated[Number, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.swing is None) == (self.points is None):
            message = "give either swing (points for moving from worst to best) or points"
            raise ValueError(message)
        return self

    @property
    def raw(self) -> float:
        """The number that was given."""
        return self.swing if self.swing is not None else self.points or 0.0

    @property
    def kind(self) -> str:
        """Which of the two was asked."""
        return "swing" if self.swing is not None else "points"


class GroupAnswers(Record):
    """The answers for one group: one for each of its children."""

    answers: dict[Id, Answer]


class WeightSet(Record):
    """One set of answers, group by group."""

    id: Id
    label: Text
    kind: Literal["swings-and-points", "importance"] = "swings-and-points"
    """Swings and points fit trees of values; importance, asked without a range, fits outranking."""
    perspective: Flag = False
    """Whether it stands for somebody's priorities: the same scores read with other weights."""
    illustrative: Flag = False
    note: Text = ""
    evidence: tuple[Id, ...] = ()
    groups: dict[Id, GroupAnswers] = Field(default_factory=dict)
