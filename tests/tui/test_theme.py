"""The themes: contrast, and what each of them leaves of the terminal's own colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from tests.tui.pictures_as_text import contrast
from workbench.tui.theme import ROUND, THEMES, WITHOUT_COLOUR, next_theme

if TYPE_CHECKING:
    from textual.theme import Theme

LETTERS = ("foreground", "primary", "secondary", "accent", "warning", "error", "success")
GROUNDS = ("background", "surface", "panel")
WANTED = {"workbench-contrast": 7.0, "workbench-dark": 4.5, "workbench-light": 4.5}
"""Ratios of WCAG 2.2: 7:1 enhanced (1.4.6), 4.5:1 (1.4.3)."""


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_letters_stand_out_on_every_ground(theme: Theme) -> None:
    for letters in LETTERS:
        for ground in GROUNDS:
            pair = (Color.parse(getattr(theme, name)) for name in (letters, ground))
            assert contrast(*pair) >= WANTED[theme.name], (letters, ground)


def test_themes_follow_each_other_round() -> None:
    seen = [ROUND[0]]
    while (name := next_theme(seen[-1])) != ROUND[0]:
        seen.append(name)
    assert tuple(seen) == ROUND
    assert WITHOUT_COLOUR in seen
    assert next_theme("textual-dark") == ROUND[0]
