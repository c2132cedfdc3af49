"""Watching a study folder: a cheap way to see that somebody wrote into it."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Look = frozenset[tuple[str, int]]
"""Names and sizes of the logs."""
SEEN_FIRST = 65536
"""Bytes of the first log in which its title is looked for."""


def look(study: Path) -> Look:
    """Return what a study folder's logs look like from outside; logs only grow, so equal looks are equal logs.

    Nothing is read. A folder that cannot be listed looks empty.
    """
    try:
        with os.scandir(study / "log") as entries:
            return frozenset((entry.name, entry.stat().st_size) for entry in entries if entry.is_file())
    except OSError:
        return frozenset()


def title_of(study: Path) -> str:
    """Return a study's title without reading it whole: as its first log begins, else the folder's name.

    For a first frame only: a title that was changed later shows once the study is read.
    """
    try:
        first = min((study / "log").glob("*.jsonl"), default=None)
        if first is not None:
            with first.open("rb") as stream:
                beginning = stream.read(SEEN_FIRST).decode("utf-8", "ignore")
            found = re.search(r'"title":\s*("(?:[^"\\]|\\.)*")', beginning)
            if found:
                return str(json.loads(found[1]))
    except (OSError, ValueError):
        pass
    return study.resolve().name
