"""The sheet Tree: from scores to totals, one block a step, every cell a formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.formats.excel.plan import FIRST_ROW, PAGE_ROWS, Block, Result, Single
from workbench.formats.excel.sheets.ranges import range_formula
from workbench.formats.excel.sheets.tree_results import write_results
from workbench.formats.excel.sheets.variants import term_formula
from workbench.formats.excel.value_formulas import along_formula, value_formula
from workbench.formats.excel.words import BESIDE, CRITERIA, CURVES, MISSING, OPEN, SCORES, WEIGHTS

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.figures import Ends
    from workbench.formats.excel.plan import Node

TITLES = {
    Block.USED: ("1  Score used", "Kind", ""),
    Block.ALONG: (
        "2  Along the scale: 0 at worst, 1 at best; piecewise: the worth between points",
        "Worst",
        "Best",
    ),
    Block.VALUE: ("3  Value, 0 to 100: block 2 through the criterion's value function on Curves", "Value function", ""),
    Block.COUNTS: ("4  Points that count: 0 where the criterion does not apply, or nothing below weighs", "", "Points"),
    Block.LOCAL: ("5  Local weight: share among the siblings, for each option", "", ""),
    Block.LOW: ("6  Value of every criterion and group, missing scores at their worst", "Rule", ""),
    Block.LOW_TERM: (
        "7  What each hands to its group in block 6: share, logarithm or shortfall, by the group's rule",
        "",
        "Rule above",
    ),
    Block.HIGH: ("8  Value of every criterion and group, missing scores at their best", "Rule", ""),
    Block.HIGH_TERM: ("9  What each hands to its group in block 8", "", "Rule above"),
    Block.RANGE_LOW: ("11  Value of every criterion and group at the least: intervals at their worst end", "Rule", ""),
    Block.RANGE_LOW_TERM: ("12  What each hands to its group in block 11", "", "Rule above"),
    Block.RANGE_HIGH: ("13  Value of every criterion and group at the most: intervals at their best end", "Rule", ""),
    Block.RANGE_HIGH_TERM: ("14  What each hands to its group in block 13", "", "Rule above"),
    Block.TOTAL: (f"10  Result of every group: the same at worst and at best, else {OPEN!r}", "", ""),
}
"""Title, and what stands in columns E and F."""

TERMS = {
    Block.LOW: Block.LOW_TERM,
    Block.HIGH: Block.HIGH_TERM,
    Block.RANGE_LOW: Block.RANGE_LOW_TERM,
    Block.RANGE_HIGH: Block.RANGE_HIGH_TERM,
}
"""The blocks with the values of groups, each with the block of what is handed to the groups."""

KINDS = {"group": 0, "leaf": 1, "computed": 2}
"""Number in the column Kind."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """What one formula needs to know of its place."""

    column: str
    option: int
    node: Node


def write_tree(page: Page, content: Content) -> None:
    """Write the calculation."""
    plan = content.plan
    note = "Calculated from Scores, Weights and Criteria. In every block the rows are the criteria in the same order."
    page.heading("Tree: the calculation", content.status, note)
    for block in plan.blocks:
        _write_block(page, content, block)
    write_results(page, content)
    widths = {"A": 5, "B": 6, "C": 18, "D": 44, "E": 9, "F": 10}
    page.widths({**widths, **dict.fromkeys(plan.columns, content.option_width)})
    long = len(plan.nodes) > PAGE_ROWS
    page.set_up(freeze=f"{plan.columns[0]}{FIRST_ROW}", rows="5:5" if long else "", columns="A:F")
    page.break_before(plan.page_tops(len(plan.blocks)))
    if len(plan.nodes) <= PAGE_ROWS:
        page.break_before([plan.result_row(Result.MISSING) - 2, plan.single_row(Single.UNKNOWN_RULES) - 2])


def _write_block(page: Page, content: Content, block: Block) -> None:
    plan = content.plan
    title, fifth, sixth = TITLES[block]
    top = plan.row(1, block) - 1
    page.text(f"A{top - 1}", title, "section")
    for column, text in zip("ABCDEF", ("No.", "Under", "Id", "Criterion", fifth, sixth), strict=True):
        page.text(f"{column}{top}", text, "header_left" if column in "CD" else "header")
    for place, column in enumerate(plan.columns):
        page.put(f"{column}{top}", f"{SCORES}!{column}$5", plan.options[place], "header_link")
    for node in plan.nodes:
        _write_row(page, content, block, node)


def _write_row(page: Page, content: Content, block: Block, node: Node) -> None:
    plan = content.plan
    row = plan.row(node.number, block)
    content.row_labels(page, node, row)
    _write_parameters(page, content, block, node, row)
    for option, column in enumerate(plan.columns):
        formula, value = _formula(content, _Cell(column, option, node), block)
        style = "sum" if node.kind == "group" else "calc"
        kind = "pct" if block is Block.LOCAL else "two"
        if formula:
            page.put(f"{column}{row}", formula, value, f"{style}_{kind}")
        else:
            page.blank(f"{column}{row}", "fill")


def _write_parameters(page: Page, content: Content, block: Block, node: Node, row: int) -> None:
    figures, here = content.figures, content.plan.row(node.number)
    group, leaf = node.kind == "group", content.leaf(node)
    above = content.plan.row(node.parent) if node.parent else 0
    page.blank(f"E{row}", "fill" if group else "calc_two")
    page.blank(f"F{row}", "fill" if group else "calc_two")
    if block is Block.USED:
        page.number(f"E{row}", KINDS[node.kind], "number")
    elif block is Block.VALUE and leaf:
        page.put(f"E{row}", f"{CURVES}!E{here}", leaf.value_function.kind, "link_text")
    elif block is Block.ALONG and leaf:
        page.put(f"E{row}", f"{CRITERIA}!E{here}", leaf.worst, "link_plain")
        page.put(f"F{row}", f"{CRITERIA}!F{here}", leaf.best, "link_plain")
    elif block is Block.COUNTS:
        page.put(f"F{row}", f"{WEIGHTS}!H{here}", float(figures.counting[node.number - 1]), "link_plain")
    elif block in TERMS and group:
        page.put(f"E{row}", f"{WEIGHTS}!M{here}", figures.rules[node.number - 1], "link_int")
    elif block in TERMS.values() and above:
        page.put(f"F{row}", f"{WEIGHTS}!M{above}", figures.rules[node.parent - 1], "link_int")


def _formula(content: Content, cell: _Cell, block: Block) -> tuple[str, Value]:
    """Return the formula of a cell, empty where it has none, with its value."""
    if block in TERMS:
        return _end(content, cell, block)
    if block in TERMS.values():
        return _term(content, cell, block)
    return _CELLS[block](content, cell)


def _used(content: Content, cell: _Cell) -> tuple[str, Value]:
    row = content.plan.row(cell.node.number)
    value = content.figures.used[cell.node.number - 1, cell.option]
    if cell.node.kind == "computed":
        return f"{BESIDE}!{cell.column}{content.beside.computed[cell.node.id]}", value
    if cell.node.kind == "group":
        return "", ""
    score = f"{SCORES}!{cell.column}{row}"
    return f'IF(ISNUMBER({score}),{score},IF(IFERROR({score}=na_word,FALSE),na_word,"{MISSING}"))', value


def _along(content: Content, cell: _Cell) -> tuple[str, Value]:
    if cell.node.kind != "leaf":
        return "", ""
    used = f"{cell.column}{content.plan.row(cell.node.number)}"
    value = content.figures.cells.along[cell.node.number - 1, cell.option]
    return along_formula(content.plan, cell.node, used, content.plan.row(cell.node.number, Block.ALONG)), value


def _value(content: Content, cell: _Cell) -> tuple[str, Value]:
    used = f"{cell.column}{content.plan.row(cell.node.number)}"
    value = content.figures.values[cell.node.number - 1, cell.option]
    if cell.node.kind == "computed":
        return used, value
    if cell.node.kind == "group":
        return "", ""
    along = f"{cell.column}{content.plan.row(cell.node.number, Block.ALONG)}"
    return value_formula(content.plan, cell.node, along), value


def _counts(content: Content, cell: _Cell) -> tuple[str, Value]:
    plan, node = content.plan, cell.node
    row = plan.row(node.number, Block.COUNTS)
    value = float(content.figures.counts[node.number - 1, cell.option])
    if node.kind != "group":
        return f"IF({cell.column}{plan.row(node.number)}=na_word,0,$F{row})", value
    children = f"{plan.below(node, '$B', Block.COUNTS)},$A{row},{plan.below(node, cell.column, Block.COUNTS)}"
    return f"IF(SUMIF({children})>0,$F{row},0)", value


def _local(content: Content, cell: _Cell) -> tuple[str, Value]:
    plan, node = content.plan, cell.node
    value = float(content.figures.local_by[node.number - 1, cell.option])
    if not node.parent:
        return "1", 1.0
    row, counts = plan.row(node.number, Block.LOCAL), plan.row(node.number, Block.COUNTS)
    column = f"{cell.column}${plan.row(1, Block.COUNTS)}:{cell.column}${plan.row(len(plan.nodes), Block.COUNTS)}"
    siblings = f"SUMIF({plan.all_rows('B', Block.LOCAL)},$B{row},{column})"
    return f"IF({siblings}>0,{cell.column}{counts}/{siblings},0)", value


def _end(content: Content, cell: _Cell, block: Block) -> tuple[str, Value]:
    ends, unknown = _ends(content, block)
    value = float(ends.values[cell.node.number - 1, cell.option])
    if cell.node.kind == "group":
        return _group(content, cell, block, unknown), value
    if block in {Block.RANGE_LOW, Block.RANGE_HIGH}:
        return range_formula(content, cell.node, cell.column, block), value
    worth = f"{cell.column}{content.plan.row(cell.node.number, Block.VALUE)}"
    return f"IF(ISNUMBER({worth}),{worth},{unknown})", value


def _ends(content: Content, block: Block) -> tuple[Ends, str]:
    figures = content.figures
    return {
        Block.LOW: (figures.low, "0"),
        Block.HIGH: (figures.high, "value_top"),
        Block.RANGE_LOW: (figures.least, "0"),
        Block.RANGE_HIGH: (figures.most, "value_top"),
    }[block]


def _group(content: Content, cell: _Cell, block: Block, unknown: str) -> str:
    plan, node, column = content.plan, cell.node, cell.column
    row, parents = plan.row(node.number, block), plan.below(node, "$B", block)
    local, handed = plan.below(node, column, Block.LOCAL), plan.below(node, column, TERMS[block])
    total = f"SUMIF({parents},$A{row},{handed})"
    worst = f"value_top-SUMPRODUCT(MAX(({parents}=$A{row})*{handed}))"
    return f"IF(SUMIF({parents},$A{row},{local})=0,0,CHOOSE($E{row}+1,{unknown},{total},EXP({total}),{worst}))"


def _term(content: Content, cell: _Cell, block: Block) -> tuple[str, Value]:
    if not cell.node.parent:
        return "", ""
    plan, number = content.plan, cell.node.number
    values = next(each for each, handed in TERMS.items() if handed is block)
    value, local = (f"{cell.column}{plan.row(number, each)}" for each in (values, Block.LOCAL))
    ends, _ = _ends(content, values)
    return term_formula(f"$F{plan.row(number, block)}", local, value), float(ends.terms[number - 1, cell.option])


def _total(content: Content, cell: _Cell) -> tuple[str, Value]:
    plan, node, column = content.plan, cell.node, cell.column
    low, high = (f"{column}{plan.row(node.number, block)}" for block in (Block.LOW, Block.HIGH))
    if node.kind != "group":
        return f"{column}{plan.row(node.number, Block.VALUE)}", content.figures.values[node.number - 1, cell.option]
    weighed = f"SUM({plan.below(node, column, Block.LOCAL)})>0"
    return f'IF(AND({weighed},ABS({high}-{low})<tie_tol),{low},"{OPEN}")', content.group_total(node, cell.option)


_CELLS = {
    Block.USED: _used,
    Block.ALONG: _along,
    Block.VALUE: _value,
    Block.COUNTS: _counts,
    Block.LOCAL: _local,
    Block.TOTAL: _total,
}
