"""The least and the most of a computed criterion whose inputs are intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.beside_parts import write_step
from workbench.formats.excel.ranges import HIGH_USED, LOW_USED, ends
from workbench.formats.excel.words import MISSING, RANGES

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node

TWO = 2
"""Sides for which the ends lie at corners; with more, an interval leaves the measure open."""

STEPS = ("At the least", "At the most", "Least difference of the first side's shares", "Most difference of them")


def write_bounds(page: Page, content: Content, node: Node, inputs: list[Node]) -> None:
    """Write what the measure is at the least and at the most, and the differences behind it."""
    result = content.beside.computed[node.id]
    for row, step in enumerate(STEPS, start=result + 1):
        write_step(page, row, (f'"{step}"', step))
    for option, column in enumerate(content.plan.columns):
        lines = _lines(content, node, inputs, option, column)
        for row, (formula, value) in enumerate(lines, start=result + 1):
            page.put(f"{column}{row}", formula, value, "calc_two")


def _lines(content: Content, node: Node, inputs: list[Node], option: int, column: str) -> list[tuple[str, Value]]:
    result = f"{column}{content.beside.computed[node.id]}"
    used: Value = content.figures.used[node.number - 1, option]
    known = isinstance(used, float)
    bounds = [
        float(each.values[node.number - 1, option]) if known else used
        for each in (content.figures.least, content.figures.most)
    ]
    low, high = (
        [f"{RANGES}!{column}{content.plan.row(each.number, block)}" for each in inputs]
        for block in (LOW_USED, HIGH_USED)
    )
    if len(inputs) != TWO + TWO:
        some = ",".join(f"{a}<{b}" for a, b in zip(low, high, strict=True))
        least, most = (f"IF(ISNUMBER({result}),IF(OR({some}),{end},{result}),{result})" for end in ("0", "value_top"))
        return [(least, bounds[0]), (most, bounds[1]), (f'"{MISSING}"', MISSING), (f'"{MISSING}"', MISSING)]
    numbers = [ends(content, each, option) for each in inputs]
    row = content.beside.computed[node.id] + 3
    differences = [
        (f'IF(ISNUMBER({result}),{formula},"{MISSING}")', value if known else MISSING)
        for formula, value in (_difference(low, high, numbers, 0), _difference(high, low, numbers, 1))
    ]
    sizes = f"MAX(ABS({column}{row}),ABS({column}{row + 1}))", f"MIN(ABS({column}{row}),ABS({column}{row + 1}))"
    least = f"IF({low[0]}+{low[1]}>0,value_top*(1-{sizes[0]}),0)"
    inside = f"AND({column}{row}<=0,{column}{row + 1}>=0)"
    most = f"IF({high[0]}+{high[1]}>0,IF({inside},value_top,value_top*(1-{sizes[1]})),0)"
    return [
        (f"IF(ISNUMBER({result}),{least},{result})", bounds[0]),
        (f"IF(ISNUMBER({result}),{most},{result})", bounds[1]),
        *differences,
    ]


def _difference(own: list[str], other: list[str], numbers: list[tuple[Value, Value]], end: int) -> tuple[str, float]:
    """Return the first side's share of the benefit at one end less its share of the burden at the other."""
    formula = f"{_share_formula(own[0], other[1])}-{_share_formula(other[2], own[3])}"
    if any(isinstance(each, str) for pair in numbers for each in pair):
        return formula, 0.0
    (a, b, c, d) = (tuple(float(each) for each in pair) for pair in numbers)
    return formula, _share(a[end], b[1 - end]) - _share(c[1 - end], d[end])


def _share_formula(first: str, second: str) -> str:
    return f"IF({first}+{second}>0,{first}/({first}+{second}),1/2)"


def _share(first: float, second: float) -> float:
    return first / (first + second) if first + second > 0 else 0.5
