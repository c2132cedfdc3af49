"""Ordered weighted averaging, against published examples and in its degenerate cases."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import workbench
from workbench.errors import MethodError


def owa(values: Any, weights: Any, order_weights: Any) -> list[float]:
    result = workbench.evaluate(
        values, weights, [1] * len(values[0]), method="owa", normalization="none", order_weights=order_weights
    )
    return list(result.totals)


def test_the_example_of_yager_is_reproduced() -> None:
    """Yager (1988), IEEE Transactions on Systems, Man, and Cybernetics 18(1): F(.6, 1, .3, .5) = .55."""
    assert owa([[0.6, 1.0, 0.3, 0.5]], [1] * 4, (0.2, 0.3, 0.1, 0.4)) == pytest.approx([0.55], abs=0.005)


def test_it_agrees_with_sorting_and_weighing() -> None:
    """No library here has it."""
    for seed in range(20):
        generator = np.random.default_rng(seed)
        values, order = generator.uniform(0, 100, (5, 4)), generator.dirichlet(np.ones(4))
        assert owa(values, [1] * 4, order) == pytest.approx(np.sort(values)[:, ::-1] @ order)


def test_even_order_weights_are_the_weighted_mean_and_one_sided_ones_the_extremes() -> None:
    values = [[10.0, 40.0, 70.0]]
    assert owa(values, [1, 2, 1], (1, 1, 1)) == pytest.approx([40.0])
    assert owa(values, [1, 1, 1], (1, 0, 0)) == pytest.approx([70.0])
    assert owa(values, [1, 1, 1], (0, 0, 1)) == pytest.approx([10.0])


def test_a_criterion_with_twice_the_weight_counts_as_two() -> None:
    order = (0.4, 0.3, 0.2, 0.1)
    assert owa([[10, 40, 70]], [1, 2, 1], order) == pytest.approx(owa([[10, 40, 40, 70]], [1] * 4, order))


@pytest.mark.parametrize("order_weights", [(), (0, 0), (1, -1), ((1, 2),)])
def test_order_weights_that_are_none_are_refused(order_weights: Any) -> None:
    with pytest.raises(MethodError, match="order_weights are"):
        owa([[1, 2]], [1, 1], order_weights)
