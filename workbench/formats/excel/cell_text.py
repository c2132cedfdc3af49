"""What a cell can hold: text without what no sheet holds, and finite numbers."""

from __future__ import annotations

import math
import re

from workbench.errors import ExportError

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767

LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads _x0041_ as the letter A."""


def safe(text: str) -> str:
    """Return text as a cell can hold it, or refuse it.

    Raises
    ------
    ExportError
        When a character or the length is beyond what a sheet can hold.
    """
    found = ILLEGAL.search(text)
    if found:
        message = f"The text {text[:40]!r} contains the character U+{ord(found.group()):04X}, which no sheet can hold."
        raise ExportError(message, hint="Remove it where it comes from.")
    if len(text) * 2 > LONGEST and len(text.encode("utf-16-le")) // 2 > LONGEST:
        message = f"The text {text[:40]!r}… is longer than the {LONGEST:,} characters of a cell."
        raise ExportError(message, hint="Shorten it where it comes from.")
    return LOOKS_ESCAPED.sub("_x005F_", text.replace("\r\n", "\n").replace("\r", "\n"))


def finite(number: float, where: str) -> float:
    """Return a number, or refuse what openpyxl would silently write as an empty cell."""
    if not math.isfinite(number):
        message = f"{where} would hold {number}, which is no number a sheet can hold."
        raise ExportError(message)
    return number
