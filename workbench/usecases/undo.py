"""undo: take back one's latest change, as a new change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.usecases.editing.taking_back import take_back, verb_of

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.change import ChangeSet


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
    return take_back(study, analyst, "undo").changes


VERB = verb_of("undo", "Take back your latest change", "Took back the change {}.", "{} has nothing to take back.")
