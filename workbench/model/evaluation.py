"""Results: what a method made of a table, and what scoring made of a study."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

Matrix: TypeAlias = "NDArray[np.float64]"
"""Floats; each docstring gives the shape."""

Mask: TypeAlias = "NDArray[np.bool_]"
"""True and false."""

Ranks: TypeAlias = "NDArray[np.intp]"
"""Whole numbers, 1 is best."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must know about a result: a code for programs, a place, a sentence."""

    code: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """A named intermediate table of a method, with the name of each axis."""

    name: str
    axes: tuple[str, ...]
    data: Matrix


@dataclass(frozen=True)
class Evaluation:
    """Totals of options under a method; ranks and steps are computed when asked for."""

    method: str
    parameters: Mapping[str, Any]
    options: tuple[str, ...]
    criteria: tuple[str, ...]
    totals: Matrix
    """Shape (..., n_options)."""
    weights: Matrix
    """As used, summing to 1; shape (..., n_criteria)."""
    raw_weights: Matrix
    """As given."""
    lower_is_better: bool
    notices: tuple[Notice, ...]
    rank: Callable[[], Ranks] = field(repr=False)
    trace: Callable[[], tuple[Step, ...]] = field(repr=False)

    @cached_property
    def ranks(self) -> Ranks:
        """Competition ranks, 1 is best, ties share; shape (..., n_options)."""
        return self.rank()

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The method's intermediate tables, in the order of the calculation."""
        return self.trace()


@dataclass(frozen=True)
class StudyFacts:
    """Which study, in which state, a result belongs to."""

    id: str
    title: str
    as_of: str
    illustrative: bool
    disclaimer: str
    caveat: str
    digest_of_state: Callable[[], str] = field(repr=False, compare=False)

    @cached_property
    def digest(self) -> str:
        """The digest of the study's state; computed when asked for, since it costs more than a ranking."""
        return self.digest_of_state()


@dataclass(frozen=True, slots=True)
class Run:
    """How a study was scored: enough to do it again."""

    method: str
    parameters: Mapping[str, Any]
    view: str
    view_label: str
    weights: str
    weights_label: str
    aggregators: Mapping[str, str]
    version: str
    profile: str
    option_set: str
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class OptionResult:
    """One option's total and rank; where scores are missing, an interval and the ranks that are possible."""

    id: str
    label: str
    brief: str
    """The label for narrow places."""
    total: float | None
    low: float
    high: float
    rank: int | None
    possible_ranks: tuple[int, int]
    missing: tuple[str, ...]
    unreasoned: int
    """How many of its scores have no reason written."""

    @property
    def middle(self) -> float:
        """The total, or the middle of what is possible."""
        return (self.low + self.high) / 2 if self.total is None else self.total

    @property
    def complete(self) -> bool:
        """Whether every weighted leaf has a score."""
        return self.total is not None


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A group's totals, one for each option; None where scores are missing."""

    id: str
    label: str
    brief: str
    parent: str
    aggregator: str
    share: float
    """Its weight as a part of the whole."""
    totals: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class WeightResult:
    """A criterion's weight: the raw answer, its share among siblings, its share of the whole."""

    criterion: str
    label: str
    local: float
    share: float
    raw: float | None


@dataclass(frozen=True, slots=True)
class Tradeoff:
    """What a weight implies: a leaf's say in the total, and what its levels are worth in those of the heaviest."""

    criterion: str
    label: str
    per_level: float
    """How far the total moves when this leaf moves by one level, in points of 0 to 100."""
    levels: float | None
    """How many of its levels weigh as much as one level of the leaf that moves the total most."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Figures printed beside the totals and not added to them, one for each option, with a range where known."""

    id: str
    label: str
    figures: tuple[float | None, ...]
    ranges: tuple[tuple[float, float] | None, ...]
    note: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An option that stands outside the ranking, with the reason."""

    id: str
    label: str
    brief: str
    code: str
    """Why: "gate" where it fails a must-have, "incomplete" where the method needs every score."""
    reason: str
    """In one sentence, or one for each gate."""


@dataclass(frozen=True, slots=True)
class Details:
    """How the parts of a study's evaluation are found that cost time and are not needed after every change."""

    beside: Callable[[], tuple[Beside, ...]]
    groups: Callable[[], tuple[GroupResult, ...]]
    leaf_weights: Callable[[], tuple[WeightResult, ...]]
    tradeoffs: Callable[[], tuple[Tradeoff, ...]]
    not_separable: Callable[[], tuple[tuple[str, str], ...]]
    dominance: Callable[[], tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class StudyEvaluation(Evaluation):
    """A study's ranking with all that must stand beside it."""

    study: StudyFacts
    run: Run
    results: tuple[OptionResult, ...]
    """In the study's order of options."""
    threshold: float
    """Totals closer than this are not separable: the smallest one-level move of one leaf."""
    details: Details = field(repr=False)
    left_out: tuple[LeftOut, ...] = ()
    """Options that fail a gate, or that the method cannot rank; they are not among `options` and `results`."""
    on_value_scale: bool = True
    """Whether totals lie on the scale of the values, 0 to 100."""

    @cached_property
    def beside(self) -> tuple[Beside, ...]:
        """What is reported beside the totals: computed leaves, other aggregators, what the confidence leaves open."""
        return self.details.beside()

    @cached_property
    def groups(self) -> tuple[GroupResult, ...]:
        """Every group of the tree from the bottom up, the root last."""
        return self.details.groups()

    @cached_property
    def leaf_weights(self) -> tuple[WeightResult, ...]:
        """Every leaf's weight."""
        return self.details.leaf_weights()

    @cached_property
    def tradeoffs(self) -> tuple[Tradeoff, ...]:
        """What the weights imply, the heaviest leaf first."""
        return self.details.tradeoffs()

    @cached_property
    def not_separable(self) -> tuple[tuple[str, str], ...]:
        """Pairs of options whose totals are closer than the threshold."""
        return self.details.not_separable()

    @cached_property
    def dominance(self) -> tuple[tuple[str, str], ...]:
        """Pairs of which the first dominates the second: no worse on any criterion with weight, better on one."""
        return self.details.dominance()

    @property
    def nodes(self) -> tuple[str, ...]:
        """The ids of the tree's nodes: leaves, then groups from the bottom up, the root last."""
        return (*self.criteria, *(group.id for group in self.groups))

    @property
    def ranking(self) -> tuple[OptionResult, ...]:
        """The results, best first; incomplete options by the middle of what is possible."""
        sign = 1 if self.lower_is_better else -1
        return tuple(sorted(self.results, key=lambda each: (sign * each.middle, each.possible_ranks)))
