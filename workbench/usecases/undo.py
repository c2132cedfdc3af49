"""undo: take back one's latest change, as a new change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.model.change import ChangeSet, Json
    from workbench.store.author import Author
    from workbench.store.entry import Entry


def undo(study: str | Path, *, analyst: str | None = None) -> ChangeSet | None:
    """Take back an analyst's latest change that stands, as a new change, and return it; None without one.

    Parameters
    ----------
    analyst
        Whose change; by default WORKBENCH_ANALYST or the login name.

    Raises
    ------
    WorkbenchError
        When somebody has changed the same since, or the folder cannot be read or written.
    """
    return take_back(study, analyst, lambda author: author.undo()).changes


def run(study: str, analyst: str | None) -> Outcome:
    """Take back the analyst's latest change that stands, whenever and wherever it was made."""
    taken = take_back(study, analyst, lambda author: author.undo())
    return said(taken, "Took back the change {}.", "{} has nothing to take back.")


class Taken(NamedTuple):
    """What an undo or a redo did."""

    who: str
    entry: Entry | None
    """The change that was taken back, or the taking back that was."""
    values: tuple[tuple[str, Json, Json], ...]
    """Key, value before, value now."""
    faults: tuple[str, ...]

    @property
    def changes(self) -> ChangeSet | None:
        """What became of the study; None when there was nothing to do."""
        from workbench.model.change import Change, ChangeSet

        return ChangeSet(tuple(Change(*each) for each in self.values)) if self.entry else None


def take_back(study: str | Path, analyst: str | None, action: Callable[[Author], Entry | None]) -> Taken:
    """Have an author undo or redo, and return what that did."""
    from workbench.store.author import Author
    from workbench.usecases.history import open_folder
    from workbench.usecases.locations import identity

    name, _ = identity(analyst)
    folder = open_folder(study)
    faults, before = tuple(folder.faults()), dict(folder.replica.state)
    author = Author(folder, name)
    try:
        entry = action(author)
    finally:
        author.close()
    keys = dict.fromkeys(edit.key for edit in entry.edits) if entry else ()
    values = ((key, before.get(key), folder.replica.state.get(key)) for key in keys)
    return Taken(name, entry, tuple(each for each in values if each[1] != each[2]), faults)


def said(taken: Taken, done: str, nothing: str) -> Outcome:
    """Return the words for what an undo or a redo did."""
    from workbench.usecases.change_words import named, shown

    if taken.entry is None:
        return Outcome(words=(*taken.faults, nothing.format(taken.who)))
    lines = (f"  {named(key)}: {shown(old)} → {shown(new)}" for key, old, new in taken.values)
    what = f"{taken.entry.id} by {taken.who} of {taken.entry.at}"
    return Outcome(words=(*taken.faults, done.format(what), *lines))


PARAMETERS = (
    Parameter("study", "A study folder.", kind="argument", metavar="STUDY"),
    Parameter("analyst", "Whose change; by default WORKBENCH_ANALYST or the login name.", metavar="NAME"),
)

VERB = Verb(name="undo", title="Take back your latest change", parameters=PARAMETERS, run=run)
