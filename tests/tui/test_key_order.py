"""Keys that come faster than the screen changes: each acts where the one before it has led."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from workbench.usecases.session import Session


SIZE = (80, 24)
NAMES = {":": "colon", " ": "space", "\r": "enter"}
LOOKS = 3000
"""Times a test looks for what it waits for."""


def type_at_once(app: WorkbenchApp, *keys: str) -> None:
    """Have the terminal send keys without a pause between them."""
    for key in keys:
        character = next((each for each, name in NAMES.items() if name == key), key if len(key) == 1 else None)
        app.post_message(events.Key(NAMES.get(key, key), character))


async def until(good: Callable[[], bool]) -> None:
    for _ in range(LOOKS):
        if good():
            return
        await asyncio.sleep(0.01)
    raise AssertionError


async def test_leaving_right_after_a_dispute_is_settled_loses_neither(disputed: Session) -> None:
    app = WorkbenchApp(disputed)
    async with app.run_test(size=SIZE):
        type_at_once(app, "D", *"why", "enter", "ctrl+q")
        await until(lambda: not app.is_running)
    assert not disputed.disputes


async def test_a_line_typed_in_one_go_is_run_whole(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE):
        type_at_once(app, "f9", *":score", "enter")
        await until(lambda: isinstance(app.screen, Reading))


async def test_keys_go_to_the_mode_that_the_key_before_them_opened(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE):
        type_at_once(app, "f3", "f5", "f2", "5", "f9", "f2", "4")
        leaf = app.session.study.leaves[0].id
        first, second = (option.id for option in app.session.study.options[:2])
        await until(lambda: app.session.own_score(second, leaf) is not None)
        assert app.session.own_score(first, leaf).value == 100  # type: ignore[union-attr]
        assert app.session.own_score(second, leaf).value == 75  # type: ignore[union-attr]


async def test_a_reason_and_the_keys_after_it_come_in_one_go(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE):
        type_at_once(app, "5", "n", *"because", "f2", "4")
        leaf = app.session.study.leaves[0].id
        second, third = (option.id for option in app.session.study.options[1:3])
        await until(lambda: (score := app.session.own_score(second, leaf)) is not None and score.value == 75)
        given = app.session.own_score(second, leaf)
        assert given is not None
        assert given.rationale.endswith("because")
        assert app.session.own_score(third, leaf) is None


class Closing(ModalScreen[None]):
    """A screen that closes by itself, whatever is on its way to it."""

    def compose(self) -> ComposeResult:
        """Lay out a line to type into."""
        yield Input()

    async def on_key(self, event: events.Key) -> None:
        """Close; the key is not taken."""
        del event
        if self.is_current:
            self.dismiss(None)


async def test_keys_behind_one_that_closes_a_screen_still_act(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(Closing())
        await pilot.pause()
        type_at_once(app, "f5", "ctrl+q")
        await until(lambda: not app.is_running)


class Held(Input):
    """A line that does not get round to its keys before it is let go."""

    class Hold(Message):
        """Keeps the line busy."""

        def __init__(self, until_then: asyncio.Event) -> None:
            super().__init__()
            self.until_then = until_then

    async def on_held_hold(self, message: Hold) -> None:
        """Be busy."""
        await message.until_then.wait()


class Holding(ModalScreen[None]):
    """A screen on a line that is busy."""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Held()


async def test_a_key_that_is_lost_with_a_screen_that_closes_is_sent_again(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(Holding())
        await pilot.pause()
        let_go = asyncio.Event()
        held = app.screen.query_one(Held)
        held.post_message(Held.Hold(let_go))
        type_at_once(app, "f3")
        await until(lambda: app._under_way is not None and app._under_way.event is not None)
        closed = app.pop_screen()
        await until(lambda: not held.is_parent_active)
        let_go.set()
        await closed
        await until(lambda: app.mode.name_of_mode == "weights")
