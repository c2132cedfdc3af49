"""Watching a study folder: a cheap way to see that somebody wrote into it."""

from __future__ import annotations

import json
import os
import re
from heapq import nsmallest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Look = frozenset[tuple[str, int]]
"""Names and sizes of the logs."""
FIRST_LOGS, SEEN_FIRST = 4, 65536
"""In how many of the first logs the title is looked for, and in how many bytes of each."""
FOUNDING = '"founding":true'
"""Stands in the log with which a study begins."""


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
        # A second log may have begun within the second of the first.
        for log in nsmallest(FIRST_LOGS, (study / "log").glob("*.jsonl")):
            with log.open("rb") as stream:
                beginning = stream.read(SEEN_FIRST).decode("utf-8", "ignore")
            found = re.search(r'"title":\s*("(?:[^"\\]|\\.)*")', beginning)
            if found and FOUNDING in beginning:
                return str(json.loads(found[1]))
    except (OSError, ValueError):
        pass
    return study.resolve().name
