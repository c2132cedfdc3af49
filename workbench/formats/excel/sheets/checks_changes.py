"""Which inputs differ from those that were exported, counted kind by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.plan import Block
from workbench.formats.excel.sheets.curves import columns
from workbench.formats.excel.sheets.exported import curve_columns, scale_columns
from workbench.formats.excel.sheets.other_inputs import differing_by_sheet, differs
from workbench.formats.excel.words import CRITERIA, CURVES, EXPORTED, SCORES, TREE, WEIGHTS

if TYPE_CHECKING:
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Plan


def changes(content: Content) -> dict[str, str]:
    """Return the formula of each count, by what it counts."""
    plan = content.plan
    leaves = f"({plan.all_rows('E', sheet=TREE)}=1)"
    scores = differs(plan.all_cells(SCORES), plan.all_cells(EXPORTED))
    words, points = _curves(plan)
    return {
        "scores": f"SUMPRODUCT({leaves}*{scores})",
        "aggregators": _count(_rules(plan)),
        "points": f"IFERROR({_count(_points(plan))},1)",
        **{what: f"SUMPRODUCT({leaves}*{each})" for what, each in _scales(plan).items()},
        "value functions": _count(words),
        "points of value functions": _count(points),
        **{f"inputs on {sheet}": formula for sheet, formula in differing_by_sheet(content).items()},
    }


def _scales(plan: Plan) -> dict[str, str]:
    kinds = ("worst ends of scales", "best ends of scales", "sizes of one level")
    return {
        what: differs(plan.all_rows(now, sheet=CRITERIA), plan.all_rows(then, sheet=EXPORTED))
        for what, now, then in zip(kinds, "EFG", scale_columns(plan), strict=True)
    }


def _rules(plan: Plan) -> str:
    return differs(plan.all_rows("E", sheet=WEIGHTS), plan.all_rows("E", sheet=EXPORTED))


def _points(plan: Plan) -> str:
    """Return which points differ; those that are derived by formulas may do so in the last digit."""
    now, then = plan.all_rows("G", sheet=WEIGHTS), plan.all_rows("F", sheet=EXPORTED)
    return f"((ISNUMBER({now})<>ISNUMBER({then}))+(ABS({now}-{then})>tie_tol)>0)"


def _curves(plan: Plan) -> tuple[str, str]:
    at, then = columns(plan), curve_columns(plan)
    words = differs(_area(plan, CURVES, "E", "G"), _area(plan, EXPORTED, then[0], then[2]))
    points = _area(plan, CURVES, at.performances[0], at.values[-1], Block.ALONG)
    return words, differs(points, _area(plan, EXPORTED, then[3], then[-1]))


def _count(which: str) -> str:
    return f"SUMPRODUCT(--{which})"


def _area(plan: Plan, sheet: str, first: str, last: str, block: Block = Block.USED) -> str:
    return f"{sheet}!${first}${plan.row(1, block)}:${last}${plan.row(len(plan.nodes), block)}"
