"""Bars of parts: contributions to totals, shares of ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.tui.pictures.marks import fill, labels, legend

if TYPE_CHECKING:
    from workbench.model.picture import Bar, Bars
    from workbench.tui.text.line import Line, Span

OPEN = "?", "dim"
"""What stands where a total is not known."""
THICKEST = 3
"""Lines of one bar."""


def bars(picture: Bars, width: int, height: int) -> list[Line]:
    """Return the bars, thicker where there is room."""
    names = labels([each.label for each in picture.bars], width)
    ends = max((cell_len(each.end) for each in picture.bars), default=0)
    room = max(8, width - cell_len(names[0] if names else "") - ends - 3)
    marks = [(fill(place), name) for place, name in enumerate(picture.names)]
    if any(each.high is not None for each in picture.bars):
        marks.append((OPEN, "open: scores are missing"))
    key = legend(marks, width)
    free = height - len(key) - 2
    thick = max(1, min(THICKEST, free // max(1, len(picture.bars)) - 1))
    lines: list[Line] = [*key]
    for name, each in zip(names, picture.bars, strict=True):
        drawn = _parts(each, picture.full, room)
        lines.append(((name, "strong"), (" ", ""), *drawn, (f" {each.end}", "strong")))
        lines += [((" " * cell_len(name) + " ", ""), *drawn) for _ in range(thick - 1)]
        lines += [()] if thick > 1 else []
    indent = " " * (cell_len(names[0] if names else "") + 1)
    top = f"{picture.full:g}" if picture.full > 1 else f"{picture.full:.0%}"
    lines.append(((indent, ""), (f"0{'┄' * max(0, room - 1 - len(top))}{top}", "track")))
    return lines


def _parts(each: Bar, full: float, room: int) -> list[Span]:
    """Return one bar: parts up to the total, marks on to what is possible, then a track."""
    spans: list[Span] = []
    done, used = 0.0, 0
    for place, part in enumerate(each.parts):
        done += max(0.0, part)
        end = min(room, round(done / full * room))
        character, style = fill(place)
        spans.append((character * (end - used), style))
        used = end
    if each.high is not None:
        end = max(used, min(room, round(each.high / full * room)))
        spans.append((OPEN[0] * (end - used), OPEN[1]))
        used = end
    return [*spans, ("┄" * (room - used), "track")]
