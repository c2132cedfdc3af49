"""What sampling weights and scores says about ranks (SMAA-2)."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import Matrix, Notice, Run, StudyFacts
    from workbench.model.sampling import Scheme

RANK_RULE = "options that tie share the better rank, so shares of a rank can add up to more than 1"
"""How ranks are counted where totals are the same: an option's rank is one more than the options clearly above it."""


@dataclass(frozen=True)
class Acceptability:
    """Shares of the samples in which something holds; rows are options, in their given order."""

    method: str
    parameters: Mapping[str, Any]
    options: tuple[str, ...]
    criteria: tuple[str, ...]
    scheme: Scheme
    samples: int
    seed: int
    version: str
    ranks: Matrix
    """Rank acceptability, shape (n_options, n_options): with which share an option (row) takes a rank (column)."""
    holistic: Matrix
    """The ranks' shares weighted by `holistic_weights`, shape (n_options,): 1 is first in every sample."""
    holistic_weights: Matrix
    """What each rank counts, falling from 1, shape (n_options,): centroid weights over that of the first rank."""
    central_weights: tuple[tuple[float, ...] | None, ...]
    """The mean of the weights with which an option is first, each criterion's share of the whole; None where never."""
    confidence: tuple[float | None, ...]
    """With which share an option is first under its own central weights, scores varying; None where never first."""
    pairwise: Matrix
    """With which share an option (row) is above another (column), shape (n_options, n_options)."""
    expected_rank: Matrix
    """The mean of an option's ranks, shape (n_options,)."""
    shared_first: float
    """With which share more than one option is first."""
    dominated: tuple[tuple[str, str], ...]
    """Pairs of which the second is no better on any criterion that counts and worse on one, wherever scores lie."""
    notices: tuple[Notice, ...]

    @property
    def first(self) -> Matrix:
        """The shares of the first rank, shape (n_options,)."""
        return self.ranks[:, 0]

    @property
    def error(self) -> float:
        """Half the width of the widest interval that holds a true share nineteen times in twenty: 0.98 / √samples."""
        return 0.98 / sqrt(self.samples)

    @property
    def rank_rule(self) -> str:
        """How ties are counted."""
        return RANK_RULE


@dataclass(frozen=True)
class StudyAcceptability(Acceptability):
    """The same for a study: which one, in which state, read how."""

    study: StudyFacts
    run: Run
    labels: tuple[str, ...]
    """The options' short labels."""
    criterion_labels: tuple[str, ...]
    """The criteria's short labels."""
    weights: tuple[float, ...]
    """Each criterion's share of the whole in the weight set, to compare central weights with."""
    left_out: tuple[str, ...]
    """Options that are not ranked; a notice of each says why."""
