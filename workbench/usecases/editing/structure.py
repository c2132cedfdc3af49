"""Options and criteria added, renamed, reordered and removed: change sets, and what a removal takes along."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Literal

from workbench.errors import UsageError
from workbench.model.change import Change, ChangeSet
from workbench.model.criterion import ROOT, Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.model.change import Json
    from workbench.model.criterion import Leaf
    from workbench.model.study import Study

    State = Mapping[str, Json]
    """A study's keys with their values, also those that its profile and option set leave out."""

Kind = Literal["option", "criterion"]
FIVE = tuple((value, f"level {place}") for place, value in enumerate((0, 25, 50, 75, 100), start=1))
"""The levels a new criterion begins with, until somebody describes them."""


def named_id(label: str, taken: Iterable[str]) -> str:
    """Return an id made of a label that is not taken yet."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:56].strip("-") or "item"
    known = set(taken)
    number = 1
    while (name := stem if number == 1 else f"{stem}-{number}") in known:
        number += 1
    return name


def added_option(state: State, label: str, after: str | None = None) -> ChangeSet:
    """Return the change set that adds an option, also to the set of options that is compared."""
    name = named_id(label, _ids(state, "option"))
    changes = [Change(f"option/{name}", None, {"label": label}), _ordered(state, "option", name, after)]
    among = state.get("setting/option_set")
    if among and f"option-set/{among}" in state:
        before: dict[str, Any] = state[f"option-set/{among}"]
        changes.append(Change(f"option-set/{among}", before, before | {"options": [*before["options"], name]}))
    return ChangeSet(tuple(changes), f"added the option {label}")


def added_criterion(
    state: State, label: str, parent: str, after: str | None = None, *, group: bool = False
) -> ChangeSet:
    """Return the change set that adds a criterion on five levels, or a group, also to the profile that counts."""
    name = named_id(label, _ids(state, "criterion"))
    value: dict[str, Json] = {"label": label, "parent": parent}
    if not group:
        levels = [
            {"value": float(each), "label": words, "descriptor": f"{words}, not described yet"} for each, words in FIVE
        ]
        value |= {"direction": "maximize", "scale": {"kind": "anchored", "levels": levels}}
    changes = [Change(f"criterion/{name}", None, value), _ordered(state, "criterion", name, after)]
    profile = state.get("setting/profile")
    if not group and profile and f"profile/{profile}" in state:
        before: dict[str, Any] = state[f"profile/{profile}"]
        changes.append(Change(f"profile/{profile}", before, before | {"leaves": [*before["leaves"], name]}))
    above: dict[str, Any] = state.get(f"criterion/{parent}") or {}
    where = f" in {above['label']}" if "label" in above else " at the top"
    return ChangeSet(tuple(changes), f"added the {'group' if group else 'criterion'} {label}{where}")


def added_proportionality(state: State, study: Study, label: str, parent: str) -> ChangeSet:
    """Return the change set that adds proportionality, computed from each side's first gain and first burden.

    Raises
    ------
    UsageError
        When there are no two sides, or one of them has no criterion of what it gains or of what it bears.
    """
    parts: dict[str, list[Leaf]] = {}
    for kind, better in ("benefits", Direction.MAXIMIZE), ("burdens", Direction.MINIMIZE):
        firsts = {each.side: each for each in reversed(study.leaves) if each.direction is better}
        parts[kind] = [firsts[side.id] for side in study.sides if side.id in firsts]
    if len(study.sides) < 2 or any(len(found) < len(study.sides) for found in parts.values()):  # noqa: PLR2004 - a pair
        message = "Proportionality compares what at least two sides gain and bear."
        hint = "Give each side a criterion where more is better and one where less is, and set Whose to the side."
        raise UsageError(message, hint=hint)
    bare = [each.label for found in parts.values() for each in found if each.scale.measurement != "ratio"]
    if bare:
        message = f"Shares need scales on which 0 means nothing at all: not so on {', '.join(bare)}."
        raise UsageError(message, hint="If it does, set their field Zero means to ratio.")
    name = named_id(label, _ids(state, "criterion"))
    inputs: dict[str, Json] = {kind: [each.id for each in found] for kind, found in parts.items()}
    value: dict[str, Json] = {"label": label, "parent": parent, "computed": {"measure": "proportionality", **inputs}}
    changes = Change(f"criterion/{name}", None, value), _ordered(state, "criterion", name, None)
    labels = ", ".join(each.label for found in parts.values() for each in found)
    return ChangeSet(changes, f"added {label}, computed from {labels}")


def renamed(state: State, kind: Kind, name: str, label: str) -> ChangeSet:
    """Return the change set that gives an option or a criterion another label; its short form goes."""
    before: dict[str, Any] = state[f"{kind}/{name}"]
    after = {field: value for field, value in before.items() if field != "short"} | {"label": label}
    return ChangeSet((Change(f"{kind}/{name}", before, after),), f"renamed {before['label']} to {label}")


def moved(state: State, kind: Kind, name: str, step: int) -> ChangeSet | None:
    """Return the change set that moves an option, or a criterion among its siblings, by a step; None at the end."""
    order: list[str] = list(state.get(f"order/{kind}", []))
    siblings = order
    if kind == "criterion":
        siblings = [each for each in order if _parent(state, each) == _parent(state, name)]
    place = siblings.index(name) + step
    if not 0 <= place < len(siblings):
        return None
    here, there = order.index(name), order.index(siblings[place])
    changed = list(order)
    changed[here], changed[there] = changed[there], changed[here]
    return ChangeSet((Change(f"order/{kind}", order, changed),), f"moved {name}")


def removed(state: State, kind: Kind, name: str) -> tuple[ChangeSet, str]:
    """Return the change set that removes an option or a criterion with all that hangs on it, and that in words."""
    gone = {name} | (_below(state, name) if kind == "criterion" else set())
    place = 1 if kind == "option" else 2
    changes: list[Change] = []
    scores = 0
    for key, value in state.items():
        names = key.split("/")
        if names[0] == kind and names[1] in gone:
            changes.append(Change(key, value, None))
        elif names[0] == "score" and names[place] in gone:
            changes.append(Change(key, value, None))
            scores += 1
        else:
            kept = _without(names, value, gone, kind)
            if kept != value:
                changes.append(Change(key, value, kept))
    label = state[f"{kind}/{name}"]["label"]
    more = f", {len(gone) - 1} criteria below it" if len(gone) > 1 else ""
    words = f"Removes {label}{more} and {scores} {'score' if scores == 1 else 'scores'}; undo brings all of it back."
    return ChangeSet(tuple(changes), f"removed {label}"), words


def _without(names: list[str], value: Json, gone: set[str], kind: Kind) -> Json:
    """Return a value without what is gone from lists and answers; None where nothing is left of it."""
    if names == ["order", kind]:
        return [each for each in value if each not in gone] or None
    if names[0] == "option-set" and kind == "option":
        left = [each for each in value["options"] if each not in gone]
        return value | {"options": left} if left else None
    if names[0] == "profile" and kind == "criterion":
        return value | {"leaves": [each for each in value["leaves"] if each not in gone]}
    if names[0] == "weights" and len(names) > 2 and kind == "criterion":  # noqa: PLR2004 - set, group
        if names[2] in gone:
            return None
        answers = {each: answer for each, answer in value.get("answers", {}).items() if each not in gone}
        return (value | {"answers": answers} if answers else None) if "answers" in value else value
    return value


def _parent(state: State, name: str) -> str:
    return str(state[f"criterion/{name}"].get("parent", ROOT))


def _below(state: State, name: str) -> set[str]:
    below: set[str] = set()
    for each in _ids(state, "criterion"):
        if _parent(state, each) == name:
            below |= {each} | _below(state, each)
    return below


def _ids(state: State, kind: str) -> list[str]:
    return [key.split("/")[1] for key in state if key.startswith(f"{kind}/")]


def _ordered(state: State, kind: str, name: str, after: str | None) -> Change:
    before = state.get(f"order/{kind}")
    order = list(before or [])
    order.insert(order.index(after) + 1 if after in order else len(order), name)
    return Change(f"order/{kind}", before, order)
