"""Pictures of the screen as text: what stands on it, and how each run of cells looks in every theme."""

from __future__ import annotations

import asyncio
import time
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.color import Color

from tests.tui.conftest import PATIENCE
from workbench.tui.modes.paged import WAITING, PagedScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.pilot import Pilot

    from workbench.tui.app import WorkbenchApp

Shot = tuple[tuple[tuple[str, str], ...], ...]
"""Line by line and cell by cell: a character, empty for the second cell of a wide one, and the name of its look."""


class PictureExtension(SingleFileSnapshotExtension):
    """One text file for each picture; `pytest --snapshot-update` writes them anew."""

    _file_extension = "txt"
    _write_mode = WriteMode.TEXT


async def settled(app: WorkbenchApp, pilot: Pilot[None]) -> None:
    """Wait until everything is calculated, saved and shown."""
    app.session.flush()
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        await pilot.pause()
        mode = app.mode
        calculates = isinstance(mode, PagedScreen) and mode.paper.content is WAITING
        if mode.working is None and not calculates and app.session.saving.done:
            # what was asked for while it was drawn is drawn, too
            await asyncio.sleep(0.05)
            await pilot.pause()
            return
        await asyncio.sleep(0.1)
    message = f"{app.mode.name_of_mode} still calculates"
    raise AssertionError(message)


def shot(app: WorkbenchApp) -> Shot:
    """Return what stands on the screen now."""
    compositor = app.screen._compositor
    update = compositor.render_update(full=True, screen_stack=app._background_screens)
    lines = []
    for strips in update.strips:  # type: ignore[union-attr]
        cells: list[tuple[str, str]] = []
        for strip in strips:
            for segment in strip:
                look = str(segment.style) if segment.style else "none"
                for character in segment.text:
                    width = cell_len(character)
                    if width == 0 and cells:
                        at = next(place for place in range(len(cells) - 1, -1, -1) if cells[place][0])
                        cells[at] = (cells[at][0] + character, cells[at][1])
                    else:
                        cells += [(character, look), *[("", look)] * (width - 1)]
        lines.append(tuple(cells))
    return tuple(lines)


def luminance(color: Color) -> float:
    """Return the relative luminance of a color, 0 to 1 (WCAG 2.2)."""
    parts = [each / 255 for each in color.rgb]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colors, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def contrasts(picture: Shot) -> dict[str, float]:
    """Return the contrast of every look in which something is to be seen."""
    found = {}
    for look in {look for line in picture for character, look in line if character.strip()}:
        style = Style.parse(look)
        assert style.color is not None, look
        assert style.bgcolor is not None, look
        found[look] = contrast(*(Color(*each.get_truecolor()) for each in (style.color, style.bgcolor)))
    return found


def words(picture: Shot) -> str:
    """Return the text of a picture, without spaces at the ends of lines."""
    return "\n".join("".join(character for character, _ in line).rstrip() for line in picture)


def written(pictures: Mapping[str, Shot]) -> str:
    """Return a picture in all its themes as one text: the words, the runs of looks by letter, what each letter is."""
    (first, *others) = pictures.values()
    for theme, other in pictures.items():
        lines = zip(words(first).splitlines(), words(other).splitlines(), strict=True)
        different = [pair for pair in lines if len(set(pair)) > 1]
        assert not different, f"{theme} shows other words than {next(iter(pictures))}"
    letters: dict[tuple[str, ...], str] = {}
    runs = []
    for cells in zip(*(first, *others), strict=True):
        looks = [tuple(look for _, look in cell) for cell in zip(*cells, strict=True)]
        for look in looks:
            letters.setdefault(look, letter(len(letters)))
        runs.append(" ".join(f"{letters[look]}{len(list(run))}" for look, run in groupby(looks)))
    legend = [f"{name:3} {' | '.join(look)}" for look, name in letters.items()]
    themes = f"    {' | '.join(pictures)}"
    return "\n".join([words(first), "", *runs, "", themes, *legend, ""])


def letter(number: int) -> str:
    """Return a name for a look: a, b, … z, then aa, ab and so on."""
    tens, ones = divmod(number, 26)
    return (letter(tens - 1) if tens else "") + chr(ord("a") + ones)
