"""Numbers as they are typed and shown: a decimal point everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.model.criterion import MeasuredScale

if TYPE_CHECKING:
    from workbench.model.criterion import Leaf

_NUMBER = re.compile(r"-?([0-9]+\.?[0-9]*|\.[0-9]+)")
_LONGEST = 7
"""Characters of a number before it is rounded to be shown."""


def shown(value: float) -> str:
    """Return a raw performance as short text."""
    text = f"{value:.10g}"
    return text if len(text) <= _LONGEST else f"{value:.4g}"


def unit_of(leaf: Leaf) -> str:
    """Return the unit that follows a leaf's numbers, with a space before it, if there is one."""
    return f" {leaf.scale.unit}" if isinstance(leaf.scale, MeasuredScale) else ""


def range_of(leaf: Leaf) -> str:
    """Return the words for the range of a leaf's scale."""
    return f"from {shown(leaf.scale.low)} to {shown(leaf.scale.high)}{unit_of(leaf)}"


def read_number(text: str, leaf: Leaf) -> float:
    """Return the number that was typed for a leaf.

    Raises
    ------
    ValueError
        When it is no number or outside the leaf's scale; the message says the range.
    """
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        message = f"“{text}” is not a number. Type one {range_of(leaf)}."
        raise ValueError(message)
    value = float(text)
    if not leaf.scale.low <= value <= leaf.scale.high:
        message = f"{text} is outside the scale. Type a number {range_of(leaf)}."
        raise ValueError(message)
    return value + 0.0  # no minus zero


def read_bare(text: str) -> float:
    """Return a number that was typed, whatever its size.

    Raises
    ------
    ValueError
        When it is none.
    """
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        message = f"“{text}” is not a number."
        raise ValueError(message)
    return float(text) + 0.0
