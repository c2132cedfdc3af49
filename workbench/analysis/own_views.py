"""A side's gain and burden by its own scores, and by the other sides'."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, Literal

from workbench.engine.judgements import Judgement, Judges
from workbench.model.criterion import ComputedLeaf, Leaf
from workbench.model.panel import OwnAndOther

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.model.study import Study

Role = Literal["benefit", "burden"]


def side_criteria(study: Study) -> tuple[tuple[str, Role, Leaf], ...]:
    """Return the leaves that say what a side gains and bears: those that a computed leaf takes its shares from."""
    found: dict[tuple[str, Role, str], Leaf] = {}
    sides = {side.id for side in study.sides}
    for node in study.criteria:
        if not isinstance(node, ComputedLeaf):
            continue
        roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
            ("benefit", node.computed.benefits),
            ("burden", node.computed.burdens),
        )
        for role, names in roles:
            for name in names:
                leaf = study.criterion.get(name)
                if isinstance(leaf, Leaf) and leaf.side in sides:
                    found[leaf.side, role, leaf.id] = leaf
    return tuple((side, role, leaf) for (side, role, _), leaf in found.items())


def own_views(study: Study, members: Mapping[str, tuple[str, ...]]) -> tuple[OwnAndOther, ...]:
    """Return each side's figures as it scored them, with the other sides' figures for the same.

    Parameters
    ----------
    study
        With the criteria and options that count.
    members
        The analysts of each side.
    """
    return tuple(_figures(study, members))


def _figures(study: Study, members: Mapping[str, tuple[str, ...]]) -> Iterator[OwnAndOther]:
    judges = {side: Judges(study, side) for side, analysts in members.items() if analysts}
    for option in study.options:
        for side, role, leaf in side_criteria(study):
            seen = {whose: _raw(each, option.id, leaf) for whose, each in judges.items()}
            own = members.get(side, ())
            yield OwnAndOther(
                option=option.id,
                side=side,
                role=role,
                criterion=leaf.id,
                own=seen.get(side),
                own_scored=any((option.id, leaf.id, name) in study.score for name in own),
                others={whose: figure for whose, figure in seen.items() if whose != side},
            )


def _raw(judges: Judges, option: str, leaf: Leaf) -> float | None:
    judged = judges.judge(option, leaf)
    return judged.performance if isinstance(judged, Judgement) else None


def other_view(figure: OwnAndOther) -> float | None:
    """Return what the other sides give together: the mean of those that scored it."""
    known = [each for each in figure.others.values() if each is not None]
    return fmean(known) if known else None
