"""The sheet Curves: each criterion's value function, the numbers that shape it, and whether they fit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import exp
from typing import TYPE_CHECKING

from openpyxl.worksheet.datavalidation import DataValidation

from workbench.formats.excel.book import letter
from workbench.formats.excel.plan import FIRST_ROW, HALF_PAGE_ROWS, Block
from workbench.formats.excel.words import CRITERIA, CURVE_KINDS, NONE
from workbench.model.value_function import Exponential, Piecewise, Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node, Plan
    from workbench.model.criterion import Leaf
    from workbench.model.value_function import ValueFunction

RULE, BEND, PLACE = "L", "M", "N"
"""The columns that formulas elsewhere read: which function counts, its bend, and the target's place along the scale."""

FIRST_POINT = 5
"""Column E, in the second block."""

HEADERS = (
    *("No.", "Under", "Id", "Criterion", "Value function", "Curvature", "Target", "Word", "Ends fit", "Entries"),
    *("Points fit", "Rule", "Bend", "Target along"),
)
LETTERS = "ABCDEFGHIJKLMN"


@dataclass(frozen=True, slots=True)
class Columns:
    """The letters of the columns behind the fixed ones."""

    performances: tuple[str, ...]
    values: tuple[str, ...]
    slopes: tuple[str, ...]
    """The first stands for the slope before the first point, which is 0."""
    gap: str
    """An empty column between the points' performances and their values."""

    @property
    def everything(self) -> tuple[str, ...]:
        """All of them, from the left."""
        return (*self.performances, self.gap, *self.values, *self.slopes)


def columns(plan: Plan) -> Columns:
    """Return where the points and the slopes stand; an empty column divides them."""
    size = plan.points
    letters = [letter(FIRST_POINT + place) for place in range(3 * size + 2)]
    return Columns(
        performances=tuple(letters[:size]),
        values=tuple(letters[size + 1 : 2 * size + 1]),
        slopes=tuple(letters[2 * size + 1 :]),
        gap=letters[size],
    )


def points_row(plan: Plan, number: int) -> int:
    """Return a node's row in the sheet's second block."""
    return plan.row(number, Block.ALONG)


def write_curves(page: Page, content: Content) -> None:
    """Write two blocks, each with a row for every criterion: words with their numbers, then points with slopes."""
    at, plan = columns(content.plan), content.plan
    note = (
        "Piecewise: 2 points or more from the left, performances rising. Rule 0: something does not fit, totals open."
    )
    page.heading("Curves: what a score is worth, 0 to 100", content.status, note)
    page.text("A4", "1  Value functions, and whether their numbers fit", "section")
    _write_heads(page, dict(zip(LETTERS, HEADERS, strict=True)), FIRST_ROW - 1)
    heads = {**dict(zip("ABCD", HEADERS, strict=False)), at.gap: "", at.slopes[0]: "Slope before"}
    for number, (x, y) in enumerate(zip(at.performances, at.values, strict=True), start=1):
        heads |= {x: f"Point {number}: at", y: f"Point {number}: worth"}
    heads |= {column: f"Slope after {place}" for place, column in enumerate(at.slopes[1:], start=1)}
    top = points_row(plan, 1) - 1
    page.text(f"A{top - 1}", "2  Points of piecewise value functions, and the slopes between them", "section")
    _write_heads(page, heads, top)
    for node in plan.nodes:
        _write_row(page, content, node)
        _write_points(page, content, node, at)
    _validate(page, content, at)
    page.widths({"A": 5, "B": 6, "C": 14, "D": 28, **dict.fromkeys((*LETTERS[4:], *at.everything), 7.5)})
    page.widths({"E": 11, "F": 9})
    page.set_up(freeze=f"E{FIRST_ROW}", columns="A:D")
    if len(plan.nodes) > HALF_PAGE_ROWS:
        page.break_before([top - 1])


def _write_heads(page: Page, heads: Mapping[str, str], row: int) -> None:
    for column, text in heads.items():
        page.text(f"{column}{row}", text, "header_left" if column in "CD" else "header")


def _write_row(page: Page, content: Content, node: Node) -> None:
    row, leaf = content.plan.row(node.number), content.leaf(node)
    content.row_labels(page, node, row)
    if leaf is None:
        for column in LETTERS[4:]:
            page.blank(f"{column}{row}", "fill" if node.kind == "group" else "label")
        return
    for column, value in zip("EFG", curve_inputs(content.plan, leaf.value_function), strict=False):
        _write_input(page, f"{column}{row}", value)
    _write_workings(page, content.plan, node, leaf)


def _write_points(page: Page, content: Content, node: Node, at: Columns) -> None:
    row, leaf = points_row(content.plan, node.number), content.leaf(node)
    content.row_labels(page, node, row)
    for column in at.everything:
        page.blank(f"{column}{row}", "fill" if node.kind == "group" else "label")
    if leaf is None:
        return
    inputs = curve_inputs(content.plan, leaf.value_function)[3:]
    for column, value in zip((*at.performances, at.gap, *at.values), inputs, strict=True):
        if column != at.gap:
            _write_input(page, f"{column}{row}", value)
    _write_slopes(page, row, leaf, at)


def _write_input(page: Page, cell: str, value: str | float | None) -> None:
    if isinstance(value, str):
        page.text(cell, value, "input_text")
    elif value is not None:
        page.number(cell, value, "input")
    else:
        page.blank(cell, "input")


def curve_inputs(plan: Plan, function: ValueFunction) -> list[str | float | None]:
    """Return what stands in the yellow cells of a row: word, curvature, target, performances, a gap, values."""
    points = list(function.points) if isinstance(function, Piecewise) else []
    empty: list[str | float | None] = [None] * (plan.points - len(points))
    return [
        function.kind,
        function.curvature if isinstance(function, Exponential) else None,
        function.target if isinstance(function, Target) else None,
        *(each.performance for each in points),
        *empty,
        None,
        *(each.value for each in points),
        *empty,
    ]


def _write_workings(page: Page, plan: Plan, node: Node, leaf: Leaf) -> None:
    row, points, at = plan.row(node.number), points_row(plan, node.number), columns(plan)
    function = leaf.value_function
    number, nothing = CURVE_KINDS.index(function.kind) + 1, [f'"{NONE}"'] * (len(CURVE_KINDS) + 1)
    worst, best = f"{CRITERIA}!$E{row}", f"{CRITERIA}!$F{row}"
    page.put(f"H{row}", f"IFERROR(MATCH(E{row},curve_words,0),0)", number, "calc_int")
    page.put(f"I{row}", f"ISNUMBER({worst})*ISNUMBER({best})*({worst}<>{best})", 1, "calc_int")
    entries = 2 * len(function.points) if isinstance(function, Piecewise) else 0
    spans = (f"${each[0]}{points}:${each[-1]}{points}" for each in (at.performances, at.values))
    page.put(f"J{row}", f"COUNTA({','.join(spans)})", entries, "calc_int")
    page.put(f"K{row}", _points_fit(row, points, at), int(entries > 0), "calc_int")
    bends = f"ISNUMBER(F{row})*IFERROR(ABS(F{row})<=curvature_limit,0)"
    between = f"ISNUMBER(G{row})*IFERROR((G{row}-{worst})*({best}-G{row})>0,0)"
    rule = f"H{row}*CHOOSE(H{row}+1,0,I{row},K{row},I{row}*{bends},I{row}*{between})"
    page.put(f"{RULE}{row}", rule, number, "calc_int")
    bend = 1 - exp(-function.curvature) if isinstance(function, Exponential) else NONE
    bent = [*nothing[:3], f"1-EXP(-F{row})", *nothing[4:]]
    page.put(f"{BEND}{row}", f"CHOOSE({RULE}{row}+1,{','.join(bent)})", bend, "calc_four")
    along = (function.target - leaf.worst) / (leaf.best - leaf.worst) if isinstance(function, Target) else NONE
    placed = [*nothing[:4], f"(G{row}-{worst})/({best}-{worst})"]
    page.put(f"{PLACE}{row}", f"CHOOSE({RULE}{row}+1,{','.join(placed)})", along, "calc_four")


def _write_slopes(page: Page, row: int, leaf: Leaf, at: Columns) -> None:
    function = leaf.value_function
    points = [(each.performance, each.value) for each in function.points] if isinstance(function, Piecewise) else []
    slopes = [(after[1] - before[1]) / (after[0] - before[0]) for before, after in pairwise(points)]
    slopes += [0.0] * (len(at.values) - len(slopes))
    page.number(f"{at.slopes[0]}{row}", 0, "fixed")
    xs = [*at.performances, at.gap]
    ys = [*at.values, at.slopes[0]]
    for place, slope in enumerate(slopes):
        (x, y), (next_x, next_y) = ((f"{xs[each]}{row}", f"{ys[each]}{row}") for each in (place, place + 1))
        formula = f"IF(AND(ISNUMBER({x}),ISNUMBER({next_x})),IFERROR(({next_y}-{y})/({next_x}-{x}),0),0)"
        page.put(f"{at.slopes[place + 1]}{row}", formula, slope, "calc_four")


def _points_fit(row: int, points: int, at: Columns) -> str:
    """Return the formula that says whether the points are numbers side by side, rising, worth 0 to 100."""

    def span(letters: tuple[str, ...]) -> str:
        return f"${letters[0]}{points}:${letters[-1]}{points}"

    x, y, before, after = (
        span(each) for each in (at.performances, at.values, at.performances[:-1], at.performances[1:])
    )
    worths = f"2*SUMPRODUCT(ISNUMBER({x})*ISNUMBER({y})*({y}>=0)*({y}<=value_top))=J{row}"
    rising = f"2*SUMPRODUCT(ISNUMBER({before})*ISNUMBER({after})*({after}>{before}))+2=J{row}"
    return f"IF(AND(ISNUMBER({at.performances[0]}{points}),J{row}>2,{worths},{rising}),1,0)"


def _validate(page: Page, content: Content, at: Columns) -> None:
    kinds = DataValidation(type="list", formula1="curve_words", allow_blank=False, showErrorMessage=True)
    kinds.errorTitle, kinds.error = "Value function", "Choose one of the words listed on Settings."
    ends = {"operator": "between", "formula1": "-curvature_limit", "formula2": "curvature_limit"}
    bends = DataValidation(type="decimal", allow_blank=True, showErrorMessage=True, **ends)
    bends.errorTitle, bends.error = "Curvature", "A number within the limit on Settings; 0 is a straight line."
    worths = DataValidation(type="decimal", operator="between", formula1="0", formula2="value_top", allow_blank=True)
    worths.showErrorMessage, worths.errorTitle, worths.error = True, "Worth", "A number from 0 to 100."
    for node in (each for each in content.plan.nodes if each.kind == "leaf"):
        row = content.plan.row(node.number)
        kinds.add(f"E{row}")
        bends.add(f"F{row}")
        points = points_row(content.plan, node.number)
        worths.add(f"{at.values[0]}{points}:{at.values[-1]}{points}")
    for each in (kinds, bends, worths):
        page.sheet.add_data_validation(each)
