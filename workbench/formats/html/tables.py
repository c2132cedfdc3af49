"""Tables in HTML: captioned, scoped, in a frame that scrolls on small screens; very wide ones in several parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.html.tags import Markup, joined, tag
from workbench.formats.text import cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model.report import Column, Table, Value

MOST_COLUMNS = 12
"""Columns that one sheet of paper holds on its side."""

LONGEST_WORD = 24
"""Characters of one word that a column is made wide enough for; a longer one is broken."""

WIDE, WIDE_WITH_TEXTS, TEXT = 9, 6, 60
"""Columns above which a table is printed on its side and small: without and with texts, and what counts as one."""


def table(given: Table, name: str) -> Markup:
    """Return a table with its title and note; the first column stands in front of every part of a wide one."""
    parts = list(_parts(len(given.columns)))
    drawn = [
        _part(given, columns, f"{name}-{number}", f"{given.title} ({number} of {len(parts)})" if len(parts) > 1
              else given.title)
        for number, columns in enumerate(parts, start=1)
    ]  # fmt: skip
    note = [tag("p", given.note, class_="note")] if given.note else []
    wide = "wide" if len(given.columns) > (WIDE_WITH_TEXTS if _has_texts(given) else WIDE) else None
    return tag("div", joined([tag("h3", given.title or "Table", id=f"{name}-title"), *drawn, *note]), class_=wide)


def _has_texts(given: Table) -> bool:
    return any(isinstance(value, str) and len(value) > TEXT for row in given.rows for value in row)


def _parts(count: int) -> Iterator[list[int]]:
    if count <= MOST_COLUMNS:
        yield list(range(count))
        return
    for start in range(1, count, MOST_COLUMNS - 1):
        yield [0, *range(start, min(start + MOST_COLUMNS - 1, count))]


def _part(given: Table, columns: Sequence[int], name: str, caption: str) -> Markup:
    heads = [_head(given.columns[at]) for at in columns]
    rows = [_row(given, row, columns) for row in given.rows]
    inner = [
        tag("caption", caption or "Table", id=f"{name}-caption"),
        tag("thead", tag("tr", *heads)),
        tag("tbody", joined(rows)),
    ]
    # A frame that scrolls must be reachable without a mouse.
    return tag(
        "div", tag("table", *inner), class_="frame", role="region", tabindex="0", aria_labelledby=f"{name}-caption"
    )


def _head(column: Column) -> Markup:
    # An empty heading would be announced as one: it is a cell.
    return tag("th", column.label, scope="col", class_=_side(column)) if column.label.strip() else tag("td", "")


def _row(given: Table, row: tuple[Value, ...], columns: Sequence[int]) -> Markup:
    cells = []
    for at in columns:
        column, said = given.columns[at], cell(row[at], given.columns[at])
        if at == 0 and said.strip():
            cells.append(tag("th", said, scope="row", class_=_side(column, said)))
        else:
            cells.append(tag("td", said, class_=_side(column, said)))
    return tag("tr", *cells)


def _side(column: Column, said: str = "") -> str | None:
    long = any(len(word) > LONGEST_WORD for word in said.split())
    number = column.align == "right" and len(said) <= LONGEST_WORD
    right = "number" if number else "right" if column.align == "right" else ""
    kinds = [each for each in (right, "long" if long else "", "whole" if column.whole and not long else "") if each]
    return " ".join(kinds) or None
