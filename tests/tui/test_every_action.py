"""Every action there is, done once by its key and once from the palette, at 80×24."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.command import CommandPalette
from textual.system_commands import SystemCommandsProvider

from tests.studies import group, leaf, study
from workbench.tui.actions.action import EVERYWHERE
from workbench.tui.actions.key_names import key_names
from workbench.tui.actions.registry import Actions
from workbench.tui.app import WorkbenchApp
from workbench.tui.modes.mode import modes

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from workbench.model.criterion import Criterion
    from workbench.tui.actions.action import Action
    from workbench.usecases.session import Session

SIZE = (80, 24)
LEAVING = {"quit", "suspend"}
"""Actions that end or stop the program; tests in a real terminal do them."""
PLACES = (EVERYWHERE, *(mode.name for mode in modes()))


@pytest.fixture
def small(session_on: Callable[..., Session]) -> WorkbenchApp:
    """The application on two options and three criteria."""
    nodes: list[Criterion] = [group("gain"), leaf("one", "gain"), leaf("two", "gain"), leaf("cost")]
    rows: dict[str, dict[str, float | str | None]] = {
        "tram": {"one": 75, "two": 50, "cost": 25}, "bus": {"one": 25, "two": 50, "cost": 75},
    }  # fmt: skip
    return WorkbenchApp(session_on(study(nodes, rows)))


def wanted(place: str) -> list[Action]:
    return [each for each in Actions(modes()).of(place) if each.id not in LEAVING]


async def go_to(app: WorkbenchApp, pilot: Pilot[None], place: str) -> None:
    """Close whatever lies over the mode of a place, and show it."""
    while app.screen is not app.mode:
        await app.pop_screen()
    mode = "study" if place == EVERYWHERE else place
    if app.mode.name_of_mode != mode:
        await app.action_show_mode(mode)
        await pilot.pause()
    app.mode.stop_working()


@pytest.mark.parametrize("place", PLACES)
async def test_every_action_is_done_by_its_key(
    small: WorkbenchApp, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    done: list[str] = []
    run = small.run_action

    async def noted(action: str, *arguments: Any, **named: Any) -> bool:
        found = await run(action, *arguments, **named)
        if found:  # not so where nobody has such a method
            done.append(action)
        return found

    monkeypatch.setattr(small, "run_action", noted)
    async with small.run_test(size=SIZE) as pilot:
        for action in wanted(place):
            await go_to(small, pilot, place)
            done.clear()
            await pilot.press(action.keys[0])
            assert action.does in done, (action.id, done)
            for key in action.keys:
                meant = small.actions.on_key(key, place)
                assert meant is not None, (action.id, key)
                assert meant.id == action.id, (action.id, key)
            await pilot.press("escape")
        assert small.is_running


@pytest.mark.parametrize("place", PLACES)
async def test_the_palette_finds_every_action_by_its_title_and_does_it(
    small: WorkbenchApp, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    done: list[str] = []

    async def noted(name: str) -> None:
        done.append(name)

    monkeypatch.setattr(small, "do", noted)
    async with small.run_test(size=SIZE) as pilot:
        await go_to(small, pilot, place)
        provider = SystemCommandsProvider(small.mode)
        for action in wanted(place):
            if action.offered:
                hits = [hit async for hit in provider.search(action.title)]
                best = max(hits, key=lambda hit: hit.score)
                await best.command()
                assert done[-1] == action.id
                assert key_names(action.keys) in (best.help or ""), action.id


async def test_what_is_chosen_in_the_palette_is_done(small: WorkbenchApp) -> None:
    async with small.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p")
        assert isinstance(small.screen, CommandPalette)
        await pilot.press(*"next theme")
        await pilot.pause(0.5)
        before = small.theme
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert small.theme != before
