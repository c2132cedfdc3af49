"""Bars of parts from 0, and tornados."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.html.svg import FILLS, INK, QUIET, RULE, WIDTH, Drawing, legend, legend_height, ticks

if TYPE_CHECKING:
    from workbench.model.picture import Bars, Tornado

LEFT, RIGHT = 210.0, 90.0
"""Room for labels on both sides."""

ROW, BAR = 30.0, 20.0


def draw_bars(picture: Bars) -> Drawing:
    """Return stacked bars; an open end is an empty frame behind the parts."""
    several = len(picture.names) > 1
    top = legend_height(picture.names) + 8.0 if several else 6.0
    drawing = Drawing(top + ROW * len(picture.bars) + 26.0)
    if several:
        legend(drawing, picture.names, 12.0)
    full = picture.full or 1.0

    def across(value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * max(value, 0.0) / full

    bottom = top + ROW * len(picture.bars)
    for tick in ticks(0.0, full):
        drawing.line(across(tick), top, across(tick), bottom, ink=RULE)
        drawing.write(across(tick), bottom + 16.0, f"{tick:g}", anchor="middle", ink=QUIET, size=11.0)
    for row, bar in enumerate(picture.bars):
        y = top + ROW * row + (ROW - BAR) / 2
        drawing.write(LEFT - 8.0, y + 15.0, bar.label, anchor="end", most=LEFT - 12.0)
        if bar.high is not None:
            drawing.box(LEFT, y, across(bar.high) - LEFT, BAR, "#ffffff", edge=INK)
        begin = 0.0
        for place, part in enumerate(bar.parts):
            drawing.box(across(begin), y, across(begin + part) - across(begin), BAR, FILLS[place % len(FILLS)])
            begin += part
        end = max(across(begin), across(bar.high) if bar.high is not None else 0.0)
        drawing.write(end + 6.0, y + 15.0, bar.end, most=RIGHT)
    drawing.line(LEFT, top, LEFT, bottom)
    return drawing


def draw_tornado(picture: Tornado) -> Drawing:
    """Return how far each input moves the figure to both sides, the base and where the finding turns."""
    shown = picture.swings[:MOST_SWINGS]
    top, bottom = 20.0, 20.0 + 24.0 * len(shown)
    drawing = Drawing(bottom + 26.0)
    ends = [end for each in shown for end in (each.low, each.high)]
    low, high = min([*ends, picture.base, picture.turning]), max([*ends, picture.base, picture.turning])
    span = high - low or 1.0
    left = LEFT + 60.0

    def across(value: float) -> float:
        return left + (WIDTH - left - 20.0) * (value - low) / span

    for tick in ticks(low, high):
        drawing.line(across(tick), top, across(tick), bottom, ink=RULE)
        drawing.write(across(tick), bottom + 16.0, f"{tick:g}", anchor="middle", ink=QUIET, size=11.0)
    for row, swing in enumerate(shown):
        y = top + 24.0 * row + 4.0
        drawing.write(left - 8.0, y + 12.0, swing.label, anchor="end", most=left - 12.0)
        for place, end in enumerate((swing.low, swing.high)):
            begin, width = min(across(picture.base), across(end)), abs(across(end) - across(picture.base))
            drawing.box(begin, y, width, 16.0, FILLS[place], edge=INK)
    drawing.line(across(picture.base), top, across(picture.base), bottom, wide=2.0)
    drawing.line(across(picture.turning), top - 4.0, across(picture.turning), bottom, dash="4 3", wide=2.0)
    drawing.write(across(picture.base), 12.0, "now", anchor="middle", size=11.0)
    if abs(across(picture.turning) - across(picture.base)) > ROOM:
        drawing.write(across(picture.turning), 12.0, "turns", anchor="middle", size=11.0)
    return drawing


MOST_SWINGS = 16
"""Rows of a tornado; those that move less stand in the table."""

ROOM = 34.0
"""How far two words must be apart to be read."""
