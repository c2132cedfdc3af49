"""The sheet Branches: each branch's subtotal, the same geometrically, and its weakest criterion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.group_totals import GROUP_TOTALS
from workbench.engine.formulas.ranks import TIE_TOLERANCE
from workbench.formats.excel.book import shown
from workbench.formats.excel.plan import Block
from workbench.formats.excel.sheets.lines import Lines
from workbench.formats.excel.words import BRANCHES, CRITERIA, NONE, OPEN, TREE, VALUE_TOP, WEIGHTS

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node

SUBTOTAL, GEOMETRIC, WEAKEST = "Subtotal", "Subtotal if its parts were geometric", "Weakest criterion"


def branches_of(content: Content) -> list[Node]:
    """Return the groups right below the total."""
    return [node for node in content.plan.nodes if node.parent == 1 and node.kind == "group"]


def write_branches(page: Page, content: Content) -> None:
    """Write a block for every branch."""
    note = "Calculated from Tree and Weights. Geometric: the branch's own parts multiplied, each to its weight's power."
    page.heading("Branches: subtotals, and the weakest criterion of each", content.status, note)
    lines = Lines(page, content)
    for node in branches_of(content):
        _Branch(lines, node).write()
    lines.widths()
    page.set_up(freeze=f"{content.plan.columns[0]}5", columns="A:F")
    lines.break_pages()


@dataclass(frozen=True, slots=True)
class _Branch:
    lines: Lines
    node: Node

    def write(self) -> None:
        lines, content = self.lines, self.lines.content
        name = f"{CRITERIA}!$D${content.plan.row(self.node.number)}"
        lines.section("")
        lines.page.put(f"A{lines.row - 2}", f'{name}&""', self.node.label, "section")
        rows: dict[str, int] = {}
        options = range(len(content.plan.options))
        totals = [content.group_total(self.node, option) for option in options]
        whole = content.plan.row(self.node.number, Block.TOTAL)
        rows[SUBTOTAL] = lines.line(SUBTOTAL, lambda column: f"{TREE}!{column}{whole}", totals, "out_two")
        zeros = [self._zeros(option) for option in options]
        at = lines.line("Parts with weight that are worth 0", self._zeros_formula, zeros, "calc_int")
        values = [self._geometric(option, totals[option]) for option in options]
        rows[GEOMETRIC] = lines.line(GEOMETRIC, lambda column: self._geometric_formula(column, at), values, "out_two")
        weakest = [self._weakest(option) for option in options]
        known = lines.line("Criteria with weight and a value", lambda column: f"SUMPRODUCT({self._mask(column)})",
                           [each[0] for each in weakest], "calc_int")  # fmt: skip
        low = lines.line("Lowest value among them", lambda column: f"IF({column}{known}=0,0,value_top-SUMPRODUCT(MAX("
                         f"{self._mask(column)}*(value_top-{self._low(column)}))))",
                         [each[1] for each in weakest])  # fmt: skip

        def near(column: str) -> str:
            return f"{self._mask(column)}*({self._low(column)}<={column}{low}+tie_tol)"

        count = lines.line("How many have it", lambda column: f"SUMPRODUCT({near(column)})",
                           [each[2] for each in weakest], "calc_int")  # fmt: skip
        numbers = f"{TREE}!$A{self._rows(Block.USED)[0]}:$A{self._rows(Block.USED)[1]}"
        first = lines.line("Number of the first of them", lambda column: f"IF({column}{known}=0,0,"
                           f"ROUND(1/SUMPRODUCT(MAX({near(column)}/{numbers})),0))",
                           [each[3] for each in weakest], "calc_int")  # fmt: skip
        labels = content.plan.all_rows("D", sheet=CRITERIA)
        rows[WEAKEST] = lines.line(
            WEAKEST,
            lambda column: (
                f'IF({column}{known}=0,"{NONE}",ROUND({column}{low},2)&" "&INDEX({labels},MAX(1,{column}'
                f'{first}))&IF({column}{count}>1," and "&{column}{count}-1&" more",""))'
            ),
            [each[4] for each in weakest],
            "out_text",
        )
        lines.end()
        book, columns = lines.page.book, content.plan.columns
        content.cache[BRANCHES, self.node.id] = {
            label: (row, [book.cached[BRANCHES, f"{column}{row}"] for column in columns]) for label, row in rows.items()
        }

    def _rows(self, block: Block) -> tuple[int, int]:
        plan = self.lines.content.plan
        return plan.row(self.node.number + 1, block), plan.row(self.node.last, block)

    def _area(self, column: str, block: Block) -> str:
        first, last = self._rows(block)
        return f"{TREE}!{column}{first}:{column}{last}"

    def _low(self, column: str) -> str:
        return self._area(column, Block.LOW)

    def _mask(self, column: str) -> str:
        """Return the formula of ones for the criteria below with weight and a value."""
        first, last = self._rows(Block.USED)
        kinds, weights = f"{TREE}!$E{first}:$E{last}", f"{WEIGHTS}!$J{first}:$J{last}"
        return f"({kinds}>0)*({weights}>0)*ISNUMBER({self._area(column, Block.VALUE)})"

    def _own(self, block: Block) -> str:
        """Return the formula of ones for the branch's own parts."""
        first, last = self._rows(block)
        return f"({TREE}!$B{first}:$B{last}={TREE}!$A{first - 1})"

    def _zeros_formula(self, column: str) -> str:
        local, low = self._area(column, Block.LOCAL), self._low(column)
        return f"SUMPRODUCT({self._own(Block.LOW)}*({local}>0)*({low}<=0))"

    def _geometric_formula(self, column: str, zeros: int) -> str:
        local, low = self._area(column, Block.LOCAL), self._low(column)
        product = f"EXP(SUMPRODUCT({self._own(Block.LOW)}*{local}*LN({low}+({low}<=0))))"
        total = f"{column}{zeros - 1}"
        return f'IF(ISNUMBER({total}),IF({column}{zeros}>0,0,{product}),"{OPEN}")'

    def _parts(self, option: int) -> tuple[list[float], list[float]]:
        figures = self.lines.content.figures
        own = [node.number - 1 for node in self.lines.content.plan.nodes if node.parent == self.node.number]
        return [float(figures.low.values[row, option]) for row in own], [
            float(figures.local_by[row, option]) for row in own
        ]

    def _zeros(self, option: int) -> int:
        return sum(value <= 0 < weight for value, weight in zip(*self._parts(option), strict=True))

    def _geometric(self, option: int, total: Value) -> Value:
        if isinstance(total, str):
            return OPEN
        values, weights = (np.array(each) for each in self._parts(option))
        return float(GROUP_TOTALS["geometric"](values, weights))

    def _weakest(self, option: int) -> tuple[int, float, int, int, str]:
        """Return how many are known, the lowest value, how many have it, the first one's number, and words."""
        content = self.lines.content
        figures, plan = content.figures, content.plan
        known = {
            node: float(value)
            for node in plan.nodes[self.node.number : self.node.last]
            if node.kind != "group"
            and figures.whole[node.number - 1] > 0
            and isinstance(value := figures.values[node.number - 1, option], float)
        }
        if not known:
            return 0, 0.0, 0, 0, NONE
        low = VALUE_TOP - max(VALUE_TOP - each for each in known.values())
        near = [node for node, value in known.items() if value <= low + TIE_TOLERANCE]
        more = f" and {len(near) - 1} more" if len(near) > 1 else ""
        return len(known), low, len(near), near[0].number, f"{shown(low)} {near[0].label}{more}"
