"""Study mode: a whole study from blank by keys, fields with their consequences, and every action once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.studies import leaf, study
from tests.tui.conftest import ANA
from tests.tui.pictures_as_text import settled
from workbench.model.criterion import ComputedLeaf, Direction, Leaf
from workbench.model.process import STEPS
from workbench.model.study import Side
from workbench.store.folder import create
from workbench.tui.app import WorkbenchApp
from workbench.tui.modes.paged import PagedScreen
from workbench.tui.modes.study import READ, StudyScreen
from workbench.tui.widgets.status import Status
from workbench.usecases.bilateral import bilateral
from workbench.usecases.editing.study_entries import PLACES, SECTIONS, page
from workbench.usecases.new import make
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from pathlib import Path

SIZE = (80, 24)


async def test_a_study_is_built_from_blank_up_to_its_ranking(tmp_path: Path) -> None:
    make(tmp_path / "mine", "blank", ANA)
    session = Session(tmp_path / "mine", ANA)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        for names in (("north", "south"), ("bridge", "tunnel"), ("jobs", "cost", "trust")):
            await pilot.press("right")
            for name in names:
                await pilot.press("a", *name, "enter")
                await pilot.pause()
        study = session.study
        assert [each.id for each in study.sides] == ["north", "south"]
        assert [each.id for each in study.options] == ["bridge", "tunnel"]
        assert [each.id for each in study.leaves] == ["jobs", "cost", "trust"]
        await pilot.press("f2", "5", "1", "2", "4", "3", "3")
        await pilot.press("f3", "1", "0", "0", "enter", "5", "0", "enter", "2", "0", "enter")
        await pilot.pause()
        assert len(session.study.scores) == 6
        assert session.evaluation is not None
        assert [each.rank for each in session.evaluation.ranking] == [1, 2]
        assert {each.criterion: round(each.share, 2) for each in session.evaluation.leaf_weights} == {
            "jobs": 0.59, "cost": 0.29, "trust": 0.12,
        }  # fmt: skip
    session.close()


async def test_a_field_whose_change_costs_something_says_so_first(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "right", "right", "right")
        await pilot.pause()
        screen = app.mode
        assert isinstance(screen, StudyScreen)
        leaf = app.session.study.leaves[0]
        screen.list.opened = {f"criterion/{leaf.id}"}
        screen.renew()
        place = next(place for place, each in enumerate(screen.list.entries) if each.path == ("direction",))
        screen.list.go(place)
        other = "minimize" if leaf.direction == "maximize" else "maximize"
        await pilot.press("enter", *other, "enter")  # typing takes the place of what was chosen
        await pilot.pause()
        assert "y does it" in screen.query_one(Status).plain
        await pilot.press("n")
        assert screen.query_one(Status).plain.strip() == "Nothing was changed."
        assert app.session.study.leaves[0].direction == leaf.direction
        await pilot.press("enter", *other, "enter", "y")
        assert app.session.study.leaves[0].direction == other
        await pilot.press("u")
        assert app.session.study.leaves[0].direction == leaf.direction


async def test_what_names_something_else_is_refused_with_the_reason(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "right", "X")
        await pilot.pause()
        assert app.session.study.sides
        before = len(app.session.study.sides)
        await pilot.press("y")
        assert len(app.session.study.sides) == before


async def test_every_page_and_every_action_of_weights_and_study_runs_without_an_error(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        for mode in ("weights", "study"):
            key = next(each.key for each in app.modes_shown if each.name == mode)
            for action in app.actions.of(mode):
                while app.screen is not app.mode:
                    await app.pop_screen()
                await pilot.press(key)
                await app.do(action.id)
                await pilot.press("escape")
        while app.screen is not app.mode:
            await app.pop_screen()
        for _ in range(10):
            await pilot.press("right", "down", "enter", "escape")
        assert app.is_running


async def test_sides_are_compared_once_a_computed_criterion_is_added_on_the_screen(tmp_path: Path) -> None:
    def owned(name: str, side: str, direction: Direction) -> Leaf:
        return leaf(name, side=side, direction=direction, measurement="interval" if name == "jobs" else "ratio")

    more, less = Direction.MAXIMIZE, Direction.MINIMIZE
    nodes = [
        owned("jobs", "us", more),
        owned("visas", "mx", more),
        owned("cost", "us", less),
        owned("loss", "mx", less),
    ]
    scores: dict[str, dict[str, float | str | None]] = {
        "a": {each.id: 50.0 for each in nodes}, "b": {each.id: 25.0 for each in nodes},
    }  # fmt: skip
    made = study(nodes, scores).model_copy(
        update={"sides": (Side(id="us", label="North"), Side(id="mx", label="South"))}
    )
    create(tmp_path / "two", made, "ana", why="test")
    session = Session(tmp_path / "two", ANA)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "right", "right", "right", "C", *"Shares", "enter")
        await pilot.pause()
        assert "not so on Jobs" in app.mode.query_one(Status).plain
        screen = app.mode
        assert isinstance(screen, StudyScreen)
        screen.list.opened = {"criterion/jobs"}
        screen.renew()
        paths = [each.path for each in screen.list.entries]
        screen.list.go(paths.index(("scale", "measurement")))
        await pilot.press("enter", *"ratio", "enter", "y")
        await pilot.press("C", *"Shares", "enter")
        await pilot.pause()
        assert "Added Shares, computed from Jobs, Visas, Cost, Loss." in app.mode.query_one(Status).plain
        computed = session.study.criterion["shares"]
        assert isinstance(computed, ComputedLeaf)
        assert (computed.computed.benefits, computed.computed.burdens) == (("jobs", "visas"), ("cost", "loss"))
        found = bilateral(session.study)
        assert found.scale is not None
        assert {side.id for side in found.sides} == {"us", "mx"}
        screen.list.opened = {"criterion/shares"}
        screen.renew()
        paths = [each.path for each in screen.list.entries if each.key == "criterion/shares"]
        assert ("computed", "benefits") in paths
        await pilot.press("u")
        assert "shares" not in session.study.criterion
    session.close()


async def test_who_answers_to_whom_is_given_on_the_screen_and_compared_as_a_matrix(tmp_path: Path) -> None:
    make(tmp_path / "mine", "blank", ANA)
    session = Session(tmp_path / "mine", ANA)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        for names in (("north", "south"), ("bridge", "tunnel"), ("watch", "voice")):
            await pilot.press("right")
            for name in names:
                await pilot.press("a", *name, "enter")
                await pilot.pause()
        await pilot.press("f6", "3")
        await settled(app, pilot)
        assert isinstance(app.mode, PagedScreen)
        assert "for example north to south" in app.mode.paper.plain
        for name, relation in (("watch", "north to south"), ("voice", "south to south")):
            await pilot.press("f9")
            screen = app.mode
            assert isinstance(screen, StudyScreen)
            screen.list.opened = {f"criterion/{name}"}
            screen.renew()
            screen.list.go([each.path for each in screen.list.entries].index(("cell",)))
            await pilot.press("enter", *"north to west", "enter")
            await pilot.pause()
            assert "cannot be 'north to west'" in screen.query_one(Status).plain
            await pilot.press("enter", *relation, "enter")
            await pilot.pause()
        await pilot.press("f2", "2", "4", "3", "5", "f6")
        await settled(app, pilot)
        assert "Weakest across the border, 25: government of north to public of south, under bridge." in " ".join(
            app.mode.paper.plain.split()
        )
        assert bilateral(session.study).accountability is not None
    session.close()


async def test_the_history_names_what_changed_without_the_marks_of_a_file(app: WorkbenchApp) -> None:
    session = app.session
    option, leaf = session.study.options[0], session.study.leaves[0]
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "f3", "enter", *"60", "enter")
        await pilot.pause()
        await pilot.press("f9", "right", "a", *"Third side", "enter")
        await pilot.pause()
        screen = app.mode
        assert isinstance(screen, StudyScreen)
        screen.list.opened = {"side/third-side"}
        screen.renew()
        screen.list.go([each.path for each in screen.list.entries].index(("in_text",)))
        await pilot.press("enter", *"the third", "enter")
        await pilot.pause()
        screen.action_show_section("history")
        said = [each.value for each in screen.list.entries]
        assert said[0] == "side Third side: – → the third (in text)"
        assert said[1] == "side Third side: added"
        answered = "weights of the whole in Balanced demo weights: Burden-sharing points 100 → swing "
        assert said[2].startswith(answered)
        assert said[3].startswith(f"{option.brief} on {leaf.brief}: ")
        assert "→ 25" in said[3]
        assert not [each for each in said if any(mark in each for mark in ('["', '{"', "order/"))]


async def test_what_was_added_is_under_the_cursor_and_what_follows_a_group_goes_into_it(tmp_path: Path) -> None:
    make(tmp_path / "mine", "blank", ANA)
    session = Session(tmp_path / "mine", ANA)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "right", "right", "right")
        screen = app.mode
        assert isinstance(screen, StudyScreen)
        for key, name in (("a", "cost"), ("A", "gains"), ("a", "jobs"), ("a", "trade")):
            await pilot.press(key, *name, "enter")
            await pilot.pause()
            assert screen.list.entry is not None
            assert screen.list.entry.key == f"criterion/{name}"
            assert "Added" in screen.query_one(Status).plain
        assert [each.parent for each in session.study.leaves] == ["root", "gains", "gains"]
        screen.list.go(1)
        await pilot.press("a")
        assert "new criterion, in gains" in screen.query_one(Status).plain
        await pilot.press("escape", "A", *"other", "enter")
        await pilot.pause()
        assert session.study.criterion["other"].parent == "root"
        await pilot.press("right")
        await pilot.pause()
        assert "Added" not in screen.query_one(Status).plain
    session.close()


async def test_a_list_that_became_shorter_shows_its_first_row_again(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "right")
        screen = app.mode
        assert isinstance(screen, StudyScreen)
        screen.list.opened = {entry.key for entry in screen.list.entries}
        screen.renew()
        screen.action_show_section("analysts")
        screen.list.opened = {entry.key for entry in screen.list.entries if entry.kind == "record"}
        screen.renew()
        await pilot.press("G")
        assert screen.list.top > 0
        screen.list.opened = set()
        screen.renew()
        await pilot.pause()
        assert screen.list.top == 0


async def test_a_choice_shows_the_label_of_what_was_chosen_and_is_typed_by_its_id(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        screen = app.mode
        assert isinstance(screen, StudyScreen)
        screen.action_show_section("settings")
        entry = next(each for each in screen.list.entries if each.label == "Weights")
        assert (entry.text, entry.value) == ("balanced", "balanced · Balanced demo weights")
        leaf = app.session.study.leaves[0]
        screen.list.opened = {f"criterion/{leaf.id}"}
        screen.action_show_section("criteria")
        entry = next(each for each in screen.list.entries if each.path == ("parent",))
        assert entry.value == leaf.parent, "a label that says no more than the id is left out"


async def test_states_are_described_and_added_and_options_take_one_of_them(tmp_path: Path) -> None:
    make(tmp_path / "mine", "blank", ANA)
    session = Session(tmp_path / "mine", ANA)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "right", "right", "a", *"bridge", "enter")
        await pilot.pause()
        screen = app.mode
        assert isinstance(screen, StudyScreen)
        screen.action_show_section("question")
        assert "State as-described" in [each.label for each in screen.list.entries]
        await pilot.press("a", *"By 2030", "enter")
        await pilot.pause()
        assert session.study.states == {"as-described": "not described yet", "by-2030": "By 2030"}
        screen.action_show_section("options")
        screen.list.opened = {"option/bridge"}
        screen.renew()
        screen.list.go([each.path for each in screen.list.entries].index(("state",)))
        await pilot.press("enter", *(["backspace"] * 12), *"by-2030", "enter")
        await pilot.pause()
        assert session.study.options[0].state == "by-2030"
    session.close()


async def test_a_page_without_a_row_says_whether_words_hide_them_or_there_is_none(
    app: WorkbenchApp, tmp_path: Path
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        screen = app.mode
        assert isinstance(screen, StudyScreen)
        for name in ("options", "files"):
            screen.action_show_section(name)
            await pilot.press("slash", *"zzz", "enter")
            await pilot.pause()
            assert "Nothing here has “zzz” in it." in screen.list.plain
            assert "a adds" not in screen.list.plain
    make(tmp_path / "mine", "blank", ANA)
    session = Session(tmp_path / "mine", ANA)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "right")
        screen = app.mode
        assert isinstance(screen, StudyScreen)
        assert "There is nothing here yet: a adds it." in screen.list.plain
    session.close()


async def test_a_row_that_is_only_read_says_so_and_where_it_is_seen_to(app: WorkbenchApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f9")
        screen = app.mode
        assert isinstance(screen, StudyScreen)
        for name, row, words in (
            ("files", 0, "Folder is told here, not changed; lines that begin with : are run."),
            ("checklist", 0, "A step is done once its checks are"),
            ("checklist", 1, "Seen to on the pages Question, Sides, Options, Criteria and Settings."),
            ("history", 0, "What was done stays written; u takes back your latest change."),
        ):
            screen.action_show_section(name)
            screen.list.go(row)
            await pilot.press("enter")
            assert words in screen.query_one(Status).plain
        for name in ("files", "checklist", "settings"):
            screen.action_show_section(name)
            await pilot.press("X")
            assert "There is nothing to remove on this page." in screen.query_one(Status).plain


def test_every_step_and_every_page_of_rows_that_are_only_read_has_its_words(session: Session) -> None:
    assert set(PLACES) == {each.id for each in STEPS}
    for name, _ in SECTIONS:
        rows = page(session, name)
        assert name in READ or all(each.key or each.kind == "command" for each in rows)


async def test_the_history_and_the_files_call_people_and_what_was_chosen_by_their_labels(tmp_path: Path) -> None:
    make(tmp_path / "mine", "blank", ("ana-ruiz", "Ana Ruiz"))
    session = Session(tmp_path / "mine", ("ana-ruiz", "Ana Ruiz"))
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9", "right", "right", "a", *"dam", "enter", "right", "a", *"cost", "enter")
        await pilot.pause()
        await pilot.press("f3", "a", *"Second view", "enter", "U", "f9")
        await pilot.pause()
        screen = app.mode
        assert isinstance(screen, StudyScreen)
        screen.action_show_section("history")
        latest = screen.list.entries[0]
        assert latest.label.endswith("  Ana Ruiz")
        assert latest.value == "setting “Weights”: – → Second view"
        screen.action_show_section("files")
        assert next(each.value for each in screen.list.entries if each.label == "You are") == "Ana Ruiz"
    session.close()
