"""How firm each scenario's ranking is: shares of first ranks and expected ranks over sampled weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.sampling.streams import Stream, stream
from workbench.analysis.sampling.weights import weight_sampler
from workbench.analysis.scenario_ranks import lane_ranks
from workbench.model.sampling import Scheme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.analysis.scenarios import Given, Scenarios
    from workbench.model.evaluation import Matrix

LANES = 2**16
"""Totals of one option that are computed at a time."""


def sampled_shares(
    scenarios: Scenarios, cells: Mapping[tuple[str, str, str], Given], count: int, samples: int, seed: int, part: int
) -> tuple[Matrix, Matrix]:
    """Return the share of first ranks and the expected rank, shape (n_options, n_scenarios) each.

    Weights are uniform within each sibling group. A part's weights are the same for all its scenarios, and come from
    the seed and the part's number alone. Options that share the first rank share it evenly. NaN where a scenario has
    missing scores.
    """
    problem = scenarios.problem
    sampler = weight_sampler(problem.tree, problem.local, Scheme())
    local = sampler.draw(stream(seed, Stream.SCENARIO, part), samples)
    local = np.broadcast_to(local, (len(local), samples))
    values, complete = scenarios.values(cells, count)
    first, expected = (np.full((len(scenarios.options), count), np.nan) for _ in range(2))
    size = max(1, LANES // samples)
    for start in range(0, count, size):
        block = values[:, :, start : start + size]
        length = block.shape[2]
        totals = scenarios.totals(np.tile(local, length), np.repeat(block, samples, axis=2))
        ranks = lane_ranks(-totals if scenarios.lower_is_better else totals)
        leading = ranks == 1
        shape = (len(ranks), length, samples)
        first[:, start : start + length] = (leading / leading.sum(axis=0)).reshape(shape).mean(axis=2)
        expected[:, start : start + length] = ranks.reshape(shape).mean(axis=2)
    first[:, ~complete], expected[:, ~complete] = np.nan, np.nan
    return first, expected
