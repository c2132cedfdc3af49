"""The judgements of a study as arrays; of a study that was read just before, only what has changed is read again."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.engine.judgements import Judgement, Judges, groups_of, is_panel
from workbench.engine.method import computed_measures, value_functions
from workbench.model.criterion import ComputedLeaf, Leaf
from workbench.model.evaluation import Notice
from workbench.model.score import Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.model.evaluation import Mask, Matrix
    from workbench.model.study import Study

KEPT = 8
"""How many readings are remembered: a study under several views, and those it is compared with."""


@dataclass(slots=True)
class Raw:
    """What is judged, in the units of the leaves; each of shape (n_options, n_leaves)."""

    performance: Matrix
    low: Matrix
    high: Matrix
    doubt_low: Matrix
    doubt_high: Matrix


@dataclass(slots=True)
class Cells:
    """The judgements as arrays of shape (n_options, n_leaves): raw, as values, and between which values."""

    raw: Raw
    values: Matrix
    lowest: Matrix
    highest: Matrix
    least: Matrix
    most: Matrix
    known: Mask
    applicable: Mask
    unreasoned: Matrix
    """How many scores without a reason stand in a cell."""
    notices: dict[int, Notice] = field(default_factory=dict)
    """By the place of their leaf."""


def cells_of(study: Study, leaves: Sequence[Leaf | ComputedLeaf], view: str | None) -> Cells:
    """Return the judgements of a study under a view; their arrays are for reading only."""
    basis = _basis(study, leaves, view)
    before = next((each for each in _remembered if each.basis == basis), None)
    cells = _copy(before.cells) if before else _empty(len(study.options), len(leaves))
    reader = _Reader(study, leaves, view, cells)
    reader.read(None if before is None else _changed(before, study))
    _lock(cells)
    _remember(_Reading(basis, study.scores, study.agreed, cells))
    return cells


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read, and what it was read from."""

    basis: tuple[object, ...]
    scores: tuple[Any, ...]
    agreed: tuple[Any, ...]
    cells: Cells


_remembered: list[_Reading] = []


def _remember(reading: _Reading) -> None:
    global _remembered  # noqa: PLW0603 - one memory, replaced whole, so that threads see the old one or the new
    _remembered = [reading, *(each for each in _remembered if each.basis != reading.basis)][:KEPT]


def _basis(study: Study, leaves: Sequence[Leaf | ComputedLeaf], view: str | None) -> tuple[object, ...]:
    """Return all that a cell follows from beside the scores and the values agreed on."""
    settings = study.settings
    levels = settings.confidence_high, settings.confidence_medium, settings.confidence_low
    options = tuple(option.id for option in study.options)
    return options, levels, groups_of(study, view), is_panel(study, view), study.analysts, tuple(leaves)


def _changed(before: _Reading, study: Study) -> set[tuple[str, str]]:
    """Return the cells (option, criterion) whose scores or agreed values are others than before."""
    if study.rescored and study.rescored[0] is before.scores and study.agreed is before.agreed:
        return set(study.rescored[1])
    pairs = (before.scores, study.scores), (before.agreed, study.agreed)
    return {(each.option, each.criterion) for pair in pairs for each in _between(*pair)}


def _between(before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterable[Any]:
    """Return what stands in two tuples between the beginning and the end that they have in common."""
    start = _common(before, after)
    before, after = before[start:], after[start:]
    end = _common(before[::-1], after[::-1])
    return (*before[: len(before) - end], *after[: len(after) - end])


def _common(one: tuple[Any, ...], other: tuple[Any, ...]) -> int:
    """Return how many of the first in two tuples are alike; halves are compared whole, which takes no loop of ours."""
    start, end = 0, min(len(one), len(other))
    if one[:end] == other[:end]:
        return end
    while end - start > 1:
        middle = (start + end) // 2
        if one[start:middle] == other[start:middle]:
            start = middle
        else:
            end = middle
    return start


def _empty(n_options: int, n_leaves: int) -> Cells:
    shape = n_options, n_leaves
    return Cells(
        raw=Raw(*(np.zeros(shape) for _ in fields(Raw))),
        values=np.zeros(shape),
        lowest=np.zeros(shape),
        highest=np.full(shape, 100.0),
        least=np.zeros(shape),
        most=np.full(shape, 100.0),
        known=np.zeros(shape, dtype=bool),
        applicable=np.ones(shape, dtype=bool),
        unreasoned=np.zeros(shape),
    )


def _copy(cells: Cells) -> Cells:
    arrays = {each.name: getattr(cells, each.name) for each in fields(Cells) if each.name not in {"raw", "notices"}}
    raw = Raw(*(getattr(cells.raw, each.name).copy() for each in fields(Raw)))
    return Cells(raw=raw, notices=dict(cells.notices), **{name: array.copy() for name, array in arrays.items()})


def _lock(cells: Cells) -> None:
    """Have nobody write into arrays that others are given too."""
    for holder in (cells, cells.raw):
        for each in fields(holder):
            array = getattr(holder, each.name)
            if isinstance(array, np.ndarray):
                array.flags.writeable = False


class _Reader:
    """Brings cells up to what a study says."""

    def __init__(self, study: Study, leaves: Sequence[Leaf | ComputedLeaf], view: str | None, cells: Cells) -> None:
        self._study = study
        self._leaves = leaves
        self._cells = cells
        self._judges = Judges(study, view)
        self._analysts = [analyst for group in groups_of(study, view) for analyst in group]
        self._column = {leaf.id: place for place, leaf in enumerate(leaves)}

    def read(self, changed: set[tuple[str, str]] | None) -> None:
        """Read the cells that changed, or all, and what follows from them."""
        touched = None if changed is None else {criterion for _, criterion in changed}
        scored = [
            (column, leaf)
            for column, leaf in enumerate(self._leaves)
            if (touched is None or leaf.id in touched) and isinstance(leaf, Leaf)
        ]
        for row, option in enumerate(self._study.options):
            for column, leaf in scored:
                if changed is None or (option.id, leaf.id) in changed:
                    self._judge(row, column, option.id, leaf)
        for column, leaf in scored:
            self._value(column, leaf)
        among = {leaf.id for _, leaf in scored}
        for node in self._study.computed:
            if node.id in self._column and (changed is None or not among.isdisjoint(node.computed.inputs)):
                self._compute(self._column[node.id], node)
        self._cells.notices = dict(sorted(self._cells.notices.items()))

    def _judge(self, row: int, column: int, option: str, leaf: Leaf) -> None:
        cells, place = self._cells, (row, column)
        judged = self._judges.judge(option, leaf)
        known = isinstance(judged, Judgement)
        cells.known[place], cells.applicable[place] = known, judged is not Missing.NOT_APPLICABLE
        for name in Judgement.__slots__:
            getattr(cells.raw, name)[place] = getattr(judged, name) if known else 0.0
        scores = (self._study.judgement(option, leaf.id, analyst) for analyst in self._analysts)
        cells.unreasoned[place] = len({id(each) for each in scores if each is not None and not each.has_reason})

    def _value(self, place: int, leaf: Leaf) -> None:
        cells = self._cells
        function = value_functions()[leaf.value_function.kind]
        known = cells.known[:, place]
        performance, low, high, doubt_low, doubt_high = (
            getattr(cells.raw, each.name)[:, place] for each in fields(Raw)
        )

        def worth(raw: Matrix) -> Matrix:
            return function.value(raw, leaf.worst, leaf.best, leaf.value_function)

        values = worth(performance)

        def extremes(low: Matrix, high: Matrix) -> tuple[Matrix, Matrix]:
            if np.array_equal(low, performance) and np.array_equal(high, performance):
                return np.where(known, values, 0.0), np.where(known, values, 100.0)
            kinks = [np.clip(kink, low, high) for kink in function.kinks(leaf.value_function)]
            ends = np.stack([worth(raw) for raw in (low, high, *kinks)])
            return np.where(known, ends.min(axis=0), 0.0), np.where(known, ends.max(axis=0), 100.0)

        cells.values[:, place] = np.where(known, values, 0.0)
        cells.lowest[:, place], cells.highest[:, place] = extremes(low, high)
        cells.least[:, place], cells.most[:, place] = extremes(doubt_low, doubt_high)
        cells.notices.pop(place, None)
        outside = int((known & ((low < leaf.scale.low) | (high > leaf.scale.high))).sum())
        if outside:
            scores = "1 score lies" if outside == 1 else f"{outside} scores lie"
            text = f"{scores} beyond the scale of {leaf.brief}; beyond its ends nothing more is gained or lost."
            cells.notices[place] = Notice("beyond-scale", leaf.id, text)

    def _compute(self, place: int, leaf: ComputedLeaf) -> None:
        cells, raw = self._cells, self._cells.raw
        measure = computed_measures()[leaf.computed.measure]
        benefits = [self._column[each] for each in leaf.computed.benefits]
        burdens = [self._column[each] for each in leaf.computed.burdens]
        inputs = [*benefits, *burdens]
        figures = measure.compute(raw.performance[:, benefits], raw.performance[:, burdens])
        known: Mask = np.all(cells.known[:, inputs], axis=1)
        raw.performance[:, place], cells.known[:, place] = figures, known
        cells.applicable[:, place] = cells.applicable[:, inputs].all(axis=1)
        cells.values[:, place] = np.where(known, figures, 0.0)

        def between(low: Matrix, high: Matrix) -> tuple[Matrix, Matrix]:
            spans = [
                measure.bounds(low[row, benefits], high[row, benefits], low[row, burdens], high[row, burdens])
                if known[row]
                else None
                for row in range(len(known))
            ]
            exact = known & (low[:, inputs] == high[:, inputs]).all(axis=1)
            least, most = ([span[end] if span else (0.0, 100.0)[end] for span in spans] for end in (0, 1))
            return np.where(exact, figures, least), np.where(exact, figures, most)

        cells.lowest[:, place], cells.highest[:, place] = between(raw.low, raw.high)
        cells.least[:, place], cells.most[:, place] = between(raw.doubt_low, raw.doubt_high)
