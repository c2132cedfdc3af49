"""What can be wrong on a sheet that comes back: a code, a cell, what was found, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_LISTED = 200
"""Problems that are listed."""

CODES = {
    "SCHEMA_VERSION": "the sheet was made by a newer or unknown version",
    "WRONG_MODEL": "the sheet belongs to another study",
    "SHEET_MISSING": "an analyst's sheet is not there",
    "SHEET_DUPLICATE": "an analyst has two sheets",
    "HEADER_CHANGED": "a heading is not there, or stands twice",
    "OPTION_UNKNOWN": "the option is not in the study",
    "OPTION_MISSING": "a row does not say which option it is about",
    "OPTION_RENAMED": "the label beside the id was changed",
    "OPTION_DUPLICATE": "an option stands twice under one criterion",
    "CRITERION_UNKNOWN": "the criterion is not in the study",
    "CRITERION_MISSING": "a row does not say which criterion it is about",
    "CRITERION_RENAMED": "the label beside the id was changed",
    "CRITERION_DUPLICATE": "a criterion stands twice",
    "CRITERION_CHANGED": "the criterion's scale has changed since the sheet was made",
    "ROW_MISSING": "a row with a score was deleted",
    "ROW_EXTRA": "something stands in a row that is about nothing, or was not on the sheet",
    "NOT_A_NUMBER": "what stands there is no number and no level",
    "DECIMAL_COMMA": "a comma can mean two things",
    "PERCENT_TEXT": "a percentage is another number than it shows",
    "DATE": "the spreadsheet program turned the entry into a date",
    "BOOLEAN": "true and false are no numbers",
    "ERROR_CELL": "the cell shows an error",
    "FORMULA": "a formula stands where a number is entered",
    "MERGED": "cells are merged",
    "OUT_OF_RANGE": "the number lies outside the scale",
    "NOT_INTEGER": "a whole number is asked for",
    "BLANK": "a score is gone, or a reason stands without one",
    "INTERVAL": "an interval needs both ends, the lower one first",
    "TWO_ANSWERS": "a score and an interval stand in one row",
    "TEXT_TOO_LONG": "the text is longer than any text of a study may be",
    "ILLEGAL_CHAR": "the text holds a character that cannot be shown",
    "WORD_UNKNOWN": "the word is none of those that can stand there",
    "EVIDENCE_UNKNOWN": "the passage is not in the study",
    "CONFLICT": "sheet and study have both changed since the sheet was made",
    "DIRECTION": "table and study disagree about which end is better",
}
"""Every code of a cell or sheet, and what it means; files that are refused have codes of their own."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a sheet from being imported."""

    code: str
    sheet: str
    cell: str
    """Empty where it concerns the whole sheet."""
    found: str
    hint: str = ""

    @property
    def place(self) -> str:
        """Sheet and cell."""
        return f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet

    @property
    def words(self) -> str:
        """What is said in the marked copy."""
        return " ".join(filter(None, (f"{self.code}: {self.found}", self.hint)))


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about a sheet that keeps nothing from being imported."""

    code: str
    text: str


def mistakes(file: str, problems: Sequence[Problem]) -> list[Mistake]:
    """Return problems as the mistakes of a file, at most 200 of them."""
    listed = [Mistake(file, each.place, f"{each.code}: {each.found}", each.hint) for each in problems[:MOST_LISTED]]
    if len(problems) > MOST_LISTED:
        listed.append(Mistake(file, "", f"and {len(problems) - MOST_LISTED:,} more."))
    return listed
