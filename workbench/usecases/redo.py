"""redo: make again what one took back last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.usecases.editing.taking_back import take_back, verb_of

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.change import ChangeSet


def redo(study: str | Path, *, analyst: str | None = None) -> ChangeSet | None:
    """Make the change again that an analyst took back last, and return it; None when there is none.

    Parameters
    ----------
    analyst
        Whose change; by default WORKBENCH_ANALYST or the login name.

    Raises
    ------
    WorkbenchError
        When somebody has changed the same since, or the folder cannot be read or written.
    """
    return take_back(study, analyst, "redo").changes


VERB = verb_of(
    "redo",
    "Make again what you took back last",
    "Made again what was taken back by {}.",
    "{} has nothing to make again.",
)
