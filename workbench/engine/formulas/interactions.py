"""Reading which pairs of criteria interact, and how strongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from workbench.errors import MethodError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import Matrix

Named: TypeAlias = "tuple[str | int, str | int] | str"
"""Two criteria by name or by column, or both names in one text with a comma between."""

MOST = 10
"""How many criteria may interact: 45 pairs are more than anybody can judge."""

PAIR = 2


def read_interactions(given: Mapping[Named, float], criteria: tuple[str, ...]) -> Matrix:
    """Return the interaction indices, symmetric, 0 on the diagonal, shape (n_criteria, n_criteria).

    Raises
    ------
    MethodError
        When a criterion is unknown, a pair is given twice or is one criterion, an index lies outside [-1, 1], or more
        than ten criteria interact.
    """
    if not hasattr(given, "items"):
        message = f"interactions are {given!r}."
        raise MethodError(message, hint='Give a mapping of pairs to numbers: {("cost", "time"): 0.1}.')
    table = np.zeros((len(criteria), len(criteria)))
    seen: set[frozenset[int]] = set()
    for pair, index in given.items():
        first, second = (_column(each, criteria) for each in _split(pair, criteria))
        both = frozenset((first, second))
        if len(both) < PAIR or both in seen:
            wrong = "is one criterion with itself" if len(both) < PAIR else "is given twice"
            message = f"The interaction of {pair!r} {wrong}."
            raise MethodError(message, hint="Name two different criteria, once.")
        seen.add(both)
        table[first, second] = table[second, first] = _index(pair, index)
    if (interacting := int(table.any(axis=0).sum())) > MOST:
        message = f"{interacting} criteria interact; {MOST} at most may."
        raise MethodError(message, hint="Keep to one group, or to the pairs that matter.")
    return table


def _split(pair: Named, criteria: tuple[str, ...]) -> tuple[str | int, str | int]:
    halves: list[tuple[str | int, str | int]] = []
    if isinstance(pair, str):
        # A name may hold a comma itself: take the cut that leaves two known names, or else the first.
        cuts = [place for place, letter in enumerate(pair) if letter == ","]
        halves = [(pair[:cut].strip(), pair[cut + 1 :].strip()) for cut in cuts]
    elif len(pair) == PAIR:
        halves = [pair]
    if not halves:
        message = f"{pair!r} is no pair of criteria."
        raise MethodError(message, hint="Name two, with a comma between.")
    return next((each for each in halves if set(each) <= set(criteria)), halves[0])


def _column(criterion: str | int, criteria: tuple[str, ...]) -> int:
    if isinstance(criterion, int) and not isinstance(criterion, bool) and 0 <= criterion < len(criteria):
        return criterion
    if criterion not in criteria:
        message = f"There is no criterion {criterion!r}."
        raise MethodError(message, hint=nearest(str(criterion), criteria))
    return criteria.index(str(criterion))


def _index(pair: Named, given: object) -> float:
    if isinstance(given, (int, float)) and -1.0 <= given <= 1.0:
        return float(given)
    message = f"The interaction of {pair!r} is {given!r}."
    raise MethodError(message, hint="It lies between -1 (one is enough) and 1 (only both count).")
