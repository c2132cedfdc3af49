"""Cell references as numbers, without openpyxl: rows and columns from 1."""

from __future__ import annotations

import re

PLACE = re.compile(r"\$?([A-Za-z]{1,7})\$?([0-9]{1,10})", re.ASCII)

BEYOND = 10**9
"""Row and column of what is no place: more than any limit."""


class NoRangeError(ValueError):
    """What should name a range of cells does not."""


def place_of(reference: str) -> tuple[int, int]:
    """Return the row and the column of a cell; what is no cell lies beyond every limit."""
    found = PLACE.fullmatch(reference)
    if found is None:
        return BEYOND, BEYOND
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def area_of(reference: str) -> int:
    """Return how many cells a range has.

    Raises
    ------
    NoRangeError
        When it is no range.
    """
    first, _, last = reference.partition(":")
    corners = place_of(first), place_of(last or first)
    if BEYOND in corners[0] or BEYOND in corners[1]:
        raise NoRangeError(reference)
    return (abs(corners[1][0] - corners[0][0]) + 1) * (abs(corners[1][1] - corners[0][1]) + 1)
