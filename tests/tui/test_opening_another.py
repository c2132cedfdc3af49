"""Another study takes the place of the open one, without leaving the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.studies import leaf, study
from workbench.store.folder import create
from workbench.tui.screens.reading import Reading
from workbench.tui.widgets.status import Status
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.tui.conftest import Terminal
    from workbench.tui.app import WorkbenchApp

SIZE = (80, 24)


async def typed(app: WorkbenchApp, pilot: Pilot[None], line: str) -> str:
    """Run a line and return what the bottom line says then."""
    await pilot.press("colon")
    for each in line:
        await pilot.press(
            {" ": "space", "/": "slash", "-": "minus", ".": "full_stop", "_": "underscore"}.get(each, each)
        )
    await pilot.press("enter")
    await app.workers.wait_for_complete()
    await pilot.pause()
    return " ".join(app.mode.query_one(Status).plain.split())


async def test_what_was_made_says_how_it_is_opened_here(
    app: WorkbenchApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await typed(app, pilot, "new fresh --from blank")
        assert isinstance(app.screen, Reading)
        assert "Open it here: :open fresh" in " ".join(app.screen.view.plain.split())


async def test_what_cannot_be_opened_is_said_and_the_study_stays(
    app: WorkbenchApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    async with app.run_test(size=SIZE) as pilot:
        assert "There is no study 'nowhere'" in await typed(app, pilot, "open nowhere")
        assert await typed(app, pilot, "open empty")
        assert app.next_study is None
        assert await typed(app, pilot, "open @") == "This study is open already."
        assert app.is_running


async def test_a_number_that_cannot_be_kept_keeps_the_study(app: WorkbenchApp, tmp_path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter", "9", "9", "9")
        app.open_study(tmp_path)
        assert app.next_study is None
        assert app.is_running


@pytest.mark.xdist_group("tmux")
def test_another_study_opens_in_place_and_nothing_of_the_first_is_lost(
    terminal: Callable[..., Terminal], session: Session, tmp_path: Path
) -> None:
    session.close()
    other = tmp_path / "other"
    rows: dict[str, dict[str, float | str | None]] = {"bus": {}, "tram": {}}
    create(other, study([leaf("cost")], rows), "ana", why="test")
    window = terminal(session.path)
    window.wait_for("84/84")
    window.press("5", ":", f"open {other}", "Enter")
    window.wait_for("0/2")
    window.press("4", "2")
    window.wait_for("2/2")
    window.press("C-q")
    assert window.wait_for_end() == 0
    option, criterion = session.study.options[0].id, session.study.leaves[0].id
    for path, cell, value in (session.path, (option, criterion), 100), (other, ("tram", "cost"), 25):
        again = Session(path, ("ana", "Ana"))
        found = again.own_score(*cell)
        again.close()
        assert found is not None
        assert found.value == value
