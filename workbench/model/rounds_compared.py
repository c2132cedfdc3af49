"""What comparing two rounds returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.panel import Ranking


@dataclass(frozen=True, slots=True)
class CellInRounds:
    """One cell in two rounds: raw scores by analyst, of those who took part in the round, and the spread."""

    option: str
    criterion: str
    before: Mapping[str, float]
    after: Mapping[str, float]
    spread_before: float | None
    spread_after: float | None
    agreement_before: float | None
    """SD agreement, 1 where all agree."""
    agreement_after: float | None


@dataclass(frozen=True, slots=True)
class RoundsCompared:
    """Two rounds side by side."""

    first: str
    second: str
    """The rounds' numbers; "now" for the scores as they stand."""
    people: Mapping[str, str]
    """Labels of those who took part in either, by id; of a round's participants beside the scores as they stand."""
    cells: tuple[CellInRounds, ...]
    """Those with two scores in either round."""
    moved: Mapping[str, int]
    """How many scores each analyst changed who took part in both."""
    agreement_before: float | None
    """Mean SD agreement over the cells that have one in both rounds."""
    agreement_after: float | None
    narrower: int
    wider: int
    ranking_before: Ranking | None
    """The panel's, judgements joined, by those who took part; None where nobody of a side did."""
    ranking_after: Ranking | None
