"""Which cells rest on the same evidence, so that they are wrong together if it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.judgements import groups_of

if TYPE_CHECKING:
    from workbench.engine.problem import Problem
    from workbench.model.evaluation import Mask
    from workbench.model.study import Study


def shared_sources(
    study: Study, problem: Problem, cells: Mask, view: str | None
) -> tuple[dict[tuple[int, int], int], int]:
    """Return the number of the source that each cell moves with, and how many sources there are.

    Cells of one option that share a passage which counts (supports or contradicts) move together, and so do those
    that a third one joins.

    Parameters
    ----------
    cells : Mask of shape (n_options, n_leaves)
        The cells that move.
    """
    sources: dict[tuple[int, int], int] = {}
    count = 0
    analysts = [analyst for group in groups_of(study, view) for analyst in group]
    for row, option in enumerate(problem.options):
        joined: list[tuple[set[str], list[int]]] = []
        for column in np.flatnonzero(cells[row]).tolist():
            passages = _passages(study, option, problem.tree.leaves[column], analysts)
            touched = [each for each in joined if each[0] & passages]
            joined = [each for each in joined if not each[0] & passages]
            members = [member for each in touched for member in each[1]]
            joined.append((passages.union(*(each[0] for each in touched)), [*members, column]))
        for _, columns in joined:
            sources |= {(row, column): count for column in columns}
            count += 1
    return sources, count


def _passages(study: Study, option: str, leaf: str, analysts: list[str]) -> set[str]:
    scores = [study.judgement(option, leaf, analyst) for analyst in analysts]
    return {link.id for score in scores if score is not None for link in score.evidence if link.counts}
