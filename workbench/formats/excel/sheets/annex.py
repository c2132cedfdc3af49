"""What the annex sheets share: which options are compared, blocks of criteria by options, totals with ranks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.formats.excel.plan import Block, Result
from workbench.formats.excel.words import CRITERIA, CURVES, SCORES, TARGET, TREE, WEIGHTS
from workbench.model.criterion import Direction
from workbench.model.value_function import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.model.evaluation import Mask, Matrix

FLAG_ROW, FIRST_BLOCK = 6, 10
MOST_OPTIONS = 20
"""Options up to which these methods stand live in the file."""

GONE = ""
"""Stands for an option that is not compared: no range sees it."""

NOTE = "Options that lack a score, or to which a weighted criterion does not apply, are not compared."


@dataclass
class Annex:
    """A sheet with blocks of criteria (rows) by options (columns)."""

    page: Page
    content: Content
    sure: Mask
    """Which options are compared, shape (n_options,)."""

    def row(self, block: int, node: Node | None = None) -> int:
        """Return a node's row in a block, or the row of the block's header."""
        top = FIRST_BLOCK + block * (len(self.content.plan.nodes) + 3)
        return top + (node.number if node else 0)

    def area(self, block: int, column: str) -> str:
        """Return the range of all criteria in one column of a block."""
        return f"{column}${self.row(block) + 1}:{column}${self.row(block) + len(self.content.plan.nodes)}"

    def block(
        self,
        block: int,
        title: str,
        heads: tuple[str, str],
        more: tuple[Callable[[Node], tuple[str, Value]], Callable[[Node], tuple[str, Value]]],
        formula: Callable[[Node, str], str],
        values: Matrix,
    ) -> None:
        """Write a block; what is not compared stays empty.

        Parameters
        ----------
        more
            The formulas with their values in columns E and F.
        formula
            From a criterion and a column to its formula.
        values
            Shape (n_nodes, n_options).
        """
        page, plan, top = self.page, self.content.plan, self.row(block)
        page.text(f"A{top - 1}", title, "section")
        for column, text in zip("ABCDEF", ("No.", "Under", "Id", "Criterion", *heads), strict=True):
            page.text(f"{column}{top}", text, "header_left" if column in "CD" else "header")
        for option, column in enumerate(plan.columns):
            page.put(f"{column}{top}", f"{SCORES}!{column}$5", plan.options[option], "header_link")
        for node in plan.nodes:
            row = self.row(block, node)
            self.content.row_labels(page, node, row)
            if node.kind == "group":
                for column in ("E", "F", *plan.columns):
                    page.blank(f"{column}{row}", "fill")
                continue
            for column, found in zip("EF", more, strict=True):
                page.put(f"{column}{row}", *found(node), "calc_four")
            for option, column in enumerate(plan.columns):
                value: Value = float(values[node.number - 1, option]) if self.sure[option] else GONE
                page.put(f"{column}{row}", f'IF({column}${FLAG_ROW}=1,{formula(node, column)},"")', value, "calc_four")

    def line(self, row: int, label: str, formula: Callable[[str], str], values: Iterable[float], style: str) -> int:
        """Write one figure for each compared option, and return the next row."""
        for column in "ABCEF":
            self.page.blank(f"{column}{row}", "fill")
        self.page.text(f"D{row}", label, "group")
        for column, value, sure in zip(self.content.plan.columns, values, self.sure.tolist(), strict=True):
            shown: Value = (int(value) if style.endswith("int") else float(value)) if sure else GONE
            self.page.put(f"{column}{row}", f'IF({column}${FLAG_ROW}=1,{formula(column)},"")', shown, style)
        return row + 1

    def rank(self, row: int, figures: Matrix, source: int, *, lower: bool = False) -> int:
        """Write the ranks of a line of figures, and return the next row."""
        area, sign = self.content.plan.across(source), "<" if lower else ">"
        turned = -figures if lower else figures
        ranks = [1 + int((turned[self.sure] > each + 1e-9).sum()) for each in turned]
        move = "-" if lower else "+"
        return self.line(row, "Rank: 1 is best, ties share", lambda column: f"SUMPRODUCT(ISNUMBER({area})*"
                         f"({area}{sign}{column}{source}{move}tie_tol))+1", ranks, "out_int")  # fmt: skip

    def set_up(self, blocks: int) -> None:
        """Finish the sheet: widths, print set-up, a page for each block, the results below them in one piece."""
        plan = self.content.plan
        widths = {"A": 5, "B": 6, "C": 18, "D": 44, "E": 9, "F": 9}
        self.page.widths({**widths, **dict.fromkeys(plan.columns, self.content.option_width)})
        self.page.set_up(freeze=f"{plan.columns[0]}5", columns="A:F")
        if len(plan.nodes) <= 36:  # noqa: PLR2004 - rows of a page
            self.page.break_before([self.row(block) - 1 for block in range(1, blocks)])
        self.page.break_before([self.row(blocks)])
        self.page.led.add(FLAG_ROW)


def begin(page: Page, content: Content, title: str, note: str) -> Annex:
    """Write a sheet's heading and which options are compared."""
    page.heading(title, content.status, f"{note} {NOTE}")
    plan, sure = content.plan, compared(content)
    for column in "ABCEF":
        page.blank(f"{column}{FLAG_ROW}", "label")
    page.text(f"D{FLAG_ROW}", "1 if the option is compared", "label")
    flags, weights = f"{TREE}!{plan.all_rows('E')}", plan.all_rows("J", sheet=WEIGHTS)
    for option, column in enumerate(plan.columns):
        page.put(f"{column}{FLAG_ROW - 1}", f"{SCORES}!{column}$5", plan.options[option], "header_link")
        values = f"{TREE}!{column}{plan.row(1, Block.VALUE)}:{column}{plan.row(len(plan.nodes), Block.VALUE)}"
        gaps = f"SUMPRODUCT(({flags}>0)*({weights}>0)*(1-ISNUMBER({values})))"
        complete = f"{TREE}!{column}{plan.result_row(Result.COMPLETE)}=1"
        page.put(f"{column}{FLAG_ROW}", f"IF(AND({complete},{gaps}=0),1,0)", int(sure[option]), "calc_int")
    return Annex(page, content, sure)


def compared(content: Content) -> Mask:
    """Return which options are complete, with every weighted criterion applying, shape (n_options,)."""
    figures = content.figures
    leaves = np.array([node.kind != "group" for node in content.plan.nodes]) & (figures.whole > 0)
    known = np.array([[isinstance(each, float) for each in row] for row in figures.values])
    sure: Mask = np.all(known | ~leaves[:, None], axis=0) & figures.complete
    return sure


def is_raw(content: Content, node: Node) -> bool:
    """Return whether a criterion's raw performance has one better end."""
    leaf = content.leaf(node)
    return leaf is not None and not isinstance(leaf.value_function, Target)


def oriented(content: Content) -> Matrix:
    """Return performances within their scales, larger is better; worths where only they can be compared."""
    figures = content.figures
    found = np.zeros(figures.values.shape)
    for row, node in enumerate(content.plan.nodes):
        leaf, raw = content.leaf(node), is_raw(content, node)
        source = figures.used if raw else figures.values
        found[row] = [each if isinstance(each, float) else 0.0 for each in source[row]]
        if leaf is not None and raw:
            sign = 1.0 if leaf.direction is Direction.MAXIMIZE else -1.0
            found[row] = sign * np.clip(found[row], leaf.scale.low, leaf.scale.high)
    return found


def oriented_formula(content: Content, node: Node, column: str) -> str:
    """Return the formula of the same; a word counts as 0, since only criteria without weight can have one here."""
    plan, here = content.plan, content.plan.row(node.number)
    value = f"{TREE}!{column}{plan.row(node.number, Block.VALUE)}"
    if node.kind == "computed":
        return f"IF(ISNUMBER({value}),{value},0)"
    worst, best, used = f"{CRITERIA}!$E{here}", f"{CRITERIA}!$F{here}", f"{TREE}!{column}{here}"
    upward = f"MAX({worst},MIN({best},{used}))"
    downward = f"-MAX({best},MIN({worst},{used}))"
    raw = f"IF({best}>{worst},{upward},{downward})"
    return f'IF(ISNUMBER({value}),IF({CURVES}!$E{here}="{TARGET}",{value},{raw}),0)'


def weight_of(content: Content, node: Node) -> tuple[str, float]:
    """Return a criterion's weight in the whole as a formula with its value."""
    return f"{WEIGHTS}!J{content.plan.row(node.number)}", float(content.figures.whole[node.number - 1])
