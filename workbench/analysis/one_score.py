"""Totals when one score changes at a time, for many scores at once.

Where a method takes each option alone the others keep their totals, and only the changed row is added up again.
"""

from __future__ import annotations

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
    """What the first-ranked option's lead becomes when a score on one leaf is another."""

    def leads(self, column: int, places: Places, raw: Matrix) -> Matrix:
        """Return the lead, shape (n_places, n), with each option's score on a leaf at each of n raw numbers.

        Parameters
        ----------
        places : Places of shape (n_places,)
            Options, as places among those that are compared.
        raw : Matrix of shape (n_places, n)
        """

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
        found = [
            lead_of(*totals_at(self._ground, int(place), column, numbers), self._ground.first)
            for place, numbers in zip(places, raw, strict=True)
        ]
        return np.array(found).reshape(raw.shape)

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
        others = np.tile(self._high, (len(everyone), 1))
        others[:, ground.first] = -np.inf
        others[everyone, everyone] = -np.inf
        self._best_other = others.max(axis=1)
        """The best total of those that are neither first nor the option itself."""

    def leads(self, column: int, places: Places, raw: Matrix) -> Matrix:
        n_samples, first = raw.shape[1], self._ground.first
        low, high = self._totals(column, np.repeat(places, n_samples), raw.ravel())
        low, high = low.reshape(raw.shape), high.reshape(raw.shape)
        best_other = self._best_other[places][:, None]
        moved = (places == first)[:, None]
        lead: Matrix = np.where(moved, low - best_other, self._low[first] - np.maximum(best_other, high))
        return lead

    def rival(self, column: int, place: int, raw: float) -> str:
        totals = self._high.copy()
        totals[place] = self._totals(column, np.array([place]), np.array([raw]))[1][0]
        return _best_rival(self._ground, totals)

    def _totals(self, column: int, places: Places, raw: Matrix) -> tuple[Matrix, Matrix]:
        """Return the least and the greatest total of each sample's option, its score on a leaf at a raw number."""
        rows = np.array(self._ground.rows)[places]
        changed = list(_changed(self._ground, rows, column, raw))
        low = self._with(self._columns[0], places, changed)
        return low, low if self._ground.complete else self._with(self._columns[1], places, changed)

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
