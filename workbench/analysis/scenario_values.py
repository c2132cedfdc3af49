"""What the cells of a study are worth in each of many scenarios."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.judgements import MEDIAN_FROM, groups_of
from workbench.engine.method import computed_measures, value_functions
from workbench.model.criterion import ComputedLeaf, Leaf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Literal

    from workbench.engine.problem import Problem
    from workbench.model.evaluation import Mask, Matrix
    from workbench.model.study import Study

CellKey = tuple[str, str, str]
"""Option, criterion and analyst; "" for whoever the view shows."""


@dataclass(frozen=True, slots=True)
class Given:
    """What scenarios say about one cell, arrays of shape (n_scenarios,); NaN where the score is missing."""

    value: Matrix
    low: Matrix | None = None
    """The lower end of intervals; without one, the value itself."""
    high: Matrix | None = None
    given: Mask | None = None
    """Where the scenario says anything; elsewhere the study's own score stands. None: everywhere."""

    def where(self, kept: Mask) -> Given:
        """Return what the kept scenarios say."""
        low, high, given = (None if each is None else each[kept] for each in (self.low, self.high, self.given))
        return Given(self.value[kept], low, high, given)  # type: ignore[arg-type] # a mask stays a mask


@dataclass(frozen=True, slots=True)
class Values:
    """Worth 0 to 100, shape (n_leaves, n_options, n_scenarios)."""

    middle: Matrix
    """0 where a score is missing."""
    lowest: Matrix | None
    """The least that is possible; None where all is known and no score is an interval."""
    highest: Matrix | None
    complete: Mask | None
    """Which options have every weighted score, shape (n_options, n_scenarios); None: all of them."""
    notices: Mapping[str, Mask]
    """By code, shape (n_options, n_scenarios)."""
    raw_lanes: Callable[[Literal["value", "low", "high"]], Matrix]
    """What returns raw performances, or between which they lie; NaN where a score is missing."""


def scenario_values(
    study: Study,
    problem: Problem,
    view: str | None,
    cells: Mapping[CellKey, Given],
    count: int,
    *,
    from_study: bool = True,
) -> Values:
    """Return what every cell is worth in each scenario.

    Parameters
    ----------
    study, problem
        The study as it is read, and its own scores as arrays.
    view
        Whose judgement counts.
    cells
        What the scenarios say; cells that are not in the study as it is read change nothing.
    from_study
        Whether the study's own scores stand where a scenario says nothing; else they are missing.
    """
    table = _Table(study, problem, count, from_study=from_study)
    for (option, criterion), given in _combined(study, view, cells, from_study=from_study):
        table.put(option, criterion, given)
    return table.finish()


def _combined(
    study: Study, view: str | None, cells: Mapping[CellKey, Given], *, from_study: bool
) -> Iterator[tuple[tuple[str, str], Given]]:
    """Yield what is said about each cell, several analysts combined as the view combines them."""
    by_analyst: dict[tuple[str, str], dict[str, Given]] = {}
    for (option, criterion, analyst), given in cells.items():
        if analyst:
            by_analyst.setdefault((option, criterion), {})[analyst] = given
        else:
            yield (option, criterion), given
    for cell, said in by_analyst.items():
        panel = groups_of(study, view)
        if any(scorer in said for group in panel for analyst in group for scorer in study.scorers(analyst)):
            yield cell, _panel_of(study, panel, cell, said, from_study=from_study)


def _panel_of(
    study: Study,
    panel: Sequence[Sequence[str]],
    cell: tuple[str, str],
    said: Mapping[str, Given],
    *,
    from_study: bool,
) -> Given:
    count = len(next(iter(said.values())).value)
    groups = []
    for group in panel:
        judged = np.stack([_asked(study, analyst, cell, said, count, from_study=from_study) for analyst in group])
        known = (~np.isnan(judged[:, 0])).sum(axis=0)
        groups.append(np.where(known >= MEDIAN_FROM, _median(judged), _mean(judged)))
    value, low, high = _mean(np.stack(groups))
    return Given(value, low, high)


def _mean(stacked: Matrix) -> Matrix:
    """Return the mean over the first axis of what is known, NaN where nothing is."""
    known = ~np.isnan(stacked)
    count = known.sum(axis=0)
    total: Matrix = np.where(known, stacked, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _median(stacked: Matrix) -> Matrix:
    """Return the median over the first axis of what is known, NaN where nothing is."""
    ordered = np.sort(stacked, axis=0)
    count = (~np.isnan(stacked)).sum(axis=0)
    below, above = np.maximum((count - 1) // 2, 0), np.minimum(count // 2, len(stacked) - 1)
    lower, upper = (np.take_along_axis(ordered, each[None], axis=0)[0] for each in (below, above))
    middle: Matrix = (lower + upper) / 2
    return middle


def _asked(
    study: Study, analyst: str, cell: tuple[str, str], said: Mapping[str, Given], count: int, *, from_study: bool
) -> Matrix:
    """Return one analyst's value, low and high, shape (3, n_scenarios): their own, else that of whom they follow."""
    answer = np.full((3, count), np.nan)
    open_yet = np.ones(count, dtype=bool)
    for scorer in study.scorers(analyst):
        if scorer in said:
            given = said[scorer]
            heard = open_yet if given.given is None else open_yet & given.given
            ends = (given.value if each is None else each for each in (given.low, given.high))
            answer = np.where(heard, np.stack([given.value, *ends]), answer)
            open_yet = open_yet & ~heard
        own = study.score.get((*cell, scorer)) if from_study else None
        if own is not None:
            numbers = np.full(3, np.nan)
            if own.performance is not None:
                between = (own.low, own.high) if own.low is not None else (own.performance, own.performance)
                numbers = np.array([own.performance, *between], dtype=np.float64)
            return np.where(open_yet, numbers[:, None], answer)
    return answer


class _Table:
    """Values as they are put together cell by cell."""

    def __init__(self, study: Study, problem: Problem, count: int, *, from_study: bool) -> None:
        self._study, self._problem, self._count = study, problem, count
        self._row = {option: row for row, option in enumerate(problem.options)}
        self._column = {leaf: column for column, leaf in enumerate(problem.tree.leaves)}
        shape = (len(problem.tree.leaves), len(problem.options), count)
        scored = np.array([isinstance(study.criterion[leaf], Leaf) for leaf in problem.tree.leaves])
        dropped = np.logical_and(scored, not from_study)[None, :]
        self._base_known = problem.known & ~dropped
        self._base_applicable = problem.applicable | dropped
        base = np.where(self._base_known, problem.values, 0.0)
        self._middle = np.broadcast_to(base.T[:, :, None], shape).copy()
        self._shape = shape
        self._ends: dict[tuple[int, int], tuple[Matrix, Matrix]] = {}
        self._raw: dict[tuple[int, int], Given] = {}
        self._missing: dict[tuple[int, int], Mask] = {}
        self._beyond = np.zeros(shape[1:], dtype=bool)
        self._not_applicable = np.zeros(shape[1:], dtype=bool)

    def put(self, option: str, criterion: str, given: Given) -> None:
        """Take over what the scenarios say about a cell."""
        row, column = self._row.get(option), self._column.get(criterion)
        leaf = self._study.criterion.get(criterion)
        if row is None or column is None or not isinstance(leaf, Leaf):
            return
        if not self._base_applicable[row, column]:
            # The study says that the leaf does not concern the option: its weight goes to its siblings all the same.
            self._not_applicable[row] |= ~np.isnan(given.value)
            return
        given = self._filled(row, column, given)
        self._raw[column, row] = given
        known = ~np.isnan(given.value)
        self._middle[column, row] = np.where(known, _worth(leaf, given.value), 0.0)
        low, high = (given.value if each is None else each for each in (given.low, given.high))
        if not known.all():
            self._missing[column, row] = ~known
        self._beyond[row] |= (low < leaf.scale.low) | (high > leaf.scale.high)
        if given.low is not None or not known.all():
            least, most = _extremes(leaf, low, high)
            self._ends[column, row] = np.where(known, least, 0.0), np.where(known, most, 100.0)

    def _filled(self, row: int, column: int, given: Given) -> Given:
        """Put the study's own score where the scenario says nothing."""
        if given.given is None:
            return given
        problem = self._problem
        own = [np.nan] * 3
        if self._base_known[row, column]:
            own = [each[row, column] for each in (problem.performances, problem.raw_low, problem.raw_high)]
        value = np.where(given.given, given.value, own[0])
        if given.low is None and own[1] == own[2]:
            return Given(value)
        low, high = (given.value if each is None else each for each in (given.low, given.high))
        return Given(value, np.where(given.given, low, own[1]), np.where(given.given, high, own[2]))

    def finish(self) -> Values:
        """Compute the computed leaves and the ends of what is open."""
        notices: dict[str, Mask] = {"beyond-scale": self._beyond, "not-applicable": self._not_applicable}
        for column, name in enumerate(self._problem.tree.leaves):
            leaf = self._study.criterion[name]
            if isinstance(leaf, ComputedLeaf):
                open_rows = self._compute(column, leaf)
                base = self._problem.lowest[:, column] != self._problem.highest[:, column]
                open_rows += np.flatnonzero(base).tolist()
                if self._problem.weights[column] > 0 and open_rows:
                    wide = np.zeros_like(self._beyond)
                    wide[open_rows] = True
                    notices["wide-range"] = wide
        complete = self._complete()
        lowest, highest = self._between()
        return Values(self._middle, lowest, highest, complete, notices, self._raw_lanes)

    def _compute(self, column: int, leaf: ComputedLeaf) -> list[int]:
        """Compute a leaf from raw scores wherever an input was given; return the options where it is open."""
        inputs = [self._column[each] for each in leaf.computed.inputs]
        sides = len(leaf.computed.benefits)
        measure = computed_measures()[leaf.computed.measure]
        found = []
        for row in range(len(self._problem.options)):
            if not any((each, row) in self._raw for each in inputs):
                continue
            raw = [self._input(each, row) for each in inputs]
            stacked = np.stack(np.broadcast_arrays(*(each.value for each in raw)), axis=-1)
            missing = np.isnan(stacked).any(axis=-1)
            filled = np.where(np.isnan(stacked), 0.0, stacked)
            worth = measure.compute(filled[..., :sides], filled[..., sides:])
            self._middle[column, row] = np.where(missing, 0.0, worth)
            intervals = any(each.low is not None for each in raw)
            if missing.any() or intervals:
                exact = ~missing & np.logical_and.reduce(np.broadcast_arrays(*map(_is_exact, raw)))
                self._ends[column, row] = np.where(exact, worth, 0.0), np.where(exact, worth, 100.0)
                found.append(row)
            if missing.any():
                self._missing[column, row] = missing
        return found

    def _input(self, column: int, row: int) -> Given:
        if (column, row) in self._raw:
            return self._raw[column, row]
        problem = self._problem
        if not self._base_known[row, column]:
            return Given(np.full(1, np.nan))
        value, low, high = (
            np.full(1, each[row, column]) for each in (problem.performances, problem.raw_low, problem.raw_high)
        )
        return Given(value) if low[0] == high[0] else Given(value, low, high)

    def _raw_lanes(self, part: Literal["value", "low", "high"]) -> Matrix:
        problem = self._problem
        base = {"value": problem.performances, "low": problem.raw_low, "high": problem.raw_high}[part]
        lanes = np.broadcast_to(np.where(self._base_known, base, np.nan).T[:, :, None], self._shape).copy()
        for (column, row), given in self._raw.items():
            chosen = getattr(given, part)
            lanes[column, row] = given.value if chosen is None else chosen
        for column, name in enumerate(problem.tree.leaves):
            if isinstance(self._study.criterion[name], ComputedLeaf):
                lanes[column] = self._middle[column]
                for row in range(len(problem.options)):
                    missing = self._missing.get((column, row))
                    if missing is not None:
                        lanes[column, row] = np.where(missing, np.nan, lanes[column, row])
        return lanes

    def _complete(self) -> Mask | None:
        needed = self._base_applicable & (self._problem.weights > 0)
        touched = {*self._raw, *((column, row) for column, row in self._ends)}
        complete: Mask = np.ones((len(self._problem.options), self._count), dtype=bool)
        for row in range(len(self._problem.options)):
            for column in np.flatnonzero(needed[row]):
                key = (int(column), row)
                if key in self._missing:
                    complete[row] &= ~self._missing[key]
                elif not self._base_known[row, column] and key not in touched:
                    complete[row] = False
        return None if complete.all() else complete

    def _between(self) -> tuple[Matrix, Matrix] | tuple[None, None]:
        base = self._problem
        weighted = base.weights > 0
        unknown = ~self._base_known & self._base_applicable
        low, high = (np.where(unknown, end, each) for end, each in ((0.0, base.lowest), (100.0, base.highest)))
        moving = [key for key in self._ends if weighted[key[0]]]
        open_base = (low != high) & weighted & self._base_applicable
        if not moving and not open_base.any():
            return None, None
        lowest, highest = self._middle.copy(), self._middle.copy()
        for row, column in np.argwhere(low != high):
            if (int(column), int(row)) not in self._raw:
                lowest[column, row], highest[column, row] = low[row, column], high[row, column]
        for (column, row), (least, most) in self._ends.items():
            lowest[column, row], highest[column, row] = least, most
        return lowest, highest


def _is_exact(given: Given) -> Mask:
    if given.low is None or given.high is None:
        return np.ones_like(given.value, dtype=bool)
    exact: Mask = given.low == given.high
    return exact


def _worth(leaf: Leaf, raw: Matrix) -> Matrix:
    return value_functions()[leaf.value_function.kind].value(raw, leaf.worst, leaf.best, leaf.value_function)


def _extremes(leaf: Leaf, low: Matrix, high: Matrix) -> tuple[Matrix, Matrix]:
    kinks = value_functions()[leaf.value_function.kind].kinks(leaf.value_function)
    ends = np.stack([_worth(leaf, raw) for raw in (low, high, *(np.clip(kink, low, high) for kink in kinks))])
    return ends.min(axis=0), ends.max(axis=0)
