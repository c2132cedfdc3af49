"""Joining orders of one list that several people have added to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def joined(orders: Sequence[Sequence[str]]) -> list[str] | None:
    """Return one order with the names of all, each where its own order has it; None when two contradict each other."""
    result: list[str] = []
    for order in orders:
        known = set(result)
        common = [name for name in order if name in known]
        if common != [name for name in result if name in set(common)]:
            return None
        result = _inserted(result, order)
    return result


def _inserted(result: list[str], order: Sequence[str]) -> list[str]:
    """Put the names that are new behind those they follow, after what others have put there."""
    ends = set(result) & set(order)
    merged = list(result)
    place = 0
    for name in order:
        if name in ends:
            place = merged.index(name) + 1
        else:
            while place < len(merged) and merged[place] not in ends:
                place += 1
            merged.insert(place, name)
            place += 1
    return merged
