"""Value functions: how a raw performance turns into a worth between 0 and 100."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from workbench.model.record import Number, Record


class Linear(Record):
    """Worth grows evenly from the worst end of the scale to the best."""

    kind: Literal["linear"]


class Point(Record):
    """A performance and what it is worth."""

    performance: Number
    value: Annotated[Number, Field(ge=0, le=100)]


class Piecewise(Record):
    """Worth runs straight from point to point, and stays level beyond the first and the last."""

    kind: Literal["piecewise"]
    points: Annotated[tuple[Point, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _points_rise(self) -> Self:
        if any(after.performance <= before.performance for before, after in pairwise(self.points)):
            message = "points must stand in rising order of their performances"
            raise ValueError(message)
        return self


class Exponential(Record):
    """Worth grows faster near the worst end (positive curvature) or near the best end (negative)."""

    kind: Literal["exponential"]
    curvature: Annotated[Number, Field(ge=-20, le=20)]
    """0 is the straight line; 1 is worth 62 half-way, -1 is worth 38."""


class Target(Record):
    """A performance is best at a target and worth nothing at either end of the scale."""

    kind: Literal["target"]
    target: Number


ValueFunction = Annotated[Linear | Piecewise | Exponential | Target, Field(discriminator="kind")]

LINEAR = Linear.model_construct(kind="linear")
