"""The verdict by its rules, the findings as sentences, and a page for every odd case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import workbench
from tests.studies import leaf, study
from workbench.analysis.robustness_words import change_sentence, interval_sentence, not_separable_sentence
from workbench.analysis.weight_words import decimals_for
from workbench.model.score import Confidence
from workbench.model.settings import Settings

if TYPE_CHECKING:
    from workbench.model.robustness import Robustness
    from workbench.model.study import Study

Rows = dict[str, dict[str, float | str | None]]
TWO = (leaf("a"), leaf("b"))
EVEN: dict[str, dict[str, float]] = {"root": {"a": 1, "b": 1}}
SAMPLES = 2000


def robust(rows: Rows, weights: dict[str, dict[str, float]] = EVEN, **fields: Settings) -> Robustness:
    return workbench.robustness(study(TWO, rows, weights, **fields), samples=SAMPLES)


def test_an_option_that_nothing_overtakes_is_firm() -> None:
    found = robust({"x": {"a": 100, "b": 75}, "y": {"a": 25, "b": 0}})
    assert found.verdict == "firm"
    assert "X comes first in 100.0% of 2,000 samples" in found.reasons[0]
    assert found.reasons[-2:] == (
        "No weights put another option first.",
        "No single score changes the first rank when moved by one level.",
    )


def test_a_rank_that_holds_for_what_was_stated_only_is_firm_within_that() -> None:
    # y is first as soon as b weighs more than three quarters: out of reach near even weights, not of any weights.
    found = robust({"x": {"a": 100, "b": 50}, "y": {"a": 0, "b": 75}})
    assert found.verdict == "firm within the stated uncertainty"
    assert any(reason.startswith("Under any weights") for reason in found.reasons)
    shares = {each.what: each.shares["x"] for each in found.first_shares}
    # One level between them on b against four on a: x leads while a weighs over 25 / 125.
    assert shares["any weights"] == pytest.approx(0.8, abs=0.03)
    assert shares["stated"] == pytest.approx(1.0, abs=0.01)


def test_one_level_of_one_score_that_is_enough_leaves_no_more_than_firm_within() -> None:
    # The lead is 12.5 points, one level on b 18.75; y is nowhere better, so weights never turn the order.
    found = robust({"x": {"a": 75, "b": 50}, "y": {"a": 25, "b": 50}}, {"root": {"a": 1, "b": 3}})
    assert found.verdict == "firm within the stated uncertainty"
    assert found.reasons[-1] == "2 single scores each change the first rank when moved by one level."


def test_the_limits_are_settings_of_the_study() -> None:
    rows: Rows = {"x": {"a": 100, "b": 50}, "y": {"a": 0, "b": 75}}
    lenient = robust(rows, settings=Settings(firm_share=0.6))
    assert lenient.verdict == "firm"
    strict = robust(rows, settings=Settings(firm_share=0.6, firm_weight_move=0.5))
    assert strict.verdict == "firm within the stated uncertainty"
    assert strict.reasons[-1] == "Y comes first once 30.0% of all weight moves (all weights at once; firm from 50%)."


def test_the_shipped_ranking_is_open_and_says_why_with_figures(shipped: Study) -> None:
    found = workbench.robustness(shipped, samples=SAMPLES)
    assert found.verdict == "open"
    assert found.reasons[0] == (
        "Co-development is not separable from Border management: its lead of 0.14 points is less than one level moves "
        "a total (0.35)."
    )
    assert len(found.findings) == 3
    assert found.findings[0] == (
        "Border management comes first once 0.111% of all weight moves (all counting weights at once): Benefit to the "
        "US 6.944% → 7.056%, Root causes 5.556% → 5.444%. Of one weight alone (siblings in proportion) Root causes is "
        "nearest: beyond 32.41% among its siblings, now 33.33%, Border management comes first (0.15% of all weight). "
        "Co-development stays first while Burden-sharing weighs 47.4% to 87.8% among its siblings (now 50.0%); "
        "below that Border management comes first, above that Credentialing."
    )
    assert "42 of 84 single scores change the first rank" in found.findings[1]
    assert found.acceptability is not None
    assert found.acceptability.samples == SAMPLES


def test_a_share_of_samples_names_the_option_that_is_first_more_often(shipped: Study) -> None:
    found = workbench.robustness(shipped, samples=SAMPLES)
    shares = next(each.shares for each in found.first_shares if each.what == "stated")
    assert shares["border-management"] > shares["co-development"]
    assert f"samples, Border management more often, in {shares['border-management']:.1%} (firm" in found.reasons[1]
    firm = robust({"x": {"a": 100, "b": 75}, "y": {"a": 25, "b": 0}})
    assert not any("more often" in reason for reason in firm.reasons)


@pytest.fixture(scope="module")
def three() -> Robustness:
    """Three states: two groups whose inner weights are held, and one weight in them that turns the first rank."""
    return workbench.robustness("river-basin-three", samples=SAMPLES)


def test_a_firm_verdict_rests_on_the_smaller_of_what_was_searched_and_names_what_was_not(three: Robustness) -> None:
    together = next(each for each in three.changes if each.option == "radar")
    alone = next(each for each in three.intervals if each.node == "cost-lower").nearest
    assert together.size == pytest.approx(2 / 3)
    assert alone is not None
    assert alone[2] == pytest.approx(0.23204, abs=1e-5)
    assert three.verdict == "firm"
    assert three.reasons[2] == (
        "The smallest change of weights found at which Radar comes first moves 23.2% of all weight (one weight alone: "
        "Cost, lower 16.7% → 86.3% among its siblings, searched on a grid, Radar with its gaps at their best; firm "
        "from 5%). Several weights at once within Fair between the states and Open to both publics were not searched."
    )
    assert "Radar comes first (23.20% of all weight, searched on a grid)." in three.findings[0]
    strict = workbench.load("river-basin-three").model_copy(update={"settings": Settings(firm_weight_move=0.25)})
    found = workbench.robustness(strict, samples=SAMPLES)
    assert found.verdict == "firm within the stated uncertainty"
    assert found.reasons[-1].startswith("Radar comes first once 23.2% of all weight moves (one weight alone: Cost")
    assert found.reasons[-1].endswith("; firm from 25%).")


def test_a_proof_over_weights_that_were_held_is_not_told_as_one_over_all(three: Robustness) -> None:
    names = {each.id: each.brief for each in three.evaluation.results}
    change = next(each for each in three.changes if each.option == "exchange")
    assert (change.size, change.everywhere, change.alone) == (None, False, "Cost, upper")
    assert change_sentence(change, names) == (
        "While the weights within Fair between the states and Open to both publics stay as they are, no weights put "
        "Exchange first: Joint centre is better by at least 6.39 points on Fair between the states and Open to both "
        "publics, each taken whole, and on every other criterion that counts. With all weight on Cost, upper it comes "
        "first."
    )


def test_what_was_searched_on_a_grid_is_said_of_groups_with_a_part_that_does_not_apply_too(three: Robustness) -> None:
    names = {each.id: each.brief for each in three.evaluation.results}
    by_node = {each.node: each for each in three.intervals}
    assert interval_sentence(by_node["cost-upper"], names) == (
        "Joint centre stays first whatever Cost, upper weighs among its siblings (now 16.7%, searched on a grid)."
    )
    assert (
        "Totals are no straight lines in weights within geometric groups and groups of which a part does not apply to "
        "every option: crossings there are searched on a grid of 512 steps, and two closer than one step can be "
        "missed."
    ) in [each.text for each in three.notices]


def test_a_change_is_shown_with_the_digits_that_count() -> None:
    assert [decimals_for(size) for size in (1.0, 0.667, 0.1, 0.0597, 0.01, 0.00111, 0.0001, 0.0)] == [
        1, 1, 1, 2, 2, 3, 4, 4,
    ]  # fmt: skip


def test_missing_scores_that_leave_the_first_rank_open_are_what_to_do_next() -> None:
    found = robust({"x": {"a": 50}, "y": {"a": 50, "b": 50}})
    assert (found.verdict, found.reasons) == (
        "open",
        ("1 score is missing, and they leave open which option is first.",),
    )
    assert found.findings == ()
    assert found.next_steps[0] == "Score what is missing: X (B)."


def test_options_that_share_the_first_rank_are_said_to() -> None:
    found = robust({name: {"a": 50, "b": 50} for name in "xyz"})
    assert found.verdict == "open"
    assert found.reasons[0] == "X, Y and Z share the first rank."
    assert found.findings[0].startswith("X, Y and Z share the first rank: any change of weights")


def test_one_option_alone_is_open_with_the_reason() -> None:
    found = robust({"x": {"a": 50, "b": 50}})
    assert (found.verdict, found.reasons) == ("open", ("With one option there is nothing to compare.",))


def test_a_cancelled_run_gives_no_shares_and_an_open_verdict() -> None:
    made = study(TWO, {"x": {"a": 100, "b": 75}, "y": {"a": 25, "b": 0}}, EVEN)
    found = workbench.robustness(made, samples=SAMPLES, cancelled=lambda: True)
    assert found.verdict == "open"
    assert (found.first_shares, found.acceptability, found.samples) == ((), None, 0)
    assert "The sampling was stopped" in " ".join(notice.text for notice in found.notices)
    assert found.intervals
    without = workbench.robustness(made, samples=0)
    assert without.first_shares == ()
    assert "The uncertainty was not sampled." in without.reasons


def test_the_same_seed_gives_the_same_shares_and_another_gives_others() -> None:
    made = study(TWO, {"x": {"a": 100, "b": 50}, "y": {"a": 0, "b": 75}}, EVEN)
    one, again, other = (workbench.robustness(made, samples=500, seed=seed) for seed in (1, 1, 2))
    assert one.first_shares == again.first_shares
    assert one.first_shares != other.first_shares


def test_sentences_carry_their_figures_and_say_what_was_held() -> None:
    labels = {"x": "X", "y": "Y"}
    assert not_separable_sentence((), 1.0, labels) == ""
    assert not_separable_sentence((("x", "y"),), 0.5, labels) == (
        "Not separable, closer than one level moves a total (0.50): X and Y."
    )
    found = workbench.robustness("river-basin", samples=0)
    names = {each.id: each.brief for each in found.evaluation.results}
    by_node = {each.node: each for each in found.intervals}
    assert interval_sentence(by_node["openness"], names).startswith("Joint centre stays first whatever")
    change = next(each for each in found.changes if each.option == "radar")
    assert (
        "(all counting weights at once, those within Open to both publics held), with its gaps at their best"
        in change_sentence(change, names)
    )


def test_the_proof_that_no_weights_help_is_quoted() -> None:
    found = robust(
        {"x": {"a": 100, "b": 0}, "y": {"a": 0, "b": 100}, "z": {"a": 40, "b": 40}}, {"root": {"a": 2, "b": 1}}
    )
    change = next(each for each in found.changes if each.option == "z")
    assert change_sentence(change, {"x": "X", "y": "Y", "z": "Z"}) == (
        "No weights put Z first: the mixture of 50% X and 50% Y is better by at least 10.00 points on every criterion "
        "that counts."
    )


def test_confidence_widens_what_is_stated() -> None:
    rows: Rows = {"x": {"a": 75, "b": 75}, "y": {"a": 50, "b": 75}}
    sure = study(TWO, rows, EVEN)
    unsure = sure.model_construct(
        **{name: getattr(sure, name) for name in type(sure).model_fields}
        | {"scores": tuple(each.model_copy(update={"confidence": Confidence.LOW}) for each in sure.scores)}
    )
    stated = [workbench.robustness(each, samples=SAMPLES).first_shares[0].shares["x"] for each in (sure, unsure)]
    assert stated[0] == 1.0
    assert stated[1] < 0.95


def test_an_unknown_norm_is_refused_by_name(shipped: Study) -> None:
    with pytest.raises(workbench.WorkbenchError, match="no norm 'l2'"):
        workbench.robustness(shipped, norm="l2", samples=0)
    made = study(TWO, {"x": {"a": 100, "b": 75}, "y": {"a": 25, "b": 0}}, EVEN)
    largest = workbench.robustness(made, norm="linf", samples=0)
    assert {each.norm for each in largest.changes} == {"linf"}


def test_what_the_lead_hangs_on_is_asked_on_request_and_of_the_value_tree_only() -> None:
    made = study(TWO, {"x": {"a": 100, "b": 50}, "y": {"a": 0, "b": 75}}, EVEN)
    asked = workbench.robustness(made, samples=500, sensitivity=True)
    assert asked.sensitivity is not None
    assert asked.sensitivity.option == "x"
    assert asked.sensitivity.groups[0].group == "weights"
    assert workbench.robustness(made, samples=500).sensitivity is None
    other = workbench.robustness(made, samples=500, sensitivity=True, method="topsis")
    assert other.sensitivity is None
    assert "What the lead hangs on is asked of the value tree only." in [each.text for each in other.notices]


def test_the_shares_of_the_shipped_study_are_those_that_independent_scripts_found(
    shipped: Study, expected: dict[str, Any]
) -> None:
    known = expected["smaa"]["per-sibling-group"]["confidence-intervals"]
    found = workbench.robustness(shipped)
    assert {each.what: each.shares for each in found.first_shares}["any weights"] == pytest.approx(known, abs=0.015)
