"""Heat maps, each cell with its number, and profile lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.html.svg import (
    CHARACTER,
    FILLS,
    INK,
    QUIET,
    RULE,
    WIDTH,
    Drawing,
    broken,
    legend,
    legend_height,
)

if TYPE_CHECKING:
    from workbench.model.picture import HeatMap, Tracks

LEFT, WIDEST = 230.0, 300.0
"""Room for the labels of rows, at least and at most."""

ROW, LINE, INDENT = 22.0, 14.0, 12.0
HALF = 55.0
"""Worth above which a cell is dark enough to be written on in white."""


def draw_heat_map(picture: HeatMap) -> Drawing:
    """Return rows of cells, dark where the worth is high; a cell without a number is a dash."""
    left = _room(picture)
    width = (WIDTH - left) / max(len(picture.columns), 1)
    heads = [broken(name, width - 4.0) for name in picture.columns]
    top = 12.0 + LINE * max(map(len, heads), default=1)
    drawing = Drawing(top + ROW * len(picture.rows) + 8.0)
    for at, head in enumerate(heads):
        for number, line in enumerate(reversed(head)):
            y = top - 10.0 - LINE * number
            drawing.write(left + width * (at + 0.5), y, line, anchor="middle", most=width - 4.0, bold=True)
    for number, row in enumerate(picture.rows):
        y = top + ROW * number
        indent = INDENT * row.depth
        drawing.write(indent, y + 15.0, row.label, most=left - indent - 6.0, bold=not row.values)
        for at, value in enumerate(row.values):
            x = left + width * at
            drawing.box(x, y, width, ROW, shade(value) if value is not None else "#ffffff")
            ink = "#ffffff" if value is not None and value > HALF else INK
            drawing.write(x + width / 2, y + 15.0, "–" if value is None else f"{value:.0f}", anchor="middle", ink=ink,
                          size=11.0)  # fmt: skip
    return drawing


def _room(picture: HeatMap) -> float:
    """Return how much room the rows' labels take: what they need, within limits."""
    needed = [INDENT * row.depth + CHARACTER * len(row.label) + 8.0 for row in picture.rows]
    return min(WIDEST, max([LEFT, *needed]))


def shade(value: float) -> str:
    """Return the colour of a worth from 0 (almost white) to 100 (dark blue)."""
    share = min(max(value / 100.0, 0.0), 1.0)
    light, dark = (236, 241, 246), (18, 67, 109)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(light, dark, strict=True))


def draw_tracks(picture: Tracks) -> Drawing:
    """Return for each criterion a line from worst to best with every option's place on it."""
    top = legend_height(picture.names) + 26.0
    drawing = Drawing(top + ROW * len(picture.rows) + 8.0)
    legend(drawing, picture.names, 12.0)
    right = WIDTH - 20.0
    drawing.write(LEFT, top - 8.0, picture.ends[0], anchor="middle", ink=QUIET, size=11.0)
    drawing.write(right, top - 8.0, picture.ends[1], anchor="middle", ink=QUIET, size=11.0)
    for number, row in enumerate(picture.rows):
        y = top + ROW * number + ROW / 2
        drawing.write(12.0 * row.depth, y + 4.0, row.label, most=LEFT - 12.0 * row.depth - 14.0, bold=not row.values)
        if row.values:
            drawing.line(LEFT, y, right, y, ink=RULE, wide=2.0)
        for place, value in enumerate(row.values):
            if value is not None:
                x = LEFT + (right - LEFT) * value / 100.0
                drawing.dot(x, y, FILLS[place % len(FILLS)], radius=7.0 - min(place, 4))
    return drawing
