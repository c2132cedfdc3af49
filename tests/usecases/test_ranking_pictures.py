"""Pictures as data: their figures are those of the ranking, of robustness and of the sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.studies import group, leaf, study
from workbench.model.reading import Reading
from workbench.usecases.bilateral import bilateral
from workbench.usecases.load import load
from workbench.usecases.pages.ranking_pictures import contributions, heat_map, profiles
from workbench.usecases.pages.robustness_pictures import acceptability_bars, missing_scores, moving_pictures
from workbench.usecases.pages.sides_pictures import accountability_matrix, net_benefit_maps
from workbench.usecases.robustness import robustness
from workbench.usecases.score import score

if TYPE_CHECKING:
    from workbench.model.criterion import Criterion
    from workbench.model.study import Study


@pytest.fixture
def small() -> Study:
    rows: dict[str, dict[str, float | str | None]] = {
        "bus": {"cost": 75, "time": 25, "noise": 50},
        "tram": {"cost": 25, "time": 100, "noise": 75},
    }
    nodes: list[Criterion] = [group("means"), leaf("cost", "means"), leaf("time", "means"), leaf("noise")]
    return study(nodes, rows, {"root": {"means": 60, "noise": 40}, "means": {"cost": 50, "time": 50}})


def test_contributions_add_up_to_the_totals(small: Study) -> None:
    evaluation = score(small)
    picture = contributions(small, evaluation)
    for bar, result in zip(picture.bars, evaluation.ranking, strict=True):
        assert sum(bar.parts) == pytest.approx(result.total)


def test_maps_and_profiles_hold_the_worth_of_every_cell(small: Study) -> None:
    evaluation = score(small)
    rows = {each.label: each.values for each in heat_map(small, evaluation).rows}
    assert rows["Cost 30.0%"] == (75, 25)
    assert rows["Means 60.0%"] == (50, 62.5)
    assert {each.label: each.values for each in profiles(small, evaluation).rows}["Means 60.0%"] == ()
    assert "Time" in profiles(small, evaluation).sentence


def test_a_curve_goes_through_the_totals_as_they_are_and_meets_where_the_interval_ends(small: Study) -> None:
    found, evaluation = robustness(small, samples=0), score(small)
    pictures = moving_pictures(small, Reading(), found)
    for curve in pictures.curves:
        now = min(range(len(curve.places)), key=lambda at: abs(curve.places[at] - curve.now))
        assert [line.values[now] for line in curve.lines] == pytest.approx([each.total for each in evaluation.results])
    cost = next(each for each in pictures.curves if each.title.endswith("Cost"))
    interval = next(each for each in found.intervals if each.node == "cost")
    assert interval.first is not None
    assert cost.meetings[0][0] == pytest.approx(interval.first.high, abs=1e-6)


def test_a_tornados_ends_are_the_leads_of_the_changed_study(small: Study) -> None:
    pictures = moving_pictures(small, Reading(), robustness(small, samples=0))
    assert pictures.by_weight is not None
    assert pictures.by_score is not None
    swing = next(each for each in pictures.by_score.swings if each.label == "Tram: Noise")
    totals = {each.id: each.total or 0.0 for each in score(small).results}
    lead = totals["tram"] - totals["bus"]
    assert (swing.low, swing.high) == pytest.approx((lead - 10, lead + 10))
    sizes = [abs(each.high - each.low) for each in pictures.by_weight.swings]
    assert sizes == sorted(sizes, reverse=True)


def test_shares_of_ranks_fill_their_bars(small: Study) -> None:
    found = robustness(small, samples=100).acceptability
    assert found is not None
    assert "missing" not in acceptability_bars(found).sentence
    for bar in acceptability_bars(found).bars:
        assert sum(bar.parts) == pytest.approx(1.0)


def test_sides_are_mapped_by_their_gains_and_the_weakest_relation_is_named() -> None:
    found = bilateral(load("us-mexico-2011"))
    picture = net_benefit_maps(found)[0]
    assert (picture.points[0].x, picture.points[0].y) == (25.0, 0.0)
    assert found.accountability is not None
    matrix = accountability_matrix(found.accountability, {"us": "United States", "mx": "Mexico"})
    assert matrix.columns == ("Public, United States", "Public, Mexico")
    assert matrix.sentence == (
        "Weakest across the border, 25: government of Mexico to public of United States, under Labor brokers; "
        "government of United States to public of Mexico, under Credentialing."
    )


def test_three_sides_have_a_map_for_each_two() -> None:
    assert len(net_benefit_maps(bilateral(load("river-basin-three")))) == 3


def test_with_nothing_scored_curves_are_level_and_shares_say_that_scores_were_drawn() -> None:
    empty = study([leaf("cost"), leaf("time")], {"bus": {}, "tram": {}, "bike": {}})
    found = robustness(empty, samples=100)
    curve = moving_pictures(empty, Reading(), found).curves[0]
    assert "from 0% to 100% Bus, Tram and Bike are level. Scores are missing" in curve.sentence
    assert found.acceptability is not None
    said = acceptability_bars(found.acceptability, missing_scores(found)).sentence
    assert said.startswith("6 scores are missing and were drawn from all that is possible. ")


def test_bars_of_options_that_are_not_separable_are_marked() -> None:
    shipped = load("us-mexico-2011")
    picture = contributions(shipped, score(shipped))
    assert [bar.end for bar in picture.bars] == ["50.00 ≈", "49.86 ≈", "47.85", "44.03"]
    assert picture.table.note.endswith("≈ not separable from another option: Co-development and Border management.")
