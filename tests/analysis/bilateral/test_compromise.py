"""Pareto status, regret, and the compromise rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.bilateral.samples import changed, joined_by, shared
from workbench.analysis.bilateral import compromise as rules
from workbench.analysis.bilateral.between_sides import bilateral_study
from workbench.analysis.bilateral.compromise import StatusQuoChoice, compromise
from workbench.analysis.bilateral.question import Terms

if TYPE_CHECKING:
    from workbench.model.bilateral import Compromise

PANELS = np.array([[10.6597, 4.8611], [0.1736, 2.9861], [7.4306, 2.6042], [3.3333, 12.5694]])
gains_of_two = st.lists(st.tuples(st.floats(0.5, 60), st.floats(0.5, 60)), min_size=2, max_size=6).map(np.array)


def of(utilities: list[tuple[float, ...]], start: dict[str, float] | None = None, **given: object) -> Compromise:
    sides = ["n", "s", "e"][: len(utilities[0])]
    options = [f"o{place}" for place in range(len(utilities))]
    label = "tried out" if start is not None else "there is nothing to count from"
    terms: dict[str, object] = {"comparability": "same anchors", "bargaining": {}, "left_out": ()} | given
    return compromise(
        ("totals", "own totals"),
        options,
        sides,
        np.array(utilities, dtype=float),
        StatusQuoChoice(start, label),
        **terms,  # type: ignore[arg-type]
    )


def test_the_figures_of_the_worked_example() -> None:
    one = np.ones(2)
    assert rules.utilitarian(PANELS, one) == pytest.approx([15.5208, 3.1597, 10.0347, 15.9028], abs=2e-4)
    assert rules.egalitarian(PANELS) == pytest.approx([4.8611, 0.1736, 2.6042, 3.3333], abs=5e-5)
    assert rules.nash(PANELS, one) == pytest.approx([51.8181, 0.5184, 19.3504, 41.8981], abs=1e-3)
    assert rules.kalai_smorodinsky(PANELS) == pytest.approx([0.3867, 0.0163, 0.2072, 0.3127], abs=5e-5)


@given(gains=gains_of_two, scale=st.floats(0.1, 10))
def test_nash_and_kalai_smorodinsky_do_not_depend_on_a_sides_scale(gains: np.ndarray, scale: float) -> None:
    stretched = gains * np.array([scale, 1.0])
    one = np.ones(2)
    assert rules.nash(stretched, one) == pytest.approx(scale * rules.nash(gains, one))
    assert rules.kalai_smorodinsky(stretched) == pytest.approx(rules.kalai_smorodinsky(gains))


def test_where_no_option_lets_every_side_gain_there_is_no_agreement_zone_and_no_negative_product() -> None:
    found = of([(30, 50), (20, 20)], {"n": 40, "s": 40})
    assert set(found.chosen.values()) == {()}
    assert not any(option.inside for option in found.options)
    assert [(option.nash, option.kalai_smorodinsky) for option in found.options] == [(None, None)] * 2
    assert rules.nash(np.array([[-10.0, -20.0]]), np.ones(2)).tolist() == [0.0]


def test_an_option_outside_the_zone_is_never_chosen_by_nash_or_kalai_smorodinsky() -> None:
    found = of([(90, 40), (50, 50)], {"n": 40, "s": 40})
    assert (found.chosen["nash"], found.chosen["kalai_smorodinsky"]) == (("o1",), ("o1",))
    assert found.chosen["utilitarian"] == ("o0",)
    assert found.options[0].utilitarian == 50.0


def test_ties_of_the_smallest_gain_are_broken_by_the_next_smallest() -> None:
    found = of([(50, 60, 45), (45, 70, 50), (45, 45, 90)], {"n": 40, "s": 40, "e": 40})
    assert [option.egalitarian for option in found.options] == [5.0, 5.0, 5.0]
    assert found.chosen["egalitarian"] == ("o1",)


def test_options_that_tie_are_all_chosen() -> None:
    found = of([(60, 50), (50, 60)], {"n": 40, "s": 40})
    assert found.chosen["nash"] == ("o0", "o1")
    assert found.chosen["egalitarian"] == ("o0", "o1")


def test_bargaining_weights_shift_the_choice_and_are_handed_on() -> None:
    plain = of([(60, 45), (45, 58)], {"n": 40, "s": 40})
    shifted = of([(60, 45), (45, 58)], {"n": 40, "s": 40}, bargaining={"s": 3.0})
    assert (plain.chosen["nash"], shifted.chosen["nash"]) == (("o0",), ("o1",))
    assert shifted.bargaining == {"n": 1.0, "s": 3.0}


def test_rules_that_compare_points_are_withheld_without_a_statement() -> None:
    found = of([(60, 45), (45, 58)], {"n": 40, "s": 40}, comparability="  ")
    assert set(found.withheld) == {"utilitarian", "egalitarian"}
    assert set(found.chosen) == {"nash", "kalai_smorodinsky"}
    assert all(option.utilitarian is None and option.egalitarian is None for option in found.options)


def test_without_a_status_quo_no_rule_is_used_but_pareto_and_regret_stand() -> None:
    found = of([(60, 45), (45, 58), (44, 44)])
    assert found.chosen == {}
    assert set(found.withheld) == set(rules.RULES)
    assert [option.gains for option in found.options] == [None] * 3
    assert found.options[2].dominated_by == ("o0", "o1")
    assert found.options[1].regrets == {"n": 15.0, "s": 0.0}


def test_an_equal_option_dominates_nothing() -> None:
    found = of([(50, 50), (50, 50), (50, 40)])
    assert [option.dominated_by for option in found.options] == [(), (), ("o0", "o1")]


@given(gains=gains_of_two)
def test_what_nash_chooses_is_never_dominated(gains: np.ndarray) -> None:
    found = of([tuple(row) for row in gains.tolist()], {"n": 0.0, "s": 0.0})
    dominated = {option.id for option in found.options if option.dominated_by}
    assert found.chosen["nash"]
    assert not set(found.chosen["nash"]) & dominated or _nearly_tied(gains)


def _nearly_tied(gains: np.ndarray) -> bool:
    product = np.sort(gains.prod(axis=1))
    return bool(product[-1] - product[-2] <= 1e-9 * max(1.0, product[-1]))


def test_own_totals_count_from_the_go_alone_option_scored_on_the_same_tree() -> None:
    made = changed(
        shared({"alone": (0, 0, 0, 0), "x": (100, 100, 25, 25), "y": (50, 50, 25, None)}),
        option__alone={"kind": "go-alone"},
    )
    totals = bilateral_study(joined_by(made, {"no": ("n", {}), "so": ("s", {})})).totals
    assert totals is not None
    assert totals.status_quo == {"n": 50.0, "s": 50.0}
    assert totals.status_quo_label == "Alone, scored on the same tree"
    assert totals.left_out == ("y",)
    assert totals.options[0].gains == {"n": 37.5, "s": 37.5}


def test_own_totals_without_a_go_alone_option_or_statement_have_no_rule() -> None:
    made = joined_by(shared({"x": (100, 100, 25, 25)}), {"no": ("n", {}), "so": ("s", {})})
    totals = bilateral_study(made, terms=Terms(comparability="same anchors")).totals
    assert totals is not None
    assert totals.status_quo is None
    assert "no go-alone option" in totals.withheld["nash"]
