"""The sheet Exported: the criteria's inputs as the tool wrote them, so that every later change can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.book import letter
from workbench.formats.excel.plan import FIRST_OPTION, FIRST_ROW, Single
from workbench.formats.excel.sheets.curves import curve_inputs
from workbench.formats.excel.words import RULES

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node, Plan

FIRST_RANKED = "D4"
"""Which option came first when the file was written."""


def scale_columns(plan: Plan) -> tuple[str, str, str]:
    """Return the columns of worst, best and one level, behind the options."""
    first = FIRST_OPTION + len(plan.options)
    return letter(first), letter(first + 1), letter(first + 2)


def curve_columns(plan: Plan) -> tuple[str, ...]:
    """Return the columns of the value functions, in the order of the sheet Curves, behind the scales."""
    first = FIRST_OPTION + len(plan.options) + 3
    return tuple(letter(first + place) for place in range(3 + 2 * plan.points + 1))


def write_exported(page: Page, content: Content, first_ranked: Value) -> None:
    """Write the inputs of the criteria once more, as fixed values, in the rows of the criteria."""
    plan = content.plan
    page.heading(
        "Exported: the inputs as exported", content.status, "Do not change: Checks compares the inputs with it."
    )
    page.text("C4", Single.FIRST.name.capitalize(), "key")
    page.text(FIRST_RANKED, str(first_ranked), "label")
    worst, best, level = scale_columns(plan)
    headers = {"A": "No.", "B": "Under", "C": "Id", "D": "Criterion", "E": "Aggregator", "F": "Points"}
    headers |= dict(zip(plan.columns, plan.options, strict=True)) | {worst: "Worst", best: "Best", level: "One level"}
    for column, header in headers.items():
        page.text(f"{column}5", header, "header")
    heads = ("Value function", "Curvature", "Target", *("Point",) * (2 * plan.points + 1))
    for column, header in zip(curve_columns(plan), heads, strict=True):
        page.text(f"{column}5", header, "header")
    for node in plan.nodes:
        _write_row(page, content, node)
    widths = {"A": 5, "B": 6, "C": 14, "D": 28, "E": 12, "F": 9} | dict.fromkeys(plan.columns, content.option_width)
    kind, *numbers = curve_columns(plan)
    page.widths({**widths, **dict.fromkeys((*scale_columns(plan), *numbers), 6.5), kind: 11, numbers[0]: 9.5})
    page.set_up(freeze=f"G{FIRST_ROW}", rows="5:5", columns="A:F")


def _write_row(page: Page, content: Content, node: Node) -> None:
    plan, row, leaf = content.plan, content.plan.row(node.number), content.leaf(node)
    content.row_labels(page, node, row)
    if node.kind == "group":
        page.text(f"E{row}", RULES[content.figures.rules[node.number - 1] - 1], "fixed")
    page.number(f"F{row}", float(content.figures.points[node.number - 1]) if node.parent else 1, "fixed")
    if leaf is None:
        return
    for option, column in enumerate(plan.columns):
        _write(page, f"{column}{row}", content.entered(node, option))
    for column, number in zip(curve_columns(plan), curve_inputs(plan, leaf.value_function), strict=True):
        _write(page, f"{column}{row}", number)
    for column, value in zip(scale_columns(plan), (leaf.worst, leaf.best, leaf.scale.step), strict=True):
        page.number(f"{column}{row}", value, "fixed")


def _write(page: Page, cell: str, value: Value | None) -> None:
    if value is None:
        page.blank(cell, "fixed")
    elif isinstance(value, str):
        page.text(cell, value, "fixed")
    else:
        page.number(cell, value, "fixed")
