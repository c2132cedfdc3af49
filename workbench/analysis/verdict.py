"""How firm the first rank is, by rules that anybody can check: firm, firm within the stated uncertainty, or open.

Open: no option is first, several share the rank, the first is not separable from another, or it comes first in too
few samples of the stated uncertainty (weights scattered around the weight set, scores within their confidence).
Firm: it also comes first in enough samples under any weights at all, takes more than a little weight to overtake,
and no single score changes it by one level. Between the two it is firm within the stated uncertainty. The limits
are settings of the study: `firm_share` and `firm_weight_move`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.explanation_words import joined
from workbench.analysis.ground import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.analysis.ground import Ground
    from workbench.model.robustness import FirstShares, ScoreFlip, SmallestChange

FIRM, WITHIN, OPEN = "firm", "firm within the stated uncertainty", "open"


def verdict(
    ground: Ground,
    changes: Sequence[SmallestChange],
    scores: Sequence[ScoreFlip],
    shares: Sequence[FirstShares],
) -> tuple[str, tuple[str, ...]]:
    """Return the verdict and the reasons for it, with their figures."""
    if len(ground.options) == 1:
        return OPEN, ("With one option there is nothing to compare.",)
    against = tuple(_why_open(ground, shares))
    if against:
        return OPEN, against
    short = tuple(_why_not_firm(ground, changes, scores, shares))
    stated = _share_sentence(ground, _found(shares, "stated"), "Within the stated uncertainty")
    return (WITHIN, (stated, *short)) if short else (FIRM, (stated, *_why_firm(ground, changes, shares)))


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
    ground: Ground, changes: Sequence[SmallestChange], scores: Sequence[ScoreFlip], shares: Sequence[FirstShares]
) -> Iterator[str]:
    settings, first = ground.study.settings, ground.options[ground.first]
    anyhow = _found(shares, "any weights")
    if anyhow is None:
        yield "Other weights were not sampled."
    elif anyhow.shares.get(first, 0.0) < settings.firm_share:
        yield _share_sentence(ground, anyhow, "Under any weights")
    nearest = nearest_change(ground, changes)
    if nearest is not None and nearest.size is not None and nearest.size < settings.firm_weight_move:
        yield (
            f"{ground.labels[nearest.option]} comes first once {nearest.size:.1%} of all weight moves (firm from "
            f"{settings.firm_weight_move:.0%})."
        )
    if any(each.uncovered for each in changes):
        yield f"How much weight it takes to overtake it is not known: {changes[0].uncovered}."
    levels = [each for each in scores if each.one_level]
    if levels:
        count = "1 single score changes" if len(levels) == 1 else f"{len(levels)} single scores each change"
        yield f"{count} the first rank when moved by one level."


def _why_firm(ground: Ground, changes: Sequence[SmallestChange], shares: Sequence[FirstShares]) -> Iterator[str]:
    yield _share_sentence(ground, _found(shares, "any weights"), "Under any weights")
    nearest = nearest_change(ground, changes)
    if nearest is None or nearest.size is None:
        yield "No weights put another option first."
    else:
        yield f"It takes {nearest.size:.1%} of all weight to put {ground.labels[nearest.option]} first."
    yield "No single score changes the first rank when moved by one level."


def nearest_change(ground: Ground, changes: Sequence[SmallestChange]) -> SmallestChange | None:
    """Return the smallest change of weights that puts another option first, if any does."""
    others = [
        each
        for each in changes
        if each.size is not None and ground.first != NOBODY and each.option != ground.options[ground.first]
    ]
    return min(others, key=lambda each: each.size or 0.0, default=None)


def _found(shares: Sequence[FirstShares], what: str) -> FirstShares | None:
    return next((each for each in shares if each.what == what), None)


def _share_sentence(ground: Ground, found: FirstShares | None, when: str) -> str:
    first = ground.options[ground.first]
    if found is None:
        return f"{when} nothing was sampled."
    return (
        f"{when} ({found.scheme}) {ground.labels[first]} comes first in {found.shares.get(first, 0.0):.1%} of "
        f"{found.samples:,} samples (firm from {ground.study.settings.firm_share:.0%})."
    )
