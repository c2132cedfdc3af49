"""What the bottom line says is seen whole, at the smallest sizes too, and gives its lines back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.tui.grid.grid import ScoreGrid
from workbench.tui.widgets.command_line import CommandLine
from workbench.tui.widgets.status import Status
from workbench.usecases.editing.study_entries import ADDED, SECTIONS

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from workbench.tui.app import WorkbenchApp


def said(app: WorkbenchApp) -> str:
    return " ".join(app.mode.query_one(Status).plain.split())


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
@pytest.mark.parametrize("keys", [("X", "o"), ("X", "c"), ("f",), ("m",)])
async def test_a_question_with_its_consequence_is_seen_whole(
    app: WorkbenchApp, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await settled(pilot)
        assert "…" not in said(app)
        assert said(app).endswith("(Esc: nothing)")
        status = app.mode.query_one(Status)
        assert status.content_size.height == len(status.plain.splitlines())


async def test_the_lines_of_a_long_message_go_back_to_the_grid(app: WorkbenchApp) -> None:
    async with app.run_test(size=(60, 16)) as pilot:
        await settled(pilot)
        before = app.mode.query_one(ScoreGrid).size.height
        await pilot.press("X", "o")
        await settled(pilot)
        assert app.mode.query_one(ScoreGrid).size.height < before
        await pilot.press("escape", "down")
        await settled(pilot)
        assert app.mode.query_one(ScoreGrid).size.height == before
        assert "F1 help" in said(app)


async def test_a_problem_keeps_its_mark_on_every_size(app: WorkbenchApp) -> None:
    async with app.run_test(size=(160, 50)) as pilot:
        text = "word " * 60
        app.say(text, problem=True)
        await settled(pilot)
        assert said(app) == f"! {text.strip()}"
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert said(app) == f"! {text.strip()}"


@pytest.mark.parametrize(("size", "offered"), [((80, 24), True), ((60, 16), False)])
async def test_after_a_score_the_line_stays_one_line(
    app: WorkbenchApp, size: tuple[int, int], *, offered: bool
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("5")
        await settled(pilot)
        assert "you score 100" in said(app)
        assert ("N writes its reason" in said(app)) is offered
        assert app.mode.query_one(Status).size.height == 1


async def test_a_table_that_begins_with_an_empty_line_is_refused_in_words(app: WorkbenchApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G", "end")
        app.score.grid.paste("\n1\t2\n3\t4\n")
        await settled(pilot)
        assert "Nothing was pasted" in said(app)


async def test_keys_that_have_nothing_to_do_on_a_page_are_not_offered(app: WorkbenchApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        for name, title in SECTIONS:
            await app.mode.run_action(f"show_section('{name}')")
            await settled(pilot)
            assert ("a add" in said(app), "X remove" in said(app)) == (name in ADDED, name in ADDED), title


async def test_up_and_down_recall_commands_and_leave_a_field_as_it_is(app: WorkbenchApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.mode.query_one(CommandLine)
        for text in ("score", "methods"):
            line.ask("command", "")
            await pilot.press(*text, "enter")
            await app.workers.wait_for_complete()
            await settled(pilot)
            await pilot.press("escape")
        line.ask("command", "", "history ")
        values = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await pilot.press(key)
            values.append(line.value)
        assert values == ["methods", "score", "score", "methods", "history ", "history "]
        await pilot.press("escape")
        line.ask("field", "Short name", "Benefit")
        await pilot.press("down", "up", "up", "down")
        assert line.value == "Benefit"
