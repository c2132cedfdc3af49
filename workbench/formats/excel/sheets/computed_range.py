"""The least and the most of a computed criterion: within given intervals, and with each input half a level off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.book import shown
from workbench.formats.excel.plan import RangeBlock
from workbench.formats.excel.sheets.beside_layout import RANGE_ROWS, TWO_SIDES, write_step
from workbench.formats.excel.sheets.ranges import ends
from workbench.formats.excel.words import CRITERIA, MISSING, NONE, RANGES, SCORES

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.model.evaluation import Beside

    Line = tuple[str, Value]
    """A formula with its value."""
    Pairs = list[tuple[Value, Value]]
    """The low and the high end of each input, or words."""

STEPS = ("At the least", "At the most", "Least difference of the first side's shares", "Most difference of them")
HALF = ", each input half a level off"


def write_ranges_of(page: Page, content: Content, node: Node, inputs: list[Node]) -> None:
    """Write what the measure is at the least and at the most, and the figures behind it."""
    row = content.beside.computed[node.id] + 1
    if content.plan.ranged:
        _write_steps(page, row, [(f'"{step}"', step) for step in STEPS])
        for option, column in enumerate(content.plan.columns):
            _write_lines(page, row, column, _interval_lines(content, node, inputs, option, column))
        row += RANGE_ROWS
    if content.beside.sides[node.id] != TWO_SIDES:
        return
    steps = [(f'"{step}{HALF}"', f"{step}{HALF}") for step in STEPS]
    for suffix in ("less half a level", "and half a level"):
        for each in inputs:
            cell = f"{CRITERIA}!$D${content.plan.row(each.number)}"
            steps.append((f'{cell}&", {suffix}"', f"{each.label}, {suffix}"))
    _write_steps(page, row, [*steps, ('"In words"', "In words")])
    told = next(each for each in content.evaluation.beside if each.id == node.id)
    for option, column in enumerate(content.plan.columns):
        _write_lines(page, row, column, _half_lines(content, node, inputs, (option, column, row), told))


def half_level_words(told: Beside, option: int) -> str:
    """Return the text of the range of half a level."""
    span = told.ranges[option]
    return f"{shown(span[0])} to {shown(span[1])}" if span else NONE


def _write_steps(page: Page, first: int, steps: list[tuple[str, str]]) -> None:
    for row, step in enumerate(steps, start=first):
        write_step(page, row, step)


def _write_lines(page: Page, first: int, column: str, lines: list[Line]) -> None:
    for row, (formula, value) in enumerate(lines, start=first):
        page.put(f"{column}{row}", formula, value, "calc_two")


def _interval_lines(content: Content, node: Node, inputs: list[Node], option: int, column: str) -> list[Line]:
    result = f"{column}{content.beside.computed[node.id]}"
    used: Value = content.figures.used[node.number - 1, option]
    known = isinstance(used, float)
    bounds = [
        float(each.values[node.number - 1, option]) if known else used
        for each in (content.figures.least, content.figures.most)
    ]
    low, high = (
        [f"{RANGES}!{column}{content.plan.row(each.number, block)}" for each in inputs]
        for block in (RangeBlock.LOW_USED, RangeBlock.HIGH_USED)
    )
    if content.beside.sides[node.id] != TWO_SIDES:
        some = ",".join(f"{a}<{b}" for a, b in zip(low, high, strict=True))
        least, most = (f"IF(ISNUMBER({result}),IF(OR({some}),{end},{result}),{result})" for end in ("0", "value_top"))
        return [(least, bounds[0]), (most, bounds[1]), (f'"{MISSING}"', MISSING), (f'"{MISSING}"', MISSING)]
    row = content.beside.computed[node.id] + 1
    numbers = [ends(content, each, option) for each in inputs]
    return _corner_lines((result, known), f"{column}{row + 2}", f"{column}{row + 3}", (low, high), (numbers, bounds))


def _half_lines(
    content: Content, node: Node, inputs: list[Node], place: tuple[int, str, int], told: Beside
) -> list[Line]:
    option, column, row = place
    used: Value = content.figures.used[node.number - 1, option]
    result, known = f"{column}{content.beside.computed[node.id]}", isinstance(used, float)
    moved = [_half_level(content, each, option, column) for each in inputs]
    first, sides = row + len(STEPS), len(inputs)
    low, high = ([f"{column}{start + place}" for place in range(sides)] for start in (first, first + sides))
    numbers = [(below[1], above[1]) for below, above in moved]
    span = told.ranges[option]
    bounds: list[Value] = list(span) if span else [used, used]
    lines = _corner_lines((result, known), f"{column}{row + 2}", f"{column}{row + 3}", (low, high), (numbers, bounds))
    cells = f"{column}{row}", f"{column}{row + 1}"
    words = f'IF(ISNUMBER({cells[0]}),ROUND({cells[0]},2)&" to "&ROUND({cells[1]},2),"{NONE}")'
    return [
        *lines,
        *(below for below, _ in moved),
        *(above for _, above in moved),
        (words, half_level_words(told, option)),
    ]


def _half_level(content: Content, node: Node, option: int, column: str) -> tuple[Line, Line]:
    """Return an input less half a level, and with half a level more; neither leaves 0 to the top of its scale."""
    row, leaf = content.plan.row(node.number), content.leaf(node)
    used: Value = content.figures.used[node.number - 1, option]
    score, step = f"{SCORES}!{column}{row}", f"{CRITERIA}!$G{row}/2"
    top = f"MAX({CRITERIA}!$E{row},{CRITERIA}!$F{row})"
    lines: list[Line] = []
    for sign in (-1, 1):
        formula = f"MAX(0,MIN({top},{score}{'-' if sign < 0 else '+'}{step}))"
        value = used
        if isinstance(used, float) and leaf:
            value = max(0.0, min(leaf.scale.high, used + sign * leaf.scale.step / 2))
        lines.append((f'IF(ISNUMBER({score}),{formula},"{MISSING}")', value if isinstance(value, float) else MISSING))
    return lines[0], lines[1]


def _corner_lines(
    result: tuple[str, bool],
    least_cell: str,
    most_cell: str,
    cells: tuple[list[str], list[str]],
    values: tuple[Pairs, list[Value]],
) -> list[Line]:
    """Return least, most and the two differences they come from: with two sides, the ends lie at corners.

    Parameters
    ----------
    result
        The cell of the measure itself, and whether it is a number now.
    least_cell, most_cell
        Where the differences stand.
    cells
        The low ends of the inputs, then the high ends.
    values
        The ends of the inputs now, then the least and the most.
    """
    (cell, known), (low, high), (numbers, bounds) = result, cells, values
    differences = [
        (f'IF(ISNUMBER({cell}),{formula},"{MISSING}")', value if known else MISSING)
        for formula, value in (_difference(low, high, numbers, 0), _difference(high, low, numbers, 1))
    ]
    sizes = [f"{rule}(ABS({least_cell}),ABS({most_cell}))" for rule in ("MAX", "MIN")]
    least = f"IF({low[0]}+{low[1]}>0,value_top*(1-{sizes[0]}),0)"
    inside = f"AND({least_cell}<=0,{most_cell}>=0)"
    most = f"IF({high[0]}+{high[1]}>0,IF({inside},value_top,value_top*(1-{sizes[1]})),0)"
    return [
        (f"IF(ISNUMBER({cell}),{least},{cell})", bounds[0]),
        (f"IF(ISNUMBER({cell}),{most},{cell})", bounds[1]),
        *differences,
    ]


def _difference(own: list[str], other: list[str], numbers: Pairs, end: int) -> tuple[str, float]:
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
