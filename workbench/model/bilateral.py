"""Results between sides: burden-sharing, compromise, packages, accountability, and where the sides differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import Notice, Run, StudyFacts


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, no or depends: it depends where it changes when any one input moves by half a level."""

    answer: str
    depends_on: tuple[str, ...] = ()
    """The criteria whose move changes the answer."""


@dataclass(frozen=True, slots=True)
class ThreePartTest:
    """Whether both reap, both bear, and in rough proportion; then the class, the first that applies."""

    reap: Verdict
    bear: Verdict
    proportion: Verdict
    all_three: Verdict
    category: str


@dataclass(frozen=True, slots=True)
class Zone:
    """Where an option's gains lie: who gains and who loses, net of burdens."""

    code: str
    """mutual-gain, gain-no-loss, mixed, neutral or loss."""
    positive: tuple[str, ...]
    negative: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SideFigures:
    """One side's part in one option; points run from 0 (the true zero) to 100 (the top of the scale)."""

    side: str
    benefit: float
    """Raw, in the unit of its scale."""
    burden: float
    benefit_points: float
    burden_points: float
    benefit_share: float
    burden_share: float
    net: float
    """Benefit less λ times burden, in points."""
    gain: float
    """Net less what the side has without an agreement."""
    critical_rate: float | None
    """The λ at which the gain changes its sign; None where there is no burden, or no λ from 0 on does it."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change of one cell that would be enough: from where to where, and how many levels that is."""

    criterion: str
    before: float
    beyond: float
    """Raw: the gain begins beyond it."""
    levels: float


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What would let a side gain from an option from which it does not gain now."""

    side: str
    shortfall: float
    """How far its gain lies below 0, in points."""
    cells: tuple[Step, ...]
    """Changes of one of its own cells, each enough alone and within its scale."""
    rate: float | None
    """The λ below which it gains; None where none is low enough."""
    partners: tuple[tuple[str, ...], ...]
    """The smallest sets of other options with which every side gains."""


@dataclass(frozen=True, slots=True)
class OptionSharing:
    """One option's gains and burdens; where a cell has no score, only which one."""

    id: str
    brief: str
    missing: tuple[str, ...]
    sides: tuple[SideFigures, ...] = ()
    proportionality: float | None = None
    """0 to 100."""
    status: str = ""
    """no-benefits or no-burden-recorded, where shares degenerate."""
    range_half_level: tuple[float, float] | None = None
    range_confidence: tuple[float, float] | None = None
    parity_ratio: float | None = None
    """Smallest benefit per burden over the largest, 0 to 1; None where a side bears nothing."""
    level_and_evenness: float | None = None
    """Mean benefit in points times proportionality; outside the total."""
    test: ThreePartTest | None = None
    all_gain: Verdict | None = None
    zone: Zone | None = None
    acceptance: tuple[Acceptance, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionCompromise:
    """One option under the compromise rules; a rule's figure is None where the rule does not apply."""

    id: str
    utilities: Mapping[str, float]
    gains: Mapping[str, float] | None
    """By side, over the status quo; None where there is none to count from."""
    regrets: Mapping[str, float]
    """By side: how far the option lies below the best that the side could get."""
    inside: bool
    """Whether every side gains."""
    dominated_by: tuple[str, ...]
    utilitarian: float | None = None
    egalitarian: float | None = None
    nash: float | None = None
    kalai_smorodinsky: float | None = None


@dataclass(frozen=True, slots=True)
class Compromise:
    """The sides' utilities on one basis, which options dominate which, and what each rule chooses."""

    basis: str
    """net (each side's net benefit) or totals (each side's own total, own scores, own weights)."""
    basis_label: str
    status_quo: Mapping[str, float] | None
    status_quo_label: str
    bargaining: Mapping[str, float]
    """By side: its exponent or factor; 1 each unless somebody set it."""
    options: tuple[OptionCompromise, ...]
    left_out: tuple[str, ...]
    """Options without a figure for every side."""
    chosen: Mapping[str, tuple[str, ...]]
    """By rule: the options it chooses, several where they tie; none where there is no agreement zone."""
    withheld: Mapping[str, str]
    """By rule: why it is not given."""


@dataclass(frozen=True, slots=True)
class Package:
    """Several options together, their benefits and burdens added up."""

    options: tuple[str, ...]
    net: Mapping[str, float]
    gain: Mapping[str, float]
    proportionality: float
    mutual_gain: bool
    minimal: bool
    """Whether it is a mutual gain and no smaller package within it is one."""
    interactions: tuple[str, ...] = ()
    """The reasons of the declared interactions that count in it."""


@dataclass(frozen=True, slots=True)
class Packages:
    """Every package of the options, or those up to a size."""

    considered: tuple[str, ...]
    largest: int
    """The size up to which packages were listed."""
    count: int
    mutual_gains: int
    minimal: tuple[Package, ...]
    all: tuple[Package, ...]
    """Every package where there are few, else the mutual gains among the smallest."""
    note: str


@dataclass(frozen=True, slots=True)
class SharingView:
    """Burden-sharing on one side's, the other's or one reader's judgement."""

    name: str
    """own (each side's own scores), other (as the other sides score it) or one (one judgement for all)."""
    label: str
    judges: Mapping[str, str]
    """By side: whose scores stand for its benefit and burden."""
    options: tuple[OptionSharing, ...]
    compromise: Compromise
    packages: Packages


@dataclass(frozen=True, slots=True)
class SharingScale:
    """Which criteria are whose benefit and burden, and what the figures rest on."""

    computed: str
    """The computed leaf that names them."""
    benefits: Mapping[str, str]
    burdens: Mapping[str, str]
    rates: Mapping[str, float]
    """λ by side."""
    mutuality_levels: float
    rough_proportion: float
    comparability: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Who answers to whom: one cell of the government × public matrix."""

    government: str
    public: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """One cell one level up: what that would do to the option."""

    criterion: str
    before: float
    after: float
    total: float | None
    """Change of the option's total; None where it has none."""
    mean: float
    geometric: float
    minimum: float


@dataclass(frozen=True, slots=True)
class OptionMatrix:
    """One option's matrix and its aggregates, 0 to 100; None where a cell has no score."""

    id: str
    brief: str
    cells: tuple[float | None, ...]
    """In the order of the cells."""
    missing: tuple[str, ...]
    mean: float | None = None
    geometric: float | None = None
    minimum: float | None = None
    weakest: tuple[str, ...] = ()
    """The criteria of the cells at the minimum."""
    governments: Mapping[str, float | None] | None = None
    """How much each government answers: row means."""
    publics: Mapping[str, float | None] | None = None
    """How well each public is answered: column means."""
    cross_gap: float | None = None
    """Mean of the cells across the border less the mean of the domestic ones."""
    reciprocity: float | None = None
    """1 − |a − b| / 100 of the two directions between sides, the mean over pairs of sides; 0 to 1."""
    channels: tuple[Channel, ...] = ()
    """Each cell one level up, the one that helps the option most first."""


@dataclass(frozen=True, slots=True)
class AggregatorRanking:
    """The options under one aggregator: of the matrix alone, and of the totals with it in its group."""

    rule: str
    matrix: Mapping[str, float | None]
    matrix_ranks: Mapping[str, int | None]
    totals: Mapping[str, float | None] | None
    """None where the cells do not share one group."""
    total_ranks: Mapping[str, int | None] | None


@dataclass(frozen=True, slots=True)
class Accountability:
    """The government × public matrix: channels that the options provide."""

    view_label: str
    group: str
    """The group that the cells share, if they share one."""
    cells: tuple[MatrixCell, ...]
    absent: tuple[tuple[str, str], ...]
    """Relations without a criterion."""
    floor: float | None
    """What zeros count as in the geometric mean; None: as zeros."""
    options: tuple[OptionMatrix, ...]
    rankings: tuple[AggregatorRanking, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """One side of a difference: whose scores, which weights, which study's value functions."""

    label: str
    view: str
    weights: str
    weights_label: str


@dataclass(frozen=True, slots=True)
class SideDifferences:
    """The margin of one option over another, side against side, split into parts that add up."""

    pair: tuple[str, str]
    first: Stance
    second: Stance
    margins: Mapping[str, float]
    """By whose scores/weights/value functions, as `first/second/…`: every combination recomputed."""
    gap: float
    """The second's margin less the first's."""
    parts: Mapping[str, float]
    """From scores, weights and value functions, by Shapley; they add up to the gap."""
    alone: Mapping[str, float]
    """Each changed by itself, from the first's position: the first way round."""
    last: Mapping[str, float]
    """Each changed after all others: the second way round. The part is the mean over all orders."""
    interaction: float
    """What changing all at once does beyond the changes one by one."""
    residual: float
    """The gap less the parts: 0 but for rounding."""


@dataclass(frozen=True, slots=True)
class SideFacts:
    """A side and who speaks for it."""

    id: str
    label: str
    named: str
    analysts: tuple[str, ...]
    own_cells: int
    """Of its benefit and burden cells, those that its own analysts scored."""
    cells: int


@dataclass(frozen=True)
class Bilateral:
    """All that stands between the sides; a part that does not apply is None, and a notice says why."""

    study: StudyFacts
    run: Run
    options: Mapping[str, str]
    """The options that are compared, with their shortest labels."""
    criteria: Mapping[str, str]
    """The criteria that count, with their shortest labels."""
    sides: tuple[SideFacts, ...]
    scale: SharingScale | None
    views: tuple[SharingView, ...]
    """The one to read first, then those beside it."""
    totals: Compromise | None
    """On the sides' own totals."""
    accountability: Accountability | None
    differences: tuple[SideDifferences, ...]
    notices: tuple[Notice, ...]
