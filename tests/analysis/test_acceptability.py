"""Rank acceptability against integrals, an implementation of its own, and the shipped study's published shares."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workbench
from tests.studies import group, leaf, study
from workbench.analysis.acceptability import Running, rank_weights
from workbench.analysis.acceptability_studies import acceptability_of
from workbench.analysis.acceptability_tables import rank_acceptability
from workbench.analysis.sampling.running import CancelledError
from workbench.analysis.sampling.streams import CHUNK
from workbench.engine.method import aggregations
from workbench.errors import MethodError, UsageError
from workbench.model.sampling import Limit, Order, Scheme

if TYPE_CHECKING:
    from workbench.model.acceptability import Acceptability
    from workbench.model.criterion import Criterion
    from workbench.model.study import Study

UP = ["maximize", "maximize", "maximize"]
PLAIN: dict[str, Any] = {"normalization": "none"}
SAMPLES = 60_000
NEAR = 4 * 0.5 / SAMPLES**0.5
"""Four standard errors of a share, at most."""

GIVEN: dict[str, Any] = {"bounds": (0, 100), "order_weights": [1, 1, 1], "q": 5.0, "p": 20.0, "interactions": {}}


def same(one: Acceptability, other: Acceptability) -> None:
    """Assert that two results agree to the bit."""
    for each in fields(one):
        if each.name not in {"study", "run", "notices"}:
            left, right = getattr(one, each.name), getattr(other, each.name)
            assert np.array_equal(left, right) if isinstance(left, np.ndarray) else left == right, each.name


def centers(found: Acceptability) -> np.ndarray:
    """Return the central weights; the test fails where there are none."""
    return np.array([each for each in found.central_weights if each is not None])


def test_two_options_on_two_criteria_share_the_line_of_weights_as_its_crossing_cuts_it() -> None:
    # First above second where 30 w > 10 (1 - w): w > 1/4.
    found = rank_acceptability([[80, 40], [50, 50]], UP[:2], samples=SAMPLES, **PLAIN)
    np.testing.assert_allclose(found.ranks, [[0.75, 0.25], [0.25, 0.75]], atol=NEAR)
    np.testing.assert_allclose(found.pairwise, [[0, 0.75], [0.25, 0]], atol=NEAR)
    np.testing.assert_allclose(found.expected_rank, [1.25, 1.75], atol=NEAR)
    np.testing.assert_allclose(centers(found), [(0.625, 0.375), (0.125, 0.875)], atol=NEAR)
    np.testing.assert_allclose(found.holistic, found.ranks @ [1, 1 / 3])
    assert found.confidence == (1.0, 1.0)
    assert found.shared_first == 0


def test_two_options_on_three_criteria_share_the_triangle_as_its_corner_is_cut() -> None:
    # The corner where the first is above: a triangle with the sides 30/(30+10) and 30/(30+20) of the whole ones.
    found = rank_acceptability([[80, 40, 30], [50, 50, 50]], UP, samples=SAMPLES, **PLAIN)
    share = (30 / 40) * (30 / 50)
    np.testing.assert_allclose(found.first, [share, 1 - share], atol=NEAR)
    corners = np.array([[1, 0, 0], [1 - 30 / 40, 30 / 40, 0], [1 - 30 / 50, 0, 30 / 50]])
    np.testing.assert_allclose(centers(found)[0], corners.mean(axis=0), atol=NEAR)


def test_three_options_share_the_line_of_weights_by_integration() -> None:
    # With w on the first: 100 w, 60, and 90 - 80 w; they cross at w = 3/8 (second, third), 1/2 (first, third), 3/5.
    found = rank_acceptability([[100, 0], [60, 60], [10, 90]], UP[:2], samples=SAMPLES, **PLAIN)
    by_hand = [[0.4, 0.1, 0.5], [0.6 - 0.375, 0.775, 0.0], [0.375, 0.125, 0.5]]
    np.testing.assert_allclose(found.ranks, by_hand, atol=NEAR)
    by_integration = [(0.8, 0.2), (0.4875, 0.5125), (0.1875, 0.8125)]
    np.testing.assert_allclose(centers(found), by_integration, atol=NEAR)
    np.testing.assert_allclose(found.pairwise[0], [0, 0.4, 0.5], atol=NEAR)


@given(st.integers(0, 2**32), st.sampled_from(["weighted_sum", "topsis", "weighted_product"]))
@settings(max_examples=12)
def test_shares_agree_with_samples_taken_one_by_one_by_other_means(seed: int, method: str) -> None:
    generator = np.random.default_rng(seed)
    matrix = generator.uniform(1, 100, (4, 3))
    found = rank_acceptability(matrix, UP, method=method, samples=3000, seed=seed % 1000)
    weights = np.sort(generator.uniform(size=(2000, 2)), axis=1)
    weights = np.diff(weights, prepend=0, append=1, axis=1)
    ranks = workbench.evaluate(matrix, weights, UP, method=method).ranks
    counted = np.array([[(ranks[:, option] == rank).mean() for rank in range(1, 5)] for option in range(4)])
    np.testing.assert_allclose(found.ranks, counted, atol=5 * 0.5 * (1 / 3000 + 1 / 2000) ** 0.5)


def test_tied_options_each_take_the_better_rank_and_it_is_said() -> None:
    made = study([leaf("a"), leaf("b")], {"x": {"a": 50, "b": 25}, "y": {"a": 50, "b": 25}, "z": {"a": 0, "b": 0}})
    found = acceptability_of(made, running=Running(500))
    np.testing.assert_array_equal(found.ranks, [[1, 0, 0], [1, 0, 0], [0, 0, 1]])
    assert found.shared_first == 1
    assert not found.pairwise[0, 1]
    assert "share" in found.rank_rule
    assert "shared-first" in {each.code for each in found.notices}


@pytest.mark.parametrize("name", sorted(aggregations()))
def test_every_method_is_sampled_and_ranks_are_shares(name: str) -> None:
    given_parameters = {each.name: GIVEN[each.name] for each in fields(aggregations()[name].parameters)
                        if each.default is MISSING}  # fmt: skip
    matrix: list[list[float]] = [[80, 40, 30], [50, 50, 55], [20, 70, 60]]
    found = rank_acceptability(matrix, UP, method=name, samples=300, **given_parameters)
    np.testing.assert_allclose(found.ranks.sum(axis=1), 1.0)
    assert (found.pairwise + found.pairwise.T <= 1 + 1e-12).all()
    assert (found.expected_rank >= 1).all()
    for first, center, sure in zip(found.first, found.central_weights, found.confidence, strict=True):
        assert (first > 0) == (center is not None) == (sure is not None)
        assert center is None or sum(center) == pytest.approx(1.0)


@pytest.mark.parametrize("method", ["weighted_sum", "topsis", "weighted_product", "value_tree"])
def test_a_dominated_option_is_never_first_however_little_it_is_behind(method: str) -> None:
    matrix: list[list[float]] = [[80, 40, 30], [50, 70, 60], [80, 40, 30 - 1e-13], [20, 20, 20]]
    found = rank_acceptability(matrix, UP, method=method, samples=20_000, **PLAIN)
    assert found.dominated[0] == ("option 1", "option 3")
    assert found.first[2] == 0
    assert found.central_weights[2] is None
    assert found.confidence[2] is None
    assert found.pairwise[0, 2] == 1


def test_a_dominated_option_may_tie_where_the_method_is_not_strict() -> None:
    criteria: list[Criterion] = [leaf("a"), leaf("b")]
    made = study(criteria, {"x": {"a": 25, "b": 100}, "y": {"a": 25, "b": 50}})
    found = acceptability_of(made, aggregators={"root": "minimum"}, running=Running(200))
    assert found.dominated == (("x", "y"),)
    np.testing.assert_array_equal(found.first, [1, 1])
    assert acceptability_of(made, running=Running(200)).first[1] == 0


def test_an_option_that_is_behind_wherever_scores_lie_is_never_first() -> None:
    rows: dict[str, Any] = {"x": {"a": 100, "b": 50}, "y": {"a": 25, "b": 25}, "z": {"a": 50, "b": 75}}
    made = study([leaf("a"), leaf("b")], rows)
    found = acceptability_of(made, scheme=Scheme(scores="confidence"), running=Running(2000))
    assert ("x", "y") in found.dominated
    assert found.first[1] == 0


def test_the_bits_do_not_depend_on_blocks_or_workers() -> None:
    matrix = np.random.default_rng(1).uniform(1, 100, (5, 4))
    count = 2 * CHUNK + 5
    whole = rank_acceptability(matrix, ["maximize"] * 4, method="topsis", samples=count, seed=9)
    same(whole, rank_acceptability(matrix, ["maximize"] * 4, method="topsis", samples=count, seed=9, workers=2))
    other = rank_acceptability(matrix, ["maximize"] * 4, method="topsis", samples=count, seed=10)
    assert not np.array_equal(whole.ranks, other.ranks)


def test_a_study_with_moving_scores_gives_the_same_bits_in_every_cut(shipped: Study) -> None:
    scheme = Scheme(scores="confidence", together=True)
    whole = acceptability_of(shipped, scheme=scheme, running=Running(CHUNK + 300, block=1))
    for running in (Running(CHUNK + 300, block=50), Running(CHUNK + 300, workers=2, block=1)):
        same(whole, acceptability_of(shipped, scheme=scheme, running=running))


@pytest.mark.parametrize(
    ("weights", "scores", "together", "where"),
    [
        ("per-sibling-group", "fixed", False, "scores-fixed"),
        ("per-sibling-group", "confidence", False, "confidence-intervals"),
        ("per-sibling-group", "confidence", True, "confidence-intervals-shared-evidence"),
        ("flat-over-leaves", "fixed", False, "scores-fixed"),
        ("flat-over-leaves", "confidence", False, "confidence-intervals"),
    ],
)
def test_the_shipped_shares_are_reproduced(
    shipped: Study, expected: dict[str, Any], weights: Any, scores: Any, together: Any, where: str
) -> None:
    scheme = Scheme(weights=weights, scores=scores, together=together)
    found = acceptability_of(shipped, scheme=scheme, running=Running(100_000))
    shares = expected["smaa"][weights][where]
    for option, share in zip(found.options, found.first, strict=True):
        assert share == pytest.approx(shares[option], abs=expected["smaa"]["tolerance"]), option
    assert weights.replace("-", " ").split()[-1] in scheme.sentence
    assert found.run.seed == found.seed == 20110401


def test_confidence_factors_are_shares_of_the_scores_under_each_options_own_weights() -> None:
    # Under its central weights, all on a, x is first where its uncertain score, uniform on 25 to 75, passes 50.
    made = study([leaf("a")], {"x": {"a": 50}, "y": {"a": 60}})
    scores = tuple(
        each.model_copy(update={"value": None, "low": 25.0, "high": 75.0}) if each.option == "x" else each
        for each in made.scores
    )
    found = acceptability_of(
        made.model_copy(update={"scores": scores}), scheme=Scheme(scores="intervals"), running=Running(20_000)
    )
    np.testing.assert_allclose(found.first, [0.3, 0.7], atol=0.015)
    np.testing.assert_allclose([each or 0 for each in found.confidence], [0.3, 0.7], atol=0.015)


def test_missing_scores_are_sampled_over_their_scale_and_said_by_name() -> None:
    made = study([leaf("a"), leaf("b")], {"x": {"a": 50, "b": None}, "y": {"a": 50, "b": 75}})
    found = acceptability_of(made, running=Running(20_000))
    np.testing.assert_allclose(found.first, [0.25, 0.75], atol=0.015)
    (notice,) = [each for each in found.notices if each.code == "missing-sampled"]
    assert notice.where == "b"
    assert "X: no score on B" in notice.text


def test_a_method_that_compares_options_leaves_out_one_with_gaps_and_says_so() -> None:
    rows: dict[str, Any] = {"x": {"a": 50, "b": None}, "y": {"a": 50, "b": 75}, "z": {"a": 75, "b": 50}}
    found = acceptability_of(study([leaf("a"), leaf("b")], rows), method="topsis", running=Running(500))
    assert found.options == ("y", "z")
    assert found.left_out == ("x",)
    assert "left-out" in {each.code for each in found.notices}


def test_a_leaf_that_does_not_apply_passes_its_weight_on_in_every_sample() -> None:
    criteria: list[Criterion] = [group("g"), leaf("a", "g"), leaf("b", "g"), leaf("c")]
    rows: dict[str, Any] = {"x": {"a": "not-applicable", "b": 60, "c": 0}, "y": {"a": 0, "b": 60, "c": 30}}
    found = acceptability_of(study(criteria, rows), running=Running(SAMPLES))
    # x has 60 g; y has 60 g v + 30 (1 - g), v being the part of b: x is above where v < 1 - (1 - g) / (2 g).
    along = (np.arange(200_000) + 0.5) / 200_000
    assert found.first[0] == pytest.approx(np.clip(1 - (1 - along) / (2 * along), 0, 1).mean(), abs=NEAR)


def test_one_option_or_one_criterion_or_all_the_same_gives_a_sensible_result() -> None:
    alone = rank_acceptability([[1, 2]], UP[:2], samples=100)
    assert alone.first.tolist() == [1.0]
    assert alone.holistic.tolist() == [1.0]
    single = rank_acceptability([[1], [2]], UP[:1], samples=100)
    assert single.first.tolist() == [0.0, 1.0]
    assert single.central_weights == (None, (1.0,))
    equal = rank_acceptability([[1, 2], [1, 2]], UP[:2], samples=100)
    assert equal.first.tolist() == [1.0, 1.0]
    fixed = study([leaf("a"), leaf("b")], {"x": {"a": 50, "b": 25}, "y": {"a": 25, "b": 25}})
    found = acceptability_of(fixed, scheme=Scheme(weights="fixed"), running=Running(100))
    assert found.first.tolist() == [1.0, 0.0]
    assert "nothing-sampled" in {each.code for each in found.notices}


def test_constraints_and_weights_with_a_concentration_narrow_the_shares() -> None:
    matrix = [[80, 40], [50, 50]]
    ordered = rank_acceptability(
        matrix, UP[:2], constraints=[Order(("criterion 1", "criterion 2"))], samples=500, **PLAIN
    )
    assert ordered.first.tolist() == [1.0, 0.0]
    near = rank_acceptability(matrix, UP[:2], weights=[1, 9], concentration=1e6, samples=500, **PLAIN)
    assert near.first.tolist() == [0.0, 1.0]
    limited = rank_acceptability(matrix, UP[:2], constraints=[Limit("criterion 1", 0, 0.5)], samples=SAMPLES, **PLAIN)
    assert limited.first[0] == pytest.approx(0.5, abs=2 * NEAR)


def test_a_cancelled_run_gives_nothing() -> None:
    with pytest.raises(CancelledError, match="nothing"):
        rank_acceptability([[1, 2], [2, 1]], UP[:2], samples=10**9, cancelled=lambda: True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"samples": 0}, "samples is 0"),
        ({"samples": 1.5}, "whole number"),
        ({"seed": -1}, "seed is -1"),
        ({"workers": 0}, "workers is 0"),
        ({"weights": [1, 1]}, "come together"),
        ({"concentration": 5}, "come together"),
        ({"weights": [1, 1], "concentration": -5}, "above 0"),
        ({"method": "topsi"}, "Did you mean"),
        ({"constraints": [Limit("cost", 0, 1)]}, "'cost'"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_with_what_to_do(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises((UsageError, MethodError), match=words):
        rank_acceptability([[1, 2], [2, 1]], UP[:2], **arguments)


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(MethodError, match="options in rows"):
        rank_acceptability(np.array([1, 2, 3]), UP)
    with pytest.raises(MethodError, match="no finite number"):
        rank_acceptability(np.array([[1, np.nan], [2, 1]]), UP[:2])


def test_rank_weights_are_centroids_over_the_first() -> None:
    np.testing.assert_allclose(rank_weights(3), [1, (1 / 2 + 1 / 3) / (11 / 6), (1 / 3) / (11 / 6)])
