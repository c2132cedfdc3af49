"""What a panel's analysis returns: rankings by analyst, side and panel, agreement, and the talking list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import Notice, Run, StudyFacts
    from workbench.model.rounds_compared import RoundsCompared


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an option stands in one ranking; an interval and possible ranks where scores are missing."""

    option: str
    total: float | None
    low: float
    high: float
    rank: int | None
    possible_ranks: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ranking:
    """One ranking, with whose scores and whose weights it comes from."""

    whose: str
    """An analyst's or a side's id, or "panel"."""
    label: str
    aggregated: Literal["one analyst", "judgements", "results"]
    """How several were joined: their scores first and then a total, or each one's total first."""
    rule: str
    weights: str
    weights_label: str
    standings: tuple[Standing, ...]
    """In the study's order of options."""
    groups: Mapping[str, tuple[float | None, ...]]
    """Totals of every group, by group; empty where results were joined."""
    not_separable: tuple[tuple[str, str], ...]

    @property
    def complete(self) -> bool:
        """Whether every option has a rank."""
        return all(each.rank is not None for each in self.standings)

    @property
    def best(self) -> tuple[str, ...]:
        """The options that are first-ranked, whatever gaps turn out to be; none where that is open."""
        return tuple(each.option for each in self.standings if each.possible_ranks == (1, 1))


@dataclass(frozen=True, slots=True)
class AnalystResult:
    """One analyst: on which side, how much of the work is done, and the ranking of their own."""

    id: str
    label: str
    side: str | None
    counted: bool
    """Whether the panel counts this analyst; those on no side are heard only where nobody has a side."""
    scored: int
    """Cells with a score of the analyst's own."""
    standing: int
    """Cells with a score that stands for the analyst: their own, or of whom they are based on."""
    cells: int
    unreasoned: int
    """Standing scores without a reason."""
    assigned: int
    assigned_open: tuple[tuple[str, str], ...]
    """Cells assigned to the analyst and not scored by them: option, criterion."""
    ranking: Ranking | None


@dataclass(frozen=True, slots=True)
class SideResult:
    """One side: who is on it, and its rankings both ways of joining; none where nobody is on it."""

    id: str
    label: str
    analysts: tuple[str, ...]
    judgements: Ranking | None
    results: Ranking | None


@dataclass(frozen=True, slots=True)
class PanelResult:
    """The panel's rankings both ways of joining."""

    judgements: Ranking
    results: Ranking


@dataclass(frozen=True, slots=True)
class CellAgreement:
    """One cell: who scored what, and how far they agree."""

    option: str
    criterion: str
    scores: Mapping[str, float]
    """Raw, by analyst."""
    own: tuple[str, ...]
    """Those among them who scored it themselves; the others' scores come from whom they are based on."""
    without: tuple[str, ...]
    """Analysts whose score is missing."""
    spread: float | None
    """Largest less smallest, raw; None with fewer than two scores, as are all indices."""
    sd_agreement: float | None
    r_wg: float | None
    """Not truncated: below 0 where scores differ more than by chance. None on measured scales, which have no levels."""
    consensus: float | None
    side_means: Mapping[str, float]
    gaps: Mapping[tuple[str, str], float]
    """Raw mean of the first side less that of the second, for each two sides."""
    weighted_gap: float | None
    """The widest gap in worth times the criterion's weight: what it moves a total by."""
    between: float
    """Sum of squares between the sides, on the scale from 0 to 100; `inside` is that within them."""
    inside: float
    eta_squared: float | None
    """None where there is no spread, or where no side has two analysts."""
    status: Literal["", "no scores", "one analyst", "full agreement"]
    where: Literal["", "between sides", "inside sides"]


@dataclass(frozen=True, slots=True)
class Summary:
    """Agreement over several cells: of a criterion, an option, or all."""

    id: str
    label: str
    cells: int
    """With two scores or more."""
    differing: int
    """Among them, those with any spread."""
    sd_agreement: float | None
    """Mean over the cells, as are the next two."""
    r_wg: float | None
    consensus: float | None
    eta_squared: float | None
    """From the sums of squares of all cells."""
    weighted_gap: float
    """Sum over the cells."""


@dataclass(frozen=True, slots=True)
class PairOfRankings:
    """Two rankings, compared pair of options by pair."""

    first: str
    second: str
    concordant: int
    discordant: int
    tied: int
    tau_b: float | None


@dataclass(frozen=True, slots=True)
class RankAgreement:
    """How far the rankings agree."""

    rankings: Mapping[str, tuple[int, ...]]
    """Ranks of the options by analyst, in the study's order of options."""
    pairs: tuple[PairOfRankings, ...]
    side_pairs: tuple[PairOfRankings, ...]
    spread: float | None
    """S: the sum of squares of the rank sums around their mean."""
    kendall_w: float | None
    """None with fewer than three rankings."""
    left_out: tuple[str, ...]
    """Analysts whose ranking is open."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement by cell, criterion, option and ranking."""

    analysts: tuple[str, ...]
    cells: tuple[CellAgreement, ...]
    criteria: tuple[Summary, ...]
    options: tuple[Summary, ...]
    whole: Summary
    rankings: RankAgreement


@dataclass(frozen=True, slots=True)
class TalkingPoint:
    """A cell that is scored differently, and what settling it anywhere between those scores would do."""

    option: str
    criterion: str
    low: float
    high: float
    now: float
    """The panel's value as it stands, raw; `low` and `high` are the ends of what was scored."""
    worse: float
    """The raw performance between them that is worth least; `better` the one that is worth most."""
    better: float
    total_low: float
    """The option's total with the cell where it is worth least; `total_high` where it is worth most."""
    total_high: float
    rank_now: tuple[int, int]
    """Possible ranks, the same number twice where there is one."""
    rank_low: tuple[int, int]
    rank_high: tuple[int, int]
    first_low: tuple[str, ...]
    """Who is first-ranked with the cell there."""
    first_high: tuple[str, ...]
    changes_first: bool
    changes_ranking: bool
    weighted_gap: float | None

    @property
    def reach(self) -> float:
        """How far the settlement can move the option's total."""
        return self.total_high - self.total_low


@dataclass(frozen=True, slots=True)
class TalkingList:
    """The cells that are scored differently: those worth the meeting's time first."""

    could: tuple[TalkingPoint, ...]
    could_not: tuple[TalkingPoint, ...]
    together: bool
    """Whether all that could not alone could change the ranking when they are settled together."""
    together_first: bool
    """The same of who is first-ranked."""


@dataclass(frozen=True, slots=True)
class OwnAndOther:
    """A side's gain or burden from one option: by its own scores, and by each other side's."""

    option: str
    side: str
    role: Literal["benefit", "burden"]
    criterion: str
    own: float | None
    own_scored: bool
    """Whether an analyst of the side scored it; otherwise it is the reading they are based on."""
    others: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class AgreedCell:
    """An agreed value with the individual scores and the minority notes beside it."""

    option: str
    criterion: str
    value: float | None
    missing: str
    rationale: str
    scores: Mapping[str, float]
    minority: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PanelAnalysis:
    """Everything about a panel."""

    study: StudyFacts
    run: Run
    weights_of: Literal["own", "common"]
    """Whether each is read with weights of their own, or all with the same."""
    analysts: tuple[AnalystResult, ...]
    sides: tuple[SideResult, ...]
    panel: PanelResult | None
    """None where an open round keeps scores apart, or nobody has scored."""
    with_common_weights: tuple[Ranking, ...]
    """Where weights are their own: the same rankings, all with the study's weights."""
    agreement: Agreement | None
    talking: TalkingList | None
    own_views: tuple[OwnAndOther, ...]
    agreed: tuple[AgreedCell, ...]
    unassigned: tuple[tuple[str, str], ...]
    """Cells that nobody is to score; empty where the study has no assignments."""
    rounds: RoundsCompared | None
    options: Mapping[str, str]
    """Labels for narrow places, by id; so for criteria and sides."""
    criteria: Mapping[str, str]
    side_labels: Mapping[str, str]
    side_names: Mapping[str, str]
    """What sides are called in a sentence."""
    notices: tuple[Notice, ...]
