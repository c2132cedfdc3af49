"""Workings of the totals if one group had another aggregator: the group again, then every group above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.group_totals import GROUP_TOTALS
from workbench.engine.formulas.ranks import TIE_TOLERANCE
from workbench.formats.excel.figures import term
from workbench.formats.excel.plan import Block, Result
from workbench.formats.excel.sheets.beside_layout import write_header, write_step
from workbench.formats.excel.words import CRITERIA, OPEN, RULES, TREE, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.formats.excel.sheets.beside_layout import Variant
    from workbench.model.evaluation import Matrix

    Line = tuple[list[str], list[Value]]
    """A row: a formula and a value for each option."""

ENDS = ((Block.LOW, Block.LOW_TERM, "0", "worst"), (Block.HIGH, Block.HIGH_TERM, "value_top", "best"))
"""Blocks of values and of terms, the value of an unknown group, and what missing scores are at."""


def variant_title(content: Content, variant: Variant) -> tuple[str, str]:
    """Return a variant's name as a formula and as the text it shows."""
    group = variant.chain[0]
    cell = f"{CRITERIA}!$D${content.plan.row(group.number)}"
    return f'"Total if "&{cell}&" were {variant.rule}"', f"Total if {group.label} were {variant.rule}"


def term_formula(rule: str, local: str, value: str) -> str:
    """Return the formula of what a node hands to its group: a share, a logarithm or a shortfall."""
    logarithm = f"IF({local}>0,IF({value}>0,{local}*LN({value}),-log_zero),0)"
    return f"CHOOSE({rule}+1,0,{local}*{value},{logarithm},IF({local}>0,value_top-{value},0))"


def write_variant(page: Page, content: Content, variant: Variant) -> None:
    """Write the workings of one variant."""
    write_header(page, content, variant.first, *variant_title(content, variant))
    row = variant.first
    for title, (formulas, values) in _lines(content, variant):
        write_step(page, row, title)
        for column, formula, value in zip(content.plan.columns, formulas, values, strict=True):
            page.put(f"{column}{row}", formula, value, "sum_two" if row == variant.result else "calc_two")
        row += 1


def variant_totals(content: Content, variant: Variant) -> list[Value]:
    """Return each option's total under a variant; open where scores are missing."""
    *_, (_, (_, values)) = _lines(content, variant)
    return values


def _lines(content: Content, variant: Variant) -> Iterator[tuple[tuple[str, str], Line]]:
    plan, figures = content.plan, content.figures
    group, *above = variant.chain
    ends = [figures.low.values.copy(), figures.high.values.copy()]
    rows = []
    for place, (block, _, _, missing) in enumerate(ENDS):
        ends[place][group.number - 1] = _again(content, ends[place], group, variant.rule)
        formulas = [_own_formula(content, group, variant.rule, block, column) for column in plan.columns]
        rows.append(variant.first + place)
        yield _title(content, group, f"missing at {missing}"), (formulas, ends[place][group.number - 1].tolist())
    below, row = group, variant.first + 2
    for node in above:
        for place, end in enumerate(ENDS):
            for line in _upwards(content, (below, node), ends[place], end, (rows[place], row)):
                yield line
                row += 1
            rows[place] = row - 1
        below = node
    low, high = ends[0][0], ends[1][0]
    closed = figures.weighed & (np.abs(high - low) < TIE_TOLERANCE)
    totals: list[Value] = [float(total) if sure else OPEN for total, sure in zip(low, closed, strict=True)]
    yield variant_title(content, variant), (_result_formulas(content, rows), totals)


def _title(content: Content, node: Node, suffix: str) -> tuple[str, str]:
    cell = f"{CRITERIA}!$D${content.plan.row(node.number)}" if node.parent else '"Total"'
    return f'{cell}&", {suffix}"', f"{node.label}, {suffix}"


def _result_formulas(content: Content, rows: list[int]) -> list[str]:
    weighed = content.plan.result_row(Result.WEIGHED)
    return [
        f'IF(AND({TREE}!{column}{weighed}>0,ABS({column}{rows[1]}-{column}{rows[0]})<tie_tol),{column}{rows[0]},"{OPEN}")'
        for column in content.plan.columns
    ]


def _again(content: Content, values: Matrix, node: Node, rule: str) -> Matrix:
    children = [child.number - 1 for child in content.plan.nodes if child.parent == node.number]
    return GROUP_TOTALS[rule](values[children].T, content.figures.local_by[children].T)


def _own_formula(content: Content, node: Node, rule: str, block: Block, column: str) -> str:
    plan = content.plan
    mine = f"({TREE}!{plan.below(node, '$B')}={TREE}!$A{plan.row(node.number)})"
    local, values = (f"{TREE}!{plan.below(node, column, each)}" for each in (Block.LOCAL, block))
    total = {
        "arithmetic": f"SUMPRODUCT({mine}*{local}*{values})",
        "geometric": f"IF(SUMPRODUCT({mine}*({local}>0)*({values}<=0))>0,0,"
        f"EXP(SUMPRODUCT({mine}*{local}*LN({values}+({values}<=0)))))",
        "minimum": f"value_top-SUMPRODUCT(MAX({mine}*({local}>0)*(value_top-{values})))",
    }[rule]
    return f"IF(SUMPRODUCT({mine}*{local})=0,0,{total})"


def _upwards(
    content: Content, pair: tuple[Node, Node], values: Matrix, end: tuple[Block, Block, str, str], rows: tuple[int, int]
) -> Iterator[tuple[tuple[str, str], Line]]:
    """Yield three lines for a group above: what the changed child hands on, what the others do, the value."""
    plan, figures, (below, node) = content.plan, content.figures, pair
    block, handed, unknown, missing = end
    source, row = rows
    rule, here = figures.rules[node.number - 1], plan.row(node.number)
    changed = term(values[below.number - 1], figures.local_by[below.number - 1], rule)
    index = f"{WEIGHTS}!$M{here}"
    formulas = [
        term_formula(index, f"{TREE}!{column}{plan.row(below.number, Block.LOCAL)}", f"{column}{source}")
        for column in plan.columns
    ]
    yield _title(content, below, f"handed on, missing at {missing}"), (formulas, changed.tolist())
    terms = (figures.low if block is Block.LOW else figures.high).terms
    siblings = [each.number - 1 for each in plan.nodes if each.parent == node.number and each is not below]
    parents, numbers = (f"{TREE}!{plan.below(node, letter)}" for letter in ("$B", "$A"))
    mine = f"({parents}={TREE}!$A{here})"
    others = f"{mine}*({numbers}<>{TREE}!$A{plan.row(below.number)})"
    formulas = [f"SUMPRODUCT({others}*{TREE}!{plan.below(node, column, handed)})" for column in plan.columns]
    yield (
        _title(content, node, f"handed on by the others, missing at {missing}"),
        (formulas, terms[siblings].sum(axis=0).tolist()),
    )
    values[node.number - 1] = _again(content, values, node, RULES[rule - 1])
    formulas = []
    for column in plan.columns:
        local = f"{TREE}!{plan.below(node, column, Block.LOCAL)}"
        total, lowest = f"{column}{row}+{column}{row + 1}", f"{TREE}!{plan.below(node, column, handed)}"
        shortfall = f"value_top-MAX({column}{row},SUMPRODUCT(MAX({others}*{lowest})))"
        chosen = f"CHOOSE({index}+1,{unknown},{total},EXP({total}),{shortfall})"
        formulas.append(f"IF(SUMPRODUCT({mine}*{local})=0,0,{chosen})")
    yield _title(content, node, f"missing at {missing}"), (formulas, values[node.number - 1].tolist())
