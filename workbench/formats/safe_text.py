"""Text that a spreadsheet will not take for a formula."""

from __future__ import annotations

RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet reads as the start of a formula, or strips before one."""


def csv_safe(text: str) -> str:
    """Return text for a CSV cell: with an apostrophe in front where a spreadsheet would calculate it."""
    return f"'{text}" if text.startswith(RISKY_STARTS) else text
