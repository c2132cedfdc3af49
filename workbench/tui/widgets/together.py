"""Drawing at the end of what goes on: once for all that changed, however often it did."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class Drawn(Protocol):
    """Something that draws again what of it has changed."""

    def redraw(self) -> None:
        """Draw again."""


_waiting: dict[Drawn, None] | None = None
"""What is to be drawn at the end; None while each is drawn at once."""


def waits(area: Drawn) -> bool:
    """Return whether an area is drawn later, at the end of what goes on."""
    if _waiting is None:
        return False
    _waiting[area] = None
    return True


@contextmanager
def drawn_once() -> Iterator[None]:
    """Have everything that is to be drawn again in here drawn once, at the end."""
    global _waiting  # noqa: PLW0603 - one screen, and one thread that draws on it
    if _waiting is not None:
        yield
        return
    waiting = _waiting = {}
    try:
        yield
    finally:
        _waiting = None
        for area in waiting:
            area.redraw()
