"""What all tests share: a home of their own, and studies to work on."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.soak import watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model.study import Study

# The same examples in every run, and no clock: what a test says must not depend on how busy the machine is.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

TESTS = Path(__file__).parent
SHIPPED = "us-mexico-2011"


def pytest_configure(config: pytest.Config) -> None:
    """Keep a table of the figures of the long runs, where those were asked for."""
    watch(config)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests away from the home, the last study and the name of whoever runs them."""
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("WORKBENCH_ANALYST", "Ana")
    for name in ("WORKBENCH_DEFINITIONS", "WORKBENCH_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def shipped() -> Study:
    """The shipped study."""
    from workbench.usecases.load import load

    return load(SHIPPED)


@pytest.fixture(scope="session")
def expected() -> dict[str, Any]:
    """What independent scripts computed from the shipped study's content."""
    values: dict[str, Any] = json.loads((TESTS / "golden" / f"{SHIPPED}.json").read_text(encoding="utf-8"))
    return values


@pytest.fixture
def study_folder(tmp_path: Path, shipped: Study) -> Path:
    """A folder that holds the shipped study, worked on by Ana."""
    from workbench.store.folder import create
    from workbench.usecases.session import joining

    path = tmp_path / "study"
    create(path, shipped, "ana", why="test", then=(joining(shipped, "ana", "Ana", show=True),))
    return path


def require(*, present: bool, what: str) -> None:
    """Skip a test whose tool is missing; under WORKBENCH_REQUIRE_ALL fail it."""
    if present:
        return
    if os.environ.get("WORKBENCH_REQUIRE_ALL"):
        pytest.fail(f"{what} is missing, and WORKBENCH_REQUIRE_ALL forbids to skip")
    pytest.skip(f"{what} is not installed")


@pytest.fixture
def source(tmp_path: Path) -> Callable[[str], Path]:
    """Write a study source of one's own and return its path."""

    def write(text: str) -> Path:
        path = tmp_path / "study.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
