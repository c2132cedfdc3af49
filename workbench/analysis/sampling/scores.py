"""Samples of scores: within given intervals or what confidence leaves open, missing ones anywhere on their scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.sampling.evidence import shared_sources
from workbench.analysis.sampling.spreads import SPREADS, Spread, pert
from workbench.engine.method import computed_measures, value_functions
from workbench.engine.problem import weighted_computed
from workbench.errors import UsageError, nearest
from workbench.model.criterion import Leaf
from workbench.model.sampling import SHAPES
from workbench.model.sampling import SPREADS as WAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.engine.problem import Problem
    from workbench.model.evaluation import Mask, Matrix
    from workbench.model.sampling import Scheme
    from workbench.model.study import Study


@dataclass(frozen=True)
class MovingLeaf:
    """A leaf some of whose cells are sampled."""

    column: int
    leaf: Leaf
    rows: tuple[int, ...]
    """The options whose cells move."""
    sources: tuple[int, ...]
    """For each of them the row of random numbers it takes: cells that move together share one."""
    spread: Spread
    shape: str
    """The name of the distribution."""

    def performances(self, generator: np.random.Generator, parts: Matrix | None, count: int) -> Matrix:
        """Return raw performances, shape (n_rows, count)."""
        if parts is not None:
            return SPREADS[self.shape](parts[list(self.sources)], self.spread)
        along = generator.beta(*pert(self.spread), (len(self.rows), count))
        return self.spread.low + along * (self.spread.high - self.spread.low)

    def worth(self, performances: Matrix) -> Matrix:
        """Return values 0 to 100 of raw performances."""
        function = self.leaf.value_function
        return value_functions()[function.kind].value(performances, self.leaf.worst, self.leaf.best, function)


@dataclass(frozen=True)
class ScoreSampler:
    """What draws value tables."""

    values: Matrix
    """As they stand, shape (n_leaves, n_options)."""
    performances: Matrix
    """Raw, shape (n_leaves, n_options)."""
    moving: tuple[MovingLeaf, ...]
    computed: tuple[tuple[int, str, tuple[int, ...], tuple[int, ...]], ...]
    """Computed leaves with weight whose inputs move: column, measure, columns of benefits and of burdens."""
    n_sources: int

    def draw(self, generator: np.random.Generator, count: int) -> Matrix | None:
        """Return values, shape (n_leaves, n_options, count); None where nothing is sampled."""
        if not self.moving:
            return None
        values = np.empty((*self.values.shape, count))
        whole = {each.column for each in self.moving if len(each.rows) == self.values.shape[1]}
        still = [column for column in range(len(values)) if column not in whole]
        values[still] = self.values[still, :, None]
        raw = self._raw(count)
        parts = generator.random((self.n_sources, count)) if self.n_sources else None
        for each in self.moving:
            rows = list(each.rows)
            drawn = each.performances(generator, None if each.shape == "beta" and self._alone(each) else parts, count)
            values[each.column, rows] = each.worth(drawn)
            if each.column in raw:
                raw[each.column][rows] = drawn
        for column, measure, benefits, burdens in self.computed:
            sides = (np.stack([raw[each] for each in columns], axis=-1) for columns in (benefits, burdens))
            values[column] = computed_measures()[measure].compute(*sides)
        return values

    def _alone(self, each: MovingLeaf) -> bool:
        return self.n_sources == sum(len(other.rows) for other in self.moving) and bool(each.rows)

    def _raw(self, count: int) -> dict[int, Matrix]:
        """Return the raw performances of all that computed leaves are computed from, by column."""
        columns = {each for _, _, benefits, burdens in self.computed for each in (*benefits, *burdens)}
        n_options = self.values.shape[1]
        return {each: np.tile(self.performances[each][:, None], (1, count)).reshape(n_options, -1) for each in columns}


def score_sampler(
    study: Study, problem: Problem, scheme: Scheme, *, view: str | None = None, options: Sequence[int] | None = None
) -> ScoreSampler:
    """Return what draws values as a scheme says, for the options of these rows (all of them without).

    Only leaves with weight, and what a computed leaf with weight is computed from, are sampled.

    Raises
    ------
    UsageError
        When the scheme names no way to sample scores that there is.
    """
    for given, ways in ((scheme.scores, WAYS), (scheme.shape, SHAPES)):
        if given not in ways:
            message = f"{given!r} is no way to sample scores."
            raise UsageError(message, hint=nearest(given, ways))
    rows = list(range(len(problem.options)) if options is None else options)
    column = {name: place for place, name in enumerate(problem.tree.leaves)}
    low, high, missing = _ends(study, problem, scheme)
    moves = (low < high) & problem.applicable & _needed(study, problem, column)
    sources, n_sources = shared_sources(study, problem, moves & ~missing, view) if _together(scheme) else ({}, 0)
    moving = []
    for name, place in column.items():
        chosen = [row for row in rows if moves[row, place]]
        leaf = study.criterion[name]
        if not chosen or not isinstance(leaf, Leaf):
            continue
        for known in (True, False):
            # A missing score is anywhere on its scale, whatever the distribution of the others.
            part = [row for row in chosen if missing[row, place] != known]
            if not part:
                continue
            own = []
            for row in part:
                own.append(sources.get((row, place), n_sources))
                n_sources += (row, place) not in sources
            spread = _spread(problem, leaf, (low[part, place], high[part, place]), part, place)
            where = tuple(rows.index(row) for row in part)
            moving.append(MovingLeaf(place, leaf, where, tuple(own), spread, scheme.shape if known else "uniform"))
    return ScoreSampler(
        values=np.ascontiguousarray(problem.values[rows].T),
        performances=np.ascontiguousarray(problem.performances[rows].T),
        moving=tuple(moving),
        computed=tuple(_computed(study, problem, column, {each.column for each in moving})),
        n_sources=n_sources,
    )


def _together(scheme: Scheme) -> bool:
    return scheme.together and scheme.scores != "fixed"


def _needed(study: Study, problem: Problem, column: dict[str, int]) -> Mask:
    """Return which leaves have a say, shape (n_leaves,)."""
    needed: Mask = problem.weights > 0
    needed = needed.copy()
    for leaf in weighted_computed(study, problem).values():
        needed[[column[each] for each in leaf.computed.inputs]] = True
    return needed


def _ends(study: Study, problem: Problem, scheme: Scheme) -> tuple[Matrix, Matrix, Mask]:
    """Return between which raw performances each cell lies, and which cells are missing; (n_options, n_leaves)."""
    scored = np.array([isinstance(study.criterion[name], Leaf) for name in problem.tree.leaves])
    missing: Mask = ~problem.known & problem.applicable & scored
    if scheme.scores == "fixed":
        low, high = problem.performances.copy(), problem.performances.copy()
    elif scheme.scores == "intervals":
        low, high = problem.raw_low.copy(), problem.raw_high.copy()
    else:
        low, high = (each.copy() for each in problem.raw_doubtful)
    for place, name in enumerate(problem.tree.leaves):
        leaf = study.criterion[name]
        if isinstance(leaf, Leaf):
            low[missing[:, place], place], high[missing[:, place], place] = leaf.scale.low, leaf.scale.high
    low[:, ~scored] = high[:, ~scored] = 0.0
    return low, high, missing


def _spread(problem: Problem, leaf: Leaf, ends: tuple[Matrix, Matrix], rows: list[int], column: int) -> Spread:
    low, high = (each[:, None] for each in ends)
    middle = np.where(problem.known[rows, column], problem.performances[rows, column], (ends[0] + ends[1]) / 2)
    middle = np.clip(middle[:, None], low, high)
    return Spread(low, high, middle, np.minimum(leaf.scale.low, middle), np.maximum(leaf.scale.high, middle))


def _computed(
    study: Study, problem: Problem, column: dict[str, int], moving: set[int]
) -> list[tuple[int, str, tuple[int, ...], tuple[int, ...]]]:
    found = []
    for place, leaf in weighted_computed(study, problem).items():
        benefits = tuple(column[each] for each in leaf.computed.benefits)
        burdens = tuple(column[each] for each in leaf.computed.burdens)
        if moving & {*benefits, *burdens}:
            found.append((place, str(leaf.computed.measure), benefits, burdens))
    return found
