"""Every bilateral figure that independent scripts computed from the shipped study and from the invented panels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from workbench.analysis.bilateral.between_sides import bilateral_study
from workbench.analysis.bilateral.net_benefit import describe_zone
from workbench.analysis.bilateral.question import Terms
from workbench.model.reading import Reading
from workbench.model.settings import StatusQuo

if TYPE_CHECKING:
    from workbench.model.bilateral import Bilateral, OptionSharing
    from workbench.model.study import Study

NAMES = {"us": "the United States", "mx": "Mexico"}
ONE = {"us": 1.0, "mx": 1.0}


def check_sharing(option: OptionSharing, known: dict[str, Any]) -> None:
    """Compare one option with what the scripts have for it, to the digits they print."""
    for side in option.sides:
        assert side.benefit == known[f"benefit_{side.side}"]
        assert side.burden == known[f"burden_{side.side}"]
        assert side.net == pytest.approx(known[f"net_{side.side}"])
        assert side.gain == side.net
        assert side.critical_rate == pytest.approx(known[f"critical_lambda_{side.side}"], abs=5e-5)
    first = option.sides[0]
    assert first.benefit_share == pytest.approx(known["benefit_share_us"], abs=5e-5)
    assert first.burden_share == pytest.approx(known["burden_share_us"], abs=5e-5)
    assert option.proportionality == pytest.approx(known["proportionality"], abs=5e-3)
    assert option.range_half_level == pytest.approx(tuple(known["proportionality_range_half_level"]), abs=5e-3)
    if "proportionality_range_confidence" in known:
        assert option.range_confidence == pytest.approx(tuple(known["proportionality_range_confidence"]), abs=5e-3)
    assert option.test is not None
    assert option.zone is not None
    assert option.all_gain is not None
    verdicts = (option.test.reap, option.test.bear, option.test.proportion, option.test.all_three, option.all_gain)
    names = ("test_both_reap", "test_both_bear", "test_rough_proportion", "test_all_three", "both_net_positive")
    assert [verdict.answer for verdict in verdicts] == [known[name] for name in names]
    assert option.test.category == known["three_part_class"]
    assert describe_zone(option.zone, NAMES, ONE).removesuffix(" (λ = 1)") == known["zone"]


def test_the_desk_reading_is_reproduced_and_says_that_neither_side_has_scored(
    desk_reading: Bilateral, expected: dict[str, Any]
) -> None:
    (view,) = desk_reading.views
    assert view.name == "one"
    assert view.label.endswith("Neither side has scored.")
    assert len(view.options) == 4
    for option in view.options:
        check_sharing(option, expected["bilateral"][option.id])


@pytest.mark.parametrize("name", ["own", "other"])
def test_the_own_and_the_other_view_of_the_panels_are_reproduced(
    panels: Bilateral, golden: dict[str, Any], name: str
) -> None:
    view = next(each for each in panels.views if each.name == name)
    for option in view.options:
        check_sharing(option, golden[f"bilateral_{name}_view"][option.id])


def test_the_sixteen_instruments_are_reproduced(shipped: Study, expected: dict[str, Any]) -> None:
    (view,) = bilateral_study(shipped, Reading(option_set="instruments")).views
    assert len(view.options) == 16
    for option in view.options:
        known = expected["instruments"][option.id]
        assert option.proportionality == pytest.approx(known["proportionality"], abs=5e-3)
        assert option.test is not None
        assert option.test.category == known["three_part_class"]
        assert {side.side: side.net for side in option.sides} == pytest.approx(
            {side: known[f"net_{side}"] for side in NAMES}
        )


def test_level_times_evenness_and_the_parity_ratio_of_the_worked_examples(desk_reading: Bilateral) -> None:
    options = {option.id: option for option in desk_reading.views[0].options}
    levels = [options[name].level_and_evenness for name in options]
    assert levels == pytest.approx([56.25, 58.3333, 45.8333, 32.5], abs=5e-5)
    assert options["labor-brokers"].parity_ratio == pytest.approx(0.75)
    assert options["co-development"].parity_ratio == pytest.approx(0.2222, abs=5e-5)


def test_all_fifteen_packages_are_reproduced(desk_reading: Bilateral, expected: dict[str, Any]) -> None:
    packages = desk_reading.views[0].packages
    assert (packages.count, packages.mutual_gains, packages.largest) == (15, 7, 4)
    found = {each.options: each for each in packages.all}
    assert len(found) == len(expected["packages"])
    for known in expected["packages"]:
        package = found[tuple(known["options"])]
        assert package.net == pytest.approx({side: known[f"net_{side}"] for side in NAMES})
        assert package.proportionality == pytest.approx(known["proportionality"], abs=5e-3)
        assert package.mutual_gain is known["mutual_gain"]
        assert package.minimal is known["minimal"]
    minimal = [each.options for each in packages.minimal]
    assert minimal == [tuple(each["options"]) for each in expected["packages"] if each["minimal"]]


def test_the_matrices_are_reproduced(desk_reading: Bilateral, expected: dict[str, Any]) -> None:
    found = desk_reading.accountability
    assert found is not None
    assert [(cell.government, cell.public) for cell in found.cells] == [
        ("us", "us"), ("us", "mx"), ("mx", "us"), ("mx", "mx"),
    ]  # fmt: skip
    for option in found.options:
        known = expected["accountability"][option.id]
        assert list(option.cells) == known["cells"]
        assert option.mean == known["mean"]
        assert option.geometric == pytest.approx(known["geometric"], abs=5e-5)
        assert option.minimum == known["minimum"]
        assert list(option.weakest) == known["minimum_cells"]
        assert option.governments == {side: known[f"government_{side}"] for side in NAMES}
        assert option.publics == {side: known[f"public_{side}"] for side in NAMES}
        assert option.cross_gap == known["cross_gap"]
        assert option.reciprocity == known["reciprocity"]


def test_totals_under_the_geometric_aggregator_stand_beside_the_mean(
    desk_reading: Bilateral, expected: dict[str, Any]
) -> None:
    found = desk_reading.accountability
    assert found is not None
    assert found.group == "answerability"
    rankings = {each.rule: each for each in found.rankings}
    for rule, key in (("arithmetic", "total"), ("geometric", "total_geometric_answerability")):
        known = {name: figures[key] for name, figures in expected["baseline"].items()}
        assert rankings[rule].totals == pytest.approx(known, abs=5e-5)
    assert rankings["minimum"].matrix_ranks == {
        "border-management": 1, "labor-brokers": 3, "credentialing-selection": 3, "co-development": 1,
    }  # fmt: skip


def test_geometric_totals_of_the_panels_are_reproduced(two_sides: Study, golden: dict[str, Any]) -> None:
    for side in NAMES:
        found = bilateral_study(two_sides, Reading(view=side, weights=f"{side}-side")).accountability
        assert found is not None
        geometric = next(each for each in found.rankings if each.rule == "geometric")
        assert geometric.totals == pytest.approx(golden[f"{side}_panel"]["total_geometric_answerability"], abs=5e-5)


def test_the_compromise_rules_on_the_panels_totals_are_reproduced(panels: Bilateral, golden: dict[str, Any]) -> None:
    totals, known = panels.totals, golden["compromise"]
    assert totals is not None
    assert totals.status_quo == known["status_quo"]
    assert "Invented" in totals.status_quo_label
    assert [each.id for each in totals.options if not each.inside] == known["outside_the_zone"]
    for option in totals.options:
        assert option.gains is not None
        assert list(option.gains.values()) == pytest.approx(known["gains_us_mx"][option.id], abs=5e-5)
        rules = known["rules"][option.id]
        assert option.utilitarian == pytest.approx(rules["utilitarian"], abs=5e-5)
        assert option.egalitarian == pytest.approx(rules["egalitarian"], abs=5e-5)
        assert option.nash == pytest.approx(rules["nash_product"], abs=5e-5)
        assert option.kalai_smorodinsky == pytest.approx(rules["kalai_smorodinsky"], abs=5e-5)
    assert totals.chosen == {
        "utilitarian": ("co-development",),
        "egalitarian": ("border-management",),
        "nash": ("border-management",),
        "kalai_smorodinsky": ("border-management",),
    }


def test_with_both_sides_at_45_every_option_is_outside_the_zone(two_sides: Study) -> None:
    stated = StatusQuo(label="tried out", totals={"us": 45.0, "mx": 45.0})
    totals = bilateral_study(two_sides, terms=Terms(status_quo=stated)).totals
    assert totals is not None
    assert not any(option.inside for option in totals.options)
    assert set(totals.chosen.values()) == {()}
    assert all(option.nash is None and option.kalai_smorodinsky is None for option in totals.options)


def test_pareto_status_is_reproduced_on_each_basis(
    panels: Bilateral, desk_reading: Bilateral, golden: dict[str, Any]
) -> None:
    assert panels.totals is not None
    own = panels.views[0].compromise
    for found, key in ((panels.totals, "pareto_panel_basis"), (own, "pareto_net_own_view")):
        dominated = {option.id: list(option.dominated_by) for option in found.options}
        assert dominated == golden[key]["dominated_by"]
    net = {option.id: option.dominated_by for option in desk_reading.views[0].compromise.options}
    assert net == {
        "border-management": ("labor-brokers", "credentialing-selection"),
        "labor-brokers": (),
        "credentialing-selection": (),
        "co-development": ("labor-brokers",),
    }


def test_net_benefits_of_the_desk_reading_tie_two_options_for_the_sum_and_choose_one_for_the_rest(
    shipped: Study,
) -> None:
    found = bilateral_study(shipped, terms=Terms(comparability="same anchors")).views[0].compromise
    assert found.chosen == {
        "utilitarian": ("labor-brokers", "credentialing-selection"),
        "egalitarian": ("labor-brokers",),
        "nash": ("labor-brokers",),
        "kalai_smorodinsky": ("labor-brokers",),
    }
    brokers = next(option for option in found.options if option.id == "labor-brokers")
    assert (brokers.utilitarian, brokers.egalitarian, brokers.nash) == (50.0, 25.0, 625.0)


def test_in_the_own_view_of_the_panels_nothing_is_a_mutual_gain(panels: Bilateral) -> None:
    own, other = panels.views
    assert [each.code for each in (option.zone for option in own.options) if each] == ["mixed"] * 4
    assert own.compromise.chosen["nash"] == ()
    assert other.packages.mutual_gains == 7


def test_the_split_of_the_margin_and_of_every_total_is_reproduced(panels: Bilateral, golden: dict[str, Any]) -> None:
    margin, *totals = panels.differences
    assert margin.pair == tuple(golden["shapley_margin"]["pair"])
    assert len(totals) == 4
    known = {margin.pair: golden["shapley_margin"]}
    known |= {(name, name): figures for name, figures in golden["shapley_totals"].items()}
    for found in panels.differences:
        figures = known[found.pair]
        assert (found.first.label, found.second.label) == ("United States", "Mexico")
        for scores, first in (("us", "first"), ("mx", "second")):
            for weights, second in (("us", "first"), ("mx", "second")):
                recomputed = found.margins[f"{first}/{second}/first"]
                assert recomputed == pytest.approx(figures[f"{scores}_scores_{weights}_weights"], abs=5e-5)
        assert found.gap == pytest.approx(figures["gap_mx_minus_us"], abs=5e-5)
        assert found.parts["scores"] == pytest.approx(figures["from_scores"], abs=5e-5)
        assert found.parts["weights"] == pytest.approx(figures["from_weights"], abs=5e-5)
        assert found.parts["value functions"] == 0.0
        assert abs(found.residual) < 1e-12
        assert abs(sum(found.parts.values()) - found.gap) < 1e-12
