"""Weighing a study's criteria: every node of the tree with its answer and its weight, live, for one weight set."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.ground import find_ground
from workbench.analysis.scoring import score_study
from workbench.engine.tree import node_weights
from workbench.engine.weighted_tree import weighted_tree
from workbench.errors import WorkbenchError
from workbench.model.criterion import ROOT, ComputedLeaf, Group
from workbench.model.reading import EQUAL, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.analysis.ground import Ground
    from workbench.engine.weighted_tree import WeightedTree
    from workbench.model.change import ChangeSet
    from workbench.model.criterion import Criterion
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study
    from workbench.model.weights import GroupAnswers, WeightSet
    from workbench.usecases.session import Session

IMPORTANCE = "importance"


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A node of the tree, and what it weighs."""

    id: str
    label: str
    depth: int
    is_group: bool
    is_computed: bool
    parent: str
    asked: str
    """How it was asked: swing, points, ranks, pairwise, best-worst; empty where it has no answer."""
    raw: float
    """Its points, or those derived from the answers of its group."""
    local: float
    """Its share among its siblings."""
    share: float
    """Its share of the whole."""
    rule: str
    """Of a group: how it joins its children."""


def answer_of(changes: ChangeSet) -> tuple[str, str] | None:
    """Return the weight set and the node whose answer a change set touches last; of a whole group, the group."""
    answers = [each for each in changes.changes if each.key.startswith("weights/") and each.key.count("/") == 2]  # noqa: PLR2004 - set, group
    if not answers:
        return None
    _, chosen, group = answers[-1].key.split("/")
    before, after = ((value or {}).get("answers", {}) for value in (answers[-1].old, answers[-1].new))
    touched = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return chosen, touched[0] if len(touched) == 1 else group


class Weighing:
    """A study's weights under one of its weight sets; what is calculated is kept until the study changes."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._chosen = ""
        self._kept: dict[str, _Reading] = {}
        self._of: Study | None = None

    @property
    def sets(self) -> tuple[WeightSet, ...]:
        """The study's weight sets."""
        return self.session.whole.weight_sets

    @property
    def chosen(self) -> str:
        """The id of the weight set that is shown: the one chosen, else the study's own; empty without any."""
        ids = [each.id for each in self.sets]
        if self._chosen in ids:
            return self._chosen
        return self.in_use if self.in_use in ids else (ids[0] if ids else "")

    @property
    def in_use(self) -> str:
        """The id of the weight set that the study's ranking goes by; empty where siblings count equally."""
        evaluation = self.session.evaluation
        if evaluation is not None:
            return evaluation.run.weights
        return self.session.study.settings.weight_set or next((each.id for each in self.sets), "")

    @property
    def weight_set(self) -> WeightSet | None:
        """The weight set that is shown."""
        return next((each for each in self.sets if each.id == self.chosen), None)

    def choose(self, name: str) -> None:
        """Show another weight set."""
        self._chosen = name

    def step(self, by: int) -> None:
        """Show the weight set so many places further on."""
        ids = [each.id for each in self.sets]
        if ids:
            self._chosen = ids[(ids.index(self.chosen) + by) % len(ids)]

    @property
    def _reading(self) -> _Reading:
        if self._of is not self.session.whole:
            self._kept, self._of = {}, self.session.whole
        if self.chosen not in self._kept:
            self._kept[self.chosen] = _Reading(self.session, self.chosen)
        return self._kept[self.chosen]

    @property
    def evaluation(self) -> StudyEvaluation | None:
        """The ranking by this weight set, where there is one."""
        return self._reading.scored[0]

    @property
    def reason(self) -> str:
        """Why there is no ranking, when there is none."""
        return self._reading.scored[1]

    @property
    def rows(self) -> tuple[WeightRow, ...]:
        """Every node of the tree but the root, parents before their children."""
        return self._reading.rows

    @property
    def frame(self) -> WeightedTree:
        """The tree as arrays."""
        return self._reading.frame

    @property
    def ground(self) -> Ground | None:
        """What questions about the ranking stand on; None where there is no ranking."""
        return self._reading.ground

    def row(self, name: str) -> WeightRow | None:
        """Return the row of a node."""
        return next((each for each in self.rows if each.id == name), None)

    def siblings(self, name: str) -> tuple[WeightRow, ...]:
        """Return a node's siblings and itself."""
        row = self.row(name)
        return tuple(each for each in self.rows if row is not None and each.parent == row.parent)

    def children(self, group: str) -> tuple[WeightRow, ...]:
        """Return the children of a group that can be weighed; a computed leaf has no answer."""
        return tuple(each for each in self.rows if each.parent == group and not each.is_computed)

    def answers(self, group: str) -> GroupAnswers | None:
        """Return the answers about a group's children."""
        return self.weight_set.groups.get(group) if self.weight_set else None

    def strongest_leaf(self, name: str) -> tuple[WeightRow, float] | None:
        """Return the leaf that weighs most below a node, and its part of the node's weight; None without one."""
        return self._reading.strongest(name)

    @property
    def without_spread(self) -> frozenset[str]:
        """Leaves on which every option is worth the same: whatever their weight, they cannot matter."""
        return self._reading.without_spread


class _Reading:
    """What one state of a study makes of one weight set."""

    def __init__(self, session: Session, chosen: str) -> None:
        self._session = session
        self._study = session.study
        self._whole = session.whole
        self._chosen = chosen

    @cached_property
    def scored(self) -> tuple[StudyEvaluation | None, str]:
        own = self._session.evaluation
        if own is not None and own.run.weights == self._chosen:
            return own, ""
        try:
            return score_study(self._whole, view=self._session.view, weights=self._chosen or EQUAL), ""
        except WorkbenchError as error:
            return None, str(error)

    @cached_property
    def ground(self) -> Ground | None:
        reading = Reading(self._chosen or EQUAL, self._session.view, None, None)
        try:
            return find_ground(self._whole, reading) if self.scored[0] else None
        except WorkbenchError:
            return None

    @cached_property
    def frame(self) -> WeightedTree:
        return weighted_tree(self._study, self._chosen or EQUAL, {})

    @cached_property
    def rows(self) -> tuple[WeightRow, ...]:
        if not self._study.leaves:
            return ()
        tree = self.frame.tree
        places = {name: place for place, name in enumerate((*tree.leaves, *(each.id for each in tree.groups)))}
        children: dict[str, list[Criterion]] = {}
        for node in self._study.criteria:
            if node.id in places:
                children.setdefault(node.parent, []).append(node)
        shares = node_weights(tree, self.frame.local)
        return tuple(
            self._row(node, depth, places[node.id], shares[places[node.id]]) for node, depth in _in_order(children)
        )

    def _row(self, node: Criterion, depth: int, place: int, share: float) -> WeightRow:
        chosen = next((each for each in self._study.weight_sets if each.id == self._chosen), None)
        answers = chosen.groups.get(node.parent) if chosen else None
        return WeightRow(
            id=node.id,
            label=node.brief,
            depth=depth,
            is_group=isinstance(node, Group),
            is_computed=isinstance(node, ComputedLeaf),
            parent=node.parent,
            asked=(answers.asked(node.id) or "") if answers else "",
            raw=float(self.frame.raw[place]),
            local=float(self.frame.local[place]),
            share=float(share),
            rule=str(node.aggregator) if isinstance(node, Group) else "",
        )

    def strongest(self, name: str) -> tuple[WeightRow, float] | None:
        row = next((each for each in self.rows if each.id == name), None)
        if row is None or not row.is_group:
            return (row, 1.0) if row is not None and not row.is_computed else None
        below = [
            (found[0], found[1] * child.local)
            for child in self.rows
            if child.parent == name and (found := self.strongest(child.id)) is not None
        ]
        best = max(below, key=lambda each: each[1], default=None)
        return best if best is not None and best[1] > 0 else None

    @cached_property
    def without_spread(self) -> frozenset[str]:
        if self.ground is None:
            return frozenset()
        problem = self.ground.problem
        if len(problem.options) < 2:  # noqa: PLR2004 - one option differs from nothing
            return frozenset()
        same = problem.known.all(axis=0) & (np.ptp(problem.values, axis=0) == 0)
        return frozenset(problem.tree.leaves[place] for place in np.flatnonzero(same))


def _in_order(
    children: Mapping[str, list[Criterion]], parent: str = ROOT, depth: int = 0
) -> Iterator[tuple[Criterion, int]]:
    for node in children.get(parent, ()):
        yield node, depth
        yield from _in_order(children, node.id, depth + 1)
