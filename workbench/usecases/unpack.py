"""unpack: a study folder from one file."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from workbench.model.own_path import own_path
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from pathlib import Path


def unpack(file: str | Path, folder: str | Path) -> Outcome:
    """Make a study folder of a file that `pack` has made.

    Parameters
    ----------
    folder
        The folder to make; it appears complete or not at all.

    Raises
    ------
    StoreError
        When the file is not exactly as it was packed, with what is wrong, or the folder cannot be made.
    """
    from workbench.store.pack import unpack as unpacked

    made = unpacked(own_path(file), own_path(folder))
    title = str(made.replica.state["study"].get("title", made.path.name))
    printable = "".join(each for each in title if each.isprintable())
    words = [
        f"Unpacked {made.path}: {printable}, {len(made.replica.entries):,} changes, as it was packed.",
        f"Open it: workbench open {shlex.quote(str(folder))}",
        f"To bring it into a copy that you have: workbench merge YOURS {shlex.quote(str(folder))}",
    ]
    return Outcome(words=(*made.faults(), *words))


VERB = Verb(
    name="unpack",
    title="Make a study folder of a packed file",
    parameters=(
        Parameter("file", "The file that `pack` has made.", kind="argument", type="path", metavar="FILE"),
        Parameter("folder", "The folder to make.", kind="argument", type="path", metavar="DIR"),
    ),
    run=unpack,
)
