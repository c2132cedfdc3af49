"""How credible it is that an option outranks another, by concordance and vetoes, for any number of weight vectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.weights import apply_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.model.evaluation import Matrix

SMALLEST = 1e-300
"""In place of a doubt of 0, so that nothing is divided by it."""


@dataclass(frozen=True, slots=True)
class Slots:
    """Pairs of one table in order of how many criteria speak against them, so that each step is one slice."""

    agreement: Matrix
    """Concordance of each criterion, shape (n_pairs, n_criteria)."""
    trust: tuple[Matrix, ...]
    """1 - discordance of the first, the second, … criterion that speaks against a pair, each shorter than the last."""
    criterion: tuple[NDArray[np.intp], ...]
    """Which criteria these are."""
    direction: Matrix
    """+1 for the row of a pair and -1 for its column, shape (n_options, n_pairs)."""


def pair_slots(concordance: Matrix, discordance: Matrix, *, vetoed: bool) -> Slots:
    """Return the pairs of different options, those with a complete discordance only if asked for.

    Parameters
    ----------
    concordance, discordance : Matrix of shape (n_options, n_options, n_criteria)
        In [0, 1].
    vetoed
        Whether to keep pairs whose credibility is 0 wherever every criterion has weight.
    """
    n_options = len(concordance)
    kept = ~np.eye(n_options, dtype=bool)
    if not vetoed:
        kept &= (discordance < 1).all(axis=-1)
    rows, columns = np.nonzero(kept)
    against = discordance[rows, columns]
    order = np.argsort(-(against > 0).sum(axis=-1), kind="stable")
    rows, columns, against = rows[order], columns[order], against[order]
    places = np.argsort(-against, axis=-1, kind="stable")
    counts = (against > 0).sum(axis=-1)
    sizes = [int((counts > slot).sum()) for slot in range(int(counts.max(initial=0)))]
    direction = np.zeros((n_options, len(rows)))
    direction[rows, np.arange(len(rows))] += 1.0
    direction[columns, np.arange(len(rows))] -= 1.0
    criterion = tuple(places[:size, slot] for slot, size in enumerate(sizes))
    trust = tuple(1.0 - against[np.arange(len(each)), each] for each in criterion)
    return Slots(concordance[rows, columns], trust, criterion, direction)


def net_flows(slots: Slots, weights: Matrix) -> Matrix:
    """Return what leaves less what enters each option, shape (n_samples, n_options), for one table.

    A factor (1 - D) / (1 - c) counts where D is above c, that is where it is below 1: no case is told apart. Weight
    vectors are innermost in memory, so take them in blocks that fit the cache.
    """
    columns = np.ascontiguousarray(weights.T)
    credibility = slots.agreement @ columns
    doubt = 1.0 - credibility
    np.maximum(doubt, SMALLEST, out=doubt)
    np.reciprocal(doubt, out=doubt)
    factor = np.empty_like(doubt)
    silent = None if columns.min(initial=1.0) > 0 else columns <= 0
    for trust, criterion in zip(slots.trust, slots.criterion, strict=True):
        size = len(trust)
        part = np.multiply(doubt[:size], trust[:, None], out=factor[:size])
        np.minimum(part, 1.0, out=part)
        if silent is not None:
            # A criterion without weight has no say, a veto included.
            part[silent[criterion]] = 1.0
        credibility[:size] *= part
    flows: Matrix = (slots.direction @ credibility).T
    return flows


def credibilities(concordance: Matrix, discordance: Matrix, weights: Matrix) -> tuple[Matrix, Matrix]:
    """Return concordance over all criteria and the credibility, each of shape (..., n_options, n_options).

    σ = c · Π (1 - D) / (1 - c) over the criteria with weight whose discordance D is above c; of an option about itself
    it is 1.

    Parameters
    ----------
    concordance, discordance : Matrix of shape (..., n_options, n_options, n_criteria)
        In [0, 1].
    weights : Matrix of shape (..., n_criteria)
        Summing to 1.
    """
    joined = apply_weights(concordance, weights[..., None, :])
    np.minimum(joined, 1.0, out=joined)
    trust = (1.0 - discordance) / np.maximum(1.0 - joined, SMALLEST)[..., None]
    factors = np.where(weights[..., None, None, :] > 0, np.minimum(trust, 1.0), 1.0)
    credibility: Matrix = joined * factors.prod(axis=-1)
    return joined, credibility
