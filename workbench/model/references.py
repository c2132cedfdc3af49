"""References: whatever a record names must be there, and must fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import nearest
from workbench.model.criterion import ROOT, ComputedLeaf, Group, Leaf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from workbench.model.criterion import Criterion
    from workbench.model.score import Score
    from workbench.model.study import Study

WITHOUT_SIDE = ("shared", "both")
"""What a leaf's side can be besides a side's id."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in a record that does not fit the rest of the study."""

    kind: str
    id: str
    path: tuple[str | int, ...]
    found: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that are there, of each kind."""

    sides: Collection[str]
    analysts: Collection[str]
    documents: Collection[str]
    evidence: Collection[str]
    criteria: Collection[str]
    options: Collection[str]
    weight_sets: Collection[str]


def known_ids(study: Study) -> Known:
    """Return the ids of a study's records."""
    return Known(**{name: {each.id for each in getattr(study, name)} for name in Known.__slots__})


def flaws(study: Study, known: Known, measures: Collection[str]) -> Iterator[Flaw]:
    """Yield everything that names what is not there or does not fit.

    Parameters
    ----------
    known
        Ids that count as there, also those of records that could not be read.
    measures
        The measures that computed leaves can take.
    """
    for analyst in study.analysts:
        yield from _named("analyst", analyst.id, ("side",), analyst.side, known.sides)
        yield from _named("analyst", analyst.id, ("based_on",), analyst.based_on, known.analysts)
    for evidence in study.evidence:
        yield from _named("evidence", evidence.id, ("document",), evidence.document, known.documents)
    for criterion in study.criteria:
        yield from _about_criterion(study, criterion, known, measures)
    for option in study.options:
        for place, source in enumerate(option.source):
            yield from _named("option", option.id, ("source", place, "document"), source.document, known.documents)
        for place, name in enumerate(option.evidence):
            yield from _named("option", option.id, ("evidence", place), name, known.evidence)
        if option.state not in study.states and study.states:
            yield from _named("option", option.id, ("state",), option.state, study.states)
    yield from _about_weights(study, known)
    for score in study.scores:
        yield from _about_score(study, score, known)
    yield from _named("setting", "view", (), study.settings.view, known.analysts)
    yield from _named("setting", "weight_set", (), study.settings.weight_set, known.weight_sets)


def _named(
    kind: str, record: str, path: tuple[str | int, ...], name: str | None, known: Collection[str]
) -> Iterator[Flaw]:
    if name is not None and name not in known:
        yield Flaw(kind, record, path, f"{name!r} is not in the study.", nearest(name, known))


def _about_criterion(study: Study, criterion: Criterion, known: Known, measures: Collection[str]) -> Iterator[Flaw]:
    name = criterion.id
    for place, source in enumerate(criterion.source):
        yield from _named("criterion", name, ("source", place, "document"), source.document, known.documents)
    for place, evidence in enumerate(criterion.evidence):
        yield from _named("criterion", name, ("evidence", place), evidence, known.evidence)
    yield from _about_parent(study, criterion, known)
    if isinstance(criterion, Leaf):
        yield from _named("criterion", name, ("side",), criterion.side, {*known.sides, *WITHOUT_SIDE})
        if criterion.cell:
            yield from _named("criterion", name, ("cell", "government"), criterion.cell.government, known.sides)
            yield from _named("criterion", name, ("cell", "public"), criterion.cell.public, known.sides)
    if isinstance(criterion, ComputedLeaf):
        yield from _about_computation(study, criterion, known, measures)


def _about_parent(study: Study, criterion: Criterion, known: Known) -> Iterator[Flaw]:
    parent = criterion.parent
    if parent == ROOT:
        return
    if parent not in known.criteria:
        yield from _named("criterion", criterion.id, ("parent",), parent, _groups(study))
    elif parent in study.criterion and not isinstance(study.criterion[parent], Group):
        yield Flaw(
            "criterion", criterion.id, ("parent",), f"{parent!r} is a leaf.", "A parent has no scale of its own."
        )
    elif criterion.id in _ancestors(study, criterion.id):
        yield Flaw("criterion", criterion.id, ("parent",), "the criterion is its own ancestor.", "Name another parent.")


def _groups(study: Study) -> set[str]:
    return {ROOT, *(each.id for each in study.criteria if isinstance(each, Group))}


def _ancestors(study: Study, name: str) -> list[str]:
    chain: list[str] = []
    parent = study.criterion[name].parent
    while parent in study.criterion and parent not in chain:
        chain.append(parent)
        parent = study.criterion[parent].parent
    return chain


def _about_computation(study: Study, leaf: ComputedLeaf, known: Known, measures: Collection[str]) -> Iterator[Flaw]:
    computed = leaf.computed
    yield from _named("criterion", leaf.id, ("computed", "measure"), computed.measure, measures)
    if len(computed.benefits) != len(computed.burdens):
        found = f"{len(computed.benefits)} benefits and {len(computed.burdens)} burdens."
        yield Flaw("criterion", leaf.id, ("computed",), found, "Name one of each for every side, in the same order.")
    for name in computed.inputs:
        yield from _named("criterion", leaf.id, ("computed",), name, known.criteria)
        node = study.criterion.get(name)
        if node is not None and not isinstance(node, Leaf):
            yield Flaw("criterion", leaf.id, ("computed",), f"{name!r} is not scored.", "Inputs are scored leaves.")
        elif node is not None and node.scale.measurement != "ratio":
            hint = f'Shares need a true zero: set measurement = "ratio" on {name} if it has one.'
            yield Flaw("criterion", leaf.id, ("computed",), f"{name!r} is on an interval scale.", hint)


def _about_weights(study: Study, known: Known) -> Iterator[Flaw]:
    children: dict[str, list[str]] = {}
    for criterion in study.criteria:
        children.setdefault(criterion.parent, []).append(criterion.id)
    for weights in study.weight_sets:
        for group, answers in weights.groups.items():
            path = ("groups", group)
            if group not in {ROOT, *known.criteria}:
                yield from _named("weights", weights.id, path, group, _groups(study))
                continue
            for child in answers.answers:
                if child not in known.criteria:
                    yield from _named("weights", weights.id, (*path, "answers", child), child, children.get(group, ()))
                elif child in study.criterion and study.criterion[child].parent != group:
                    found = f"{child!r} is a child of {study.criterion[child].parent!r}, not of {group!r}."
                    yield Flaw("weights", weights.id, (*path, "answers", child), found, "Move the answer there.")


def _about_score(study: Study, score: Score, known: Known) -> Iterator[Flaw]:
    name = f"{score.option}/{score.criterion}/{score.analyst}"
    yield from _named("score", name, ("option",), score.option, known.options)
    yield from _named("score", name, ("criterion",), score.criterion, known.criteria)
    yield from _named("score", name, ("analyst",), score.analyst, known.analysts)
    for place, link in enumerate(score.evidence):
        yield from _named("score", name, ("evidence", place, "id"), link.id, known.evidence)
    leaf = study.criterion.get(score.criterion)
    if leaf is None:
        return
    if not isinstance(leaf, Leaf):
        yield Flaw("score", name, ("criterion",), f"{leaf.id!r} is not scored.", "Score its leaves.")
        return
    for field in ("value", "low", "high"):
        number = getattr(score, field)
        if number is not None and leaf.scale.kind == "anchored" and not leaf.scale.low <= number <= leaf.scale.high:
            hint = f"The scale of {leaf.id} runs from {leaf.scale.low:g} to {leaf.scale.high:g}."
            yield Flaw("score", name, (field,), f"{number:g} is beyond the scale.", hint)
