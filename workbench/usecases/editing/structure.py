"""Options and criteria added, renamed, reordered and removed: change sets, and what a removal takes along."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Literal

from workbench.errors import UsageError
from workbench.model.change import Change, ChangeSet
from workbench.model.criterion import ROOT, Direction
from workbench.usecases.editing.removing import computed_from, without

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

NOT_DESCRIBED = "not described yet"
"""How the description of a level ends that nobody has written."""


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
    """Return the change set that adds a criterion on five levels, or a group, also to the profile that counts.

    Where a profile counts, a group is shown with what is in it only: there a new one begins with a first criterion.
    """
    name = named_id(label, _ids(state, "criterion"))
    records: dict[str, dict[str, Json]] = {name: {"label": label, "parent": parent} | ({} if group else _five_levels())}
    profile = f"profile/{state.get('setting/profile')}"
    if group and profile in state:
        first = f"{label}: first criterion"
        inner = named_id(first, [*_ids(state, "criterion"), name])
        records[inner] = {"label": first, "parent": name} | _five_levels()
    order = _ordered(state, "criterion", name, after)
    below = [each for each in records if each != name]
    place = order.new.index(name) + 1
    order = Change(order.key, order.old, [*order.new[:place], *below, *order.new[place:]])
    changes = [*(Change(f"criterion/{each}", None, record) for each, record in records.items()), order]
    leaves = [each for each, record in records.items() if "scale" in record]
    if profile in state and leaves:
        before: dict[str, Any] = state[profile]
        changes.append(Change(profile, before, before | {"leaves": [*before["leaves"], *leaves]}))
    above: dict[str, Any] = state.get(f"criterion/{parent}") or {}
    where = f" in {above['label']}" if "label" in above else " at the top"
    begun = ", with a first criterion in it" if below else ""
    return ChangeSet(tuple(changes), f"added the {'group' if group else 'criterion'} {label}{where}{begun}")


def _five_levels() -> dict[str, Json]:
    """Return the scale that a new criterion begins with."""
    levels = [{"value": float(each), "label": words, "descriptor": f"{words}, {NOT_DESCRIBED}"} for each, words in FIVE]
    return {"direction": "maximize", "scale": {"kind": "anchored", "levels": levels}}


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
    return ChangeSet((Change(f"order/{kind}", order, changed),), f"moved {state[f'{kind}/{name}']['label']}")


def removed(state: State, kind: Kind, name: str) -> tuple[ChangeSet, str]:
    """Return the change set that removes an option or a criterion with all that hangs on it, and that in words."""
    gone = {name} | (_below(state, name) if kind == "criterion" else set())
    below = len(gone) - 1
    computed = [each for each in computed_from(state, gone) if each not in gone] if kind == "criterion" else []
    gone |= set(computed)
    left = without(state, kind, gone)
    label = state[f"{kind}/{name}"]["label"]
    scores = sum(key.startswith("score/") for key, value in left.items() if value is None)
    what = f"{label}, {_counted(below, 'criterion', 'criteria')} below it" if below else label
    words = f"Removes {what} and {_counted(scores, 'score', 'scores')}"
    for each in computed:
        words += f", and {state[f'criterion/{each}']['label']}, which is computed from it"
    instruments = sum(value is not None and key.startswith("option/") and "area" in state[key] and "area" not in value
                      for key, value in left.items())  # fmt: skip
    words += f"; {_counted(instruments, 'instrument stays', 'instruments stay')} without an area" if instruments else ""
    words += "; the criteria beside it share its weight" if kind == "criterion" else ""
    also = _also_gone(state, left)
    words += f"; also {', '.join(also)}" if also else ""
    changes = tuple(Change(key, state.get(key), value) for key, value in left.items())
    return ChangeSet(changes, f"removed {label}"), f"{words}; undo brings all of it back."


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _also_gone(state: State, left: State) -> list[str]:
    """Return which named records and which groups' comparisons go too."""
    kinds = {"option-set": "set of options", "profile": "profile", "gate": "must-have", "assignment": "assignment"}
    named = [f"the {kinds[kind]} {state[key].get('label', '')}".rstrip() for key, value in left.items()
             if value is None and (kind := key.split("/")[0]) in kinds]  # fmt: skip
    groups = [key for key, value in left.items()
              if key.startswith("weights/") and value is None and f"criterion/{key.split('/')[-1]}" not in left
              and {"comparisons", "best_worst"} & set(state[key])]  # fmt: skip
    return [*named, *([f"the comparisons of {_counted(len(groups), 'group', 'groups')}"] if groups else [])]


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
