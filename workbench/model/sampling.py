"""How weights and scores are sampled: part of the question, and part of every result that rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DEFAULT_SEED = 20110401
"""The seed where none is given; every output prints it."""

DEFAULT_SAMPLES = 100_000
"""Samples where no number is given: shares are then within 0.003 of the truth nineteen times in twenty."""

Weighting = Literal["per-sibling-group", "flat-over-leaves", "around", "fixed"]
Spread = Literal["fixed", "intervals", "confidence"]
Shape = Literal["uniform", "triangular", "beta", "normal"]

WEIGHTINGS: tuple[Weighting, ...] = ("per-sibling-group", "flat-over-leaves", "around", "fixed")
SPREADS: tuple[Spread, ...] = ("fixed", "intervals", "confidence")
SHAPES: tuple[Shape, ...] = ("uniform", "triangular", "beta", "normal")


@dataclass(frozen=True, slots=True)
class Limit:
    """A weight lies between two shares, 0 to 1: of its sibling group, or of the whole where all leaves are sampled."""

    node: str
    low: float = 0.0
    high: float = 1.0

    def __str__(self) -> str:
        return f"{self.low:g} ≤ {self.node} ≤ {self.high:g}"


@dataclass(frozen=True, slots=True)
class Ratio:
    """One weight is between `low` and `high` times another."""

    node: str
    other: str
    low: float = 0.0
    high: float | None = None

    def __str__(self) -> str:
        above = "" if self.high is None else f" ≤ {self.high:g} × {self.other}"
        return f"{self.low:g} × {self.other} ≤ {self.node}{above}"


@dataclass(frozen=True, slots=True)
class Order:
    """Weights from the largest to the smallest; neighbours may be equal."""

    nodes: tuple[str, ...]

    def __str__(self) -> str:
        return " ≥ ".join(self.nodes)


Constraint = Limit | Ratio | Order


@dataclass(frozen=True, slots=True)
class Scheme:
    """Which weights and which scores are possible, and how likely."""

    weights: Weighting = "per-sibling-group"
    """Uniform within each sibling group and then down the tree; uniform over all leaves at once; scattered around the
    weight set; or just the weight set. A node whose weight is 0 stays at 0."""
    concentration: float = 100.0
    """How close samples lie around the weight set: each share w varies by √(w (1 - w) / (concentration + 1))."""
    constraints: tuple[Constraint, ...] = ()
    """What sampled weights must fulfil, among siblings, or among leaves where all leaves are sampled."""
    scores: Spread = "fixed"
    """Scores as they stand; anywhere in the intervals that were given; or anywhere in what their confidence leaves
    open, which includes the given intervals. A missing score lies anywhere on its scale in each of the three."""
    shape: Shape = "uniform"
    """How a score lies in its interval: evenly; triangular or beta (PERT) with its peak at the score; or normal around
    the score with 95 % in the interval, truncated to the scale."""
    together: bool = False
    """Whether cells of one option that rest on the same counting evidence move together."""

    @property
    def sentence(self) -> str:
        """The scheme in words, to stand wherever a share is printed."""
        weights = {
            "per-sibling-group": "weights uniform in each sibling group, then down the tree",
            "flat-over-leaves": "weights uniform over all leaves at once",
            "around": f"weights around the weight set, concentration {self.concentration:g}",
            "fixed": "weights as in the weight set",
        }[self.weights]
        if self.constraints:
            weights += f", such that {'; '.join(map(str, self.constraints))}"
        scores = {
            "fixed": "scores fixed",
            "intervals": f"scores {self.shape} in the intervals given",
            "confidence": f"scores {self.shape} in what their confidence leaves open",
        }[self.scores]
        if self.together and self.scores != "fixed":
            scores += ", cells on the same evidence moving together"
        return f"{weights}; {scores}"
