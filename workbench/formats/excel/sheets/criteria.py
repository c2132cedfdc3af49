"""The sheet Criteria: what is asked, in which direction, on which scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.plan import FIRST_ROW
from workbench.formats.excel.sheets.curves import PLACE
from workbench.formats.excel.words import CURVES, NONE, TARGET
from workbench.model.criterion import AnchoredScale, ComputedLeaf, Group, Leaf

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.model.criterion import Level

HEADERS = ("No.", "Under", "Id", "Criterion", "Worst", "Best", "One level", "Better", "Side", "Question", "Levels")


def write_criteria(page: Page, content: Content) -> None:
    """Write a row for every node of the tree."""
    note = (
        "Worst is worth 0, Best 100; Curves says how worth runs between. One level is the smallest step of the scale."
    )
    page.heading("Criteria", content.status, note)
    for place, header in enumerate(HEADERS):
        page.text(f"{'ABCDEFGHIJK'[place]}5", header, "header_left" if place in {2, 3, 9, 10} else "header")
    for node in content.plan.nodes:
        _write_row(page, content, node)
        for column in "ABCDEFGHI":
            page.top(f"{column}{content.plan.row(node.number)}")
    widths = {"A": 5, "B": 6, "C": 16, "D": 25, "E": 7, "F": 6, "G": 7, "H": 7, "I": 10, "J": 32, "K": 44}
    page.widths(widths)
    page.set_up(freeze=f"E{FIRST_ROW}", rows="5:5")


def _write_row(page: Page, content: Content, node: Node) -> None:
    row, leaf = content.plan.row(node.number), content.leaf(node)
    content.row_labels(page, node, row, linked=False)
    page.wrap(f"D{row}")
    criterion = content.study.criterion.get(node.id)
    style = "small" if node.kind != "group" else "fill_text"
    page.text(f"J{row}", _question(content, node), style)
    page.text(f"K{row}", _levels(criterion), style)
    if leaf is None:
        for column in "EFGHI":
            page.blank(f"{column}{row}", "fill" if node.kind == "group" else "label")
        return
    page.number(f"E{row}", leaf.worst, "input")
    page.number(f"F{row}", leaf.best, "input")
    if isinstance(leaf.scale, AnchoredScale):
        page.number(f"G{row}", leaf.scale.step, "input")
    else:
        page.put(f"G{row}", f"IFERROR(ABS(F{row}-E{row})/measured_levels,0)", leaf.scale.step, "calc_plain")
    more = f'IF(F{row}>E{row},"more",IF(F{row}<E{row},"less","{NONE}"))'
    better = TARGET if leaf.value_function.kind == TARGET else "more" if leaf.best > leaf.worst else "less"
    page.put(f"H{row}", f'IF(ISNUMBER({CURVES}!{PLACE}{row}),"{TARGET}",{more})', better, "calc_text")
    page.text(f"I{row}", _side(content, leaf), "label")
    page.wrap(f"I{row}")


def _side(content: Content, leaf: Leaf) -> str:
    return next((side.label for side in content.study.sides if side.id == leaf.side), leaf.side)


def _question(content: Content, node: Node) -> str:
    criterion = content.study.criterion.get(node.id)
    if criterion is None:
        return ""
    asked = "" if isinstance(criterion, Group) else criterion.question
    full = f"{criterion.label}." if criterion.label != node.label else ""
    return " ".join(filter(None, (full, asked or criterion.definition)))


def _levels(criterion: object) -> str:
    if isinstance(criterion, ComputedLeaf):
        return _list(criterion.levels)
    if not isinstance(criterion, Leaf):
        return ""
    scale = criterion.scale
    if isinstance(scale, AnchoredScale):
        return _list(scale.levels)
    return f"Measured in {scale.unit}, from {scale.worst:g} (worst) to {scale.best:g} (best)."


def _list(levels: tuple[Level, ...]) -> str:
    return "\n".join(f"{level.value:g}  {level.label}: {level.descriptor}" for level in levels)
