"""Words are whole at 80×24: questions in the bottom line, headings of tables and of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.model.report import Column
from workbench.tui.text.description import spoken
from workbench.tui.text.line import text_of
from workbench.tui.text.report_lines import spaced
from workbench.tui.widgets.listing import Words
from workbench.tui.widgets.page_line import PageLine
from workbench.tui.widgets.status import Status

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

SIZE = (80, 24)


@pytest.mark.parametrize("key", ["f", "a", "e", "X", "m", "c", "b"])
async def test_a_question_in_the_bottom_line_is_seen_whole(app: WorkbenchApp, key: str) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        asked = app.score.query_one(Status).plain.rstrip()
        assert asked.endswith("(Esc: nothing)")


def test_a_column_is_as_wide_as_the_longest_word_of_its_heading() -> None:
    columns = (Column("Option"), Column("Burden-sharing", 2, "right"), Column("A heading of many words", 2, "right"))
    assert spaced(columns, [["tram", "1.00", "2.00"]], 80)[0][1:] == [len("Burden-sharing"), 12]


def test_what_is_said_of_a_cell_has_one_stop_at_the_end_of_a_sentence(app: WorkbenchApp) -> None:
    grid = app.score.grid
    said = [spoken(app.session, row, option) for row in grid.rows for option in grid.options]
    assert not [each for each in said if ".;" in each or ".." in each]


@pytest.mark.parametrize("mode", ["results", "robustness", "compare"])
async def test_every_page_of_a_mode_is_named_at_once_and_the_shown_one_stands_in_brackets(
    app: WorkbenchApp, mode: str
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await app.action_show_mode(mode)
        for place, page in enumerate(app.mode.pages, start=1):  # type: ignore[attr-defined]
            app.mode.turn_to(page)  # type: ignore[attr-defined]
            await pilot.pause()
            line = app.mode.query_one(PageLine).plain
            assert f"[{place} {page.title}]" in line
            assert all(f"{number} {each.title}" in line for number, each in enumerate(app.mode.pages, start=1))  # type: ignore[attr-defined]


@pytest.mark.parametrize("here", [0, 4, 8])
def test_pages_for_which_there_is_no_room_are_marked_at_the_side_on_which_they_are(here: int) -> None:
    line = PageLine([f"Page{number}" for number in range(1, 10)], lambda: here, lambda _: None)
    text = text_of(line.draw(40, 1)[0])
    assert f"[{here + 1} Page{here + 1}]" in text
    assert len(text) <= 40
    assert (text.startswith("‹"), text.endswith("›")) == ("Page1" not in text, "Page9" not in text)


async def test_the_checklist_says_how_far_the_study_is(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "c")
        await pilot.pause()
        heads = [each.plain for each in app.mode.query(Words) if each.has_class("finding")]
        assert "checks done" in heads[0]
        assert "Next:" in heads[0]
        assert "[Checklist]" in app.mode.query_one(PageLine).plain


async def test_a_page_is_shown_by_a_click_on_its_name(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await app.action_show_mode("results")
        await pilot.pause()
        line = app.mode.query_one(PageLine)
        for title in ("4 Profiles", "9 Evidence", "1 Summary"):
            await pilot.click(PageLine, offset=(line.plain.index(title) + 1, 0))
            await pilot.pause()
            assert f"[{title}]" in line.plain
