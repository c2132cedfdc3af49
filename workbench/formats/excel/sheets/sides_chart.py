"""The pictures on the sheet Sides: the sides beside each other, and who gains net."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.charts import Axis, Run, bars, dots, place
from workbench.formats.excel.words import VALUE_TOP

if TYPE_CHECKING:
    from workbench.formats.excel.sheets.sides import SideLines

MOST_OPTIONS = 12
"""Above this many options the pictures say less than the tables."""

TWO = 2


def add_sides_charts(lines: SideLines) -> int:
    """Put the pictures below the net benefits and return the first free row."""
    plan, page, row, n = lines.content.plan, lines.page, lines.row, lines.n_sides
    if len(plan.columns) > MOST_OPTIONS:
        return row
    heads = lines.at["benefit"] - 1
    sheet = page.sheet.title
    names = f"'{sheet}'!{plan.across(heads)}"
    runs = [
        Run(
            f"'{sheet}'!{plan.across(lines.at['points'] + at)}",
            f"'{sheet}'!$D${lines.at['points'] + at}",
            color=side,
            hatched=at >= n,
        )
        for side in range(n)
        for at in (side, n + side)
    ]
    page.text(f"A{row}", "Benefits (full) and burdens (hatched) of the sides, points 0 to 100", "section")
    axis = Axis(0, VALUE_TOP, 25)
    height = min(15.0, 2.5 + len(plan.columns) * n * 0.9)
    row = place(page, bars(names, runs, axis), row + 1, height, names=0.2)
    if n != TWO:
        return row
    page.text(f"A{row}", "Net benefit of the two sides: above and to the right of 0 both gain", "section")
    first, second = lines.at["net"], lines.at["net"] + 1
    points = [
        Run(f"'{sheet}'!${column}${second}", f"'{sheet}'!${column}${heads}", f"'{sheet}'!${column}${first}")
        for column in plan.columns
    ]
    across, up = (Axis(-VALUE_TOP, VALUE_TOP, 25, f"Net benefit: {each}") for each in lines.content.sides.labels)
    return place(page, dots(points, across, up), row + 1, 11.0, names=0.08)
