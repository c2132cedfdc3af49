"""A served study for the tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.chromium import PROGRAM, Chromium
from tests.web.served import Served
from workbench.store.folder import create
from workbench.usecases.load import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Serve a fresh copy of a study to some people."""
    study = tmp_path / "study"
    create(study, load("two-sides-example"), "founder", why="test")
    running: list[Served] = []

    def start(*people: str, options: tuple[str, ...] = ()) -> Served:
        running.append(Served(study, *people, options=options))
        return running[-1]

    yield start
    for each in running:
        each.stop()


@pytest.fixture
def chromium(tmp_path: Path) -> Iterator[Chromium]:
    """Start a browser with a profile of its own."""
    from tests.conftest import require

    require(present=PROGRAM is not None, what="Chromium")
    browser = Chromium(tmp_path / "profile")
    yield browser
    browser.stop()
