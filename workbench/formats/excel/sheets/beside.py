"""The sheet Beside: computed criteria, and the totals under other aggregators; nothing here is added to a total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.sheets.beside_layout import TITLE_ROWS
from workbench.formats.excel.sheets.computed import write_computed
from workbench.formats.excel.sheets.variants import write_variant

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content


FIRST_ROW = 5
"""Where the first block's title stands."""


def write_beside(page: Page, content: Content) -> None:
    """Write the workings of everything that stands beside the totals."""
    plan = content.plan
    page.heading("Beside: reported beside the totals, never added", content.status, "Calculated from Tree and Weights.")
    for node in plan.nodes:
        if node.kind == "computed":
            write_computed(page, content, node)
    for variant in content.beside.variants:
        write_variant(page, content, variant)
    page.widths({**dict.fromkeys("ABCEF", 2.5), "D": 70, **dict.fromkeys(plan.columns, content.option_width)})
    page.set_up(freeze=f"{plan.columns[0]}5", columns="A:F")
    page.break_before(
        [each.first - TITLE_ROWS for each in content.beside.variants if each.first - TITLE_ROWS > FIRST_ROW]
    )
