"""Text of any script, and text that looks like markup or like orders to a terminal, stands in every mode as typed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.studies import group, leaf, study
from tests.tui.pictures_as_text import settled, shot, words
from workbench.model.state import assemble, read_record, state_of
from workbench.tui.app import WorkbenchApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.study import Study
    from workbench.usecases.session import Session

TYPED = [
    "تقاسم الأعباء",
    "移民政策評価",
    "הערכת מדיניות",
    "e\u0301te\u0301 a\u0308o\u0308",
    "👩‍👩‍👧 families 🚌",
    "zero\u200bwidth\u200djoin",
    "[red]not red[/red]",
    "[@click=quit]no[/]",
    "$foreground %s {0}",
    "\\[b] <b>&amp;</b>",
    "कार्यक्रम",
    "=1+1 | `x` **y**",
]


def named(text: str) -> Study:
    """Return a study in which everything has a text for its name, its reason and its evidence."""
    rows: dict[str, dict[str, float | str | None]] = {"one": {"cost": 75, "air": 25}, "two": {"cost": 25, "air": 100}}
    state = state_of(study([group("means"), leaf("cost", "means"), leaf("air")], rows))
    for key, record in state.items():
        if key.startswith("score/"):
            record["rationale"] = text
        elif key.startswith(("option/", "criterion/", "analyst/")):
            record["label"] = f"{text} {key.rpartition('/')[2]}"
    state["study"] = {**state["study"], "title": text}
    return assemble({key: read_record(key, value) for key, value in state.items()})


@pytest.mark.parametrize("text", TYPED)
async def test_a_text_stands_in_every_mode_as_it_was_typed(session_on: Callable[..., Session], text: str) -> None:
    app = WorkbenchApp(session_on(named(text)))
    async with app.run_test(size=(160, 50)) as pilot:
        for mode in ("score", "weights", "results", "compare", "study"):
            await app.action_show_mode(mode)
            await settled(app, pilot)
            shown = words(shot(app)).replace("\n", " ")
            assert composed(text) in composed(shown), mode
            assert "\x1b" not in shown


def composed(text: str) -> str:
    """Return a text in one spelling of its letters."""
    return unicodedata.normalize("NFC", text)
