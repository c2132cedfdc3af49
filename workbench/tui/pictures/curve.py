"""Curves: lines over one axis, each with its letter and its dashes, what is now, and where they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.pictures.braille import Canvas
from workbench.tui.pictures.marks import dash, legend, letter, line_style

if TYPE_CHECKING:
    from workbench.model.picture import Curve
    from workbench.tui.text.line import Line

AXIS = 6
"""Cells of the figures on the left."""
LOWEST, HIGHEST = 6, 30
"""Lines of the plot."""
FLAT = 1e-6
"""Points within which all lines are one level line."""
MEETING, NOW = "◆", "┊"


def curve(picture: Curve, width: int, height: int) -> list[Line]:
    """Return the curves in a box, with a legend above and the axis below."""
    key = [
        ((f"{letter(place)} {dash(place)[0]}", line_style(place)), each.label)
        for place, each in enumerate(picture.lines)
    ]
    key += [((NOW, "strong"), f"now {picture.now:.1%}")]
    key += [((MEETING, "picked"), "another comes on top")] if picture.meetings else []
    head = legend(key, width)
    box = Canvas(max(20, width - AXIS - 2), max(LOWEST, min(HIGHEST, height - len(head) - 3)))
    low, high = _reach(picture)
    left, right = picture.places[0], picture.places[-1]

    def across(x: float) -> float:
        return (x - left) / (right - left) if right > left else 0.0

    def upwards(y: float) -> float:
        return (y - low) / (high - low)

    for place, each in enumerate(picture.lines):
        points = [(across(x), upwards(y)) for x, y in zip(picture.places, each.values, strict=True)]
        box.line(points, line_style(place), dash(place)[1])
    for row in range(box.height):
        cell = (row, box.cell(across(picture.now), 0)[1])
        if box.is_free(cell):
            box.mark(cell, NOW, "strong")
    _letters(picture, box)
    for x, y, _ in picture.meetings:
        box.mark(box.cell(across(x), upwards(y)), MEETING, "picked")
    return [*head, *_framed(box, low, high), *_below(picture, box)]


def _reach(picture: Curve) -> tuple[float, float]:
    """Return the ends of the upright axis, a little beyond the lines."""
    values = [value for each in picture.lines for value in each.values]
    low, high = min(values, default=0.0), max(values, default=1.0)
    pad = (high - low) * 0.05 if high - low > FLAT else 1.0
    return low - pad, high + pad


def _letters(picture: Curve, box: Canvas) -> None:
    """Put each line's letter on it at places of its own, so that lines are told apart without colours."""
    low, high = _reach(picture)
    count, last = len(picture.lines), len(picture.places) - 1
    for place, each in enumerate(picture.lines):
        for start in (0.02, 0.35, 0.68):
            part = start + 0.3 * (place + 0.5) / max(1, count)
            y = (each.values[round(part * last)] - low) / (high - low)
            box.mark(box.cell(round(part * last) / max(1, last), y), letter(place), line_style(place))


def _framed(box: Canvas, low: float, high: float) -> list[Line]:
    lines: list[Line] = []
    for row, line in enumerate(box.lines()):
        shown = row in {0, box.height // 2, box.height - 1}
        value = high - (high - low) * row / max(1, box.height - 1)
        lines.append(((f"{value:{AXIS}.1f}" if shown else " " * AXIS, "dim"), ("┤" if shown else "│", "rule"), *line))
    return lines


def _below(picture: Curve, box: Canvas) -> list[Line]:
    ends = f"{picture.places[0]:.0%}", picture.x_label, f"{picture.places[-1]:.0%}"
    room = box.width - len(ends[0]) - len(ends[2])
    indent = " " * AXIS
    return [
        ((indent, ""), ("└" + "─" * box.width, "rule")),
        ((indent + " ", ""), (f"{ends[0]}{ends[1]:^{max(0, room)}}{ends[2]}", "dim")),
    ]
