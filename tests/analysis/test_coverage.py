"""What the evidence covers, against the figures of the domain analysis, and what rests on the texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import workbench
from tests.panels import panel_study, with_keys
from tests.studies import Side, leaf
from workbench.analysis import rests_on_texts as rests_on_texts_module
from workbench.engine.method import value_functions
from workbench.model.criterion import Direction
from workbench.model.value_function import Target

if TYPE_CHECKING:
    from workbench.model.coverage import EvidenceAnalysis
    from workbench.model.evaluation import Matrix
    from workbench.model.study import Study


@pytest.fixture(scope="module")
def shipped() -> EvidenceAnalysis:
    return workbench.evidence("us-mexico-2011")


def test_coverage_of_the_shipped_study_by_option(shipped: EvidenceAnalysis) -> None:
    figures = {each.id: (each.counting, each.bases["source"], each.confidences["low"]) for each in shipped.options}
    assert figures == {
        "co-development": (18, 9, 8),
        "border-management": (17, 9, 5),
        "credentialing-selection": (13, 1, 15),
        "labor-brokers": (13, 0, 16),
    }
    assert all((each.cells, each.scores, each.unreasoned) == (21, 21, 0) for each in shipped.options)


def test_every_cut_adds_up_to_the_whole(shipped: EvidenceAnalysis) -> None:
    for cut in (shipped.options, shipped.branches, shipped.sides, shipped.bases, shipped.confidences):
        assert sum(each.scores for each in cut) == shipped.whole.scores == 84
        assert sum(each.counting for each in cut) == shipped.whole.counting == 61
    assert {each.id for each in shipped.branches} == {"burden-sharing", "accountability"}
    assert {each.id for each in shipped.sides} == {"us", "mx", "shared"}
    illustrative = next(each for each in shipped.bases if each.id == "illustrative")
    assert illustrative.counting == 0


def test_passages_under_several_leaves_are_those_the_analysis_names(shipped: EvidenceAnalysis) -> None:
    uses = {(each.option, each.evidence): each for each in shipped.passages}
    for option, name, count in (
        ("labor-brokers", "e-consular-monitoring", 4), ("labor-brokers", "e-labor-accord", 4),
        ("credentialing-selection", "e-visa-commission", 4), ("credentialing-selection", "e-interagency-crucial", 4),
        ("credentialing-selection", "e-mx-data", 3), ("co-development", "e-3x1", 3), ("co-development", "e-pfp-ppp", 3),
        ("co-development", "e-ime-council", 3), ("border-management", "e-sba-collab", 3),
    ):  # fmt: skip
        assert uses[option, name].counting == count, name
    priority = uses["border-management", "e-mx-border-priority"]
    assert set(priority.uses) == {("benefit-mx", "defines"), ("effects-rights", "supports")}
    assert priority.counting == 1
    assert priority.quotation
    assert priority.location


def rested(
    first: dict[str, tuple[float, str | None]], second: dict[str, tuple[float, str | None]], **kinds: Any
) -> Study:
    """Return options x and y with scores and what they rest on, criteria counting alike."""
    criteria = [leaf(name, **kinds.get(name, {})) for name in first]
    made = panel_study(
        criteria, {"ana": (None, {"x": dict.fromkeys(first, 0), "y": dict.fromkeys(first, 0)})},
        {"root": dict.fromkeys(first, 1.0)},
    )  # fmt: skip
    keys = {
        f"score__{option}__{name}__ana": {"value": value, "rationale": "so"} | ({"basis": basis} if basis else {})
        for option, cells in (("x", first), ("y", second))
        for name, (value, basis) in cells.items()
    }
    return with_keys(made, **keys)


def test_only_what_no_source_says_moves_and_only_within_the_scale() -> None:
    made = rested(
        {"a": (75, "source"), "b": (100, "inference")}, {"a": (50, None), "b": (90, "illustrative")},
    )  # fmt: skip
    rests = workbench.evidence(made).rests
    assert rests is not None
    assert (rests.first, rests.source_scores, rests.other_scores) == ("x", 1, 3)
    assert rests.totals_against == {"x": 75.0, "y": 87.5}
    assert rests.ranks_against == {"x": 2, "y": 1}
    assert not rests.stays_first
    # x falls by 12.5 a level, y rises by 12.5 and by the 5 that are left: 87.5 − 12.5 p = 70 + 12.5 p + 5 at p = 0.5.
    assert rests.holds_for == pytest.approx(0.5, abs=0.01)


def test_a_ranking_that_rests_on_sources_stays() -> None:
    rests = workbench.evidence(rested({"a": (75, "source")}, {"a": (50, "source")})).rests
    assert rests is not None
    assert rests.stays_first
    assert rests.holds_for == 1.0
    assert rests.totals_against == rests.totals


def test_a_burden_rises_and_a_target_is_left_on_its_worse_side() -> None:
    kinds = {
        "cost": {"direction": Direction.MINIMIZE},
        "mark": {"value_function": Target(kind="target", target=60.0)},
    }
    made = rested({"cost": (0, None), "mark": (60, None)}, {"cost": (50, None), "mark": (80, None)}, **kinds)
    rests = workbench.evidence(made).rests
    assert rests is not None
    worth = {each.id: each.total for each in workbench.score(made).results}
    assert rests.totals["x"] == worth["x"] == 100.0
    # x: cost 0 → 25 is worth 75; the mark moves 25 to the side that is worth less. y: cost 50 → 25, mark 80 → 55.
    moved = rested({"cost": (25, None), "mark": (85, None)}, {"cost": (25, None), "mark": (55, None)}, **kinds)
    against = {each.id: each.total for each in workbench.score(moved).results}
    assert rests.totals_against["x"] == pytest.approx(against["x"])
    assert rests.totals_against["y"] == pytest.approx(against["y"])


@pytest.mark.parametrize(
    ("first", "second"),
    [({"a": (50.0, None)}, {"a": (50.0, None)})],
    ids=["a tie"],
)
def test_without_one_first_ranked_option_there_is_nothing_to_test(first: Any, second: Any) -> None:
    assert workbench.evidence(rested(first, second)).rests is None


def test_gaps_leave_the_ranking_open_and_untested() -> None:
    assert workbench.evidence("river-basin").rests is None


def test_unreasoned_scores_are_counted_wherever_they_stand() -> None:
    sides = (Side(id="north", label="North"), Side(id="south", label="South"))
    rows: dict[str, Any] = {"n": ("north", {"x": {"a": 50}, "y": {"a": 25}}), "s": ("south", {"x": {"a": 0}, "y": {}})}
    made = with_keys(panel_study((leaf("a"),), rows, {"root": {"a": 1}}, sides), score__x__a__n={"value": 50})
    found = workbench.evidence(made, view="panel")
    assert (found.whole.scores, found.whole.unreasoned) == (3, 1)
    assert [each.text for each in found.notices] == ["1 scores have no reason written."]
    assert found.whole.bases["none"] == 3


def test_the_worth_of_moved_scores_is_asked_once_for_all_options_of_a_criterion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = rested({"a": (75, None), "b": (100, "inference")}, {"a": (50, None), "b": (90, "illustrative")})
    asked: list[tuple[int, ...]] = []
    real = value_functions()["linear"].value

    def value(performances: Matrix, *scale: Any) -> Matrix:
        asked.append(performances.shape)
        return real(performances, *scale)

    counted = {"linear": replace(value_functions()["linear"], value=value)}
    monkeypatch.setattr(rests_on_texts_module, "value_functions", lambda: counted)
    evaluation = workbench.score(made)
    assert rests_on_texts_module.rests_on_texts(made, evaluation, None, {}, halvings=0) is not None
    assert asked == [(2, 3), (2, 3)]
