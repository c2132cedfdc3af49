"""Scores that decide and rest on little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.engine.judgements import groups_of
from workbench.model.criterion import ComputedLeaf
from workbench.model.robustness import WeakCell
from workbench.model.score import Basis, Confidence, Score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.analysis.ground import Ground

CONFIDENCE = {None: 0, Confidence.LOW: 0, Confidence.MEDIUM: 1, Confidence.HIGH: 2}
BASIS = {None: 0, Basis.ILLUSTRATIVE: 0, Basis.INFERENCE: 1, Basis.SOURCE: 2}
COVERAGE = 2
"""What evidence for or against the score is worth, beside confidence and basis, which go up to 2 each."""


def weak_cells(ground: Ground, options: tuple[str, ...], criteria: tuple[str, ...]) -> tuple[WeakCell, ...]:
    """Return the scores of some options on some criteria, those that rest on the least first.

    The grade adds up: evidence for or against it 2, confidence medium 1 or high 2, basis inference 1 or source 2.
    """
    found = [
        _weak(ground, option, criterion, score)
        for criterion in _with_inputs(ground, criteria)
        for option in options
        for score in _scores(ground, option, criterion)
    ]
    return tuple(sorted(found, key=lambda each: each.grade))


def _with_inputs(ground: Ground, criteria: Iterable[str]) -> Iterator[str]:
    """Yield the criteria, and in place of a computed one those it is computed from."""
    for name in criteria:
        node = ground.study.criterion[name]
        yield from node.computed.inputs if isinstance(node, ComputedLeaf) else (name,)


def _scores(ground: Ground, option: str, criterion: str) -> Iterator[Score]:
    """Yield the scores that count in a cell, one that several analysts share once."""
    study = ground.study
    groups = groups_of(study, ground.evaluation.run.view or None)
    judged = [study.judgement(option, criterion, analyst) for group in groups for analyst in group]
    for score in {id(each): each for each in judged}.values():
        if score is not None and score.missing is None:
            yield score


def _weak(ground: Ground, option: str, criterion: str, score: Score) -> WeakCell:
    links = [link for link in score.evidence if link.counts]
    passages = "1 passage" if len(links) == 1 else f"{len(links)} passages"
    grounds = [
        f"{passages} for or against" if links else "no evidence for or against",
        f"{score.confidence} confidence" if score.confidence else "no confidence given",
        f"basis: {score.basis}" if score.basis else "no basis given",
    ]
    if not score.has_reason:
        grounds.append("no reason written")
    number = f"{score.low:g}–{score.high:g}" if score.low is not None else f"{score.value:g}"
    return WeakCell(
        option=option,
        criterion=criterion,
        label=f"{ground.labels[option]} on {ground.label(criterion)}",
        score=number,
        grounds=", ".join(grounds),
        grade=COVERAGE * bool(links) + CONFIDENCE[score.confidence] + BASIS[score.basis],
    )
