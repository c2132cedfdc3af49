"""A study as it was: the state after a change, or at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import UsageError, nearest
from workbench.store.replica import Replica

if TYPE_CHECKING:
    from workbench.model.change import Json
    from workbench.store.folder import Folder


def state_at(folder: Folder, moment: str) -> dict[str, Json]:
    """Return the state of a study at a moment.

    Parameters
    ----------
    moment
        The id of a change, which is included, or a date, with or without a time (UTC): a day with all of its changes.

    Raises
    ------
    UsageError
        When there is no such change, or the study is younger.
    """
    entries = folder.entries
    if ":" in moment and "T" not in moment:
        last = next((place for place, entry in enumerate(entries) if entry.id == moment), None)
        if last is None:
            message = f"The study has no change {moment!r}."
            raise UsageError(message, hint=nearest(moment, (entry.id for entry in entries)))
        kept = entries[: last + 1]
    else:
        kept = tuple(entry for entry in entries if entry.at[: len(moment)] <= moment)
    replica = Replica()
    # A clock that runs behind may date a change before one that it rests on.
    replica.add(kept, lambda _: True)
    if "study" not in replica.state:
        message = f"There was no study at {moment}; its first change is of {entries[0].at}."
        raise UsageError(message, hint="Name a later moment: `workbench history STUDY` lists them.")
    return replica.state
