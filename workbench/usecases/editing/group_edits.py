"""The change sets that a panel's work is made of: rounds, agreed values, assignments.

Each takes the whole study, not what somebody sees of it while a round is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError, nearest
from workbench.model.agreed import Agreed
from workbench.model.assignment import Assignment
from workbench.model.change import Change, ChangeSet
from workbench.model.criterion import ROOT, Leaf
from workbench.model.round import Round
from workbench.model.state import agreed_key, agreed_value, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.model.record import Record
    from workbench.model.study import Study


def opened(study: Study, analysts: Sequence[str], facilitator: str, note: str = "") -> ChangeSet:
    """Return the change set that opens a round: from then on the participants score apart.

    Parameters
    ----------
    analysts
        Who takes part; without one, all analysts on a side, or all where nobody has a side.
    facilitator
        Who opens it.

    Raises
    ------
    UsageError
        When a round is open already, or fewer than two take part.
    """
    apart = study.open_round
    if apart is not None:
        message = f"Round {apart.id} is open already."
        raise UsageError(message, hint=f"Reveal it first: {len(apart.analysts)} analysts are scoring apart.")
    who = participants(study, analysts)
    number = str(max((int(each.id) for each in study.rounds if each.id.isdigit()), default=0) + 1)
    return _listed(study, "round", Round(id=number, analysts=who, facilitator=facilitator, note=note))


def participants(study: Study, analysts: Sequence[str] = ()) -> tuple[str, ...]:
    """Return who takes part in a round that is opened: those who are named, else all on a side, else all.

    Raises
    ------
    UsageError
        When a name is unknown, or it is fewer than two.
    """
    for name in analysts:
        _check(name, study.analyst, "analyst")
    on_sides = [each.id for each in study.analysts if each.side is not None]
    who = tuple(dict.fromkeys(analysts or on_sides or study.analyst))
    if len(who) < 2:  # noqa: PLR2004 - a round is for several
        message = f"A round needs two analysts or more; there {'is' if len(who) == 1 else 'are'} {len(who)}."
        raise UsageError(message, hint="Each joins by opening the study: workbench open STUDY --analyst NAME.")
    return who


def revealed(study: Study) -> ChangeSet:
    """Return the change set that reveals the open round; it keeps the scores as they were given apart.

    Raises
    ------
    UsageError
        When no round is open.
    """
    apart = study.open_round
    if apart is None:
        message = "No round is open."
        raise UsageError(message, hint="`workbench rounds STUDY open` begins one.")
    if apart.shown_to is not None:
        message = f"This copy of the study was made for {apart.shown_to} while round {apart.id} was open."
        raise UsageError(message, hint="The other scores are not in it: reveal the round in the study folder.")
    kept = tuple(each for each in study.scores if each.analyst in apart.analysts)
    return _replaced("round", apart, apart.model_copy(update={"state": "revealed", "scores": kept}))


def closed(study: Study) -> ChangeSet:
    """Return the change set that closes the round that was revealed last.

    Raises
    ------
    UsageError
        When no round is being discussed.
    """
    last = next((each for each in reversed(study.rounds) if each.state == "revealed"), None)
    if last is None:
        apart = study.open_round
        message = f"Round {apart.id} is not revealed yet." if apart else "No round is being discussed."
        raise UsageError(message, hint="Reveal it first." if apart else "`workbench rounds STUDY` lists the rounds.")
    return _replaced("round", last, last.model_copy(update={"state": "closed"}))


def agreed_on(study: Study, option: str, criterion: str, **fields: Any) -> ChangeSet:  # noqa: ANN401 - Agreed's own
    """Return the change set that writes down what the panel settled on in a cell; the individual scores stay.

    Parameters
    ----------
    fields
        Those of `Agreed`: value, or low and high, or missing; rationale, confidence, minority.

    Raises
    ------
    UsageError
        When a name is unknown, there is no reason, or the number is beyond the scale.
    ValueError
        When the fields make no agreed value.
    """
    _check_cell(study, option, criterion)
    made = Agreed(option=option, criterion=criterion, **fields)
    if not made.has_reason:
        message = "An agreed value is not written down without a reason."
        raise UsageError(message, hint="Say why the panel settled on it.")
    leaf = study.criterion[criterion]
    for number in (made.value, made.low, made.high):
        if number is not None and isinstance(leaf, Leaf) and not leaf.scale.low <= number <= leaf.scale.high:
            message = f"{number:g} is beyond the scale of {criterion}."
            raise UsageError(message, hint=f"It runs from {leaf.scale.low:g} to {leaf.scale.high:g}.")
    for each in made.minority:
        _check(each.analyst, study.analyst, "analyst")
    old = study.agreed_value.get((option, criterion))
    change = Change(agreed_key(option, criterion), agreed_value(old) if old else None, agreed_value(made))
    return ChangeSet((change,), f"agreed: {made.rationale}")


def no_longer_agreed(study: Study, option: str, criterion: str, why: str) -> ChangeSet:
    """Return the change set that takes an agreed value away.

    Raises
    ------
    UsageError
        When there is none.
    """
    old = study.agreed_value.get((option, criterion))
    if old is None:
        message = f"Nothing is agreed on {option}, {criterion}."
        raise UsageError(message)
    return ChangeSet((Change(agreed_key(option, criterion), agreed_value(old), None),), why)


def assigned(
    study: Study, analyst: str, *, options: Sequence[str] = (), criteria: Sequence[str] = (), note: str = ""
) -> ChangeSet:
    """Return the change set that has an analyst score some options on some criteria; without names, all of them.

    Raises
    ------
    UsageError
        When a name is unknown.
    """
    _check(analyst, study.analyst, "analyst")
    for name in options:
        _check(name, {each.id for each in study.options}, "option")
    for name in criteria:
        _check(name, {ROOT, *study.criterion}, "criterion")
    taken = {each.id for each in study.assignments}
    number = next(each for each in range(1, len(taken) + 2) if f"{analyst[:58]}-{each}" not in taken)
    made = Assignment(
        id=f"{analyst[:58]}-{number}", analyst=analyst, options=tuple(options), criteria=tuple(criteria), note=note
    )
    return _listed(study, "assignment", made)


def no_longer_assigned(study: Study, analyst: str) -> ChangeSet:
    """Return the change set that takes all of an analyst's assignments away.

    Raises
    ------
    UsageError
        When there are none.
    """
    gone = [each for each in study.assignments if each.analyst == analyst]
    if not gone:
        message = f"Nothing is assigned to {analyst!r}."
        raise UsageError(message, hint=nearest(analyst, {each.analyst for each in study.assignments}))
    state = state_of(study)
    left = [each.id for each in study.assignments if each.analyst != analyst]
    order = Change("order/assignment", state["order/assignment"], left or None)
    taken = (Change(f"assignment/{each.id}", state[f"assignment/{each.id}"], None) for each in gone)
    return ChangeSet((*taken, order), f"nothing is assigned to {analyst} any more")


def _check(name: str, known: Iterable[str], kind: str) -> None:
    if name not in known:
        message = f"The study has no {kind} {name!r}."
        raise UsageError(message, hint=nearest(name, known))


def _check_cell(study: Study, option: str, criterion: str) -> None:
    _check(option, {each.id for each in study.options}, "option")
    _check(criterion, {each.id for each in study.leaves}, "criterion to score on")


def _value(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_defaults=True, exclude={"id"})


def _listed(study: Study, kind: str, record: Any) -> ChangeSet:  # noqa: ANN401 - any record with an id
    """Return the change set that adds a record to the end of its list."""
    records = study.rounds if kind == "round" else study.assignments
    present = [each.id for each in records]
    return ChangeSet(
        (
            Change(f"{kind}/{record.id}", None, _value(record)),
            Change(f"order/{kind}", present or None, [*present, record.id]),
        ),
        f"{kind} {record.id}",
    )


def _replaced(kind: str, old: Any, new: Any) -> ChangeSet:  # noqa: ANN401 - records of one kind
    return ChangeSet((Change(f"{kind}/{old.id}", _value(old), _value(new)),), f"{kind} {old.id} {new.state}")
