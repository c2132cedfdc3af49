"""The evidence of a cell: passages to link, and a source of one's own, seen while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, OptionList, Static

import workbench
from workbench.tui.app import WorkbenchApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.usecases.session import Session


async def test_what_is_typed_of_ones_own_source_stands_beside_its_name(app: WorkbenchApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "a")
        for name in ("citation", "location", "quotation"):
            field = app.screen.query_one(f"#{name}", Input)
            assert app.focused is field
            assert field.content_size.height == 1
            await pilot.press(*"seen")
            assert field.value == "seen"
            assert field.parent is not None
            assert str(field.parent.query_one(Static).visual).strip()
            if name != "quotation":
                await pilot.press("enter")


async def test_a_known_source_is_completed(session_on: Callable[..., Session]) -> None:
    app = WorkbenchApp(session_on(workbench.load("us-mexico-2011")))
    citation = app.session.study.documents[0].citation
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "a", *citation[:4].lower())
        await pilot.pause()
        await pilot.press("right")
        field = app.screen.query_one("#citation", Input)
        assert field.value.casefold() == citation.casefold()


async def test_a_quotation_that_is_too_long_is_refused_in_words_and_stays(app: WorkbenchApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "a")
        for name, text in ("citation", "Note"), ("location", "p. 1"), ("quotation", "q" * 20_000):
            app.screen.query_one(f"#{name}", Input).value = text
            await pilot.press("enter")
        assert "Not added" in str(app.screen.query_one(".hint", Static).visual)
        assert "longer than" in str(app.screen.query_one(".hint", Static).visual)
        assert len(app.screen.query_one("#quotation", Input).value) == 20_000
        assert app.session.undo() is None


async def test_a_passage_shows_its_words_before_its_place(session_on: Callable[..., Session]) -> None:
    app = WorkbenchApp(session_on(workbench.load("us-mexico-2011")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v")
        first = str(app.screen.query_one(OptionList).get_option_at_index(0).prompt)
        quotations = [each.quotation for each in app.session.study.evidence]
        assert any(0 <= first.find(text[:20]) < 20 for text in quotations)
