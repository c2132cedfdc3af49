"""The sheet TOPSIS: how much nearer an option is to the best than to the worst (Hwang & Yoon 1981)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.aggregation.topsis import closeness
from workbench.formats.excel.plan import Block
from workbench.formats.excel.sheets.annex import begin, weight_of
from workbench.formats.excel.sheets.weighted_sum import numbers_of
from workbench.formats.excel.words import TREE

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node


def write_topsis(page: Page, content: Content) -> None:
    """Write values, weighted values with the ideal and the anti-ideal, distances, closeness, ranks."""
    sheet = begin(page, content, "TOPSIS", "On the values, with global weights; groups do not count.")
    plan = content.plan
    weighted = content.figures.whole[:, None] * numbers_of(content)
    among = weighted[:, sheet.sure] if sheet.sure.any() else np.zeros((len(weighted), 1))
    best, worst = among.max(axis=1), among.min(axis=1)

    def cell(node: Node, column: str) -> str:
        value = f"{TREE}!{column}{plan.row(node.number, Block.VALUE)}"
        return f"IF(ISNUMBER({value}),{weight_of(content, node)[0]}*{value},0)"

    def end(rule: str, found: np.ndarray) -> object:
        return lambda node: (
            f"IF(COUNT({plan.across(sheet.row(0, node))})=0,0,{rule}({plan.across(sheet.row(0, node))}))",
            float(found[node.number - 1]),
        )

    sheet.block(0, "Weight × value; the best and the worst of each row", ("Ideal", "Anti-ideal"),
                (end("MAX", best), end("MIN", worst)), cell, weighted)  # type: ignore[arg-type]  # fmt: skip
    row = sheet.row(1)
    distances = [np.sqrt(((weighted - each[:, None]) ** 2).sum(axis=0)) for each in (best, worst)]
    for name, column_of, found in zip(("ideal", "anti-ideal"), "EF", distances, strict=True):
        row = sheet.line(
            row,
            f"Distance to the {name}",
            lambda column, column_of=column_of: (
                f"SQRT(SUMXMY2({sheet.area(0, column)},{sheet.area(0, '$' + column_of)}))"
            ),  # type: ignore[misc]
            found.tolist(),
            "calc_four",
        )
    near, far = row - 2, row - 1
    found = closeness(*distances)
    row = sheet.line(row, "Closeness to the ideal, 0 to 1", lambda column: f"IF({column}{near}+{column}{far}=0,1/2,"
                     f"{column}{far}/({column}{near}+{column}{far}))", found.tolist(), "out_four")  # fmt: skip
    content.marks["topsis"] = row - 1
    sheet.rank(row, found, row - 1)
    sheet.set_up(1)
