"""Reading one cell as a number, a direction or a weight; what is not one is said, never guessed."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.formats.table.grid import Cell

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)

WITH_COMMA = re.compile(r"[+-]?\d+(,\d+)+", re.ASCII)

DIRECTIONS = {
    **dict.fromkeys(("maximize", "maximise", "max", "benefit", "larger", "+1", "1", "+"), 1),
    **dict.fromkeys(("minimize", "minimise", "min", "cost", "smaller", "-1", "-", "−"), -1),
}
"""The words for a direction, at the border; within, there are only +1 and -1."""


class NotReadableError(ValueError):
    """A cell that is not what should stand there; its text says what was found, `hint` what to do."""

    def __init__(self, found: str, hint: str = "") -> None:
        super().__init__(found)
        self.found = found
        self.hint = hint


def to_number(cell: Cell) -> float:
    """Return a cell as a finite number.

    Raises
    ------
    NotReadableError
        When it is empty or no number.
    """
    if cell is None:
        found = "nothing stands here."
        hint = "Missing is not zero: fill the cell, or leave the option or criterion out."
        raise NotReadableError(found, hint)
    if isinstance(cell, float):
        if not isfinite(cell):
            found = f"{cell} is no finite number."
            raise NotReadableError(found)
        return cell
    text = cell.strip()
    if NUMBER.fullmatch(text):
        return to_number(float(text))
    hint = "Write digits with a decimal point, without units, spaces or separators of thousands."
    if WITH_COMMA.fullmatch(text):
        hint = "A comma can mean a decimal or a separator of thousands: write a decimal point and no separators."
    found = f"{text[:40]!r} is no number."
    raise NotReadableError(found, hint)


def to_direction(cell: Cell) -> int:
    """Return +1 or -1.

    Raises
    ------
    NotReadableError
        When it is no direction.
    """
    text = "" if cell is None else f"{cell:g}" if isinstance(cell, float) else cell.strip().lower()
    if text not in DIRECTIONS:
        found = f"{text[:40]!r} is no direction." if text else "no direction stands here."
        hint = "Use maximize or minimize (or max, min, +1, -1)."
        raise NotReadableError(found, hint)
    return DIRECTIONS[text]
