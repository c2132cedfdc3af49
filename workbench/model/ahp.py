"""What a hierarchy of pairwise comparisons comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import Notice


@dataclass(frozen=True, slots=True)
class PairJudgement:
    """One answer: within a group, how many times as important (or preferred) one is as another."""

    group: str
    above: str
    below: str
    number: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """The judgement of a group that agrees least with the others."""

    above: str
    below: str
    given: float
    implied: float
    """The ratio of the two priorities."""


@dataclass(frozen=True, slots=True)
class GroupPriorities:
    """One matrix of comparisons: its priorities and how consistent it is."""

    group: str
    share: float
    """The group's own weight as a part of the whole."""
    priorities: Mapping[str, float]
    """Of its members, summing to 1."""
    lambda_max: float
    consistency_index: float
    consistency_ratio: float | None
    """None beyond fifteen members: Saaty gives no random index there."""
    doubt: Doubt | None
    """The judgement to look at again, where the matrix is not consistent."""


@dataclass(frozen=True, slots=True)
class Ahp:
    """A whole analytic hierarchy: options ranked from comparisons of criteria, and of options on each criterion."""

    synthesis: str
    priority: str
    options: tuple[str, ...]
    totals: tuple[float, ...]
    """Summing to 1, larger is better."""
    ranks: tuple[int, ...]
    groups: tuple[GroupPriorities, ...]
    """From the criteria downwards."""
    notices: tuple[Notice, ...]
