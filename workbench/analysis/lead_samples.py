"""How far one option is above the best of the others, for samples of weights, scores, aggregators and methods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.sampling.running import CancelledError
from workbench.analysis.sampling.streams import CHUNK, Stream, stream
from workbench.engine.formulas.ranks import TIE_TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.analysis.acceptability_counts import Sampler
    from workbench.analysis.totals import Totals
    from workbench.model.evaluation import Matrix, Ranks


@dataclass(frozen=True)
class Inputs:
    """One chunk of one sample of all that varies."""

    weights: Matrix
    scores: Matrix | None
    aggregators: Ranks
    method: Ranks

    def taking(self, group: str, other: Inputs) -> Inputs:
        """Return the same with one group's inputs from another sample."""
        return replace(self, **{group: getattr(other, group)})


@dataclass(frozen=True)
class Lead:
    """The function whose variance is explained: how far one option is above the best of the others."""

    row: int
    variants: tuple[tuple[Totals, ...], ...]
    """Totals by method, and for each by choice of aggregators: one where these have no effect."""
    in_points: bool

    def __call__(self, inputs: Inputs) -> Matrix:
        """Return the lead, shape (n_samples,), positive where the option is above every other."""
        lead = np.empty(len(inputs.method))
        for method, trees in enumerate(self.variants):
            chosen = inputs.aggregators % len(trees)
            for place, totals in enumerate(trees):
                lanes = np.flatnonzero((inputs.method == method) & (chosen == place))
                if lanes.size:
                    values = None if inputs.scores is None else inputs.scores[:, :, lanes]
                    lead[lanes] = self._of(totals.lanes(inputs.weights[:, lanes], values) * _sign(totals))
        return lead

    def _of(self, totals: Matrix) -> Matrix:
        rivals = np.delete(totals, self.row, axis=0).max(axis=0)
        lead: Matrix = totals[self.row] - rivals
        if self.in_points:
            return lead
        width = totals.max(axis=0) - totals.min(axis=0)
        tied = width <= TIE_TOLERANCE * np.maximum(1.0, np.abs(totals).max(axis=0))
        return np.where(tied, 0.0, lead / np.where(tied, 1.0, width))


def _sign(totals: Totals) -> float:
    return -1.0 if totals.lower_is_better else 1.0


def evaluated(
    lead: Lead,
    sampler: Sampler,
    varying: Sequence[str],
    samples: int,
    n_choices: int,
    cancelled: Callable[[], bool] | None,
) -> tuple[Matrix, Matrix, Matrix]:
    """Return the lead of two samples, and of the first with each group from the second; see `group_indices`."""
    if not varying:
        return np.zeros(samples), np.zeros(samples), np.zeros((0, samples))
    n_chunks = -(-samples // CHUNK)
    parts = []
    for number in range(n_chunks):
        count = min(CHUNK, samples - number * CHUNK)
        # The second sample takes the chunks behind those of the first: it is independent of it.
        first, second = (
            _inputs(sampler, each, count, n_choices, len(lead.variants)) for each in (number, n_chunks + number)
        )
        parts.append([lead(first), lead(second), *(lead(first.taking(group, second)) for group in varying)])
        if cancelled is not None and number + 1 < n_chunks and cancelled():
            message = f"Stopped after {(number + 1) * CHUNK:,} of {samples:,} samples; nothing of it is kept."
            raise CancelledError(message)
    base, other, *mixed = (np.concatenate(each) for each in zip(*parts, strict=True))
    return base, other, np.array(mixed)


def _inputs(sampler: Sampler, number: int, count: int, n_choices: int, n_methods: int) -> Inputs:
    pieces = [values for _, values in sampler.values(number, count) if values is not None]
    scenario = stream(sampler.seed, Stream.SCENARIO, number)
    return Inputs(
        weights=sampler.local(number, count),
        scores=np.concatenate(pieces, axis=2) if pieces else None,
        aggregators=scenario.integers(n_choices, size=CHUNK)[:count],
        method=scenario.integers(n_methods, size=CHUNK)[:count],
    )
