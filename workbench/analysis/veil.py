"""What an open round leaves visible: one's own scores, and those of everybody who takes no part in it.

A courtesy that keeps judgements independent, no secrecy: the files of a study folder can be read by whoever has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.model.change import ChangeSet

if TYPE_CHECKING:
    from workbench.model.round import Round
    from workbench.model.study import Study


def hidden_analysts(study: Study, caller: str | None) -> frozenset[str]:
    """Return the analysts whose scores somebody does not see while a round is open.

    Parameters
    ----------
    caller
        An analyst's id, or that of somebody who scores nothing. Whoever opened the round and takes no part in it, the
        facilitator, sees all.
    """
    apart = study.open_round
    if apart is None or (caller == apart.facilitator and caller not in apart.analysts):
        return frozenset()
    return frozenset(apart.analysts) - {caller or ""}


def visible_study(study: Study, caller: str | None) -> Study:
    """Return what somebody sees of a study: all of it, unless a round is open that keeps scores apart.

    Every verb, screen and export reads a study through this function.
    """
    apart, hidden = study.open_round, hidden_analysts(study, caller)
    if apart is None or apart.shown_to is not None or not hidden:
        return study
    veiled = apart.model_copy(update={"shown_to": caller or "nobody"})
    rounds = tuple(veiled if each.id == apart.id else each for each in study.rounds)
    scores = tuple(each for each in study.scores if each.analyst not in hidden)
    fields = {name: getattr(study, name) for name in type(study).model_fields}
    seen = study.model_construct(**fields | {"rounds": rounds, "scores": scores})
    view = _visible_view(seen, caller)
    settings = study.settings.model_copy(update={"view": view})
    return study.model_construct(**fields | {"rounds": rounds, "scores": scores, "settings": settings})


def _visible_view(seen: Study, caller: str | None) -> str | None:
    """Return the view of the study's settings, or the caller's own where that one would show hidden scores."""
    from workbench.engine.judgements import groups_of

    try:
        groups_of(seen, None)
    except UsageError:
        return caller if caller in seen.analyst else seen.settings.view
    return seen.settings.view


def about_round(study: Study) -> str:
    """Return in words what is kept apart in a study as it was read; nothing where all is shown."""
    apart = study.open_round
    if apart is None or apart.shown_to is None:
        return ""
    others = len(set(apart.analysts) - {apart.shown_to})
    whose = "1 analyst" if others == 1 else f"{others} analysts"
    return (
        f"Round {apart.id} is open: the scores of {whose} are not shown to you until it is revealed. "
        "This is a courtesy, not secrecy: the files can be read."
    )


def hides(study: Study, caller: str | None, key: str) -> bool:
    """Return whether a key of the state holds a score that somebody does not see while a round is open."""
    kind, *names = key.split("/")
    return kind == "score" and names[-1] in hidden_analysts(study, caller)


def visible_changes(study: Study, caller: str | None, changes: ChangeSet) -> ChangeSet:
    """Return a change set without the scores that somebody does not see while a round is open.

    Parameters
    ----------
    study
        With the round as it is after the changes.
    """
    hidden = hidden_analysts(study, caller)
    if not hidden:
        return changes
    return ChangeSet(tuple(each for each in changes.changes if not hides(study, caller, each.key)), changes.why)


def taking_part(study: Study, apart: Round) -> tuple[str, ...]:
    """Return the labels of those who take part in a round."""
    return tuple(study.analyst[name].label for name in apart.analysts if name in study.analyst)
