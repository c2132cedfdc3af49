"""Assignments: which cells each analyst is to score, what of that is not done, and what nobody is to score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.criterion import ROOT

if TYPE_CHECKING:
    from workbench.model.assignment import Assignment
    from workbench.model.study import Study

    Cells = set[tuple[str, str]]


def assigned_cells(study: Study, analyst: str) -> Cells:
    """Return the cells that an analyst is to score: option, criterion; of those that the study shows."""
    return {cell for each in study.assignments if each.analyst == analyst for cell in _cells(study, each)}


def _cells(study: Study, assignment: Assignment) -> Cells:
    options = [each.id for each in study.options if not assignment.options or each.id in assignment.options]
    wanted = set(assignment.criteria)
    leaves = [leaf.id for leaf in study.leaves if not wanted or wanted & set(_path(study, leaf.id))]
    return {(option, leaf) for option in options for leaf in leaves}


def _path(study: Study, name: str) -> list[str]:
    path: list[str] = []
    while name != ROOT and name in study.criterion and name not in path:
        path.append(name)
        name = study.criterion[name].parent
    return [*path, ROOT]


def not_done(study: Study, analyst: str) -> tuple[tuple[str, str], ...]:
    """Return the assigned cells without a score of the analyst's own, in the study's order."""
    left = {cell for cell in assigned_cells(study, analyst) if (*cell, analyst) not in study.score}
    return _ordered(study, left)


def unassigned(study: Study) -> tuple[tuple[str, str], ...]:
    """Return the cells that nobody is to score; none where the study assigns nothing."""
    if not study.assignments:
        return ()
    taken = {cell for each in study.assignments for cell in _cells(study, each)}
    return _ordered(study, {(option.id, leaf.id) for option in study.options for leaf in study.leaves} - taken)


def _ordered(study: Study, cells: Cells) -> tuple[tuple[str, str], ...]:
    ordered = ((option.id, leaf.id) for option in study.options for leaf in study.leaves)
    return tuple(cell for cell in ordered if cell in cells)
