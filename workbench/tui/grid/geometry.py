"""How the grid divides its width: labels, weights, and as many options as fit."""

from __future__ import annotations

from typing import NamedTuple

WEIGHT = 5
"""Cells of the weight column, with the space behind it."""
EDGE = 2
"""Cells before a label (the mark of the current row) and behind it (the mark of the direction)."""
NARROWEST_LABEL = 18
ROOMY, ROOMY_LABEL = 80, 26
"""From this width on, labels keep more cells even when not every option fits."""
COMFORTABLE_LABEL = 32
WIDEST_LABEL = 56
MARKS = 4
"""Cells in a column beside the number: its height, whose it is, whether reasoned, and a space."""
COMFORTABLE_CELL = 12
WIDEST_CELL = 16


class Geometry(NamedTuple):
    """Widths of the grid's columns and lines of its heading."""

    label: int
    number: int
    cell: int
    columns: int
    """How many options are seen at once."""
    head: int

    @property
    def side(self) -> int:
        """Cells before the first option."""
        return EDGE + self.label + WEIGHT

    def x_of(self, place: int) -> int:
        """Return where the column begins that is seen at a place."""
        return self.side + place * self.cell


def divide(width: int, height: int, n_options: int, number: int, longest: int) -> Geometry:
    """Return the geometry for a size.

    Parameters
    ----------
    number, longest
        Cells of the longest number and of the longest label with its indent.
    """
    cell = number + MARKS
    narrowest = ROOMY_LABEL if width >= ROOMY else NARROWEST_LABEL
    spare = width - EDGE - narrowest - WEIGHT
    columns = min(n_options, max(1, spare // cell))
    extra = max(0, spare - columns * cell)
    whole = columns == n_options > 0
    label = narrowest + _part(extra, min(longest, COMFORTABLE_LABEL) - narrowest)
    extra -= label - narrowest
    wider = _part(extra // columns, COMFORTABLE_CELL - cell) if whole else 0
    extra -= wider * columns
    longer = _part(extra, min(longest, WIDEST_LABEL) - label)
    widest = _part((extra - longer) // columns, WIDEST_CELL - cell - wider) if whole else 0
    head = 3 if height >= 10 else 2 if height >= 6 else 1  # noqa: PLR2004 - short grids keep short headings
    return Geometry(label + longer, number, cell + wider + widest, columns, head)


def _part(there: int, wanted: int) -> int:
    """Return as much of what is there as is wanted."""
    return max(0, min(there, wanted))
