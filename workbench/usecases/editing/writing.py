"""Writing one change set into a study folder from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.model.change import ChangeSet
    from workbench.model.study import Study


class Written(NamedTuple):
    """What was changed, by whom, and what the study is then; whole, also while a round is open."""

    changes: ChangeSet
    analyst: str
    study: Study
    faults: tuple[str, ...]


def write(study: str | Path, analyst: str | None, changes_of: Callable[[Study, str], ChangeSet]) -> Written:
    """Make a change set from a folder's study and whoever is working, and write it into the folder.

    Parameters
    ----------
    analyst
        Who changes; by default WORKBENCH_ANALYST or the login name.

    Raises
    ------
    WorkbenchError
        When it is no folder, cannot be read or written, or the change is refused.
    """
    from workbench.store.author import Author
    from workbench.usecases.courtesy import visible_words
    from workbench.usecases.history import open_folder
    from workbench.usecases.locations import identity

    name, _ = identity(analyst)
    folder = open_folder(study)
    changes = changes_of(folder.contents.study(), name)
    author = Author(folder, name)
    try:
        author.append(changes)
    finally:
        author.close()
    faults = visible_words(folder.faults(), folder.contents.state, name)
    return Written(changes, name, folder.contents.study(), faults)
