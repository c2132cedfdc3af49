"""An explanation in plain words, from the numbers and with the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.analysis.ground import Ground
    from workbench.model.robustness import Contribution, Explanation

MOST_NAMED = 3
"""Criteria that a sentence names."""

DUST = 1e-9
"""Points smaller than this are rounding."""


def sentences(ground: Ground, found: Explanation) -> Iterator[str]:
    """Yield the sentences that say why one option stands above another."""
    yield _margin(ground, found)
    yield from _parts(found)
    names = {each.criterion: each.label for each in found.contributions}
    if found.margin[0] < -ground.tolerance:
        yield "The missing scores decide which of them is above."
    elif found.deciding:
        listed = joined([names[each] for each in found.deciding])
        yield f"Without its advantage on {listed} there would be no lead."
    if found.weakest:
        weakest = found.weakest[0]
        yield f"Of the scores that decide, the weakest is {weakest.label} ({weakest.score}): {weakest.grounds}."


def _margin(ground: Ground, found: Explanation) -> str:
    upper, lower = ground.labels[found.upper], ground.labels[found.lower]
    low, high = found.margin
    results = {each.id: each for each in ground.evaluation.results}
    if high - low > DUST:
        if low >= -ground.tolerance:
            return f"{upper} stands above {lower}, whatever the gaps turn out to be: by {low:.2f} to {high:.2f} points."
        return (
            f"Which of {upper} and {lower} stands above is open: {upper} is between {-low:.2f} points below and "
            f"{high:.2f} above."
        )
    totals = f"{results[found.upper].middle:.2f} against {results[found.lower].middle:.2f}"
    if abs(high) <= ground.tolerance:
        return f"{upper} and {lower} have the same total: {totals}."
    text = f"{upper} stands {high:.2f} points above {lower}: {totals}."
    pair = {found.upper, found.lower}
    if any(set(each) == pair for each in ground.evaluation.not_separable):
        threshold = ground.evaluation.threshold
        return f"{upper} and {lower} are not separable: less than one level moves a total ({threshold:.2f}). {text}"
    return text


def _parts(found: Explanation) -> Iterator[str]:
    ahead = [each for each in found.contributions if each.middle > DUST]
    behind = [each for each in reversed(found.contributions) if each.middle < -DUST]
    if not ahead and not behind:
        is_open = any(each.high - each.low > DUST for each in found.contributions)
        same = "They have the same value on every criterion that counts."
        yield "What both are scored on speaks for neither." if is_open else same
        return
    total = sum(each.middle for each in ahead), sum(each.middle for each in behind)
    if ahead:
        yield f"For it speak {_listed(ahead)}: {total[0]:+.2f} points in all."
    if behind:
        yield f"Against it speak {_listed(behind)}: {total[1]:+.2f} points in all."
    else:
        yield "No criterion speaks against it."


def _listed(parts: Sequence[Contribution]) -> str:
    named = [f"{each.label} ({each.middle:+.2f})" for each in parts[:MOST_NAMED]]
    more = len(parts) - MOST_NAMED
    return joined([*named, f"{more} more"] if more > 0 else named)


def joined(labels: Sequence[str]) -> str:
    """Return names as a list in words."""
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
