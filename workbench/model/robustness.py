"""What the robustness analyses find: how firm a ranking is, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.acceptability import StudyAcceptability
    from workbench.model.evaluation import Notice, StudyEvaluation
    from workbench.model.global_sensitivity import GlobalSensitivity


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where two options have the same total, as one weight moves."""

    pair: tuple[str, str]
    """The better-ranked option first."""
    share: float
    """Of the node among its siblings."""
    whole: float
    """Of the node in the whole."""


@dataclass(frozen=True, slots=True)
class OrderInterval:
    """Between which shares of a node among its siblings one option stays at or above another."""

    upper: str
    lower: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class WeightInterval:
    """What the weight of one leaf or group can do, its siblings keeping their proportions."""

    node: str
    label: str
    share: float
    """Among its siblings, as it is."""
    whole: float
    """As a part of the whole."""
    parent_whole: float
    """Its group's part of the whole: a share times this is a part of the whole."""
    first: OrderInterval | None
    """Where the first-ranked option stays first; `lower` names nobody. None where there is no first-ranked option."""
    overtaken_below: str | None
    """Which option comes first below that interval."""
    overtaken_above: str | None
    order: tuple[OrderInterval, ...]
    """Where each pair of neighbours in the ranking keeps its order."""
    crossings: tuple[Crossing, ...]
    """Where any two options meet."""
    exact: bool
    """Whether totals are straight lines in this weight; otherwise the crossings were searched on a grid."""
    fixed: str = ""
    """Why it cannot move: then there are no intervals."""

    @property
    def nearest(self) -> tuple[float, str, float] | None:
        """The nearest loss of the first rank: the share, who comes first, and how much of the whole moves."""
        if self.first is None:
            return None
        ends = ((self.first.low, self.overtaken_below), (self.first.high, self.overtaken_above))
        moves = [(share, name, abs(share - self.share) * self.parent_whole) for share, name in ends if name]
        return min(moves, key=lambda each: each[2], default=None)


@dataclass(frozen=True, slots=True)
class WeightMove:
    """One weight before and after, as parts of the whole."""

    node: str
    label: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class SmallestChange:
    """The smallest change of the whole weight vector that puts an option first, or why none does."""

    option: str
    norm: str
    """What is made small: `l1`, half the sum of the absolute changes, which is how much of all weight moves; or
    `linf`, the largest change of one weight."""
    size: float | None
    """0 where the option is first already; None where no weights put it there, or the question is not covered."""
    moves: tuple[WeightMove, ...]
    """The weights that change, the largest change first."""
    shares_only: bool
    """Whether it can share the first rank at most."""
    proof: Mapping[str, float]
    """Where none does: how much of each other option makes a mixture that is better on every criterion that counts."""
    shortfall: float
    """By how many points the mixture is better at least."""
    held: tuple[str, ...]
    """Labels of the groups whose inner weights were held, since totals are not linear in them."""
    uncovered: str = ""
    """Why the question has no answer here."""
    resting: tuple[str, ...] = ()
    """Labels of the criteria and groups without weight, which stay so."""
    everywhere: bool = True
    """Where no weights put it first: whether that holds for all weights, those that were held included."""
    alone: str = ""
    """Where it holds for some only: label of a criterion that puts it first when it has all weight."""
    at_best: bool = False
    """Whether it has missing scores, taken at their best here, as those of the others are at their worst."""


@dataclass(frozen=True, slots=True)
class ScoreFlip:
    """What one score can do to the first rank."""

    option: str
    criterion: str
    label: str
    now: float
    """The raw score, or what counts as one under the view."""
    level: float
    """One level, in raw units."""
    needed: float | None
    """The nearest raw score at which another option draws level, and beyond which it is above the first-ranked one;
    None where no score on the scale puts it above."""
    becomes: str | None
    """Which option then comes first."""
    one_level: str | None
    """Which option comes first when the score moves by one level, if that is enough."""

    @property
    def levels(self) -> float | None:
        """How many levels that is."""
        return None if self.needed is None else abs(self.needed - self.now) / self.level


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The ranking without a criterion, a branch, an analyst or an evidence grade."""

    kind: str
    """`criterion`, `branch`, `analyst` or `evidence`."""
    what: str
    label: str
    first: tuple[str, ...]
    """Who comes first: several where they share it, none where missing scores leave it open."""
    changed: bool
    """Whether that differs from the ranking with everything."""
    order: tuple[str, ...]
    tau: float | None
    """Kendall's tau-b with the ranking as it is; None where either has one rank only."""
    margin: float | None
    """Lead of the option that is first with everything over its best rival, in points; below 0 where it lost it."""
    note: str = ""
    """Why it could not be left out, or what must be known."""


@dataclass(frozen=True, slots=True)
class MethodRanking:
    """What another method makes of the same study."""

    method: str
    title: str
    ranks: tuple[int, ...]
    """In the study's order of options; empty where it cannot run."""
    first: tuple[str, ...]
    tau: float | None
    reason: str = ""
    """Why it cannot run."""


@dataclass(frozen=True, slots=True)
class ReversalTest:
    """Whether the order of options depends on which others are there."""

    method: str
    title: str
    copy: bool | None
    """Whether the order of the others stays when a copy of the first-ranked option, worse everywhere, joins."""
    removal: bool | None
    """Whether it stays when the last-ranked option leaves."""
    split: bool | None
    """Whether comparing the options two by two gives the same order."""
    detail: str = ""
    """The first thing that changed, or why it could not be tested."""


@dataclass(frozen=True, slots=True)
class Influence:
    """How far the lead moves when one decision of the study had been made otherwise."""

    kind: str
    """`scorer`, `split` or `scale end`."""
    what: str
    label: str
    margin: float
    """The lead that results, in points."""
    change: float
    """Against the lead as it is."""
    first: str
    """Who comes first then."""


@dataclass(frozen=True, slots=True)
class FirstShares:
    """How often each option comes first when weights and scores are sampled."""

    what: str
    """`stated`: weights scattered around the weight set, scores within their confidence; `any weights`: every weight
    vector equally likely, scores within their confidence."""
    scheme: str
    """In words."""
    samples: int
    shares: Mapping[str, float]
    """By option; options that share the first rank in a sample each count it."""


@dataclass(frozen=True)
class Robustness:
    """How firm a ranking is: every analysis, the verdict, and enough to run it again."""

    evaluation: StudyEvaluation = field(repr=False)
    verdict: str
    """`firm`, `firm within the stated uncertainty` or `open`."""
    reasons: tuple[str, ...]
    """Which rules gave the verdict, with their figures."""
    findings: tuple[str, ...]
    """The findings that matter, most important first."""
    next_steps: tuple[str, ...]
    """What to look at next."""
    quotes: tuple[str, ...]
    """Sentences to quote: what is not separable, then weights, then scores."""
    not_separable: tuple[tuple[str, str], ...]
    intervals: tuple[WeightInterval, ...]
    changes: tuple[SmallestChange, ...]
    scores: tuple[ScoreFlip, ...]
    left_out: tuple[LeftOut, ...]
    methods: tuple[MethodRanking, ...]
    reversals: tuple[ReversalTest, ...]
    influences: tuple[Influence, ...]
    first_shares: tuple[FirstShares, ...]
    """Empty where nothing was sampled."""
    acceptability: StudyAcceptability | None
    """Under the scheme that was asked for; None where nothing was sampled."""
    sensitivity: GlobalSensitivity | None
    """What the lead hangs on, by groups of inputs; None where that was not asked or has no answer."""
    samples: int
    seed: int
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one leaf gives to the margin between two options."""

    criterion: str
    label: str
    weight: float
    value: tuple[float | None, float | None]
    """What the two options are worth there, 0 to 100; None where there is no score."""
    low: float
    """Its part of the margin in points; equal to high unless a score is missing."""
    high: float

    @property
    def middle(self) -> float:
        """The part, or the middle of what is possible."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Need:
    """One way in which the other option would draw level."""

    kind: str
    """`weight`, `score` or `levels`."""
    text: str
    size: float
    """How much it takes: a part of all weight, or levels."""


@dataclass(frozen=True, slots=True)
class Trait:
    """Where an option stands out from the field."""

    option: str
    criterion: str
    label: str
    points: float
    """Its weighted distance from the mean of the other options; above 0 is a strength."""


@dataclass(frozen=True, slots=True)
class WeakCell:
    """A score that decides, and what it rests on."""

    option: str
    criterion: str
    label: str
    score: str
    grounds: str
    """In words: evidence for or against, confidence, basis."""
    grade: int
    """0 is the weakest."""


@dataclass(frozen=True)
class Explanation:
    """Why one option stands above another."""

    evaluation: StudyEvaluation = field(repr=False)
    upper: str
    lower: str
    margin: tuple[float, float]
    """Low and high; equal unless scores are missing."""
    rule: str
    """How the margin was taken apart."""
    contributions: tuple[Contribution, ...]
    """They add up to the margin; largest first."""
    deciding: tuple[str, ...]
    """The fewest criteria without which there would be no margin."""
    needs: tuple[Need, ...]
    traits: tuple[Trait, ...]
    weakest: tuple[WeakCell, ...]
    sentences: tuple[str, ...]
    notices: tuple[Notice, ...]
