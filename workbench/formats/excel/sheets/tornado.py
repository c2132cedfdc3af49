"""The tornado on the sheet Sensitivity: the lead of the first over the second as each weight is scaled down and up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.formats.excel.charts import Run, bars, place
from workbench.formats.excel.plan import Block, Result
from workbench.formats.excel.sheets.tree_results import result_values
from workbench.formats.excel.sheets.weighted_sum import numbers_of, option_weights
from workbench.formats.excel.words import OPEN, SENS_PART, SENSITIVITY, TREE, WEIGHTED_SUM, WEIGHTS

if TYPE_CHECKING:
    from workbench.formats.excel.book import Value
    from workbench.formats.excel.sheets.lines import Lines

MOST = 12
"""Criteria in the picture: those that move the lead most."""

HEADS = ("Weight in the whole", "First less second", "Lead, less weight", "Lead, more weight", "Moves by", "Place")
COLUMNS = "GHIJKL"


LEAD = "Lead of the first over the second, points: the more a bar moves, the more that weight matters"
NO_LEAD = "No bars: scores are missing, so that it is open by how much the first leads the second"


def write_tornado(sheet: Lines) -> int:
    """Write each criterion's line, the same in order, and the picture; return where it begins, 0 without a second."""
    content, page = sheet.content, sheet.page
    plan = content.plan
    leaves = [node for node in plan.nodes if node.kind != "group"]
    results = result_values(content.figures)
    places = list(results[Result.PLACE])
    if len(plan.options) < 2 or len(leaves) < 2:  # noqa: PLR2004
        return 0
    top = sheet.row
    sheet.starts.append(top)
    one, two = places.index(1), places.index(2)
    parts = option_weights(content) * numbers_of(content)
    lead = parts[:, one].sum() - parts[:, two].sum()
    known = bool(content.figures.complete[one] and content.figures.complete[two])
    page.text(
        f"A{top}", "Tornado: the lead of the first over the second as each criterion's weight is scaled", "section"
    )
    page.text(f"A{top + 1}", "By the weighted sum of the criteria; the other weights keep their proportions. "
              "How far weights are scaled: sens_part on Settings.", "note")  # fmt: skip
    top += _write_pair(sheet, top + 2, (one, two), known=known, lead=float(lead))
    _heads(sheet, top + 2, ("Criterion", *HEADS))
    rows = range(top + 3, top + 3 + len(leaves))
    found = []
    for node in leaves:
        weight = float(content.figures.whole[node.number - 1])
        gap = float(content.figures.low.values[node.number - 1, one] - content.figures.low.values[node.number - 1, two])
        ends = [_lead(min(1.0, weight * (1 + sign * SENS_PART)), weight, gap, lead) for sign in (-1, 1)]
        found.append((weight, gap, *ends, max(ends) - min(ends)))
    order = _order([each[4] for each in found])
    for row, node, figures, position in zip(rows, leaves, found, order, strict=True):
        _write_criterion(sheet, row, node.number, figures, position, rows, known=known)
    return _write_sorted(sheet, top, rows, order, found, known=known)


def _write_pair(sheet: Lines, row: int, pair: tuple[int, int], *, known: bool, lead: float) -> int:
    """Write who is compared: the places of the first and the second among the options, and the lead."""
    plan, figure = sheet.content.plan, sheet.content.plan.columns[0]
    places, complete = (plan.across(plan.result_row(each), TREE) for each in (Result.PLACE, Result.COMPLETE))
    totals = plan.across(sheet.content.marks["weighted sum"], WEIGHTED_SUM)
    found: tuple[tuple[str, str, Value, str, str], ...] = (
        ("The first, its place among the options", f"MATCH(1,{places},0)", pair[0] + 1, "calc_int", "lead_first"),
        ("The second", f"MATCH(2,{places},0)", pair[1] + 1, "calc_int", "lead_second"),
        ("1 if both are complete", f"IF(INDEX({complete},lead_first)+INDEX({complete},lead_second)=2,1,0)", int(known),
         "calc_int", "lead_known"),
        ("Lead by the weighted sum", f'IF(lead_known=1,INDEX({totals},lead_first)-INDEX({totals},lead_second),"{OPEN}")',  # noqa: E501
         lead if known else OPEN, "calc_two", "lead_now"),
    )  # fmt: skip
    for line, (label, formula, value, style, name) in enumerate(found, start=row):
        sheet.row = line
        sheet.label(label)
        sheet.page.put(f"{figure}{line}", formula, value, style)
        sheet.page.book.name(name, f"{SENSITIVITY}!${figure}${line}")
    return len(found) + 1


def _lead(then: float, weight: float, gap: float, lead: float) -> float:
    return gap if weight >= 1 else then * gap + (1 - then) * (lead - weight * gap) / (1 - weight)


def _order(moves: list[float]) -> list[int]:
    """Return each criterion's place, the largest move first, the first of equal ones first."""
    rounded = np.array([float(f"{each:.9g}") if each > 1e-9 else 0.0 for each in moves])  # noqa: PLR2004
    places = np.empty(len(moves), dtype=int)
    places[np.argsort(-rounded, kind="stable")] = np.arange(1, len(moves) + 1)
    return [int(each) for each in places]


def _heads(sheet: Lines, row: int, heads: tuple[str, ...]) -> None:
    for column, head in zip("D" + COLUMNS, heads, strict=False):
        sheet.page.text(f"{column}{row}", head, "header_left" if column == "D" else "header")
    for column in "EF":
        sheet.page.blank(f"{column}{row}", "header")


def _write_criterion(
    sheet: Lines, row: int, number: int, figures: tuple[float, ...], position: int, rows: range, *, known: bool
) -> None:
    page, plan = sheet.page, sheet.content.plan
    here = plan.row(number)
    page.put(f"D{row}", f'{TREE}!$D${here}&""', plan.nodes[number - 1].label, "calc_text")
    for column in "EF":
        page.blank(f"{column}{row}", "label")
    values = plan.across(plan.row(number, Block.LOW), TREE)
    lead = f"(lead_now-G{row}*H{row})"
    page.put(f"G{row}", f"{WEIGHTS}!J{here}", figures[0], "link_pct")
    page.put(f"H{row}", f"INDEX({values},lead_first)-INDEX({values},lead_second)", figures[1], "calc_two")
    for column, sign, value in (("I", "-", figures[2]), ("J", "+", figures[3])):
        then = f"MIN(1,G{row}*(1{sign}sens_part))"
        inner = f"IF(G{row}>=1,H{row},{then}*H{row}+(1-{then})*{lead}/(1-G{row}))"
        page.put(f"{column}{row}", f'IF(lead_known=1,{inner},"{OPEN}")', value if known else OPEN, "calc_two")
    page.put(f"K{row}", f"IF(ISNUMBER(I{row}),ABS(I{row}-J{row}),0)", figures[4] if known else 0, "calc_two")
    rounded = f"ROUND($K${rows.start}:$K${rows.stop - 1},2*2*2)"
    first = f"ROUND($K${rows.start}:K{row},2*2*2)"
    place_formula = f"SUMPRODUCT(--({rounded}>ROUND(K{row},2*2*2)))+SUMPRODUCT(--({first}=ROUND(K{row},2*2*2)))"
    page.put(f"L{row}", place_formula, position if known else row - rows.start + 1, "calc_int")


def _write_sorted(
    sheet: Lines, top: int, rows: range, order: list[int], found: list[tuple[float, ...]], *, known: bool
) -> int:
    page, plan = sheet.page, sheet.content.plan
    start = rows.stop + 1
    sheet.starts.append(start)
    count = min(MOST, len(rows))
    leaves = [node for node in plan.nodes if node.kind != "group"]
    page.text(f"A{start}", "The criteria that move the lead most", "section")
    _heads(sheet, start + 1, ("Criterion", "Lead, less weight", "Lead, more weight"))
    area = {column: f"${column}${rows.start}:${column}${rows.stop - 1}" for column in "DIJL"}
    for position in range(1, count + 1):
        row = start + 1 + position
        which = order.index(position) if known else position - 1
        for column in "EF":
            page.blank(f"{column}{row}", "label")
        chosen = f"MATCH(ROWS(D${start + 2}:D{row}),{area['L']},0)"
        page.put(f"D{row}", f"INDEX({area['D']},{chosen})", leaves[which].label, "calc_text")
        for column, source, value in (("G", "I", found[which][2]), ("H", "J", found[which][3])):
            page.put(f"{column}{row}", f"INDEX({area[source]},{chosen})", value if known else OPEN, "out_two")
    where, last = f"'{SENSITIVITY}'!", start + 1 + count
    runs = [Run(f"{where}${column}${start + 2}:${column}${last}", f"{where}${column}${start + 1}") for column in "GH"]
    chart = bars(f"{where}$D${start + 2}:$D${last}", runs, None, labels=False)
    chart.overlap = 100
    page.put(f"A{last + 2}", f'IF(lead_known=1,"{LEAD}","{NO_LEAD}")', LEAD if known else NO_LEAD, "section")
    sheet.row = place(page, chart, last + 3, 3.0 + 0.75 * count, names=0.24)
    sheet.content.marks["tornado"] = start
    return top
