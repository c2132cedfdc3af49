"""The sheet Scores: raw scores as entered, criteria in rows, options in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from workbench.formats.excel.plan import FIRST_ROW, Result
from workbench.formats.excel.sheets.analysts import score_cell
from workbench.formats.excel.sheets.tree_results import result_values
from workbench.formats.excel.styles import AMBER
from workbench.formats.excel.words import BESIDE, CRITERIA, EXPORTED, NOT_APPLICABLE, NOT_KNOWN, NOT_SCORED, TREE

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.model.criterion import Leaf

HEADERS = ("No.", "Under", "Id", "Criterion", "Worst", "Best")


def write_scores(page: Page, content: Content) -> None:
    """Write the scores that count: entered here, or where several analysts score, combined from theirs.

    A combined one may be typed over, once the sheet is unprotected: all that reads this sheet follows the number.
    """
    plan = content.plan
    note = (
        f"Change yellow cells. Empty, {NOT_SCORED!r}, {NOT_KNOWN!r}: missing. {NOT_APPLICABLE!r}: its weight moves on."
    )
    if content.judging.there:
        note = "Combined: change scores on Analysts. One typed over here counts instead, without its interval."
    page.heading("Scores", content.status, note)
    page.text("F4", "Status", "key")
    for place, header in enumerate(HEADERS):
        page.text(f"{'ABCDEF'[place]}5", header, "header_left" if place in {2, 3} else "header")
    status = result_values(content.figures)[Result.STATUS]
    for place, column in enumerate(plan.columns):
        page.put(f"{column}4", f"{TREE}!{column}{plan.result_row(Result.STATUS)}", status[place], "link_plain")
        page.text(f"{column}5", plan.options[place], "header")
    for node in plan.nodes:
        _write_row(page, content, node)
    _mark(page, content)
    page.widths({"A": 5, "B": 6, "C": 18, "D": 48, "E": 8, "F": 8, **dict.fromkeys(plan.columns, content.option_width)})
    page.set_up(freeze=f"G{FIRST_ROW}", rows="1:5", columns="A:F")


def _write_row(page: Page, content: Content, node: Node) -> None:
    plan, row, leaf = content.plan, content.plan.row(node.number), content.leaf(node)
    content.row_labels(page, node, row)
    if leaf:
        page.put(f"E{row}", f"{CRITERIA}!E{row}", leaf.worst, "link_plain")
        page.put(f"F{row}", f"{CRITERIA}!F{row}", leaf.best, "link_plain")
        if not content.judging.there:
            _validate(page, content, leaf, row)
    else:
        for column in "EF":
            page.blank(f"{column}{row}", "fill" if node.kind == "group" else "label")
    for option, column in enumerate(plan.columns):
        cell, value = f"{column}{row}", content.entered(node, option)
        if node.kind == "group":
            page.blank(cell, "fill")
        elif node.kind == "computed":
            used = content.figures.used[node.number - 1, option]
            page.put(cell, f"{BESIDE}!{column}{content.beside.computed[node.id]}", used, "link_two")
        elif content.judging.there:
            page.put(cell, score_cell(content, node, column), value, "link_plain")
        elif isinstance(value, float):
            page.number(cell, value, "input")
        else:
            page.text(cell, str(value), "input")


def _validate(page: Page, content: Content, leaf: Leaf, row: int) -> None:
    first, last = content.plan.columns[0], content.plan.columns[-1]
    cell, ends = f"{first}{row}", f"$E{row},$F{row}"
    inside = f"AND(ISNUMBER({cell}),{cell}>=MIN({ends}),{cell}<=MAX({ends}))"
    words = f"{cell}=na_word,{cell}=not_known_word,{cell}=not_scored_word"
    rule = DataValidation(type="custom", formula1=f"OR({inside},{words})", allow_blank=True)
    rule.showErrorMessage = True
    rule.errorStyle = "stop" if leaf.scale.kind == "anchored" else "warning"
    rule.errorTitle = "Score"
    rule.error = f"{leaf.scale.low:g} to {leaf.scale.high:g}, or: {NOT_APPLICABLE}, {NOT_KNOWN}, {NOT_SCORED}."
    rule.add(f"{first}{row}:{last}{row}")
    page.sheet.add_data_validation(rule)


def _mark(page: Page, content: Content) -> None:
    """Show cells without a number that is asked for, and cells that differ from the export."""
    first, last = content.plan.columns[0], content.plan.columns[-1]
    area = f"{first}{FIRST_ROW}:{last}{content.plan.last_row}"
    leaf, corner = f"{TREE}!$E{FIRST_ROW}=1", f"{first}{FIRST_ROW}"
    empty = FormulaRule(
        formula=[f"AND({leaf},NOT(ISNUMBER({corner})),{corner}<>na_word)"],
        fill=PatternFill("lightUp", fgColor="C77700", bgColor=AMBER),
    )
    changed = FormulaRule(
        formula=[f"AND({leaf},{corner}<>{EXPORTED}!{corner})"], font=Font(bold=True, underline="single")
    )
    page.sheet.conditional_formatting.add(area, empty)
    page.sheet.conditional_formatting.add(area, changed)
