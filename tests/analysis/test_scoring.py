"""Scoring a study: the shipped figures, and what happens where scores are missing."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workbench
from tests.studies import Side, group, leaf, study
from workbench.errors import MethodError, UsageError
from workbench.model.criterion import Aggregator, Computation, ComputedLeaf

if TYPE_CHECKING:
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study


def totals(evaluation: StudyEvaluation) -> dict[str, float | None]:
    return {each.id: each.total for each in evaluation.results}


def codes(evaluation: StudyEvaluation) -> list[str]:
    return [notice.code for notice in evaluation.notices]


def test_the_baseline_of_the_shipped_study_is_reproduced(shipped: Study, expected: dict[str, Any]) -> None:
    evaluation = workbench.score(shipped)
    assert [each.id for each in evaluation.ranking] == expected["baseline_ranking"]
    groups = {each.id: dict(zip(evaluation.options, each.totals, strict=True)) for each in evaluation.groups}
    for option, figures in expected["baseline"].items():
        assert totals(evaluation)[option] == pytest.approx(figures["total"], abs=5e-5)
        for name, figure in figures.items():
            if name not in {"total", "total_geometric_answerability"}:
                assert groups[name.replace("_", "-")][option] == pytest.approx(figure, abs=5e-5)


def test_the_balanced_weights_are_reproduced(shipped: Study, expected: dict[str, Any]) -> None:
    shares = {each.criterion: each.share for each in workbench.score(shipped).leaf_weights}
    assert shares == pytest.approx(expected["global_weights_balanced"], abs=5e-7)


def test_geometric_answerability_is_reproduced_beside_and_in_place(shipped: Study, expected: dict[str, Any]) -> None:
    figures = {name: each["total_geometric_answerability"] for name, each in expected["baseline"].items()}
    plain = workbench.score(shipped)
    beside = next(each for each in plain.beside if each.id.endswith(":geometric"))
    assert dict(zip(plain.options, beside.figures, strict=True)) == pytest.approx(figures, abs=5e-5)
    geometric = workbench.score(shipped, aggregators={"answerability": "geometric"})
    assert totals(geometric) == pytest.approx(figures, abs=5e-5)
    assert "weights-as-exponents" in codes(geometric)


def test_pairs_that_are_not_separable_are_named(shipped: Study, expected: dict[str, Any]) -> None:
    evaluation = workbench.score(shipped)
    assert evaluation.threshold == pytest.approx(expected["separability"]["threshold_balanced"], abs=5e-5)
    pairs = [list(pair) for pair in evaluation.not_separable]
    assert pairs == expected["separability"]["not_separable_baseline"]


def test_proportionality_stands_beside_with_its_range(shipped: Study, expected: dict[str, Any]) -> None:
    evaluation = workbench.score(shipped)
    beside = next(each for each in evaluation.beside if each.id == "proportionality")
    for option, figure, span in zip(evaluation.options, beside.figures, beside.ranges, strict=True):
        known = expected["bilateral"][option]
        assert figure == pytest.approx(known["proportionality"], abs=5e-3)
        assert span == pytest.approx(tuple(known["proportionality_range_half_level"]), abs=5e-3)


def test_the_weighted_sum_of_an_arithmetic_tree_is_the_same(shipped: Study) -> None:
    tree, flat = workbench.score(shipped), workbench.score(shipped, method="weighted_sum")
    assert totals(flat) == pytest.approx(totals(tree))


def test_the_steps_reproduce_the_totals(shipped: Study) -> None:
    evaluation = workbench.score(shipped, method="weighted_sum")
    assert evaluation.steps[0].data.sum(axis=1) == pytest.approx(evaluation.totals)


TREE = (group("g"), leaf("a", "g"), leaf("b", "g"), leaf("c"))
WEIGHTS = {"root": {"g": 60, "c": 40}, "g": {"a": 50, "b": 50}}
cells = st.sampled_from([0, 25, 50, 75, 100, "not-scored", "not-known", None])


@given(rows=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=3), rule=st.sampled_from(list(Aggregator)))
def test_every_completion_of_missing_scores_lies_in_the_interval_and_the_possible_ranks(
    rows: list[tuple[Any, ...]], rule: Aggregator
) -> None:
    names = ("a", "b", "c")
    table = {f"o{place}": dict(zip(names, row, strict=True)) for place, row in enumerate(rows)}
    tree = (group("g", aggregator=rule), *TREE[1:])
    open_one = workbench.score(study(tree, table, WEIGHTS))
    gaps = [(option, name) for option in table for name in names if not isinstance(table[option][name], int)]
    assert all(each.complete == (not each.missing) for each in open_one.results)
    if len(gaps) > 4:
        return
    for filling in product((0, 50, 100), repeat=len(gaps)):
        filled = {option: dict(row) for option, row in table.items()}
        for (option, name), value in zip(gaps, filling, strict=True):
            filled[option][name] = value
        whole = workbench.score(study(tree, filled, WEIGHTS))
        for possible, actual in zip(open_one.results, whole.results, strict=True):
            assert possible.low - 1e-9 <= actual.low <= possible.high + 1e-9
            assert actual.rank is not None
            assert possible.possible_ranks[0] <= actual.rank <= possible.possible_ranks[1]


def test_an_option_with_a_gap_has_an_interval_and_no_rank() -> None:
    evaluation = workbench.score(study(TREE, {"x": {"a": 50, "b": 50}, "y": {"a": 0, "b": 0, "c": 0}}, WEIGHTS))
    gap, whole = evaluation.results
    assert (gap.total, gap.rank, gap.low, gap.high, gap.missing) == (None, None, 30.0, 70.0, ("c",))
    assert (whole.total, whole.rank) == (0.0, 2)
    assert "incomplete" in codes(evaluation)


def test_a_gap_without_weight_does_not_matter() -> None:
    weights = {"root": {"g": 60, "c": 0}, "g": {"a": 50, "b": 50}}
    evaluation = workbench.score(study(TREE, {"x": {"a": 50, "b": 50}}, weights))
    assert totals(evaluation) == {"x": 50.0}


def test_what_does_not_apply_passes_its_weight_to_its_siblings_and_says_so() -> None:
    rows: dict[str, dict[str, float | str | None]] = {
        "x": {"a": 100, "b": "not-applicable", "c": 0},
        "y": {"a": 100, "b": 0, "c": 0},
    }
    evaluation = workbench.score(study(TREE, rows, WEIGHTS))
    assert totals(evaluation) == pytest.approx({"x": 60.0, "y": 30.0})
    assert "not-applicable" in codes(evaluation)


def test_an_option_to_which_nothing_applies_has_no_total() -> None:
    nothing: dict[str, float | str | None] = dict.fromkeys(("a", "b", "c"), "not-applicable")
    evaluation = workbench.score(study(TREE, {"x": nothing, "y": {"a": 1, "b": 1, "c": 1}}, WEIGHTS))
    assert totals(evaluation)["x"] is None


def test_without_weights_siblings_count_equally_and_the_reader_is_told() -> None:
    evaluation = workbench.score(study(TREE, {"x": {"a": 100, "b": 0, "c": 0}}))
    assert totals(evaluation) == {"x": 25.0}
    assert "equal-weights" in codes(evaluation)


def test_a_criterion_without_an_answer_counts_nothing_and_is_named() -> None:
    evaluation = workbench.score(
        study(TREE, {"x": {"a": 100, "b": 0, "c": 0}}, {"root": {"g": 1}, "g": {"a": 1, "b": 1}})
    )
    assert [notice.where for notice in evaluation.notices if notice.code == "weight-not-answered"] == ["c"]


def test_a_group_without_weight_is_named() -> None:
    weights = {"root": {"g": 60, "c": 40}, "g": {"a": 0, "b": 0}}
    evaluation = workbench.score(study(TREE, {"x": {"a": 100, "b": 0, "c": 40}}, weights))
    assert totals(evaluation) == {"x": 40.0}
    assert "group-without-weight" in codes(evaluation)


def test_a_zero_in_a_geometric_group_is_named() -> None:
    tree = (group("g", aggregator=Aggregator.GEOMETRIC), *TREE[1:])
    evaluation = workbench.score(study(tree, {"x": {"a": 0, "b": 100, "c": 100}}, WEIGHTS))
    assert totals(evaluation) == {"x": 40.0}
    assert "zero-in-product" in codes(evaluation)


def test_nothing_to_score_is_said_in_one_sentence() -> None:
    with pytest.raises(MethodError, match="has no options yet"):
        workbench.score(study(TREE, {}))
    with pytest.raises(MethodError, match="No criterion has any weight"):
        workbench.score(study(TREE, {"x": {}}, {"root": {"g": 0, "c": 0}, "g": {"a": 0, "b": 0}}))


def test_unknown_names_bring_the_known_ones(shipped: Study) -> None:
    with pytest.raises(UsageError, match=r"no weight set 'balance'\. Did you mean 'balanced'"):
        workbench.score(shipped, weights="balance")
    with pytest.raises(UsageError, match="no analyst or side 'bo'"):
        workbench.score(shipped, view="bo")
    with pytest.raises(UsageError, match="no group 'answer'"):
        workbench.score(shipped, aggregators={"answer": "geometric"})
    with pytest.raises(UsageError, match="'median' is no aggregator"):
        workbench.score(shipped, aggregators={"answerability": "median"})


def test_a_computed_leaf_with_weight_brings_a_notice() -> None:
    sides = (Side(id="n", label="North"), Side(id="s", label="South"))
    leaves = [leaf(name, measurement="ratio", side=name[-1]) for name in ("gain-n", "gain-s", "cost-n", "cost-s")]
    computed = ComputedLeaf(
        id="share",
        label="Share",
        computed=Computation(measure="proportionality", benefits=("gain-n", "gain-s"), burdens=("cost-n", "cost-s")),
    )
    scores = {"x": {"gain-n": 75, "gain-s": 50, "cost-n": 50, "cost-s": 50}}
    points = {each.id: 0 for each in leaves} | {"share": 100}
    evaluation = workbench.score(study([*leaves, computed], scores, {"root": points}, sides=sides))
    assert totals(evaluation) == pytest.approx({"x": 90.0})
    assert "computed-leaf-has-weight" in codes(evaluation)


def test_three_sides_have_a_proportionality_and_no_range() -> None:
    letters = ("n", "s", "e")
    leaves = [leaf(f"{kind}-{side}", measurement="ratio", side=side) for kind in ("gain", "cost") for side in letters]
    computed = ComputedLeaf(
        id="share",
        label="Share",
        computed=Computation(
            measure="proportionality",
            benefits=tuple(f"gain-{side}" for side in letters),
            burdens=tuple(f"cost-{side}" for side in letters),
        ),
    )
    sides = tuple(Side(id=side, label=side) for side in letters)
    scores = {"x": {each.id: 50 for each in leaves}, "y": {}}
    evaluation = workbench.score(study([*leaves, computed], scores, sides=sides))
    assert evaluation.beside[0].figures == (100.0, None)
    assert evaluation.beside[0].ranges == (None, None)
