"""Served studies for the tests of this folder, which share one server and one browser, and so one process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import require
from tests.panels import panel_study
from tests.studies import Side, leaf
from tests.web.chromium import PROGRAM, Chromium
from tests.web.served import Served
from workbench.store.folder import create

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.model.study import Study

HERE = Path(__file__).parent
SIDES = (Side(id="north", label="North"), Side(id="south", label="South"))
MEMBERS = {"ana": "north", "bo": "south", "cy": "south", "dee": "north"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of this folder in one process."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("web"))


def group_study() -> Study:
    """Return a small study of four analysts on two sides."""
    rows: dict[str, Any] = {
        name: (side, {option: {"a": 50, "b": 25, "c": 75} for option in "xyz"}) for name, side in MEMBERS.items()
    }
    return panel_study((leaf("a"), leaf("b"), leaf("c")), rows, {"root": {"a": 2, "b": 1, "c": 1}}, SIDES)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A folder with the small study that nobody has open."""
    create(tmp_path / "study", group_study(), "founder", why="test")
    return tmp_path / "study"


@pytest.fixture
def serve(study: Path, tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Serve a study of its own to some people."""
    running: list[Served] = []

    def start(*people: str, **settings: Any) -> Served:
        running.append(Served(study, *people, home=tmp_path / "home", **settings))
        return running[-1]

    yield start
    for each in running:
        each.stop()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve one study to all: Ana and Bo come with browsers, Dee and Guest without, Cy has a terminal."""
    folder = tmp_path_factory.mktemp("house")
    create(folder / "study", group_study(), "founder", why="test")
    people = ("--analyst", "Ana", "--analyst", "Bo", "--analyst", "Dee", "--observer", "Guest")
    served = Served(folder / "study", *people, home=folder / "home")
    yield served
    served.stop()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Start a browser with a profile of its own."""
    require(present=PROGRAM is not None, what="Chromium")
    browser = Chromium(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.stop()
