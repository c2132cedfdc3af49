"""Options that fail a must-have: they stay where they can be scored, marked, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.studies import leaf, study
from workbench.model.gate import Gate
from workbench.tui.app import WorkbenchApp
from workbench.tui.widgets.detail import Detail
from workbench.tui.widgets.ranking import Ranking, RankingLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.usecases.session import Session

SIZE = (80, 24)


@pytest.fixture
def gated(session_on: Callable[..., Session]) -> Session:
    """A session on three options, of which the second fails a must-have."""
    rows: dict[str, dict[str, float | str | None]] = {
        "first": {"cost": 75, "reach": 50}, "second": {"cost": 0, "reach": 100}, "third": {"cost": 50, "reach": 50},
    }  # fmt: skip
    whole = study([leaf("cost"), leaf("reach")], rows)
    gate = Gate(id="affordable", criterion="cost", at_least=25, why="There is no more money.")
    return session_on(whole.model_copy(update={"gates": (gate,)}))


def heading(app: WorkbenchApp) -> str:
    lines = [app.score.grid.render_line(y).text for y in range(app.score.grid.page)]
    return "\n".join(lines[:3])


async def test_an_option_that_fails_a_gate_stays_in_the_grid_with_the_reason(gated: Session) -> None:
    app = WorkbenchApp(gated)
    async with app.run_test(size=SIZE) as pilot:
        assert [option.id for option in app.score.grid.options] == ["first", "second", "third"]
        assert "✗ " in heading(app)
        assert heading(app).count("✗") == 1
        await pilot.press("right")
        said = app.score.query_one(Detail).plain
        assert "Not ranked:" in said
        assert "no more money" in said
        ranking = app.score.query_one(Ranking).plain
        assert "not ranked" in ranking
        assert "✗" in ranking


async def test_a_score_can_bring_an_option_back_into_the_ranking_and_take_it_out(gated: Session) -> None:
    app = WorkbenchApp(gated)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("right", "3")
        assert "✗" not in heading(app)
        assert len(gated.evaluation.results) == 3  # type: ignore[union-attr]
        await pilot.press("1")
        assert app.score.grid.find("third", "cost") is not None
        assert heading(app).count("✗") == 1
        assert {each.id for each in gated.evaluation.left_out} == {"third"}  # type: ignore[union-attr]
        await pilot.press("u", "u")
        assert {each.id for each in gated.evaluation.left_out} == {"second"}  # type: ignore[union-attr]


async def test_the_narrow_ranking_names_who_stands_outside(gated: Session) -> None:
    app = WorkbenchApp(gated)
    async with app.run_test(size=(60, 16)):
        assert "✗" in app.score.query_one(RankingLine).plain
