"""The sheet Exported: the inputs as the tool wrote them, so that every later change can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.book import letter
from workbench.formats.excel.plan import FIRST_OPTION, FIRST_ROW, Single
from workbench.formats.excel.words import NOT_APPLICABLE, RULES

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


def write_exported(page: Page, content: Content, first_ranked: Value) -> None:
    """Write every input once more, as fixed values."""
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
    for node in plan.nodes:
        _write_row(page, content, node)
    widths = {"A": 5, "B": 6, "C": 18, "D": 42, "E": 12, "F": 9}
    page.widths({**widths, **dict.fromkeys(plan.columns, content.option_width)})
    page.set_up(freeze=f"G{FIRST_ROW}", rows="5:5", columns="A:F")


def _write_row(page: Page, content: Content, node: Node) -> None:
    plan, row, leaf = content.plan, content.plan.row(node.number), content.leaf(node)
    content.row_labels(page, node, row)
    if node.kind == "group":
        page.text(f"E{row}", RULES[content.figures.rules[node.number - 1] - 1], "fixed")
    page.number(f"F{row}", float(content.figures.points[node.number - 1]) if node.parent else 1, "fixed")
    if leaf is None:
        return
    for column, value in zip(plan.columns, content.figures.used[node.number - 1], strict=True):
        if isinstance(value, float):
            page.number(f"{column}{row}", value, "fixed")
        elif value == NOT_APPLICABLE:
            page.text(f"{column}{row}", value, "fixed")
        else:
            page.blank(f"{column}{row}", "fixed")
    for column, value in zip(scale_columns(plan), (leaf.worst, leaf.best, leaf.scale.step), strict=True):
        page.number(f"{column}{row}", value, "fixed")
