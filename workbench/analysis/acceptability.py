"""Rank acceptability and what belongs to it (SMAA-2: Lahdelma & Salminen 2001, Operations Research 49(3), 444-454)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.analysis.acceptability_counts import WEIGHT_UNIT, FirstCounts, RankCounts, Sampler
from workbench.analysis.sampling.running import BLOCK, run_chunks
from workbench.analysis.sampling.streams import check_counts
from workbench.engine.tree import local_from_global
from workbench.model.sampling import DEFAULT_SAMPLES, DEFAULT_SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.analysis.totals import Totals
    from workbench.model.evaluation import Matrix


@dataclass(frozen=True)
class Running:
    """How many samples, from which seed, and how they are worked through; only the first two change a result."""

    samples: int = DEFAULT_SAMPLES
    seed: int = DEFAULT_SEED
    workers: int = 1
    block: int = BLOCK
    progress: Callable[[int, int], None] | None = None
    """Told how many of how many samples are done."""
    cancelled: Callable[[], bool] | None = None
    """Asked whether to stop."""

    def check(self) -> None:
        """Refuse counts that are none.

        Raises
        ------
        UsageError
            When there is no sample or worker, or the seed is negative.
        """
        check_counts(self.samples, self.seed, self.workers)


def sampled(
    sampler: Sampler, totals: Totals, running: Running, always_above: tuple[tuple[int, int], ...]
) -> dict[str, Any]:
    """Return the fields of an `Acceptability` that come from samples.

    Parameters
    ----------
    always_above
        Pairs of rows of which the first dominates the second, where the method is strictly monotone: rounding must
        not make them share a rank.
    """

    def run(job: Any) -> Mapping[str, Any]:  # noqa: ANN401 - any of the jobs
        return run_chunks(
            job,
            running.samples,
            workers=running.workers,
            block=running.block,
            progress=running.progress,
            cancelled=running.cancelled,
        )

    counts = run(RankCounts(sampler, totals, always_above))
    ranks = counts["ranks"] / running.samples
    first = counts["ranks"][:, 0]
    means = counts["first_weights"] / WEIGHT_UNIT / np.maximum(first, 1)[:, None]
    central = means / np.where(means.sum(axis=1, keepdims=True) > 0, means.sum(axis=1, keepdims=True), 1.0)
    asked = tuple(int(row) for row in np.flatnonzero(first))
    local = np.ascontiguousarray(local_from_global(totals.tree, central).T)
    under_central = FirstCounts(sampler, totals, local, asked)
    firsts = run(under_central)["first"] / running.samples if sampler.moving else under_central(0, 1)["first"]
    weights = rank_weights(len(totals.options))
    return {
        "ranks": ranks,
        "holistic": ranks @ weights,
        "holistic_weights": weights,
        "central_weights": tuple(tuple(central[row].tolist()) if row in asked else None for row in range(len(first))),
        "confidence": tuple(float(firsts[row]) if row in asked else None for row in range(len(first))),
        "pairwise": counts["wins"] / running.samples,
        "expected_rank": ranks @ np.arange(1, len(ranks) + 1),
        "shared_first": float(counts["shared"][0] / running.samples),
    }


def rank_weights(n_options: int) -> Matrix:
    """Return what each rank counts in the holistic acceptability: Σ 1/i from the rank on, over the same from 1 on.

    Centroid weights, one of the three kinds in Lahdelma & Salminen (2001, eq. 12): convex, 1 for the first rank.
    """
    from_rank_on = np.cumsum((1.0 / np.arange(1, n_options + 1))[::-1])[::-1]
    weights: Matrix = from_rank_on / from_rank_on[0]
    return weights
