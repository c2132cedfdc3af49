"""A scatter: options by two sides' gains, in quarters that say who gains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.pictures.braille import Canvas
from workbench.tui.pictures.marks import letter
from workbench.tui.text.fitting import crop

if TYPE_CHECKING:
    from workbench.model.picture import Scatter
    from workbench.tui.text.line import Line

LOWEST, HIGHEST = 7, 28
WIDEST = 100
LEAST_REACH = 10.0
"""Points that the axes show at least on each side of 0."""
NEAR = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, -1), (0, 2), (0, -2), (1, -1), (-1, 1))
"""Cells beside a point, where another at the same place is put."""


def scatter(picture: Scatter, width: int, height: int) -> list[Line]:
    """Return the map with its letters, and below it who they are."""
    names = [
        ((letter(place), "picked"), (f" {each.label}: {_signed(each.x)}, {_signed(each.y)}  {each.zone}", ""))
        for place, each in enumerate(picture.points)
    ]
    rows = max(LOWEST, min(HIGHEST, height - len(names) - 4))
    box = Canvas(max(24, min(WIDEST, width - 2)), rows)
    reach = max([LEAST_REACH, *(abs(value) * 1.1 for each in picture.points for value in (each.x, each.y))])
    middle = box.cell(0.5, 0.5)
    for column in range(box.width):
        box.mark((middle[0], column), "─", "rule")
    for row in range(box.height):
        box.mark((row, middle[1]), "│", "rule")
    box.mark(middle, "┼", "rule")
    _quarters(picture, box, middle)
    taken: set[tuple[int, int]] = set()
    for place, each in enumerate(picture.points):
        row, column = box.cell(0.5 + each.x / reach / 2, 0.5 + each.y / reach / 2)
        spots = [(row, column), *((row + down, column + across) for down, across in NEAR)]
        spot = next((spot for spot in spots if spot not in taken), (row, column))
        taken.add(spot)
        box.mark(spot, letter(place), "picked")
    head = (
        (f"↑ {picture.y_label}", "strong"),
        (f"   → {picture.x_label}   axes cross at 0, ends at ±{reach:.0f}", "dim"),
    )
    return [head, *box.lines(), *names]


def _quarters(picture: Scatter, box: Canvas, middle: tuple[int, int]) -> None:
    """Write each quarter's name into its corner."""
    room = max(0, middle[1] - 1)
    corners = ((0, 0), (0, box.width), (box.height - 1, 0), (box.height - 1, box.width))
    for text, (row, edge) in zip(picture.quarters, corners, strict=True):
        short = crop(text, room)
        start = edge if edge == 0 else edge - len(short)
        for at, character in enumerate(short):
            box.mark((row, start + at), character, "dim")


def _signed(value: float) -> str:
    """Return a gain with its sign; nothing gained has none."""
    text = f"{value:+.1f}"
    return "0.0" if text in {"+0.0", "-0.0"} else text
