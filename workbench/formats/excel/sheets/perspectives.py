"""The sheet Perspectives: the same scores under every weight set: answers, weights, totals and ranks by set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.scoring import local_by_option
from workbench.engine.formulas.ranks import TIE_TOLERANCE
from workbench.engine.problem import build
from workbench.engine.tree import roll_up
from workbench.formats.excel.book import shown
from workbench.formats.excel.figures import counting, terms
from workbench.formats.excel.plan import Block
from workbench.formats.excel.sheets.answers_layout import derived_cell
from workbench.formats.excel.sheets.perspectives_sets import shown_sets_of
from workbench.formats.excel.sheets.variants import term_formula
from workbench.formats.excel.words import MISSING, OPEN, SCORES, TREE, VALUE_TOP, WEIGHTS

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.model.evaluation import Matrix

TOP = 5
NEAR = " ≈"
"""The mark of what is not separable."""

RESULTS = ("Total", "Rank", f"Rank and total,{NEAR} where another option is not separable")


class Part(IntEnum):
    """The blocks of one weight set."""

    COUNTS = 0
    LOCAL = 1
    MISSING = 2
    VALUE = 3
    TERM = 4


TITLES = {
    Part.COUNTS: "answers that count for each option (column E: the answers, F: those that count)",
    Part.LOCAL: "local weights for each option (column E: one level moves a total by, F: of the whole)",
    Part.MISSING: "1 and more where scores with weight are missing",
    Part.VALUE: "value of every criterion and group, missing scores as 0",
    Part.TERM: "what each hands to its group (column F: the group's rule)",
}


@dataclass(frozen=True)
class SetFigures:
    """The arrays of one weight set, nodes in the order of the sheets."""

    points: Matrix
    counting: Matrix
    whole: Matrix
    counts: Matrix
    local: Matrix
    missing: Matrix
    values: Matrix
    terms: Matrix
    threshold: float
    """What one level on the lightest criterion moves a total by."""

    @property
    def places(self) -> list[Value]:
        """Rank and total in words, with a mark where another option is not separable."""
        known = [each for each in self.totals if isinstance(each, float)]
        reach = self.threshold - TIE_TOLERANCE * max([1.0, *known])
        found: list[Value] = []
        for total, rank in zip(self.totals, self.ranks, strict=True):
            if not isinstance(total, float):
                found.append(OPEN)
                continue
            near = sum(total - reach < other < total + reach for other in known) > 1
            found.append(f"{rank}:  {shown(total)}{NEAR if near else ''}")
        return found

    @property
    def totals(self) -> list[Value]:
        """Each option's total, open where scores are missing or nothing weighs."""
        known = (self.missing[0] == 0) & (self.counts[0] > 0)
        return [float(value) if sure else OPEN for value, sure in zip(self.values[0], known.tolist(), strict=True)]

    @property
    def ranks(self) -> list[Value]:
        """Their ranks among the known ones."""
        known = [each for each in self.totals if isinstance(each, float)]
        margin = 1e-9 * max(1.0, *known, 1.0)
        return [
            1 + sum(other > each + margin for other in known) if isinstance(each, float) else OPEN
            for each in self.totals
        ]


def first_row(content: Content, place: int, part: Part) -> int:
    """Return the first row of a block of a weight set."""
    size = len(content.plan.nodes) + 3
    return TOP + results_size(content) + (place * len(Part) + part) * size + 2


def results_size(content: Content) -> int:
    """Return how many rows the results at the top take."""
    return len(RESULTS) * (len(shown_sets_of(content)) + 3) + 1


def total_row(place: int) -> int:
    """Return the row of a set's totals; its ranks stand further down by `rank_offset`."""
    return TOP + 2 + place


def rank_offset(content: Content) -> int:
    """Return how far below the totals the ranks stand, and below those the ranks and totals in words."""
    return len(shown_sets_of(content)) + 3


def figures_of_set(content: Content, name: str) -> SetFigures:
    """Return the figures of one weight set."""
    plan, base = content.plan, content.figures
    aggregators = {group.id: group.aggregator for group in content.evaluation.groups}
    problem = build(content.study, weights=name, view=content.evaluation.run.view or None, aggregators=aggregators)
    order = [node.place for node in plan.nodes]
    raw = np.tile(problem.raw, (len(problem.options), 1))
    raw[:, : len(problem.tree.leaves)] *= problem.applicable
    by_option = local_by_option(problem)
    local = by_option.T[order]
    nodes = roll_up(problem.tree, problem.values_between()[0][:, None, :], by_option)[:, 0].T[order]
    whole = np.array(problem.local[order])
    for row, node in enumerate(plan.nodes[1:], start=1):
        whole[row] *= whole[node.parent - 1]
    missing = np.zeros_like(nodes)
    for row in range(len(plan.nodes) - 1, -1, -1):
        node = plan.nodes[row]
        if node.kind == "group":
            children = [each.number - 1 for each in plan.nodes if each.parent == node.number]
            missing[row] = ((local[children] > 0) * missing[children]).sum(axis=0)
        else:
            missing[row] = [float(each == MISSING) for each in base.used[row]]
    return SetFigures(
        points=problem.raw[order],
        counting=counting(problem.tree, problem.raw)[order],
        whole=whole,
        counts=counting(problem.tree, raw).T[order],
        local=local,
        missing=missing,
        values=nodes,
        terms=terms(nodes, local, base.rules, plan),
        threshold=float((problem.steps * problem.weights)[problem.steps * problem.weights > 0].min(initial=VALUE_TOP)),
    )


def write_perspectives(page: Page, content: Content) -> None:
    """Write totals and ranks by weight set, then the workings of each set."""
    plan, sets = content.plan, shown_sets_of(content)
    note = "The same scores under every weight set; column E of each set's first block takes changed answers."
    page.heading("Perspectives: weights, totals and ranks by weight set", content.status, note)
    figures = [figures_of_set(content, name) for name, _ in sets]
    content.cache["perspectives"] = figures
    _write_results(page, content, figures)
    for place, found in enumerate(figures):
        for part in Part:
            _write_block(page, content, place, part, found)
    page.widths(
        {"A": 5, "B": 6, "C": 18, "D": 44, "E": 9, "F": 10, **dict.fromkeys(plan.columns, content.option_width)}
    )
    page.set_up(freeze=f"{plan.columns[0]}5", columns="A:F")
    if len(plan.nodes) <= 36:  # noqa: PLR2004
        page.break_before([first_row(content, place, part) - 2 for place in range(len(sets)) for part in Part])


def _write_results(page: Page, content: Content, figures: list[SetFigures]) -> None:
    plan, sets = content.plan, shown_sets_of(content)
    for block, kind in enumerate(RESULTS):
        top = TOP + block * rank_offset(content)
        page.text(f"A{top}", f"{kind} of every option by weight set", "section")
        _head(page, content, top + 1, ("", "", "Id", "Weight set", "", "" if block else "One level"))
        for place, ((name, label), found) in enumerate(zip(sets, figures, strict=True)):
            row = top + 2 + place
            for column in "ABEF":
                page.blank(f"{column}{row}", "label")
            page.text(f"C{row}", name, "id")
            page.text(f"D{row}", label, "label")
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
    root = {part: f"{column}{first_row(content, place, part)}" for part in Part}
    known = f"AND({root[Part.MISSING]}=0,{root[Part.COUNTS]}>0,unknown_rules+unknown_curves=0)"
    return f'IF({known},{root[Part.VALUE]},"{OPEN}")'


def _head(page: Page, content: Content, row: int, heads: tuple[str, ...]) -> None:
    for column, text in zip("ABCDEF", heads, strict=True):
        page.text(f"{column}{row}", text, "header_left" if column in "CD" else "header")
    for option, column in enumerate(content.plan.columns):
        page.put(f"{column}{row}", f"{SCORES}!{column}$5", content.plan.options[option], "header_link")


def _write_block(page: Page, content: Content, place: int, part: Part, found: SetFigures) -> None:
    plan, label = content.plan, shown_sets_of(content)[place][1]
    top = first_row(content, place, part)
    page.text(f"A{top - 2}", f"{label}: {TITLES[part]}", "section")
    _head(page, content, top - 1, ("No.", "Under", "Id", "Criterion", "Answer" if part is Part.COUNTS else "", ""))
    arrays = (found.counts, found.local, found.missing, found.values, found.terms)
    for node in plan.nodes:
        row, style = top + node.number - 1, "sum" if node.kind == "group" else "calc"
        content.row_labels(page, node, row)
        _write_parameters(page, content, place, part, node, found)
        for option, column in enumerate(plan.columns):
            formula = _formula(content, place, part, node, column)
            if not formula:
                page.blank(f"{column}{row}", "fill")
                continue
            value = float(arrays[part][node.number - 1, option])
            page.put(f"{column}{row}", formula, value, f"{style}_{'pct' if part is Part.LOCAL else 'two'}")


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


def _write_answer(page: Page, content: Content, place: int, node: Node, cell: str, points: float) -> None:
    """Write an answer: from Weights for the set that counts, else derived on Answers, else to be changed here."""
    name, _ = shown_sets_of(content)[place]
    derived = derived_cell(content, name, content.plan.nodes[node.parent - 1].id, node.id)
    if name == content.evaluation.run.weights:
        page.put(cell, f"{WEIGHTS}!G{content.plan.row(node.number)}", points, "link_plain")
    elif derived:
        page.put(cell, derived, points, "link_plain")
    else:
        page.number(cell, points, "input")


def _formula(content: Content, place: int, part: Part, node: Node, column: str) -> str:  # noqa: C901, PLR0911
    plan = content.plan
    top = {each: first_row(content, place, each) for each in Part}
    row = {each: top[each] + node.number - 1 for each in Part}
    used = f"{TREE}!{column}{plan.row(node.number)}"

    def below(letter: str, each: Part) -> str:
        return f"{letter}{row[each] + 1}:{letter}{top[each] + node.last - 1}"

    if part is Part.COUNTS:
        if node.kind == "group":
            children = f"{below('$B', part)},$A{row[part]},{below(column, part)}"
            return f"IF(SUMIF({children})>0,$F{row[part]},0)"
        return f"IF({used}=na_word,0,$F{row[part]})"
    if part is Part.LOCAL:
        if not node.parent:
            return "1"
        last = len(plan.nodes) - 1
        counts = f"{column}${top[Part.COUNTS]}:{column}${top[Part.COUNTS] + last}"
        siblings = f"SUMIF($B${top[part]}:$B${top[part] + last},$B{row[part]},{counts})"
        return f"IF({siblings}>0,{column}{row[Part.COUNTS]}/{siblings},0)"
    mine = f"({below('$B', part)}=$A{row[part]})"
    if part is Part.MISSING:
        if node.kind == "group":
            return f"SUMPRODUCT({mine}*({below(column, Part.LOCAL)}>0)*{below(column, part)})"
        return f'IF({used}="{MISSING}",1,0)'
    if part is Part.VALUE:
        if node.kind != "group":
            return f"{TREE}!{column}{plan.row(node.number, Block.LOW)}"
        handed = below(column, Part.TERM)
        total = f"SUMIF({below('$B', part)},$A{row[part]},{handed})"
        worst = f"value_top-SUMPRODUCT(MAX({mine}*{handed}))"
        local = f"SUMIF({below('$B', part)},$A{row[part]},{below(column, Part.LOCAL)})"
        rule = f"{WEIGHTS}!$M{plan.row(node.number)}"
        return f"IF({local}=0,0,CHOOSE({rule}+1,0,{total},EXP({total}),{worst}))"
    if not node.parent:
        return ""
    return term_formula(f"$F{row[part]}", f"{column}{row[Part.LOCAL]}", f"{column}{row[Part.VALUE]}")
