"""Compare mode while a round is open: what is withheld says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.panels import panel_study
from tests.studies import Side, leaf
from tests.tui.pictures_as_text import settled
from workbench.tui.app import WorkbenchApp
from workbench.tui.modes.paged import PagedScreen
from workbench.usecases.rounds import change_round

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.usecases.session import Session

SIZE = (100, 30)


async def test_the_talking_list_is_withheld_while_a_round_is_open(session_on: Callable[..., Session]) -> None:
    sides = (Side(id="north", label="North"), Side(id="south", label="South"))
    study = panel_study(
        [leaf("cost")], {"ana": ("north", {"bus": {"cost": 75}}), "ben": ("south", {"bus": {"cost": 25}})}, sides=sides
    )
    session = session_on(study)
    change_round(session.path, "open", analyst="ana")
    session.refresh()
    app = WorkbenchApp(session)

    def shown() -> str:
        assert isinstance(app.screen, PagedScreen)
        return " ".join(app.screen.paper.plain.split())

    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "5")
        await settled(app, pilot)
        assert "no talking list before it is revealed" in shown()
        assert "cells to talk about" not in shown()
        assert "7 shows every table of the panel." in shown()
        await pilot.press("6")
        await settled(app, pilot)
        assert "no talking list before it is revealed" in shown()
        assert "Nobody has scored" not in shown()
