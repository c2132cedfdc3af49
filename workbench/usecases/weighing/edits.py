"""Answers about weights as change sets: points and swings, ranks, pairs, best-worst; the answers are what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError
from workbench.model.change import Change, ChangeSet
from workbench.model.weights import GroupAnswers
from workbench.usecases.editing.prepared import Prepared
from workbench.usecases.editing.structure import named_id
from workbench.usecases.weighing.tree import IMPORTANCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.usecases.weighing.tree import Weighing, WeightRow

RULES = ("rank_order_centroid", "rank_sum", "rank_reciprocal")
FIRST_SET = "Weights"
"""What the set is called that the first answer of a study begins."""
ALIKE = 100.0
"""The points of everything that has no answer yet when a study's first weight set begins."""
LARGEST_TIMES = 1000.0


def answered(weighing: Weighing, name: str, number: float, kind: str | None = None) -> Prepared:
    """Return the change set that gives a node's swing, or bare points.

    Parameters
    ----------
    kind
        "swing" or "points"; without it as the node was asked before, else what fits the weight set.

    Raises
    ------
    UsageError
        When the node cannot be weighed, or the number is negative.
    """
    row = _weighable(weighing, name)
    if number < 0:
        message = f"{number:g} is below 0; a weight is 0 or more."
        raise UsageError(message)
    value, consequence = _as_numbers(weighing, row.parent)
    kind = kind or (row.asked if row.asked in {"swing", "points"} else usual_kind(weighing))
    value["answers"] = value["answers"] | {name: {kind: float(number)}}
    return _prepared(weighing, row.parent, value, f"{row.label}: {kind} {number:g}", consequence)


def nudged(weighing: Weighing, name: str, step: float) -> Prepared:
    """Return the change set that moves a node's points; they do not fall below 0."""
    row = _weighable(weighing, name)
    before = row.raw if row.asked else 0.0 if weighing.chosen else ALIKE
    return answered(weighing, name, max(0.0, round(before + step, 6)))


def answered_through(weighing: Weighing, name: str, number: float) -> Prepared:
    """Return the change set that weighs a group by the swing of its strongest leaf.

    The group gets the points with which that leaf's own swing has this number; the answer as given is the reason.

    Raises
    ------
    UsageError
        When nothing in the group has weight yet.
    """
    row = _weighable(weighing, name)
    strongest = weighing.strongest_leaf(name)
    if strongest is None:
        message = f"Nothing in {row.label} has weight yet."
        raise UsageError(message, hint="Weigh what is in it first: groups are compared through their strongest leaf.")
    leaf, part = strongest
    points = round(number / part, 6)
    made = answered(weighing, name, points, "swing" if usual_kind(weighing) == "swing" else None)
    if leaf.id == name:
        return made
    why = f"{row.label} through its strongest leaf, {leaf.label}: swing {number:g}, so {points:g} for the whole"
    return Prepared(ChangeSet(made.changes.changes, why), made.consequence)


def usual_kind(weighing: Weighing) -> str:
    """Return how numbers are asked where nothing else is said: swings; of importance, bare points."""
    chosen = weighing.weight_set
    return "points" if chosen is not None and chosen.kind == IMPORTANCE else "swing"


def ranked(weighing: Weighing, name: str, step: int) -> Prepared | None:
    """Return the change set that moves a node in the order of importance among its siblings; None at the end."""
    row = _weighable(weighing, name)
    members = weighing.children(row.parent)
    before = weighing.answers(row.parent)
    if before is not None and before.ranks:
        order = sorted(members, key=lambda each: before.ranks.get(each.id, float("inf")))
    else:
        order = sorted(members, key=lambda each: -each.raw)
    place = [each.id for each in order].index(name)
    if not 0 <= place + step < len(order):
        return None
    order.insert(place + step, order.pop(place))
    value: dict[str, Any] = {"ranks": {each.id: float(rank) for rank, each in enumerate(order, start=1)}}
    if before is not None and before.ranks:
        value["rank_rule"] = before.rank_rule
    new = 1 + [each.id for each in order].index(name)
    return _prepared(weighing, row.parent, value, f"{row.label}: rank {new}", _replaces(weighing, row.parent, "ranks"))


def next_rule(weighing: Weighing, group: str) -> Prepared:
    """Return the change set by which a group's ranks become weights by the next rule.

    Raises
    ------
    UsageError
        When the group was not asked by ranks.
    """
    before = weighing.answers(group)
    if before is None or not before.ranks:
        message = "Only ranks become weights by a rule."
        raise UsageError(message, hint="K and J put criteria in an order.")
    rule = RULES[(RULES.index(before.rank_rule) + 1) % len(RULES)]
    return _prepared(weighing, group, _plain(before) | {"rank_rule": rule}, rule.replace("_", " "))


def compared(weighing: Weighing, group: str, above: str, below: str, times: float | None) -> Prepared:
    """Return the change set that holds one judgement of a pair, or takes it back.

    Parameters
    ----------
    times
        How many times as important the one above is as the one below; None for no judgement.

    Raises
    ------
    UsageError
        When the number is out of range, or the judgements then join no one tree.
    """
    before = weighing.answers(group)
    value = _plain(before) if before is not None and before.comparisons else {}
    kept = [each for each in value.get("comparisons", ()) if {each["above"], each["below"]} != {above, below}]
    if times is not None:
        if not 1 / LARGEST_TIMES <= times <= LARGEST_TIMES:
            message = f"{times:g} is no number of times between 1/1000 and 1000."
            raise UsageError(message)
        upper, lower, number = (above, below, times) if times >= 1 else (below, above, 1 / times)
        kept.append({"above": upper, "below": lower, "times": round(number, 6)})
    labels = {each.id: each.label for each in weighing.rows}
    why = f"{labels.get(above, above)} : {labels.get(below, below)} = {'–' if times is None else f'{times:g}'}"
    new = {name: each for name, each in value.items() if name != "comparisons"} | {"comparisons": kept}
    return _prepared(weighing, group, new if kept else None, why, _replaces(weighing, group, "pairwise"))


def best_worst_given(
    weighing: Weighing, group: str, ends: tuple[str, str], to_others: Mapping[str, float], to_worst: Mapping[str, float]
) -> Prepared:
    """Return the change set that holds a group's comparisons with its best and its worst child.

    Raises
    ------
    UsageError
        When a comparison is missing, below 1, or given twice with different numbers.
    """
    best, worst = ends
    value = {
        "best_worst": {
            "best": best,
            "worst": worst,
            "best_to_others": {name: float(each) for name, each in to_others.items() if name != best},
            "others_to_worst": {name: float(each) for name, each in to_worst.items() if name != worst},
        }
    }
    return _prepared(weighing, group, value, "best-worst", _replaces(weighing, group, "best-worst"))


def taken_back(weighing: Weighing, name: str) -> Prepared:
    """Return the change set that takes a node's answer away; of ranks and comparisons those of the whole group.

    Raises
    ------
    UsageError
        When there is none.
    """
    row = _weighable(weighing, name)
    before = weighing.answers(row.parent)
    if before is None or not row.asked:
        message = f"{row.label} has no answer."
        raise UsageError(message)
    if before.way:
        words = f"All answers by {before.way} in this group go."
        return _prepared(weighing, row.parent, None, f"no {before.way} any more", words)
    value = _plain(before)
    value["answers"] = {each: answer for each, answer in value["answers"].items() if each != name}
    return _prepared(weighing, row.parent, value if value["answers"] else None, f"{row.label}: no answer")


def _weighable(weighing: Weighing, name: str) -> WeightRow:
    row = weighing.row(name)
    if row is None or row.is_computed:
        message = f"{row.label if row else name} cannot be weighed here."
        raise UsageError(message, hint="A computed criterion is a second axis; it has no weight of its own.")
    return row


def _as_numbers(weighing: Weighing, group: str) -> tuple[dict[str, Any], str]:
    """Return a group's answers as points and swings, and what that costs when it was asked in another way."""
    before = weighing.answers(group)
    if before is None:
        return {"answers": {}}, ""
    if not before.way:
        return _plain(before), ""
    named = set(before.named)
    points = {each.id: {"points": round(each.raw, 2)} for each in weighing.children(group) if each.id in named}
    return {"answers": points}, _replaces(weighing, group, "")


def _replaces(weighing: Weighing, group: str, way: str) -> str:
    """Return what is lost when a group is asked in another way from now on."""
    before = weighing.answers(group)
    if before is None or before.way == way:
        return ""
    if before.way:
        kept = "points with the same weights take their place" if not way else "the new answers take their place"
        return f"The answers by {before.way} go; {kept}. Undo brings them back."
    return "The points and swings of this group go; undo brings them back."


def _plain(answers: GroupAnswers) -> dict[str, Any]:
    return answers.model_dump(mode="json", exclude_defaults=True)


def _prepared(
    weighing: Weighing, group: str, value: dict[str, Any] | None, why: str, consequence: str = ""
) -> Prepared:
    """Return the change of one group's answers, with the weight set that it begins where there is none."""
    try:
        new = _plain(GroupAnswers.model_validate(value)) if value is not None else None
    except ValueError as error:
        message = f"These answers cannot be kept: {_first(error)}."
        raise UsageError(message) from error
    state, chosen = weighing.session.state, weighing.chosen
    if not chosen:
        return Prepared(_begun(weighing, group, new, why), consequence)
    key = f"weights/{chosen}/{group}"
    return Prepared(ChangeSet((Change(key, state.get(key), new),), why), consequence)


def _begun(weighing: Weighing, group: str, value: dict[str, Any] | None, why: str) -> ChangeSet:
    """Return the change set that begins a weight set as the weights stood without one: all siblings alike."""
    state = weighing.session.state
    chosen = named_id(FIRST_SET, [key.split("/")[1] for key in state if key.startswith("weights/")])
    alike = {each.parent: _alike(weighing, each.parent) for each in weighing.rows if not each.is_computed}
    if value and "answers" in value:
        value = {"answers": alike[group]["answers"] | value["answers"]}
    groups = alike | ({group: value} if value else {})
    changes = (
        Change(f"weights/{chosen}", None, {"label": FIRST_SET}),
        Change("order/weights", state.get("order/weights"), [chosen]),
        *(Change(f"weights/{chosen}/{name}", None, answers) for name, answers in groups.items()),
    )
    return ChangeSet(changes, f"{why}; all others begin with {ALIKE:g} points")


def _alike(weighing: Weighing, group: str) -> dict[str, Any]:
    return {"answers": {each.id: {"points": ALIKE} for each in weighing.children(group)}}


def _first(error: ValueError) -> str:
    problems = getattr(error, "errors", None)
    text = str(problems()[0]["msg"]) if callable(problems) else str(error)
    return text.removeprefix("Value error, ")
