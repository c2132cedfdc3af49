"""Pairs of criteria that are compared: the judgement, what the weights imply, and which one to look at again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from workbench.engine.weigh import weigh

if TYPE_CHECKING:
    from workbench.usecases.weighing.tree import Weighing

ACCEPTABLE = 0.1
"""The consistency ratio up to which Saaty (1977) takes judgements as they are."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two children of a group."""

    above: str
    below: str
    labels: tuple[str, str]
    times: float | None
    """How many times as important the first is judged; None without a judgement."""
    implied: float | None
    """What the weights of all judgements together say."""
    revisit: bool
    """Whether it is the judgement that the others contradict most."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pairs of a group, with the consistency of the judgements."""

    pairs: tuple[Pair, ...]
    ratio: float | None
    """Saaty's consistency ratio; None where there is none yet."""
    finding: str


def pairs_of(weighing: Weighing, group: str) -> Pairs:
    """Return the pairs of a group's children in the order in which they are asked."""
    members = weighing.children(group)
    answers = weighing.answers(group)
    given = {(each.above, each.below): each.times for each in answers.comparisons} if answers else {}
    given |= {(below, above): 1 / times for (above, below), times in given.items()}
    labels = {each.id: each.label for each in members}
    weights: dict[str, float] = {}
    ratio: float | None = None
    if answers is not None and answers.comparisons:
        judged = {(each.above, each.below): each.times for each in answers.comparisons}
        found = weigh("pairwise", comparisons=judged, priority=answers.priority, names=answers.named)
        weights = found.by_name
        steps = {step.name: step.data for step in found.steps}
        ratio = float(steps["consistency_ratio"]) if "consistency_ratio" in steps else None
    rows = [
        (one.id, other.id, given.get((one.id, other.id)), _ratio(weights, one.id, other.id))
        for one, other in combinations(members, 2)
    ]
    off = [_apart(times, implied) for _, _, times, implied in rows]
    worst = max(off, default=0.0)
    pairs = tuple(
        Pair(one, other, (labels[one], labels[other]), times, implied, away == worst > 0.01)  # noqa: PLR2004 - a percent is rounding
        for (one, other, times, implied), away in zip(rows, off, strict=True)
    )
    return Pairs(pairs, ratio, _finding(pairs, ratio))


def _ratio(weights: dict[str, float], one: str, other: str) -> float | None:
    return weights[one] / weights[other] if one in weights and other in weights and weights[other] > 0 else None


def _apart(times: float | None, implied: float | None) -> float:
    if times is None or implied is None:
        return 0.0
    return max(times / implied, implied / times) - 1.0


def _finding(pairs: tuple[Pair, ...], ratio: float | None) -> str:
    judged = sum(each.times is not None for each in pairs)
    words = f"{judged} of {len(pairs)} pairs judged"
    if ratio is None:
        return f"{words}."
    verdict = "consistent enough" if ratio <= ACCEPTABLE else f"above {ACCEPTABLE}: look again"
    words += f"; consistency ratio {ratio:.3f}, {verdict}"
    again = next((each for each in pairs if each.revisit), None)
    if again is None or again.times is None or again.implied is None:
        return f"{words}."
    one, other = again.labels
    return f"{words}. First {one} : {other}, judged {again.times:.3g}, the others say {again.implied:.3g}."
