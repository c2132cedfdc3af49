"""A report before it has a form: frozen data that the screen, text, Excel and other formats write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and how many decimals its numbers have (None: they are text or whole)."""

    label: str
    decimals: int | None = None
    align: Literal["left", "right"] = "left"
    whole: bool = False
    """Whether its cells are never broken into lines."""


Value = str | float | int | None
"""One cell; None prints as a dash: there is no figure."""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A titled page: labels that no copy may lose, a finding in plain words, tables, notes."""

    title: str
    labels: tuple[str, ...]
    finding: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
