"""Which criteria are whose benefit and burden, and what each side's judges say about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.judgements import Judgement, Judges, describe_view
from workbench.errors import MethodError
from workbench.model.criterion import ComputedLeaf, Leaf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.model.evaluation import Mask, Matrix
    from workbench.model.option import Option
    from workbench.model.study import Study


@dataclass(frozen=True, slots=True)
class SharingCriteria:
    """One benefit and one burden for each side, in the order of the study's sides."""

    computed: str
    sides: tuple[str, ...]
    benefits: tuple[Leaf, ...]
    burdens: tuple[Leaf, ...]

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The benefits, then the burdens."""
        return self.benefits + self.burdens

    @property
    def tops(self) -> Matrix:
        """The highest end of each scale, shape (2 n_sides,)."""
        return np.array([leaf.scale.high for leaf in self.leaves])

    @property
    def steps(self) -> Matrix:
        """One level of each scale, raw, shape (2 n_sides,)."""
        return np.array([leaf.scale.step for leaf in self.leaves])


def sharing_criteria(study: Study) -> SharingCriteria | str:
    """Return the benefits and burdens that the study's first fitting computed leaf names, or why there are none.

    The computed leaf's inputs say which criteria they are, their `side` says whose.
    """
    if not study.sides:
        return "The study has no sides: shares, zones and packages do not apply."
    if len(study.sides) == 1:
        return f"{study.sides[0].label} is the only side: there is nobody to share with."
    reasons = []
    for node in study.criteria:
        if isinstance(node, ComputedLeaf):
            found = _of_computed(study, node)
            if isinstance(found, SharingCriteria):
                return found
            reasons.append(found)
    hint = "one that is computed from one of each for every side (C on the page Criteria of Study)."
    return " ".join(reasons) or f"No criterion says which are the sides' benefits and burdens. Add {hint}"


def _of_computed(study: Study, node: ComputedLeaf) -> SharingCriteria | str:
    by_kind: list[dict[str, Leaf]] = []
    for kind, names in (("benefit", node.computed.benefits), ("burden", node.computed.burdens)):
        leaves = [leaf for name in names if isinstance(leaf := study.criterion.get(name), Leaf)]
        by_kind.append({leaf.side: leaf for leaf in leaves})
        if len(by_kind[-1]) < len(names):
            return f"{node.id} names two {kind}s of one side, or one that is not scored."
    benefits, burdens = by_kind
    sides = tuple(side.id for side in study.sides if side.id in benefits and side.id in burdens)
    if len(sides) < len(benefits) or len(sides) < len(burdens):
        return f"{node.id} does not name one benefit and one burden of each side; set the side of its inputs."
    return SharingCriteria(node.id, sides, *(tuple(each[side] for side in sides) for each in by_kind))


@dataclass(frozen=True, slots=True)
class SharingInputs:
    """The raw benefits and burdens of every option, shape (n_options, 2 n_sides): benefits first."""

    criteria: SharingCriteria
    options: tuple[Option, ...]
    raw: Matrix
    known: Mask
    doubt_low: Matrix
    doubt_high: Matrix
    judges: Mapping[str, str]
    """By side: whose scores they are."""

    @property
    def complete(self) -> Mask:
        """The options with a figure in every cell, shape (n_options,)."""
        whole: Mask = np.all(self.known, axis=1)
        return whole

    def missing(self, row: int) -> tuple[str, ...]:
        """Return the criteria without a score for one option."""
        return tuple(
            leaf.id for leaf, known in zip(self.criteria.leaves, self.known[row].tolist(), strict=True) if not known
        )


def read_inputs(
    study: Study, criteria: SharingCriteria, options: Sequence[Option], views: Mapping[str, Sequence[str]]
) -> SharingInputs:
    """Return what each side's judges say about its benefit and burden.

    Parameters
    ----------
    views
        By side: the views whose judgements are joined, equally.

    Raises
    ------
    MethodError
        When a benefit or burden is negative: shares of it mean nothing.
    UsageError
        When a view names nobody, or an open round keeps its scores apart.
    """
    n_sides = len(criteria.sides)
    shape = (len(options), 2 * n_sides)
    raw, low, high, known = np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=bool)
    for place, side in enumerate(criteria.sides):
        judges = [Judges(study, view) for view in views[side]]
        for column in (place, n_sides + place):
            leaf = criteria.leaves[column]
            for row, option in enumerate(options):
                judged = _joined(each.judge(option.id, leaf) for each in judges)
                if judged is not None:
                    _check(judged, option, leaf)
                    known[row, column] = True
                    raw[row, column], low[row, column], high[row, column] = judged
    return SharingInputs(
        criteria=criteria,
        options=tuple(options),
        raw=raw,
        known=known,
        doubt_low=low,
        doubt_high=high,
        judges={side: " and ".join(describe_view(study, view) for view in views[side]) for side in criteria.sides},
    )


def _joined(judged: Iterable[object]) -> tuple[float, float, float] | None:
    known = [each for each in judged if isinstance(each, Judgement)]
    if not known:
        return None
    rows = np.array([(each.performance, each.doubt_low, each.doubt_high) for each in known]).mean(axis=0)
    return float(rows[0]), float(rows[1]), float(rows[2])


def _check(judged: tuple[float, float, float], option: Option, leaf: Leaf) -> None:
    if judged[0] < 0:
        message = f"{option.id} has {judged[0]:g} on {leaf.id}: a benefit or burden below 0 has no share."
        raise MethodError(message, hint="Count it as the other: a negative burden is a benefit.")


def own_views(study: Study, sides: Sequence[str], neutral: str | None) -> dict[str, list[str]]:
    """Return by side the view of its own analysts; for a side without one, whoever reads for it."""
    spoken = {analyst.side for analyst in study.analysts}
    return {side: [side] if side in spoken else [neutral] if neutral else [] for side in sides}


def other_views(study: Study, sides: Sequence[str], neutral: str | None) -> dict[str, list[str]]:
    """Return by side the views of the other sides that have analysts; where there are none, the neutral one."""
    spoken = {analyst.side for analyst in study.analysts}
    found = {side: [other for other in sides if other != side and other in spoken] for side in sides}
    return {side: others or ([neutral] if neutral else []) for side, others in found.items()}


def neutral_view(study: Study) -> str | None:
    """Return the analyst on no side who reads where a side has none: the one shown, else the first, else the view."""
    without = [analyst.id for analyst in study.analysts if analyst.side is None]
    if study.view in without:
        return study.view
    return without[0] if without else study.view
