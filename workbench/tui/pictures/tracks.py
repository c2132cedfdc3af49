"""Profile lines: on each criterion, where every option stands between the worst and the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.tui.pictures.marks import labels, legend, letter, line_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.picture import HeatRow, Tracks
    from workbench.tui.text.line import Line, Span


def tracks(picture: Tracks, width: int, height: int) -> list[Line]:
    """Return a track for each criterion with the options' letters on it; equal ones stand side by side."""
    del height
    key = [((letter(place), line_style(place)), name) for place, name in enumerate(picture.names)]
    names = labels([each.label for each in picture.rows], width, [each.depth for each in picture.rows])
    left = cell_len(names[0]) if names else 0
    room = max(12, width - left - 2)
    lines = legend(key, width)
    low, high = picture.ends
    quarter = room // 2
    scale = f"{low}{'50':>{quarter - len(low) + 1}}{high:>{room - quarter - 1}}"
    lines.append(((" " * (left + 1), ""), (scale, "dim")))
    for name, row in zip(names, picture.rows, strict=True):
        if not row.values:
            lines.append(((name, "strong"),))
            continue
        lines.append(((f"{name} ", ""), *_track(row, room)))
    return lines


def _track(row: HeatRow, room: int) -> list[Span]:
    """Return one track; letters that fall on one another are put side by side around their place."""
    cells: list[Span] = [("│" if at in {0, room // 2, room - 1} else "┄", "track") for at in range(room)]
    at_place: dict[int, list[int]] = {}
    for place, value in enumerate(row.values):
        if value is not None:
            at_place.setdefault(round(value / 100 * (room - 1)), []).append(place)
    for column, places in at_place.items():
        _put(cells, column, places)
    return cells


def _put(cells: list[Span], column: int, places: Sequence[int]) -> None:
    start = min(max(0, column - (len(places) - 1) // 2), max(0, len(cells) - len(places)))
    for at, place in enumerate(places[: len(cells)]):
        cells[start + at] = (letter(place), line_style(place))
