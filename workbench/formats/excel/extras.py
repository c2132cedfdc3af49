"""What a report may hold beside the study and its evaluation: results that the tool computed, and the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.model.coverage import EvidenceAnalysis
    from workbench.model.report import Report
    from workbench.model.robustness import Robustness


@dataclass(frozen=True, slots=True)
class LogLine:
    """One change of the study."""

    when: str
    who: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Extras:
    """Each part is left out of the report where it is not given."""

    robustness: Robustness | None = None
    evidence: EvidenceAnalysis | None = None
    first: Report | None = None
    """The first page, whose tables stand on Summary where no formula can follow them."""
    log: tuple[LogLine, ...] = ()
    annex: bool = False
    """Whether the sheets of TOPSIS, VIKOR and PROMETHEE II are wanted."""
