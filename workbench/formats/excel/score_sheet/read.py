"""Reading a score sheet that comes back: what stands in its cells, and what cannot stand there."""

from __future__ import annotations

import datetime as dt
import sys
from math import inf
from typing import TYPE_CHECKING, Any

from workbench.errors import nearest
from workbench.formats.excel.open_safely import open_safely, text_of
from workbench.formats.excel.score_sheet.layout import (
    ANALYST_CELL,
    ANSWERS,
    CRITERION,
    CRITERION_ID,
    DATA,
    ENTERED,
    FIRST_ROW,
    FORMAT,
    HEADER_ROW,
    HEADERS,
    OPTION,
    OPTION_ID,
    SCORES,
    Cell,
)
from workbench.formats.excel.score_sheet.problem import Problem, Remark
from workbench.formats.excel.score_sheet.sheet import Entry, Made, Row, ScoreSheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST = sys.float_info.max
"""The largest number; an integer beyond it is said to be none."""

FAMILY = FORMAT.partition("/")[0]


def read(path: Path) -> ScoreSheet | None:
    """Return what stands on a score sheet; see `read_score_sheet`."""
    book = open_safely(path)
    if DATA not in book.sheetnames or not _text(book[DATA]["B1"].value).startswith(FAMILY):
        return None
    found = _text(book[DATA]["B1"].value)
    if found != FORMAT:
        problem = Problem("SCHEMA_VERSION", DATA, "B1", f"the sheet is {found!r}; this program reads {FORMAT!r}.",
                          "Make a new sheet with this version, or use the version that made it.")  # fmt: skip
        return ScoreSheet(Made("", "", "", {}, {}, {}, {}, {}), (), (problem,), ())
    made, names = _made(book[DATA])
    reading = _Reading(book, made)
    for analyst, name in names.items():
        reading.analyst(analyst, name)
    for sheet in book.worksheets:
        if sheet.title not in names.values() and _claims(sheet) in made.analysts:
            reading.second(sheet.title, _claims(sheet), names[_claims(sheet)])
    return ScoreSheet(made, tuple(reading.rows), tuple(reading.problems), tuple(reading.remarks))


def _text(value: object) -> str:
    return "" if value is None else text_of(value)


def _claims(sheet: Any) -> str:  # noqa: ANN401 - openpyxl has no types
    """Return the analyst whose sheet it says it is."""
    return _text(sheet[ANALYST_CELL].value) if sheet.title.startswith(SCORES) else ""


def _made(data: Any) -> tuple[Made, dict[str, str]]:  # noqa: ANN401
    """Return what the sheet was made from, and the name of each analyst's sheet."""
    single: dict[str, str] = {}
    names, analysts, options, criteria, scales = ({} for _ in range(5))
    answers: dict[Cell, str] = {}
    for row in data.iter_rows(values_only=True, max_col=5):
        kind, first, second, third, fourth = (_text(each) for each in (*row, None, None, None, None)[:5])
        if kind == "sheet":
            names[second], analysts[second] = first, third
        elif kind == "option":
            options[first] = second
        elif kind == "criterion":
            criteria[first], scales[first] = second, third
        elif kind == ANSWERS:
            answers[Cell(second, third, first)] = fourth
        else:
            single[kind] = first
    made = Made(
        single.get("study", ""),
        single.get("digest", ""),
        single.get("version", ""),
        analysts,
        options,
        criteria,
        scales,
        answers,
    )
    return made, names


class _Reading:
    """One reading of a workbook, which collects rows, problems and remarks."""

    def __init__(self, book: Any, made: Made) -> None:  # noqa: ANN401
        self.book = book
        self.made = made
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.remarks: list[Remark] = []

    def second(self, title: str, analyst: str, name: str) -> None:
        """Say that an analyst has a second sheet."""
        found = f"{title!r} is a sheet by {analyst}, as {name!r} is."
        self.problems.append(Problem("SHEET_DUPLICATE", title, ANALYST_CELL, found, "Keep one of them."))

    def analyst(self, analyst: str, name: str) -> None:
        """Read an analyst's sheet."""
        if name not in self.book.sheetnames or _claims(self.book[name]) != analyst:
            found = f"the sheet {name!r} of {analyst} is not there, or is somebody else's."
            hint = f"Its name and the id in {ANALYST_CELL} must stay as they were."
            self.problems.append(Problem("SHEET_MISSING", name, "", found, hint))
            return
        sheet = self.book[name]
        columns = self._columns(sheet)
        self._check_merged(sheet)
        if columns is None:
            return
        seen: dict[Cell, int] = {}
        for number in range(FIRST_ROW, (sheet.max_row or 0) + 1):
            self._row(sheet, analyst, number, columns, seen)
        self._check_missing(sheet.title, analyst, seen)

    def _columns(self, sheet: Any) -> dict[str, int] | None:  # noqa: ANN401
        """Return the number of each heading's column, or say which headings are not there."""
        places: dict[str, list[int]] = {header: [] for header in HEADERS}
        for cell in sheet[HEADER_ROW]:
            if (text := _text(cell.value).strip()) in places:
                places[text].append(cell.column)
        for header, at in places.items():
            if len(at) != 1:
                found = f"the heading {header!r} stands {len(at)} times in row {HEADER_ROW}; it must stand once."
                hint = "Restore the headings as they were, or copy the answers into a new sheet."
                self.problems.append(Problem("HEADER_CHANGED", sheet.title, f"A{HEADER_ROW}", found, hint))
        if any(len(at) != 1 for at in places.values()):
            return None
        return {header: at[0] for header, at in places.items()}

    def _check_merged(self, sheet: Any) -> None:  # noqa: ANN401
        for area in sheet.merged_cells.ranges:
            if area.max_row >= HEADER_ROW:
                place = area.coord.partition(":")[0]
                found = f"the cells {area.coord} are merged."
                self.problems.append(Problem("MERGED", sheet.title, place, found, "Take the merging back."))

    def _row(self, sheet: Any, analyst: str, number: int, columns: Mapping[str, int], seen: dict[Cell, int]) -> None:  # noqa: ANN401
        cells = {header: sheet.cell(number, column) for header, column in columns.items()}
        option, criterion = (_text(cells[header].value).strip() for header in (OPTION_ID, CRITERION_ID))
        entries = {header: entry_of(cells[header]) for header in ENTERED}
        if not option and not criterion and all(each.blank for each in entries.values()):
            return
        row = Row(
            sheet.title,
            number,
            Cell(option, criterion, analyst),
            entries,
            {header: _text(cells[header].value) for header in (OPTION, CRITERION)},
            {header: cells[header].coordinate for header in (OPTION, CRITERION, OPTION_ID, CRITERION_ID)},
            bool(sheet.row_dimensions[number].hidden),
        )
        if self._named(row, seen):
            seen[row.cell] = number
            self.rows.append(row)

    def _named(self, row: Row, seen: Mapping[Cell, int]) -> bool:
        """Return whether a row is about a cell that was on the sheet; else say why not."""
        option, criterion, _ = row.cell
        if not option and not criterion:
            found, hint = (
                "something is entered in a row without ids.",
                "Enter it in the row of its criterion and option.",
            )
            return self._say("ROW_EXTRA", row, CRITERION_ID, found, hint)
        for kind, name, known, header in (
            ("OPTION", option, self.made.options, OPTION_ID),
            ("CRITERION", criterion, self.made.criteria, CRITERION_ID),
        ):
            if not name:
                found = f"there is no {header.lower()} in this row."
                return self._say(f"{kind}_MISSING", row, header, found, "Restore the ids, which are locked.")
            if name not in known:
                found = f"{name[:64]!r} was not on this sheet."
                return self._say(f"{kind}_UNKNOWN", row, header, found, nearest(name, known))
        return self._asked_once(row, seen)

    def _asked_once(self, row: Row, seen: Mapping[Cell, int]) -> bool:
        option, criterion, _ = row.cell
        if row.cell in seen:
            found = f"{option} on {criterion} stands in row {seen[row.cell]} too."
            return self._say("OPTION_DUPLICATE", row, OPTION_ID, found, "Keep one of the rows.")
        if row.cell not in self.made.answers:
            found = f"{option} on {criterion} was not asked on this sheet."
            return self._say("ROW_EXTRA", row, OPTION_ID, found, "Take the row out, or make a new sheet.")
        return True

    def _say(self, code: str, row: Row, header: str, found: str, hint: str) -> bool:
        self.problems.append(Problem(code, row.sheet, row.places[header], found, hint))
        return False

    def _check_missing(self, title: str, analyst: str, seen: Mapping[Cell, int]) -> None:
        """Say which rows are gone: where a score stood, that is no way to take it away."""
        gone = [cell for cell in self.made.answers if cell.analyst == analyst and cell not in seen]
        for option, criterion, _ in (cell for cell in gone if self.made.answers[cell]):
            found = f"the row of {option} on {criterion} is gone, and with it a score."
            hint = "Put it back; to take the score away, enter 'not scored'."
            self.problems.append(Problem("ROW_MISSING", title, "", found, hint))
        blank = sum(not self.made.answers[cell] for cell in gone)
        if blank:
            self.remarks.append(
                Remark("ROW_MISSING", f"{title}: {blank:,} rows without a score are gone; nothing lost.")
            )


def entry_of(cell: Any) -> Entry:  # noqa: ANN401 - openpyxl has no types
    """Return what stands in a cell, as what it is; texts are not read as numbers."""
    value, place = cell.value, cell.coordinate
    if value is None or value == "":
        return Entry(place, "blank")
    if isinstance(value, int | float) and not isinstance(value, bool) and cell.data_type == "n":
        value = value if abs(value) <= MOST else inf
        percent = "%" in str(cell.number_format)
        return Entry(place, "PERCENT_TEXT" if percent else "number", number=float(value), text=f"{value:.15g}")
    text = str(value).upper() if isinstance(value, bool) else str(getattr(value, "text", "")) or _text(value)
    return Entry(place, _kind(cell, value), text=text)


def _kind(cell: Any, value: object) -> str:  # noqa: ANN401
    """Return what a cell holds that is no number."""
    if cell.data_type == "f" or hasattr(value, "ref"):
        return "FORMULA"
    if cell.data_type == "e":
        return "ERROR_CELL"
    if isinstance(value, bool):
        return "BOOLEAN"
    return "DATE" if isinstance(value, dt.date | dt.time | dt.timedelta) else "text"
