"""Without one criterion, branch, analyst or grade of evidence; splits, scale ends, methods and other options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.stats import kendalltau

import workbench
from tests.studies import group, leaf, study
from workbench.analysis.ground import Ground, find_ground
from workbench.analysis.influence import influences
from workbench.analysis.leave_out import leave_out, without_analyst
from workbench.analysis.methods_compared import compare_methods
from workbench.analysis.rank_agreement import tau_b
from workbench.analysis.rank_reversal import reversal_tests
from workbench.engine.method import aggregations
from workbench.model.reading import Reading

if TYPE_CHECKING:
    from workbench.model.robustness import LeftOut
    from workbench.model.study import Study

Rows = dict[str, dict[str, float | str | None]]
TREE = (group("g"), leaf("a", "g"), leaf("b", "g"), leaf("c"))
ROWS: Rows = {"x": {"a": 100, "b": 0, "c": 50}, "y": {"a": 0, "b": 75, "c": 60}, "z": {"a": 25, "b": 25, "c": 0}}
WEIGHTS: dict[str, dict[str, float]] = {"root": {"g": 3, "c": 1}, "g": {"a": 2, "b": 1}}


def ground_of(made: Study, **reading: str) -> Ground:
    return find_ground(made, Reading(**reading))


def parts(ground: Ground) -> dict[tuple[str, str], LeftOut]:
    return {(each.kind, each.what): each for each in leave_out(ground)}


def test_what_is_left_out_gives_its_weight_to_its_siblings() -> None:
    found = parts(ground_of(study(TREE, ROWS, WEIGHTS)))
    # Without a, the group is b: x has 0.25·50, y has 0.75·75 + 0.25·60.
    assert found["criterion", "a"].first == ("y",)
    assert found["criterion", "a"].changed
    assert found["criterion", "a"].margin == pytest.approx(12.5 - (56.25 + 15))
    # Without the group, only c is left.
    assert found["branch", "g"].order == ("y", "x", "z")
    assert not found["criterion", "b"].changed


def test_nothing_left_to_score_on_is_said() -> None:
    found = parts(ground_of(study((leaf("a"),), {"x": {"a": 1}, "y": {"a": 2}}, {"root": {"a": 1}})))
    assert found["criterion", "a"].note == "nothing would be left to score on"
    assert found["criterion", "a"].order == ()


def test_one_analyst_alone_cannot_be_left_out(shipped: Study) -> None:
    found = parts(ground_of(shipped))
    assert found["analyst", "desk-reading"].note == "every score rests on this one analyst"


def test_without_an_analyst_the_panel_is_the_others() -> None:
    whole = workbench.load("river-basin")
    ground = ground_of(whole, view="panel")
    found = parts(ground)
    alone = workbench.score(without_analyst(whole, "upper-expert"), view="panel")
    lead = found["analyst", "upper-expert"].margin
    totals = {each.id: each for each in alone.results}
    first = ground.options[ground.first]
    assert lead == pytest.approx(totals[first].low - max(each.high for each in alone.results if each.id != first))


def test_those_who_are_based_on_an_analyst_keep_what_they_took_over() -> None:
    whole = workbench.load("river-basin")
    rest = without_analyst(whole, "hydrologist")
    assert "hydrologist" not in rest.analyst
    for option in whole.options:
        for criterion in whole.leaves:
            before = whole.judgement(option.id, criterion.id, "upper-expert")
            after = rest.judgement(option.id, criterion.id, "upper-expert")
            assert (before and before.performance) == (after and after.performance)


def test_an_evidence_grade_is_left_out_option_by_option(shipped: Study) -> None:
    found = parts(ground_of(shipped))
    sure = found["evidence", "high confidence"]
    assert sure.note.startswith("2 of 84 scores")
    assert sure.order
    assert found["evidence", "low confidence"].changed


def test_tau_b_agrees_with_an_independent_library() -> None:
    generator = np.random.default_rng(7)
    for _ in range(50):
        one, other = generator.integers(0, 4, (2, 6)).astype(float)
        expected = float(kendalltau(one, other, variant="b").statistic)
        found = tau_b(one, other)
        assert found is None if np.isnan(expected) else found == pytest.approx(expected)
    assert tau_b(np.array([1.0]), np.array([2.0])) is None


def test_every_method_is_compared_or_says_why_not(shipped: Study) -> None:
    ground = ground_of(shipped)
    found = compare_methods(ground, lambda name: workbench.score(shipped, method=name))
    assert found[0].method == "value_tree"
    assert {each.method for each in found} == set(aggregations())
    for each in found:
        assert bool(each.reason) != bool(each.ranks)
    by_name = {each.method: each for each in found}
    assert by_name["weighted_sum"].tau == pytest.approx(1.0)
    assert by_name["weighted_sum"].first == ("co-development",)
    assert "order_weights" in by_name["owa"].reason


def test_the_order_under_fixed_scales_depends_on_nobody_and_under_topsis_it_does(shipped: Study) -> None:
    found = {each.method: each for each in reversal_tests(ground_of(shipped))}
    assert set(found) == set(aggregations())
    for name in ("value_tree", "weighted_sum", "weighted_product"):
        assert (found[name].copy, found[name].removal, found[name].split) == (True, True, True)
    assert found["topsis"].copy is False
    assert "change their order" in found["topsis"].detail
    assert found["owa"].copy is None


def test_a_split_criterion_counts_twice_and_a_longer_scale_counts_less() -> None:
    ground = ground_of(study(TREE, ROWS, WEIGHTS))
    assert ground.lead is not None
    found = {(each.kind, each.label): each for each in influences(ground, ())}
    # Split, a has 4 of 5 in its group: 0.75·(80 - 0) + 12.5 against 0.75·15 + 15.
    assert found["split", "A split in two"].margin == pytest.approx(72.5 - 26.25)
    # One level more on the scale of c: its 10 points of difference become 10 / 1.25.
    assert found["scale end", "C: best end one level further"].change == pytest.approx(0.25 * (10 - 8))
    changes = [abs(each.change) for each in influences(ground, ())]
    assert changes == sorted(changes, reverse=True)


@pytest.mark.parametrize("rows", [{"x": {"a": 1, "b": 1, "c": 1}}, {"x": {"a": 1}, "y": {"b": 1}}])
def test_where_nobody_leads_nothing_moves_the_lead(rows: Rows) -> None:
    ground = ground_of(study(TREE, rows, WEIGHTS))
    left_out = leave_out(ground)
    assert influences(ground, left_out) == ()
    assert all(each.margin is None for each in left_out)
