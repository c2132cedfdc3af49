"""Pictures on two axes: lines over one weight, points of two sides' gains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.html.svg import DASHES, FILLS, INK, QUIET, RULE, WIDTH, Drawing, legend, legend_height, ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.picture import Curve, Scatter

LEFT, RIGHT, HEIGHT = 60.0, 20.0, 300.0


def draw_curve(picture: Curve) -> Drawing:
    """Return lines over one axis, where things are now, and where lines meet."""
    names = tuple(each.label for each in picture.lines)
    top = legend_height(names) + 10.0
    bottom = top + HEIGHT
    drawing = Drawing(bottom + 44.0)
    legend(drawing, names, 12.0)
    x_span, y_span = _ends(picture.places), _ends([value for each in picture.lines for value in each.values])

    def at(x: float, y: float) -> tuple[float, float]:
        return _place(x, x_span, LEFT, WIDTH - RIGHT), _place(y, y_span, bottom, top)

    for tick in ticks(*x_span):
        x, _ = at(tick, y_span[0])
        drawing.line(x, top, x, bottom, ink=RULE)
        drawing.write(x, bottom + 16.0, f"{tick:g}", anchor="middle", ink=QUIET, size=11.0)
    for tick in ticks(*y_span):
        _, y = at(x_span[0], tick)
        drawing.line(LEFT, y, WIDTH - RIGHT, y, ink=RULE)
        drawing.write(LEFT - 6.0, y + 4.0, f"{tick:g}", anchor="end", ink=QUIET, size=11.0)
    for place, line in enumerate(picture.lines):
        points = [at(x, y) for x, y in zip(picture.places, line.values, strict=True)]
        ink = LINES[place % len(LINES)]
        drawing.path(points, ink=ink, dash=DASHES[place % len(DASHES)], wide=2.5)
        drawing.dot(*points[-1], FILLS[place % len(FILLS)], radius=4.0)
    now, _ = at(picture.now, y_span[0])
    drawing.line(now, top, now, bottom, wide=2.0, dash="1 3")
    drawing.write(now + 4.0, top + 12.0, "now", size=11.0)
    for x, y, _ in picture.meetings:
        drawing.dot(*at(x, y), "#ffffff", radius=4.0)
    drawing.write((LEFT + WIDTH) / 2, bottom + 36.0, picture.x_label, anchor="middle")
    return drawing


LINES = ("#12436d", "#9c5a00", "#1f6b61", "#51677c", "#7a3b69", "#6b5c33")
"""The fills, dark enough to be lines on white."""


def draw_scatter(picture: Scatter) -> Drawing:
    """Return points on two axes that cross at 0, with the name of each quarter in its corner."""
    top, bottom = 14.0, 14.0 + HEIGHT + 60.0
    drawing = Drawing(bottom + 44.0)
    x_span = _ends([*(each.x for each in picture.points), 0.0], margin=0.15)
    y_span = _ends([*(each.y for each in picture.points), 0.0], margin=0.15)

    def at(x: float, y: float) -> tuple[float, float]:
        return _place(x, x_span, LEFT, WIDTH - RIGHT), _place(y, y_span, bottom, top)

    zero = at(0.0, 0.0)
    drawing.box(LEFT, top, WIDTH - RIGHT - LEFT, bottom - top, "#ffffff", edge=RULE)
    drawing.line(zero[0], top, zero[0], bottom)
    drawing.line(LEFT, zero[1], WIDTH - RIGHT, zero[1])
    for tick in ticks(*x_span):
        drawing.write(at(tick, 0)[0], bottom + 16.0, f"{tick:g}", anchor="middle", ink=QUIET, size=11.0)
    for tick in ticks(*y_span):
        drawing.write(LEFT - 6.0, at(0, tick)[1] + 4.0, f"{tick:g}", anchor="end", ink=QUIET, size=11.0)
    corners = ((LEFT + 6.0, top + 16.0), (WIDTH - RIGHT - 6.0, top + 16.0),
               (LEFT + 6.0, bottom - 8.0), (WIDTH - RIGHT - 6.0, bottom - 8.0))  # fmt: skip
    for place, (name, (x, y)) in enumerate(zip(picture.quarters, corners, strict=True)):
        drawing.write(x, y, name, anchor="end" if place % 2 else "start", ink=QUIET, size=11.0)
    for place, (x, y, label) in enumerate(_together(picture)):
        px, py = at(x, y)
        drawing.dot(px, py, FILLS[place % len(FILLS)], radius=6.0)
        right = px < WIDTH * 0.6
        drawing.write(px + (10.0 if right else -10.0), py - 8.0, label, anchor="start" if right else "end", most=320.0)
    drawing.write((LEFT + WIDTH) / 2, bottom + 36.0, f"{picture.x_label} →", anchor="middle")
    drawing.write(LEFT, 10.0, f"↑ {picture.y_label}", ink=INK)
    return drawing


def _together(picture: Scatter) -> list[tuple[float, float, str]]:
    """Return the points, those at one place under one label."""
    places: dict[tuple[float, float], list[str]] = {}
    for each in picture.points:
        places.setdefault((each.x, each.y), []).append(each.label)
    return [(x, y, ", ".join(labels)) for (x, y), labels in places.items()]


def _ends(values: Sequence[float], margin: float = 0.0) -> tuple[float, float]:
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if low == high:
        low, high = low - 1.0, high + 1.0
    room = (high - low) * margin
    return low - room, high + room


def _place(value: float, span: tuple[float, float], begin: float, end: float) -> float:
    return begin + (end - begin) * (value - span[0]) / (span[1] - span[0])
