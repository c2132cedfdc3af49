"""The sheets WeightedSum and WeightedProduct: the leaves with their global weights, the groups' aggregators ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.formats.excel.charts import Axis, Run, bars, place
from workbench.formats.excel.plan import FIRST_ROW, HEADER_ROW, Block, Result
from workbench.formats.excel.words import (
    LOG_ZERO,
    OPEN,
    SCORES,
    TREE,
    VALUE_TOP,
    WEIGHTED_SUM,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.model.evaluation import Matrix

MOST_BARS, MOST_PARTS = 20, 8
"""Options and contributions that a picture can show."""

WEIGHT, PART = Block.USED, Block.ALONG
"""The two blocks: weights for each option, and what each criterion gives."""


def write_weighted_sum(page: Page, content: Content) -> None:
    """Write each criterion's contribution: its global weight times its value."""
    note = "Every criterion with its weight in the whole; aggregators of groups do not count here. Rows as on Tree."
    page.heading("Weighted sum of the criteria", content.status, note)
    weights, values = option_weights(content), numbers_of(content)
    _write_blocks(page, content, "Contribution: weight × value, in points of the total", weights, weights * values,
                  lambda weight, value: f"IF(ISNUMBER({value}),{weight}*{value},0)")  # fmt: skip
    found = _totals(content, (weights * values).sum(axis=0))
    first, last = content.plan.row(1, PART), content.plan.row(len(content.plan.nodes), PART)
    row = _write_totals(page, content, lambda column: f"SUM({column}{first}:{column}{last})", found)
    content.marks["weighted sum"] = row
    row = _write_branches(page, content, row + 3, weights * values)
    _set_up(page, content, [content.plan.row(1, PART) - 2, row])


def write_weighted_product(page: Page, content: Content) -> None:
    """Write the logarithm of each criterion's power: its value to the power of its global weight."""
    note = "A criterion worth 0 that has weight makes the product 0; without weight it does not count. Rows as on Tree."
    page.heading("Weighted product of the criteria", content.status, note)
    weights, values = option_weights(content), numbers_of(content)
    zero = (values <= 0) & (weights > 0)
    logarithms = np.where(zero, -LOG_ZERO, weights * np.log(np.where(values > 0, values, 1.0)))
    known = np.array([[isinstance(each, float) for each in row] for row in content.figures.values])
    _write_blocks(page, content, "Weight × natural logarithm of the value", weights, np.where(known, logarithms, 0.0),
                  lambda weight, value: f"IF(AND(ISNUMBER({value}),{weight}>0),"
                  f"IF({value}>0,{weight}*LN({value}),-log_zero),0)")  # fmt: skip
    first, last = content.plan.row(1, PART), content.plan.row(len(content.plan.nodes), PART)
    products = np.where((zero & known).any(axis=0), 0.0, np.exp(np.where(known, logarithms, 0.0).sum(axis=0)))

    def product(column: str) -> str:
        area = f"{column}{first}:{column}{last}"
        return f"IF(COUNTIF({area},-log_zero)>0,0,EXP(SUM({area})))"

    row = _write_totals(page, content, product, _totals(content, products))
    content.marks["weighted product"] = row
    _set_up(page, content, [content.plan.row(1, PART) - 2])


def option_weights(content: Content) -> Matrix:
    """Return each node's share of the whole for each option, shape (n_nodes, n_options)."""
    whole = np.array(content.figures.local_by)
    for row, node in enumerate(content.plan.nodes[1:], start=1):
        whole[row] = content.figures.local_by[row] * whole[node.parent - 1]
    return whole


def numbers_of(content: Content) -> Matrix:
    """Return the values of the leaves, 0 for groups and where there is no number, shape (n_nodes, n_options)."""
    return np.array([[each if isinstance(each, float) else 0.0 for each in row] for row in content.figures.values])


def _totals(content: Content, found: Matrix) -> list[Value]:
    complete = content.figures.complete.tolist()
    return [total if sure else OPEN for total, sure in zip(found.tolist(), complete, strict=True)]


def _write_blocks(
    page: Page,
    content: Content,
    title: str,
    weights: Matrix,
    parts: Matrix,
    formula: Callable[[str, str], str],
) -> None:
    plan = content.plan
    for block, name in ((WEIGHT, "Weight in the whole, for each option"), (PART, title)):
        top = plan.row(1, block) - 1
        page.text(f"A{top - 1}", name, "section")
        for column, text in zip("ABCDEF", ("No.", "Under", "Id", "Criterion", "", ""), strict=True):
            page.text(f"{column}{top}", text, "header_left" if column in "CD" else "header")
        for option, column in enumerate(plan.columns):
            page.put(f"{column}{top}", f"{SCORES}!{column}$5", plan.options[option], "header_link")
        for node in plan.nodes:
            content.row_labels(page, node, plan.row(node.number, block))
    for node in plan.nodes:
        for option, column in enumerate(plan.columns):
            _write_cell(page, content, node, (option, column), (weights, parts), formula)


def _write_cell(
    page: Page,
    content: Content,
    node: Node,
    at: tuple[int, str],
    found: tuple[Matrix, Matrix],
    formula: Callable[[str, str], str],
) -> None:
    plan, (option, column) = content.plan, at
    weight, part = f"{column}{plan.row(node.number, WEIGHT)}", f"{column}{plan.row(node.number, PART)}"
    style = "sum" if node.kind == "group" else "calc"
    local = f"{TREE}!{column}{plan.row(node.number, Block.LOCAL)}"
    above = f"*{column}{plan.row(node.parent, WEIGHT)}" if node.parent else ""
    page.put(weight, local + above, float(found[0][node.number - 1, option]), f"{style}_pct")
    if node.kind == "group":
        page.blank(part, "fill")
        return
    value = f"{TREE}!{column}{plan.row(node.number, Block.VALUE)}"
    page.put(part, formula(weight, value), float(found[1][node.number - 1, option]), "calc_four")


def _write_totals(page: Page, content: Content, formula: Callable[[str], str], found: list[Value]) -> int:
    """Write totals and ranks under the second block, and return the row of the totals."""
    plan = content.plan
    row = plan.row(len(plan.nodes), PART) + 1
    for line, label in ((row, "Total"), (row + 1, "Rank: 1 is best, ties share")):
        for column in "ABCEF":
            page.blank(f"{column}{line}", "fill")
        page.text(f"D{line}", label, "group")
    known = [each if isinstance(each, float) else -1.0 for each in found]
    margin = 1e-9 * max(1.0, *known)
    for option, column in enumerate(plan.columns):
        complete = f"{TREE}!{column}{plan.result_row(Result.COMPLETE)}=1"
        page.put(f"{column}{row}", f'IF({complete},{formula(column)},"{OPEN}")', found[option], "out_two")
        area = plan.across(row)
        above = f"SUMPRODUCT(ISNUMBER({area})*({area}>{column}{row}+tie_tol*MAX(1,{area})))+1"
        rank: Value = OPEN
        if isinstance(found[option], float):
            rank = 1 + sum(each > known[option] + margin for each in known)
        page.put(f"{column}{row + 1}", f'IF(ISNUMBER({column}{row}),{above},"{OPEN}")', rank, "out_int")
    return row


def _write_branches(page: Page, content: Content, row: int, parts: Matrix) -> int:
    """Write contributions by branch, with their picture: the deepest level that still has few branches."""
    plan = content.plan
    if len(plan.columns) > MOST_BARS:
        return row
    depth = max((d for d in (1, 2) if 0 < _at_depth(content, d) <= MOST_PARTS), default=1)
    branches = [node for node in plan.nodes if node.depth == depth or (node.depth < depth and node.kind != "group")]
    branches = branches[:MOST_PARTS] if len(branches) > MOST_PARTS else branches
    page.text(f"A{row}", "Contributions by branch", "section")
    page.text(f"D{row + 1}", "Branch", "header_left")
    for column in "EF":
        page.blank(f"{column}{row + 1}", "header")
    for option, column in enumerate(plan.columns):
        page.put(f"{column}{row + 1}", f"{SCORES}!{column}$5", plan.options[option], "header_link")
    for line, node in enumerate(branches, start=row + 2):
        page.put(f"D{line}", f'{TREE}!$D{plan.row(node.number)}&""', node.label, "calc_text")
        for option, column in enumerate(plan.columns):
            area = f"{column}{plan.row(node.number, PART)}:{column}{plan.row(node.last, PART)}"
            total = float(parts[node.number - 1 : node.last, option].sum())
            page.put(f"{column}{line}", f"SUM({area})", total, "calc_two")
    last = row + 2 + len(branches)
    page.text(f"A{last + 1}", "Contributions to the weighted sum, points", "section")
    first, end = plan.columns[0], plan.columns[-1]
    runs = [
        Run(f"'{WEIGHTED_SUM}'!${first}${line}:${end}${line}", f"'{WEIGHTED_SUM}'!$D${line}")
        for line in range(row + 2, last)
    ]
    names = f"'{WEIGHTED_SUM}'!{plan.across(row + 1)}"
    chart = bars(names, runs, Axis(0, VALUE_TOP, 25), stacked=True, labels=False)
    content.marks["branches"] = row
    place(page, chart, last + 2, min(14.0, 3.0 + 0.9 * len(plan.columns)), names=0.2)
    return row


def _at_depth(content: Content, depth: int) -> int:
    return sum(node.depth == depth or (node.depth < depth and node.kind != "group") for node in content.plan.nodes)


def _set_up(page: Page, content: Content, breaks: list[int]) -> None:
    widths = {"A": 5, "B": 6, "C": 18, "D": 44, "E": 2.5, "F": 2.5}
    page.widths({**widths, **dict.fromkeys(content.plan.columns, content.option_width)})
    long = len(content.plan.nodes) > 36  # noqa: PLR2004
    rows = f"{HEADER_ROW}:{HEADER_ROW}" if long else ""
    page.set_up(freeze=f"{content.plan.columns[0]}{FIRST_ROW}", rows=rows, columns="A:F")
    page.break_before(breaks)
