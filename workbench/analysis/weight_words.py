"""What moving weights does, in words: which were free and which held, with digits that bear out the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.explanation_words import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.robustness import SmallestChange, WeightMove

SIGNIFICANT, MOST_DECIMALS = 3, 4
"""Digits that count, in how much moves, and decimals of a percentage at most."""

MOST_RESTING = 2
"""Criteria without weight that are named."""


def decimals_for(size: float) -> int:
    """Return the decimals of a percentage with which a part of all weight shows the digits that count."""
    return next((each for each in range(1, MOST_DECIMALS) if size >= 10.0 ** (SIGNIFICANT - 3 - each)), MOST_DECIMALS)


def moved_words(size: float, moves: Sequence[WeightMove], most: int | None = None) -> tuple[str, str]:
    """Return how much moves, and the weights that do, as precisely as they move.

    Parameters
    ----------
    most
        Moves that are named; None for all.
    """
    digits = decimals_for(size)
    named = moves[:most]
    parts = [f"{each.label} {each.before:.{digits}%} → {each.after:.{digits}%}" for each in named]
    more = len(moves) - len(named)
    return f"{size:.{digits}%}", ", ".join(parts) + (f" and {more} more" if more > 0 else "")


def free_words(held: Sequence[str], resting: Sequence[str]) -> str:
    """Return which weights were free and which were not."""
    free = "all counting weights at once" if resting else "all weights at once"
    return f"{free}, those within {joined([*held])} held" if held else free


def while_words(held: Sequence[str], resting: Sequence[str]) -> str:
    """Return the condition under which a search over some weights holds; empty where it was over all."""
    kept = [f"the weights within {joined([*held])} stay as they are"] if held else []
    if resting:
        named = joined([*resting]) if len(resting) <= MOST_RESTING else f"{len(resting)} criteria"
        kept.append(f"{named} {'stays' if len(resting) == 1 else 'stay'} without weight")
    return f"while {' and '.join(kept)}" if kept else ""


def better_on(held: Sequence[str]) -> str:
    """Return on what a better option is better, where a proof does not look into groups."""
    if not held:
        return "on every criterion that counts"
    groups = f"{joined([*held])}, taken whole" if len(held) == 1 else f"{joined([*held])}, each taken whole"
    return f"on {groups}, and on every other criterion that counts"


def terms(found: SmallestChange) -> tuple[str, ...]:
    """Return under what the smallest change was found."""
    told = (
        free_words(found.held, found.resting),
        "its gaps at their best" if found.at_best else "",
        "shares the first rank at most" if found.shares_only else "",
    )
    return tuple(each for each in told if each)


def none_terms(found: SmallestChange) -> str:
    """Return for which weights it was shown that none of them put an option first."""
    if found.everywhere:
        return "all weights"
    text = while_words(found.held, found.resting)
    return f"{text}; with all weight on {found.alone} it is first" if found.alone else f"{text}; others not searched"


def capital(text: str) -> str:
    """Return a text with its first letter as at the start of a sentence."""
    return text[:1].upper() + text[1:]
