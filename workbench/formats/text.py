"""Reports as plain text, drawn by rich."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group
from rich.table import Table as RichTable
from rich.text import Text

from workbench.model.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from workbench.model.report import Column, Report, Table, Value

MISSING = "–"
"""What stands where there is no figure."""


def report_text(report: Report, *, width: int = 100) -> str:
    """Return a report as text of at most `width` columns, without colour."""
    stream = StringIO()
    Console(file=stream, width=width, color_system=None, highlight=False, markup=False).print(drawn(report))
    return stream.getvalue()


def drawn(report: Report) -> RenderableType:
    """Return a report as rich draws it."""
    return Group(*_parts(report))


def _parts(report: Report) -> Iterator[RenderableType]:
    yield _text(report.title, style="bold")
    for label in report.labels:
        yield _text(label, style="italic" if not label.startswith("ILLUSTRATIVE") else "bold yellow")
    yield _text(f"\n{report.finding}", style="bold")
    for table in report.tables:
        yield Text()
        yield _table(table)
        if table.note:
            yield _text(table.note, style="dim")
    if report.notes:
        yield Text("\nNotices", style="bold")
        for note in report.notes:
            yield _text(f"· {note}")


def _table(table: Table) -> RichTable:
    drawing = RichTable(
        title=_text(table.title),
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
    )
    for column in table.columns:
        drawing.add_column(_text(column.label), justify=column.align, overflow="fold", no_wrap=column.whole)
    for row in table.rows:
        drawing.add_row(*(_text(cell(value, column)) for value, column in zip(row, table.columns, strict=True)))
    return drawing


def _text(words: str, style: str = "") -> Text:
    return Text(printable(words), style=style)


def cell(value: Value, column: Column) -> str:
    """Return one value as it is printed."""
    if value is None:
        return MISSING
    if isinstance(value, float):
        return f"{value:.{column.decimals if column.decimals is not None else 2}f}"
    return str(value)
