"""A panel: the invented example's figures, and what applies to panels of every make."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import workbench
from tests.conftest import TESTS
from tests.panels import panel_study, with_keys
from tests.studies import Side, group, leaf
from workbench.analysis.agreement import largest_gaps
from workbench.analysis.own_views import other_view
from workbench.errors import UsageError
from workbench.model.criterion import Computation, ComputedLeaf, Direction

if TYPE_CHECKING:
    from workbench.model.panel import PanelAnalysis, Ranking
    from workbench.model.study import Study

SIDES = (Side(id="north", label="North"), Side(id="south", label="South"))
ABOUT = 5e-5
"""Half of the last printed digit."""


@pytest.fixture(scope="module")
def example() -> PanelAnalysis:
    """The two invented panels, each with own scores and own weights."""
    return workbench.panel("two-sides-example")


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    figures: dict[str, Any] = json.loads((TESTS / "golden" / "two-sides-example.json").read_text(encoding="utf-8"))
    return figures


def judgements(analysis: PanelAnalysis, side: str) -> Ranking:
    found = next(each for each in analysis.sides if each.id == side).judgements
    assert found is not None
    return found


def totals(ranking: Ranking) -> dict[str, float | None]:
    return {each.option: each.total for each in ranking.standings}


def codes(analysis: PanelAnalysis) -> set[str]:
    return {each.code for each in analysis.notices}


@pytest.mark.parametrize("side", ["mx", "us"])
def test_each_invented_panels_totals_branches_and_ranking_are_reproduced(
    example: PanelAnalysis, known: dict[str, Any], side: str
) -> None:
    ranking, expected = judgements(example, side), known[f"{side}_panel"]
    assert totals(ranking) == pytest.approx(expected["totals"], abs=ABOUT)
    for group_, name in (("burden-sharing", "burden_sharing"), ("accountability", "accountability")):
        figures = dict(zip((each.option for each in ranking.standings), ranking.groups[group_], strict=True))
        assert figures == pytest.approx(expected[name], abs=ABOUT)
    in_order = sorted(ranking.standings, key=lambda each: each.rank or 0)
    assert [each.option for each in in_order] == expected["ranking"]
    assert list(ranking.not_separable) == expected["not_separable"]


@pytest.mark.parametrize("side", ["mx", "us"])
def test_with_geometric_answerability_too(known: dict[str, Any], side: str) -> None:
    analysis = workbench.panel("two-sides-example", aggregators={"answerability": "geometric"})
    expected = known[f"{side}_panel"]["total_geometric_answerability"]
    assert totals(judgements(analysis, side)) == pytest.approx(expected, abs=ABOUT)


def test_kendalls_tau_and_w_are_reproduced(example: PanelAnalysis, known: dict[str, Any]) -> None:
    assert example.agreement is not None
    rankings = example.agreement.rankings
    (pair,) = rankings.side_pairs
    assert (pair.concordant, pair.discordant, pair.tau_b) == (3, 3, known["kendall_tau"]["tau"])
    options = [each.option for each in judgements(example, "us").standings]
    order = ("desk-reading", "panel-us", "panel-mx")
    columns = {name: [rankings.rankings[who][row] for who in order] for row, name in enumerate(options)}
    assert columns == known["kendall_w"]["ranks_baseline_us_mx"]
    assert rankings.spread == known["kendall_w"]["S"]
    assert rankings.kendall_w == pytest.approx(known["kendall_w"]["W"])


def test_the_largest_side_gaps_are_reproduced(known: dict[str, Any]) -> None:
    analysis = workbench.panel("two-sides-example", weights="balanced")
    assert analysis.agreement is not None
    expected = known["largest_side_gaps_balanced_weights"]
    largest = largest_gaps(analysis.agreement.cells)[: len(expected)]
    assert [(each.option, each.criterion) for each in largest] == [
        (each["option"], each["criterion"]) for each in expected
    ]
    for cell, figures in zip(largest, expected, strict=True):
        assert cell.gaps["us", "mx"] == figures["us_minus_mx"]
        assert cell.weighted_gap == pytest.approx(figures["weighted"], abs=ABOUT)


@pytest.mark.parametrize("view", ["own", "other"])
def test_gain_and_burden_in_the_own_and_the_other_view_are_reproduced(
    example: PanelAnalysis, known: dict[str, Any], view: str
) -> None:
    expected = known[f"bilateral_{view}_view"]
    for figure in example.own_views:
        shown = figure.own if view == "own" else other_view(figure)
        assert shown == expected[figure.option][f"{figure.role}_{figure.side}"], figure
    assert len(example.own_views) == 16


def test_what_a_side_has_not_scored_itself_is_marked(example: PanelAnalysis) -> None:
    marked = {(each.option, each.criterion): each.own_scored for each in example.own_views}
    assert marked["border-management", "benefit-mx"]
    assert not marked["border-management", "benefit-us"]


def three_a_side(**last: float) -> Study:
    rows: dict[str, Any] = {
        "n1": ("north", {"x": {"a": 0, "b": 100}, "y": {"a": 100, "b": 0}}),
        "n2": ("north", {"x": {"a": 25, "b": 100}, "y": {"a": 50, "b": 0}}),
        "n3": ("north", {"x": {"a": 100, "b": last.get("b", 0)}, "y": {"a": 0, "b": 0}}),
        "s1": ("south", {"x": {"a": 50, "b": 50}, "y": {"a": 50, "b": 50}}),
    }
    return panel_study((leaf("a"), leaf("b")), rows, {"root": {"a": 1, "b": 1}}, SIDES)


def test_scores_joined_and_results_joined_are_both_there_and_differ() -> None:
    analysis = workbench.panel(three_a_side())
    north = analysis.sides[0]
    assert north.judgements is not None
    assert north.results is not None
    # Medians of three: x is 25 and 100, so 62.5; the totals are 50, 62.5 and 50, so 50.
    assert totals(north.judgements) == {"x": 62.5, "y": 25.0}
    assert totals(north.results) == {"x": 50.0, "y": 25.0}
    assert north.judgements.rule == "median of 3 analysts"
    assert analysis.panel is not None
    assert totals(analysis.panel.judgements)["x"] == 56.25
    assert totals(analysis.panel.results)["x"] == 50.0
    assert analysis.panel.results.rule == "median of 3 analysts; 1 analyst; then the mean of the sides"


def test_an_analysts_own_weights_are_used_and_a_sides_are_their_mean() -> None:
    base = three_a_side()
    heavy = {"answers": {"a": {"points": 3}, "b": {"points": 1}}}
    made = with_keys(
        base,
        weights__heavy={"label": "Heavy on a"},
        weights__heavy__root=heavy,
        analyst__s1={"label": "S", "side": "south", "weight_set": "heavy"},
        analyst__n1={"label": "N", "side": "north", "weight_set": "heavy"},
        order__weights=["given", "heavy"],
    )
    analysis = workbench.panel(made)
    by_id = {each.id: each.ranking for each in analysis.analysts}
    assert by_id["n1"] is not None
    assert totals(by_id["n1"])["x"] == 25.0
    north = analysis.sides[0].judgements
    assert north is not None
    # Shares of a: 0.75, 0.5 and 0.5; their mean is 7/12.
    assert totals(north)["x"] == pytest.approx(25 * 7 / 12 + 100 * 5 / 12)
    assert analysis.weights_of == "own"
    common = {(each.whose, each.aggregated): totals(each)["x"] for each in analysis.with_common_weights}
    assert common["n1", "one analyst"] == 50.0
    assert workbench.panel(made, weights="given").weights_of == "common"


def test_disagreement_is_told_apart_between_and_inside_sides() -> None:
    rows: dict[str, Any] = {
        "n1": ("north", {"x": {"a": 75}}), "n2": ("north", {"x": {"a": 75}}),
        "s1": ("south", {"x": {"a": 50}}), "s2": ("south", {"x": {"a": 25}}),
    }  # fmt: skip
    analysis = workbench.panel(panel_study((leaf("a"),), rows, {"root": {"a": 1}}, SIDES))
    assert analysis.agreement is not None
    (cell,) = analysis.agreement.cells
    assert cell.eta_squared == pytest.approx(0.8182, abs=ABOUT)
    assert cell.where == "between sides"
    assert cell.gaps["north", "south"] == 37.5
    assert cell.weighted_gap == pytest.approx(37.5)
    rows["n2"], rows["s1"] = ("north", {"x": {"a": 25}}), ("south", {"x": {"a": 75}})
    inside = workbench.panel(panel_study((leaf("a"),), rows, {"root": {"a": 1}}, SIDES)).agreement
    assert inside is not None
    assert inside.cells[0].where == "inside sides"


def test_full_agreement_has_no_split_and_measured_scales_no_r_wg() -> None:
    rows: dict[str, Any] = {name: ("north", {"x": {"a": 50}}) for name in ("n1", "n2")}
    rows["s1"] = ("south", {"x": {"a": 50}})
    analysis = workbench.panel(panel_study((leaf("a"),), rows, {"root": {"a": 1}}, SIDES))
    assert analysis.agreement is not None
    (cell,) = analysis.agreement.cells
    assert (cell.status, cell.eta_squared, cell.sd_agreement, cell.r_wg, cell.consensus) == (
        "full agreement", None, 1.0, 1.0, 1.0,
    )  # fmt: skip
    study = workbench.load("river-basin")
    basin = workbench.panel(study).agreement
    assert basin is not None
    scales = {each.id for each in study.leaves if each.scale.kind == "measured"}
    measured = [each for each in basin.cells if each.criterion in scales and each.spread is not None]
    assert measured
    assert all(each.r_wg is None and each.sd_agreement is not None for each in measured)


def test_one_analyst_agrees_with_nobody_and_says_so() -> None:
    analysis = workbench.panel(
        panel_study((leaf("a"),), {"n1": ("north", {"x": {"a": 50}})}, {"root": {"a": 1}}, SIDES)
    )
    assert {"one-analyst", "empty-side"} <= codes(analysis)
    assert analysis.agreement is not None
    assert analysis.agreement.cells[0].status == "one analyst"
    assert analysis.agreement.whole.sd_agreement is None
    assert analysis.sides[1].judgements is None
    assert analysis.panel is not None
    assert totals(analysis.panel.judgements) == {"x": 50.0}


def test_no_sides_no_gap_and_no_view_of_ones_own_but_a_panel() -> None:
    rows: dict[str, Any] = {name: (None, {"x": {"a": value}}) for name, value in (("p", 0), ("q", 50), ("r", 100))}
    made = panel_study((leaf("a"),), rows, {"root": {"a": 1}})
    analysis = workbench.panel(made)
    assert "no-sides" in codes(analysis)
    assert (analysis.sides, analysis.own_views) == ((), ())
    assert analysis.panel is not None
    assert totals(analysis.panel.judgements) == totals(analysis.panel.results) == {"x": 50.0}
    assert analysis.agreement is not None
    assert analysis.agreement.cells[0].gaps == {}
    assert analysis.agreement.cells[0].weighted_gap is None
    assert workbench.score(made, view="panel").results[0].total == 50.0


def test_three_sides_have_a_gap_for_each_two_and_count_equally() -> None:
    sides = (*SIDES, Side(id="delta", label="Delta"))
    rows: dict[str, Any] = {
        "n1": ("north", {"x": {"a": 0}}), "s1": ("south", {"x": {"a": 50}}),
        "d1": ("delta", {"x": {"a": 100}}), "d2": ("delta", {"x": {"a": 100}}),
    }  # fmt: skip
    analysis = workbench.panel(panel_study((leaf("a"),), rows, {"root": {"a": 1}}, sides))
    assert analysis.agreement is not None
    (cell,) = analysis.agreement.cells
    assert cell.gaps == {("north", "south"): -50.0, ("north", "delta"): -100.0, ("south", "delta"): -50.0}
    assert cell.weighted_gap == 100.0
    assert analysis.panel is not None
    assert totals(analysis.panel.judgements) == {"x": 50.0}


def test_three_sides_see_each_others_gains(shipped: Study) -> None:
    del shipped
    figures = [each for each in workbench.panel("river-basin-three").own_views if each.side == "delta"]
    assert figures
    assert all(each.own is None and set(each.others) == {"upper", "lower"} for each in figures)


def test_analysts_on_no_side_stand_beside_a_panel_with_sides(example: PanelAnalysis) -> None:
    counted = {each.id: each.counted for each in example.analysts}
    assert counted == {"desk-reading": False, "panel-mx": True, "panel-us": True}
    assert {"beside-the-panel", "taken-over", "one-a-side"} <= codes(example)


def test_an_agreed_value_stands_in_the_panels_view_and_the_scores_stay() -> None:
    agreed = {"value": 75.0, "rationale": "we talked", "minority": [{"analyst": "s1", "text": "less"}]}
    made = with_keys(three_a_side(), agreed__x__a=agreed)
    analysis = workbench.panel(made)
    assert analysis.panel is not None
    assert totals(analysis.panel.judgements)["x"] == pytest.approx((75 + 75) / 2)
    assert totals(analysis.panel.results)["x"] == 50.0
    (cell,) = analysis.agreed
    assert cell.scores == {"n1": 0, "n2": 25, "n3": 100, "s1": 50}
    assert cell.minority == (("s1", "less"),)
    assert "agreed-values" in codes(analysis)
    evaluation = workbench.score(made, view="panel")
    assert evaluation.results[0].total == pytest.approx(75.0)
    assert any("With a minority note: 1." in each.text for each in evaluation.notices)
    assert workbench.score(made, view="north").results[0].total == 62.5
    assert analysis.talking is not None
    assert ("x", "a") not in {(each.option, each.criterion) for each in analysis.talking.could}


def test_assignments_say_what_is_left_and_what_nobody_is_to_score() -> None:
    made = with_keys(
        panel_study(
            (group("g"), leaf("a", "g"), leaf("b", "g"), leaf("c")),
            {"n1": ("north", {"x": {"a": 50}, "y": {}}), "s1": ("south", {"x": {"c": 1}})},
            {"root": {"g": 1, "c": 1}, "g": {"a": 1, "b": 1}},
            SIDES,
        ),
        assignment__one={"analyst": "n1", "criteria": ["g"]},
        assignment__two={"analyst": "s1", "options": ["x"], "criteria": ["c"]},
    )
    analysis = workbench.panel(made)
    left = {each.id: (each.assigned, each.assigned_open) for each in analysis.analysts}
    assert left["n1"] == (4, (("x", "b"), ("y", "a"), ("y", "b")))
    assert left["s1"] == (1, ())
    assert analysis.unassigned == (("y", "c"),)
    concerns = {each.code: each.text for each in workbench.check(made)}
    assert concerns["assigned-not-done"].startswith("Dr N1 has not scored 3 cells assigned to them: x/b")
    assert concerns["unassigned"] == "1 cells are assigned to nobody: y/c."


def test_open_rankings_are_left_out_where_rankings_are_compared() -> None:
    analysis = workbench.panel("river-basin")
    assert analysis.agreement is not None
    assert set(analysis.agreement.rankings.left_out) == {"hydrologist", "upper-expert", "lower-expert"}
    assert "open-rankings" in codes(analysis)


def test_a_study_without_analysts_is_refused() -> None:
    made = with_keys(panel_study((leaf("a"),), {"n": (None, {"x": {}})}), analyst__n=None, order__analyst=None)
    with pytest.raises(UsageError, match="has no analyst"):
        workbench.panel(made)


def test_a_burden_is_given_raw_in_the_own_view() -> None:
    names = ("gain-north", "gain-south", "cost-north", "cost-south")
    criteria = [
        leaf(name, side=name.rpartition("-")[2], measurement="ratio",
             direction=Direction.MAXIMIZE if name.startswith("gain") else Direction.MINIMIZE)
        for name in names
    ]  # fmt: skip
    share = ComputedLeaf(
        id="share",
        label="Share",
        computed=Computation(measure="proportionality", benefits=names[:2], burdens=names[2:]),
    )
    rows: dict[str, Any] = {
        "n1": ("north", {"x": dict.fromkeys(names, 25)}), "s1": ("south", {"x": dict.fromkeys(names, 75)}),
    }  # fmt: skip
    analysis = workbench.panel(panel_study((*criteria, share), rows, {"root": dict.fromkeys(names, 1.0)}, SIDES))
    figures = {each.criterion: (each.own, other_view(each)) for each in analysis.own_views}
    assert figures["cost-north"] == figures["gain-north"] == (25.0, 75.0)
    assert figures["cost-south"] == (75.0, 25.0)
