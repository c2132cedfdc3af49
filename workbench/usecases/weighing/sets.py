"""Weight sets added, copied, renamed, marked as perspectives, used and removed, as change sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError
from workbench.model.change import Change, ChangeSet
from workbench.usecases.editing.prepared import Prepared
from workbench.usecases.editing.structure import named_id
from workbench.usecases.weighing.tree import IMPORTANCE

if TYPE_CHECKING:
    from workbench.model.change import Json
    from workbench.usecases.weighing.tree import Weighing


def added_set(weighing: Weighing, label: str, *, copy: bool = False) -> Prepared:
    """Return the change set that adds an empty weight set, or a copy of the one that is shown."""
    state = weighing.session.state
    order = list(state.get("order/weights") or [])
    name = named_id(label, [key.split("/")[1] for key in state if key.startswith("weights/")])
    record: dict[str, Any] = {"label": label}
    changes = []
    if copy:
        source = _own(weighing)
        record = {**state[f"weights/{source}"], "label": label}
        prefix = f"weights/{source}/"
        changes = [
            Change(f"weights/{name}/{key.removeprefix(prefix)}", None, value)
            for key, value in state.items()
            if key.startswith(prefix)
        ]
    made = (Change(f"weights/{name}", None, record), Change("order/weights", order or None, [*order, name]))
    return Prepared(ChangeSet((*made, *changes), f"{'copied' if copy else 'added'} the weight set {label}"))


def renamed_set(weighing: Weighing, label: str) -> Prepared:
    """Return the change set that gives the weight set another label."""
    return _with(weighing, {"label": label}, f"renamed the weight set to {label}")


def marked_perspective(weighing: Weighing) -> Prepared:
    """Return the change set that makes the set somebody's perspective, or no longer one."""
    label = _label(weighing, _own(weighing))
    chosen = weighing.weight_set
    new = not (chosen is not None and chosen.perspective)
    return _with(weighing, {"perspective": new}, f"{label} is {'a perspective' if new else 'no perspective any more'}")


def other_kind(weighing: Weighing) -> Prepared:
    """Return the change set that says how the set was asked: by swings and points, or as importance."""
    _own(weighing)
    chosen = weighing.weight_set
    was_importance = chosen is not None and chosen.kind == IMPORTANCE
    kind = "swings-and-points" if was_importance else IMPORTANCE
    if was_importance:
        words = "Says that every answer was asked as a swing or as points over a range: then it fits sums of values."
    else:
        words = "Says that the answers were asked as importance, without a range: sums of values refuse such weights."
    return Prepared(_with(weighing, {"kind": kind}, f"asked as {kind.replace('-', ' ')}").changes, words)


def used_set(weighing: Weighing) -> Prepared:
    """Return the change set by which the study's ranking goes by this set."""
    name = _own(weighing)
    old = weighing.session.state.get("setting/weight_set")
    return Prepared(
        ChangeSet((Change("setting/weight_set", old, name),), f"the ranking goes by {_label(weighing, name)}")
    )


def removed_set(weighing: Weighing) -> Prepared:
    """Return the change set that removes the weight set with its answers, and all that names it."""
    name = _own(weighing)
    state = weighing.session.state
    changes: list[Change] = []
    answers = 0
    for key, value in state.items():
        kept = _without(key, value, name)
        if kept != value:
            changes.append(Change(key, value, kept))
            answers += key.startswith(f"weights/{name}/")
    label = _label(weighing, name)
    words = f"Removes {label} with the answers about {answers} {'group' if answers == 1 else 'groups'}"
    left = [each.label for each in weighing.sets if each.id != name]
    if name == weighing.in_use:
        words += f"; the ranking then goes by {left[0]}" if left else "; siblings then count equally"
    losing = [value["label"] for key, value in state.items()
              if key.startswith("analyst/") and value.get("weight_set") == name]  # fmt: skip
    words += (
        f"; {', '.join(losing)} then {'has' if len(losing) == 1 else 'have'} no weights of their own" if losing else ""
    )
    return Prepared(
        ChangeSet(tuple(changes), f"removed the weight set {label}"), f"{words}. Undo brings all of it back."
    )


def _label(weighing: Weighing, name: str) -> str:
    return str(weighing.session.state[f"weights/{name}"]["label"])


def _without(key: str, value: Json, name: str) -> Json:
    """Return a value without a weight set; None where nothing is left."""
    if (
        key == f"weights/{name}"
        or key.startswith(f"weights/{name}/")
        or (key == "setting/weight_set" and value == name)
    ):
        return None
    if key == "order/weights":
        return [each for each in value if each != name] or None
    if key.startswith(("profile/", "analyst/")) and value.get("weight_set") == name:
        return {field: each for field, each in value.items() if field != "weight_set"}
    return value


def _own(weighing: Weighing) -> str:
    if not weighing.chosen:
        message = "The study has no weight set yet."
        raise UsageError(message, hint="a adds one; so does the first number.")
    return weighing.chosen


def _with(weighing: Weighing, fields: dict[str, Json], why: str) -> Prepared:
    key = f"weights/{_own(weighing)}"
    old: dict[str, Any] = weighing.session.state[key]
    return Prepared(ChangeSet((Change(key, old, old | fields),), why))
