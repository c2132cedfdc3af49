"""Every page of every mode, on a shipped study and on a blank one: words for readers, tables that fit at 80×24."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import ANA
from tests.tui.pictures_as_text import settled
from workbench.engine.method import aggregations
from workbench.tui.app import WorkbenchApp
from workbench.tui.modes.paged import PagedScreen
from workbench.usecases import robustness as robustness_module
from workbench.usecases.new import make
from workbench.usecases.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


SIZE = (80, 24)
MODES = ("results", "robustness", "compare")
NARROW = ["results.summary", "results.ranking", "results.pair", "results.evidence", "robustness.verdict",
          "robustness.flips", "robustness.ranks", "robustness.lifting", "compare.sides", "compare.matrix",
          "compare.packages", "compare.panel", "compare.talk", "compare.rounds"]  # fmt: skip
"""Pages that a facilitator reads from without scrolling sideways."""
FOR_THE_SHELL = re.compile(r"(?<![\w-])--[a-z]|workbench [a-z]+ [A-Z@]|[{\[]\"|\w/\w+/\w")
"""Flags, commands of a shell, values as they are stored, keys of records."""
COMMAND = re.compile(r":[a-z]+(?: --[a-z]+)*")
"""A line for the screen's own command line."""


@pytest.fixture(params=["two-sides-example", "blank"])
def session(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session on a study folder, and few samples."""
    monkeypatch.setattr(robustness_module, "robustness", partial(robustness_module.robustness, samples=200))
    make(tmp_path / "mine", request.param, ANA)
    opened = Session(tmp_path / "mine", ANA)
    yield opened
    opened.close()


async def shown(session: Session) -> dict[tuple[str, bool], tuple[str, bool]]:
    """Return every page as it stands on the screen: its text, and whether a table is wider than the screen."""
    app = WorkbenchApp(session)
    found = {}
    async with app.run_test(size=SIZE) as pilot:
        for mode in MODES:
            await app.action_show_mode(mode)
            assert isinstance(app.mode, PagedScreen)
            for page in app.mode.pages:
                for table in (False, True):
                    app.mode.paper.as_tables = table
                    app.mode.turn_to(page)
                    await settled(app, pilot)
                    paper = app.mode.paper
                    wide = paper.virtual_size.width > paper.scrollable_content_region.width
                    found[f"{mode}.{page.name}", table] = paper.plain, wide
    return found


async def test_pages_speak_to_readers_and_those_to_project_are_no_wider_than_80(session: Session) -> None:
    pages = await shown(session)
    methods = [name for name in aggregations() if "_" in name]
    for where, (text, _) in pages.items():
        assert not FOR_THE_SHELL.findall(COMMAND.sub("", text)), where
        assert not [name for name in methods if name in text], where
    assert not [where for where, (_, wide) in pages.items() if wide and where[0] in NARROW]
