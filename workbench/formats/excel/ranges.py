"""The sheet Ranges: scores given as intervals; it is there only when a study has some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.engine.judgements import Judges
from workbench.formats.excel.plan import FIRST_ROW, Block
from workbench.formats.excel.words import BESIDE, EXPORTED, RANGES, SCORES, TREE
from workbench.model.score import Missing

if TYPE_CHECKING:
    from workbench.engine.judgements import Judgement
    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.model.study import Study

LOW_GIVEN, HIGH_GIVEN, LOW_USED, HIGH_USED = Block(0), Block(1), Block(2), Block(3)
"""The sheet's own blocks, in the rows of the first four blocks of Tree."""

TITLES = {
    LOW_GIVEN: "1  Low end of the interval; empty: the score is a single number",
    HIGH_GIVEN: "2  High end of the interval",
    LOW_USED: "3  Low end used: the interval counts as long as the score is as exported, else the score alone",
    HIGH_USED: "4  High end used",
}


def intervals(study: Study, view: str | None) -> dict[tuple[str, str], Judgement]:
    """Return the judgements that are intervals, by option and criterion."""
    judges = Judges(study, view)
    found = {}
    for option in study.options:
        for leaf in study.leaves:
            judged = judges.judge(option.id, leaf)
            if not isinstance(judged, Missing) and judged.low < judged.high:
                found[option.id, leaf.id] = judged
    return found


def write_ranges(page: Page, content: Content) -> None:
    """Write the intervals, and which numbers count as their ends."""
    plan = content.plan
    note = "A number typed on Scores takes the place of the interval; the interval's middle is the score."
    page.heading("Ranges: scores given as intervals", content.status, note)
    for block, title in TITLES.items():
        top = plan.row(1, block) - 1
        page.text(f"A{top - 1}", title, "section")
        for column, text in zip("ABCDEF", ("No.", "Under", "Id", "Criterion", "", ""), strict=True):
            page.text(f"{column}{top}", text, "header_left" if column in "CD" else "header")
        for place, column in enumerate(plan.columns):
            page.put(f"{column}{top}", f"{SCORES}!{column}$5", plan.options[place], "header_link")
        for node in plan.nodes:
            _write_row(page, content, block, node)
    widths = {"A": 5, "B": 6, "C": 18, "D": 44, "E": 3, "F": 3}
    page.widths({**widths, **dict.fromkeys(plan.columns, content.option_width)})
    page.set_up(freeze=f"{plan.columns[0]}{FIRST_ROW}", columns="A:F")


def _write_row(page: Page, content: Content, block: Block, node: Node) -> None:
    row = content.plan.row(node.number, block)
    content.row_labels(page, node, row)
    for column in "EF":
        page.blank(f"{column}{row}", "fill" if node.kind == "group" else "label")
    for option, column in enumerate(content.plan.columns):
        cell = f"{column}{row}"
        if node.kind != "leaf":
            page.blank(cell, "fill")
            continue
        low, high = ends(content, node, option)
        if block in {LOW_USED, HIGH_USED}:
            page.put(cell, _used(content, node, column, block), low if block is LOW_USED else high, "calc_plain")
        elif isinstance(low, float) and isinstance(high, float) and low < high:
            page.number(cell, low if block is LOW_GIVEN else high, "input")
        else:
            page.blank(cell, "input")


def ends(content: Content, node: Node, option: int) -> tuple[Value, Value]:
    """Return the low and the high end that count for a score; a word where there is none."""
    judged = content.intervals.get((content.study.options[option].id, node.id))
    if judged is not None:
        return judged.low, judged.high
    used: Value = content.figures.used[node.number - 1, option]
    return used, used


def _used(content: Content, node: Node, column: str, block: Block) -> str:
    row = content.plan.row(node.number)
    given = f"{column}{content.plan.row(node.number, LOW_GIVEN if block is LOW_USED else HIGH_GIVEN)}"
    return f"IF(AND(ISNUMBER({given}),{SCORES}!{column}{row}={EXPORTED}!{column}{row}),{given},{TREE}!{column}{row})"


def range_formula(content: Content, node: Node, column: str, block: Block) -> str:
    """Return the formula of a criterion's value at the least or at the most."""
    plan, least = content.plan, block is Block.RANGE_LOW
    unknown = "0" if least else "value_top"
    if node.kind == "computed":
        cell = f"{BESIDE}!{column}{content.beside.computed[node.id] + (1 if least else 2)}"
        return f"IF(ISNUMBER({cell}),{cell},{unknown})"
    row = plan.row(node.number, Block.VALUE)
    ends = [f"{RANGES}!{column}{plan.row(node.number, each)}" for each in (LOW_USED, HIGH_USED)]
    shares = ",".join(f"({end}-$E{row})/($F{row}-$E{row})" for end in ends)
    clipped = f"MAX(0,MIN(1,{shares}))" if least else f"MIN(1,MAX(0,{shares}))"
    return f"IF(ISNUMBER({ends[0]}),IF($F{row}=$E{row},0,value_top*{clipped}),{unknown})"
