"""Help for what is open, the speak line in every mode, and the list of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.tui.screens.help import Help
from workbench.tui.screens.reading import Reading
from workbench.tui.widgets.status import Status

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

SIZE = (80, 24)


def said(app: WorkbenchApp) -> str:
    return " ".join(app.mode.query_one(Status).plain.split())


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        (("n",), ("F8", "Close without keeping", "F7")),
        (("v",), ("Contradicts", "Unlink", "Add a source of your own")),
        (("f3", "down", "p"), ("1 … 9", "Turn round", "How many times as much is")),
        (("f3", "down", "b"), ("Best", "Other column", "Which is the most important?")),
    ],
)
async def test_help_over_a_mode_tells_the_keys_there_and_goes_back(
    app: WorkbenchApp, opening: tuple[str, ...], words: tuple[str, ...]
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*opening)
        await pilot.pause()
        below = app.screen
        await pilot.press("f1")
        assert isinstance(app.screen, Help)
        shown = " ".join(" ".join(app.screen.lines()).split())
        for each in words:
            assert each in shown
        assert "Focus Next" not in shown
        await pilot.press("escape")
        assert app.screen is below


async def test_the_speak_line_is_on_in_every_mode_and_says_all_of_it_at_80_by_24(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+l", "down")
        await pilot.pause()
        assert said(app) == " ".join(app.mode.about().split())
        await pilot.press("f3", "down", "down")
        await pilot.pause()
        assert said(app) == " ".join(app.mode.about().split())
        await pilot.press("f2", "right")
        await pilot.pause()
        assert said(app) == " ".join(app.mode.about().split())
        lines = app.mode.query_one(Status).size.height
        await pilot.press("right")
        await pilot.pause()
        assert app.mode.query_one(Status).size.height >= 3
        assert lines >= 3
        await pilot.press("ctrl+l")
        await pilot.press("left")
        await pilot.pause()
        assert app.mode.query_one(Status).size.height == 1


async def test_messages_are_read_whole_and_once(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        long = " ".join(["words that go on"] * 12)
        app.say(long, problem=True)
        await pilot.press("M")
        assert isinstance(app.screen, Reading)
        shown = " ".join(app.screen.view.plain.split())
        assert shown.count(long) == 1
