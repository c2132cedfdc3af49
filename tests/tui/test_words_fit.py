"""Words are whole at 80×24: questions in the bottom line, headings of tables and of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.model.report import Column
from workbench.tui.description import spoken
from workbench.tui.report_lines import spaced
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
