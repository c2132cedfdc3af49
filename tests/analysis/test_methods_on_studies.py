"""Every method on a study: what it gets, what it refuses, and what stands beside its ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import workbench
from tests.studies import Side, leaf, study
from workbench.analysis.finding import finding
from workbench.analysis.ground import find_ground
from workbench.engine.method import aggregations
from workbench.errors import MethodError
from workbench.model.criterion import Computation, ComputedLeaf, Direction, MeasuredScale
from workbench.model.gate import Gate
from workbench.model.reading import Reading
from workbench.model.weights import Answer, GroupAnswers, WeightSet

if TYPE_CHECKING:
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study

NEEDED: dict[str, dict[str, Any]] = {"owa": {"order_weights": (1, 1)}, "choquet": {"interactions": {}}}
LEAVES = (leaf("a"), leaf("b"), leaf("c"))
ROWS = {"x": {"a": 75, "b": 50, "c": 50}, "y": {"a": 50, "b": 75, "c": 25}, "z": {"a": 50, "b": 25, "c": 25}}
POINTS = {"root": {"a": 40, "b": 40, "c": 20}}


def codes(evaluation: StudyEvaluation) -> list[str]:
    return [notice.code for notice in evaluation.notices]


def with_importance(made: Study) -> Study:
    answers = GroupAnswers(answers={name: Answer(points=1) for name in "abc"})
    importance = WeightSet(id="importance", label="Importance", kind="importance", groups={"root": answers})
    return made.model_copy(update={"weight_sets": (*made.weight_sets, importance)})


@pytest.mark.parametrize("method", sorted(aggregations()))
def test_every_method_runs_on_a_study_and_says_whether_it_is_its_own(method: str) -> None:
    evaluation = workbench.score(study(LEAVES, ROWS), method=method, weights="equal", **NEEDED.get(method, {}))
    assert sorted(evaluation.options) == ["x", "y", "z"]
    assert min(evaluation.ranks) == 1
    assert ("outside-own-path" in codes(evaluation)) == (not aggregations()[method].on_studies)
    ranks = {each.id: each.rank or 0 for each in evaluation.results}
    assert ranks["x"] <= ranks["z"], "x dominates z"
    assert evaluation.ranking[0].rank == 1
    assert evaluation.steps
    assert finding(evaluation)


@pytest.mark.parametrize("method", sorted(aggregations()))
def test_every_method_leaves_no_option_with_a_gap_in_silence(method: str) -> None:
    rows: Any = {**ROWS, "open": {"a": 50, "b": 50}, "other": {"a": 50, "b": 50, "c": "not-applicable"}}
    evaluation = workbench.score(study(LEAVES, rows), method=method, weights="equal", **NEEDED.get(method, {}))
    left_out = {each.id: each.reason for each in evaluation.left_out}
    if "open" in left_out:
        assert set(left_out) == {"open", "other"}
        assert "no score on c" in left_out["open"]
        assert "c does not apply" in left_out["other"]
        assert sorted(evaluation.options) == ["x", "y", "z"]
        assert codes(evaluation).count("incomplete") == 2
    else:
        gap = next(each for each in evaluation.results if each.id == "open")
        assert gap.rank is None or gap.low == gap.high
        assert gap.low <= gap.high


def test_lower_is_better_is_turned_in_ranks_order_and_words() -> None:
    evaluation = workbench.score(study(LEAVES, ROWS), method="vikor", weights="equal")
    totals = [each.middle for each in evaluation.ranking]
    assert totals == sorted(totals)
    assert evaluation.ranking[0].possible_ranks == (1, 1)
    assert "below Y (lower is better)" in finding(evaluation)
    assert (evaluation.threshold, evaluation.not_separable) == (0.0, ())


def test_no_option_that_is_complete_is_said() -> None:
    with pytest.raises(MethodError, match=r"No option has every score that counts: X: no score on c"):
        workbench.score(study(LEAVES, {"x": {"a": 1, "b": 1}}), method="topsis", weights="equal")


def test_the_wrong_kind_of_weights_is_refused_with_the_reason() -> None:
    made = with_importance(study(LEAVES, ROWS, POINTS))
    with pytest.raises(
        MethodError, match=r"'given' holds swings and points.*PROMETHEE II needs importance.*importance"
    ):
        workbench.score(made, method="promethee_ii", weights="given")
    with pytest.raises(MethodError, match=r"'importance' was asked as importance.*TOPSIS needs swings or points"):
        workbench.score(made, method="topsis", weights="importance")
    with pytest.raises(MethodError, match="let siblings count equally: --weights equal"):
        workbench.score(study(LEAVES, ROWS, POINTS), method="kemeny")


def test_the_studys_importance_is_taken_where_nobody_named_weights_and_that_is_said() -> None:
    evaluation = workbench.score(with_importance(study(LEAVES, ROWS, POINTS)), method="copeland")
    assert evaluation.run.weights == "importance"
    assert "weight-set-chosen" in codes(evaluation)


def test_thresholds_are_levels_of_each_scale() -> None:
    cost = leaf("b").model_copy(
        update={
            "direction": Direction.MINIMIZE,
            "scale": MeasuredScale(kind="measured", unit="M", worst=400, best=0),
        }
    )
    rows = {"x": {"a": 50, "b": 300}, "y": {"a": 75, "b": 150}}
    made = study((leaf("a"), cost), rows)

    def flow(**parameters: Any) -> float:
        evaluation = workbench.score(made, method="promethee_ii", weights="equal", **parameters)
        return float(evaluation.totals[1])

    # y is one level better on a (25 of 100) and one and a half on b (150 of 400).
    assert flow(q=0, p=2) == pytest.approx((1 / 2 + 1.5 / 2) / 2)
    assert flow(q=1, p=2) == pytest.approx((0 + 0.5) / 2)
    assert flow(q=0, p={"a": 1, "b": 3}) == pytest.approx((1 + 1.5 / 3) / 2)
    assert flow(q=0, p={"b": 3}) == pytest.approx((1 + 1.5 / 3) / 2), "the others as the settings say"
    assert flow() == flow(q=0.5, p=1.0), "the settings' thresholds"
    changed = made.model_copy(
        update={"settings": made.settings.model_copy(update={"outranking_indifference": 0.0,
                                                             "outranking_preference": 2.0})}
    )  # fmt: skip
    evaluation = workbench.score(changed, method="promethee_ii", weights="equal")
    assert float(evaluation.totals[1]) == pytest.approx(flow(q=0, p=2))
    assert evaluation.run.parameters["p"] == 2.0
    with pytest.raises(MethodError, match="which is no criterion here"):
        flow(q={"bb": 1})


def test_raw_performances_keep_their_direction_and_unit() -> None:
    cost = leaf("b").model_copy(
        update={"direction": Direction.MINIMIZE, "scale": MeasuredScale(kind="measured", unit="M", worst=400, best=0)}
    )
    rows = {"x": {"a": 50, "b": 300}, "y": {"a": 75, "b": 150}, "z": {"a": 100, "b": 350}}
    evaluation = workbench.score(study((leaf("a"), cost), rows), method="vikor", weights="equal")
    bare = workbench.evaluate([[50, 300], [75, 150], [100, 350]], [1, 1], [1, -1], method="vikor")
    assert evaluation.totals == pytest.approx(bare.totals)


def test_a_computed_leaf_with_weight_counts_by_its_worth() -> None:
    sides = (Side(id="n", label="North"), Side(id="s", label="South"))
    inputs = [leaf(name, measurement="ratio", side=name[-1]) for name in ("gain-n", "gain-s", "cost-n", "cost-s")]
    share = ComputedLeaf(
        id="share",
        label="Share",
        computed=Computation(measure="proportionality", benefits=("gain-n", "gain-s"), burdens=("cost-n", "cost-s")),
    )
    rows = {
        "x": {"gain-n": 75, "gain-s": 50, "cost-n": 50, "cost-s": 50},
        "y": {"gain-n": 100, "gain-s": 0, "cost-n": 50, "cost-s": 50},
    }
    weights = {"root": {each.id: 0 for each in inputs} | {"share": 100}}
    evaluation = workbench.score(study([*inputs, share], rows, weights, sides=sides), method="vikor")
    assert evaluation.criteria == ("share",)
    assert [each.rank for each in evaluation.results] == [1, 2]
    assert "worth-in-place-of-performance" in codes(evaluation)


def test_the_bounds_of_spotis_are_the_ends_of_the_scales() -> None:
    made = study(LEAVES, ROWS, POINTS)
    evaluation = workbench.score(made, method="spotis")
    tree = {each.id: each.total or 0.0 for each in workbench.score(made).results}
    spotis = {each.id: each.total or 0.0 for each in evaluation.results}
    assert {name: 1 - total / 100 for name, total in tree.items()} == pytest.approx(spotis)


def gated(*gates: Gate, rows: Any = ROWS) -> Study:
    return study(LEAVES, rows, POINTS).model_copy(update={"gates": gates})


def test_an_option_that_fails_a_gate_stands_apart_with_the_reason() -> None:
    gate = Gate(id="floor", criterion="b", at_least=50, why="the law asks for it")
    evaluation = workbench.score(gated(gate))
    assert [(each.id, each.code, each.reason) for each in evaluation.left_out] == [
        ("z", "gate", "B is 25, below 50: the law asks for it.")
    ]
    assert sorted(evaluation.options) == ["x", "y"]
    assert [each.rank for each in evaluation.results] == [1, 2]
    assert "1 option is left out" in finding(evaluation)


def test_a_gate_that_a_gap_or_a_range_leaves_open_fails_nobody() -> None:
    gate = Gate(id="ceiling", criterion="c", at_most=40, why="there is no room")
    evaluation = workbench.score(gated(gate, rows={"y": ROWS["y"], "open": {"a": 50, "b": 50}}))
    assert evaluation.left_out == ()
    assert [notice.where for notice in evaluation.notices if notice.code == "gate-open"] == ["open"]


def test_a_gate_holds_also_where_a_profile_leaves_its_criterion_out() -> None:
    from workbench.model.profile import Profile

    gate = Gate(id="floor", criterion="b", at_least=50, why="the law asks for it")
    made = gated(gate).model_copy(update={"profiles": (Profile(id="short", label="Short", leaves=("a", "c")),)})
    assert [each.id for each in workbench.score(made, profile="short").left_out] == ["z"]


def test_gates_that_nobody_passes_are_said() -> None:
    gate = Gate(id="floor", criterion="b", at_least=100, why="the law asks for it")
    with pytest.raises(MethodError, match="No option passes the gates: X: B is 50, below 100"):
        workbench.score(gated(gate))


def test_who_dominates_whom_does_not_hang_on_the_weights() -> None:
    made = study(LEAVES, {**ROWS, "open": {"a": 100, "b": 100}}, POINTS)
    assert set(workbench.score(made).dominance) == {("x", "z"), ("y", "z")}
    assert workbench.score(made, method="topsis").dominance == workbench.score(made).dominance


@pytest.mark.parametrize("method", ["promethee_ii", "electre_iii", "vikor", "copeland", "kemeny", "spotis", "topsis"])
def test_what_if_questions_start_from_the_same_totals(method: str) -> None:
    cost = leaf("b").model_copy(
        update={"direction": Direction.MINIMIZE, "scale": MeasuredScale(kind="measured", unit="M", worst=400, best=0)}
    )
    rows: Any = {"x": {"a": 50, "b": 300}, "fails": {"a": 0, "b": 0}, "y": {"a": 75, "b": 150}, "gap": {"a": 75}}
    gate = Gate(id="floor", criterion="a", at_least=25, why="the law asks for it")
    made = study((leaf("a"), cost), rows).model_copy(update={"gates": (gate,)})
    ground = find_ground(made, Reading(weights="equal"), method=method)
    assert ground.options == ground.evaluation.options == ("x", "y")
    sign = -1 if ground.evaluation.lower_is_better else 1
    assert (sign * ground.base[0]).tolist() == pytest.approx(ground.evaluation.totals.tolist())
