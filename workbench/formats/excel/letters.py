"""How wide text is in Calibri, and how many lines it fills, which no program says before it shows them."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from unicodedata import east_asian_width

FIRST = " "
WIDTHS = (
    *(226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386, 507, 507, 507, 507, 507, 507),
    *(507, 507, 507, 507, 268, 268, 498, 498, 498, 463, 894, 579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520),
    *(420, 855, 646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468, 307, 386, 307, 498, 498, 291, 479),
    *(525, 423, 525, 498, 305, 471, 525, 230, 239, 455, 230, 799, 525, 527, 525, 525, 349, 391, 335, 525, 452, 715),
    *(433, 453, 395, 314, 460, 314, 498),
)
"""Of the letters from the blank to the tilde, in thousandths of the size."""

BOLD = 1.03
"""How much wider bold letters are."""

OTHER, WIDE = 530, 1_000
"""Of a letter that is not in the list, and of a square one."""

COLUMN, PADDING = 5.25, 4.0
"""Points of a column's width for each character, and what stays free at its edges."""

SAFETY = 0.96
"""What part of a line is filled: programs differ in where they break."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return a line's width in points."""
    return sum(map(_letter, text)) * size / 1000 * (BOLD if bold else 1.0)


@lru_cache(maxsize=4096)
def _letter(letter: str) -> int:
    place = ord(letter) - ord(FIRST)
    if 0 <= place < len(WIDTHS):
        return WIDTHS[place]
    return WIDE if east_asian_width(letter) in "WF" else OTHER


@lru_cache(maxsize=1 << 15)
def count_lines(text: str, column: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines a text fills in a column that is so many characters wide."""
    free = max(COLUMN * column - PADDING, size) * SAFETY
    return sum(_count(part, free, size, bold) for part in text.split("\n"))


def _count(part: str, free: float, size: float, bold: bool) -> int:  # noqa: FBT001 - called here only
    lines, used = 1, 0.0
    blank = text_width(" ", size, bold=bold)
    for word in part.split(" "):
        width = text_width(word, size, bold=bold)
        if used and used + blank + width > free:
            lines, used = lines + 1, 0.0
        if width > free:
            more = ceil(width / free) - 1
            lines, used = lines + more, width - more * free
        else:
            used += width + (blank if used else 0.0)
    return lines
