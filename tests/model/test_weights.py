"""Weight sets: each way to ask, kept as it was answered, and what contradicts itself."""

from __future__ import annotations

from typing import Any

import pytest

import workbench
from tests.studies import leaf, study
from workbench.formats.source.write import to_json, to_toml
from workbench.model.state import digest
from workbench.model.weights import GroupAnswers, WeightSet

WAYS: dict[str, dict[str, Any]] = {
    "points": {"answers": {"a": {"points": 60}, "b": {"points": 30}, "c": {"swing": 10}}},
    "ranks": {"ranks": {"a": 1, "b": 2, "c": 2}, "rank_rule": "rank_sum"},
    "pairwise": {
        "comparisons": [{"above": "a", "below": "b", "times": 3}, {"above": "b", "below": "c", "times": 2}],
        "priority": "geometric_mean",
    },
    "best-worst": {
        "best_worst": {
            "best": "a",
            "worst": "c",
            "best_to_others": {"b": 2, "c": 8},
            "others_to_worst": {"a": 8, "b": 5},
        }
    },
}
LEAVES = (leaf("a"), leaf("b"), leaf("c"))
ROWS = {"x": {"a": 100, "b": 0, "c": 0}, "y": {"a": 0, "b": 100, "c": 0}, "z": {"a": 0, "b": 0, "c": 100}}


def asked(way: str) -> Any:
    groups = {"root": GroupAnswers.model_validate(WAYS[way])}
    chosen = WeightSet(id="given", label="Given", groups=groups)
    return study(LEAVES, ROWS).model_copy(update={"weight_sets": (chosen,)})


@pytest.mark.parametrize(
    ("way", "shares"),
    [
        ("points", [0.6, 0.3, 0.1]),
        ("ranks", workbench.weigh("rank_sum", ranks=[1, 2, 2]).weights.tolist()),
        ("pairwise", [6 / 9, 2 / 9, 1 / 9]),
        ("best-worst", [0.6071, 0.3214, 0.0714]),  # Rezaei (2016), Omega 64: the transport example, linear model
    ],
)
def test_weights_are_derived_from_the_answers_in_every_way_to_ask(way: str, shares: list[float]) -> None:
    evaluation = workbench.score(asked(way))
    assert [each.share for each in evaluation.leaf_weights] == pytest.approx(shares, abs=5e-5)
    assert [each.total for each in evaluation.results] == pytest.approx([100 * share for share in shares], abs=5e-3)


@pytest.mark.parametrize("way", sorted(WAYS))
def test_the_answers_come_back_from_toml_and_json(way: str, tmp_path: Any) -> None:
    made = asked(way)
    for name, text in (("s.toml", to_toml(made)), ("s.json", to_json(made))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        again = workbench.load(tmp_path / name)
        assert digest(again) == digest(made)
        assert again.weight_sets == made.weight_sets


def test_a_profile_leaves_the_ratios_of_those_that_stay() -> None:
    from workbench.model.profile import Profile

    made = asked("ranks").model_copy(update={"profiles": (Profile(id="two", label="Two", leaves=("a", "c")),)})
    whole = {each.criterion: each.share for each in workbench.score(made, profile="all").leaf_weights}
    part = {each.criterion: each.share for each in workbench.score(made, profile="two").leaf_weights}
    assert part["a"] / part["c"] == pytest.approx(whole["a"] / whole["c"])


def test_a_child_that_nobody_compared_counts_nothing_and_is_named() -> None:
    groups = {"root": GroupAnswers.model_validate({"ranks": {"a": 1, "b": 2}})}
    made = study(LEAVES, ROWS).model_copy(
        update={"weight_sets": (WeightSet(id="given", label="Given", groups=groups),)}
    )
    evaluation = workbench.score(made)
    assert [each.where for each in evaluation.notices if each.code == "weight-not-answered"] == ["c"]


def test_inconsistent_comparisons_are_said_with_their_group() -> None:
    pairs = [("a", "b", 9), ("b", "c", 9), ("a", "c", 1)]
    comparisons = [{"above": one, "below": other, "times": times} for one, other, times in pairs]
    groups = {"root": GroupAnswers.model_validate({"comparisons": comparisons})}
    made = study(LEAVES, ROWS).model_copy(
        update={"weight_sets": (WeightSet(id="given", label="Given", groups=groups),)}
    )
    (notice,) = (each for each in workbench.score(made).notices if each.code == "inconsistent")
    assert notice.text.startswith("root: The consistency ratio is")


BEST_WORST = WAYS["best-worst"]["best_worst"]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({**WAYS["points"], **WAYS["ranks"]}, "answers and ranks stand together"),
        ({"ranks": {"a": 0}}, "greater than or equal to 1"),
        ({"comparisons": [{"above": "a", "below": "a", "times": 2}]}, "'a' is compared with itself"),
        (
            {
                "comparisons": [
                    {"above": "a", "below": "b", "times": 2},
                    {"above": "b", "below": "a", "times": 2},
                ]
            },
            "compared twice",
        ),
        (
            {
                "comparisons": [
                    {"above": "a", "below": "b", "times": 2},
                    {"above": "c", "below": "d", "times": 2},
                ]
            },
            "no judgement joins c, d with the others",
        ),
        ({"comparisons": [{"above": "a", "below": "b", "times": 0}]}, "greater than or equal to 0.001"),
        ({"best_worst": {**BEST_WORST, "worst": "a"}}, "cannot be both the best and the worst"),
        ({"best_worst": {**BEST_WORST, "best_to_others": {"c": 8}}}, "best_to_others has nothing for 'b'"),
        ({"best_worst": {**BEST_WORST, "best_to_others": {"b": 2, "c": 7}}}, "is one judgement"),
    ],
)
def test_answers_that_contradict_themselves_are_refused(answers: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        GroupAnswers.model_validate(answers)


def test_a_comparison_of_another_groups_child_is_a_mistake_in_its_place(tmp_path: Any) -> None:
    text = to_toml(asked("pairwise")).replace('below = "c"', 'below = "d"')
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    with pytest.raises(workbench.WorkbenchError, match=r"weight_sets\[1\].groups.root: 'd' is not in the study"):
        workbench.load(tmp_path / "s.toml")
