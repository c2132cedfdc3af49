"""The rest of what independent scripts computed from the shipped study: profiles, instruments, perspectives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import workbench
from workbench.analysis.monotonicity import reversals
from workbench.analysis.tradeoffs import tradeoffs
from workbench.engine.problem import build
from workbench.model.selection import select

if TYPE_CHECKING:
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study

SHIPPED_ORDER = "ranking"


def totals(evaluation: StudyEvaluation) -> dict[str, float | None]:
    return {each.id: each.total for each in evaluation.results}


def test_feasibility_is_reproduced(shipped: Study, expected: dict[str, Any]) -> None:
    evaluation = workbench.score(shipped, profile="feasibility")
    known = expected["feasibility"]
    assert totals(evaluation) == pytest.approx({name: each["total"] for name, each in known.items()}, abs=5e-5)
    groups = {each.id: dict(zip(evaluation.options, each.totals, strict=True)) for each in evaluation.groups}
    for group in ("obstacles", "success-conditions"):
        figures = {name: each[group.replace("-", "_")] for name, each in known.items()}
        assert groups[group] == pytest.approx(figures, abs=5e-5)
    assert [each.id for each in evaluation.ranking] == expected["feasibility_ranking"]
    assert evaluation.threshold == pytest.approx(expected["feasibility_threshold"])
    assert list(evaluation.not_separable) == expected["feasibility_not_separable"]
    assert evaluation.run.weights == "feasibility-equal"


def test_instruments_are_reproduced(shipped: Study, expected: dict[str, Any]) -> None:
    evaluation = workbench.score(shipped, option_set="instruments")
    known = expected["instruments"]
    assert totals(evaluation) == pytest.approx({name: each["total"] for name, each in known.items()}, abs=5e-5)
    assert [each.id for each in evaluation.ranking] == expected["instrument_ranking"]
    assert [list(pair) for pair in evaluation.not_separable] == expected["instrument_not_separable"]
    beside = next(each for each in evaluation.beside if each.id == "proportionality")
    figures = dict(zip(evaluation.options, beside.figures, strict=True))
    assert figures == pytest.approx({name: each["proportionality"] for name, each in known.items()}, abs=5e-3)


@pytest.mark.parametrize("name", ["us-side", "mx-side"])
def test_perspectives_are_reproduced(shipped: Study, expected: dict[str, Any], name: str) -> None:
    known = expected["perspectives"][name]
    evaluation = workbench.score(shipped, weights=name)
    assert totals(evaluation) == pytest.approx(known["totals"], abs=5e-5)
    assert [each.id for each in evaluation.ranking] == known["ranking"]
    assert [list(pair) for pair in evaluation.not_separable] == known["not_separable"]
    assert evaluation.threshold == pytest.approx(known["threshold"], abs=5e-5)
    shares = {each.criterion: each.share for each in evaluation.leaf_weights}
    assert {leaf: shares[leaf] for leaf in known["global_weights"]} == pytest.approx(known["global_weights"], abs=5e-7)
    groups = {each.id: dict(zip(evaluation.options, each.totals, strict=True)) for each in evaluation.groups}
    assert groups["burden-sharing"] == pytest.approx(known["burden_sharing"], abs=5e-5)
    geometric = next(each for each in evaluation.beside if each.id.endswith(":geometric"))
    figures = dict(zip(evaluation.options, geometric.figures, strict=True))
    assert figures == pytest.approx(known["total_geometric_answerability"], abs=5e-5)


def test_geometric_answerability_keeps_its_ranking_and_its_not_separable_pair(
    shipped: Study, expected: dict[str, Any]
) -> None:
    evaluation = workbench.score(shipped, aggregators={"answerability": "geometric"})
    assert [each.id for each in evaluation.ranking] == expected["baseline_ranking_geometric_answerability"]
    pairs = expected["separability"]["not_separable_geometric_answerability"]
    assert [list(pair) for pair in evaluation.not_separable] == pairs
    for key, known in (("differences", workbench.score(shipped)), ("differences_geometric", evaluation)):
        figures = totals(known)
        for pair, difference in expected["separability"][key].items():
            upper, _, lower = pair.partition(" - ")
            assert (figures[upper] or 0) - (figures[lower] or 0) == pytest.approx(difference, abs=1.01e-4)


def test_totals_within_confidence_span_what_the_scores_leave_open(shipped: Study) -> None:
    evaluation = workbench.score(shipped)
    beside = next(each for each in evaluation.beside if each.id == "confidence")
    spans = [(35.09, 65.33), (22.10, 65.95), (26.86, 68.84), (34.10, 65.90)]
    for span, known in zip(beside.ranges, spans, strict=True):
        assert span == pytest.approx(known, abs=5e-3)


def test_one_answerability_cell_weighs_four_and_a_half_levels_of_human_rights(shipped: Study) -> None:
    moves = {each.criterion: each for each in workbench.score(shipped).tradeoffs}
    assert moves["acc-us-us"].per_level / moves["effects-rights"].per_level == pytest.approx(4.5)
    assert moves["root-causes"].per_level / moves["effects-rights"].per_level == pytest.approx(4.0)
    assert moves["benefit-us"].per_level == pytest.approx(1.7361, abs=5e-5)
    assert [each.levels for each in (moves["benefit-mx"], moves["burden-us"])] == pytest.approx([1.0, 2.0])
    assert moves["effects-health"].levels == pytest.approx(5.0)
    chosen = select(shipped)
    assert tradeoffs(chosen, build(chosen))[0].criterion == "benefit-us"


def test_a_weighted_proportionality_lets_a_total_fall_when_a_burden_falls(shipped: Study) -> None:
    from workbench.model.state import assemble, read_record, state_of

    state = state_of(shipped)
    state["weights/balanced/gains-and-burdens"]["answers"]["proportionality"] = {"swing": 100}
    weighted = assemble({key: read_record(key, value) for key, value in state.items()})
    before = workbench.score(weighted)
    assert totals(before)["border-management"] == pytest.approx(51.51, abs=5e-3)
    state["score/border-management/burden-us/desk-reading"]["value"] = 25.0
    after = workbench.score(assemble({key: read_record(key, value) for key, value in state.items()}))
    assert totals(after)["border-management"] == pytest.approx(51.29, abs=5e-3)
    assert "monotonicity" in [notice.code for notice in before.notices]
    chosen = select(weighted)
    found, tried = reversals(chosen, build(chosen))
    assert (len(found), tried) == (4, 16)
    falls = {(each.option, each.criterion): each.change for each in found}
    assert falls["border-management", "burden-us"] == pytest.approx(51.29 - 51.51, abs=1e-2)


def test_the_core_profile_shares_the_weights_of_what_it_leaves_out(shipped: Study) -> None:
    evaluation = workbench.score(shipped, profile="core")
    shares = {each.criterion: each.share for each in evaluation.leaf_weights}
    assert len(shares) == 14
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares["joint-representation"] == pytest.approx(0.5 * 60 / 160)
    assert evaluation.notices == ()
