"""redo: make again what one took back last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.usecases.undo import PARAMETERS, said, take_back
from workbench.usecases.verb import Verb

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.model.change import ChangeSet
    from workbench.usecases.verb import Outcome


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
    return take_back(study, analyst, lambda author: author.redo()).changes


def run(study: str, analyst: str | None) -> Outcome:
    """Make the change again that the analyst took back last, unless they have changed something since."""
    taken = take_back(study, analyst, lambda author: author.redo())
    return said(taken, "Made again what was taken back by {}.", "{} has nothing to make again.")


VERB = Verb(name="redo", title="Make again what you took back last", parameters=PARAMETERS, run=run)
