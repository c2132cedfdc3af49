"""Garbage is looked for while nobody types: a search through all that is remembered takes longer than a key may."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

EVERY = 2.0
"""Seconds between two looks; without a key between them it is a pause."""
WORTH_IT = 10
"""Searches through what is young after which all is searched in a pause, as Python does at any time."""
AT_LAST = 200
"""Searches through what is young after which all is searched also while somebody types."""
NEVER = 1 << 30


def tidy_in_pauses(app: WorkbenchApp) -> None:
    """Have garbage that has grown old collected in pauses, and not in the middle of a key."""
    if app.is_headless:
        return
    young, grown, _ = gc.get_threshold()
    gc.set_threshold(young, grown, NEVER)
    known = app.keys_taken

    def tidy() -> None:
        nonlocal known
        is_pause, known = app.keys_taken == known, app.keys_taken
        if gc.get_count()[2] >= (WORTH_IT if is_pause else AT_LAST):
            gc.collect()

    app.set_interval(EVERY, tidy)
