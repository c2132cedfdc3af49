"""Fields of a study changed, records added, moved and removed: change sets, with what they cost said first."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from workbench.engine.method import computed_measures
from workbench.errors import UsageError, nearest
from workbench.model.change import Change, ChangeSet
from workbench.model.criterion import ROOT, Group
from workbench.model.references import flaws, known_ids
from workbench.model.state import assemble, read_record
from workbench.usecases.editing.prepared import Prepared
from workbench.usecases.editing.states import added_state, with_used_states
from workbench.usecases.editing.structure import (
    added_criterion,
    added_option,
    added_proportionality,
    moved,
    named_id,
    removed,
)
from workbench.usecases.editing.study_consequences import consequence
from workbench.usecases.editing.study_entries import written
from workbench.usecases.editing.study_fields import name_of
from workbench.usecases.editing.study_values import plain_reason, read_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.change import Json
    from workbench.model.study import Study
    from workbench.usecases.editing.study_entries import Entry
    from workbench.usecases.session import Session

RECORDS = {"side": "label", "analyst": "label", "document": "citation", "profile": "label", "option-set": "label"}
"""Kinds that are added by a text, and the field that the text becomes."""

NAMED_BY = {"document": "citation", "evidence": "quotation", "gate": "why"}
"""The field by which a record is called, where that is no label."""

LONGEST_NAME = 60
"""Characters of a record's name in a sentence."""


def edited(session: Session, entry: Entry, text: str) -> Prepared:
    """Return the change set that gives a field what was typed; an empty text takes the field away.

    Raises
    ------
    UsageError
        When the text is none of what the field takes, or the record would not fit the rest of the study.
    """
    value = read_value(entry, text)
    old = session.state.get(entry.key)
    new = _with(old, entry.path, value) if entry.path else value
    if isinstance(new, dict) and value is not None and entry.path == ("direction",):
        new = _turned(new)
    if isinstance(new, dict) and entry.path == ("scale",):
        _check_ends(new)
    if entry.path[:1] == ("states",):
        new = with_used_states(new, session.whole)
    if new == old:
        return Prepared(ChangeSet((), "nothing changed"))
    changes = ChangeSet((Change(entry.key, old, new),), _told(session.whole, entry, value))
    check_fits(session, changes, {".".join(map(str, entry.path)): entry.label})
    return Prepared(changes, consequence(session.whole, entry.key, new))


def _told(study: Study, entry: Entry, value: Json) -> str:
    """Return what a field says from now on; of a record whose name it is, the new name."""
    named = NAMED_BY.get(entry.key.split("/")[0], "label")
    if entry.path == (named,) and named == "label" and entry.record_label:
        return f"{_short(entry.record_label)} is now called {_short(str(value))}"
    field = f"{entry.label[:1].lower()}{entry.label[1:]}"
    if value is None:
        field = f"{field}: as by default" if entry.key.startswith("setting/") else f"no {field}"
        return f"{_short(entry.record_label)}: {field}" if entry.record_label else field
    text = written(entry.kind, value)
    text = _short(name_of(study, entry.among, text) if entry.kind == "choice" else text)
    alone = not entry.record_label or entry.path == (named,)
    return f"{field}: {text}" if alone else f"{_short(entry.record_label)}: {field} {text}"


def _short(text: str) -> str:
    """Return a text as one line, cut to what a sentence can hold."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME].rstrip()}…"


def _with(old: Json, path: tuple[str | int, ...], value: Json) -> Json:
    """Return a record with a value at a path; None takes the field away, and a setting with its last field."""
    new: Any = deepcopy(old) if old is not None else {}
    inner = new
    for step in path[:-1]:
        if isinstance(inner, dict):
            inner.setdefault(step, {})
        inner = inner[step]
    if value is None and isinstance(inner, dict):
        inner.pop(path[-1], None)
    else:
        inner[path[-1]] = value
    return new or None


def _turned(record: dict[str, Any]) -> dict[str, Any]:
    """Return a leaf whose measured ends stand as its direction says."""
    scale = record.get("scale", {})
    if scale.get("kind") != "measured":
        return record
    low, high = sorted((scale["worst"], scale["best"]))
    worst, best = (low, high) if record["direction"] == "maximize" else (high, low)
    return record | {"scale": scale | {"worst": worst, "best": best}}


def _check_ends(record: dict[str, Any]) -> None:
    """Refuse a measured scale whose better end is not the one that the criterion says is better.

    Raises
    ------
    UsageError
        With the two ways out.
    """
    scale, direction = record.get("scale") or {}, record.get("direction")
    if scale.get("kind") != "measured" or scale["worst"] == scale["best"]:
        return
    more = scale["best"] > scale["worst"]
    if direction is None or more == (direction == "maximize"):
        return
    says, other = ("less", "maximize") if more else ("more", "minimize")
    where = "above" if more else "below"
    message = f"“Better is” says {says}, but the best end, {scale['best']:g}, is {where} the worst, {scale['worst']:g}."
    turned = f"{scale['unit']} {scale['best']:g} {scale['worst']:g}"
    raise UsageError(message, hint=f"Write {turned}; or set “Better is” to {other} first.")


def check_fits(session: Session, changes: ChangeSet, labels: Mapping[str, str] | None = None) -> None:
    """Refuse changes after which a record is none, or names what is not there.

    Parameters
    ----------
    labels
        What fields are called on the page, by their names with dots.

    Raises
    ------
    UsageError
        With what does not fit.
    """
    try:
        for each in changes.changes:
            if each.new is not None:
                read_record(each.key, each.new)
    except (ValueError, TypeError) as error:
        message = f"That cannot be kept: {plain_reason(error, labels)}."
        raise UsageError(message) from error
    before = _without_scores(session.state)
    after = before | {each.key: each.new for each in changes.changes}
    known = set(_flaws(before))
    new = next((each for each in _flaws(after) if each not in known), None)
    if new is not None:
        raise UsageError(new[0], hint=new[1])


def _without_scores(state: Mapping[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in state.items() if not key.startswith(("score/", "agreed/", "round/"))}


def _flaws(state: Mapping[str, Json]) -> list[tuple[str, str]]:
    records = {key: read_record(key, value) for key, value in state.items() if value is not None}
    study = assemble(records)
    found = flaws(study, known_ids(study), computed_measures())
    return [(f"{each.kind} {each.id}: {each.found}", each.hint) for each in found]


def added(session: Session, kind: str, text: str, under: str = "") -> Prepared:
    """Return the change set that adds a record by its name; a gate as CRITERION >= 25 REASON, a passage's own by hand.

    Parameters
    ----------
    under
        For a criterion or a group: the group it belongs to. For a passage: its document.

    Raises
    ------
    UsageError
        When the text is none.
    """
    label = " ".join(text.split())
    state = session.state
    if kind == "option":
        made = added_option(state, label)
    elif kind in {"criterion", "group"}:
        made = added_criterion(state, label, under or ROOT, group=kind == "group")
    elif kind == "computed":
        made = added_proportionality(state, session.whole, label, under or ROOT)
    elif kind == "state":
        made = added_state(state, session.whole, label)
    elif kind == "gate":
        made = _listed(state, kind, label, _gate(session.whole, label))
    elif kind == "evidence":
        record = {"document": under, "location": "place not given yet", "quotation": label}
        made = _listed(state, kind, " ".join(label.split()[:6]), record)
    else:
        made = _listed(state, kind, label, {RECORDS[kind]: label} | _first_members(session.whole, kind))
    check_fits(session, made)
    return Prepared(made)


def _first_members(study: Study, kind: str) -> dict[str, Json]:
    """Return what a profile or a set of options begins with: everything, to be thinned out."""
    if kind == "profile":
        return {"leaves": [each.id for each in study.criteria if not isinstance(each, Group)]}
    return {"options": [each.id for each in study.options]} if kind == "option-set" else {}


def _gate(study: Study, text: str) -> dict[str, Json]:
    words = text.split(maxsplit=3)
    bounds = {">=": "at_least", "≥": "at_least", "<=": "at_most", "≤": "at_most"}
    ids = [each.id for each in study.criteria if not isinstance(each, Group)]
    if len(words) < 4 or words[1] not in bounds:  # noqa: PLR2004 - criterion, sign, number, reason
        message = f"“{text}” is no gate."
        raise UsageError(message, hint="Write the criterion's id, >= or <=, a number and the reason.")
    if words[0] not in ids:
        message = f"The study has no criterion {words[0]!r}."
        raise UsageError(message, hint=nearest(words[0], ids))
    try:
        return {"criterion": words[0], bounds[words[1]]: float(words[2]), "why": words[3]}
    except ValueError:
        message = f"{words[2]!r} is no number."
        raise UsageError(message) from None


def _listed(state: Mapping[str, Json], kind: str, label: str, record: dict[str, Json]) -> ChangeSet:
    """Return the change set that adds a record at the end of its list."""
    taken = [key.split("/")[1] for key in state if key.startswith(f"{kind}/")]
    if kind == "analyst":
        taken += [key.split("/")[1] for key in state if key.startswith("side/")]
    name = named_id(label, taken)
    order = list(state.get(f"order/{kind}") or [])
    changes = (Change(f"{kind}/{name}", None, record), Change(f"order/{kind}", order or None, [*order, name]))
    return ChangeSet(changes, f"added {kind.replace('-', ' ')} {label}")


def moved_record(session: Session, key: str, step: int) -> Prepared | None:
    """Return the change set that moves a record in its list; None at the end."""
    kind, name = key.split("/")
    state = session.state
    if kind == "criterion":
        found = moved(state, "criterion", name, step)
        return Prepared(found) if found is not None else None
    order: list[str] = list(state.get(f"order/{kind}") or [])
    place = order.index(name) + step if name in order else -1
    if not 0 <= place < len(order):
        return None
    changed = [each for each in order if each != name]
    changed.insert(place, name)
    return Prepared(ChangeSet((Change(f"order/{kind}", order, changed),), f"moved {_name_of(state, key)}"))


def _name_of(state: Mapping[str, Json], key: str) -> str:
    """Return what people call a record: its label, its citation, or the first words of a quotation."""
    record: dict[str, Any] = state.get(key) or {}
    words = next((str(record[field]) for field in ("label", "citation", "quotation") if record.get(field)), "")
    return _short(words) or key.rsplit("/", maxsplit=1)[-1]


def removed_record(session: Session, key: str) -> Prepared:
    """Return the change set that removes a record.

    Raises
    ------
    UsageError
        When something else still names it; options and criteria take what hangs on them along.
    """
    kind, name = key.split("/")
    state = session.state
    if kind in {"option", "criterion"}:
        changes, words = removed(state, "option" if kind == "option" else "criterion", name)
        check_fits(session, changes)
        return Prepared(changes, words)
    order = [each for each in state.get(f"order/{kind}") or [] if each != name]
    gone = [Change(key, state[key], None), Change(f"order/{kind}", state.get(f"order/{kind}"), order or None)]
    scores = [each for each in state if kind == "analyst" and each.startswith("score/") and each.endswith(f"/{name}")]
    gone += [Change(each, state[each], None) for each in scores]
    label = _name_of(state, key)
    made = ChangeSet(tuple(gone), f"removed {kind.replace('-', ' ')} {label}")
    check_fits(session, made)
    also = f" with {len(scores)} {'score' if len(scores) == 1 else 'scores'}" if scores else ""
    return Prepared(made, f"Removes {label}{also}; undo brings it back.")
