"""What looking at a study's evidence returns: what it covers, which passage is used where, what rests on the texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import Notice, Run, StudyFacts


@dataclass(frozen=True, slots=True)
class Coverage:
    """Scores of one part of the cells, by what they rest on."""

    id: str
    label: str
    cells: int
    """How many cells the part has, scored or not; for a basis or a confidence those that have such a score."""
    scores: int
    """With a number; a cell has as many as analysts are counted."""
    counting: int
    """Scores with a passage that supports or contradicts them."""
    bases: Mapping[str, int]
    """Scores by basis; "none" where none is named. The same for confidences."""
    confidences: Mapping[str, int]
    relations: Mapping[str, int]
    """Links by relation."""
    unreasoned: int
    """Scores without a reason."""


@dataclass(frozen=True, slots=True)
class PassageUse:
    """One passage under several leaves of one option."""

    evidence: str
    quotation: str
    location: str
    option: str
    uses: tuple[tuple[str, str], ...]
    """Criterion and relation."""
    counting: int
    """Criteria for which it counts."""


@dataclass(frozen=True, slots=True)
class RestsOnTexts:
    """How much of the ranking rests on the texts: all else moved one level against the first-ranked."""

    first: str
    """The first-ranked option."""
    totals: Mapping[str, float]
    source_scores: int
    """Scores whose basis is a source: they stay."""
    other_scores: int
    """All others: one level down for the first-ranked, one level up for the rest, within the scale."""
    totals_against: Mapping[str, float]
    ranks_against: Mapping[str, int]
    stays_first: bool
    holds_for: float
    """The part of a level up to which it stays alone in the first rank; 1 where it does for the whole level."""


@dataclass(frozen=True, slots=True)
class EvidenceAnalysis:
    """Everything about the evidence of a study."""

    study: StudyFacts
    run: Run
    whole: Coverage
    options: tuple[Coverage, ...]
    branches: tuple[Coverage, ...]
    sides: tuple[Coverage, ...]
    bases: tuple[Coverage, ...]
    confidences: tuple[Coverage, ...]
    relations: Mapping[str, int]
    passages: tuple[PassageUse, ...]
    unused: tuple[str, ...]
    """Passages that no shown score is linked to."""
    rests: RestsOnTexts | None
    """None where there is no first-ranked option to test."""
    option_labels: Mapping[str, str]
    criterion_labels: Mapping[str, str]
    notices: tuple[Notice, ...]
