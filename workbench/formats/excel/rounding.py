"""Numbers as a sheet turns them into text: rounded half away from zero on 15 digits, no trailing zeros."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def shown(number: float, digits: int = 2) -> str:
    """Return the text of ROUND(number, digits) & ""."""
    rounded = Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return f"{float(rounded) + 0.0:.15g}"
