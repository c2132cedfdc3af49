"""The report as CSV: one line a cell, each with its page and table, so that a file of many tables still filters."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from workbench.formats.format import Format
from workbench.formats.safe_text import csv_safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.publication import Publication
    from workbench.model.report import Report, Value

COLUMNS = ("study", "digest", "illustrative", "page", "part", "row", "column", "value")
"""`part` is the title of a table, or one of: about, label, finding, notice."""

Line = tuple[str, str, int, str, "Value"]
"""Page, part, row from 1, column, value."""


def write(publication: Publication) -> bytes:
    """Return the publication as CSV text; an empty value means that there is no figure.

    It begins with the mark by which Excel knows UTF-8; without it, it would read every accent wrong.
    """
    facts = publication.facts
    same = (facts.id, facts.digest, str(facts.illustrative).lower())
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in _lines(publication):
        writer.writerow([_cell(each) for each in (*same, *line)])
    return stream.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str | float | None:
    return csv_safe(value) if isinstance(value, str) else value


def _lines(publication: Publication) -> Iterator[Line]:
    for row, (label, text) in enumerate(publication.about, start=1):
        yield "", "about", row, label, text
    for page in publication.pages:
        yield from _report(page.report)


def _report(report: Report) -> Iterator[Line]:
    title = report.title
    for row, label in enumerate(report.labels, start=1):
        yield title, "label", row, "", label
    yield title, "finding", 1, "", report.finding
    for table in report.tables:
        for row, values in enumerate(table.rows, start=1):
            for column, value in zip(table.columns, values, strict=True):
                yield title, table.title, row, column.label, value
        if table.note:
            yield title, table.title, len(table.rows) + 1, "note", table.note
    for row, note in enumerate(report.notes, start=1):
        yield title, "notice", row, "", note


FORMAT = Format(name="csv", suffix=".csv", write=write)
