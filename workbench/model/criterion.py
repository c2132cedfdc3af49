"""Criteria: the groups and leaves of the tree that options are scored on."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from workbench.model.record import Id, Number, Record, Sources, Text
from workbench.model.value_function import LINEAR, Target, ValueFunction

ROOT = "root"
"""The id of the tree's root: the parent of criteria that name none."""


class Direction(StrEnum):
    """Which end of a scale is better."""

    MAXIMIZE = "maximize"
    MINIMIZE = "minimize"


class Aggregator(StrEnum):
    """How a group's total comes from its children's."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    MINIMUM = "minimum"


class Level(Record):
    """One described step of an anchored scale."""

    value: Number
    label: Text
    descriptor: Text
    show: Text = ""
    """What an analyst has to show for this level."""


class AnchoredScale(Record):
    """A constructed scale: numbers that stand for described levels."""

    kind: Literal["anchored"]
    measurement: Literal["interval", "ratio"] = "interval"
    """A ratio scale has a true zero, so that shares of it mean something."""
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _levels_rise(self) -> Self:
        values = [level.value for level in self.levels]
        if any(after <= before for before, after in pairwise(values)):
            message = "levels must stand in rising order of their values"
            raise ValueError(message)
        if self.measurement == "ratio" and values[0] != 0:
            message = "a ratio scale starts at the value 0"
            raise ValueError(message)
        return self

    @property
    def low(self) -> float:
        """The numerically lowest end."""
        return self.levels[0].value

    @property
    def high(self) -> float:
        """The numerically highest end."""
        return self.levels[-1].value

    @property
    def step(self) -> float:
        """The smallest distance between two levels."""
        return min(after.value - before.value for before, after in pairwise(self.levels))


class MeasuredScale(Record):
    """A measured scale with a unit and fixed ends."""

    kind: Literal["measured"]
    measurement: Literal["interval", "ratio"] = "interval"
    unit: Text
    worst: Number
    best: Number

    @model_validator(mode="after")
    def _ends_differ(self) -> Self:
        if self.worst == self.best:
            message = "worst and best are the same number; a scale needs two ends"
            raise ValueError(message)
        return self

    @property
    def low(self) -> float:
        """The numerically lowest end."""
        return min(self.worst, self.best)

    @property
    def high(self) -> float:
        """The numerically highest end."""
        return max(self.worst, self.best)

    @property
    def step(self) -> float:
        """A quarter of the range: what one level of a five-level scale is."""
        return (self.high - self.low) / 4


Scale = Annotated[AnchoredScale | MeasuredScale, Field(discriminator="kind")]


class Cell(Record):
    """Place of a leaf in the government × public matrix: who answers to whom."""

    government: Id
    public: Id


class _Named(Record):
    """What every node of the tree carries."""

    id: Id
    parent: Id = ROOT
    label: Text
    short: Text = ""
    """A shorter label for narrow places."""
    definition: Text = ""
    source: Sources = ()
    evidence: tuple[Id, ...] = ()

    @property
    def brief(self) -> str:
        """The shortest label there is."""
        return self.short or self.label


class Group(_Named):
    """A group of criteria with the aggregator that joins them."""

    aggregator: Aggregator = Aggregator.ARITHMETIC
    aggregators_beside: tuple[Aggregator, ...] = ()
    """Other aggregators whose totals are printed beside."""


class Leaf(_Named):
    """A criterion that options are scored on."""

    question: Text = ""
    direction: Direction
    side: Id = "shared"
    """A side's id, "shared" (one score for the sides together) or "both" (a score about their relation)."""
    side_rule: Text = ""
    excludes: Text = ""
    scale: Scale
    value_function: ValueFunction = LINEAR
    origin: Text = ""
    """Where the criterion comes from: a document's id, or "ours"."""
    cell: Cell | None = None

    @model_validator(mode="after")
    def _ends_agree(self) -> Self:
        scale = self.scale
        if isinstance(scale, MeasuredScale) and (scale.best > scale.worst) != (self.direction is Direction.MAXIMIZE):
            message = f"direction is {self.direction}, but best is {scale.best:g} and worst is {scale.worst:g}"
            raise ValueError(message)
        function = self.value_function
        if isinstance(function, Target) and not scale.low < function.target < scale.high:
            message = f"the target {function.target:g} lies outside the scale from {scale.low:g} to {scale.high:g}"
            raise ValueError(message)
        return self

    @property
    def worst(self) -> float:
        """The raw performance worth 0."""
        return self.scale.low if self.direction is Direction.MAXIMIZE else self.scale.high

    @property
    def best(self) -> float:
        """The raw performance worth 100."""
        return self.scale.high if self.direction is Direction.MAXIMIZE else self.scale.low


class Computation(Record):
    """Which measure a computed leaf takes, and from which leaves."""

    measure: Text
    benefits: Annotated[tuple[Id, ...], Field(min_length=2)]
    burdens: Annotated[tuple[Id, ...], Field(min_length=2)]

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every leaf the measure reads."""
        return self.benefits + self.burdens


class ComputedLeaf(_Named):
    """A criterion whose value, 0 to 100, is computed from other leaves' raw performances."""

    question: Text = ""
    computed: Computation
    levels: tuple[Level, ...] = ()
    weight_note: Text = ""
    reporting: Text = ""
    origin: Text = ""


def _kind(value: Any) -> str:  # noqa: ANN401 - pydantic hands over whatever the file held
    if isinstance(value, Group):
        return "group"
    if isinstance(value, Leaf | ComputedLeaf):
        return "leaf" if isinstance(value, Leaf) else "computed"
    if "computed" in value:
        return "computed"
    return "leaf" if {"scale", "direction"} & set(value) else "group"


Criterion = Annotated[
    Annotated[Group, Tag("group")] | Annotated[Leaf, Tag("leaf")] | Annotated[ComputedLeaf, Tag("computed")],
    Discriminator(_kind),
]
"""A node of the tree: a leaf has a scale, a computed leaf says what from, a group has neither."""
