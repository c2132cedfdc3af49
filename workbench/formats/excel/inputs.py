"""The cells of a sheet that take entries, in runs of neighbours, with what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.formats.excel.book import letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.formats.excel.book import Page, Value


@dataclass(frozen=True, slots=True)
class Run:
    """Cells side by side in one row."""

    sheet: str
    row: int
    first: int
    """The number of the first cell's column."""
    values: tuple[Value | None, ...]

    @property
    def cells(self) -> str:
        """Where they stand on their sheet."""
        last = self.first + len(self.values) - 1
        ends = f"{letter(self.first)}{self.row}", f"{letter(last)}{self.row}"
        return ends[0] if len(self.values) == 1 else ":".join(ends)

    @property
    def area(self) -> str:
        """The same as formulas on other sheets name it."""
        return f"{self.sheet}!{self.cells}"


def input_runs(page: Page) -> Iterator[Run]:
    """Yield a sheet's inputs from the top."""
    places = sorted(page.entries)
    starts = [place for place in places if (place[0], place[1] - 1) not in page.entries]
    for row, first in starts:
        values: list[Value | None] = []
        while (row, first + len(values)) in page.entries:
            values.append(page.sheet.cell(row, first + len(values)).value)
        yield Run(page.sheet.title, row, first, tuple(values))
