"""A study of another field and other sides: nothing in the code knows the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import workbench
from workbench.usecases.locations import shipped_studies

if TYPE_CHECKING:
    from workbench.model.evaluation import StudyEvaluation


def totals(evaluation: StudyEvaluation) -> dict[str, float | None]:
    return {each.id: each.total for each in evaluation.results}


def test_the_shipped_studies_are_these() -> None:
    assert list(shipped_studies()) == ["river-basin", "river-basin-three", "two-sides-example", "us-mexico-2011"]


@pytest.mark.parametrize("name", sorted(shipped_studies()))
def test_every_shipped_study_is_illustrative_and_says_so_on_its_result(name: str) -> None:
    evaluation = workbench.score(name)
    assert evaluation.study.illustrative
    assert evaluation.study.disclaimer
    assert set(workbench.to_frame(evaluation)["illustrative"]) == {True}


def test_the_panel_of_two_states_ranks_what_could_be_agreed_by_hand() -> None:
    """The joint centre, by hand: shares 100/220, 80/220 and 40/220 of warning, fairness and openness."""
    evaluation = workbench.score("river-basin")
    lead, alarms, drills = (
        85 + 15 * 2 / 12,
        100 * (1 - 2.718281828459045 ** (1.5 * 0.75)) / (1 - 2.718281828459045**1.5),
        80,
    )
    warning = (100 * lead + 60 * alarms + 20 * drills) / 180
    fairness = (100 * (100 * 1.5 / 3) + 100 * 100 + 60 * (100 - 60) + 60 * (100 - 50)) / 320
    assert totals(evaluation)["joint-centre"] == pytest.approx((100 * warning + 80 * fairness + 40 * 100) / 220)
    assert evaluation.run.view_label == "The panel, each side counting the same (1 analyst; 1 analyst)"


def test_an_interval_score_spreads_the_total_without_taking_the_rank_away() -> None:
    exchange = next(
        each for each in workbench.score("river-basin", view="hydrologist").results if each.id == "exchange"
    )
    assert exchange.total is not None
    assert exchange.low < exchange.total < exchange.high


def test_a_missing_answer_leaves_an_interval_and_possible_ranks() -> None:
    radar = next(each for each in workbench.score("river-basin").results if each.id == "radar")
    assert (radar.total, radar.rank, radar.missing) == (None, None, ("open-lower-upper",))
    assert radar.possible_ranks == (2, 3)


def test_going_alone_is_an_option_of_its_own_that_can_be_compared() -> None:
    everything = workbench.score("river-basin", option_set="all")
    assert "alone" in totals(everything)
    assert "alone" not in totals(workbench.score("river-basin"))


def test_three_sides_share_in_one_figure() -> None:
    evaluation = workbench.score("river-basin-three")
    match = next(each for each in evaluation.beside if each.id == "match-of-three")
    figures = dict(zip(evaluation.options, match.figures, strict=True))
    gains, costs = (2, 3, 3), (5, 5, 3)
    by_hand = 100 * (1 - sum(abs(g / sum(gains) - c / sum(costs)) for g, c in zip(gains, costs, strict=True)) / 2)
    assert figures["joint-centre"] == pytest.approx(by_hand)
    assert figures["radar"] is None
