"""The change sets that an analyst's own work is made of: scoring a cell, clearing it, joining the study, settling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.model.change import Change, ChangeSet
from workbench.model.score import Score
from workbench.model.state import read_record, score_key, score_value
from workbench.model.study import Analyst

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.change import Json
    from workbench.model.study import Study
    from workbench.store.replica import Replica

_NUMBERS = {"value", "low", "high", "missing"}
"""The fields of a score of which it has one kind only."""
_WORDS = {"rationale", "rationale_scope"}
"""The fields that nobody takes over from somebody else."""


def rescored(own: Score | None, standing: Score | None, cell: Mapping[str, str], fields: Mapping[str, object]) -> Json:
    """Return the value of an analyst's own score after some of its fields were given.

    Parameters
    ----------
    own, standing
        The analyst's own score so far, and the one that stands for them.
    cell
        Option, criterion and analyst.

    Raises
    ------
    ValueError
        When the fields make no valid score.
    """
    given = score_value(own) if own else {}
    if _NUMBERS & set(fields):
        given = {name: each for name, each in given.items() if name not in _NUMBERS}
    elif not own:
        taken_over = score_value(standing) if standing else {}
        given = {name: each for name, each in taken_over.items() if name not in _WORDS} or {"missing": "not-scored"}
    return score_value(Score.model_validate(given | dict(fields) | dict(cell)))


def cleared(state: Mapping[str, Json], option: str, criterion: str, analyst: str) -> ChangeSet:
    """Return the change set that takes an analyst's own score of a cell away."""
    key = score_key(option, criterion, analyst)
    return ChangeSet((Change(key, state.get(key), None),))


def joining(study: Study, name: str, label: str, *, show: bool = False) -> ChangeSet:
    """Return the change set by which an analyst joins a study, starting from the judgement that is shown.

    Parameters
    ----------
    show
        Whether the study then shows this analyst's judgement.
    """
    analyst = Analyst(id=name, label=label, based_on=study.starting_point)
    value = analyst.model_dump(mode="json", exclude={"id"}, exclude_none=True)
    present = [each.id for each in study.analysts]
    changes = [
        Change(f"analyst/{name}", None, value),
        Change("order/analyst", present or None, [*present, name]),
    ]
    if show:
        changes.append(Change("setting/view", study.settings.view, name))
    return ChangeSet(tuple(changes), f"{label} joins")


def settling(replica: Replica, key: str, why: str) -> dict[str, tuple[str, ...]]:
    """Return what a change that settles a dispute takes the place of: by key, the ids of all that is claimed.

    Raises
    ------
    UsageError
        When the key is in no dispute, or there is no reason.
    """
    claimed = replica.heads_in_dispute(key)
    if not why.strip():
        message = f"The dispute about {key} is not settled without a reason."
        raise UsageError(message, hint="Say why this value is right.")
    return {key: claimed}


def check_value(key: str, value: Json) -> None:
    """Refuse a value that is no valid record; None, which takes a key away, is one for all but the study itself.

    Raises
    ------
    ValueError, TypeError
        With what is wrong.
    """
    if value is not None or key == "study":
        read_record(key, value)
