"""What undo and redo have in common: the latest step of one's own, made undone as a new change, and said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.change import ChangeSet, Json
    from workbench.store.entry import Entry

Step = Literal["undo", "redo"]


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


def take_back(study: str | Path, analyst: str | None, step: Step) -> Taken:
    """Undo or redo an analyst's latest step in a study folder, and return what that did.

    Raises
    ------
    WorkbenchError
        When somebody has changed the same since, or the folder cannot be read or written.
    """
    from workbench.store.author import Author
    from workbench.usecases.history import open_folder
    from workbench.usecases.locations import identity

    name, _ = identity(analyst)
    folder = open_folder(study)
    faults, before = tuple(folder.faults()), dict(folder.replica.state)
    author = Author(folder, name)
    try:
        entry = author.undo() if step == "undo" else author.redo()
    finally:
        author.close()
    keys = dict.fromkeys(edit.key for edit in entry.edits) if entry else ()
    values = ((key, before.get(key), folder.replica.state.get(key)) for key in keys)
    return Taken(name, entry, tuple(each for each in values if each[1] != each[2]), faults)


def verb_of(step: Step, title: str, done: str, nothing: str) -> Verb:
    """Return the verb of a step.

    Parameters
    ----------
    done, nothing
        What is said after it, with a place for the change; and where there was none, with a place for the analyst.
    """

    def run(study: str, analyst: str | None) -> Outcome:
        return _said(take_back(study, analyst, step), done, nothing)

    parameters = (
        Parameter("study", "A study folder.", kind="argument", metavar="STUDY"),
        Parameter("analyst", "Whose change; by default WORKBENCH_ANALYST or the login name.", metavar="NAME"),
    )
    return Verb(name=step, title=title, parameters=parameters, run=run)


def _said(taken: Taken, done: str, nothing: str) -> Outcome:
    from workbench.usecases.editing.change_words import named, shown

    if taken.entry is None:
        return Outcome(words=(*taken.faults, nothing.format(taken.who)))
    lines = (f"  {named(key)}: {shown(old)} → {shown(new)}" for key, old, new in taken.values)
    what = f"{taken.entry.id} by {taken.who} of {taken.entry.at}"
    return Outcome(words=(*taken.faults, done.format(what), *lines))
