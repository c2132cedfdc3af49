"""Writing down a sheet line by line: a label, then one formula with its value for each option."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.formats.excel.words import SCORES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content

    Label = str | tuple[str, str]
    """Text, or a formula with the text it shows."""

LABEL_WIDTHS = {**dict.fromkeys("ABCE", 2.5), "D": 62, "F": 9}
"""Of the columns before the options, in characters."""

PAGE_LINES = 40
"""Lines that a printed page holds."""


@dataclass
class Lines:
    """A sheet on which every line has a label in column D and the options from column G on."""

    page: Page
    content: Content
    row: int = 5
    """Where the next line stands."""
    starts: list[int] = field(default_factory=list)
    """Where blocks begin that a printed page should hold whole."""

    def section(self, title: str, *, heading: str = "Step", sixth: str = "") -> None:
        """Begin a block: its title, and the header with the options' names."""
        self.starts.append(self.row)
        self.page.text(f"A{self.row}", title, "section")
        head = self.row + 1
        self.page.text(f"D{head}", heading, "header_left")
        self.page.blank(f"E{head}", "header")
        self.page.text(f"F{head}", sixth, "header")
        for place, column in enumerate(self.content.plan.columns):
            self.page.put(f"{column}{head}", f"{SCORES}!{column}$5", self.content.plan.options[place], "header_link")
        self.row += 2

    def end(self) -> None:
        """Leave a line free."""
        self.row += 1

    def note(self, text: str) -> None:
        """Write a sentence across the sheet."""
        self.page.text(f"A{self.row}", text, "note")
        self.row += 1

    def label(self, label: Label, style: str = "label") -> None:
        """Write what the line shows."""
        for column in "EF":
            self.page.blank(f"{column}{self.row}", style)
        if isinstance(label, str):
            self.page.text(f"D{self.row}", label, style)
        else:
            self.page.put(f"D{self.row}", *label, "group" if style == "group" else "calc_text")

    def line(
        self, label: Label, formula: Callable[[str], str], values: Iterable[Value], style: str = "calc_two"
    ) -> int:
        """Write one line, and return its row.

        Parameters
        ----------
        formula
            From an option's column to its formula.
        """
        shown = list(values)
        text = label if isinstance(label, str) else label[1]
        self.content.cache[self.page.sheet.title, text] = (self.row, shown)
        self.label(label, "group" if style.startswith(("sum", "out")) else "label")
        for column, value in zip(self.content.plan.columns, shown, strict=True):
            self.page.put(f"{column}{self.row}", formula(column), value, style)
        self.row += 1
        return self.row - 1

    def lines(
        self,
        labels: Sequence[Label],
        formula: Callable[[str, int], str],
        values: Sequence[Iterable[Value]],
        style: str = "calc_two",
    ) -> int:
        """Write several lines alike, and return the row of the first.

        Parameters
        ----------
        formula
            From an option's column and a line's place to the formula.
        """
        first = self.row
        for place, (label, row) in enumerate(zip(labels, values, strict=True)):
            self.line(label, lambda column, place=place: formula(column, place), row, style)  # type: ignore[misc]
        return first

    def break_pages(self) -> None:
        """Begin a printed page before every block that the page before it cannot hold whole."""
        top, breaks = 1, []
        starts = sorted({*self.starts, self.row})
        for start, end in pairwise(starts):
            if end - top > PAGE_LINES and start > top:
                breaks.append(start)
                top = start
        self.page.break_before(breaks)

    def widths(self, **more: float) -> None:
        """Set the widths of the label's and the options' columns."""
        options = dict.fromkeys(self.content.plan.columns, self.content.option_width)
        self.page.widths({**LABEL_WIDTHS, **options, **more})
