"""What the lead of one option hangs on, weights, scores, aggregators and methods all varying at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.model.evaluation import Notice, Run, StudyFacts
    from workbench.model.sampling import Scheme


@dataclass(frozen=True, slots=True)
class Index:
    """A part of the variance, with the interval that holds it nineteen times in twenty under resampling."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GroupIndices:
    """How much of the variance one group of inputs makes."""

    group: str
    """`weights`, `scores`, `aggregators` or `method`."""
    what: str
    """How it varies, in words."""
    first: Index | None
    """By itself; None where the lead does not vary at all."""
    total: Index | None
    """Together with all that it does jointly with other groups."""


@dataclass(frozen=True)
class GlobalSensitivity:
    """Sobol indices of the lead of the first-ranked option."""

    study: StudyFacts
    run: Run
    option: str
    label: str
    """The option's short label."""
    unit: str
    """What the lead is counted in."""
    mean: float
    """The mean lead: the option's total less the best of the others'."""
    deviation: float
    """Its standard deviation."""
    first_share: float
    """With which share of the samples the option is first."""
    groups: tuple[GroupIndices, ...]
    """Those that vary, the largest total first."""
    scheme: Scheme
    methods: tuple[str, ...]
    aggregators: tuple[str, ...]
    """Each choice of aggregators, in words."""
    samples: int
    """Base samples; each group costs as many evaluations again, and the base twice as many."""
    resamples: int
    seed: int
    version: str
    notices: tuple[Notice, ...]
