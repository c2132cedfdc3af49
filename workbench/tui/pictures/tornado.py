"""A tornado: one figure, and how far each input moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.tui.pictures.marks import labels, legend, letter

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.picture import Swing, Tornado
    from workbench.tui.text.line import Line, Span

LOWER, UPPER, NOW, TURN = "▒", "█", "│", "╎"
FEWEST = 4
"""Inputs that are shown even where they do not fit."""


def tornado(picture: Tornado, width: int, height: int) -> list[Line]:
    """Return the bars, the longest first, as many as there is room for."""
    key: list[tuple[Span, str]] = [
        ((LOWER, "warn"), "lower end"),
        ((UPPER, "bar"), "upper end"),
        ((NOW, "strong"), f"now {picture.base:+.2f}"),
        ((TURN, "bad"), f"at {picture.turning:g} the first rank turns"),
    ]
    options = list(dict.fromkeys(each.option for each in picture.swings if each.option))
    head = [*legend(key, width), *legend([((letter(place), "key"), each) for place, each in enumerate(options)], width)]
    shown = picture.swings[: max(FEWEST, height - len(head) - 2)]
    names = labels([_name(each, options) for each in shown], width)
    figures = [f"{each.low:+.2f} {each.high:+.2f}" for each in shown]
    numbers = max(map(len, figures), default=0)
    room = max(10, width - cell_len(names[0] if names else "") - numbers - 3)
    ends = [picture.base, picture.turning, *(end for each in picture.swings for end in (each.low, each.high))]
    low, high = min(ends), max(ends)

    def column(value: float) -> int:
        return round((value - low) / (high - low) * (room - 1)) if high > low else 0

    lines: list[Line] = [*head]
    for name, each, figure in zip(names, shown, figures, strict=True):
        cells = _row(each, picture, column, room)
        style = "bad" if min(each.low, each.high) < picture.turning else ""
        lines.append(((name, "strong"), (" ", ""), *cells, (f" {figure:>{numbers}}", style)))
    left = len(picture.swings) - len(shown)
    indent = " " * (cell_len(names[0] if names else "") + 1)
    ends_of_scale = f"{low:+.2f}", f"{high:+.2f}"
    gap = max(1, room - sum(map(len, ends_of_scale)))
    lines.append(((indent, ""), (f"{ends_of_scale[0]}{' ' * gap}{ends_of_scale[1]}", "track")))
    if left > 0:
        lines.append(((f"{left} more move it less: the table has them all.", "dim"),))
    return lines


def _row(each: Swing, picture: Tornado, column: Callable[[float], int], room: int) -> list[Span]:
    now, turn = column(picture.base), column(picture.turning)
    cells: list[Span] = [(" ", "") for _ in range(room)]
    ends = sorted(((each.low, LOWER, "warn"), (each.high, UPPER, "bar")), key=lambda end: -abs(end[0] - picture.base))
    for value, character, style in ends:
        first, last = sorted((now, column(value)))
        for x in range(first, last + 1):
            cells[x] = (character, style)
    cells[turn] = (TURN, "bad")
    if turn != now or picture.turning == picture.base:
        cells[now] = (NOW, "strong")
    return cells


def _name(swing: Swing, options: list[str]) -> str:
    """Return an input's name: of a score the letter of its option, and the criterion."""
    if not swing.option:
        return swing.label
    return f"{letter(options.index(swing.option))} {swing.label.removeprefix(f'{swing.option}: ')}"
