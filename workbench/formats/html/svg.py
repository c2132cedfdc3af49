"""What all drawings share: a growing sheet, lines, rectangles, texts, and colours that differ in grey as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.html.tags import Markup, tag

if TYPE_CHECKING:
    from typing import Literal

WIDTH = 720.0
"""Of every drawing, in units of which twelve are the height of a letter."""

CHARACTER = 7.2
"""Width of a letter of the usual size, in the widest of the usual typefaces."""

INK, QUIET, RULE, PAPER = "#1a1a1a", "#4d4d4d", "#c8c8c8", "#ffffff"

FILLS = ("#12436d", "#f2b35d", "#2f8f83", "#c9d7e4", "#7a3b69", "#e9dfc9")
"""Of parts that lie side by side: each differs from the next in brightness, so that a copy in grey can be read."""

DASHES = ("", "7 4", "2 3", "9 3 2 3", "5 2", "1 4")
"""Of lines, in the order of the fills."""


class Drawing:
    """Shapes on a sheet that is as high as they need."""

    def __init__(self, height: float) -> None:
        self.width, self.height = WIDTH, height
        self.shapes: list[Markup] = []

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, ink: str = INK, wide: float = 1.0, dash: str = ""
    ) -> None:
        """Draw a straight line."""
        self.shapes.append(
            tag("line", "", x1=x1, y1=y1, x2=x2, y2=y2, stroke=ink, stroke_width=wide, stroke_dasharray=dash or None)
        )

    def box(self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = PAPER) -> None:
        """Draw a rectangle."""
        self.shapes.append(
            tag("rect", "", x=x, y=y, width=max(width, 0.0), height=height, fill=fill, stroke=edge, stroke_width=1.0)
        )

    def path(self, points: list[tuple[float, float]], *, ink: str, dash: str = "", wide: float = 2.0) -> None:
        """Draw a line through points."""
        along = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        self.shapes.append(
            tag("polyline", "", points=along, fill="none", stroke=ink, stroke_width=wide, stroke_dasharray=dash or None)
        )

    def dot(self, x: float, y: float, fill: str, *, radius: float = 5.0) -> None:
        """Draw a point."""
        self.shapes.append(tag("circle", "", cx=x, cy=y, r=radius, fill=fill, stroke=INK, stroke_width=1.0))

    def write(
        self, x: float, y: float, text: str, *, anchor: Literal["start", "middle", "end"] = "start", ink: str = INK,
        size: float = 12.0, most: float = 0.0, bold: bool = False,
    ) -> None:  # fmt: skip
        """Write a line of text, cut where it would be wider than `most`."""
        shown = cut(text, most, size) if most else text
        self.shapes.append(
            tag("text", shown, x=x, y=y, text_anchor=None if anchor == "start" else anchor, fill=ink,
                font_size=None if size == 12.0 else size,  # noqa: PLR2004 - the drawing's own size
                font_weight="bold" if bold else None)
        )  # fmt: skip


def cut(text: str, most: float, size: float = 12.0) -> str:
    """Return text that is at most so wide, with … where something is left away; the table below has all of it."""
    fits = int(most / (CHARACTER * size / 12.0))
    return text if len(text) <= fits else f"{text[: max(fits - 1, 1)]}…"


def broken(text: str, most: float) -> tuple[str, ...]:
    """Return text as it is, or where it would be wider than `most` as two lines, broken at a blank."""
    fits = int(most / CHARACTER)
    place = text.rfind(" ", 0, fits + 1)
    return (text,) if len(text) <= fits or place <= 0 else (text[:place], text[place + 1 :])


def legend(drawing: Drawing, names: tuple[str, ...], y: float) -> float:
    """Draw which part has which fill, and return where the next line can begin."""
    x = 0.0
    for place, name in enumerate(names):
        shown = cut(name, WIDTH / 3)
        needed = 22.0 + CHARACTER * len(shown) + 16.0
        if x + needed > WIDTH and x > 0:
            x, y = 0.0, y + 18.0
        drawing.box(x, y - 10.0, 14.0, 12.0, FILLS[place % len(FILLS)], edge=INK)
        drawing.write(x + 20.0, y, shown)
        x += needed
    return y + 18.0


def legend_height(names: tuple[str, ...]) -> float:
    """Return how high the legend of such names is."""
    return legend(Drawing(0), names, 12.0) - 12.0


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Return round numbers between two ends."""
    span = high - low
    if span <= 0:
        return [low]
    raw = span / count
    power = 10.0 ** _floor_log(raw)
    step = next(each * power for each in (1.0, 2.0, 2.5, 5.0, 10.0) if each * power >= raw * 0.999)
    first = int(low / step) - 1
    found = [round(number * step, 10) for number in range(first, first + 3 * count + 4)]
    return [each for each in found if low - 1e-9 * span <= each <= high + 1e-9 * span]


def _floor_log(number: float) -> int:
    power = 0
    while number >= 10.0:  # noqa: PLR2004 - decimal
        number, power = number / 10.0, power + 1
    while number < 1.0:
        number, power = number * 10.0, power - 1
    return power
