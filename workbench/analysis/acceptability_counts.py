"""Counting over samples: how often each option takes each rank, beats another, and with which weights it leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.sampling.streams import CHUNK, Stream, stream
from workbench.engine.formulas.ranks import TIE_TOLERANCE
from workbench.engine.lanes import global_lanes, sums_of_products

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from workbench.analysis.sampling.scores import ScoreSampler
    from workbench.analysis.sampling.weights import WeightSampler
    from workbench.analysis.totals import Totals
    from workbench.model.evaluation import Mask, Matrix

    Counts = NDArray[np.int64]
    Small = NDArray[np.uint16]

WEIGHT_UNIT = 2.0**32
"""Sums of weights are kept as whole numbers of this part: whole numbers add up to the same in every order."""


PIECE_FLOATS = 2**17
"""Floats of the sampled value tables of a piece: a megabyte, which stays in the cache."""


@dataclass(frozen=True)
class Sampler:
    """What a run draws: weights and scores of every chunk."""

    weights: WeightSampler
    scores: ScoreSampler | None
    seed: int

    @property
    def moving(self) -> bool:
        """Whether scores are sampled."""
        return self.scores is not None and bool(self.scores.moving)

    def local(self, number: int, count: int) -> Matrix:
        """Return a chunk's local weights, shape (n_nodes, count)."""
        drawn = self.weights.draw(stream(self.seed, Stream.WEIGHTS, number), CHUNK)
        return np.broadcast_to(drawn, (len(drawn), count)) if drawn.shape[1] == 1 else drawn[:, :count]

    def values(self, number: int, count: int) -> Iterator[tuple[slice, Matrix | None]]:
        """Return a chunk's values in pieces, shape (n_leaves, n_options, n_samples), with the samples of each.

        One piece without values where scores are fixed. How long a piece is depends on the study alone.
        """
        if self.scores is None or not self.scores.moving:
            yield slice(0, count), None
            return
        length = min(CHUNK, max(64, PIECE_FLOATS // self.scores.values.size))
        generator = stream(self.seed, Stream.SCORES, number)
        for start in range(0, count, length):
            piece = slice(start, min(start + length, count))
            drawn = self.scores.draw(generator, length)
            yield piece, None if drawn is None else drawn[:, :, : piece.stop - piece.start]


def oriented_lanes(totals: Totals, local: Matrix, values: Matrix | None, whole: Matrix | None = None) -> Matrix:
    """Return totals, larger is better, in contiguous rows of samples: shape (n_options, n_samples)."""
    lanes = totals.lanes(local, values, whole)
    return np.negative(lanes, order="C") if totals.lower_is_better else np.ascontiguousarray(lanes)


def shifted_lanes(oriented: Matrix) -> Matrix:
    """Return what another total must exceed to be clearly above: each total and the tolerance of its sample."""
    if oriented.max() <= 1.0 and oriented.min() >= -1.0:
        return oriented + TIE_TOLERANCE
    largest = np.maximum(oriented.max(axis=0), -oriented.min(axis=0))
    shifted: Matrix = oriented + TIE_TOLERANCE * np.maximum(largest, 1.0)
    return shifted


@dataclass(frozen=True)
class RankCounts:
    """A job that counts ranks, wins and the weights with which each option is first."""

    sampler: Sampler
    totals: Totals
    always_above: tuple[tuple[int, int], ...] = ()
    """Pairs of options of which the first dominates the second, where the method is strictly monotone."""

    def __call__(self, number: int, count: int) -> dict[str, Counts]:
        """Return the counts of one chunk."""
        local = self.sampler.local(number, count)
        counts: dict[str, Counts] = {}
        for piece, values in self.sampler.values(number, count):
            for name, more in self._counted(local[:, piece], values).items():
                counts[name] = counts[name] + more if name in counts else more
        return counts

    def _counted(self, local: Matrix, values: Matrix | None) -> dict[str, Counts]:
        weights = global_lanes(self.totals.tree, local)
        oriented = oriented_lanes(self.totals, local, values, weights)
        ranks, wins = self._compared(oriented)
        first = ranks == 1
        leaders = first.sum(axis=0, dtype=np.uint16)
        return {
            "ranks": _histogram(ranks),
            "wins": wins,
            "first_weights": np.rint(sums_of_products(first, weights) * WEIGHT_UNIT).astype(np.int64),
            "shared": np.array([np.count_nonzero(leaders > 1)], dtype=np.int64),
        }

    def _compared(self, oriented: Matrix) -> tuple[Small, Counts]:
        """Return ranks, shape (n_options, n_samples), and how often each option (row) is above each other."""
        n_options = len(oriented)
        shifted = shifted_lanes(oriented)
        ranks = np.empty(oriented.shape, dtype=np.uint16 if n_options > np.iinfo(np.uint8).max else np.uint8)
        wins = np.zeros((n_options, n_options), dtype=np.int64)
        above: Mask = np.empty(oriented.shape, dtype=np.bool_)
        for row in range(n_options):
            np.greater(oriented, shifted[row], out=above)
            for better, worse in self.always_above:
                if worse == row:
                    above[better] = True
            np.add.reduce(above.view(np.uint8), axis=0, dtype=ranks.dtype, out=ranks[row])
            for other in range(n_options):
                wins[other, row] = np.count_nonzero(above[other])
        ranks += 1
        return ranks, wins


def _histogram(ranks: Small) -> Counts:
    """Return how often each option (row) takes each rank (column)."""
    n_options = len(ranks)
    counts = np.empty((n_options, n_options), dtype=np.int64)
    for rank in range(n_options):
        at = ranks == rank + 1
        for row in range(n_options):
            counts[row, rank] = np.count_nonzero(at[row])
    return counts


@dataclass(frozen=True)
class FirstCounts:
    """A job that counts how often each option is first under its own central weights."""

    sampler: Sampler
    totals: Totals
    central: Matrix
    """Local weights, one column an option, shape (n_nodes, n_options)."""
    asked: tuple[int, ...]
    """The options that have central weights."""

    def __call__(self, number: int, count: int) -> dict[str, Counts]:
        """Return the counts of one chunk."""
        first = np.zeros(len(self.totals.options), dtype=np.int64)
        for piece, values in self.sampler.values(number, count):
            for row in self.asked:
                oriented = oriented_lanes(self.totals, self.central[:, row : row + 1], values)
                behind = (oriented > shifted_lanes(oriented)[row]).any(axis=0)
                # Where scores are fixed one comparison speaks for every sample.
                each = (piece.stop - piece.start) // len(behind)
                first[row] += (len(behind) - np.count_nonzero(behind)) * each
        return {"first": first}
