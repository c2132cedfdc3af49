"""The sheet Ranges: scores given as intervals; it is there only when a study has some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.cells import along_scale, inside, worth
from workbench.formats.excel.judging import ENDS, judged
from workbench.formats.excel.plan import FIRST_ROW, Block, RangeBlock
from workbench.formats.excel.sheets.analysts import score_cell
from workbench.formats.excel.value_formulas import along_formula, inside_formula, value_formula
from workbench.formats.excel.words import BESIDE, CRITERIA, EXPORTED, RANGES, SCORES, TREE, VALUE_TOP

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node

TITLES = {
    RangeBlock.LOW_GIVEN: "1  Low end of the interval; empty: the score is a single number",
    RangeBlock.HIGH_GIVEN: "2  High end of the interval",
    RangeBlock.LOW_USED: "3  Low end used: the interval counts while the score is as exported, else the score alone",
    RangeBlock.HIGH_USED: "4  High end used",
    RangeBlock.LOW_ALONG: "5  Along the scale, at the low end: as block 2 of Tree",
    RangeBlock.HIGH_ALONG: "6  Along the scale, at the high end",
    RangeBlock.LOW_VALUE: "7  Value at the low end: as block 3 of Tree",
    RangeBlock.HIGH_VALUE: "8  Value at the high end",
    RangeBlock.PEAK: "9  Highest worth at a point or target inside the interval; 0: there is none",
    RangeBlock.VALLEY: "10  Lowest worth at a point inside the interval; 100: there is none",
}

ALONG = (RangeBlock.LOW_ALONG, RangeBlock.HIGH_ALONG)
GIVEN = (RangeBlock.LOW_GIVEN, RangeBlock.HIGH_GIVEN)
PAIRS = {
    RangeBlock.LOW_ALONG: RangeBlock.LOW_USED,
    RangeBlock.HIGH_ALONG: RangeBlock.HIGH_USED,
    RangeBlock.LOW_VALUE: RangeBlock.LOW_ALONG,
    RangeBlock.HIGH_VALUE: RangeBlock.HIGH_ALONG,
}
"""The blocks that are calculated from one other block."""


def write_ranges(page: Page, content: Content) -> None:
    """Write the intervals, which numbers count as their ends, and what these are worth."""
    plan = content.plan
    note = "A number typed on Scores takes the place of the interval; the interval's middle is the score."
    if content.judging.there:
        note = "Combined from the analysts' intervals on the sheet Analysts; a number typed there takes their place."
    page.heading("Ranges: scores given as intervals", content.status, note)
    for block, title in TITLES.items():
        top = plan.row(1, block) - 1
        page.text(f"A{top - 1}", title, "section")
        two = ("Worst", "Best") if block in ALONG else ("", "")
        for column, text in zip("ABCDEF", ("No.", "Under", "Id", "Criterion", *two), strict=True):
            page.text(f"{column}{top}", text, "header_left" if column in "CD" else "header")
        for place, column in enumerate(plan.columns):
            page.put(f"{column}{top}", f"{SCORES}!{column}$5", plan.options[place], "header_link")
        for node in plan.nodes:
            _write_row(page, content, block, node)
    widths = {"A": 5, "B": 6, "C": 18, "D": 44, "E": 8, "F": 8}
    page.widths({**widths, **dict.fromkeys(plan.columns, content.option_width)})
    page.set_up(freeze=f"{plan.columns[0]}{FIRST_ROW}", columns="A:F")
    page.break_before(plan.page_tops(len(RangeBlock)))


def _write_row(page: Page, content: Content, block: RangeBlock, node: Node) -> None:
    row = content.plan.row(node.number, block)
    content.row_labels(page, node, row)
    leaf, here = content.leaf(node), content.plan.row(node.number)
    for column, end in (("E", leaf.worst), ("F", leaf.best)) if leaf else (("E", None), ("F", None)):
        if end is not None and block in ALONG:
            page.put(f"{column}{row}", f"{CRITERIA}!{column}{here}", end, "link_plain")
        else:
            page.blank(f"{column}{row}", "fill" if node.kind == "group" else "label")
    for option, column in enumerate(content.plan.columns):
        cell = f"{column}{row}"
        if node.kind != "leaf":
            page.blank(cell, "fill")
            continue
        if block not in GIVEN:
            formula, value = _formula(content, node, column, block), _value(content, node, option, block)
            page.put(cell, formula, value, "calc_plain" if block < RangeBlock.LOW_ALONG else "calc_two")
            continue
        if content.judging.there:
            _write_combined(page, content, node, (cell, option), block)
            continue
        low, high = ends(content, node, option)
        if isinstance(low, float) and isinstance(high, float) and low < high:
            page.number(cell, low if block is RangeBlock.LOW_GIVEN else high, "input")
        else:
            page.blank(cell, "input")


def _write_combined(page: Page, content: Content, node: Node, at: tuple[str, int], block: RangeBlock) -> None:
    """Write an end that the sheet Analysts combines, where anybody gave an interval on the criterion."""
    (cell, option), end = at, ENDS[1 + GIVEN.index(block)]
    leaf = content.leaf(node)
    if leaf is None or not content.judging.has_ends(leaf):
        page.blank(cell, "label")
        return
    value = judged(content.judging, content.study.options[option].id, leaf, end).whole
    page.put(cell, score_cell(content, node, content.plan.columns[option], end), value, "link_plain")


def ends(content: Content, node: Node, option: int) -> tuple[Value, Value]:
    """Return the low and the high end that count for a score; a word where there is none."""
    cells = content.figures.cells
    return cells.low[node.number - 1, option], cells.high[node.number - 1, option]


def _formula(content: Content, node: Node, column: str, block: RangeBlock) -> str:
    plan = content.plan
    if block in {RangeBlock.LOW_USED, RangeBlock.HIGH_USED}:
        row = plan.row(node.number)
        source = GIVEN[block is RangeBlock.HIGH_USED]
        given = f"{column}{plan.row(node.number, source)}"
        there = score_cell(content, node, column) if content.judging.there else f"{EXPORTED}!{column}{row}"
        kept = f"AND(ISNUMBER({given}),{SCORES}!{column}{row}={there})"
        return f"IF({kept},{given},{TREE}!{column}{row})"
    if block in PAIRS:
        source_cell = f"{column}{plan.row(node.number, PAIRS[block])}"
        if block in ALONG:
            return along_formula(plan, node, source_cell, plan.row(node.number, block))
        return value_formula(plan, node, source_cell)
    low, high = (f"{column}{plan.row(node.number, each)}" for each in (RangeBlock.LOW_USED, RangeBlock.HIGH_USED))
    return inside_formula(plan, node, (low, high), highest=block is RangeBlock.PEAK)


def _value(content: Content, node: Node, option: int, block: RangeBlock) -> Value:
    low, high = ends(content, node, option)
    leaf = content.leaf(node)
    if isinstance(low, str) or isinstance(high, str) or leaf is None:
        return low
    if block in {RangeBlock.PEAK, RangeBlock.VALLEY}:
        rule, none = (max, 0.0) if block is RangeBlock.PEAK else (min, VALUE_TOP)
        return inside(leaf, low, high, rule, none)
    end = low if "LOW" in block.name else high
    if block in {RangeBlock.LOW_USED, RangeBlock.HIGH_USED}:
        return end
    return along_scale(leaf, end) if block in ALONG else worth(leaf, end)


def range_formula(content: Content, node: Node, column: str, block: Block) -> str:
    """Return the formula of a criterion's value at the least or at the most."""
    plan, least = content.plan, block is Block.RANGE_LOW
    unknown = "0" if least else "value_top"
    if node.kind == "computed":
        cell = f"{BESIDE}!{column}{content.beside.computed[node.id] + (1 if least else 2)}"
        return f"IF(ISNUMBER({cell}),{cell},{unknown})"
    turn = RangeBlock.VALLEY if least else RangeBlock.PEAK
    blocks = (RangeBlock.LOW_VALUE, RangeBlock.HIGH_VALUE, turn)
    low, high, inner = (f"{RANGES}!{column}{plan.row(node.number, each)}" for each in blocks)
    return f"IF(ISNUMBER({low}),{'MIN' if least else 'MAX'}({low},{high},{inner}),{unknown})"
