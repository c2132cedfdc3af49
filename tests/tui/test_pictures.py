"""Pictures of the screen; look at every changed one before accepting it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.studies import group, leaf, study
from workbench.model.criterion import Direction, Leaf, MeasuredScale
from workbench.tui.app import WorkbenchApp
from workbench.tui.theme import ROUND, WITHOUT_COLOUR

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from workbench.model.criterion import Criterion
    from workbench.usecases.session import Session


def keys(app: WorkbenchApp, *pressed: str) -> Callable[[Pilot[None]], Any]:
    """Return what presses keys and waits until everything is saved and shown."""

    async def press(pilot: Pilot[None]) -> None:
        await pilot.press(*pressed)
        app.session.flush()
        await pilot.pause()
        await pilot.pause()

    return press


@pytest.mark.parametrize("theme", ROUND)
@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40), (160, 50)])
def test_opening(
    snap_compare: Callable[..., bool],
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    theme: str,
) -> None:
    if theme == WITHOUT_COLOUR:
        monkeypatch.setenv("NO_COLOR", "1")
    app = WorkbenchApp(session)
    app.theme = theme
    assert snap_compare(app, terminal_size=size)


def test_a_selected_range_and_a_folded_group(snap_compare: Callable[..., bool], app: WorkbenchApp) -> None:
    assert snap_compare(app, run_before=keys(app, "pagedown", "z", "up", "up", "up", "V", "right", "down"))


def test_the_evidence_of_a_cell(snap_compare: Callable[..., bool], app: WorkbenchApp) -> None:
    assert snap_compare(app, run_before=keys(app, "v"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_after_some_scores(snap_compare: Callable[..., bool], app: WorkbenchApp, size: tuple[int, int]) -> None:
    pressed = ["5", "1", "down", "i", "6", "2", "enter", "up", "n", *"Ana's own reason", "escape"]
    assert snap_compare(app, terminal_size=size, run_before=keys(app, *pressed))


def test_a_number_out_of_range(snap_compare: Callable[..., bool], app: WorkbenchApp) -> None:
    assert snap_compare(app, run_before=keys(app, "down", "i", "3", "0", "0", "enter"))


def test_the_editor_for_reasons(snap_compare: Callable[..., bool], app: WorkbenchApp) -> None:
    assert snap_compare(app, run_before=keys(app, "n"))


def test_the_help(snap_compare: Callable[..., bool], app: WorkbenchApp) -> None:
    assert snap_compare(app, run_before=keys(app, "f1"))


def test_a_terminal_that_is_too_small(snap_compare: Callable[..., bool], app: WorkbenchApp) -> None:
    assert snap_compare(app, terminal_size=(50, 12))


def test_without_colours(snap_compare: Callable[..., bool], session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = WorkbenchApp(session)
    assert snap_compare(app, run_before=keys(app, "5"))


def test_missing_scores_and_measured_criteria(
    snap_compare: Callable[..., bool], session_on: Callable[..., Session]
) -> None:
    cost = Leaf(id="cost", parent="means", label="Net cost to the city", direction=Direction.MINIMIZE,
                question="What does it cost the city in a usual year?",
                scale=MeasuredScale(kind="measured", unit="M EUR per year", worst=40, best=-5))  # fmt: skip
    nodes: list[Criterion] = [
        group("means"),
        cost,
        leaf("staff", "means"),
        group("ends"),
        leaf("air", "ends"),
        leaf("noise", "ends"),
    ]
    rows: dict[str, dict[str, float | str | None]] = {
        "charge": {"cost": -4.5, "staff": 50, "air": 100, "noise": 75},
        "bus lanes": {"cost": 12.25, "staff": "not-known", "air": 50},
        "tram": {"cost": 38, "staff": 25, "air": 75, "noise": "not-applicable"},
    }
    rows = {name.replace(" ", "-"): row for name, row in rows.items()}
    app = WorkbenchApp(session_on(study(nodes, rows)))
    assert snap_compare(app, run_before=keys(app, "x", "u"))
