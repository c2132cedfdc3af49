"""Text that a terminal shows and does not obey."""

from __future__ import annotations

import re

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters other than line feed and tab, what turns the writing direction, and halves of characters."""


def printable(text: str) -> str:
    r"""Return text with every character that a terminal would obey spelled out, as in `\x1b`."""
    return _OBEYED.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
