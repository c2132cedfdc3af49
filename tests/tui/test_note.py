"""The editor for reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.widgets import Static, TextArea

from tests.studies import leaf, study
from workbench.model.record import LONGEST_TEXT
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.note import NoteEditor
from workbench.tui.widgets.detail import Detail
from workbench.tui.widgets.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.score import Score
    from workbench.usecases.session import Session

SIZE = (80, 24)


def score_of(app: WorkbenchApp) -> Score:
    grid = app.score.grid
    score = app.session.judgement(grid.option.id, grid.row.criterion.id)
    assert score
    return score


@pytest.mark.parametrize("key", ["escape", "f2", "ctrl+s"])
async def test_closing_keeps_the_reason_and_the_number(app: WorkbenchApp, key: str) -> None:
    async with app.run_test(size=SIZE) as pilot:
        value = score_of(app).value
        await pilot.press("5", "left", "n", *"12 jkx!", key)
        assert app.screen is app.score
        assert app.score.grid.has_focus
        assert score_of(app).rationale == "12 jkx!"
        assert score_of(app).value == 100
        assert "12 jkx!" in app.score.query_one(Detail).plain
        await pilot.press("u", "u")
        assert score_of(app).value == value


async def test_discarding_leaves_the_reason_as_it_was(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        before = score_of(app)
        await pilot.press("n", *"more", "f8")
        assert app.screen is app.score
        assert score_of(app) == before


async def test_an_unchanged_reason_makes_no_score_of_ones_own(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", "escape")
        assert app.session.undo() is None
        assert score_of(app).analyst != app.session.analyst


async def test_keys_in_a_burst_reach_the_editor_and_not_the_grid(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        before = (app.score.grid.line, app.score.grid.column)
        for key in "nxul5":
            app.post_message(events.Key(key, key))
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, NoteEditor)
        assert app.screen.query_one(TextArea).text.endswith("xul5")
        await pilot.press("f8")
        assert (app.score.grid.line, app.score.grid.column) == before
        assert app.session.undo() is None


async def test_control_characters_are_left_out_and_counted(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("5", "left", "n")
        app.post_message(events.Paste("one\x1b[31m\x00 two\r\nthree"))
        await pilot.pause()
        await pilot.press("escape")
        assert score_of(app).rationale == "one[31m two\nthree"
        assert "2 control characters were left out" in app.score.query_one(Status).plain


async def test_a_reason_that_is_too_long_stays_in_the_editor(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        editor = app.screen
        assert isinstance(editor, NoteEditor)
        editor.query_one(TextArea).text = "x" * (LONGEST_TEXT + 1)
        await pilot.press("escape")
        assert isinstance(app.screen, NoteEditor)
        assert editor.query_one(".problem").display
        editor.query_one(TextArea).text = "short"
        await pilot.press("escape")
        assert not editor.is_current
        assert score_of(app).rationale == "short"


async def test_quitting_keeps_the_reason(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", "f8", "5", "left", "n", *"why", "ctrl+q")
    assert score_of(app).rationale == "why"


async def test_a_terminal_that_becomes_too_small_keeps_the_text(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("5", "left", "n", *"why")
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert score_of(app).rationale == "why"


async def test_a_reason_typed_and_closed_in_one_burst_is_kept_whole(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("5", "left")
        for key in ("n", *"why", "f2", "j"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(4):
            await pilot.pause()
        score = app.session.own_score(app.session.study.options[0].id, app.session.study.leaves[0].id)
        assert score
        assert score.rationale in {"why", "whyj"}


def shown(app: WorkbenchApp) -> str:
    return " ".join(" ".join(str(each.visual) for each in app.screen.query(Static)).split())


def reason(app: WorkbenchApp, option: str, criterion: str) -> str:
    found = app.session.judgement(option, criterion)
    return found.rationale if found else ""


@pytest.fixture
def empty(session_on: Callable[..., Session]) -> WorkbenchApp:
    """Two options on two criteria, nothing scored."""
    rows: dict[str, dict[str, float | str | None]] = {"bus": {}, "tram": {}}
    return WorkbenchApp(session_on(study([leaf("cost"), leaf("air")], rows)))


async def test_after_a_level_the_line_says_how_to_give_its_reason_and_that_key_does(empty: WorkbenchApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4")
        assert "N writes its reason" in empty.score.query_one(Status).plain
        await pilot.press("N", *"cheap", "escape")
        assert reason(empty, "bus", "cost") == "cheap"
        assert empty.score.grid.option.id == "tram"
        await pilot.press("2", "n", *"dear", "escape")
        assert reason(empty, "bus", "air") == "dear"


async def test_a_reason_begun_in_the_next_cell_goes_along_to_the_one_just_scored(empty: WorkbenchApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "n")
        assert "Reason: Tram · Cost" in shown(empty)
        assert "You have just scored Bus · Cost (75). F7 writes its reason." in shown(empty)
        await pilot.press(*"cheap", "f7")
        assert "Reason: Bus · Cost (75)" in shown(empty)
        await pilot.press(*"er", "escape")
        assert reason(empty, "bus", "cost") == "cheaper"
        assert empty.session.judgement("tram", "cost") is None
        assert not empty.session.drafts()


async def test_a_reason_that_stood_in_the_next_cell_stays_there(empty: WorkbenchApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("right", "1", "N", *"dear", "escape")
        await pilot.press("up", "home", "4", "n", *"er", "f7", "escape")
        assert reason(empty, "tram", "cost") == "dearer"
        assert reason(empty, "bus", "cost") == ""


async def test_after_moving_by_hand_or_without_a_score_nothing_else_is_offered(empty: WorkbenchApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("N")
        assert "no single cell" in empty.score.query_one(Status).plain
        await pilot.press("4", "down", "n")
        assert "just scored" not in shown(empty)
        await pilot.press("f7")
        assert isinstance(empty.screen, NoteEditor)
