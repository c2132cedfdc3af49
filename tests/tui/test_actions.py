"""The one list of actions: keys, palette, help, footer, the page of keys, and the user's own keys."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from workbench.tui.actions.key_names import key_id, key_name
from workbench.tui.actions.page import keys_page
from workbench.tui.actions.registry import Actions
from workbench.tui.app import WorkbenchApp
from workbench.tui.modes.mode import modes
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.screens.help import Help
from workbench.tui.widgets.status import Status
from workbench.usecases.keymap import keymap_file

if TYPE_CHECKING:
    from workbench.usecases.session import Session

SIZE = (80, 24)
PAGE = Path(__file__).parents[2] / "docs" / "keys.md"


def actions() -> Actions:
    return Actions(modes())


def test_every_action_has_a_key_a_title_and_an_id_of_its_own() -> None:
    every = actions().all
    assert len({each.id for each in every}) == len(every)
    for each in every:
        assert each.keys, each.id
        assert each.title, each.id


def test_no_key_means_two_things_in_one_place() -> None:
    for place in {each.place for each in actions().all}:
        keys = [key for each in actions().of(place) for key in each.keys]
        assert len(keys) == len(set(keys)), place


def test_no_key_of_a_browser_or_of_tmux_is_used() -> None:
    keys = {key for each in actions().all for key in each.keys}
    assert not keys & {"ctrl+b", "ctrl+w", "ctrl+t", "f11", "f12"}


def test_keys_are_named_as_textual_names_them() -> None:
    for each in actions().all:
        assert [key_id(key) for key in each.keys] == list(each.keys), each.id
    assert key_id("/") == "slash"
    assert key_id("]") == "right_square_bracket"
    assert key_name("ctrl+s") == "Ctrl+S"


def test_the_page_of_keys_is_made_from_the_list() -> None:
    assert PAGE.read_text(encoding="utf-8") == keys_page(), "python -m workbench.tui.actions.page docs/keys.md"


async def test_the_palette_offers_every_action_of_the_mode_and_every_verb(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE):
        titles = [command.title for command in app.get_system_commands(app.score)]
        offered = {each.title for each in app.actions.known_in("score") if each.offered}
        assert offered <= set(titles)
        assert any(title.startswith("score: ") for title in titles)
        assert len(titles) == len(set(titles))


async def test_the_help_names_every_key_of_the_mode_and_the_place_under_the_cursor(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f1")
        assert isinstance(app.screen, Help)
        text = " ".join(" ".join(app.screen.lines()).split())
        for each in app.actions.known_in("score"):
            assert " ".join(each.title.split()) in text, each.id
        assert app.session.study.leaves[0].label in text


async def test_every_mode_is_shown_by_its_key_and_shows_the_keys_that_leave(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        for mode in (*app.modes_shown[1:], app.modes_shown[0]):
            await pilot.press(mode.key)
            await pilot.pause()
            assert isinstance(app.screen, ModeScreen)
            assert app.screen.name_of_mode == mode.name
            shown = app.screen.query_one(Status).plain
            assert "F1 help" in shown, mode.name
            assert "^Q quit" in shown, mode.name
            assert "F2-F9 modes" in shown, mode.name


async def test_while_something_is_calculated_the_line_says_how_far_how_to_stop_and_how_to_leave(
    app: WorkbenchApp,
) -> None:
    goes_on = Event()
    async with app.run_test(size=SIZE):
        app.mode.work("A long title of something that is calculated from all there is", lambda _: goes_on.wait(),
                      lambda _, __: None)  # fmt: skip
        shown = app.mode.query_one(Status).plain
        goes_on.set()
        assert "F1 help" in shown
        assert "^Q quit" in shown
        assert len(shown.rstrip()) <= SIZE[0]


def write_keymap(text: str) -> None:
    keymap_file().parent.mkdir(parents=True, exist_ok=True)
    keymap_file().write_text(text, encoding="utf-8")


async def test_the_users_own_keys_take_the_place_of_the_usual_ones(session: Session) -> None:
    write_keymap('undo = "ctrl+u"\n"score.note" = ["f4", "@"]\n')
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("5", "u")
        assert app.session.own_score(app.score.grid.options[0].id, app.session.study.leaves[0].id)
        await pilot.press("ctrl+u")
        assert app.session.own_score(app.score.grid.options[0].id, app.session.study.leaves[0].id) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('undoo = "u"', "Did you mean 'undo'?"),
        ("undo = 3", "write a key or a list of keys"),
        ("undo = [", "not read"),
        ("undo = []", "write a key"),
    ],
)
async def test_a_mistake_in_the_keymap_is_said_and_the_usual_key_stands(
    session: Session, text: str, found: str
) -> None:
    write_keymap(text)
    app = WorkbenchApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert any(found in each for each in app.heard_so_far)
        await pilot.press("5", "u")
        assert app.session.own_score(app.score.grid.options[0].id, app.session.study.leaves[0].id) is None
