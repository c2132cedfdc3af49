"""Sampled weights: moments in closed form, constraints that hold, contradictions that are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analysis.sampling.streams import CHUNK, Stream, stream
from workbench.analysis.sampling.weights import weight_sampler
from workbench.engine.tree import GroupNode, Tree, flat_tree
from workbench.errors import UsageError
from workbench.model.sampling import Limit, Order, Ratio, Scheme

if TYPE_CHECKING:
    from workbench.model.sampling import Constraint

FLAT = flat_tree(("a", "b", "c", "d"))
EVEN = np.array([0.25, 0.25, 0.25, 0.25, 1.0])
NESTED = Tree(("a", "b", "c", "d"), (GroupNode("g", (0, 1, 2), "arithmetic"), GroupNode("root", (4, 3), "arithmetic")))
NESTED_LOCAL = np.array([0.5, 0.5, 0.0, 0.25, 0.75, 1.0])


def drawn(scheme: Scheme, tree: Tree = FLAT, local: np.ndarray = EVEN, chunks: int = 4) -> np.ndarray:
    sampler = weight_sampler(tree, local, scheme)
    return np.concatenate([sampler.draw(stream(7, Stream.WEIGHTS, each), CHUNK) for each in range(chunks)], axis=1)


def test_flat_weights_have_the_moments_of_the_uniform_distribution_on_the_simplex() -> None:
    weights = drawn(Scheme(weights="flat-over-leaves"))[:4]
    np.testing.assert_allclose(weights.sum(axis=0), 1.0)
    np.testing.assert_allclose(weights.mean(axis=1), 0.25, atol=0.005)
    np.testing.assert_allclose(np.cov(weights), (np.eye(4) - 0.25) / (4 * 5), atol=0.001)


def test_weights_in_sibling_groups_are_uniform_in_each_and_independent_of_each_other() -> None:
    local = drawn(Scheme(), NESTED, NESTED_LOCAL)
    assert not local[2].any(), "a weight of 0 stays at 0"
    np.testing.assert_array_equal(local[5], 1.0)
    for share in (local[0], local[4]):
        np.testing.assert_allclose(np.quantile(share, [0.1, 0.5, 0.9]), [0.1, 0.5, 0.9], atol=0.02)
    assert abs(np.corrcoef(local[0], local[4])[0, 1]) < 0.02


def test_weights_flat_over_leaves_are_uniform_whatever_the_tree() -> None:
    local = drawn(Scheme(weights="flat-over-leaves"), NESTED, NESTED_LOCAL)
    whole = np.stack([local[0] * local[4], local[1] * local[4], local[3]])
    np.testing.assert_allclose(whole.sum(axis=0), 1.0)
    np.testing.assert_allclose(np.cov(whole), (np.eye(3) - 1 / 3) / (3 * 4), atol=0.001)
    assert not local[2].any()


def test_weights_around_a_set_have_the_moments_of_the_dirichlet_distribution() -> None:
    local = np.array([0.5, 0.3, 0.2, 0.0, 1.0])
    weights = drawn(Scheme(weights="around", concentration=20), FLAT, local)[:4]
    np.testing.assert_allclose(weights.mean(axis=1), local[:4], atol=0.003)
    np.testing.assert_allclose(weights.var(axis=1), local[:4] * (1 - local[:4]) / 21, atol=0.0005)
    assert not weights[3].any()


def test_a_very_low_concentration_gives_one_criterion_everything_and_never_nothing() -> None:
    weights = drawn(Scheme(weights="around", concentration=1e-6), chunks=1)[:4]
    np.testing.assert_allclose(weights.sum(axis=0), 1.0)
    assert (weights.max(axis=0) > 0.99).mean() > 0.99


def test_fixed_weights_are_the_weight_set() -> None:
    sampler = weight_sampler(NESTED, NESTED_LOCAL, Scheme(weights="fixed"))
    np.testing.assert_array_equal(sampler.draw(stream(1, Stream.WEIGHTS, 0), 5), NESTED_LOCAL[:, None])


def test_wholly_ordered_weights_average_to_rank_order_centroids() -> None:
    weights = drawn(Scheme(weights="flat-over-leaves", constraints=(Order(("c", "a", "d", "b")),)))[:4]
    assert (np.diff(weights[[2, 0, 3, 1]], axis=0) <= 0).all()
    centroids = np.cumsum(1 / np.arange(4, 0, -1))[::-1] / 4
    np.testing.assert_allclose(weights[[2, 0, 3, 1]].mean(axis=1), centroids, atol=0.003)


@pytest.mark.parametrize(
    "constraints",
    [
        (Order(("a", "b", "c")),),
        (Limit("a", 0.3, 0.5), Ratio("b", "c", 2, 3)),
        (Limit("a", 0.4, 0.4),),
        (Order(("a", "b")), Limit("c", 0.2)),
    ],
    ids=str,
)
def test_constrained_weights_are_uniform_where_the_constraints_hold(constraints: tuple[Constraint, ...]) -> None:
    weights = drawn(Scheme(constraints=constraints))[:4]
    every = np.random.default_rng(1).standard_exponential((400_000, 4))
    every /= every.sum(axis=1, keepdims=True)
    if constraints == (Limit("a", 0.4, 0.4),):
        every = np.insert(every[:, 1:] / every[:, 1:].sum(axis=1, keepdims=True) * 0.6, 0, 0.4, axis=1)
    kept = every[fulfilled(constraints, every.T)].T
    np.testing.assert_allclose(weights.mean(axis=1), kept.mean(axis=1), atol=0.006)
    np.testing.assert_allclose(weights.std(axis=1), kept.std(axis=1), atol=0.006)


def fulfilled(constraints: tuple[Constraint, ...], weights: np.ndarray) -> Any:
    share = dict(zip("abcd", weights, strict=True))
    holds = np.ones(weights.shape[1], dtype=bool)
    for each in constraints:
        if isinstance(each, Order):
            for heavier, lighter in zip(each.nodes, each.nodes[1:], strict=False):
                holds &= share[heavier] >= share[lighter] - 1e-9
        elif isinstance(each, Limit):
            holds &= (share[each.node] >= each.low - 1e-9) & (share[each.node] <= each.high + 1e-9)
        else:
            holds &= share[each.node] >= each.low * share[each.other] - 1e-9
            holds &= share[each.node] <= (np.inf if each.high is None else each.high) * share[each.other] + 1e-9
    return holds


shares = st.floats(0, 1, allow_nan=False)
limits = st.builds(
    lambda node, one, two: Limit(node, min(one, two), max(one, two)), st.sampled_from("abcd"), shares, shares
)
ratios = st.builds(
    lambda pair, low, more: Ratio(pair[0], pair[1], low, low + more),
    st.permutations("abcd"),
    st.floats(0, 3),
    st.floats(0, 3),
)
orders = st.permutations("abcd").flatmap(lambda each: st.integers(2, 4).map(lambda count: Order(tuple(each[:count]))))


@settings(max_examples=40)
@given(st.lists(st.one_of(limits, ratios, orders), min_size=1, max_size=3).map(tuple))
def test_whatever_the_constraints_every_sample_fulfils_them_or_they_are_refused(constraints: tuple[Any, ...]) -> None:
    try:
        sampler = weight_sampler(FLAT, EVEN, Scheme(constraints=constraints))
    except UsageError as error:
        refusal = error.message
    else:
        refusal = ""
    if refusal:
        assert any(str(each) in refusal for each in constraints)
        return
    weights = sampler.draw(stream(1, Stream.WEIGHTS, 0), 300)[:4]
    np.testing.assert_allclose(weights.sum(axis=0), 1.0, atol=1e-9)
    assert (weights >= 0).all()
    assert fulfilled(constraints, weights).all()


def test_constraints_that_contradict_each_other_are_named_and_no_others() -> None:
    constraints = (Limit("a", 0.5), Order(("c", "d")), Limit("b", 0.6))
    with pytest.raises(UsageError, match=r"at once: 0\.5 ≤ a ≤ 1; 0\.6 ≤ b ≤ 1\."):
        weight_sampler(FLAT, EVEN, Scheme(constraints=constraints))


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        (Scheme(constraints=(Limit("cc"),)), "names 'cc'.*Known"),
        (Scheme(constraints=(Order(("a", "d")),)), "different groups: g, root"),
        (Scheme(constraints=(Limit("c"),)), "whose weight is 0"),
        (Scheme(constraints=(Limit("a", -1),)), "negative"),
        (Scheme(constraints=(Ratio("a", "a"),)), "with itself"),
        (Scheme(constraints=(Order(("a", "b", "a")),)), "twice"),
        (Scheme(weights="around", constraints=(Limit("a"),)), "'around'"),
        (Scheme(weights="around", concentration=0), "above 0"),
        (Scheme(weights="flatt"), "Did you mean|Known"),  # type: ignore[arg-type]
    ],
    ids=str,
)
def test_a_scheme_that_does_not_fit_is_refused_with_what_to_do(scheme: Scheme, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        weight_sampler(NESTED, NESTED_LOCAL, scheme)
