"""The sheet Perspectives: totals and ranks by weight set and by each side's own scores, with the workings of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.plan import PAGE_ROWS
from workbench.formats.excel.sheets.answers_layout import derived_cell
from workbench.formats.excel.sheets.beside_layout import write_header
from workbench.formats.excel.sheets.computed import write_workings
from workbench.formats.excel.sheets.perspectives_figures import NEAR, figures_of
from workbench.formats.excel.sheets.perspectives_parts import (
    TITLES,
    TOP,
    Cell,
    Part,
    first_row,
    part_formula,
    parts_of,
    rank_offset,
    total_row,
    workings_row,
)
from workbench.formats.excel.sheets.perspectives_sets import perspectives_of
from workbench.formats.excel.words import CRITERIA, OPEN, SCORES, VALUE_TOP, WEIGHTS

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.formats.excel.sheets.perspectives_figures import SetFigures

RESULTS = (
    "Total of every option by perspective",
    "Rank of every option by perspective",
    f"Rank and total by perspective;{NEAR}: another option is not separable",
)


def write_perspectives(page: Page, content: Content) -> None:
    """Write totals and ranks by weight set, then the workings of each set."""
    plan, every = content.plan, perspectives_of(content)
    own = any(each.side for each in every)
    note = "The same scores under every weight set; column E of each set's first block takes changed answers."
    note += " Own scores: each side's, with the weights on Weights." if own else ""
    title = "Perspectives: weights, totals and ranks by weight set"
    page.heading(f"{title}, and by each side's own scores" if own else title, content.status, note)
    figures = [figures_of(content, each) for each in every]
    content.cache["perspectives"] = figures
    _write_results(page, content, figures)
    for place, found in enumerate(figures):
        for part in parts_of(every[place]):
            _write_block(page, content, place, part, found)
        if every[place].side:
            _write_workings(page, content, place, found)
    page.widths(
        {"A": 5, "B": 6, "C": 18, "D": 44, "E": 9, "F": 10, **dict.fromkeys(plan.columns, content.option_width)}
    )
    page.set_up(freeze=f"{plan.columns[0]}5", columns="A:F")
    if len(plan.nodes) <= PAGE_ROWS:
        page.break_before(
            [first_row(content, place, part) - 2 for place, each in enumerate(every) for part in parts_of(each)]
        )


def _write_workings(page: Page, content: Content, place: int, found: SetFigures) -> None:
    """Write how each computed criterion follows from the side's own scores."""
    used, whose = first_row(content, place, Part.USED), perspectives_of(content)[place].label
    for node in (each for each in content.plan.nodes if each.kind == "computed"):
        first = workings_row(content, place, node.id)
        title = f'$D${total_row(place)}&": "&{CRITERIA}!$D${content.plan.row(node.number)}'
        write_header(page, content, first, title, f"{whose}: {node.label}")
        scores = (lambda column, each: f"{column}{used + each.number - 1}"), found.cells.used
        write_workings(page, content, node, first, scores)


def _write_results(page: Page, content: Content, figures: list[SetFigures]) -> None:
    plan, every = content.plan, perspectives_of(content)
    for block, title in enumerate(RESULTS):
        top = TOP + block * rank_offset(content)
        page.text(f"A{top}", title, "section")
        _head(page, content, top + 1, ("", "", "Id", "Perspective", "", "" if block else "One level"))
        for place, (each, found) in enumerate(zip(every, figures, strict=True)):
            row = top + 2 + place
            for column in "ABEF":
                page.blank(f"{column}{row}", "label")
            page.text(f"C{row}", each.id, "id")
            page.text(f"D{row}", each.label, "label")
            if not block:
                page.put(f"F{row}", _threshold(content, place), min(VALUE_TOP, found.threshold), "calc_two")
            for option, column in enumerate(plan.columns):
                formula = (_total, _rank, _place)[block](content, place, column)
                value = (found.totals, found.ranks, found.places)[block][option]
                page.put(f"{column}{row}", formula, value, ("out_two", "out_rank", "out_center")[block])


def _threshold(content: Content, place: int) -> str:
    first = first_row(content, place, Part.LOCAL)
    moves = f"E{first}:E{first + len(content.plan.nodes) - 1}"
    return f'IF(COUNTIF({moves},">0")=0,value_top,MIN(value_top,SMALL({moves},COUNTIF({moves},"<=0")+1)))'


def _rank(content: Content, place: int, column: str) -> str:
    area, cell = content.plan.across(total_row(place)), f"{column}{total_row(place)}"
    above = f"SUMPRODUCT(ISNUMBER({area})*({area}>{cell}+tie_tol*MAX(1,{area})))+1"
    return f'IF(ISNUMBER({cell}),{above},"{OPEN}")'


def _place(content: Content, place: int, column: str) -> str:
    row = total_row(place)
    area, cell, rank = content.plan.across(row), f"{column}{row}", f"{column}{row + rank_offset(content)}"
    reach = f"($F{row}-tie_tol*MAX(1,{area}))"
    near = f"SUMPRODUCT(ISNUMBER({area})*({area}<{cell}+{reach})*({area}>{cell}-{reach}))>1"
    return f'IF(ISNUMBER({cell}),{rank}&":  "&ROUND({cell},2)&IF({near},"{NEAR}",""),"{OPEN}")'


def _total(content: Content, place: int, column: str) -> str:
    root = {part: f"{column}{first_row(content, place, part)}" for part in (Part.MISSING, Part.COUNTS, Part.VALUE)}
    known = f"AND({root[Part.MISSING]}=0,{root[Part.COUNTS]}>0,unknown_rules+unknown_curves=0)"
    return f'IF({known},{root[Part.VALUE]},"{OPEN}")'


def _head(page: Page, content: Content, row: int, heads: tuple[str, ...]) -> None:
    for column, text in zip("ABCDEF", heads, strict=True):
        page.text(f"{column}{row}", text, "header_left" if column in "CD" else "header")
    for option, column in enumerate(content.plan.columns):
        page.put(f"{column}{row}", f"{SCORES}!{column}$5", content.plan.options[option], "header_link")


def _write_block(page: Page, content: Content, place: int, part: Part, found: SetFigures) -> None:
    plan, label = content.plan, perspectives_of(content)[place].label
    top = first_row(content, place, part)
    page.text(f"A{top - 2}", f"{label}: {TITLES[part]}", "section")
    _head(page, content, top - 1, ("No.", "Under", "Id", "Criterion", "Answer" if part is Part.COUNTS else "", ""))
    figures = found.of(part)
    for node in plan.nodes:
        row, style = top + node.number - 1, "sum" if node.kind == "group" else "calc"
        content.row_labels(page, node, row)
        _write_parameters(page, content, place, part, node, found)
        for option, column in enumerate(plan.columns):
            formula = part_formula(Cell(content, place, node, column), part)
            if not formula:
                page.blank(f"{column}{row}", "fill")
                continue
            value = figures[node.number - 1, option]
            shown = value if isinstance(value, str) else float(value)
            page.put(f"{column}{row}", formula, shown, f"{style}_{'pct' if part is Part.LOCAL else 'two'}")


def _write_parameters(page: Page, content: Content, place: int, part: Part, node: Node, found: SetFigures) -> None:
    first = first_row(content, place, part)
    row, at = first + node.number - 1, node.number - 1
    last = first + len(content.plan.nodes) - 1
    blank = "fill" if node.kind == "group" else "label"
    page.blank(f"E{row}", blank)
    page.blank(f"F{row}", blank)
    if part is Part.COUNTS:
        if node.parent:
            _write_answer(page, content, place, node, f"E{row}", float(found.points[at]))
        else:
            page.number(f"E{row}", 1, "fixed")
        own = f"IF(ISNUMBER(E{row}),MAX(0,E{row}),0)"
        if node.kind == "group":
            own = f"IF(SUMIF(B{row + 1}:B{first + node.last - 1},A{row},F{row + 1}:F{first + node.last - 1})>0,{own},0)"
        page.put(f"F{row}", own, float(found.counting[at]), "calc_plain")
    elif part is Part.LOCAL:
        counts = first_row(content, place, Part.COUNTS)
        area = f"F${counts}:F${counts + last - first}"
        siblings = f"SUMIF(B${first}:B${last},B{row},{area})"
        share = f"IF({siblings}>0,F{counts + at}/{siblings},0)*INDEX(F${first}:F{row - 1},B{row})"
        page.put(f"F{row}", share if node.parent else "1", float(found.whole[at]), "calc_pct")
        leaf = content.leaf(node)
        if leaf is not None:
            worth = 100.0 * leaf.scale.step / (leaf.scale.high - leaf.scale.low)
            moves = f"F{row}*{WEIGHTS}!K{content.plan.row(node.number)}"
            page.put(f"E{row}", moves, float(found.whole[at]) * worth, "calc_two")
    elif part is Part.TERM and node.parent:
        rule = content.figures.rules[node.parent - 1]
        page.put(f"F{row}", f"{WEIGHTS}!M{content.plan.row(node.parent)}", rule, "link_int")
    elif part is Part.ALONG and (leaf := content.leaf(node)):
        for column, end in (("E", leaf.worst), ("F", leaf.best)):
            page.put(f"{column}{row}", f"{CRITERIA}!{column}{content.plan.row(node.number)}", end, "link_plain")


def _write_answer(page: Page, content: Content, place: int, node: Node, cell: str, points: float) -> None:
    """Write an answer: from Weights for the set that counts, else derived on Answers, else to be changed here."""
    name = perspectives_of(content)[place].weights
    derived = derived_cell(content, name, content.plan.nodes[node.parent - 1].id, node.id)
    if name == content.evaluation.run.weights:
        page.put(cell, f"{WEIGHTS}!G{content.plan.row(node.number)}", points, "link_plain")
    elif derived:
        page.put(cell, derived, points, "link_plain")
    else:
        page.number(cell, points, "input")
