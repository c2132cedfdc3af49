"""The state of a study: flat keys with plain values, which change sets change and files hold."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from workbench.model.agreed import Agreed
from workbench.model.assignment import Assignment
from workbench.model.background import Case, Institution, MechanismForm
from workbench.model.criterion import Criterion
from workbench.model.evidence import Document, Evidence
from workbench.model.gate import Gate
from workbench.model.option import Option, OptionSet
from workbench.model.profile import Profile
from workbench.model.round import Round
from workbench.model.score import Score
from workbench.model.settings import Settings
from workbench.model.study import Analyst, Header, Side, Study
from workbench.model.weights import GroupAnswers, WeightSet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.model.change import Json
    from workbench.model.record import Record

LISTS: dict[str, tuple[str, TypeAdapter[Any]]] = {
    "side": ("sides", TypeAdapter(Side)),
    "analyst": ("analysts", TypeAdapter(Analyst)),
    "document": ("documents", TypeAdapter(Document)),
    "evidence": ("evidence", TypeAdapter(Evidence)),
    "criterion": ("criteria", TypeAdapter(Criterion)),
    "option": ("options", TypeAdapter(Option)),
    "gate": ("gates", TypeAdapter(Gate)),
    "profile": ("profiles", TypeAdapter(Profile)),
    "option-set": ("option_sets", TypeAdapter(OptionSet)),
    "mechanism-form": ("mechanism_forms", TypeAdapter(MechanismForm)),
    "institution": ("institutions", TypeAdapter(Institution)),
    "case": ("cases", TypeAdapter(Case)),
    "weights": ("weight_sets", TypeAdapter(WeightSet)),
    "assignment": ("assignments", TypeAdapter(Assignment)),
    "round": ("rounds", TypeAdapter(Round)),
}
"""The kinds of keys whose records form ordered lists: kind, then the study's field and how a record is read."""

_OF_CELLS: dict[str, tuple[type[Record], tuple[str, ...]]] = {
    "score": (Score, ("option", "criterion", "analyst")),
    "agreed": (Agreed, ("option", "criterion")),
}
"""The kinds of keys that name a cell: how their records are read, and the fields that the key holds."""


SCORE = "score/"
"""How the keys of scores begin."""


def _plain(record: Record, *, without: set[str]) -> Json:
    return record.model_dump(mode="json", exclude_defaults=True, exclude=without)


def score_key(option: str, criterion: str, analyst: str) -> str:
    """Return the key of a score."""
    return f"score/{option}/{criterion}/{analyst}"


def score_value(score: Score) -> Json:
    """Return a score as its key's value."""
    return _plain(score, without={"option", "criterion", "analyst"})


def agreed_key(option: str, criterion: str) -> str:
    """Return the key of an agreed value."""
    return f"agreed/{option}/{criterion}"


def agreed_value(agreed: Agreed) -> Json:
    """Return an agreed value as its key's value."""
    return _plain(agreed, without={"option", "criterion"})


def state_of(study: Study) -> dict[str, Json]:
    """Return a study as its state; the order of lists is part of it, under the keys order/KIND."""
    state: dict[str, Json] = {"study": _plain(study, without=set(Study.model_fields) - set(Header.model_fields))}
    for kind, (field, _) in LISTS.items():
        records = getattr(study, field)
        if records:
            state[f"order/{kind}"] = [record.id for record in records]
        for record in records:
            state[f"{kind}/{record.id}"] = _plain(record, without={"id", "groups"})
    for weights in study.weight_sets:
        for group, answers in weights.groups.items():
            state[f"weights/{weights.id}/{group}"] = _plain(answers, without=set())
    for score in study.scores:
        state[score_key(score.option, score.criterion, score.analyst)] = score_value(score)
    for agreed in study.agreed:
        state[agreed_key(agreed.option, agreed.criterion)] = agreed_value(agreed)
    for name, value in _plain(study.settings, without=set()).items():
        state[f"setting/{name}"] = value
    return state


def digest(study: Study) -> str:
    """Return the sha256 of the canonical state: equal studies have equal digests."""
    text = json.dumps(state_of(study), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return sha256(text.encode()).hexdigest()


def read_record(key: str, value: Json) -> Any:  # noqa: ANN401 - the kind of record follows from the key
    """Return the record that a key's value describes.

    Raises
    ------
    ValueError
        When the key is of no known kind, or the value is no such record (pydantic's ValidationError).
    """
    kind, *names = key.split("/")
    if kind == "study" and not names:
        return Header.model_validate(value)
    if kind == "order" and len(names) == 1:
        return tuple(value)
    if kind == "setting" and len(names) == 1:
        return getattr(Settings.model_validate({names[0]: value}), names[0])
    if kind in _OF_CELLS and len(names) == len(_OF_CELLS[kind][1]):
        model, parts = _OF_CELLS[kind]
        return model.model_validate(dict(zip(parts, names, strict=True)) | value)
    if kind == "weights" and len(names) == 2:  # noqa: PLR2004 - set, group
        return GroupAnswers.model_validate(value)
    if kind in LISTS and len(names) == 1:
        return LISTS[kind][1].validate_python({"id": names[0]} | value)
    message = f"{key!r} is no key of a study"
    raise ValueError(message)


def _in_order(records: Mapping[str, Any], order: Iterable[str]) -> tuple[Any, ...]:
    listed = [each for each in dict.fromkeys(order) if each in records]
    return tuple(records[each] for each in [*listed, *sorted(set(records) - set(listed))])


def assemble(records: Mapping[str, Any]) -> Study:
    """Return the study that consists of the records under their keys.

    Scores come in the order of options, criteria and analysts; those of a removed one are left out.
    """
    by_kind: dict[str, dict[str, Any]] = {}
    for key, record in records.items():
        kind, _, name = key.partition("/")
        by_kind.setdefault(kind, {})[name] = record
    orders = by_kind.get("order", {})
    answers = {name: by_kind["weights"].pop(name) for name in list(by_kind.get("weights", ())) if "/" in name}
    lists: dict[str, Any] = {
        field: _in_order(by_kind.get(kind, {}), orders.get(kind, ())) for kind, (field, _) in LISTS.items()
    }
    lists["weight_sets"] = tuple(_with_answers(weights, answers) for weights in lists["weight_sets"])
    named = lists["options"], lists["criteria"], lists["analysts"]
    lists["scores"] = ordered_scores(*named, by_kind.get("score", {}).values())
    lists["agreed"] = _ordered_agreed(lists, by_kind.get("agreed", {}).values())
    header: Header = records["study"]
    return Study.model_construct(
        **{name: getattr(header, name) for name in Header.model_fields},
        **lists,
        settings=Settings.model_construct(**by_kind.get("setting", {})),
    )


def _with_answers(weights: WeightSet, answers: Mapping[str, GroupAnswers]) -> WeightSet:
    prefix = f"{weights.id}/"
    groups = {name.removeprefix(prefix): each for name, each in sorted(answers.items()) if name.startswith(prefix)}
    return weights.model_copy(update={"groups": groups})


def ordered_scores(
    options: Iterable[Option], criteria: Iterable[Criterion], analysts: Iterable[Analyst], scores: Iterable[Score]
) -> tuple[Score, ...]:
    """Return scores in the order of options, criteria and analysts; those of a removed one are left out."""
    option, criterion, analyst = (
        {each.id: place for place, each in enumerate(listed)} for listed in (options, criteria, analysts)
    )
    known = (s for s in scores if s.option in option and s.criterion in criterion and s.analyst in analyst)
    return tuple(sorted(known, key=lambda s: (option[s.option], criterion[s.criterion], analyst[s.analyst])))


def _ordered_agreed(lists: Mapping[str, Any], agreed: Iterable[Agreed]) -> tuple[Agreed, ...]:
    options, criteria = (
        {each.id: place for place, each in enumerate(lists[field])} for field in ("options", "criteria")
    )
    known = (each for each in agreed if each.option in options and each.criterion in criteria)
    return tuple(sorted(known, key=lambda each: (options[each.option], criteria[each.criterion])))
