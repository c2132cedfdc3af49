"""Garbage is looked for while nobody types: a search through what is remembered takes longer than a key may."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

EVERY = 2.0
"""Seconds between two looks; without a key between them it is a pause."""
WORTH_IT = 5_000
"""New objects for which a pause is used: those of a few keys."""
AT_LAST = 100_000
"""New objects after which Python searches through them also while somebody types; its own number is 700."""


def tidy_in_pauses(app: WorkbenchApp) -> None:
    """Have garbage collected in pauses, and not in the middle of a key."""
    if app.is_headless:
        return
    _, grown, old = gc.get_threshold()
    gc.set_threshold(AT_LAST, grown, old)
    known = app.keys_taken

    def tidy() -> None:
        nonlocal known
        is_pause, known = app.keys_taken == known, app.keys_taken
        if is_pause and gc.get_count()[0] >= WORTH_IT:
            gc.collect()

    app.set_interval(EVERY, tidy)
