"""The entries of one page of a study, one a row, under the names of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.tui.text.fitting import crop, fit, one_line
from workbench.tui.widgets.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.tui.text.line import Line
    from workbench.usecases.editing.study_entries import Entry

LABELS = 24
"""Cells that labels have at least, so that values begin at the same place on most pages."""
STYLES = {"✓": "good", "✗": "bad", "○": "dim"}


class EntryList(Listing):
    """Labels and values."""

    def __init__(self, moved: Callable[[], None]) -> None:
        super().__init__(moved)
        self._entries: tuple[Entry, ...] = ()
        self._longest = 0
        self.opened: set[str] = set()
        self.empty = ""
        """What is said where there are no entries."""

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self.entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is listed."""
        return self._entries

    @entries.setter
    def entries(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        self._longest = max((cell_len(one_line(each.label)) + 2 * each.depth + 3 for each in entries), default=0)

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[min(self.at, self.count - 1)] if self.entries else None

    def row_line(self, place: int, width: int, *, here: bool) -> Line:
        """Return an entry's line."""
        entry = self.entries[place]
        label = one_line(entry.label)
        if entry.kind == "record":
            label = f"{'▾' if entry.key in self.opened else '▸'} {label}"
        mark = f"{entry.mark} " if entry.mark else ""
        most = max(12, width * (5 if entry.kind == "record" or entry.mark else 4) // 9)
        room = min(most, max(LABELS, self._longest))
        style = "picked" if here else "strong" if entry.kind in {"record", "heading"} else ""
        name = fit(f"{'  ' * entry.depth}{label}", max(1, room - len(mark)))
        rest = crop(one_line(entry.value), max(0, width - room - 1))
        return ((mark, STYLES.get(entry.mark, "")), (name, style), (" ", ""), (rest, "dim" if entry.mark else ""))

    def headings(self, width: int) -> Sequence[Line]:
        """Return nothing where there are entries, else why, and what to do."""
        return () if self.entries else (((crop(self.empty, width), "dim"),),)
