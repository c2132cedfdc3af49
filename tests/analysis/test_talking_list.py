"""The talking list against plain recomputation: every value in between is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import workbench
from tests.panels import panel_study, with_keys
from tests.studies import Side, group, leaf
from workbench.model.criterion import Aggregator, Computation, ComputedLeaf, Direction
from workbench.model.value_function import Target

if TYPE_CHECKING:
    from workbench.model.panel import TalkingList
    from workbench.model.study import Study

SIDES = (Side(id="north", label="North"), Side(id="south", label="South"))
CRITERIA = (
    group("g", aggregator=Aggregator.GEOMETRIC),
    leaf("a", "g"),
    leaf("b", "g", direction=Direction.MINIMIZE),
    leaf("c", value_function=Target(kind="target", target=50.0)),
    leaf("d"),
)
WEIGHTS = {"root": {"g": 2.0, "c": 1.0, "d": 1.0}, "g": {"a": 1.0, "b": 1.0}}


def talked(made: Study) -> TalkingList:
    points = workbench.panel(made).talking
    assert points is not None
    return points


def rankings(made: Study, option: str, criterion: str, ends: tuple[float, float]) -> set[tuple[int, ...]]:
    """Return the panel's ranks with a cell agreed anywhere between two ends."""
    found = set()
    for value in np.linspace(*ends, 13):
        settled = with_keys(made, **{f"agreed__{option}__{criterion}": {"value": float(value), "rationale": "so"}})
        found.add(ranks(settled))
    return found


def ranks(made: Study) -> tuple[int, ...]:
    results = workbench.score(made, view="panel").results
    return tuple(rank for result in results for rank in result.possible_ranks)


def random_panel(seed: int, *, missing: bool) -> Study:
    generator = np.random.default_rng(seed)
    levels = [0, 25, 50, 75, 100]

    def rows(base: dict[str, dict[str, float]]) -> dict[str, dict[str, float | str | None]]:
        return {
            option: {name: float(generator.choice(levels)) if generator.random() < 0.4 else value
                     for name, value in row.items()}
            for option, row in base.items()
        }  # fmt: skip

    base = {option: {name: float(generator.choice(levels)) for name in "abcd"} for option in "xyz"}
    scores: dict[str, Any] = {"n1": ("north", rows(base)), "n2": ("north", rows(base)), "s1": ("south", rows(base))}
    if missing:
        for _, given in scores.values():
            given["z"]["d"] = None
    return panel_study(CRITERIA, scores, WEIGHTS, SIDES)


@pytest.mark.parametrize(("seed", "missing"), [(1, False), (2, False), (3, True)])
def test_a_cell_is_listed_exactly_when_some_settlement_changes_the_ranking(seed: int, missing: bool) -> None:  # noqa: FBT001
    made = random_panel(seed, missing=missing)
    points = talked(made)
    assert points.could
    now = {ranks(made)}
    for point in [*points.could, *points.could_not]:
        reached = rankings(made, point.option, point.criterion, (point.low, point.high))
        assert (reached != now) == point.changes_ranking, point


def test_totals_at_both_ends_are_those_of_the_settled_study() -> None:
    made = random_panel(5, missing=False)
    points = talked(made)
    for point in [*points.could, *points.could_not]:
        for raw, total in ((point.worse, point.total_low), (point.better, point.total_high)):
            key = f"agreed__{point.option}__{point.criterion}"
            settled = workbench.score(with_keys(made, **{key: {"value": raw, "rationale": "so"}}), view="panel")
            assert {each.id: each.total for each in settled.results}[point.option] == pytest.approx(total, abs=1e-9)


def two(**cells: tuple[float, float]) -> Study:
    """Return options x and y, on which North and South differ in the given cells of x; all else is 50."""
    north = {"x": {name: cells.get(name, (50.0, 50.0))[0] for name in "ab"}, "y": {"a": 50.0, "b": 60.0}}
    south = {"x": {name: cells.get(name, (50.0, 50.0))[1] for name in "ab"}, "y": {"a": 50.0, "b": 60.0}}
    rows: dict[str, Any] = {"n1": ("north", north), "s1": ("south", south)}
    return panel_study((leaf("a"), leaf("b")), rows, {"root": {"a": 1, "b": 1}}, SIDES)


def test_what_settling_does_is_said_at_the_end_where_it_does_it() -> None:
    points = talked(two(a=(25.0, 75.0)))
    (point,) = points.could
    assert (point.now, point.low, point.high, point.reach) == (50.0, 25.0, 75.0, 25.0)
    assert (point.rank_now, point.rank_low, point.rank_high) == ((2, 2), (2, 2), (1, 1))
    assert (point.first_low, point.first_high) == (("y",), ("x",))
    assert point.changes_first


def test_cells_that_cannot_alone_may_together_and_that_is_said() -> None:
    apart = talked(two(a=(46.0, 54.0)))
    assert (len(apart.could), len(apart.could_not), apart.together) == (0, 1, False)
    both = talked(two(a=(44.0, 56.0), b=(44.0, 56.0)))
    assert (len(both.could), len(both.could_not)) == (0, 2)
    assert both.together
    assert both.together_first


def test_a_tie_at_the_end_counts_as_a_change() -> None:
    points = talked(two(a=(40.0, 60.0)))
    (point,) = points.could
    assert point.rank_high == (1, 1)
    assert set(point.first_high) == {"x", "y"}


def test_where_nobody_differs_there_is_nothing_to_talk_about() -> None:
    points = talked(two())
    assert (points.could, points.could_not, points.together) == ((), (), False)


def test_a_cell_that_feeds_a_weighted_computed_leaf_is_searched_in_between() -> None:
    names = ("gain-north", "gain-south", "cost-north", "cost-south")
    criteria = [leaf(name, side=name.rpartition("-")[2], measurement="ratio") for name in names]
    share = ComputedLeaf(
        id="share",
        label="Share",
        computed=Computation(measure="proportionality", benefits=names[:2], burdens=names[2:]),
    )

    def rows(gain: float) -> dict[str, Any]:
        even = dict.fromkeys(names, 50.0)
        return {"x": even | {"gain-north": gain}, "y": even | {"gain-north": 40.0}}

    weights = {"root": dict.fromkeys(names, 1e-6) | {"share": 1.0}}
    made = panel_study((*criteria, share), {"n": ("north", rows(0.0)), "s": ("south", rows(100.0))}, weights, SIDES)
    made = with_keys(made, analyst__t={"label": "T", "side": "north"}, order__analyst=["n", "s", "t"])
    points = talked(made)
    (point,) = [each for each in [*points.could, *points.could_not] if each.criterion == "gain-north"]
    # Both ends are uneven; in between, at 50, the shares are even and the total is 100.
    assert point.total_high == pytest.approx(100.0, abs=0.01)
    assert point.total_low == pytest.approx(50.0, abs=0.01)
    assert point.changes_ranking
