"""What somebody sees while a round is open: the one place through which every verb and session reads a study.

A courtesy that keeps judgements independent, no secrecy: the files of a study folder can be read by whoever has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from workbench.model.change import Json
    from workbench.model.study import Study
    from workbench.store.replica import Dispute, Replica


IN_DISPUTE = " is in dispute: "
"""What stands between the key of a dispute and what is said about it, among the words about a folder."""

NOT_CLOSED = " is not closed: "
"""The same of a log whose writer may still be at work: nothing is wrong with what was read."""


def as_seen(study: Study) -> tuple[Study, tuple[str, ...]]:
    """Return what whoever is working sees of a study, and what must be said about it.

    Who that is says WORKBENCH_ANALYST, else the login name.
    """
    if study.open_round is None:
        return study, ()
    from workbench.analysis.veil import about_round, visible_study
    from workbench.usecases.locations import identity

    seen = visible_study(study, identity()[0])
    text = about_round(seen)
    return seen, (text,) if text else ()


def hidden_key(state: Mapping[str, Json], caller: str | None = None) -> Callable[[str], bool]:
    """Return whether a key of a state holds a score that somebody does not see now.

    Parameters
    ----------
    caller
        Without one, whoever is working.
    """
    if not any(key.startswith("round/") and value.get("state", "open") == "open" for key, value in state.items()):
        return lambda _key: False
    from workbench.analysis.veil import hides
    from workbench.model.state import assemble, read_record
    from workbench.usecases.locations import identity

    kinds = ("study", "round", "order", "analyst")
    study = assemble({key: read_record(key, value) for key, value in state.items() if key.split("/")[0] in kinds})
    who = caller if caller is not None else identity()[0]
    return lambda key: hides(study, who, key)


def visible_disputes(replica: Replica, caller: str | None = None) -> tuple[Dispute, ...]:
    """Return the disputes that somebody sees: those about hidden scores are left to whose scores they are."""
    disputes = replica.disputes
    if not disputes:  # a screen asks after every key
        return ()
    hidden = hidden_key(replica.state, caller)
    return tuple(each for each in disputes if not hidden(each.key))


def visible_words(words: Iterable[str], state: Mapping[str, Json], caller: str | None = None) -> tuple[str, ...]:
    """Return the words about a folder that somebody sees: none about a dispute that they do not see."""
    said = tuple(words)
    if not any(IN_DISPUTE in each for each in said):
        return said
    hidden = hidden_key(state, caller)
    return tuple(each for each in said if IN_DISPUTE not in each or not hidden(each.partition(IN_DISPUTE)[0]))


def words_without_names(words: Sequence[str], study: Study) -> tuple[str, ...]:
    """Return the words about a study that was read as they may stand on a projector: numbers in place of names."""
    from workbench.analysis.veil import about_round

    kept = tuple(each for each in words if each == about_round(study))
    disputes = sum(IN_DISPUTE in each for each in words)
    others = len(words) - len(kept) - disputes - sum(NOT_CLOSED in each for each in words)
    if disputes:
        kept += (f"{disputes} {'value is' if disputes == 1 else 'values are'} in dispute.",)
    if others:
        remarks = "1 remark" if others == 1 else f"{others} remarks"
        kept += (f"Left out, since they can name people: {remarks} on the folder's files, said without --anonymous.",)
    return kept
