"""How firm the first rank is, by rules that anybody can check: firm, firm within the stated uncertainty, or open.

Open: no option is first, several share the rank, the first is not separable from another, or it comes first in too
few samples of the stated uncertainty (weights scattered around the weight set, scores within their confidence).
Firm: it also comes first in enough samples under any weights at all, takes more than a little weight to overtake in
the smaller of the two changes that were searched (all free weights at once, and each weight alone), and no single
score changes it by one level. Between the two it is firm within the stated uncertainty. The limits are settings of
the study: `firm_share` and `firm_weight_move`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.analysis.explanation_words import joined
from workbench.analysis.ground import NOBODY
from workbench.analysis.weight_words import capital, decimals_for, free_words, while_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.analysis.ground import Ground
    from workbench.model.robustness import FirstShares, ScoreFlip, SmallestChange, WeightInterval


@dataclass(frozen=True, slots=True)
class WeightsFound:
    """What was searched of the weights: all free ones at once, in how much of all weight moves, and each alone."""

    changes: Sequence[SmallestChange]
    intervals: Sequence[WeightInterval]


@dataclass(frozen=True, slots=True)
class _Loss:
    """A change of weights by which the first rank is lost, or shared."""

    option: str
    size: float
    verb: str
    how: str


FIRM, WITHIN, OPEN = "firm", "firm within the stated uncertainty", "open"


def verdict(
    ground: Ground,
    found: WeightsFound,
    scores: Sequence[ScoreFlip],
    shares: Sequence[FirstShares],
) -> tuple[str, tuple[str, ...]]:
    """Return the verdict and the reasons for it, with their figures."""
    if len(ground.options) == 1:
        return OPEN, ("With one option there is nothing to compare.",)
    against = tuple(_why_open(ground, shares))
    if against:
        return OPEN, against
    short = tuple(_why_not_firm(ground, found, scores, shares))
    stated = _share_sentence(ground, _found(shares, "stated"), "Within the stated uncertainty")
    return (WITHIN, (stated, *short)) if short else (FIRM, (stated, *_why_firm(ground, found, shares)))


def _why_open(ground: Ground, shares: Sequence[FirstShares]) -> Iterator[str]:
    evaluation, labels = ground.evaluation, ground.labels
    missing = sum(len(each.missing) for each in evaluation.results)
    if ground.first == NOBODY:
        scores = "1 score is" if missing == 1 else f"{missing} scores are"
        yield f"{scores} missing, and they leave open which option is first."
        return
    first = ground.options[ground.first]
    if len(ground.sharing) > 1:
        yield f"{joined([labels[ground.options[place]] for place in ground.sharing])} share the first rank."
    close = [b if a == first else a for a, b in evaluation.not_separable if first in (a, b)]
    if close:
        yield (
            f"{labels[first]} is not separable from {joined([labels[each] for each in close])}: its lead of "
            f"{ground.lead or 0.0:.2f} points is less than one level moves a total ({evaluation.threshold:.2f})."
        )
    stated = _found(shares, "stated")
    if stated is None:
        yield "The uncertainty was not sampled."
    elif stated.shares.get(first, 0.0) < ground.study.settings.firm_share:
        yield _share_sentence(ground, stated, "Within the stated uncertainty")


def _why_not_firm(
    ground: Ground, found: WeightsFound, scores: Sequence[ScoreFlip], shares: Sequence[FirstShares]
) -> Iterator[str]:
    settings, first = ground.study.settings, ground.options[ground.first]
    anyhow = _found(shares, "any weights")
    if anyhow is None:
        yield "Other weights were not sampled."
    elif anyhow.shares.get(first, 0.0) < settings.firm_share:
        yield _share_sentence(ground, anyhow, "Under any weights")
    nearest = _least(ground, found)
    if nearest is not None and nearest.size < settings.firm_weight_move:
        yield (
            f"{ground.labels[nearest.option]} {nearest.verb} once {nearest.size:.{decimals_for(nearest.size)}%} of all "
            f"weight moves ({nearest.how}; firm from {settings.firm_weight_move:.0%})."
        )
    if any(each.uncovered for each in found.changes):
        yield f"How much weight it takes to overtake it is not known: {found.changes[0].uncovered}."
    levels = [each for each in scores if each.one_level]
    if levels:
        count = "1 single score changes" if len(levels) == 1 else f"{len(levels)} single scores each change"
        yield f"{count} the first rank when moved by one level."


def _why_firm(ground: Ground, found: WeightsFound, shares: Sequence[FirstShares]) -> Iterator[str]:
    yield _share_sentence(ground, _found(shares, "any weights"), "Under any weights")
    nearest = _least(ground, found)
    if nearest is None:
        yield none_sentence(ground, found.changes)
    else:
        yield (
            f"The smallest change of weights found at which {ground.labels[nearest.option]} {nearest.verb} moves "
            f"{nearest.size:.{decimals_for(nearest.size)}%} of all weight ({nearest.how}; firm from "
            f"{ground.study.settings.firm_weight_move:.0%}).{_not_searched(found.changes)}"
        )
    yield "No single score changes the first rank when moved by one level."


def nearest_change(ground: Ground, changes: Sequence[SmallestChange]) -> SmallestChange | None:
    """Return the smallest change of weights that puts another option first, if any does."""
    others = [
        each
        for each in changes
        if each.size is not None and ground.first != NOBODY and each.option != ground.options[ground.first]
    ]
    return min(others, key=lambda each: each.size or 0.0, default=None)


def nearest_single(intervals: Sequence[WeightInterval]) -> WeightInterval | None:
    """Return the weight that changes the first rank by itself with the least of all weight, if any does."""
    near = [(each.nearest[2], each) for each in intervals if each.nearest is not None]
    return min(near, key=lambda each: each[0])[1] if near else None


def none_sentence(ground: Ground, changes: Sequence[SmallestChange]) -> str:
    """Return that no weights put another option first, of the weights for which that was shown."""
    others = [each for each in changes if each.option != ground.options[ground.first]]
    if all(each.everywhere for each in others):
        return "No weights put another option first."
    kept = next(each for each in others if not each.everywhere)
    text = f"{capital(while_words(kept.held, kept.resting))}, no weights put another option first."
    alone = next((each for each in others if each.alone), None)
    return (
        f"{text} With all weight on {alone.alone} {ground.labels[alone.option]} comes first."
        if alone
        else (f"{text} Other weights were searched one at a time only.")
    )


def _least(ground: Ground, found: WeightsFound) -> _Loss | None:
    """Return the smaller of the two: weights that are held, or at nothing, move alone and not with all the others."""
    losses = []
    gaps = {
        each.option: f", {ground.labels[each.option]} with its gaps at their best"
        for each in found.changes
        if each.at_best
    }
    together, alone = nearest_change(ground, found.changes), nearest_single(found.intervals)
    if together is not None and together.size is not None:
        verb = "shares the first rank" if together.shares_only else "comes first"
        how = free_words(together.held, together.resting) + gaps.get(together.option, "")
        losses.append(_Loss(together.option, together.size, verb, how))
    if alone is not None and alone.nearest is not None:
        share, rival, size = alone.nearest
        how = f"one weight alone: {alone.label} {alone.share:.1%} → {share:.1%} among its siblings"
        how += "" if alone.exact else ", searched on a grid"
        losses.append(_Loss(rival, size, "comes first", how + gaps.get(rival, "")))
    return min(losses, key=lambda each: round(each.size, 9), default=None)


def _not_searched(changes: Sequence[SmallestChange]) -> str:
    held = next((each.held for each in changes if each.held), ())
    return f" Several weights at once within {joined([*held])} were not searched." if held else ""


def _found(shares: Sequence[FirstShares], what: str) -> FirstShares | None:
    return next((each for each in shares if each.what == what), None)


def _share_sentence(ground: Ground, found: FirstShares | None, when: str) -> str:
    first = ground.options[ground.first]
    if found is None:
        return f"{when} nothing was sampled."
    return (
        f"{when} ({found.scheme}) {ground.labels[first]} comes first in {found.shares.get(first, 0.0):.1%} of "
        f"{found.samples:,} samples{_more_often(ground, found, first)} (firm from "
        f"{ground.study.settings.firm_share:.0%})."
    )


def _more_often(ground: Ground, found: FirstShares, first: str) -> str:
    """Return which option comes first most often, where it is not the one ranked first."""
    often = max(found.shares, key=lambda each: found.shares[each], default=first)
    if found.shares.get(often, 0.0) > found.shares.get(first, 0.0):
        return f", {ground.labels[often]} more often, in {found.shares[often]:.1%}"
    return ""
