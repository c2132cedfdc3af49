"""Changes that a study folder would not take to the end, kept outside it as a log that can be put into it later."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from workbench.store.disk import Disk, replace_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.store.entry import Entry


def rescue(home: Path, study: Path, period: str, unsaved: Sequence[tuple[Entry, bytes]]) -> str:
    """Keep the lines of a log in a folder of the user's own, and return in words where they are.

    Parameters
    ----------
    period
        The log's name. The file's name begins with it: in the study's folder of logs it counts as a part of that log.
    """
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = home / f"{period}.kept.jsonl"
        replace_file(Disk(), file, b"".join(line for _, line in unsaved))
        return f"Kept in {file}: copy that file into {study / 'log'} when the folder can be written again."
    return "They could not be kept anywhere else either, and are lost; what was saved before is safe."
