"""Results, Robustness and Compare: what they show, where their keys lead, and what happens when the study changes."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from tests.panels import panel_study
from tests.studies import Side, group, leaf, study
from workbench.model.report import Report
from workbench.tui.app import WorkbenchApp
from workbench.tui.modes.paged import PagedScreen
from workbench.tui.widgets.command_line import CommandLine
from workbench.tui.widgets.report_view import STALE
from workbench.tui.widgets.status import Status
from workbench.tui.widgets.study_line import StudyLine
from workbench.usecases import evidence as evidence_module
from workbench.usecases import robustness as robustness_module
from workbench.usecases import summary as summary_module
from workbench.usecases.keymap import keymap_file
from workbench.usecases.typed_command import run_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from workbench.model.criterion import Criterion
    from workbench.model.study import Study
    from workbench.tui.widgets.page_view import PageView
    from workbench.usecases.session import Session

SIZE = (80, 24)
KEYS = {"results": "f4", "robustness": "f5", "compare": "f6"}
PRINTED = [
    ("results", "summary", "summary --view ana"),
    ("results", "ranking", "score --view ana"),
    ("results", "groups", "score --explain --view ana"),
    ("results", "pair", "explain {first} {second} --view ana"),
    ("results", "evidence", "evidence --view ana"),
    ("robustness", "verdict", "robustness --view ana"),
    ("robustness", "everything", "robustness --details --view ana"),
    ("compare", "sides", "bilateral"),
    ("compare", "in-full", "bilateral --details"),
    ("compare", "panel", "panel"),
    ("compare", "agreement", "panel --details"),
    ("compare", "rounds", "rounds"),
]


@pytest.fixture
def small() -> Study:
    """Three options on two groups; tram is not scored on noise."""
    rows: dict[str, dict[str, float | str | None]] = {
        "bus": {"cost": 75, "time": 25, "noise": 50},
        "tram": {"cost": 25, "time": 100, "noise": 75},
        "bike": {"cost": 100, "time": 25, "noise": 25},
    }
    nodes: list[Criterion] = [group("means"), leaf("cost", "means"), leaf("time", "means"), leaf("noise")]
    return study(nodes, rows, {"root": {"means": 60, "noise": 40}, "means": {"cost": 50, "time": 50}})


@pytest.fixture
def two_sides() -> Study:
    """Two analysts on two sides who see one cell differently."""
    sides = (Side(id="north", label="North"), Side(id="south", label="South"))
    scores: dict[str, Any] = {
        "ana": ("north", {"bus": {"cost": 75, "time": 25}, "tram": {"cost": 25, "time": 100}}),
        "ben": ("south", {"bus": {"cost": 75, "time": 100}, "tram": {"cost": 25, "time": 50}}),
    }
    return panel_study([leaf("cost"), leaf("time")], scores, sides=sides)


@pytest.fixture(autouse=True)
def few_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw few samples: what is tested here is the screen."""
    monkeypatch.setattr(robustness_module, "robustness", partial(robustness_module.robustness, samples=200))
    monkeypatch.setattr(robustness_module, "SAMPLES", 200)


async def calculated(app: WorkbenchApp, pilot: Pilot[None]) -> PageView:
    """Return the page once it is calculated."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(app.screen, PagedScreen)
    return app.screen.paper


@pytest.mark.parametrize(("mode", "page", "line"), PRINTED)
async def test_a_page_shows_what_its_verb_prints(
    session_on: Callable[..., Session], small: Study, mode: str, page: str, line: str
) -> None:
    session = session_on(small)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(KEYS[mode])
        await app.do(f"{mode}.page-{page}")
        paper = await calculated(app, pilot)
        assert session.evaluation
        first, second = (each.id for each in session.evaluation.ranking[:2])
        session.flush()
        printed = run_line(f"{line.format(first=first, second=second)}{_samples(line)}", session.path)
        assert paper.content.parts == printed.reports
        report = paper.content.parts[0]
        assert isinstance(report, Report)
        assert report.finding.split()[0] in paper.plain


def _samples(line: str) -> str:
    return " --samples 200" if line.startswith("robustness") else ""


@pytest.mark.parametrize("mode", KEYS)
async def test_every_action_of_the_mode_runs_once_without_an_error(
    session_on: Callable[..., Session], two_sides: Study, mode: str
) -> None:
    app = WorkbenchApp(session_on(two_sides))
    names = [each.id for each in app.actions.all if each.place == mode]
    async with app.run_test(size=SIZE) as pilot:
        for name in names:
            await pilot.press(KEYS[mode])
            await calculated(app, pilot)
            await app.do(name)
            await pilot.press("escape")
            await pilot.pause()
        assert app.is_running
        problems = [text for text in app.heard_so_far if "error" in text.lower()]
        assert not problems


@pytest.mark.parametrize("mode", KEYS)
async def test_every_page_has_a_key_and_is_offered_by_the_palette(
    session_on: Callable[..., Session], small: Study, mode: str
) -> None:
    app = WorkbenchApp(session_on(small))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(KEYS[mode])
        screen = app.screen
        assert isinstance(screen, PagedScreen)
        titles = {command.title for command in app.get_system_commands(screen)}
        for number, page in enumerate(screen.pages, start=1):
            assert f"Page: {page.title}" in titles
            await pilot.press(str(number))
            assert screen.page is page


async def test_pictures_give_way_to_their_tables_and_come_back(
    session_on: Callable[..., Session], small: Study
) -> None:
    app = WorkbenchApp(session_on(small))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f4", "3")
        paper = await calculated(app, pilot)
        assert "█" in paper.plain
        await pilot.press("t")
        assert "█" not in paper.plain
        assert "Means" in paper.plain
        await pilot.press("t")
        assert "█" in paper.plain


async def test_results_follow_a_change_and_robustness_waits_for_a_key(
    session_on: Callable[..., Session], small: Study
) -> None:
    app = WorkbenchApp(session_on(small))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f5")
        firm = await calculated(app, pilot)
        await pilot.press("f4")
        before = await calculated(app, pilot)
        was = before.content
        await pilot.press("f2", "1", "f4")
        after = await calculated(app, pilot)
        assert after.content != was
        assert STALE not in after.plain
        await pilot.press("f5")
        await calculated(app, pilot)
        assert STALE in firm.plain
        await pilot.press("2")
        await calculated(app, pilot)
        assert f"{STALE} r does it anew." in firm.plain
        await pilot.press("r")
        await calculated(app, pilot)
        assert STALE not in firm.plain


async def test_a_calculation_can_be_stopped_and_asked_for_again(
    session_on: Callable[..., Session], small: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, begun, ended = robustness_module.robustness, Event(), Event()

    def endless(*arguments: Any, **named: Any) -> Any:
        if ended.is_set():
            return real(*arguments, **named)
        begun.set()
        try:
            while not Event().wait(0.01):
                named["parts"](3, 7)
        finally:
            ended.set()

    monkeypatch.setattr(robustness_module, "robustness", endless)
    app = WorkbenchApp(session_on(small))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f5")
        assert begun.wait(20)
        status = app.screen.query_one(Status)
        while "38%" not in status.plain:
            await pilot.pause(0.02)
        await pilot.press("escape")
        paper = await calculated(app, pilot)
        assert "Stopped" in paper.plain
        await pilot.press("r")
        await calculated(app, pilot)
        assert "What it rests on" in paper.plain
        await pilot.press("f2", "1", "f5")
        begun.clear()
        ended.clear()
        await pilot.press("r")
        assert begun.wait(20)
        await pilot.press("escape")
        await calculated(app, pilot)
        assert STALE in paper.plain
        assert "What it rests on" in paper.plain


async def test_the_first_page_says_how_far_it_is_and_can_be_stopped(
    session_on: Callable[..., Session], small: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, ended = summary_module.summary, Event()

    def endless(*arguments: Any, **named: Any) -> Any:
        if ended.is_set():
            return real(*arguments, **named)
        try:
            while not Event().wait(0.01):
                named["parts"](3, 9)
        finally:
            ended.set()

    monkeypatch.setattr(summary_module, "summary", endless)
    app = WorkbenchApp(session_on(small))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f4")
        status = app.screen.query_one(Status)
        while "30%" not in status.plain:
            await pilot.pause(0.02)
        await pilot.press("escape")
        paper = await calculated(app, pilot)
        assert ended.is_set()
        assert "Stopped" in paper.plain
        assert "Stopped waiting" in status.plain
        await pilot.press("r")
        assert "Stopped waiting" not in status.plain
        await calculated(app, pilot)
        assert "Bus" in paper.plain


async def test_the_evidence_that_the_first_page_found_is_not_searched_again(
    session_on: Callable[..., Session], small: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Study] = []
    real = evidence_module.evidence

    def counted(made: Study, **named: Any) -> Any:
        asked.append(made)
        return real(made, **named)

    monkeypatch.setattr(evidence_module, "evidence", counted)
    app = WorkbenchApp(session_on(small))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f4")
        await calculated(app, pilot)
        await pilot.press("9")
        paper = await calculated(app, pilot)
        assert "score" in paper.plain
        assert len(asked) == 1


async def test_a_cell_of_the_talking_list_is_opened_in_score_mode(
    session_on: Callable[..., Session], two_sides: Study
) -> None:
    app = WorkbenchApp(session_on(two_sides))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "6")
        paper = await calculated(app, pilot)
        assert len(paper.content.cells) == 2
        await pilot.press("down")
        cell = paper.cell
        assert cell is not None
        assert f"› {cell.label}" in paper.plain
        await pilot.press("enter")
        grid = app.score.grid
        assert app.screen is app.score
        assert (grid.option.id, grid.row.criterion.id) == (cell.option, cell.criterion)


async def test_the_projector_hides_the_names_of_analysts(session_on: Callable[..., Session], two_sides: Study) -> None:
    app = WorkbenchApp(session_on(two_sides))
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press("f6", "5")
        paper = await calculated(app, pilot)
        assert "Dr Ben" in paper.plain
        await pilot.press("P")
        for page in ("5", "6", "7", "8", "9", "1"):
            await pilot.press(page)
            await calculated(app, pilot)
            assert "Dr Ben" not in paper.plain
            assert "Projector: analysts stand under letters; P shows their names." in paper.plain
            top = app.screen.query_one(StudyLine).plain
            assert "Ana" not in top
            assert "projector" in top
        await pilot.press("6")
        await calculated(app, pilot)
        await pilot.press("enter")
        assert app.screen is not app.score
        assert "Score mode shows them" in app.screen.query_one(Status).plain


async def test_a_round_is_opened_revealed_and_closed_and_only_after_a_yes(
    session_on: Callable[..., Session], two_sides: Study
) -> None:
    session = session_on(two_sides)
    app = WorkbenchApp(session)

    async def answer(pilot: Pilot[None], key: str, text: str) -> None:
        await pilot.press(key)
        await pilot.press(*text, "enter")
        await pilot.pause()
        await calculated(app, pilot)
        await calculated(app, pilot)

    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "8")
        paper = await calculated(app, pilot)
        assert "O opens a round" in paper.plain
        await pilot.press("O")
        assert "Dr Ben" in app.screen.query_one(Status).plain
        await pilot.press("escape", "P", "O")
        assert "Dr Ben" not in app.screen.query_one(Status).plain
        await pilot.press("escape", "P")
        await calculated(app, pilot)
        await answer(pilot, "O", "first")
        assert [each.state for each in session.study.rounds] == ["open"]
        assert "V reveals the round" in paper.plain
        await answer(pilot, "V", "no")
        assert [each.state for each in session.study.rounds] == ["open"]
        await answer(pilot, "V", "yes")
        assert [each.state for each in session.study.rounds] == ["revealed"]
        assert "C closes the round" in " ".join(paper.plain.split())
        await answer(pilot, "C", "yes")
        assert [each.state for each in session.study.rounds] == ["closed"]
        assert isinstance(app.screen, PagedScreen)
        assert "Round 1" in app.screen.paper.plain or "first" in app.screen.paper.plain


@pytest.mark.parametrize("rows", [{}, {"bus": {"cost": 50}}, {"bus": {"cost": 50}, "tram": {}}])
async def test_blank_and_unfinished_studies_have_sensible_pages(
    session_on: Callable[..., Session], rows: dict[str, dict[str, float | str | None]]
) -> None:
    app = WorkbenchApp(session_on(study([leaf("cost"), leaf("time")], rows)))
    async with app.run_test(size=(60, 16)) as pilot:
        for key in KEYS.values():
            await pilot.press(key)
            screen = app.screen
            assert isinstance(screen, PagedScreen)
            for page in screen.pages:
                screen.turn_to(page)
                paper = await calculated(app, pilot)
                assert paper.plain.strip(), page.name
                assert "nan" not in paper.plain.lower().split(), page.name
                assert "Calculating" not in paper.plain, page.name


async def test_the_two_options_that_are_explained_are_chosen_by_keys(
    session_on: Callable[..., Session], small: Study
) -> None:
    app = WorkbenchApp(session_on(small))
    seen = set()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f4", "6")
        for key in ("b", "a", "b", "b"):
            paper = await calculated(app, pilot)
            part = paper.content.parts[0]
            assert isinstance(part, Report)
            seen.add(part.finding)
            await pilot.press(key)
        await calculated(app, pilot)
    assert len(seen) == 3


async def test_the_weight_of_the_curve_is_chosen_by_keys(session_on: Callable[..., Session], small: Study) -> None:
    app = WorkbenchApp(session_on(small))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f5", "5")
        paper = await calculated(app, pilot)
        first = paper.plain
        await pilot.press("w")
        await calculated(app, pilot)
        assert paper.plain != first
        await pilot.press("W")
        await calculated(app, pilot)
        assert paper.plain == first


async def test_pages_name_the_keys_that_choose_what_they_are_about_as_the_user_has_them(
    session_on: Callable[..., Session], small: Study
) -> None:
    keymap_file().parent.mkdir(parents=True, exist_ok=True)
    keymap_file().write_text('"robustness.weight" = "x"\n', encoding="utf-8")
    app = WorkbenchApp(session_on(small))
    said = {("f4", "6"): "a and b choose the two options.", ("f5", "5"): "x and W show another weight's curve.",
            ("f5", "7"): "o asks about another option.", ("f6", "1"): "9 shows every table"}  # fmt: skip
    async with app.run_test(size=SIZE) as pilot:
        for keys, hint in said.items():
            await pilot.press(*keys)
            paper = await calculated(app, pilot)
            assert hint in paper.plain
            seen = paper.plain.splitlines()[: paper.content_region.height]
            assert any(hint in line for line in seen), "it is seen without scrolling"


async def test_what_the_panel_settled_on_is_written_down_as_a_value_and_a_reason(
    session_on: Callable[..., Session], two_sides: Study
) -> None:
    session = session_on(two_sides)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "6")
        paper = await calculated(app, pilot)
        cell = paper.cell
        assert cell is not None
        await pilot.press("A", *"75", "enter")
        await pilot.pause()
        assert "Give the value, a space, and the reason" in app.screen.query_one(Status).plain
        assert app.screen.query_one(CommandLine).value == "75", "what was typed stays to be mended"
        assert not session.study.agreed
        await pilot.press(*"x we both counted", "enter")
        await calculated(app, pilot)
        assert app.screen.query_one(CommandLine).value == "75x we both counted"
        await pilot.press("home", *["delete"] * 3, *"75", "enter")
        await pilot.pause()
        await calculated(app, pilot)
        await calculated(app, pilot)
        (agreed,) = session.study.agreed
        assert (agreed.option, agreed.criterion, agreed.value, agreed.rationale) == (
            cell.option, cell.criterion, 75.0, "we both counted",
        )  # fmt: skip
        assert "Settled on" in app.screen.query_one(Status).plain
