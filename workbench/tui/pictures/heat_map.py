"""A heat map: values in rows and columns, each with its shade and its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.tui.pictures.marks import SHADES, labels, legend, shade
from workbench.tui.text.fitting import fit, told_apart

if TYPE_CHECKING:
    from workbench.model.picture import HeatMap, HeatRow
    from workbench.tui.text.line import Line, Span

NARROWEST, WIDEST = 8, 24
"""Cells of a column."""
NUMBER = 6


def heat_map(picture: HeatMap, width: int, height: int) -> list[Line]:
    """Return the map; with more columns than there is room for, it is wider than the width."""
    del height
    names = labels([each.label for each in picture.rows], width, [each.depth for each in picture.rows])
    left = cell_len(names[0]) if names else 0
    each_column = (width - left - 1) // max(1, len(picture.columns)) - 1
    column = max(NARROWEST, min(WIDEST, each_column))
    heads = told_apart(picture.columns, column)
    scale: list[tuple[Span, str]] = [
        ((SHADES[at] * 2, "bar"), f"{at * 20}–{at * 20 + 20}") for at in range(len(SHADES))
    ]
    lines = legend([*scale, (("–", "warn"), "no value")], width)
    lines.append(((" " * (left + 1), ""), *((f"{fit(head, column)} ", "key") for head in heads)))
    for name, row in zip(names, picture.rows, strict=True):
        style = "strong" if row.depth == 0 else ""
        lines.append(((f"{name} ", style), *_cells(row, column)))
    return lines


def _cells(row: HeatRow, column: int) -> list[Span]:
    spans: list[Span] = []
    for value in row.values:
        if value is None:
            spans.append((fit("–", column) + " ", "warn"))
            continue
        number = f"{value:{NUMBER}.1f}"
        spans += [(shade(value) * (column - NUMBER), "bar"), (f"{number} ", "")]
    return spans
