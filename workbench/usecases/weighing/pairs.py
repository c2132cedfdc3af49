"""Pairs of criteria that are compared: the judgement, what the weights imply, and which one to look at again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from workbench.engine.weigh import weigh
from workbench.usecases.weighing.tree import IMPORTANCE

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    """Saaty's consistency ratio; None while no judgement can contradict another."""
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
        if "consistency_ratio" in steps and _go_round(judged):
            ratio = float(steps["consistency_ratio"])
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


def _go_round(judged: Iterable[tuple[str, str]]) -> bool:
    """Return whether judged pairs close a circle, without which no judgement can contradict the others."""
    together: dict[str, set[str]] = {}
    for one, other in judged:
        first, second = together.get(one, {one}), together.get(other, {other})
        if first is second:
            return True
        joined = first | second
        together.update(dict.fromkeys(joined, joined))
    return False


def times_text(times: float | None) -> str:
    """Return a judgement as people say it: 3, or 1/3 where the second is more important."""
    if times is None:
        return "·"
    return f"{times:.3g}" if times >= 1 else f"1/{1 / times:.3g}"


def pair_question(weighing: Weighing, pair: Pair) -> str:
    """Return what is asked of a pair."""
    one, other = pair.labels
    chosen = weighing.weight_set
    if chosen is not None and chosen.kind == IMPORTANCE:
        return f"How many times as important is {one} as {other}? 1: equally."
    return f"How many times as much is {one}, from worst to best, worth as {other}? 1: equally."


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
        return f"{words}; none of them can contradict the others yet." if judged else f"{words}."
    words += f"; consistency ratio {ratio:.3f}, "
    again = next((each for each in pairs if each.revisit), None)
    good = ratio <= ACCEPTABLE
    words += "consistent enough" if good else f"above {ACCEPTABLE}: look again"
    if again is None:
        return f"{words}."
    one, other = again.labels
    judged_as = f"judged {times_text(again.times)}, all together say {times_text(again.implied)}"
    return f"{words}{'; furthest off:' if good else ', first at'} {one} : {other}, {judged_as}."
