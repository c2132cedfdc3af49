"""What a new criterion or group still lacks is said where the cursor stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.studies import leaf, study
from workbench.tui.app import WorkbenchApp
from workbench.tui.widgets.detail import Detail

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.usecases.session import Session

SIZE = (80, 24)


def told(app: WorkbenchApp) -> str:
    return " ".join(app.score.query_one(Detail).plain.split())


async def test_a_new_criterion_says_that_it_has_no_weight_and_no_described_levels(app: WorkbenchApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        assert "counts nothing" not in told(app)
        assert "F9" not in told(app)
        await pilot.press("a", "c", *"Noise", "enter")
        await pilot.pause()
        assert "It counts nothing: F3 gives it a weight." in told(app)
        assert "F9 writes what it asks and what its levels mean." in told(app)
        await pilot.press("3", "left")
        assert "counts nothing" in told(app)


async def test_before_any_weight_is_set_every_criterion_counts(session_on: Callable[..., Session]) -> None:
    rows: dict[str, dict[str, float | str | None]] = {"bus": {}, "tram": {}}
    app = WorkbenchApp(session_on(study([leaf("cost")], rows)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "c", *"Noise", "enter")
        await pilot.pause()
        assert "counts nothing" not in told(app)
        await pilot.press("g", "a", "g", *"Air", "enter")
        await pilot.pause()
        assert app.score.grid.row.criterion.id == "air"
        assert "Nothing is in this group yet: a adds a criterion here." in told(app)
        await pilot.press("a", "c", *"Dust", "enter", "up")
        await pilot.pause()
        assert app.score.grid.row.criterion.id == "air"
        assert "Nothing is in this group" not in told(app)
