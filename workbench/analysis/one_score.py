"""Totals when one score changes at a time, for many scores at once.

Where a method takes each option alone the others keep their totals, and only the changed row is added up again.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from workbench.analysis.ground import lead_of
from workbench.engine.lanes import global_lanes, renormalized, roll_up_lanes
from workbench.engine.method import computed_measures, value_functions
from workbench.engine.problem import weighted_computed
from workbench.model.criterion import Leaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from workbench.analysis.ground import Ground
    from workbench.model.evaluation import Mask, Matrix

    Places = NDArray[np.intp]

SMALLEST = 1e-9
"""Stands for a worth of 0 where a method divides by it or takes its logarithm."""

BLOCK_FLOATS = 2**18
"""Values that are added up at a time: two megabytes."""


class OneScore(Protocol):
    """What becomes of the ranking when a score on one leaf is another."""

    def leads(self, column: int, places: Places, raw: Matrix) -> Matrix:
        """Return the first-ranked option's lead, shape (n_places, n), with each option's score at n raw numbers.

        Parameters
        ----------
        places : Places of shape (n_places,)
            Options, as places among those that are compared.
        raw : Matrix of shape (n_places, n)
        """

    def gaps(self, pair: tuple[int, int], column: int, places: Places, raw: Matrix) -> Matrix:
        """Return the same of one option's least total above another's greatest, for the two places of a pair."""

    def rival(self, column: int, place: int, raw: float) -> str:
        """Return the best option beside the first-ranked one, with one score at a raw number."""


def one_score(ground: Ground) -> OneScore:
    """Return what answers for the ground's method."""
    return _Alone(ground) if ground.totals.aggregation.uses_tree else _Together(ground)


def totals_at(ground: Ground, place: int, column: int, raw: Matrix) -> tuple[Matrix, Matrix]:
    """Return the least and greatest totals, shape (n, n_options) each, with one score at each of n raw numbers."""
    changed = list(_changed(ground, np.full(len(raw), ground.rows[place]), column, raw))
    low, high = (_replaced(table, place, changed) for table in ground.tables)
    local = ground.problem.local
    least = ground.totals.oriented(local, low)
    return least, least if ground.complete else ground.totals.oriented(local, high)


def _replaced(table: Matrix, place: int, changed: list[tuple[int, Matrix, Mask]]) -> Matrix:
    tables = np.tile(table, (len(changed[0][1]), 1, 1))
    for column, values, known in changed:
        tables[known, place, column] = values[known]
    return tables


def _changed(ground: Ground, rows: Places, column: int, raw: Matrix) -> Iterator[tuple[int, Matrix, Mask]]:
    """Yield the leaves whose worth changes with a score: where, what it becomes, and in which samples it is known.

    Parameters
    ----------
    rows : Places of shape (n,)
        The option of each sample, as a place in the study.
    raw : Matrix of shape (n,)
    """
    leaf = ground.study.criterion[ground.problem.tree.leaves[column]]
    if not isinstance(leaf, Leaf):
        message = f"{leaf.id} is not scored"
        raise TypeError(message)
    worth = value_functions()[leaf.value_function.kind].value(raw, leaf.worst, leaf.best, leaf.value_function)
    if ground.totals.aggregation.needs_positive:
        worth = np.maximum(worth, SMALLEST)
    yield column, worth, np.ones(len(raw), dtype=bool)
    yield from _recomputed(ground, rows, column, raw)


def _recomputed(ground: Ground, rows: Places, column: int, raw: Matrix) -> Iterator[tuple[int, Matrix, Mask]]:
    """Yield the weighted computed leaves that read a score, with what they become."""
    problem = ground.problem
    name = problem.tree.leaves[column]
    for number, leaf in weighted_computed(ground.study, problem).items():
        if name not in leaf.computed.inputs:
            continue
        places = {each: place for place, each in enumerate(problem.tree.leaves)}
        numbers = problem.performances[rows]
        numbers[:, column] = raw
        benefits, burdens = (
            [places[each] for each in names] for names in (leaf.computed.benefits, leaf.computed.burdens)
        )
        measure = computed_measures()[leaf.computed.measure]
        inputs = [places[each] for each in leaf.computed.inputs]
        known: Mask = np.all(problem.known[rows][:, inputs], axis=1)
        yield number, measure.compute(numbers[:, benefits], numbers[:, burdens]), known


class _Together:
    """Every option's total is found again."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def leads(self, column: int, places: Places, raw: Matrix) -> Matrix:
        found = [lead_of(low, high, self._ground.first) for low, high in self._totals(column, places, raw)]
        return np.array(found).reshape(raw.shape)

    def gaps(self, pair: tuple[int, int], column: int, places: Places, raw: Matrix) -> Matrix:
        upper, lower = pair
        found = [low[:, upper] - high[:, lower] for low, high in self._totals(column, places, raw)]
        return np.array(found).reshape(raw.shape)

    def _totals(self, column: int, places: Places, raw: Matrix) -> Iterator[tuple[Matrix, Matrix]]:
        for place, numbers in zip(places.tolist(), raw, strict=True):
            yield totals_at(self._ground, place, column, numbers)

    def rival(self, column: int, place: int, raw: float) -> str:
        return _best_rival(self._ground, totals_at(self._ground, place, column, np.array([raw]))[1][0])


class _Alone:
    """Only the changed option's total is found again."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        totals, local = ground.totals, ground.problem.local[:, None]
        self._columns = tuple(np.ascontiguousarray(table.T) for table in ground.tables)
        self._weights = [
            (rows, shares, global_lanes(totals.tree, shares))
            for rows, applies in totals.patterns
            for shares in [renormalized(totals.tree, local, applies)]
        ]
        everyone = np.arange(len(ground.options))
        self._low, self._high = (self._added_up(everyone, columns) for columns in self._columns)

    @cached_property
    def _best_other(self) -> Matrix:
        """For each option the best total of those that are neither first nor the option itself."""
        others = np.tile(self._high, (len(self._high), 1))
        others[:, self._ground.first] = -np.inf
        np.fill_diagonal(others, -np.inf)
        best: Matrix = others.max(axis=1)
        return best

    def leads(self, column: int, places: Places, raw: Matrix) -> Matrix:
        first, best_other = self._ground.first, self._best_other[places][:, None]
        low, high = self._totals(column, places, raw)
        moved = (places == first)[:, None]
        lead: Matrix = np.where(moved, low - best_other, self._low[first] - np.maximum(best_other, high))
        return lead

    def gaps(self, pair: tuple[int, int], column: int, places: Places, raw: Matrix) -> Matrix:
        upper, lower = pair
        low, high = self._totals(column, places, raw)
        least = np.where((places == upper)[:, None], low, self._low[upper])
        gap: Matrix = least - np.where((places == lower)[:, None], high, self._high[lower])
        return gap

    def rival(self, column: int, place: int, raw: float) -> str:
        totals = self._high.copy()
        totals[place] = self._totals(column, np.array([place]), np.array([[raw]]))[1][0, 0]
        return _best_rival(self._ground, totals)

    def _totals(self, column: int, places: Places, raw: Matrix) -> tuple[Matrix, Matrix]:
        """Return each option's least and greatest total, shape (n_places, n), its score on a leaf at raw numbers."""
        samples = np.repeat(places, raw.shape[1])
        rows = np.array(self._ground.rows)[samples]
        changed = list(_changed(self._ground, rows, column, raw.ravel()))
        low = self._with(self._columns[0], samples, changed).reshape(raw.shape)
        if self._ground.complete:
            return low, low
        return low, self._with(self._columns[1], samples, changed).reshape(raw.shape)

    def _with(self, columns: Matrix, places: Places, changed: list[tuple[int, Matrix, Mask]]) -> Matrix:
        totals = np.empty(len(places))
        blocks = max(1, len(places) * len(columns) // BLOCK_FLOATS)
        for block in np.array_split(np.arange(len(places)), blocks):
            values = np.take(columns, places[block], axis=1)
            for column, worth, known in changed:
                values[column] = np.where(known[block], worth[block], values[column])
            totals[block] = self._added_up(places[block], values)
        return totals

    def _added_up(self, places: Places, values: Matrix) -> Matrix:
        """Return the total of each sample's option from its values, shape (n_leaves, n_samples)."""
        totals = np.empty(len(places))
        for rows, shares, whole in self._weights:
            among = np.flatnonzero(np.isin(places, rows))
            if not among.size:
                continue
            # A single sample would be added up in another order, and differ in the last digit.
            taken = np.resize(among, max(2, among.size))
            chosen = np.take(values, taken, axis=1)[:, None, :]
            totals[taken] = roll_up_lanes(self._ground.totals.tree, chosen, shares, whole)[0]
        return totals


def _best_rival(ground: Ground, totals: Matrix) -> str:
    others = totals.copy()
    others[ground.first] = -np.inf
    return ground.options[int(others.argmax())]
