"""Pictures of Results, Robustness and Compare; look at every changed one before accepting it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.tui.pictures_as_text import settled
from workbench.tui.app import WorkbenchApp
from workbench.tui.theme import WITHOUT_COLOUR
from workbench.usecases import robustness as robustness_module

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

SMALL, LARGE = (80, 24), (160, 50)
SHOWN = [
    *((key, size) for key in ("f4", "f5", "f6") for size in (SMALL, LARGE)),
    *((key, SMALL) for key in ("f4 3", "f4 4", "f4 5", "f5 3", "f5 6", "f6 2", "f6 3")),
    *((("f5 5"), size) for size in (SMALL, LARGE)),
]


@pytest.fixture(autouse=True)
def few_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw few samples: the same picture in a tenth of the time."""
    monkeypatch.setattr(robustness_module, "robustness", partial(robustness_module.robustness, samples=200))


def pressed(app: WorkbenchApp, keys: str) -> Callable[[Pilot[None]], Any]:
    """Return what presses keys and waits until the page is calculated."""

    async def press(pilot: Pilot[None]) -> None:
        await pilot.press(*keys.split())
        await settled(app, pilot)

    return press


@pytest.mark.parametrize(("keys", "size"), SHOWN)
def test_a_page(snap_compare: Callable[..., bool], app: WorkbenchApp, keys: str, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=pressed(app, keys))


def test_a_picture_without_colours(
    snap_compare: Callable[..., bool], app: WorkbenchApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    plain = WorkbenchApp(app.session)
    assert plain.theme == WITHOUT_COLOUR
    assert snap_compare(plain, terminal_size=SMALL, run_before=pressed(plain, "f5 5"))


def test_a_picture_in_the_light_theme(snap_compare: Callable[..., bool], app: WorkbenchApp) -> None:
    app.theme = "workbench-light"
    assert snap_compare(app, terminal_size=(120, 40), run_before=pressed(app, "f5 3"))
