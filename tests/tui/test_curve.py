"""Lines of a curve picture can be told apart by colour, and without colour by shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.tui.pictures.braille import BLANK, Canvas
from workbench.tui.pictures.marks import DASHES, STYLES, dash, line_style
from workbench.tui.theme import LINE_CSS, THEMES

if TYPE_CHECKING:
    from textual.theme import Theme

WAYS = len(DASHES)


def colour(style: str, theme: Theme) -> str:
    """Return the colour that a style has in a theme, as its rule names it."""
    rule = next(line for line in LINE_CSS.splitlines() if f".line--{style} " in line)
    name = rule.partition("color: $")[2].partition(";")[0].partition(" ")
    named: str = getattr(theme, name[0] or "foreground")
    return f"{named} {name[2]}"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_first_lines_each_have_a_colour_of_their_own(theme: Theme) -> None:
    assert len({colour(line_style(place), theme) for place in range(len(STYLES))}) == len(STYLES)


def test_a_line_that_has_the_colour_of_an_earlier_one_has_other_dashes() -> None:
    pairs = [(line_style(place), dash(place)) for place in range(12)]
    assert len(set(pairs)) == len(pairs)


def test_level_lines_of_each_kind_are_drawn_differently() -> None:
    drawn: set[str] = set()
    for place in range(WAYS):
        box = Canvas(20, 1)
        box.line([(0.0, 0.5), (1.0, 0.5)], "bar", dash(place)[1])
        drawn.add("".join(text for text, _ in box.lines()[0]))
    assert len(drawn) == WAYS
    whole = Canvas(20, 1)
    whole.line([(0.0, 0.5), (1.0, 0.5)], "bar")
    assert all(ord(text) > BLANK for text, _ in whole.lines()[0])
