"""Numbers of things in words."""

from __future__ import annotations

MANY = {"criterion": "criteria", "criterion or group": "criteria and groups", "level of groups": "levels of groups"}
"""What is not made many of by an s."""


def counted(count: int, what: str) -> str:
    """Return a number of things in words."""
    return f"{count} {what if count == 1 else MANY.get(what, f'{what}s')}"
