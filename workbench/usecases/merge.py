"""merge: bring the changes of another copy of a study folder into one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.own_path import own_path
from workbench.usecases.courtesy import visible_disputes
from workbench.usecases.disputes import LEFT_TO_DO, how_to_settle
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.store.entry import Entry
    from workbench.store.folder import Folder
    from workbench.store.replica import Dispute


def merge(into: str | Path, other: str | Path, *, to: str | Path | None = None) -> tuple[Dispute, ...]:
    """Bring another copy's changes into a study folder, and return what is then in dispute.

    Parameters
    ----------
    other
        The copy they come from; it is only read.
    to
        A new folder for the result; then `into` is only read as well.

    Raises
    ------
    UsageError, StoreError
        When they are no copies of one study, or a folder cannot be read or written.
    """
    return visible_disputes(_merged(into, other, to)[0].replica)


def _merged(into: str | Path, other: str | Path, to: str | Path | None) -> tuple[Folder, tuple[Entry, ...], Path]:
    from workbench.store import merge as copies
    from workbench.usecases.history import open_folder

    first, second = (open_folder(name).path for name in (into, other))
    if to is not None:
        target = own_path(to)
        copies.copy(first, target)
        first = target
    return *copies.merge(first, second), second


def run(into: str, other: str, to: str | None) -> Outcome:
    """Merge, and say what came in and what is in dispute."""
    folder, came, second = _merged(into, other, to)
    disputes = visible_disputes(folder.replica)
    words = [_came_in(came, folder.path, second), *(line for each in disputes for line in _told(each))]
    words += [fault for fault in folder.faults() if " is in dispute: " not in fault]
    if disputes:
        words.append(how_to_settle(folder.path))
    return Outcome(words=tuple(words), exit_code=LEFT_TO_DO if disputes or folder.replica.waiting else 0)


def _came_in(came: Sequence[Entry], into: Path, other: Path) -> str:
    by: dict[str, int] = {}
    for entry in came:
        by[entry.actor] = by.get(entry.actor, 0) + 1
    who = ", ".join(f"{count} by {actor}" for actor, count in by.items())
    count = "1 change" if len(came) == 1 else f"{len(came)} changes"
    return f"{into}: {count} came in from {other}{f' ({who})' if who else ''}."


def _told(dispute: Dispute) -> list[str]:
    from workbench.usecases.editing.change_words import named, shown

    lines = [f"In dispute: {named(dispute.key)}. The first value stands until it is settled."]
    for claim in dispute.claims:
        why = f": {claim.why}" if claim.why else ""
        lines.append(f"  {shown(claim.value)} by {claim.actor}, {claim.at}{why}")
    return lines


VERB = Verb(
    name="merge",
    title="Bring another copy's changes into a study folder",
    parameters=(
        Parameter("into", "The study folder that receives them.", kind="argument", metavar="DIR"),
        Parameter("other", "The copy they come from; it is only read.", kind="argument", metavar="DIR"),
        Parameter("to", "Leave both as they are and make a new folder.", type="path", metavar="DIR"),
    ),
    run=run,
)
