"""The grid turned: options on lines, criteria in columns, scored in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from tests.studies import group, leaf, study
from workbench.model.criterion import Direction, MeasuredScale
from workbench.tui.app import WorkbenchApp
from workbench.tui.widgets.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from workbench.model.criterion import Criterion
    from workbench.tui.grid.grid import ScoreGrid
    from workbench.usecases.session import Session

SIZE = (80, 24)


@pytest.fixture
def plain(session_on: Callable[..., Session]) -> Session:
    """A session on three options, three criteria in a group and one on a measured scale; nothing is scored."""
    nodes: list[Criterion] = [group("gain"), leaf("one", "gain"), leaf("two", "gain"), leaf("three", "gain"),
             leaf("cost", scale=MeasuredScale(kind="measured", unit="M EUR", worst=40, best=0),
                  direction=Direction.MINIMIZE)]  # fmt: skip
    return session_on(study(nodes, {name: {} for name in ("tram", "bus", "metro")}))


def shown(app: WorkbenchApp) -> list[str]:
    grid = app.score.grid
    return [line.text for line in grid.render_lines(grid.size.region)]


def values(session: Session) -> dict[tuple[str, str], float | None]:
    return {(score.option, score.criterion): score.value for score in session.study.scores}


async def turned(pilot: Pilot[None], app: WorkbenchApp) -> ScoreGrid:
    await pilot.press("t")
    assert app.score.grid.turned
    return app.score.grid


async def test_options_stand_on_lines_with_their_totals_and_criteria_in_columns(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await turned(pilot, app)
        lines = shown(app)
        assert "Option" in lines[2]
        assert "more criteria:" in lines[0]
        assert lines[3].startswith("›Border")
        assert "49.9" in lines[3]
        await pilot.press("t")
        assert "Criterion" in shown(app)[2]


async def test_levels_go_along_the_line_and_on_to_the_next_option(plain: Session) -> None:
    app = WorkbenchApp(plain)
    async with app.run_test(size=SIZE) as pilot:
        grid = await turned(pilot, app)
        await pilot.press("5", "4", "3", "1", "2", "enter")
        assert values(plain) == {
            ("tram", "one"): 100, ("tram", "two"): 75, ("tram", "three"): 50, ("tram", "cost"): 12,
        }  # fmt: skip
        assert (grid.option.id, grid.row.criterion.id) == ("bus", "cost")


async def test_a_number_can_be_typed_and_left_in_every_direction(plain: Session) -> None:
    app = WorkbenchApp(plain)
    async with app.run_test(size=SIZE) as pilot:
        grid = await turned(pilot, app)
        await pilot.press("end", "2", "0", "tab")
        assert (grid.option.id, grid.row.criterion.id) == ("bus", "one")
        await pilot.press("i", "3", "7", "right", "i", "4", "4", "down")
        assert values(plain) == {("tram", "cost"): 20, ("bus", "one"): 37, ("bus", "two"): 44}
        assert (grid.option.id, grid.row.criterion.id) == ("metro", "two")
        await pilot.press("home", "up", "up")
        assert (grid.option.id, grid.row.criterion.id) == ("tram", "one")


async def test_a_range_is_a_rectangle_as_it_is_seen(plain: Session) -> None:
    app = WorkbenchApp(plain)
    async with app.run_test(size=SIZE) as pilot:
        await turned(pilot, app)
        await pilot.press("V", "right", "down", "4")
        assert values(plain) == {(option, leaf): 75 for option in ("tram", "bus") for leaf in ("one", "two")}
        await pilot.press("u")
        assert values(plain) == {}


async def test_a_table_is_pasted_and_copied_as_it_is_seen(plain: Session) -> None:
    app = WorkbenchApp(plain)
    async with app.run_test(size=SIZE) as pilot:
        grid = await turned(pilot, app)
        grid.post_message(events.Paste("10\t20\t30\t5\n40\t50\t60\t6\n"))
        await pilot.pause()
        assert values(plain) == {
            ("tram", "one"): 10, ("tram", "two"): 20, ("tram", "three"): 30, ("tram", "cost"): 5,
            ("bus", "one"): 40, ("bus", "two"): 50, ("bus", "three"): 60, ("bus", "cost"): 6,
        }  # fmt: skip
        await pilot.press("home", "V", "end", "down", "y")
        assert app.copied_text.splitlines() == ["10\t20\t30\t5", "40\t50\t60\t6"]


async def test_the_next_gap_is_looked_for_along_the_lines(plain: Session) -> None:
    app = WorkbenchApp(plain)
    async with app.run_test(size=SIZE) as pilot:
        grid = await turned(pilot, app)
        await pilot.press("5", "home", "right_square_bracket")
        assert (grid.option.id, grid.row.criterion.id) == ("tram", "two")


async def test_a_click_goes_to_the_cell_that_is_seen(plain: Session) -> None:
    app = WorkbenchApp(plain)
    async with app.run_test(size=SIZE) as pilot:
        grid = await turned(pilot, app)
        spot = next((x, y) for y in range(grid.size.height) for x in range(grid.size.width)
                    if grid.cell_at(x, y) == grid.find("metro", "two") and x > grid.side)  # fmt: skip
        await pilot.click(grid, offset=spot)
        assert (grid.option.id, grid.row.criterion.id) == ("metro", "two")


async def test_groups_are_folded_the_other_way_round_only(plain: Session) -> None:
    app = WorkbenchApp(plain)
    async with app.run_test(size=SIZE) as pilot:
        grid = await turned(pilot, app)
        await pilot.press("z")
        assert "t turns the view" in app.score.query_one(Status).plain
        assert len(grid.columns) == 4


async def test_every_key_of_the_mode_runs_while_the_grid_is_turned(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await turned(pilot, app)
        for action in app.actions.of("score"):
            while app.screen is not app.mode:
                await app.pop_screen()
            await app.do(action.id)
            await pilot.press("escape")
        assert app.is_running
