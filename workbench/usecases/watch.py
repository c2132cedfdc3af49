"""Watching a study folder: a cheap way to see that somebody wrote into it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Look = frozenset[tuple[str, int]]
"""Names and sizes of the logs."""


def look(study: Path) -> Look:
    """Return what a study folder's logs look like from outside; logs only grow, so equal looks are equal logs.

    Nothing is read. A folder that cannot be listed looks empty.
    """
    try:
        with os.scandir(study / "log") as entries:
            return frozenset((entry.name, entry.stat().st_size) for entry in entries if entry.is_file())
    except OSError:
        return frozenset()
