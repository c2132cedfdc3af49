"""The same study under every method: who comes first, and how alike the rankings are. It belongs in the annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.rank_agreement import tau_b
from workbench.engine.method import aggregations
from workbench.errors import WorkbenchError
from workbench.model.robustness import MethodRanking

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.analysis.ground import Ground
    from workbench.engine.method import Aggregation
    from workbench.model.evaluation import Matrix, StudyEvaluation


def compare_methods(ground: Ground, score: Callable[[str], StudyEvaluation]) -> tuple[MethodRanking, ...]:
    """Return what every method makes of a study, the method in use first; one that cannot run says why.

    Parameters
    ----------
    score
        The study's evaluation under a method of that name, read in the same way.
    """
    used = ground.evaluation.method
    names = [used, *(name for name in sorted(aggregations()) if name != used)]
    before = np.array([float(rank) for rank in ground.evaluation.ranks])
    options = ground.evaluation.options
    return tuple(_ranking(aggregations()[name], options, before, score) for name in names)


def _ranking(
    aggregation: Aggregation, options: tuple[str, ...], before: Matrix, score: Callable[[str], StudyEvaluation]
) -> MethodRanking:
    name, title = aggregation.name, aggregation.title
    try:
        evaluation = score(name)
    except WorkbenchError as error:
        return MethodRanking(name, title, (), (), None, str(error))
    # A method that leaves options out has no rank for them.
    found = dict(zip(evaluation.options, evaluation.ranks.tolist(), strict=True))
    ranks = np.array([float(found.get(option, 0)) for option in options])
    both = (ranks > 0) & (before > 0)
    first = tuple(each.id for each in evaluation.results if each.rank == 1 or each.possible_ranks == (1, 1))
    tau = tau_b(-before[both], -ranks[both])
    return MethodRanking(name, title, tuple(int(rank) for rank in ranks), first, tau)
