"""The sheet Robustness says under what each figure holds, as the tool does."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Mapping

HELD = "those within Fair between the states and Open to both publics held"
STAY = "while the weights within Fair between the states and Open to both publics stay as they are"


def rows_under(report: bytes, title: str) -> Mapping[str, tuple[object, ...]]:
    """Return the lines of one table of the sheet by what stands in their first column."""
    sheet = openpyxl.load_workbook(BytesIO(report))["Robustness"]
    lines = [tuple(row[:4]) for row in sheet.iter_rows(values_only=True)]
    start = next(place for place, row in enumerate(lines) if row[0] == title) + 1
    stop = next(place for place in range(start, len(lines)) if lines[place][0] is None)
    return {str(row[0]): row[1:] for row in lines[start:stop]}


def test_the_smallest_change_tells_which_weights_were_held(reports: dict[str, bytes]) -> None:
    found = rows_under(reports["river-basin-three"], "Smallest change of all weights that puts each option first")
    assert found["Radar"] == (
        "66.7%",
        "Open to both publics 33.3% → 100.0%, Fair between the states 33.3% → 0.0% and 3 more",
        f"all weights at once, {HELD}; its gaps at their best; shares the first rank at most",
    )
    assert found["Exchange"] == (
        "–",
        "no weights put it first",
        f"{STAY}; with all weight on Cost, upper it is first",
    )


def test_a_small_change_is_shown_with_the_digits_that_count(reports: dict[str, bytes]) -> None:
    found = rows_under(reports["us-mexico-2011"], "Smallest change of all weights that puts each option first")
    assert found["Border management"] == (
        "0.111%",
        "Benefit to the US 6.944% → 7.056%, Root causes 5.556% → 5.444%",
        "all counting weights at once",
    )
