"""The talking list: which cells that are scored differently could change the panel's ranking, and which could not.

Each cell is settled at both ends of what its analysts scored, and the ranking is computed again. Group rules never fall
when a value rises, so that every settlement in between leads to a total in between: the two ends decide. Where a cell
feeds a computed leaf with weight that does not hold, and the totals in between are searched, kinks included.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.agreement import scores_of
from workbench.analysis.scoring import local_by_option, score_study
from workbench.engine.formulas.ranks import possible_ranks
from workbench.engine.judgements import Judges
from workbench.engine.method import value_functions
from workbench.engine.problem import build, weighted_computed
from workbench.engine.tree import roll_up
from workbench.model.agreed import Agreed
from workbench.model.criterion import Leaf
from workbench.model.panel import TalkingList, TalkingPoint
from workbench.model.reading import PANEL
from workbench.model.score import Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.engine.problem import Problem
    from workbench.model.evaluation import Matrix, StudyEvaluation
    from workbench.model.panel import CellAgreement
    from workbench.model.study import Study

CELLS_AT_ONCE = 2_000
"""Cells whose totals are computed in one call."""

Ranks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Dispute:
    """A cell with several scores: its place, the raw ends, what those are worth."""

    row: int
    column: int
    leaf: Leaf
    low: float
    high: float
    worse: float
    """The raw performance that is worth least; `better` the one that is worth most."""
    better: float
    worth_low: float
    worth_high: float
    computed: bool
    """Whether it feeds a computed leaf with weight."""


def talking_list(
    study: Study,
    weights: str | None,
    analysts: Sequence[str],
    gaps: Mapping[tuple[str, str], CellAgreement],
    aggregators: Mapping[str, str],
) -> TalkingList:
    """Return the cells that are scored differently, with what settling each could do to the panel's ranking.

    Parameters
    ----------
    study
        With the criteria and options that count, and the weight set in it.
    analysts
        Those whose scores differ; a cell with an agreed value is settled and left out.
    gaps
        By option and criterion, for the weighted gaps.
    """
    return _List(study, weights, analysts, aggregators).made(gaps)


class _List:
    """The panel's problem, and its ranking with cells settled one way or the other."""

    def __init__(
        self, study: Study, weights: str | None, analysts: Sequence[str], aggregators: Mapping[str, str]
    ) -> None:
        self._study, self._weights, self._aggregators = study, weights, aggregators
        self._problem = build(study, weights=weights, view=PANEL, aggregators=aggregators)
        self._local = local_by_option(self._problem)
        problem = self._problem
        is_open = problem.missing.any(axis=1, keepdims=True)
        self._low = np.where(is_open, problem.lowest, problem.values)
        self._high = np.where(is_open, problem.highest, problem.values)
        evaluation = self._scored(study)
        self._totals = (
            np.array([each.low if each.total is None else each.total for each in evaluation.results]),
            np.array([each.high if each.total is None else each.total for each in evaluation.results]),
        )
        self._now = _ranks(*self._totals)
        self._disputes = [*self._find(analysts)]

    def _scored(self, study: Study) -> StudyEvaluation:
        return score_study(
            study,
            weights=self._weights,
            view=PANEL,
            profile="all",
            option_set="all",
            aggregators=self._aggregators,
        )

    def _find(self, analysts: Sequence[str]) -> Iterable[_Dispute]:
        problem = self._problem
        feeding = _feeding(self._study, problem)
        for column, name in enumerate(problem.tree.leaves):
            leaf = self._study.criterion[name]
            if not isinstance(leaf, Leaf):
                continue
            for row, option in enumerate(problem.options):
                scores = scores_of(self._study, option, name, analysts)
                if len(set(scores.values())) > 1 and (option, name) not in self._study.agreed_value:
                    low, high = min(scores.values()), max(scores.values())
                    yield _Dispute(row, column, leaf, low, high, *_ends(leaf, low, high), name in feeding)

    def made(self, gaps: Mapping[tuple[str, str], CellAgreement]) -> TalkingList:
        """Return the two lists, the cells with the widest reach first."""
        totals = self._settled()
        points = [self._point(dispute, span, gaps) for dispute, span in zip(self._disputes, totals, strict=True)]
        points.sort(key=lambda each: (not each.changes_first, not each.changes_ranking, -each.reach))
        idle = [each for each, span in zip(self._disputes, totals, strict=True) if not self._changes(each, span)]
        low, high = self._together(idle)
        together = _ranks(low, high)
        return TalkingList(
            could=tuple(each for each in points if each.changes_ranking),
            could_not=tuple(each for each in points if not each.changes_ranking),
            together=together != self._now,
            together_first=[each == (1, 1) for each in together] != [each == (1, 1) for each in self._now],
        )

    def _settled(self) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """Return each dispute's totals of its option: (low, high) with the cell at the worse end, then at the better.

        Low and high are the same number unless the option has gaps elsewhere.
        """
        ends = [
            (self._at(self._low, worth), self._at(self._high, worth))
            for worth in (
                np.array([each.worth_low for each in self._disputes]),
                np.array([each.worth_high for each in self._disputes]),
            )
        ]
        spans = [
            ((float(a), float(b)), (float(c), float(d)))
            for a, b, c, d in zip(ends[0][0], ends[0][1], ends[1][0], ends[1][1], strict=True)
        ]
        return [
            self._searched([dispute], dispute.row) if dispute.computed else span
            for dispute, span in zip(self._disputes, spans, strict=True)
        ]

    def _at(self, table: Matrix, worth: Matrix) -> Matrix:
        """Return the total of each dispute's option with its cell worth so much, shape (n_disputes,)."""
        parts = [
            self._block(table, worth[start : start + CELLS_AT_ONCE], self._disputes[start : start + CELLS_AT_ONCE])
            for start in range(0, len(self._disputes), CELLS_AT_ONCE)
        ]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _block(self, table: Matrix, worth: Matrix, disputes: Sequence[_Dispute]) -> Matrix:
        rows = np.array([each.row for each in disputes])
        values = table[rows]
        values[np.arange(len(disputes)), [each.column for each in disputes]] = worth
        totals: Matrix = roll_up(self._problem.tree, values[:, None, :], self._local[rows])[:, 0, -1]
        return totals

    def _searched(self, disputes: Sequence[_Dispute], row: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return an option's lowest and highest total with some cells anywhere between their ends, all else fixed."""
        study = _with_open_cells(self._study, disputes, self._problem.options)
        result = self._scored(study).results[row]
        return (result.low, result.low), (result.high, result.high)

    def _together(self, disputes: Sequence[_Dispute]) -> tuple[Matrix, Matrix]:
        """Return every option's lowest and highest total with all these cells anywhere between their ends."""
        low, high = (np.array(each, dtype=np.float64) for each in self._totals)
        for row in {each.row for each in disputes}:
            among = [each for each in disputes if each.row == row]
            if any(each.computed for each in among):
                (low[row], _), (high[row], _) = self._searched(among, row)
                continue
            for table, ends, totals in (
                (self._low, [each.worth_low for each in among], low),
                (self._high, [each.worth_high for each in among], high),
            ):
                values = table[row].copy()
                values[[each.column for each in among]] = ends
                totals[row] = roll_up(self._problem.tree, values[None, :], self._local[row])[0, -1]
        return low, high

    def _with(self, dispute: _Dispute, total: tuple[float, float]) -> Ranks:
        low, high = (each.copy() for each in self._totals)
        low[dispute.row], high[dispute.row] = total
        return _ranks(low, high)

    def _changes(self, dispute: _Dispute, span: tuple[tuple[float, float], tuple[float, float]]) -> bool:
        return any(self._with(dispute, end) != self._now for end in span)

    def _point(
        self,
        dispute: _Dispute,
        span: tuple[tuple[float, float], tuple[float, float]],
        gaps: Mapping[tuple[str, str], CellAgreement],
    ) -> TalkingPoint:
        at_low, at_high = (self._with(dispute, end) for end in span)
        option = self._problem.options[dispute.row]
        cell = gaps.get((option, dispute.leaf.id))
        first = self._first(self._now)
        return TalkingPoint(
            option=option,
            criterion=dispute.leaf.id,
            low=dispute.low,
            high=dispute.high,
            worse=dispute.worse,
            better=dispute.better,
            now=float(self._problem.performances[dispute.row, dispute.column]),
            total_low=sum(span[0]) / 2,
            total_high=sum(span[1]) / 2,
            rank_now=self._now[dispute.row],
            rank_low=at_low[dispute.row],
            rank_high=at_high[dispute.row],
            first_low=self._first(at_low),
            first_high=self._first(at_high),
            changes_first=self._first(at_low) != first or self._first(at_high) != first,
            changes_ranking=self._now != at_low or self._now != at_high,
            weighted_gap=cell.weighted_gap if cell else None,
        )

    def _first(self, ranks: Ranks) -> tuple[str, ...]:
        return tuple(option for option, rank in zip(self._problem.options, ranks, strict=True) if rank == (1, 1))


def _ranks(low: Matrix, high: Matrix) -> Ranks:
    best, worst = possible_ranks(low, high)
    return tuple(zip(best.tolist(), worst.tolist(), strict=True))


def _ends(leaf: Leaf, low: float, high: float) -> tuple[float, float, float, float]:
    """Return where a raw performance between two is worth least and most, and how much that is."""
    function = value_functions()[leaf.value_function.kind]
    raw = [low, high, *(kink for kink in function.kinks(leaf.value_function) if low < kink < high)]
    worth = function.value(np.array(raw), leaf.worst, leaf.best, leaf.value_function)
    return raw[int(worth.argmin())], raw[int(worth.argmax())], float(worth.min()), float(worth.max())


def _feeding(study: Study, problem: Problem) -> set[str]:
    """Return the leaves that a computed leaf with weight reads."""
    return {name for leaf in weighted_computed(study, problem).values() for name in leaf.computed.inputs}


def _with_open_cells(study: Study, disputes: Sequence[_Dispute], options: Sequence[str]) -> Study:
    """Return the study with every cell agreed as it stands, but these left open between their ends."""
    judges = Judges(study, PANEL)
    free = {(options[each.row], each.leaf.id): each for each in disputes}
    agreed = []
    for option in study.options:
        for leaf in study.leaves:
            judged = judges.judge(option.id, leaf)
            if dispute := free.get((option.id, leaf.id)):
                agreed.append(Agreed(option=option.id, criterion=leaf.id, low=dispute.low, high=dispute.high))
            elif isinstance(judged, Missing):
                agreed.append(Agreed(option=option.id, criterion=leaf.id, missing=judged))
            else:
                agreed.append(Agreed(option=option.id, criterion=leaf.id, value=judged.performance))
    fields = {name: getattr(study, name) for name in type(study).model_fields}
    return study.model_construct(**fields | {"agreed": tuple(agreed)})
