"""Score mode with its keys, in an application without a terminal."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from tests.studies import LEVELS, group, leaf, study
from workbench.model.criterion import AnchoredScale, Direction, Leaf, MeasuredScale
from workbench.store.disk import Disk
from workbench.tui.app import WorkbenchApp
from workbench.tui.grid import view as grid_view
from workbench.tui.grid.rows import fill
from workbench.tui.modes.paged import PagedScreen
from workbench.tui.screens.help import Help
from workbench.tui.widgets.detail import Detail
from workbench.tui.widgets.ranking import Ranking, RankingLine
from workbench.tui.widgets.report_view import STALE
from workbench.tui.widgets.status import Status
from workbench.tui.widgets.study_line import Banner, StudyLine
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from workbench.tui.grid.grid import ScoreGrid

SIZE = (80, 24)
WALK = "l j end G home g pagedown ] [ 3 i 5 enter n escape x u ctrl+r f1 escape tab"


def grid_of(pilot: Pilot[None]) -> ScoreGrid:
    assert isinstance(pilot.app, WorkbenchApp)
    return pilot.app.score.grid


def said(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app, WorkbenchApp)
    return pilot.app.score.query_one(Status).plain


def top_of(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app, WorkbenchApp)
    return pilot.app.score.query_one(StudyLine).plain


def value_under_cursor(pilot: Pilot[None]) -> float | None:
    grid = grid_of(pilot)
    score = grid.session.judgement(grid.option.id, grid.row.criterion.id)
    return score.value if score else None


def lines_of(grid: ScoreGrid) -> list[str]:
    return [grid.render_line(y).text for y in range(grid.size.height)]


async def test_the_screen_shows_the_study_the_grid_the_ranking_and_the_detail(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        header = app.score.query_one(StudyLine).plain
        assert "ILLUSTRATIVE" in header
        assert "84/84 scored" in header
        assert "✓ saved" in header
        first = app.session.study.leaves[0]
        assert grid_of(pilot).row.criterion == first
        assert first.label in app.score.query_one(Detail).plain
        assert app.session.evaluation
        for result in app.session.evaluation.results:
            assert f"{result.low:.1f}" in app.score.query_one(Ranking).plain


@pytest.mark.parametrize(
    ("keys", "line", "column"),
    [
        ("down", 1, 0), ("j", 1, 0), ("right", 0, 1), ("l", 0, 1), ("tab", 0, 1), ("down up", 0, 0), ("j k", 0, 0),
        ("l h", 0, 0), ("l left", 0, 0), ("end", 0, 3), ("end home", 0, 0), ("end right", 0, 3), ("left", 0, 0),
        ("tab shift+tab", 0, 0),
    ],
)  # fmt: skip
async def test_keys_move_the_cursor(app: WorkbenchApp, keys: str, line: int, column: int) -> None:
    async with app.run_test(size=SIZE) as pilot:
        start = grid_of(pilot).line
        await pilot.press(*keys.split())
        assert (grid_of(pilot).line - start, grid_of(pilot).column) == (line, column)


async def test_keys_move_to_the_ends_and_by_pages(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        grid = grid_of(pilot)
        await pilot.press("G")
        assert grid.line == len(grid.rows) - 1
        assert any(grid.row.criterion.brief[:8] in line for line in lines_of(grid))
        await pilot.press("g")
        assert grid.row.leaf == app.session.study.leaves[0]
        await pilot.press("pagedown")
        assert grid.line > 5
        await pilot.press("pageup", "pageup")
        assert grid.line == 0


async def test_a_digit_sets_the_level_and_goes_to_the_next_cell(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        grid, session = grid_of(pilot), app.session
        first, second = session.study.leaves[:2]
        await pilot.press("5", "4", "1", "2")
        values = [session.judgement(option.id, first.id) for option in session.study.options]
        assert [score.value for score in values if score] == [100, 75, 0, 25]
        assert (grid.row.leaf, grid.column) == (second, 0)
        assert "25" in said(pilot)


async def test_rows_that_are_read_in_part_are_as_if_read_whole(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        for keys in ("5 1 2", "u ctrl+r u", "down x m k", "V right down 4", "i 6 1 enter u"):
            await pilot.press(*keys.split())
            grid = grid_of(pilot)
            assert grid._filled == {row.criterion.id: fill(app.session, row, grid.options) for row in grid._tree}


async def test_the_last_cell_is_not_left(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("G", "end", "5")
        grid = grid_of(pilot)
        assert (grid.line, grid.column) == (len(grid.rows) - 1, 3)
        assert value_under_cursor(pilot) == 100


async def test_the_ranking_has_moved_when_the_change_returns(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        session, grid = app.session, grid_of(pilot)
        before = app.score.query_one(Ranking).plain
        evaluation = session.apply(session.rescore(grid.option.id, grid.row.criterion.id, value=0))
        assert evaluation
        shown = app.score.query_one(Ranking).plain
        assert shown != before
        assert all(f"{each.low:.1f}" in shown for each in evaluation.results)


async def test_the_ranking_and_the_totals_come_once_the_grid_stands(session: Session) -> None:
    later = Session(session.path, ("ana", "Ana"), later=True)
    app, whole = WorkbenchApp(later), WorkbenchApp(session)
    assert later.evaluation is None
    async with whole.run_test(size=SIZE) as pilot:
        wanted = lines_of(grid_of(pilot)), whole.score.query_one(Ranking).plain
    async with app.run_test(size=SIZE) as pilot:
        while later.is_unscored:
            await pilot.pause()
        await pilot.pause()
        assert (lines_of(grid_of(pilot)), app.score.query_one(Ranking).plain) == wanted
    later.close()


def cells_of(grid: ScoreGrid) -> list[str]:
    below, beside = lines_of(grid)[grid._geometry.head :], grid._geometry.x_of(0)
    return [line[beside:] for line, row in zip(below, grid.rows, strict=False) if row.leaf]


async def test_at_first_sight_the_cells_are_those_that_stay(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid_view, "PAUSE", 3600.0)
    later = Session(session.path, ("ana", "Ana"), later=True)
    app, whole = WorkbenchApp(later), WorkbenchApp(session)
    async with whole.run_test(size=SIZE) as pilot:
        wanted, top = cells_of(grid_of(pilot)), top_of(pilot)
    async with app.run_test(size=SIZE) as pilot:
        assert later.is_unscored
        assert cells_of(grid_of(pilot)) == wanted
        assert "scored" not in top_of(pilot)
        await pilot.press("down", "right", "1")
        assert not later.is_unscored
        assert "scored" in top_of(pilot)
        assert app.progress == whole.progress
    assert "scored" in top
    later.close()


async def test_group_totals_follow_a_change(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        grid = grid_of(pilot)
        before = lines_of(grid)
        await pilot.press("1")
        after = lines_of(grid)
        changed = {y for y, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]}
        groups = {grid.line - 1 + 3, grid.line - 2 + 3}
        assert groups < changed


async def test_a_typed_number_is_drawn_in_the_cell_and_accepted_downwards(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        grid, first = grid_of(pilot), app.session.study.leaves[0]
        await pilot.press("enter", "6", "2", ".", "5")
        assert "62.5▏" in lines_of(grid)[grid.line + 3]
        assert "from 0 to 100" in said(pilot)
        await pilot.press("enter")
        own = app.session.own_score(grid.option.id, first.id)
        assert own
        assert own.value == 62.5
        assert grid.row.leaf == app.session.study.leaves[1]


async def test_tab_accepts_to_the_right_and_arrows_accept_too(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        grid = grid_of(pilot)
        await pilot.press("i", "7", "tab")
        assert grid.column == 1
        await pilot.press("i", "8", "left")
        assert grid.column == 0
        assert value_under_cursor(pilot) == 7
        await pilot.press("right")
        assert value_under_cursor(pilot) == 8


async def test_escape_and_an_empty_number_change_nothing(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        digest = app.session.evaluation.study.digest if app.session.evaluation else ""
        await pilot.press("i", "9", "9", "escape", "i", "backspace", "enter", "i", "enter")
        assert app.session.evaluation
        assert app.session.evaluation.study.digest == digest
        assert grid_of(pilot).typed is None


@pytest.mark.parametrize("typed", ["300", "-1", "1.2.3", "."])
async def test_a_number_out_of_range_is_refused_and_stays(app: WorkbenchApp, typed: str) -> None:
    names = {".": "full_stop", "-": "minus"}
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i", *(names.get(each, each) for each in typed), "enter")
        assert grid_of(pilot).typed == typed
        assert "from 0 to 100" in said(pilot)
        await pilot.press(*["backspace"] * 5, "5", "enter")
        assert grid_of(pilot).typed is None


async def test_no_key_leaks_out_of_a_number_being_typed(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        grid = grid_of(pilot)
        before = (grid.line, grid.column)
        await pilot.press("i", *"hjklgGnxu?[]qe", "home", "end", "pagedown", "delete", "ctrl+z", "ctrl+r")
        assert (grid.line, grid.column) == before
        assert grid.typed == ""
        assert app.screen is app.score


async def test_keys_in_a_burst_are_taken_in_their_order(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        grid, session = grid_of(pilot), app.session
        burst = ["i", "3", "3", "enter", "i", "4", "tab", "5"]
        from textual import events

        for key in burst:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        first, second = session.study.leaves[:2]
        options = session.study.options
        values = [session.own_score(options[0].id, first.id), session.own_score(options[0].id, second.id),
                  session.own_score(options[1].id, second.id)]  # fmt: skip
        assert [score.value for score in values if score] == [33, 4, 100]
        assert grid.column == 2


async def test_a_level_that_is_not_there_is_explained(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("7")
        assert "levels 1 to 5" in said(pilot)
        assert grid_of(pilot).column == 0


async def test_groups_and_computed_figures_cannot_be_scored(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        for keys in (["up"], ["down"] * 5):
            await pilot.press(*keys)
            assert grid_of(pilot).row.leaf is None
            for key in ("3", "i", "n", "x"):
                await pilot.press(key)
                assert "move to a criterion" in said(pilot)
                assert app.screen is app.score
                assert grid_of(pilot).typed is None


async def test_clearing_shows_the_inherited_score_again(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        inherited = value_under_cursor(pilot)
        await pilot.press("x")
        assert "no score of your own" in said(pilot)
        await pilot.press("1", "left")
        assert value_under_cursor(pilot) == 0
        await pilot.press("delete")
        assert value_under_cursor(pilot) == inherited
        await pilot.press("u")
        assert value_under_cursor(pilot) == 0


async def test_undo_and_redo_go_to_the_change_and_name_it(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        grid = grid_of(pilot)
        place = (grid.line, grid.column)
        before = value_under_cursor(pilot)
        await pilot.press("1", "G", "u")
        assert (grid.line, grid.column) == place
        assert value_under_cursor(pilot) == before
        assert said(pilot).strip().startswith("Undid:")
        await pilot.press("G", "ctrl+y")
        assert (grid.line, grid.column) == place
        assert value_under_cursor(pilot) == 0
        assert said(pilot).strip().startswith("Redid:")
        await pilot.press("ctrl+z", "u")
        assert "nothing to undo" in said(pilot)
        await pilot.press("ctrl+r", "ctrl+r")
        assert "nothing to redo" in said(pilot)


async def test_gaps_are_found_in_both_directions(session_on: Callable[..., Session]) -> None:
    rows = {"bus": {"cost": 0, "time": None}, "tram": {"cost": None, "time": 50}}
    session = session_on(study([leaf("cost"), leaf("time")], rows))
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        grid = grid_of(pilot)
        await pilot.press("]")
        assert (grid.line, grid.column) == (0, 1)
        await pilot.press("]")
        assert (grid.line, grid.column) == (1, 0)
        await pilot.press("]")
        assert (grid.line, grid.column) == (0, 1)
        await pilot.press("[")
        assert (grid.line, grid.column) == (1, 0)
        assert "2/4 scored" in app.score.query_one(StudyLine).plain
        await pilot.press("3", "]", "3", "]")
        assert "Every cell has a score" in said(pilot)
        assert "4/4 scored" in app.score.query_one(StudyLine).plain


async def test_a_measured_criterion_takes_digits_as_a_number(session_on: Callable[..., Session]) -> None:
    cost = Leaf(id="cost", label="Cost", direction=Direction.MINIMIZE,
                scale=MeasuredScale(kind="measured", unit="M EUR", worst=40, best=-5))  # fmt: skip
    app = WorkbenchApp(session_on(study([cost, leaf("time")], {"bus": {"cost": 12.0}, "tram": {"cost": 3.5}})))
    async with app.run_test(size=SIZE) as pilot:
        assert "less is better" in app.score.query_one(Detail).plain
        assert "M EUR" in app.score.query_one(Detail).plain
        await pilot.press("3", "9", "tab")
        await pilot.press("minus", "2", "enter")
        session = app.session
        values = [session.own_score(option, "cost") for option in ("bus", "tram")]
        assert [score.value for score in values if score] == [39, -2]
        assert grid_of(pilot).row.criterion.id == "time"


async def test_pasted_numbers_are_typed_and_other_text_is_refused(app: WorkbenchApp) -> None:
    from textual import events

    async with app.run_test(size=SIZE) as pilot:
        app.post_message(events.Paste("a reason\x1b[31m"))
        await pilot.pause()
        assert "not a number" in said(pilot)
        assert grid_of(pilot).typed is None
        app.post_message(events.Paste(" 42\n"))
        await pilot.pause()
        assert grid_of(pilot).typed == "42"


async def test_a_click_moves_the_cursor(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        grid = grid_of(pilot)
        line = grid.line + 1
        await pilot.click(grid, offset=(26 + 8 + 2, 3 + line))
        assert (grid.line, grid.column) == (line, 1)


@pytest.mark.parametrize("size", [(60, 16), (71, 20), (72, 22), (80, 24), (120, 40), (160, 50), (250, 70)])
async def test_every_line_keeps_its_columns(app: WorkbenchApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        grid = grid_of(pilot)
        widths = {cell_len(grid.render_line(y).text) for y in range(grid.size.height)}
        assert widths == {grid.size.width - grid.show_vertical_scrollbar}
        shown = app.score.query_one(RankingLine) if size[0] < 72 else app.score.query_one(Ranking)
        assert shown.display
        assert "1" in shown.plain
        assert len(shown.plain.splitlines()) <= shown.size.height


async def test_a_terminal_that_is_too_small_says_so_and_takes_no_scores(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        for width, height in ((59, 24), (80, 15), (20, 4), (1, 1)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert not app.score.query_one(".page").display
            await pilot.press("5", "x", "n")
        assert app.screen.size == Size(1, 1)
        await pilot.resize_terminal(60, 16)
        await pilot.pause()
        assert app.score.query_one(".page").display
        assert app.session.undo() is None
        await pilot.press("down", "5")
        assert app.session.undo() is not None


async def test_markup_wide_and_combining_text_is_shown_as_it_is(session_on: Callable[..., Session]) -> None:
    strange = {"red": "[red]", "wide": "移民政策の評価", "marks": "e\u0301e\u0301 [/] \u202eabc", "long": "[bold" * 30}
    levels = tuple(level.model_copy(update={"label": "[b]x[/]", "descriptor": "評価 [red"}) for level in LEVELS)
    nodes = [leaf(name, "all", scale=AnchoredScale(kind="anchored", levels=levels)) for name in strange]
    made = study([group("all"), *nodes], {name: {"red": 25} for name in strange})
    criteria = tuple(node.model_copy(update={"label": strange.get(node.id, "[all]")}) for node in made.criteria)
    options = tuple(option.model_copy(update={"label": strange[option.id]}) for option in made.options)
    app = WorkbenchApp(
        session_on(made.model_copy(update={"criteria": criteria, "options": options, "title": "[blink]移民[/blink]"}))
    )
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "5", "n", *"[red]", "escape", "u", "up")
        grid = grid_of(pilot)
        assert {cell_len(grid.render_line(y).text) for y in range(grid.size.height)} == {
            grid.size.width - grid.show_vertical_scrollbar
        }
        for board in app.score.query(Ranking):
            assert {board.render_line(y).cell_length for y in range(board.size.height)} <= {board.content_size.width, 0}
        assert any("[red]" in line for line in lines_of(grid))
        assert "[blink]" in app.score.query_one(StudyLine).plain


@pytest.mark.parametrize(("n_options", "n_leaves"), [(1, 1), (30, 3), (2, 0), (0, 2), (0, 0)])
async def test_studies_of_any_shape_can_be_walked_through(
    session_on: Callable[..., Session], n_options: int, n_leaves: int
) -> None:
    nodes = [leaf(f"leaf-{number}") for number in range(n_leaves)]
    rows: dict[str, dict[str, float]] = {f"option-{number}": {} for number in range(n_options)}
    app = WorkbenchApp(session_on(study(nodes, rows)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*WALK.split())
        await pilot.press("end")
        if n_options and n_leaves:
            assert grid_of(pilot).column == n_options - 1


async def test_help_lists_every_binding_and_closes(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        for key in ("f1", "question_mark"):
            await pilot.press(key)
            assert isinstance(app.screen, Help)
            await pilot.press("escape")
            assert app.score.is_current
        assert grid_of(pilot).has_focus


async def test_the_palette_offers_the_actions_of_the_grid(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE):
        titles = [command.title for command in app.get_system_commands(app.score)]
        assert {"Undo", "Write the reason", "Next cell without a score", "Help", "Quit"} <= set(titles)
        assert len(titles) == len(set(titles))


async def test_ctrl_c_interrupts_nothing(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i", "4", "ctrl+c", "2")
        assert grid_of(pilot).typed == "42"
        assert app.is_running


@pytest.mark.parametrize("key", ["ctrl+q", "f10"])
async def test_quitting_keeps_a_number_that_is_being_typed(app: WorkbenchApp, key: str) -> None:
    async with app.run_test(size=SIZE) as pilot:
        option, first = app.session.study.options[0].id, app.session.study.leaves[0].id
        await pilot.press("i", "4", "2", key)
        score = app.session.own_score(option, first)
        assert score
        assert score.value == 42


async def test_quitting_stays_for_a_number_that_cannot_be_kept(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i", "4", "2", "0", "ctrl+q")
        await pilot.pause()
        assert app.is_running
        assert grid_of(pilot).typed == "420"


class FullDisk(Disk):
    """A disk that takes nothing more until there is room."""

    full = False

    def write(self, descriptor: int, data: bytes) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        super().write(descriptor, data)


async def test_a_failed_save_shows_a_banner_until_it_succeeds(session_on: Callable[..., Session]) -> None:
    disk = FullDisk()
    session = session_on(study([leaf("cost")], {"bus": {"cost": 50}}), disk)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        disk.full = True
        await pilot.press("5")
        session.flush()
        await pilot.pause()
        banner = app.score.query_one(Banner)
        assert banner.display
        assert "No space left" in banner.plain
        assert "NOT SAVED" in app.score.query_one(StudyLine).plain
        await pilot.press("left", "n", "escape")
        assert banner.display
        disk.full = False
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert not banner.display
        assert "✓ saved" in app.score.query_one(StudyLine).plain
        assert "Everything is saved" in said(pilot)


async def test_what_was_changed_is_there_when_the_study_is_opened_again(session: Session) -> None:
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("5", "i", "6", "1", "enter")
    assert session.close().done
    again = Session(session.path, ("ana", "Ana"))
    try:
        assert dataclasses.asdict(again.saving) == {"waiting": 0, "failure": ""}
        values = [again.own_score(option.id, again.study.leaves[0].id) for option in again.study.options[:2]]
        assert [score.value for score in values if score] == [100, 61]
    finally:
        again.close()


async def test_who_works_is_named_before_the_first_score(session: Session) -> None:
    other = Session(session.path, ("ana-ruiz", "Ana Ruiz"))
    app = WorkbenchApp(other)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Ana Ruiz" in top_of(pilot)
        await pilot.press("G", "end", "5")
        assert "Ana Ruiz" in top_of(pilot)
    other.close()


async def test_what_was_said_to_be_missing_is_named_in_the_cell_and_below(session: Session) -> None:
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        for key, cell, words in (("k", "n/k", "Not known"), ("a", "n/a", "Does not apply"), ("s", "·", "Not scored")):
            await pilot.press("m", key)
            grid = grid_of(pilot)
            assert cell in lines_of(grid)[grid._geometry.head + grid.line]
            assert words in app.score.query_one(Detail).plain
            assert words in app.score.about()


async def test_a_mode_that_is_asked_for_at_once_is_not_out_of_date(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid_view, "PAUSE", 3600.0)
    later = Session(session.path, ("ana", "Ana"), later=True)
    app = WorkbenchApp(later)
    async with app.run_test(size=SIZE) as pilot:
        assert later.is_unscored
        await pilot.press("f5")
        assert not later.is_unscored
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.mode, PagedScreen)
        assert STALE not in app.mode.paper.plain
    later.close()


async def test_what_is_wrong_with_the_folder_covers_no_question_that_is_open(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        session.warnings = ("A log is cut off.",)
        monkeypatch.setattr(session, "drafts", lambda: {("an-option", "a-criterion"): "half a reason"})
        app._tell_how_it_begins()
        assert "n/k" not in said(pilot)
        assert "k not known" in said(pilot)
        assert "A log is cut off." in app.heard_so_far
        assert any("1 unfinished reason was kept" in each for each in app.heard_so_far)
        await pilot.press("escape", "down")
        app._tell_how_it_begins()
        assert "1 unfinished reason was kept: R opens it." in said(pilot)
