"""Odd text and random keys: no crash, and what is shown is what the log replays to."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.soak import counted
from tests.studies import group, leaf, study
from workbench.model.report import Column, Table
from workbench.tui.actions.action import EVERYWHERE
from workbench.tui.app import WorkbenchApp
from workbench.tui.modes.screen import ModeScreen
from workbench.tui.text.line import width_of
from workbench.tui.text.report_lines import table_lines
from workbench.usecases.editing.many_scores import read_pasted
from workbench.usecases.editing.structure import added_option, named_id
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.criterion import Criterion

ANY = st.text(st.characters(), max_size=40)
TABLES = st.lists(st.lists(ANY, max_size=4), max_size=4)
LEFT_OUT = {"quit", "suspend", "save"}
NUMBERS = [*"0123456789", "enter", "escape", "tab", "backspace", "y", "o", "c"]


def small() -> list[Criterion]:
    return [group("all"), leaf("cost", "all"), leaf("time", "all"), leaf("air")]


def some_study() -> dict[str, dict[str, float | str | None]]:
    return {"bus": {"cost": 0, "time": 50}, "tram": {"cost": 50, "air": 75}, "metro": {}}


def check_text(text: str, table: list[list[str]]) -> None:
    made = study(small(), some_study())
    pasted = "\n".join("\t".join(row) for row in table)
    found, wrong = read_pasted(pasted, made.leaves, made.options, (0, 0))
    assert not (found and wrong) or all(isinstance(each, str) for each in wrong)
    report = Table(text, (Column("a"), Column(text)), tuple((text, cell) for row in table for cell in row))
    widths = {width_of(line) for line in table_lines(report, 60)}
    assert len(widths) == 1
    assert added_option({}, text).changes[0].key == f"option/{named_id(text, ())}"


@given(ANY, TABLES)
@settings(max_examples=60)
def test_odd_text_is_read_or_refused_and_keeps_its_columns(text: str, table: list[list[str]]) -> None:
    check_text(text, table)


@pytest.mark.soak
@given(ANY, TABLES)
@settings(max_examples=10_000)
def test_ten_thousand_odd_texts_are_read_or_refused(text: str, table: list[list[str]]) -> None:
    check_text(text, table)


def ranking(session: Session) -> list[tuple[str, float, float]] | str:
    results = session.evaluation.results if session.evaluation else None
    return session.reason if results is None else [(each.id, each.low, each.high) for each in results]


def every_key(app: WorkbenchApp) -> dict[str, list[str]]:
    """Return what may be pressed in each mode: its keys as often as all others together, digits and letters."""
    found = {}
    for mode in app.modes_shown:
        own, all_over = (
            [key for each in app.actions.of(place) if each.id not in LEFT_OUT for key in each.keys]
            for place in (mode.name, EVERYWHERE)
        )
        others = [*all_over, *NUMBERS]
        found[mode.name] = [*own * (len(others) // len(own) + 1), *others]
    return found


async def play(session_on: Callable[..., Session], seed: int, sequences: int, length: int) -> int:
    """Press random keys in every mode, then hold the study against what its log replays to; return the sequences."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    session = session_on(study(small(), some_study()))
    app = WorkbenchApp(session)
    keys = every_key(app)
    async with app.run_test(size=(80, 24)) as pilot:
        for number in range(sequences):
            mode = app.modes_shown[number % len(app.modes_shown)]
            await pilot.press(mode.key, *(dice.choice(keys[mode.name]) for _ in range(length)))
            for _ in range(8):
                if isinstance(app.screen, ModeScreen):
                    break
                await pilot.press("escape")
        await app.workers.wait_for_complete()
        assert app.is_running
    session.flush()
    state = dict(session.state)
    session.close()
    again = Session(session.path, ("ana", "Ana"))
    try:
        assert dict(again.state) == state
        assert ranking(again) == ranking(session)
    finally:
        again.close()
    return sequences


async def test_random_keys_leave_a_study_that_equals_a_replay_of_its_log(session_on: Callable[..., Session]) -> None:
    await play(session_on, 20110401, 6, 10)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(50))
async def test_five_thousand_random_sequences_leave_what_the_log_replays_to(
    session_on: Callable[..., Session], record_property: Callable[[str, object], None], seed: int
) -> None:
    figures = counted(record_property, "random keys on the screen, in every mode")
    figures["tried"] = figures["acknowledged"] = await play(session_on, seed, 100, 5)
