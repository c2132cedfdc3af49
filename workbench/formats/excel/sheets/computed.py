"""Workings of a computed criterion: the sides' shares of the benefit against their shares of the burden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.sheets.beside_layout import write_step
from workbench.formats.excel.sheets.computed_range import write_ranges_of
from workbench.formats.excel.words import CRITERIA, MISSING, NOT_APPLICABLE, TREE, VALUE_TOP

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.cells import Table
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.model.criterion import ComputedLeaf


def write_computed(page: Page, content: Content, node: Node) -> None:
    """Write the workings of one computed criterion."""
    plan, leaf = content.plan, content.computed(node)
    if leaf is None:
        return
    first = content.beside.computed[node.id] - 4 * content.beside.sides[node.id] - 3
    write_workings(
        page,
        content,
        node,
        first,
        (lambda column, each: f"{TREE}!{column}{plan.row(each.number)}", content.figures.used),
    )
    write_ranges_of(page, content, node, inputs_of(content, leaf))


def inputs_of(content: Content, leaf: ComputedLeaf) -> list[Node]:
    """Return the criteria that a computed one compares: benefits, then burdens."""
    plan = content.plan
    return [plan.nodes[plan.number[name] - 1] for name in leaf.computed.inputs]


def write_workings(
    page: Page, content: Content, node: Node, first: int, scores: tuple[Callable[[str, Node], str], Table]
) -> None:
    """Write the lines from the sides' scores to the measure, from a row on.

    Parameters
    ----------
    scores
        Where the score of a criterion stands in a column, and all scores, shape (n_nodes, n_options).
    """
    leaf = content.computed(node)
    if leaf is None:
        return
    (source, used), sides, inputs = scores, content.beside.sides[node.id], inputs_of(content, leaf)
    label = f"{CRITERIA}!$D${content.plan.row(node.number)}"
    for option, column in enumerate(content.plan.columns):
        values = [used[each.number - 1, option] for each in inputs]
        cells = _computed_cells(column, first, sides, [source(column, each) for each in inputs], values)
        for row, (formula, value) in enumerate(cells, start=first):
            last = row == first + len(cells) - 1
            style = "sum_two" if last else "calc_plain" if row < first + 2 * sides + 2 else "calc_two"
            page.put(f"{column}{row}", formula, value, style)
    for row, title in enumerate(_computed_titles(content, inputs, sides, label, node.label), start=first):
        write_step(page, row, title)


def _computed_titles(content: Content, inputs: list[Node], sides: int, label: str, name: str) -> list[tuple[str, str]]:
    cells = [f"{CRITERIA}!$D${content.plan.row(each.number)}" for each in inputs]
    scores = [(f'{cell}&""', node.label) for cell, node in zip(cells, inputs, strict=True)]
    shares = [(f'"Share: "&{cell}', f"Share: {node.label}") for cell, node in zip(cells, inputs, strict=True)]
    sums = [('"Sum of the benefits"', "Sum of the benefits"), ('"Sum of the burdens"', "Sum of the burdens")]
    gap = ('"Half the distance between the shares"', "Half the distance between the shares")
    return [*scores[:sides], sums[0], *scores[sides:], sums[1], *shares, gap, (f'{label}&""', name)]


def _computed_cells(
    column: str, first: int, sides: int, sources: list[str], values: list[Value]
) -> list[tuple[str, Value]]:
    """Return formulas with values: benefits and their sum, burdens and their sum, shares of both, gap, result."""
    benefits, burdens = (f"{column}{start}:{column}{start + sides - 1}" for start in (first, first + sides + 1))
    sums = [f"{column}{first + sides}", f"{column}{first + 2 * sides + 1}"]
    start = first + 2 * sides + 2
    shares = [
        f"{column}{start}:{column}{start + sides - 1}",
        f"{column}{start + sides}:{column}{start + 2 * sides - 1}",
    ]
    gap = f"{column}{start + 2 * sides}"
    numbers = [value if isinstance(value, float) else None for value in values]
    halves = [numbers[:sides], numbers[sides:]]
    totals = [sum(each or 0.0 for each in half) for half in halves]
    known = None not in numbers
    parts = [_share(each, total, sides) for half, total in zip(halves, totals, strict=True) for each in half]
    distance: Value = MISSING
    if known:
        pairs = zip(parts[:sides], parts[sides:], strict=True)
        distance = sum(abs(float(a) - float(b)) for a, b in pairs) / 2
    links = list(zip(sources, values, strict=True))
    share_cells = []
    for place, value in enumerate(parts):
        own, half = (place, 0) if place < sides else (place + 1, 1)
        cell, whole = f"{column}{first + own}", (benefits, burdens)[half]
        formula = f'IF(ISNUMBER({cell}),IF({sums[half]}>0,{cell}/{sums[half]},1/ROWS({whole})),"{MISSING}")'
        share_cells.append((formula, value))
    complete = f"COUNT({shares[0]},{shares[1]})=ROWS({shares[0]})+ROWS({shares[1]})"
    inapplicable = f"SUMPRODUCT(--({benefits}=na_word))+SUMPRODUCT(--({burdens}=na_word))>0"
    result = f'IF({complete},IF({sums[0]}>0,value_top*(1-{gap}),0),IF({inapplicable},na_word,"{MISSING}"))'
    return [
        *links[:sides],
        (f"SUM({benefits})", totals[0]),
        *links[sides:],
        (f"SUM({burdens})", totals[1]),
        *share_cells,
        (f'IF({complete},SUMPRODUCT(ABS({shares[0]}-{shares[1]}))/2,"{MISSING}")', distance),
        (result, _measure(values, totals, distance)),
    ]


def _share(number: float | None, total: float, sides: int) -> Value:
    if number is None:
        return MISSING
    return number / total if total > 0 else 1 / sides


def _measure(values: list[Value], totals: list[float], distance: Value) -> Value:
    if isinstance(distance, str):
        return NOT_APPLICABLE if NOT_APPLICABLE in values else MISSING
    return VALUE_TOP * (1.0 - distance) if totals[0] > 0 else 0.0
