"""Many cells at once, parts of the grid, evidence and structure, with their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.widgets import Input

from tests.studies import group, leaf, study
from workbench.model.score import Basis, Confidence, Missing
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.evidence import EvidenceScreen
from workbench.tui.screens.reading import Reading
from workbench.tui.widgets.detail import Detail
from workbench.tui.widgets.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.criterion import Criterion
    from workbench.model.score import Score
    from workbench.usecases.session import Session

SIZE = (80, 24)


@pytest.fixture
def small(session_on: Callable[..., Session]) -> WorkbenchApp:
    """Three criteria in two groups and three options, with gaps."""
    nodes: list[Criterion] = [
        group("means"),
        leaf("cost", "means"),
        leaf("staff", "means"),
        group("ends"),
        leaf("air", "ends"),
    ]
    rows: dict[str, dict[str, float | str | None]] = {
        "bus": {"cost": 0, "staff": 25, "air": 50},
        "tram": {"cost": 50, "staff": None, "air": 75},
        "metro": {"cost": 100, "staff": 75, "air": None},
    }
    return WorkbenchApp(session_on(study(nodes, rows)))


def values(app: WorkbenchApp, criterion: str) -> list[float | None]:
    found = (app.session.judgement(option.id, criterion) for option in app.session.study.options)
    return [score.value if score else None for score in found]


def score(app: WorkbenchApp, option: str, criterion: str) -> Score:
    found = app.session.judgement(option, criterion)
    assert found
    return found


async def paste(app: WorkbenchApp, text: str) -> None:
    app.post_message(events.Paste(text))


async def test_a_level_goes_into_every_selected_cell_and_one_undo_takes_it_back(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await pilot.press("V", "down", "right", "4")
        assert values(small, "cost") == [75, 75, 100]
        assert values(small, "staff") == [75, 75, 75]
        assert small.score.grid.corner is None
        await pilot.press("u")
        assert values(small, "cost") == [0, 50, 100]
        assert values(small, "staff") == [25, None, 75]


async def test_escape_gives_the_range_up(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await pilot.press("V", "right", "escape", "1")
        assert values(small, "cost") == [0, 0, 100]


async def test_filling_a_row_and_a_range(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await pilot.press("right", "F")
        assert values(small, "cost") == [50, 50, 50]
        await pilot.press("home", "down", "V", "right", "right", "F")
        assert values(small, "staff") == [25, 25, 25]


async def test_what_is_copied_can_be_pasted_elsewhere(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await pilot.press("V", "right", "right", "y")
        assert small.copied_text == "0\t50\t100\n"
        assert small.clipboard == small.copied_text
        await pilot.press("home", "down", "p")
        assert values(small, "staff") == [0, 50, 100]


async def test_the_whole_grid_comes_back_by_its_headings(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await pilot.press("Y")
        lines = small.copied_text.splitlines()
        assert lines[0] == "\tBus\tTram\tMetro"
        turned = "\n".join([lines[0], lines[3], lines[1]]).replace("\t50", "\t25")
        await paste(small, turned)
        await pilot.pause()
        assert values(small, "cost") == [0, 25, 100]
        assert values(small, "air") == [25, 75, None]


async def test_a_table_with_a_mistake_changes_nothing_and_names_the_cell(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await paste(small, "10\t20\n30\t4O\n")
        await pilot.pause()
        assert "row 2, column 2" in small.score.query_one(Status).plain
        assert values(small, "cost") == [0, 50, 100]
        await paste(small, "1\t2\t3\t4\n")
        await pilot.pause()
        assert "there is room for" in small.score.query_one(Status).plain
        assert small.session.undo() is None


@pytest.mark.parametrize("corner", ["", "Criterion"])
async def test_a_table_with_headings_goes_where_they_say(small: WorkbenchApp, corner: str) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await paste(small, f"{corner}\tTram\tBus\t\r\nAir\t25\t100\r\n")
        await pilot.pause()
        assert values(small, "air") == [100, 25, None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Criterion\tTram\tShip\nAir\t25\t100\n", "There is no option 'Ship'"),
        ("Criterion\tTram\tBus\nMoon\t25\t100\n", "There is no criterion 'Moon'"),
        ("\tTram\nAir\t25\t100\n", "The row 'Air' has more cells than there are headings"),
    ],
)
async def test_headings_that_do_not_fit_are_named_and_nothing_is_pasted(
    small: WorkbenchApp, text: str, words: str
) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await paste(small, text)
        await pilot.pause()
        assert words in " ".join(small.score.query_one(Status).plain.split())
        assert small.session.undo() is None


async def test_kinds_of_missing_and_intervals_are_pasted_and_typed(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await paste(small, "not-known\t20..40\tn/a\r\n")
        await pilot.pause()
        assert score(small, "bus", "cost").missing is Missing.NOT_KNOWN
        assert (score(small, "tram", "cost").low, score(small, "tram", "cost").high) == (20, 40)
        assert score(small, "metro", "cost").missing is Missing.NOT_APPLICABLE
        await pilot.press("i", *"5", "full_stop", "full_stop", *"9", "enter")
        assert (score(small, "bus", "cost").low, score(small, "bus", "cost").high) == (5, 9)


async def test_missing_confidence_and_basis_are_set_by_key(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await pilot.press("c", "l", "b", "s")
        assert score(small, "bus", "cost").confidence is Confidence.LOW
        assert score(small, "bus", "cost").basis is Basis.SOURCE
        assert score(small, "bus", "cost").value == 0
        await pilot.press("m", "a")
        assert score(small, "bus", "cost").missing is Missing.NOT_APPLICABLE
        await pilot.press("m", "q")
        assert "Nothing was changed" in small.score.query_one(Status).plain


async def test_repeat_and_nudge(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await pilot.press("3", "full_stop", "full_stop")
        assert values(small, "cost") == [50, 50, 50]
        await pilot.press("up", "home", "plus", "plus", "plus", "right", "minus")
        assert values(small, "cost") == [100, 25, 50]


async def test_groups_fold_and_the_cursor_goes_to_the_group(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        grid = small.score.grid
        await pilot.press("down", "z")
        assert [row.criterion.id for row in grid.rows] == ["means", "ends", "air"]
        assert grid.row.criterion.id == "means"
        assert small.progress == (7, 9)
        await pilot.press("z", "Z")
        assert [row.criterion.id for row in grid.rows] == ["means", "ends"]


async def test_filters_show_only_what_they_name_and_gaps_follow_them(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        grid = small.score.grid
        await pilot.press("f", "u")
        assert [row.criterion.id for row in grid.rows if row.leaf] == ["staff", "air"]
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert (grid.row.criterion.id, grid.option.id) == ("air", "metro")
        await pilot.press("f", "a")
        assert len(grid.rows) == 5
        await pilot.press("f", "d")
        assert "No cell is disputed" in small.score.query_one(Status).plain


async def test_finding_goes_there_while_typing(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"metr")
        assert small.score.grid.option.id == "metro"
        await pilot.press("escape", "slash", *"air", "enter")
        assert small.score.grid.row.criterion.id == "air"
        assert small.score.grid.has_focus


async def test_options_and_criteria_are_added_renamed_moved_and_removed(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        session = small.session
        await pilot.press("a", "o", *"Ferry [x]", "enter")
        assert [each.label for each in session.study.options] == ["Bus", "Ferry [x]", "Tram", "Metro"]
        await pilot.press("ctrl+right", "e", "o", *["backspace"] * 4, "enter")
        assert [each.label for each in session.study.options] == ["Bus", "Tram", "Ferry", "Metro"]
        await pilot.press("a", "c", *"Noise", "enter", "3")
        assert score(small, "ferry-x", "noise").value == 50
        assert session.study.criterion["noise"].parent == "means"
        before = dict(session.state)
        await pilot.press("home", "X", "o")
        assert "Removes Bus and 3 scores" in small.score.query_one(Status).plain
        await pilot.press("y")
        assert [each.id for each in session.study.options] == ["tram", "ferry-x", "metro"]
        await pilot.press("u")
        assert dict(session.state) == before


async def test_removing_needs_a_yes(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await pilot.press("X", "c", "n")
        assert len(small.session.study.leaves) == 3
        assert small.session.undo() is None


async def test_ones_own_source_is_added_and_linked(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await pilot.press("v", "a")
        for text in ("Budget note [14]", "table 3", "costs “fall”"):
            small.screen.query_one(f"#{small.focused.id}", Input).value = text  # type: ignore[union-attr]
            await pilot.press("enter")
        assert isinstance(small.screen, EvidenceScreen)
        study_ = small.session.study
        assert [each.citation for each in study_.documents] == ["Budget note [14]"]
        assert [link.relation for link in score(small, "bus", "cost").evidence] == ["supports"]
        await pilot.press("c")
        assert [link.relation for link in score(small, "bus", "cost").evidence] == ["contradicts"]
        await pilot.press("escape")
        assert "costs “fall”" in small.score.query_one(Detail).plain
        await pilot.press("u", "u")
        assert not small.session.study.documents


async def test_others_scores_and_the_spread_are_shown(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1", "left", "o")
        assert isinstance(app.screen, Reading)
        lines = app.screen.view.plain.splitlines()
        assert any("apart" in line for line in lines)
        assert any("Reason" in line for line in lines)
        assert max(map(len, lines)) <= SIZE[0], "reasons are read without moving sideways"


async def test_a_verb_typed_on_the_command_line_shows_what_it_prints(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("colon", *"score", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, Reading)
        assert app.session.evaluation
        for result in app.session.evaluation.results:
            assert f"{result.total:.2f}" in app.screen.view.plain
        await pilot.press("escape", "colon", *"scor", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Did you mean 'score'" in app.score.query_one(Status).plain


async def test_a_range_whose_cursor_ends_on_a_group_is_scored_all_the_same(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        grid = small.score.grid
        staff = grid.find("bus", "staff")
        assert staff
        grid.move_to(*staff)
        await pilot.press("V", "down")
        assert grid.row.leaf is None
        await pilot.press("5")
        assert values(small, "staff")[0] == 100
        grid.move_to(*staff)
        await pilot.press("V", "down", "enter", "3", "0", "enter")
        assert values(small, "staff")[0] == 30


async def test_how_an_interval_is_typed_is_said_while_a_number_is_typed(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        status = small.score.query_one(Status)
        await pilot.press("enter", "2", "0")
        assert "or two as 20..40" in " ".join(status.plain.split())
        await pilot.press("-", "4", "0", "enter")
        assert "Between two numbers stand two points: 20..40" in " ".join(status.plain.split())
        await pilot.press("escape", "enter", "2", "0", ".", ".", "4", "0", "enter")
        found = score(small, "bus", "cost")
        assert (found.low, found.high) == (20, 40)


async def test_a_folded_group_whose_name_has_no_room_says_so(session_on: Callable[..., Session]) -> None:
    name = "Institutional mechanisms of every kind"
    nodes: list[Criterion] = [group("means").model_copy(update={"label": name}), leaf("cost", "means")]
    app = WorkbenchApp(session_on(study(nodes, {"bus": {"cost": 0}, "tram": {"cost": 50}, "metro": {"cost": 75}})))
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.press("Z")
        grid = app.score.grid
        line = grid.render_line(grid._geometry.head).text
        assert line.strip().startswith("▸") or "▸" in line
        assert name in line or "…" in line
