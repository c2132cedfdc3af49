"""Why one option stands above another: parts that add up, what would close the margin, and the words for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import workbench
from tests.studies import group, leaf, study
from workbench.model.criterion import Aggregator
from workbench.model.state import assemble, read_record, state_of

if TYPE_CHECKING:
    from workbench.model.robustness import Explanation
    from workbench.model.study import Study

Rows = dict[str, dict[str, float | str | None]]
TWO = (leaf("a"), leaf("b"))


def explained(rows: Rows, one: str = "x", other: str = "y") -> Explanation:
    return workbench.explain(study(TWO, rows, {"root": {"a": 3, "b": 1}}), one, other)


def test_the_parts_of_the_shipped_margin_add_up_largest_first(shipped: Study) -> None:
    found = workbench.explain(shipped, "border-management", "co-development")
    assert (found.upper, found.lower) == ("co-development", "border-management")
    parts = [each.middle for each in found.contributions]
    assert sum(parts) == pytest.approx(0.138889, abs=5e-7)
    assert parts == sorted(parts, reverse=True)
    first = found.contributions[0]
    # Root causes weighs 1/18 of the whole and differs by 75.
    assert (first.criterion, first.value) == ("root-causes", (75.0, 0.0))
    assert first.middle == pytest.approx(75 / 18)
    assert found.deciding == ("root-causes",)


def test_pairs_that_are_not_separable_are_said_before_anything_else(shipped: Study) -> None:
    found = workbench.explain(shipped, "border-management", "co-development")
    assert found.sentences[0] == (
        "Co-development and Border management are not separable: less than one level moves a total (0.35). "
        "Co-development stands 0.14 points above Border management: 50.00 against 49.86."
    )
    assert found.sentences[1].startswith("For it speak Root causes (+4.17), Benefit to Mexico (+1.74), Joint funding")
    assert found.sentences[3] == "Without its advantage on Root causes there would be no lead."


def test_every_need_alone_brings_the_two_level(shipped: Study) -> None:
    found = workbench.explain(shipped, "co-development", "credentialing-selection")
    single = [each for each in found.needs if each.kind == "score"]
    assert len(single) > 1
    assert [each.size for each in single] == sorted(each.size for each in single)
    levels = next(each for each in found.needs if each.kind == "levels")
    # 2.15 points: one level of the heaviest criterion is worth 1.74, so it takes two.
    assert levels.size == 2.0
    state = state_of(shipped)
    for name in ("benefit-mx", "benefit-us"):
        key = f"score/credentialing-selection/{name}/desk-reading"
        state[key]["value"] = min(100.0, state[key]["value"] + 25.0)
    after = {each.id: each.middle for each in workbench.score(_read(state)).results}
    assert levels.text.startswith("Credentialing one level better on Benefit to the US and Benefit to Mexico")
    assert after["credentialing-selection"] >= after["co-development"]


def _read(state: dict[str, object]) -> Study:
    return assemble({key: read_record(key, value) for key, value in state.items()})


def test_no_weights_help_an_option_that_is_worse_everywhere() -> None:
    found = explained({"x": {"a": 75, "b": 100}, "y": {"a": 50, "b": 0}})
    assert found.needs[0].text == "No weights put Y level: X is better on every criterion that counts."
    assert found.sentences[2] == "No criterion speaks against it."


def test_equal_options_have_nothing_to_explain_and_say_so() -> None:
    found = explained({"x": {"a": 75, "b": 100}, "y": {"a": 75, "b": 100}})
    assert found.sentences[:2] == (
        "X and Y have the same total: 81.25 against 81.25.",
        "They have the same value on every criterion that counts.",
    )
    assert found.deciding == ()


def test_a_gap_makes_the_parts_intervals_that_add_up_to_the_ends() -> None:
    found = explained({"x": {"a": 75, "b": None}, "y": {"a": 50, "b": 50}})
    assert found.margin == pytest.approx((0.75 * 25 - 12.5, 0.75 * 25 + 12.5))
    assert sum(each.low for each in found.contributions) == pytest.approx(found.margin[0])
    assert sum(each.high for each in found.contributions) == pytest.approx(found.margin[1])
    assert found.sentences[0].startswith("X stands above Y, whatever the gaps turn out to be: by 6.25 to 31.25")
    wide = explained({"x": {"a": 75, "b": None}, "y": {"a": 75, "b": 50}})
    assert wide.sentences[0].startswith("Which of X and Y stands above is open: X is between 12.50 points below")
    assert "The missing scores decide which of them is above." in wide.sentences
    assert "What both are scored on speaks for neither." in wide.sentences
    assert wide.needs == ()


def test_groups_that_are_no_means_are_taken_apart_by_a_stated_rule() -> None:
    tree = (group("g", aggregator=Aggregator.GEOMETRIC), leaf("a", "g"), leaf("b", "g"), leaf("c"))
    rows: Rows = {"x": {"a": 100, "b": 100, "c": 0}, "y": {"a": 25, "b": 4, "c": 50}}
    weights = {"root": {"g": 1, "c": 1}, "g": {"a": 1, "b": 1}}
    found = workbench.explain(study(tree, rows, weights), "x", "y")
    parts = {each.criterion: each.middle for each in found.contributions}
    assert parts == pytest.approx({"a": 15.0, "b": 30.0, "c": -25.0})
    assert "Shapley" in found.rule


def test_strengths_and_weaknesses_are_against_the_mean_of_the_others(shipped: Study) -> None:
    found = workbench.explain(shipped, "border-management", "co-development")
    traits = {(each.option, each.criterion): each.points for each in found.traits}
    # 75 against 0, 25 and 25 on root causes, at 1/18 of the whole.
    assert traits["co-development", "root-causes"] == pytest.approx((75 - (0 + 25 + 25) / 3) / 18)


def test_the_weakest_score_that_decides_is_named_with_its_grounds(shipped: Study) -> None:
    found = workbench.explain(shipped, "co-development", "labor-brokers")
    grades = [each.grade for each in found.weakest]
    assert grades == sorted(grades)
    assert {each.criterion for each in found.weakest} == set(found.deciding)
    assert any(found.weakest[0].label in sentence for sentence in found.sentences)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("x", "nobody", "There is no option 'nobody'"),
        ("x", "x", "is given twice"),
    ],
)
def test_options_that_are_not_there_are_refused(one: str, other: str, said: str) -> None:
    with pytest.raises(workbench.WorkbenchError, match=said):
        explained({"x": {"a": 1, "b": 1}, "y": {"a": 2, "b": 2}}, one, other)


def test_a_method_that_is_no_sum_is_refused_with_those_that_are(shipped: Study) -> None:
    with pytest.raises(workbench.WorkbenchError, match="cannot be taken apart by criterion"):
        workbench.explain(shipped, "co-development", "labor-brokers", method="topsis")
