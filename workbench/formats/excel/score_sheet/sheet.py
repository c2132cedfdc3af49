"""A score sheet as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.formats.excel.score_sheet.layout import Cell
    from workbench.formats.excel.score_sheet.problem import Problem, Remark


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one input cell, not yet interpreted."""

    place: str
    """The cell, such as G7."""
    kind: str
    """number, text, blank, or the code of what it cannot be: DATE, BOOLEAN, ERROR_CELL, FORMULA, PERCENT_TEXT."""
    number: float = 0.0
    text: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing stands there."""
        return self.kind == "blank"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an analyst's sheet."""

    sheet: str
    number: int
    cell: Cell
    entries: Mapping[str, Entry]
    """By heading."""
    labels: Mapping[str, str]
    """The labels that belong to the ids, by heading."""
    places: Mapping[str, str]
    """The cells of labels and ids, by heading."""
    hidden: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was entered."""
        return all(each.blank for each in self.entries.values())


@dataclass(frozen=True, slots=True)
class Made:
    """What the sheet says about the study it was made from."""

    study: str
    digest: str
    version: str
    analysts: Mapping[str, str]
    """By id, the label."""
    options: Mapping[str, str]
    criteria: Mapping[str, str]
    scales: Mapping[str, str]
    """By criterion, the mark of its scale."""
    answers: Mapping[Cell, str]
    """By cell, the mark of the score that stood there; empty where there was none."""


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """Everything that was read."""

    made: Made
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...]
