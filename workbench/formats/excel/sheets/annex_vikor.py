"""The sheet VIKOR: a compromise between the sum of regrets and the largest (Opricovic & Tzeng 2004)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.aggregation.vikor import TOLERANCE, compromise
from workbench.formats.excel.sheets.annex import begin, oriented, oriented_formula, weight_of
from workbench.formats.excel.words import VIKOR_V

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.model.evaluation import Matrix


def write_vikor(page: Page, content: Content) -> None:
    """Write performances, weighted regrets, S, R, Q and ranks."""
    sheet = begin(page, content, "VIKOR", "On the raw performances within their scales; smaller is better.")
    plan, sure = content.plan, sheet.sure
    found = oriented(content)
    among = found[:, sure] if sure.any() else np.zeros((len(found), 1))
    best, worst = among.max(axis=1), among.min(axis=1)
    spread = best - worst
    whole = content.figures.whole[:, None]
    regrets = np.where(
        spread[:, None] > 0, whole * (best[:, None] - found) / np.where(spread > 0, spread, 1.0)[:, None], 0.0
    )

    def end(rule: str, figures: Matrix) -> object:
        def made(node: Node) -> tuple[str, float]:
            area = plan.across(sheet.row(0, node))
            return f"IF(COUNT({area})=0,0,{rule}({area}))", float(figures[node.number - 1])

        return made

    def regret(node: Node, column: str) -> str:
        row = sheet.row(0, node)
        weight = f"$E{sheet.row(1, node)}"
        return f"IF($E{row}>$F{row},{weight}*($E{row}-{column}{row})/($E{row}-$F{row}),0)"

    sheet.block(0, "Performance, larger is better; the best and the worst of each row", ("Best", "Worst"),
                (end("MAX", best), end("MIN", worst)),  # type: ignore[arg-type]
                lambda node, column: oriented_formula(content, node, column), found)  # fmt: skip
    sheet.block(1, "Regret: weight × distance from the best as a part of the range", ("Weight", ""),
                (lambda node: weight_of(content, node), lambda _: ("0", 0.0)), regret, regrets)  # fmt: skip
    sums, largest = regrets.sum(axis=0), regrets.max(axis=0)
    row = sheet.line(sheet.row(2), "S: sum of regrets", lambda column: f"SUM({sheet.area(1, column)})",
                     sums.tolist(), "calc_four")  # fmt: skip
    row = sheet.line(row, "R: largest regret", lambda column: f"MAX({sheet.area(1, column)})",
                     largest.tolist(), "calc_four")  # fmt: skip
    totals = np.zeros(len(sums))
    if sure.any():
        totals[sure] = compromise(sums[sure], largest[sure], VIKOR_V)

    def part(column: str, line: int) -> str:
        area = plan.across(line)
        gap = f"(MAX({area})-MIN({area}))"
        return f"IF({gap}>tie_tol,({column}{line}-MIN({area}))/{gap},0)"

    for line, name, figures in ((row - 2, "S", sums), (row - 1, "R", largest)):
        low, high = (float(rule(figures[sure])) if sure.any() else 0.0 for rule in (np.min, np.max))
        parts = (figures - low) / (high - low) if high - low > TOLERANCE else np.zeros(len(figures))
        row = sheet.line(row, f"{name} as a part of its range", lambda column, line=line: part(column, line),  # type: ignore[misc]
                         parts.tolist(), "calc_four")  # fmt: skip
    first = row - 2
    row = sheet.line(row, "Q: both, mixed by vikor_v", lambda column: f"vikor_v*{column}{first}"
                     f"+(1-vikor_v)*{column}{first + 1}", totals.tolist(), "out_four")  # fmt: skip
    content.marks["vikor"] = row - 1
    sheet.rank(row, totals, row - 1, lower=True)
    sheet.set_up(2)
