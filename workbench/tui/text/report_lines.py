"""A report as lines of a width: the finding first, tables as wide as they need, text broken where it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.tui.text.fitting import crop, fit, one_line, right, wrap
from workbench.tui.text.line import Line, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.report import Column, Report, Table, Value

SPACINGS = ((14, 2), (14, 1), (10, 1))
"""Cells to which a column of text may be narrowed, and between columns: the first with which a table fits is taken."""
HEADING, LONGEST_WORD = 12, 16
"""Cells that a column gets for its heading alone, and for a single word of it."""
TALLEST = 40
"""Lines that one cell may take."""
MISSING = "–"


def reports_lines(reports: Sequence[Report], width: int) -> list[Line]:
    """Return reports one below the other."""
    lines: list[Line] = []
    for report in reports:
        lines += [*([()] if lines else []), *report_lines(report, width)]
    return lines


def report_lines(report: Report, width: int, *, short: bool = False, hint: Sequence[Line] = ()) -> list[Line]:
    """Return a report's lines; only its tables may be wider than the width.

    Parameters
    ----------
    short
        Whether labels take one line each above the tables; those that do not fit stand in full below them.
    hint
        Lines below the finding.
    """
    lines: list[Line] = [*_text(report.finding, width, "strong"), *hint, *_text(report.title, width, "dim")]
    for label in report.labels:
        lines += [((crop(one_line(label), width), "label"),)] if short else _text(label, width, "label")
    for table in report.tables:
        lines += [(), *_text(table.title, width, "picked"), *table_lines(table, width)]
        lines += _text(table.note, width, "dim")
    if report.notes:
        lines += [(), (("Notices", "strong"),)]
        for note in report.notes:
            lines += _text(f"· {note}", width, "")
    cut = [label for label in report.labels if short and cell_len(one_line(label)) > width]
    if cut:
        lines += [(), (("In full", "strong"),)]
        for label in cut:
            lines += _text(label, width, "label")
    return lines


def table_lines(table: Table, width: int) -> list[Line]:
    """Return a table's lines."""
    cells = [
        [shown_value(value, column) for value, column in zip(row, table.columns, strict=True)] for row in table.rows
    ]
    widths, gap = spaced(table.columns, cells, width)
    between = " " * gap
    lines = _row([one_line(column.label) for column in table.columns], table.columns, widths, "key", between)
    lines.append(((between.join("─" * each for each in widths), "rule"),))
    for row in cells:
        lines += _row(row, table.columns, widths, "", between)
    return lines


def shown_value(value: Value, column: Column) -> str:
    """Return one value as every form of a report prints it."""
    if value is None:
        return MISSING
    if isinstance(value, float):
        return f"{value:.{column.decimals if column.decimals is not None else 2}f}"
    return one_line(str(value))


def spaced(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> tuple[list[int], int]:
    """Return the columns' widths and the cells between them; what cannot fit stands wide, to be scrolled."""
    for narrowest, gap in SPACINGS:
        widths = _widths(columns, rows, width - gap * (len(columns) - 1), narrowest)
        if sum(widths) + gap * (len(widths) - 1) <= width:
            return widths, gap
    narrowest, gap = SPACINGS[0]
    return _widths(columns, rows, width - gap * (len(columns) - 1), narrowest), gap


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int, narrowest: int) -> list[int]:
    """Return the columns' widths: columns of text give way, the widest first, down to their narrowest."""
    widths = [
        max(1, _heading(one_line(column.label)), *(cell_len(row[place]) for row in rows))
        for place, column in enumerate(columns)
    ]
    soft = [place for place, column in enumerate(columns) if not column.whole and column.align == "left"]
    while sum(widths) > room and soft:
        widest = max(soft, key=lambda place: widths[place])
        if widths[widest] <= narrowest:
            break
        others = max((widths[place] for place in soft if place != widest), default=0)
        widths[widest] -= max(1, min(sum(widths) - room, widths[widest] - max(narrowest, others)))
    return widths


def _heading(label: str) -> int:
    """Return the cells that a heading needs so that none of its words is broken, unless one is very long."""
    longest = max((cell_len(word) for word in label.split()), default=0)
    return max(min(cell_len(label), HEADING), min(longest, LONGEST_WORD))


def _row(
    cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int], style: str, between: str
) -> list[Line]:
    wrapped = [wrap(cell, width, TALLEST) or [""] for cell, width in zip(cells, widths, strict=True)]
    lines: list[Line] = []
    for y in range(max((len(each) for each in wrapped), default=1)):
        spans: list[tuple[str, str]] = []
        for place, column in enumerate(columns):
            text = wrapped[place][y] if y < len(wrapped[place]) else ""
            place_in = right if column.align == "right" else fit
            spans.append((place_in(text, widths[place]) + (between if place < len(columns) - 1 else ""), style))
        lines.append(tuple(spans))
    return lines


def _text(text: str, width: int, style: str) -> list[Line]:
    lines: list[Line] = []
    for paragraph in text.splitlines():
        lines += [((part, style),) for part in wrap(paragraph, max(4, width), 10_000)] or [()]
    return lines


def widest(lines: Sequence[Line]) -> int:
    """Return the cells of the longest line."""
    return max((width_of(line) for line in lines), default=0)
