"""Marks that pictures share: letters for lines and points, fills for parts, shades for values."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.tui.text.fitting import fit, told_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.tui.text.line import Line, Span

LETTERS = ascii_uppercase + ascii_lowercase
FILLS = "█▒▓░▞╳=·"
"""Parts of a bar, told apart by their shape."""
STYLES = ("bar", "good", "warn", "bad", "strong", "dim")
"""Styles of a colour of their own in every theme."""
DASHES = (("──", ()), ("╌╌", (5, 4)), ("··", (1, 3)), ("─·", (7, 3, 1, 3)))
"""Kinds of lines, told apart by their shape: a sample for the legend, and the dots that are drawn and left out."""
SHADES = " ░▒▓█"
"""Fifths of 0 to 100."""
WIDEST_LABEL = 30
"""Cells of a label where a third of the picture is not more."""


def letter(place: int) -> str:
    """Return the letter of a line or a point; after the last one they begin again."""
    return LETTERS[place % len(LETTERS)]


def line_style(place: int) -> str:
    """Return the style of a line or a point."""
    return STYLES[place % len(STYLES)]


def dash(place: int) -> tuple[str, tuple[int, ...]]:
    """Return how a line is drawn: a sample, and its dots drawn and left out by turns; none for a whole line."""
    return DASHES[place % len(DASHES)]


def fill(place: int) -> Span:
    """Return the fill of a part and its style."""
    return FILLS[place % len(FILLS)], line_style(place)


def shade(value: float) -> str:
    """Return the shade of a value from 0 to 100; the darker, the larger."""
    return SHADES[min(4, max(0, int(value // 20)))]


def labels(names: Sequence[str], width: int, depths: Sequence[int] = ()) -> list[str]:
    """Return names of one width that stay different, at most two fifths of the picture's; a figure is never cut.

    Parameters
    ----------
    depths
        How far each is moved to the right, two cells a step.
    """
    moved = [2 * depth for depth in depths] or [0] * len(names)
    longest = max((cell_len(name) + by for name, by in zip(names, moved, strict=True)), default=0)
    room = min(longest, max(8, 2 * width // 5), max(WIDEST_LABEL, width // 3))
    short = _shortened(names, room - max(moved)) if longest > room else names
    fitting = [name if cell_len(name) + by <= room else cut for name, cut, by in zip(names, short, moved, strict=True)]
    return [fit(" " * by + name, room) for name, by in zip(fitting, moved, strict=True)]


def _shortened(names: Sequence[str], room: int) -> list[str]:
    """Return names cut to a width, whole where they end: a percentage there stays."""
    parts = [name.rpartition(" ") if name.endswith("%") else (name, "", "") for name in names]
    ends = [f"{gap}{end}" for _, gap, end in parts]
    words = told_apart([head for head, _, _ in parts], max(1, room - max(map(cell_len, ends))))
    return [word + end for word, end in zip(words, ends, strict=True)]


def legend(entries: Sequence[tuple[Span, str]], width: int) -> list[Line]:
    """Return what the marks mean, as many on a line as there is room for."""
    lines: list[Line] = []
    spans: list[Span] = []
    used = 0
    for mark, text in entries:
        cells = cell_len(mark[0]) + 1 + cell_len(text) + 3
        if spans and used + cells > width:
            lines.append(tuple(spans))
            spans, used = [], 0
        spans += [mark, (f" {text}   ", "")]
        used += cells
    return [*lines, tuple(spans)] if spans else lines
