"""The rows of the grid and what stands in their cells, before anything is drawn."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from workbench.model.criterion import ROOT, ComputedLeaf, Direction, Group, Leaf
from workbench.model.score import Missing
from workbench.tui.text.number import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from workbench.model.criterion import Criterion
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.option import Option
    from workbench.model.score import Score
    from workbench.model.study import Study
    from workbench.usecases.session import Session

HEIGHTS = "▁▂▃▄▅▆▇█"
KINDS_OF_MISSING = {Missing.NOT_KNOWN: "n/k", Missing.NOT_APPLICABLE: "n/a"}
"""What stands in a cell that was said to have no number; without a word of why, a dot."""
EVERY = "*"
"""In place of an option's id: all of them."""


class Standing(Enum):
    """Whose figure stands in a cell, or why none does."""

    OWN = "own"
    INHERITED = "inherited"
    MISSING = "missing"
    OUTSIDE = "outside"
    """The criterion does not apply."""
    TOTAL = "total"
    FIGURE = "figure"
    """Computed, reported beside the totals."""


class Cell(NamedTuple):
    """What one cell shows."""

    text: str
    standing: Standing
    reasoned: bool = True
    height: str = " "
    """The raw number's place on its scale as a block, low to full."""
    disputed: bool = False
    """Whether people gave it different values without having seen each other's."""


class Row(NamedTuple):
    """A node of the tree as a row of the grid."""

    criterion: Criterion
    depth: int
    share: float | None
    """Its part of the whole weight; None where it does not count in the evaluation."""
    follows: bool = False
    """Whether its figures follow from scores and are not given themselves."""

    @property
    def leaf(self) -> Leaf | None:
        """The leaf that is scored here, if it is one."""
        return self.criterion if isinstance(self.criterion, Leaf) else None

    @property
    def less_is_better(self) -> bool:
        """Whether its numbers are raw sizes of something to keep small."""
        return isinstance(self.criterion, Leaf) and self.criterion.direction is Direction.MINIMIZE


def rows_of(study: Study, evaluation: StudyEvaluation | None) -> tuple[Row, ...]:
    """Return the tree's nodes, each group before its children, in the study's order."""
    children: dict[str, list[Criterion]] = {}
    for criterion in study.criteria:
        children.setdefault(criterion.parent, []).append(criterion)
    shares: dict[str, float] = {}
    if evaluation:
        shares |= {each.criterion: each.share for each in evaluation.leaf_weights}
        shares |= {each.id: each.share for each in evaluation.groups}

    def walk(parent: str, depth: int) -> Iterator[Row]:
        for criterion in children.get(parent, ()):
            yield Row(criterion, depth, shares.get(criterion.id), not isinstance(criterion, Leaf))
            if isinstance(criterion, Group):
                yield from walk(criterion.id, depth + 1)

    return tuple(walk(ROOT, 0))


def within(rows: tuple[Row, ...], folded: set[str], found: frozenset[str] | None) -> tuple[Row, ...]:
    """Return the rows that are seen.

    Parameters
    ----------
    folded
        Groups whose criteria are hidden.
    found
        The only criteria that are shown, with the groups above them; None for all.
    """
    parents = {row.criterion.id: row.criterion.parent for row in rows}
    kept: set[str] = set(parents) if found is None else set()
    for name in found or ():
        while name in parents and name not in kept:
            kept.add(name)
            name = parents[name]  # noqa: PLW2901 - up the tree
    hidden: set[str] = set()
    seen: list[Row] = []
    for row in rows:
        if row.criterion.parent in hidden or row.criterion.parent in folded:
            hidden.add(row.criterion.id)
        elif row.criterion.id in kept:
            seen.append(row)
    return tuple(seen)


def options_of(session: Session) -> tuple[Option, ...]:
    """Return the options that are compared and those that fail a must-have; all while there is no evaluation."""
    study, evaluation = session.study, session.evaluation
    if evaluation is None:
        return study.options
    known = {*evaluation.options, *(each.id for each in evaluation.left_out)}
    return tuple(option for option in study.options if option.id in known)


def left_out(session: Session) -> Mapping[str, str]:
    """Return why options stand outside the ranking, by option."""
    evaluation = session.evaluation
    return {} if evaluation is None else {each.id: each.reason for each in evaluation.left_out}


class Filled(NamedTuple):
    """A row's cells, one for each option, with what is asked of them after every change."""

    cells: Sequence[Cell]
    scored: int
    """How many of them need no score any more."""
    longest: int
    """Characters of the longest number."""
    figures: tuple[float | None, ...] = ()
    """What the cells are made of where they follow from scores: totals of a group, or computed figures."""


def fill(
    session: Session,
    row: Row,
    options: Sequence[Option],
    before: Filled | None = None,
    touched: Collection[str] = (EVERY,),
) -> Filled:
    """Return what stands in a row.

    Parameters
    ----------
    before, touched
        What stood there, and the options whose scores have changed since.
    """
    if row.leaf is None:
        return _following(session, row.criterion, options)
    disputed = disputed_cells(session)
    same = () if before is None or disputed or EVERY in touched else before.cells
    kept = {} if any(cell.disputed for cell in same) else dict(enumerate(same))
    scorers = session.study.scorers(session.view)
    scored = tuple(
        kept[place] if place in kept and option.id not in touched
        else judged(session, row.leaf, option.id, scorers, disputed=(option.id, row.leaf.id) in disputed)
        for place, option in enumerate(options)
    )  # fmt: skip
    settled = sum(cell.standing is not Standing.MISSING for cell in scored)
    return Filled(scored, settled, max((len(cell.text) for cell in scored), default=0))


def _following(session: Session, criterion: Criterion, options: Sequence[Option]) -> Filled:
    """Return what stands in the row of a group or of a computed criterion."""
    standing = Standing.FIGURE if isinstance(criterion, ComputedLeaf) else Standing.TOTAL
    evaluation = session.evaluation
    figures = every_figure(session).get(criterion.id, ())
    known = dict(zip(evaluation.options, figures, strict=True)) if evaluation is not None and figures else {}
    outside = left_out(session)
    cells = tuple(_follows(known.get(each.id), standing, ranked=each.id not in outside) for each in options)
    return Filled(cells, 0, 0, figures)


def judged(session: Session, leaf: Leaf, option: str, scorers: Sequence[str], *, disputed: bool) -> Cell:
    """Return what stands in the cell of a leaf.

    Parameters
    ----------
    scorers
        Whose scores may stand there, the first one first.
    """
    scores = session.study.score
    score = next((found for who in scorers if (found := scores.get((option, leaf.id, who)))), None)
    cell = _scored(session.analyst, leaf, score)
    return cell._replace(disputed=True) if disputed else cell


def disputed_cells(session: Session) -> set[tuple[str, str]]:
    """Return the cells, by option and criterion, to which people gave different values unseen."""
    keys = (dispute.key.split("/") for dispute in session.disputes)
    return {(names[1], names[2]) for names in keys if names[0] == "score"}


def _follows(figure: float | None, standing: Standing, *, ranked: bool) -> Cell:
    """Return the cell of a figure that follows from scores."""
    if figure is not None:
        return Cell(_total(figure), standing)
    return Cell("·", Standing.MISSING) if ranked else Cell("–", standing)


def _total(value: float) -> str:
    return "100" if value >= 99.95 else f"{value:.1f}"  # noqa: PLR2004 - what would be printed as 100.0 is as wide as a cell


def totals_of(evaluation: StudyEvaluation | None) -> dict[str, str]:
    """Return the total of each option that has one, as short text."""
    results = evaluation.results if evaluation is not None else ()
    return {each.id: _total(each.total) for each in results if each.total is not None}


def every_figure(session: Session) -> Mapping[str, tuple[float | None, ...]]:
    """Return what follows from the scores for each group and each computed criterion, by option."""
    evaluation = session.evaluation
    if evaluation is None:
        return {}
    beside = {each.id: each.figures for each in evaluation.beside} if session.study.computed else {}
    return beside | {each.id: each.totals for each in evaluation.groups}


def _scored(analyst: str, leaf: Leaf, score: Score | None) -> Cell:
    if score is None:
        return Cell("·", Standing.MISSING)
    if score.missing is not None:
        standing = Standing.OUTSIDE if score.missing is Missing.NOT_APPLICABLE else Standing.MISSING
        return Cell(KINDS_OF_MISSING.get(score.missing, "·"), standing, score.has_reason)
    standing = Standing.OWN if score.analyst == analyst else Standing.INHERITED
    return Cell(figure(score), standing, score.has_reason, _height(leaf, score.performance or 0.0))


def figure(score: Score) -> str:
    """Return a score's number, or its interval, as short text; a dot when there is none."""
    if score.low is not None and score.high is not None:
        return f"{shown(score.low)}–{shown(score.high)}"
    return "·" if score.value is None else shown(score.value)


def _height(leaf: Leaf, value: float) -> str:
    part = (value - leaf.scale.low) / (leaf.scale.high - leaf.scale.low)
    return HEIGHTS[round(min(max(part, 0.0), 1.0) * (len(HEIGHTS) - 1))]


def is_open(session: Session, option: str, criterion: str) -> bool:
    """Return whether a cell still waits for a number."""
    score = session.judgement(option, criterion)
    return score is None or (score.performance is None and score.missing is not Missing.NOT_APPLICABLE)
