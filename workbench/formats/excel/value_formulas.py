"""Formulas that turn a score into its worth, by the value function that the sheet Curves gives its criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.sheets.curves import BEND, PLACE, RULE, columns, points_row
from workbench.formats.excel.words import CURVE_KINDS, CURVES, PIECEWISE, UNKNOWN

if TYPE_CHECKING:
    from workbench.formats.excel.plan import Node, Plan


def _span(row: int, letters: tuple[str, ...]) -> str:
    return f"{CURVES}!${letters[0]}{row}:${letters[-1]}{row}"


def along_formula(plan: Plan, node: Node, score: str, own: int) -> str:
    """Return how far a score lies from worst to best, 0 to 1; for a piecewise function its worth as a share.

    The ends of the scale stand in columns E and F of the formula's own row. Between points: the first point's worth,
    and for every point below the score the change of slope there times the distance from it.
    """
    rule, row, at = f"{CURVES}!${RULE}{plan.row(node.number)}", points_row(plan, node.number), columns(plan)
    x, after, before = (_span(row, letters) for letters in (at.performances, at.slopes[1:], at.slopes[:-1]))
    points = f"({CURVES}!${at.values[0]}{row}+SUMPRODUCT(({score}>{x})*({score}-{x})*({after}-{before})))/value_top"
    straight = f"MAX(0,MIN(1,IFERROR(({score}-$E{own})/($F{own}-$E{own}),0)))"
    piecewise = CURVE_KINDS.index(PIECEWISE) + 1
    return f"IF(ISNUMBER({score}),IF({rule}={piecewise},{points},{straight}),{score})"


def value_formula(plan: Plan, node: Node, along: str) -> str:
    """Return the value, 0 to 100, of what lies so far along; a word stays the word it is."""
    rule, curvature, bend, place = (f"{CURVES}!${column}{plan.row(node.number)}" for column in (RULE, "F", BEND, PLACE))
    bent = f"IF(ABS({curvature})<straight_tol,{along},(1-EXP(-{curvature}*{along}))/{bend})"
    peaked = f"MAX(0,MIN({along}/{place},(1-{along})/(1-{place})))"
    worth = f"value_top*CHOOSE({rule},{along},{along},{bent},{peaked})"
    return f'IF(ISNUMBER({along}),IF({rule}=0,"{UNKNOWN}",{worth}),{along})'


def inside_formula(plan: Plan, node: Node, ends: tuple[str, str], *, highest: bool) -> str:
    """Return the highest or the lowest worth at the points inside an interval; the other end of 0 to 100 for none."""
    (rule, target), (low, high) = (f"{CURVES}!${each}{plan.row(node.number)}" for each in (RULE, "G")), ends
    row, at = points_row(plan, node.number), columns(plan)
    x, y = _span(row, at.performances), _span(row, at.values)
    there = f"ISNUMBER({x})*({x}>={low})*({x}<={high})"
    if highest:
        chosen = f"0,0,SUMPRODUCT(MAX({there}*{y})),0,({target}>={low})*({target}<={high})*value_top"
    else:
        top = "value_top"
        chosen = f"{top},{top},{top}-SUMPRODUCT(MAX({there}*({top}-{y}))),{top},{top}"
    return f"IF(ISNUMBER({low}),CHOOSE({rule}+1,{chosen}),{low})"
