"""pack: a study folder as one file for e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from pathlib import Path


def pack(study: str | Path, output: str | Path) -> Outcome:
    """Write a study folder, with its whole history, into one file.

    Parameters
    ----------
    study
        A study folder.
    output
        The file to write; an older one is replaced in one step. Its bytes depend on the study alone.

    Raises
    ------
    WorkbenchError
        When it is no study folder or cannot be read, or the file cannot be written; then nothing is left behind.
    """
    from workbench.store.pack import packed
    from workbench.usecases.history import open_folder
    from workbench.usecases.output import write_output

    data, folder = packed(open_folder(study).path)
    changes, people = len(folder.replica.entries), len({each.actor for each in folder.replica.entries.values()})
    logs = len(folder.disk.files(folder.path / "log", ".jsonl"))
    what = f"{changes:,} changes by {people:,} {'person' if people == 1 else 'people'}"
    words = [f"Packed {folder.path}: {what} in {logs:,} {'log' if logs == 1 else 'logs'}, read back and compared."]
    if any(key.startswith("round/") and value.get("state", "open") == "open"
           for key, value in folder.replica.state.items()):  # fmt: skip
        words.append(
            "A round is open: the file holds every score, also those that are kept apart until it is revealed."
        )
    return Outcome(words=(*folder.faults(), *words, write_output(str(output), data)))


VERB = Verb(
    name="pack",
    title="Write a study folder into one file, for e-mail",
    parameters=(
        Parameter("study", "The study folder.", kind="argument", metavar="DIR"),
        Parameter("output", "The file to write.", short="o", type="path", required=True, metavar="FILE"),
    ),
    run=pack,
)
