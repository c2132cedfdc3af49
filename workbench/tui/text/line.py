"""Lines of the screen as data: pieces of text, each with the name of its style."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len

from workbench.tui.text.fitting import crop

if TYPE_CHECKING:
    from collections.abc import Iterable

Span: TypeAlias = tuple[str, str]
"""Text and the name of its style; the empty name is the area's own style."""

Line: TypeAlias = tuple[Span, ...]


def width_of(line: Line) -> int:
    """Return how many cells a line takes."""
    return sum(cell_len(text) for text, _ in line)


def text_of(line: Line) -> str:
    """Return a line's bare text."""
    return "".join(text for text, _ in line)


def clipped(line: Iterable[Span], width: int) -> Line:
    """Return a line in at most so many cells."""
    kept: list[Span] = []
    room = width
    for text, style in line:
        if room <= 0:
            break
        short = crop(text, room)
        kept.append((short, style))
        room -= cell_len(short)
    return tuple(kept)


def spread(left: Line, right: Line, width: int, filler: str = " ", style: str = "") -> Line:
    """Return a line with its parts at both ends; the left part gives way."""
    room = max(0, width - width_of(right))
    left = clipped(left, room)
    gap = room - width_of(left)
    return (*left, (filler * gap, style), *right)
