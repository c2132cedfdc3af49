"""Undo and redo: which change of an analyst is the next to take back, and whether it still may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.model.change import Change, ChangeSet
from workbench.store.replica import ORDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.store.entry import Entry
    from workbench.store.replica import Replica


def undoable(entries: Iterable[Entry], actor: str) -> Entry | None:
    """Return the latest change of someone that is not taken back.

    Parameters
    ----------
    entries
        In the order in which they take effect.
    """
    done, _ = _stacks(entries, actor)
    return done[-1] if done else None


def redoable(entries: Iterable[Entry], actor: str) -> Entry | None:
    """Return the latest taking back of someone after which they have changed nothing else."""
    _, undone = _stacks(entries, actor)
    return undone[-1] if undone else None


def _stacks(entries: Iterable[Entry], actor: str) -> tuple[list[Entry], list[Entry]]:
    """Return the changes that stand and the undoings that stand, the latest last."""
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in entries:
        if entry.actor != actor or entry.founding:
            continue
        if not entry.undoes:
            done.append(entry)
            undone.clear()
        elif target := next((each for each in undone if each.id == entry.undoes), None):
            # The same change may have been taken back twice, in two copies of the study.
            undone = [each for each in undone if each.undoes != target.undoes]
            done.append(entry)
        else:
            done = [each for each in done if each.id != entry.undoes]
            undone.append(entry)
    return done, undone


def taken_back(entry: Entry, replica: Replica, called: Callable[[str], str] = str) -> ChangeSet:
    """Return the change set that takes an entry back.

    Parameters
    ----------
    called
        What keys are called in words.

    Raises
    ------
    WorkbenchError
        When somebody has changed one of its keys since, with who and when.
    """
    changes = []
    for edit in reversed(entry.edits):
        heads = replica.heads(edit.key)
        standing = _origins(heads, edit.key, replica)
        if standing != _origins((entry.id,), edit.key, replica):
            if edit.key.startswith(ORDER):
                # Others have added to the list since; a name without a record does no harm in it.
                continue
            raise _refusal(edit.key, entry, heads, replica, called)
        changes.append(Change(edit.key, replica.state.get(edit.key), edit.old))
    return ChangeSet(tuple(changes), entry.why)


def _refusal(
    key: str, entry: Entry, heads: tuple[str, ...], replica: Replica, called: Callable[[str], str]
) -> WorkbenchError:
    later = [replica.entries[each] for each in heads if each != entry.id]
    people = (f"{called(f'analyst/{each.actor}').removeprefix('analyst/')} ({_minute(each.at)})" for each in later)
    who = " and ".join(dict.fromkeys(people)) or "somebody"
    what = called(key)
    if entry.id in heads:
        message = f"{what} cannot be taken back: it is in dispute with {who}."
        return WorkbenchError(message, hint="Settle the dispute first.")
    message = f"{what} cannot be taken back: {who} has changed it since."
    return WorkbenchError(message, hint="Change it by hand, with a reason.")


def _minute(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC" if at[10:11] == "T" else at


def _origins(heads: Iterable[str], key: str, replica: Replica) -> set[str]:
    """Return the changes whose values stand in a key, seen through undoings: those restore what they found."""
    origins: set[str] = set()
    pending = list(heads)
    while pending:
        identifier = pending.pop()
        entry = replica.entries.get(identifier)
        target = replica.entries.get(entry.undoes) if entry is not None and entry.undoes else None
        before = [each for edit in target.edits if edit.key == key for each in edit.seen] if target else None
        if before is None:
            origins.add(identifier)
        else:
            pending.extend(before)
    return origins
