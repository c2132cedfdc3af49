"""The steps by which formulas turn comparisons of pairs into weights, as numbers: powers of a table by squaring."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, cos, log, log2, pi
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.comparisons import random_index

if TYPE_CHECKING:
    from workbench.formats.excel.sheets.answers_layout import Asked
    from workbench.model.evaluation import Mask, Matrix

PRECISION = 1e-13
SPARE = 2
"""Squarings beyond those that consistent judgements need."""


def squarings(size: int) -> int:
    """Return how often a table is squared so that the slowest judgements, a chain of pairs, have converged."""
    if size <= 2:  # noqa: PLR2004
        return SPARE
    ratio = 1 - 2 * (1 - cos(pi / size)) / size
    return ceil(log2(log(PRECISION) / log(ratio))) + SPARE


@dataclass(frozen=True)
class PairSteps:
    """Every step's table; a judgement that nobody made is NaN."""

    judged: Matrix
    means: list[tuple[Matrix, Matrix]]
    """Of the geometric means: the sum so far, shape (n,), and the power of the remainder, shape (n, n)."""
    mean_weights: Matrix
    powers: list[Matrix]
    """Of the table whose principal eigenvector is looked for; the first is the table."""
    vector: Matrix
    weights: Matrix
    largest: float

    @property
    def index(self) -> float:
        """The consistency index."""
        n = len(self.judged)
        return (max(self.largest, float(n)) - n) / (n - 1) if n > 1 else 0.0

    @property
    def ratio(self) -> float | None:
        """The consistency ratio; None where there is no random index."""
        random = random_index(len(self.judged))
        return None if random is None else self.index / random if random else 0.0


def pair_steps(asked: Asked) -> PairSteps:
    """Return the steps of one group's comparisons."""
    n, names = asked.size, asked.answers.named
    judged = np.full((n, n), np.nan)
    np.fill_diagonal(judged, 1.0)
    for each in asked.answers.comparisons:
        i, j = names.index(each.above), names.index(each.below)
        judged[i, j], judged[j, i] = each.times, 1 / each.times
    known = ~np.isnan(judged)
    means, mean_weights = _means(judged, known)
    by_vector = asked.answers.priority == "eigenvector"
    implied = mean_weights[:, None] / mean_weights
    start = (
        np.where(known, judged, 0.0) + np.diag((~known).sum(axis=1)) if by_vector else np.where(known, judged, implied)
    )
    powers = [start.astype(float)]
    for _ in range(squarings(n)):
        powers.append(powers[-1] @ powers[-1] / powers[-1].sum())
    vector = powers[-1].sum(axis=1) / powers[-1].sum()
    largest = float((powers[0] * vector).sum())
    return PairSteps(judged, means, mean_weights, powers, vector, vector if by_vector else mean_weights, largest)


def _means(judged: Matrix, known: Mask) -> tuple[list[tuple[Matrix, Matrix]], Matrix]:
    n = len(judged)
    power = np.where(known, 0.0, -1.0 / n) + np.diag((~known).sum(axis=1) / n)
    total = np.log(np.where(known, judged, 1.0).prod(axis=1)) / n
    steps = [(total, power)]
    for _ in range(squarings(n)):
        total, power = total + power @ total, power @ power
        steps.append((total, power))
    means = np.exp(total - total.max())
    return steps, means / means.sum()
