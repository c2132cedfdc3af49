"""The report as Markdown (CommonMark with GitHub's tables): what people wrote stays text, whatever it looks like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.formats.format import Format
from workbench.formats.text import cell
from workbench.model.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.publication import Page, Publication
    from workbench.model.report import Table

SPECIAL = re.compile(r"([\\`*_\[\]{}()#|~$!^=])")
"""Characters that Markdown or one of its dialects could take for itself anywhere."""

LEADING = re.compile(r"^(\d*)([-+.])")
"""What makes a list or a rule at the beginning of a line."""


def escaped(text: str) -> str:
    """Return text, on one line, that Markdown prints as it is inside a line or a cell."""
    line = " ".join(printable(text).split())
    line = line.replace("&", "&amp;")
    return SPECIAL.sub(r"\\\1", line).replace("<", "&lt;").replace(">", "&gt;")


def paragraph(text: str) -> str:
    """Return text that Markdown prints as it is where a line begins."""
    return LEADING.sub(r"\1\\\2", escaped(text))


def write(publication: Publication) -> bytes:
    """Return the publication as Markdown."""
    lines = [f"# {escaped(publication.facts.title)}", ""]
    lines += [f"- **{escaped(label)}:** {escaped(text)}" for label, text in publication.about]
    for page in publication.pages:
        lines += ["", *_page(page)]
    return ("\n".join(lines) + "\n").encode()


def _page(page: Page) -> Iterator[str]:
    report = page.report
    yield f"## {escaped(report.title)}"
    for label in report.labels:
        yield ""
        mark = "**" if label.startswith("ILLUSTRATIVE") else "*"
        yield f"{mark}{escaped(label)}{mark}"
    yield ""
    yield paragraph(report.finding)
    for table in report.tables:
        yield from _table(table)
    if report.notes:
        yield from ("", "### Notices", "")
        yield from (f"- {paragraph(note)}" for note in report.notes)


def _table(table: Table) -> Iterator[str]:
    yield from ("", f"### {escaped(table.title)}", "")
    yield _row([escaped(column.label) for column in table.columns])
    yield _row(["--:" if column.align == "right" else ":--" for column in table.columns])
    for values in table.rows:
        texts = (cell(value, column) for value, column in zip(values, table.columns, strict=True))
        yield _row([escaped(each) for each in texts])
    if table.note:
        yield from ("", paragraph(table.note))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


FORMAT = Format(name="markdown", suffix=".md", write=write)
