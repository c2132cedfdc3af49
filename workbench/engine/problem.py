"""From a study to arrays: options in rows, leaves in columns, and the tree over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.judgements import Judgement, Judges, about_agreed
from workbench.engine.method import computed_measures, value_functions
from workbench.engine.study_tree import build_tree, find_weight_set, raw_weights
from workbench.engine.tree import Tree, global_weights, local_weights
from workbench.errors import MethodError
from workbench.model.criterion import ComputedLeaf, Group, Leaf
from workbench.model.evaluation import Notice
from workbench.model.score import Missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import Mask, Matrix
    from workbench.model.study import Study


@dataclass(frozen=True, slots=True)
class Problem:
    """A study read under one view, one weight set and one choice of aggregators."""

    options: tuple[str, ...]
    tree: Tree
    performances: Matrix
    """Raw, shape (n_options, n_leaves); meaningless where not known."""
    values: Matrix
    """Worth 0 to 100, shape (n_options, n_leaves); 0 where not known."""
    lowest: Matrix
    """The least a cell can be worth: at the worst of its interval, 0 where not known."""
    highest: Matrix
    """The most a cell can be worth: at the best of its interval, 100 where not known."""
    raw_low: Matrix
    """The raw lower end of an interval score; the performance itself elsewhere."""
    raw_high: Matrix
    doubtful: tuple[Matrix, Matrix]
    """The least and the most a cell can be worth within what its confidence leaves open."""
    raw_doubtful: tuple[Matrix, Matrix]
    """The same ends as raw performances, before the value function; meaningless where not known."""
    known: Mask
    applicable: Mask
    steps: Matrix
    """One level's worth in value points, shape (n_leaves,); 0 for computed leaves."""
    raw: Matrix
    """The answers about weights, shape (n_nodes,)."""
    local: Matrix
    """Shares among siblings, shape (n_nodes,)."""
    weights: Matrix
    """Shares of the whole, shape (n_leaves,)."""
    notices: tuple[Notice, ...]

    @property
    def missing(self) -> Mask:
        """Cells that count and have no score, shape (n_options, n_leaves)."""
        return ~self.known & self.applicable & (self.weights > 0)

    def values_between(self) -> tuple[Matrix, Matrix]:
        """Return the values with unknown cells at the worst and at the best they can be."""
        return np.where(self.known, self.values, 0.0), np.where(self.known, self.values, 100.0)


def build(
    study: Study,
    *,
    weights: str | None = None,
    view: str | None = None,
    aggregators: Mapping[str, str] | None = None,
) -> Problem:
    """Return the arrays of a study.

    Parameters
    ----------
    study
        With the criteria and options that count: see `model.selection`.

    Raises
    ------
    UsageError
        When a weight set, an analyst or a group is not in the study.
    MethodError
        When there is nothing to score: no option, no leaf, or no weight at all.
    """
    if not study.options or not study.leaves:
        message = f"The study {study.id!r} has no {'options' if not study.options else 'criteria to score on'} yet."
        raise MethodError(message)
    leaves = [node for node in study.criteria if not isinstance(node, Group)]
    tree = build_tree(study, leaves, aggregators or {})
    raw, notices = raw_weights(study, tree, find_weight_set(study, weights))
    local = local_weights(tree, raw)
    shares = global_weights(tree, local)
    if not shares.any():
        message = "No criterion has any weight."
        raise MethodError(message, hint="Give at least one leaf, and every group above it, some points.")
    cells = _Cells(study, leaves, view)
    return Problem(
        options=tuple(option.id for option in study.options),
        tree=tree,
        performances=cells.performances,
        values=cells.values,
        lowest=cells.lowest,
        highest=cells.highest,
        raw_low=cells.low,
        raw_high=cells.high,
        doubtful=cells.doubtful,
        raw_doubtful=cells.raw_doubtful,
        known=cells.known,
        applicable=cells.applicable,
        steps=np.array([_step(leaf) for leaf in leaves]),
        raw=raw,
        local=local,
        weights=shares,
        notices=(*notices, *cells.notices, *about_agreed(study, view)),
    )


def _step(leaf: Leaf | ComputedLeaf) -> float:
    return 100.0 * leaf.scale.step / (leaf.scale.high - leaf.scale.low) if isinstance(leaf, Leaf) else 0.0


class _Cells:
    """The judgements as arrays of shape (n_options, n_leaves): raw, as values, and between which values."""

    def __init__(self, study: Study, leaves: list[Leaf | ComputedLeaf], view: str | None) -> None:
        shape = (len(study.options), len(leaves))
        self._raw = {name: np.zeros(shape) for name in Judgement.__slots__}
        self.performances, self.low, self.high = (self._raw[name] for name in ("performance", "low", "high"))
        self.raw_doubtful = self._raw["doubt_low"], self._raw["doubt_high"]
        self.values, self.lowest, self.highest = np.zeros(shape), np.zeros(shape), np.full(shape, 100.0)
        self.doubtful = np.zeros(shape), np.full(shape, 100.0)
        self.known, self.applicable = np.zeros(shape, dtype=bool), np.ones(shape, dtype=bool)
        self.notices: list[Notice] = []
        self._column = {leaf.id: place for place, leaf in enumerate(leaves)}
        self._read(study, leaves, view)
        for place, leaf in enumerate(leaves):
            if isinstance(leaf, Leaf):
                self._value(place, leaf)
        for place, leaf in enumerate(leaves):
            if isinstance(leaf, ComputedLeaf):
                self._compute(place, leaf)

    def _read(self, study: Study, leaves: list[Leaf | ComputedLeaf], view: str | None) -> None:
        judges = Judges(study, view)
        scored = [(column, leaf) for column, leaf in enumerate(leaves) if isinstance(leaf, Leaf)]
        for row, option in enumerate(study.options):
            for column, leaf in scored:
                judged = judges.judge(option.id, leaf)
                if isinstance(judged, Missing):
                    self.applicable[row, column] = judged is not Missing.NOT_APPLICABLE
                    continue
                self.known[row, column] = True
                for name, numbers in self._raw.items():
                    numbers[row, column] = getattr(judged, name)

    def _value(self, place: int, leaf: Leaf) -> None:
        function = value_functions()[leaf.value_function.kind]
        known = self.known[:, place]
        low, high = self.low[:, place], self.high[:, place]

        def worth(raw: Matrix) -> Matrix:
            return function.value(raw, leaf.worst, leaf.best, leaf.value_function)

        def extremes(low: Matrix, high: Matrix) -> tuple[Matrix, Matrix]:
            kinks = [np.clip(kink, low, high) for kink in function.kinks(leaf.value_function)]
            ends = np.stack([worth(raw) for raw in (low, high, *kinks)])
            return np.where(known, ends.min(axis=0), 0.0), np.where(known, ends.max(axis=0), 100.0)

        self.values[:, place] = np.where(known, worth(self.performances[:, place]), 0.0)
        self.lowest[:, place], self.highest[:, place] = extremes(low, high)
        doubt = (self._raw[name][:, place] for name in ("doubt_low", "doubt_high"))
        self.doubtful[0][:, place], self.doubtful[1][:, place] = extremes(*doubt)
        outside = int((known & ((low < leaf.scale.low) | (high > leaf.scale.high))).sum())
        if outside:
            scores = "1 score lies" if outside == 1 else f"{outside} scores lie"
            text = f"{scores} beyond the scale of {leaf.brief}; beyond its ends nothing more is gained or lost."
            self.notices.append(Notice("beyond-scale", leaf.id, text))

    def _compute(self, place: int, leaf: ComputedLeaf) -> None:
        measure = computed_measures()[leaf.computed.measure]
        benefits = [self._column[each] for each in leaf.computed.benefits]
        burdens = [self._column[each] for each in leaf.computed.burdens]
        inputs = [*benefits, *burdens]
        figures = measure.compute(self.performances[:, benefits], self.performances[:, burdens])
        known: Mask = np.all(self.known[:, inputs], axis=1)
        self.performances[:, place], self.known[:, place] = figures, known
        self.applicable[:, place] = self.applicable[:, inputs].all(axis=1)
        self.values[:, place] = np.where(known, figures, 0.0)

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

        raw = self._raw
        self.lowest[:, place], self.highest[:, place] = between(self.low, self.high)
        self.doubtful[0][:, place], self.doubtful[1][:, place] = between(raw["doubt_low"], raw["doubt_high"])
