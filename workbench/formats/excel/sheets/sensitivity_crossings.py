"""Where the first-ranked option meets each other one on the sheet Sensitivity, and the nearest such weights."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from workbench.formats.excel.book import shown
from workbench.formats.excel.plan import Result
from workbench.formats.excel.sheets.sensitivity_curve import STEPS
from workbench.formats.excel.sheets.tree_results import result_values
from workbench.formats.excel.words import NONE, OPEN, TREE

if TYPE_CHECKING:
    from workbench.formats.excel.book import Value
    from workbench.formats.excel.sheets.lines import Lines
    from workbench.formats.excel.sheets.sensitivity_curve import Curve

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Crossings:
    """Cells with the ends of the interval in which the first-ranked option stays at the top, and the words on it."""

    low: str
    high: str
    known: str
    words: str


def write_crossings(sheet: Lines, curve: Curve, table: int) -> Crossings:
    """Write the leads of the first-ranked option, where they vanish, and the nearest of these weights."""
    plan, results = sheet.content.plan, result_values(sheet.content.figures)
    first = list(results[Result.PLACE]).index(1)
    leads = _leads(curve, first)
    at = _meetings(curve, leads)
    below, above = _nearest(at, curve.share, down=True), _nearest(at, curve.share, down=False)
    start = sheet.row
    sheet.row += 2 + 2 + 1  # the nearest crossings stand first
    lead_row = _write_leads(sheet, table, leads)
    step_row = _write_steps(sheet, table, lead_row, at)
    end, sheet.row = sheet.row, start
    sheet.section("Nearest weights at which the option meets the first-ranked one", heading="Crossing weights")
    rows = []
    for down, found in ((True, below), (False, above)):
        label = "Below the weight now" if down else "Above the weight now"
        rows.append(sheet.line(label, lambda column, down=down: _nearest_formula(column, step_row, down=down),  # type: ignore[misc]
                               found, "out_pct"))  # fmt: skip
    sheet.row = end
    figure = plan.columns[0]
    sheet.section("Between which weights the first-ranked option stays at the top")
    low, high = max([0.0, *_numbers(below)]), min([1.0, *_numbers(above)])
    for label, formula, value, style in (
        ("From", f"MAX(0,{plan.across(rows[0])})", low, "sum_pct"),
        ("To", f"MIN(1,{plan.across(rows[1])})", high, "sum_pct"),
        (
            "1 if every option can be compared",
            f"IF(SUM({plan.across(curve.rows['known'])})=COLUMNS({plan.across(curve.rows['known'])}),1,0)",
            int(curve.known.all()),
            "calc_int",
        ),
    ):
        sheet.label(label)
        sheet.page.put(f"{figure}{sheet.row}", formula, value, style)
        sheet.row += 1
    ends_at = f"{figure}{sheet.row - 3}", f"{figure}{sheet.row - 2}", f"{figure}{sheet.row - 1}"
    words = f"{curve.node.label} cannot move, or the ranking is {OPEN}."
    if curve.known.all():
        name = plan.options[first]
        ends = f"{shown(100 * low, 1)}% to {shown(100 * high, 1)}%"
        words = f"{name} stays at the top while {curve.node.label} weighs {ends} among its siblings"
        words += f" (now {shown(100 * curve.share, 1)}%)."
    sheet.end()
    return Crossings(*ends_at, words)


def _leads(curve: Curve, first: int) -> list[list[Value]]:
    found: list[list[Value]] = []
    for row in curve.tables[-1]:
        top = row[first]
        line: list[Value] = []
        for place, value in enumerate(row):
            if place == first or isinstance(top, str) or isinstance(value, str):
                line.append(NONE)
            else:
                lead = float(top) - float(value)
                line.append(0.0 if abs(lead) < TOLERANCE * 100 else lead)
        found.append(line)
    return found


def _meetings(curve: Curve, leads: list[list[Value]]) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for (low, before), (high, after) in pairwise(zip(curve.shares.tolist(), leads, strict=True)):
        rows.append([_meeting(low, high, a, b) for a, b in zip(before, after, strict=True)])
    last = leads[-1]
    rows.append([1.0 if each == 0.0 else NONE for each in last])
    return rows


def _meeting(low: float, high: float, before: Value, after: Value) -> Value:
    if isinstance(before, str) or isinstance(after, str):
        return NONE
    if before == 0.0:
        return low
    return low + (high - low) * before / (before - after) if before * after < 0 else NONE


def _numbers(found: list[Value]) -> list[float]:
    return [each for each in found if isinstance(each, float)]


def _nearest(at: list[list[Value]], share: float, *, down: bool) -> list[Value]:
    found: list[Value] = []
    for column in zip(*at, strict=True):
        numbers = np.array([each for each in column if isinstance(each, float)])
        chosen = numbers[numbers <= share + TOLERANCE] if down else numbers[numbers > share + TOLERANCE]
        found.append(float(chosen.max() if down else chosen.min()) if len(chosen) else NONE)
    return found


def _write_leads(sheet: Lines, table: int, leads: list[list[Value]]) -> int:
    plan = sheet.content.plan
    place = plan.result_row(Result.PLACE)
    sheet.section("Lead of the first-ranked option over each other one", sixth="Weight")
    first = sheet.row
    for offset, row in enumerate(leads):
        line = table + offset

        def lead(column: str, line: int = line) -> str:
            top = f"INDEX({plan.across(line)},MATCH(1,{plan.across(place, TREE)},0))"
            gap = f"{top}-{column}{line}"
            known = f"AND(ISNUMBER({column}{line}),ISNUMBER({top}),{TREE}!{column}${place}>1)"
            return f'IF({known},IF(ABS({gap})<tie_tol*value_top,0,{gap}),"{NONE}")'

        sheet.line("", lead, row)
        sheet.page.put(f"F{first + offset}", f"F{line}", offset / STEPS, "link_pct")
    sheet.end()
    return first


def _write_steps(sheet: Lines, table: int, lead_row: int, at: list[list[Value]]) -> int:
    sheet.section("Where that lead is 0, between this weight and the next", sixth="Weight")
    first = sheet.row
    for offset, row in enumerate(at):
        line, share = lead_row + offset, f"$F{table + offset}"
        last = offset == STEPS

        def meeting(column: str, line: int = line, share: str = share, last: bool = last) -> str:  # noqa: FBT001
            now, after = f"{column}{line}", f"{column}{line + 1}"
            if last:
                return f'IF(ISNUMBER({now}),IF({now}=0,{share},"{NONE}"),"{NONE}")'
            between = f"{share}+($F{line + 1}-$F{line})*{now}/({now}-{after})"
            turned = f'IF({now}=0,{share},IF({now}*{after}<0,{between},"{NONE}"))'
            return f'IF(AND(ISNUMBER({now}),ISNUMBER({after})),{turned},"{NONE}")'

        sheet.line("", meeting, row, "calc_pct")
        sheet.page.put(f"F{first + offset}", f"F{table + offset}", offset / STEPS, "link_pct")
    sheet.end()
    return first


def _nearest_formula(column: str, first: int, *, down: bool) -> str:
    area = f"{column}{first}:{column}{first + STEPS}"
    above = f"SUMPRODUCT(ISNUMBER({area})*({area}>sens_share+tie_tol))"
    if down:
        return f'IF(COUNT({area})>{above},LARGE({area},{above}+1),"{NONE}")'
    return f'IF({above}>0,LARGE({area},MAX(1,{above})),"{NONE}")'
