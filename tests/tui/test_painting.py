"""What the grid paints, and what it hands out again, is what it would paint anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.studies import group, leaf, study
from workbench.tui.app import WorkbenchApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.strip import Strip

    from workbench.tui.grid.grid import ScoreGrid
    from workbench.usecases.session import Session

SIZE = (100, 30)
LEAVES, OPTIONS = [f"leaf-{number}" for number in range(30)], [f"option-{number}" for number in range(20)]


@pytest.fixture
def wide(session_on: Callable[..., Session]) -> WorkbenchApp:
    """An application on a study with more options than are seen."""
    rows: dict[str, dict[str, float | str | None]] = {name: dict.fromkeys(LEAVES, 50.0) for name in OPTIONS}
    return WorkbenchApp(session_on(study([group("all"), *(leaf(name, "all") for name in LEAVES)], rows)))


def shown(grid: ScoreGrid) -> list[str]:
    """Return the grid's lines as they are sent."""
    return [grid.render_line(y).render(grid.app.console) for y in range(grid.size.height)]


def anew(grid: ScoreGrid) -> list[str]:
    """Return them painted from nothing."""
    grid.notify_style_update()
    return shown(grid)


async def test_a_walk_with_scores_shows_what_painting_anew_would(wide: WorkbenchApp) -> None:
    async with wide.run_test(size=SIZE) as pilot:
        grid = wide.score.grid
        for keys in (["5"] * 12, ["down", "down", "2"], ["V", "left", "up"], ["1"], ["pagedown", "4"], ["t", "3", "t"]):
            await pilot.press(*keys)
            assert shown(grid) == anew(grid)


async def test_the_next_column_is_painted_before_it_is_asked_for(
    wide: WorkbenchApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wide.run_test(size=SIZE) as pilot:
        grid = wide.score.grid
        while not grid.is_at_edge:
            await pilot.press("right")
        grid.paint_ahead()
        before = grid._seen.start
        painted: list[int] = []
        paint = grid._painted

        def counted(place: int, seen: range, width: int) -> Strip:
            if seen.start == before + 1 and place != grid.line:
                painted.append(place)
            return paint(place, seen, width)

        monkeypatch.setattr(grid, "_painted", counted)
        await pilot.press("right")
        assert grid._seen.start == before + 1
        assert painted == []
        assert shown(grid) == anew(grid)
