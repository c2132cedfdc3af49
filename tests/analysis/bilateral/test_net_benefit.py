"""Net benefit, λ, zones, the status quo, and what would make an option acceptable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.analysis.bilateral.samples import changed, shared
from workbench.analysis.bilateral.between_sides import bilateral_study
from workbench.analysis.bilateral.net_benefit import critical_rate, describe_rates, describe_zone, zone
from workbench.analysis.bilateral.question import Terms
from workbench.errors import MethodError
from workbench.model.reading import Reading
from workbench.model.settings import Settings, StatusQuo

if TYPE_CHECKING:
    from workbench.model.bilateral import SharingView
    from workbench.model.study import Study

NAMES = {"n": "the north", "s": "the south", "e": "the east"}


def view(study: Study, **terms: object) -> SharingView:
    return bilateral_study(study, terms=Terms(**terms)).views[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gains", "code"),
    [
        ((1, 1), "mutual-gain"),
        ((1, 0), "gain-no-loss"),
        ((1, -1), "mixed"),
        ((0, -1), "loss"),
        ((-1, -1), "loss"),
        ((0, 0), "neutral"),
        ((1e-12, -1e-12), "neutral"),
    ],
)
def test_zones_follow_from_who_gains_and_who_loses(gains: tuple[float, ...], code: str) -> None:
    assert zone(np.array(gains, dtype=float), ("n", "s")).code == code


def test_a_mixed_zone_names_who_gains_who_loses_and_the_rate() -> None:
    mixed = zone(np.array([1.0, -1.0, 2.0]), ("n", "s", "e"))
    words = describe_zone(mixed, NAMES, {"n": 1.0, "s": 1.0, "e": 1.0})
    assert words == "net positive for the north and the east, negative for the south (λ = 1)"
    assert describe_rates({"n": 2.0, "s": 1.0}) == "λ = 2 n, 1 s"


def test_a_rate_changes_the_net_of_its_side_only_and_the_critical_rate_is_where_it_turns() -> None:
    made = shared({"x": (75, 50, 50, 50)})
    plain, dear = view(made).options[0], view(made, rates={"n": 1.5}).options[0]
    assert [side.net for side in plain.sides] == [25.0, 0.0]
    assert [side.net for side in dear.sides] == [0.0, 0.0]
    assert plain.sides[0].critical_rate == 1.5
    assert plain.zone is not None
    assert dear.zone is not None
    assert (plain.zone.code, dear.zone.code) == ("gain-no-loss", "neutral")


def test_the_settings_hold_rates_and_thresholds() -> None:
    made = shared({"x": (75, 50, 50, 50)})
    cheap = made.model_copy(update={"settings": Settings(exchange_rates={"s": 0.5})})
    assert [side.net for side in view(cheap).options[0].sides] == [25.0, 25.0]
    strict = made.model_copy(update={"settings": Settings(mutuality_levels=3.0, rough_proportion=0.95)})
    test = view(strict).options[0].test
    assert test is not None
    assert (test.reap.answer, test.proportion.answer, test.category) == ("no", "depends", "gain-on-one-side")


def test_there_is_no_critical_rate_without_a_burden_or_below_the_status_quo() -> None:
    assert critical_rate(50.0, 0.0, 0.0) is None
    assert critical_rate(10.0, 50.0, 20.0) is None
    assert critical_rate(50.0, 25.0, 25.0) == 1.0


def test_measured_scales_are_turned_into_points_of_their_own_range() -> None:
    from workbench.usecases.load import load

    own = bilateral_study(load("river-basin"), Reading(view="hydrologist")).views[0]
    centre = next(option for option in own.options if option.id == "joint-centre")
    by_hand = [100 * 2 / 3 - 100 * 5 / 10, 100 - 100 * 5 / 10]
    assert [side.net for side in centre.sides] == pytest.approx(by_hand)


def test_a_go_alone_option_is_the_status_quo_and_no_option_itself() -> None:
    made = changed(shared({"alone": (0, 0, 20, 0), "x": (30, 0, 20, 10)}), option__alone={"kind": "go-alone"})
    found = view(made)
    assert [option.id for option in found.options] == ["x"]
    assert found.compromise.status_quo == {"n": -20.0, "s": 0.0}
    assert found.compromise.status_quo_label == "Alone, scored on the same tree"
    assert [side.gain for side in found.options[0].sides] == [30.0, -10.0]


def test_a_go_alone_option_with_a_gap_leaves_the_count_from_zero_and_says_why() -> None:
    made = changed(shared({"alone": (0, 0, None, 0), "x": (30, 0, 20, 10)}), option__alone={"kind": "go-alone"})
    found = view(made)
    assert found.compromise.status_quo == {"n": 0.0, "s": 0.0}
    assert "Alone has no score on cost-n" in found.compromise.status_quo_label


def test_a_stated_net_status_quo_needs_every_side() -> None:
    made = shared({"x": (75, 50, 50, 50)})
    stated = view(made, status_quo=StatusQuo(label="agreed", net={"n": 30.0, "s": -10.0}))
    assert [side.gain for side in stated.options[0].sides] == [-5.0, 10.0]
    with pytest.raises(MethodError, match="'agreed' names no number for s"):
        view(made, status_quo=StatusQuo(label="agreed", net={"n": 30.0}))


def test_only_go_alone_options_leave_nothing_to_compare() -> None:
    made = changed(shared({"alone": (0, 0, 20, 0)}), option__alone={"kind": "go-alone"})
    with pytest.raises(MethodError, match="no option that the sides would carry out together"):
        bilateral_study(made)


def test_what_would_make_an_option_acceptable_names_cell_rate_and_partner() -> None:
    """Co-development for the United States: gain 25, burden 75; a partner brings the missing 50 points."""
    made = shared({"x": (25, 75, 75, 50), "y": (75, 50, 0, 50)})
    acceptance = next(option for option in view(made).options if option.id == "x").acceptance
    (north,) = acceptance
    assert (north.side, north.shortfall) == ("n", 50.0)
    assert {cell.criterion: (cell.before, cell.beyond, cell.levels) for cell in north.cells} == {
        "gain-n": (25.0, 75.0, 2.0),
        "cost-n": (75.0, 25.0, -2.0),
    }
    assert north.rate == pytest.approx(1 / 3)
    assert north.partners == (("y",),)


def test_a_cell_that_would_have_to_leave_its_scale_is_not_offered() -> None:
    (north,) = view(shared({"x": (0, 50, 100, 0)})).options[0].acceptance
    assert north.cells == ()
    assert north.rate is None
    assert north.partners == ()


def test_a_side_that_gains_needs_nothing() -> None:
    assert view(shared({"x": (75, 75, 25, 25)})).options[0].acceptance == ()
