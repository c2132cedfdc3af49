"""Drawing a picture: its sentence, then lines of characters, or its table."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from workbench.model.picture import Bars, Curve, HeatMap, Scatter, Tornado, Tracks
from workbench.tui.pictures.bars import bars
from workbench.tui.pictures.curve import curve
from workbench.tui.pictures.heat_map import heat_map
from workbench.tui.pictures.scatter import scatter
from workbench.tui.pictures.tornado import tornado
from workbench.tui.pictures.tracks import tracks
from workbench.tui.text.fitting import wrap
from workbench.tui.text.report_lines import table_lines

if TYPE_CHECKING:
    from workbench.model.picture import Picture
    from workbench.tui.text.line import Line

MANY = 10_000


def picture_lines(picture: Picture, width: int, height: int, *, as_table: bool = False) -> list[Line]:
    """Return a picture's lines: the sentence, the title, then the picture or the table that says the same.

    Parameters
    ----------
    height
        Lines that can be seen at once; what has to be longer is longer.
    """
    head: list[Line] = [((part, "strong"),) for part in wrap(picture.sentence, width, MANY)]
    head += [((part, "picked"),) for part in wrap(picture.title, width, MANY)]
    if as_table:
        return [*head, *table_lines(picture.table, width), *_note(picture.table.note, width)]
    drawn = [_joined(line) for line in _drawn(picture, width, max(0, height - len(head)))]
    said = picture.note if isinstance(picture, HeatMap) else None
    if isinstance(picture, (HeatMap, Tracks)):
        drawn += _note(picture.table.note if said is None else said, width)
    return [*head, *drawn]


def _note(text: str, width: int) -> list[Line]:
    return [((part, "dim"),) for part in wrap(text, width, MANY)]


def _joined(line: Line) -> Line:
    """Return a line with neighbours of one style as one piece, which a terminal is sent in one go."""
    return tuple(
        ("".join(text for text, _ in spans), style) for style, spans in groupby(line, key=lambda span: span[1])
    )


def _drawn(picture: Picture, width: int, height: int) -> list[Line]:
    match picture:
        case Bars():
            return bars(picture, width, height)
        case Tornado():
            return tornado(picture, width, height)
        case Curve():
            return curve(picture, width, height)
        case Scatter():
            return scatter(picture, width, height)
        case HeatMap():
            return heat_map(picture, width, height)
        case Tracks():
            return tracks(picture, width, height)
