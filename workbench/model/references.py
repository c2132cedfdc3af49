"""References: whatever a record names must be there, and must fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.errors import nearest
from workbench.model.criterion import ROOT, ComputedLeaf, Group, Leaf
from workbench.model.reading import PANEL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from workbench.model.agreed import Agreed
    from workbench.model.criterion import Criterion
    from workbench.model.score import Score
    from workbench.model.study import Study

    Path = tuple[str | int, ...]

WITHOUT_SIDE = ("shared", "both")
"""What a leaf's side can be besides a side's id."""

LISTS = (
    *("sides", "analysts", "documents", "evidence", "criteria", "options", "profiles", "option_sets"),
    *("mechanism_forms", "institutions", "cases", "weight_sets", "assignments", "rounds", "gates"),
)
"""The fields of a study whose records have ids."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in a record that does not fit the rest of the study."""

    kind: str
    id: str
    path: Path
    found: str
    hint: str = ""


Known = dict[str, set[str]]
"""The ids that are there, by the field of the study."""


def known_ids(study: Study) -> Known:
    """Return the ids of a study's records."""
    return {name: {each.id for each in getattr(study, name)} for name in LISTS}


def flaws(study: Study, known: Mapping[str, Collection[str]], measures: Collection[str]) -> Iterator[Flaw]:
    """Yield everything that names what is not there or does not fit.

    Parameters
    ----------
    known
        Ids that count as there, by field; also those of records that could not be read.
    measures
        The measures that computed leaves can take.
    """
    for kind, records, fields in _plain_references(study, known):
        for record in records:
            for field, among in fields.items():
                yield from _named_in(kind, record, field, among)
    for analyst in study.analysts:
        if analyst.id in known["sides"] or analyst.id == PANEL:
            hint = "Analysts and sides need different ids, since a view names either."
            yield Flaw("analyst", analyst.id, ("id",), f"{analyst.id!r} is also a side or the panel.", hint)
    yield from _about_interactions(study, known)
    for criterion in study.criteria:
        yield from _about_criterion(study, criterion, known, measures)
    yield from _about_weights(study, known)
    yield from _about_gates(study)
    for score in study.scores:
        yield from _about_score(study, score, known)
    for agreed in study.agreed:
        yield from _about_agreed(study, agreed, known)
    yield from _about_settings(study, known)


def _plain_references(
    study: Study, known: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, tuple[Any, ...], dict[str, Collection[str]]]]:
    """Yield each kind of record with those of its fields that only name others."""
    named = {"side": known["sides"], "based_on": known["analysts"], "weight_set": known["weight_sets"]}
    yield "analyst", study.analysts, named
    cells = {"options": known["options"], "criteria": known["criteria"]}
    yield "assignment", study.assignments, cells | {"analyst": known["analysts"]}
    yield "round", study.rounds, {"analysts": known["analysts"]}
    yield "evidence", study.evidence, {"document": known["documents"]}
    yield "criterion", study.criteria, {"source": known["documents"], "evidence": known["evidence"]}
    fields = {
        "area": known["options"],
        "mechanism_forms": known["mechanism_forms"],
        "institutions": known["institutions"],
        "obstacle_notes": known["criteria"],
        "interactions": known["criteria"],
        "incompatible_with": known["options"],
        "source": known["documents"],
        "evidence": known["evidence"],
    }
    if study.states:
        fields["state"] = study.states.keys()
    yield "option", study.options, fields
    yield "profile", study.profiles, {"leaves": known["criteria"], "weight_set": known["weight_sets"]}
    yield "option-set", study.option_sets, {"options": known["options"]}
    yield "gate", study.gates, {"criterion": known["criteria"]}
    yield "mechanism-form", study.mechanism_forms, {"source": known["documents"]}
    fields = {"mechanism_form": known["mechanism_forms"], "options": known["options"]}
    cited: dict[str, Collection[str]] = {"source": known["documents"], "evidence": known["evidence"]}
    yield "institution", study.institutions, fields | cited
    yield "case", study.cases, cited
    yield "weights", study.weight_sets, {"evidence": known["evidence"]}


_INNER = {"source": "document", "obstacle_notes": "criterion", "interactions": "criterion"}
"""Fields that hold records, and which of their fields names something."""


def _named_in(kind: str, record: Any, field: str, known: Collection[str]) -> Iterator[Flaw]:  # noqa: ANN401
    value = getattr(record, field, None)
    if not isinstance(value, tuple):
        yield from _named(kind, record.id, (field,), value, known)
        return
    for place, item in enumerate(value):
        inner = _INNER.get(field)
        path: Path = (field, place, inner) if inner else (field, place)
        yield from _named(kind, record.id, path, getattr(item, inner) if inner else item, known)


def _named(kind: str, record: str, path: Path, name: str | None, known: Collection[str]) -> Iterator[Flaw]:
    if name is not None and name not in known:
        yield Flaw(kind, record, path, f"{name!r} is not in the study.", nearest(name, known))


def _about_criterion(
    study: Study, criterion: Criterion, known: Mapping[str, Collection[str]], measures: Collection[str]
) -> Iterator[Flaw]:
    name = criterion.id
    yield from _about_parent(study, criterion, known)
    if isinstance(criterion, Leaf):
        yield from _named("criterion", name, ("side",), criterion.side, {*known["sides"], *WITHOUT_SIDE})
        if criterion.cell:
            yield from _named("criterion", name, ("cell", "government"), criterion.cell.government, known["sides"])
            yield from _named("criterion", name, ("cell", "public"), criterion.cell.public, known["sides"])
    if isinstance(criterion, ComputedLeaf):
        yield from _about_computation(study, criterion, known, measures)


def _about_interactions(study: Study, known: Mapping[str, Collection[str]]) -> Iterator[Flaw]:
    for option in study.options:
        for place, each in enumerate(option.interactions):
            for at, other in enumerate(each.others):
                yield from _named("option", option.id, ("interactions", place, "others", at), other, known["options"])


def _about_parent(study: Study, criterion: Criterion, known: Mapping[str, Collection[str]]) -> Iterator[Flaw]:
    parent = criterion.parent
    if parent == ROOT:
        return
    if parent not in known["criteria"]:
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


def _about_computation(
    study: Study, leaf: ComputedLeaf, known: Mapping[str, Collection[str]], measures: Collection[str]
) -> Iterator[Flaw]:
    computed = leaf.computed
    yield from _named("criterion", leaf.id, ("computed", "measure"), computed.measure, measures)
    if len(computed.benefits) != len(computed.burdens):
        found = f"{len(computed.benefits)} benefits and {len(computed.burdens)} burdens."
        yield Flaw("criterion", leaf.id, ("computed",), found, "Name one of each for every side, in the same order.")
    for name in dict.fromkeys(computed.inputs):
        yield from _named("criterion", leaf.id, ("computed",), name, known["criteria"])
        node = study.criterion.get(name)
        if node is not None and not isinstance(node, Leaf):
            yield Flaw("criterion", leaf.id, ("computed",), f"{name!r} is not scored.", "Inputs are scored leaves.")
        elif node is not None and node.scale.measurement != "ratio":
            hint = f'Shares need a true zero: set measurement = "ratio" on {name} if it has one.'
            yield Flaw("criterion", leaf.id, ("computed",), f"{name!r} is on an interval scale.", hint)


def _about_weights(study: Study, known: Mapping[str, Collection[str]]) -> Iterator[Flaw]:
    children: dict[str, list[str]] = {}
    for criterion in study.criteria:
        children.setdefault(criterion.parent, []).append(criterion.id)
    for weights in study.weight_sets:
        for group, answers in weights.groups.items():
            path: Path = ("groups", group)
            if group not in {ROOT, *known["criteria"]}:
                yield from _named("weights", weights.id, path, group, _groups(study))
                continue
            for child in answers.named:
                place = (*path, "answers", child) if child in answers.answers else path
                if child not in known["criteria"]:
                    yield from _named("weights", weights.id, place, child, children.get(group, ()))
                elif child in study.criterion and study.criterion[child].parent != group:
                    found = f"{child!r} is a child of {study.criterion[child].parent!r}, not of {group!r}."
                    yield Flaw("weights", weights.id, place, found, "Move the answer there.")


def _about_gates(study: Study) -> Iterator[Flaw]:
    for gate in study.gates:
        node = study.criterion.get(gate.criterion)
        if node is None:
            continue
        if isinstance(node, Group):
            yield Flaw("gate", gate.id, ("criterion",), f"{node.id!r} is a group.", "A gate stands on a leaf.")
            continue
        low, high = (node.scale.low, node.scale.high) if isinstance(node, Leaf) else (0.0, 100.0)
        for field in ("at_least", "at_most"):
            number = getattr(gate, field)
            if number is not None and not low <= number <= high:
                hint = f"The scale of {node.id} runs from {low:g} to {high:g}."
                yield Flaw("gate", gate.id, (field,), f"{number:g} is beyond the scale.", hint)


def _about_score(study: Study, score: Score, known: Mapping[str, Collection[str]]) -> Iterator[Flaw]:
    name = f"{score.option}/{score.criterion}/{score.analyst}"
    yield from _named("score", name, ("option",), score.option, known["options"])
    yield from _named("score", name, ("criterion",), score.criterion, known["criteria"])
    yield from _named("score", name, ("analyst",), score.analyst, known["analysts"])
    for place, link in enumerate(score.evidence):
        yield from _named("score", name, ("evidence", place, "id"), link.id, known["evidence"])
    yield from _about_number(study, "score", name, score)


def _about_agreed(study: Study, agreed: Agreed, known: Mapping[str, Collection[str]]) -> Iterator[Flaw]:
    name = f"{agreed.option}/{agreed.criterion}"
    yield from _named("agreed", name, ("option",), agreed.option, known["options"])
    yield from _named("agreed", name, ("criterion",), agreed.criterion, known["criteria"])
    for place, minority in enumerate(agreed.minority):
        yield from _named("agreed", name, ("minority", place, "analyst"), minority.analyst, known["analysts"])
    yield from _about_number(study, "agreed", name, agreed)


def _about_number(study: Study, kind: str, name: str, judged: Score | Agreed) -> Iterator[Flaw]:
    leaf = study.criterion.get(judged.criterion)
    if leaf is None:
        return
    if not isinstance(leaf, Leaf):
        yield Flaw(kind, name, ("criterion",), f"{leaf.id!r} is not scored.", "Score its leaves.")
        return
    for field in ("value", "low", "high"):
        number = getattr(judged, field)
        if number is not None and leaf.scale.kind == "anchored" and not leaf.scale.low <= number <= leaf.scale.high:
            hint = f"The scale of {leaf.id} runs from {leaf.scale.low:g} to {leaf.scale.high:g}."
            yield Flaw(kind, name, (field,), f"{number:g} is beyond the scale.", hint)


def _about_settings(study: Study, known: Mapping[str, Collection[str]]) -> Iterator[Flaw]:
    settings = study.settings
    several = bool(known["sides"]) or len(known["analysts"]) > 1
    views = {*known["analysts"], *known["sides"], *((PANEL,) if several else ())}
    yield from _named("setting", "view", (), settings.view, views)
    yield from _named("setting", "weight_set", (), settings.weight_set, known["weight_sets"])
    yield from _named("setting", "profile", (), settings.profile, known["profiles"])
    yield from _named("setting", "option_set", (), settings.option_set, known["option_sets"])
    stated = settings.status_quo
    by_side = [("status_quo", field, getattr(stated, field)) for field in ("totals", "net")] if stated else []
    for setting, field, numbers in by_side:
        for name in numbers:
            yield from _named("setting", setting, (field, name), name, known["sides"])
    for name in settings.exchange_rates:
        yield from _named("setting", "exchange_rates", (name,), name, known["sides"])
