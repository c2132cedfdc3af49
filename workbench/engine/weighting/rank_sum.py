"""Rank sum: weights fall evenly from the first place to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.rank_weights import share_ties
from workbench.engine.method import Weighting
from workbench.model.evaluation import Step

if TYPE_CHECKING:
    from workbench.engine.method import NoParameters
    from workbench.model.evaluation import Matrix


def weigh(answers: Matrix, _parameters: NoParameters) -> tuple[Matrix, tuple[Step, ...]]:
    """Return raw weights, shape (n_criteria,), of ranks, 1 the most important; tied ones share equally."""
    places = np.arange(1.0, len(answers) + 1)
    by_place = places[::-1]
    raw = share_ties(by_place, answers)
    return raw, (Step("ranks", ("criterion",), answers), Step("raw_weights", ("criterion",), raw))


METHOD = Weighting(
    name="rank_sum",
    title="Rank sum",
    source="Stillwell, Seaver & Edwards (1981), Organizational Behavior and Human Performance 28(1)",
    input="ranks",
    answers=("ranks",),
    weigh=weigh,
)
