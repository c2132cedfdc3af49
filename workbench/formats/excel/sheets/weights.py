"""The sheet Weights: the answers as given, the weights that follow, and the groups' aggregators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.datavalidation import DataValidation

from workbench.formats.excel.plan import FIRST_ROW
from workbench.formats.excel.sheets.answers_layout import derived_cell
from workbench.formats.excel.words import CRITERIA, NONE, RULES

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node

HEADERS = (
    *("No.", "Under", "Id", "Criterion", "Aggregator", "Asked as", "Points", "Points that count"),
    *("Local weight", "Global weight", "One level is worth", "It moves a total by", "Rule"),
)


def write_weights(page: Page, content: Content) -> None:
    """Write a row for every criterion: its points, its share among its siblings and of the whole."""
    run = content.evaluation.run
    note = "Weights follow from the points: the share among the siblings, times the group's own. Weight set: "
    page.heading("Weights", content.status, f"{note}{run.weights_label}.")
    for place, header in enumerate(HEADERS):
        page.text(f"{'ABCDEFGHIJKLM'[place]}5", header, "header_left" if place in {2, 3} else "header")
    for node in content.plan.nodes:
        _write_row(page, content, node)
    _validate(page, content)
    page.widths({"A": 5, "B": 6, "C": 18, "D": 42, "E": 12, "F": 12, **dict.fromkeys("GHIJKL", 10.5), "M": 6})
    page.set_up(freeze=f"E{FIRST_ROW}", rows="1:5")


def _write_row(page: Page, content: Content, node: Node) -> None:
    row, figures, place = content.plan.row(node.number), content.figures, node.number - 1
    content.row_labels(page, node, row)
    style = "sum" if node.kind == "group" else "calc"
    if node.kind == "group":
        page.text(f"E{row}", RULES[figures.rules[place] - 1], "input_text")
        page.put(f"M{row}", f"IFERROR(MATCH(E{row},rule_words,0),0)", figures.rules[place], "sum_int")
    else:
        page.blank(f"E{row}", "label")
        page.blank(f"M{row}", "label")
    if node.parent:
        page.text(f"F{row}", _asked(content, node), "fixed")
        _write_answer(page, content, node, float(figures.points[place]))
    else:
        page.text(f"F{row}", NONE, "fixed")
        page.number(f"G{row}", 1, "fixed")
    page.put(f"H{row}", _counting(content, node), float(figures.counting[place]), f"{style}_plain")
    page.put(f"I{row}", _local(content, node), float(figures.local[place]), f"{style}_pct")
    whole = f"I{row}*INDEX(J${FIRST_ROW}:J{row - 1},B{row})" if node.parent else f"I{row}"
    page.put(f"J{row}", whole, float(figures.whole[place]), f"{style}_pct")
    _write_level(page, content, node)


def _write_answer(page: Page, content: Content, node: Node, points: float) -> None:
    """Write the points: an input, or what the sheet Answers derives."""
    cell, group = f"G{content.plan.row(node.number)}", content.plan.nodes[node.parent - 1].id
    derived = derived_cell(content, content.evaluation.run.weights, group, node.id)
    if derived:
        page.put(cell, derived, points, "link_plain")
    else:
        page.number(cell, points, "input")


def _asked(content: Content, node: Node) -> str:
    sets = {each.id: each for each in content.study.weight_sets}
    chosen = sets.get(content.evaluation.run.weights)
    if chosen is None:
        return "equal"
    group = chosen.groups.get(content.plan.nodes[node.parent - 1].id)
    return (group.asked(node.id) if group else None) or "not answered"


def _counting(content: Content, node: Node) -> str:
    row = content.plan.row(node.number)
    own = f"IF(ISNUMBER(G{row}),MAX(0,G{row}),0)"
    if node.kind != "group":
        return own
    return f"IF(SUMIF({content.plan.below(node, 'B')},A{row},{content.plan.below(node, 'H')})>0,{own},0)"


def _local(content: Content, node: Node) -> str:
    if not node.parent:
        return "1"
    row, last = content.plan.row(node.number), content.plan.last_row
    siblings = f"SUMIF(B${FIRST_ROW}:B${last},B{row},H${FIRST_ROW}:H${last})"
    return f"IF({siblings}>0,H{row}/{siblings},0)"


def _write_level(page: Page, content: Content, node: Node) -> None:
    row, leaf = content.plan.row(node.number), content.leaf(node)
    if leaf is None:
        for column in "KL":
            page.blank(f"{column}{row}", "fill" if node.kind == "group" else "label")
        return
    worth = 100.0 * leaf.scale.step / (leaf.scale.high - leaf.scale.low)
    ends = f"ABS({CRITERIA}!F{row}-{CRITERIA}!E{row})"
    formula = f"IFERROR(value_top*{CRITERIA}!G{row}/{ends},0)"
    page.put(f"K{row}", formula, worth, "calc_two")
    page.put(f"L{row}", f"J{row}*K{row}", worth * float(content.figures.whole[node.number - 1]), "calc_two")


def _validate(page: Page, content: Content) -> None:
    rules = DataValidation(type="list", formula1="rule_words", allow_blank=False, showErrorMessage=True)
    rules.errorTitle, rules.error = "Aggregator", "Choose one of the words listed on Settings."
    points = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", showErrorMessage=True)
    points.errorTitle, points.error = "Points", "Points are numbers of at least 0."
    for node in content.plan.nodes:
        if node.kind == "group":
            rules.add(f"E{content.plan.row(node.number)}")
        if node.parent and page.sheet[f"G{content.plan.row(node.number)}"].data_type == "n":
            points.add(f"G{content.plan.row(node.number)}")
    page.sheet.add_data_validation(rules)
    if points.sqref:
        page.sheet.add_data_validation(points)
