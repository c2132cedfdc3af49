"""Who answers to whom on the sheet Sides: the cells, their aggregates, the weakest, and what crosses the border."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.bilateral import matrix
from workbench.engine.formulas.ranks import TIE_TOLERANCE
from workbench.formats.excel.book import shown
from workbench.formats.excel.plan import Block
from workbench.formats.excel.words import MISSING, TREE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbench.formats.excel.book import Value
    from workbench.formats.excel.sheets.lines import Lines
    from workbench.model.evaluation import Matrix


WEAKEST_ACROSS = "Weakest across the border"


def write_matrix(lines: Lines) -> None:
    """Write the government × public matrix of every option with its aggregates, 0 to 100."""
    content = lines.content
    cells, names = content.sides.cells, content.sides.names
    labels = [f"{names.get(each.government, each.government)} → {names.get(each.public, each.public)}"
              for each in cells]  # fmt: skip
    values = [[_mean(content.figures.values[:, option], content.plan.number, each.criteria) for each in cells]
              for option in range(len(content.plan.options))]  # fmt: skip
    whole = [not any(isinstance(each, str) for each in row) for row in values]
    numbers = np.array([[each if isinstance(each, float) else 0.0 for each in row] for row in values])
    lines.section("Who answers to whom: government → public, value 0 to 100", heading="Cell")

    def cell(column: str, place: int) -> str:
        rows = [content.plan.row(content.plan.number[name], Block.VALUE) for name in cells[place].criteria]
        parts = ",".join(f"{TREE}!{column}{row}" for row in rows)
        size = _size(rows)
        return f'IF(COUNT({parts})={size},SUM({parts})/{size},"{MISSING}")'

    columns = [[row[place] for row in values] for place in range(len(cells))]
    first = lines.lines(labels, cell, columns)
    last = first + len(cells) - 1

    def guarded(label: str, formula: Callable[[str, str], str], found: Iterable[Value], style: str = "calc_two") -> int:
        shown = [value if known else MISSING for value, known in zip(found, whole, strict=True)]

        def full(column: str) -> str:
            area = f"{column}${first}:{column}${last}"
            return f'IF(COUNT({area})=ROWS({area}),{formula(column, area)},"{MISSING}")'

        return lines.line(label, full, shown, style)

    guarded(
        "Arithmetic mean", lambda _, area: f"SUM({area})/ROWS({area})", matrix.arithmetic(numbers).tolist(), "out_two"
    )
    guarded(
        "Geometric mean: a silent channel counts for more",
        lambda _, area: f"IF(MIN({area})<=0,0,EXP(SUMPRODUCT(LN({area}))/ROWS({area})))",
        matrix.geometric(numbers).tolist(),
        "out_two",
    )
    lines.content.marks["weakest"] = guarded(
        "Minimum: only the weakest cell counts",
        lambda _, area: f"MIN({area})",
        matrix.minimum(numbers).tolist(),
        "out_two",
    )
    weakest = [labels[int(np.argmin(row))] for row in numbers]
    lines.content.marks["weakest name"] = guarded("The weakest cell, the first where several tie",
            lambda _, area: f"INDEX($D${first}:$D${last},MATCH(MIN({area}),{area},0))", weakest, "out_center")  # fmt: skip  # noqa: E501
    _write_across(lines, guarded, numbers, labels, (first, last))
    _write_sides(lines, guarded, numbers, first)
    lines.end()


def _write_across(
    lines: Lines, guarded: Callable[..., int], numbers: Matrix, labels: list[str], rows: tuple[int, int]
) -> None:
    """Write the weakest cell across the border; column F numbers the cells that cross it, and has 0 for the others."""
    cells, (first, last) = lines.content.sides.cells, rows
    crossing = [place for place, each in enumerate(cells) if each.government != each.public]
    for place in range(len(cells)):
        lines.page.number(f"F{first + place}", place + 1 if place in crossing else 0, "number")
    if not crossing:
        return
    flags = f"$F${first}:$F${last}"
    lowest = numbers[:, crossing].min(axis=1)
    low = guarded(
        "Lowest across the border",
        lambda _, area: f"value_top-SUMPRODUCT(MAX(({flags}>0)*(value_top-{area})))",
        lowest.tolist(),
    )
    weakest = [
        f"{shown(float(least))} {labels[next(at for at in crossing if row[at] <= least + TIE_TOLERANCE)]}"
        for row, least in zip(numbers, lowest, strict=True)
    ]

    def name(column: str, area: str) -> str:
        near = f"({flags}>0)*({area}<={column}{low}+tie_tol)*(ROWS({flags})+1-{flags})"
        place = f"ROWS({flags})+1-SUMPRODUCT(MAX({near}))"
        return f'ROUND({column}{low},2)&" "&INDEX($D${first}:$D${last},{place})'

    guarded(WEAKEST_ACROSS, name, weakest, "out_text")


def _mean(values: Iterable[Value], number: dict[str, int], criteria: tuple[str, ...]) -> Value:
    column = list(values)
    found = [column[number[name] - 1] for name in criteria]
    return MISSING if any(isinstance(each, str) for each in found) else sum(map(float, found)) / len(found)


def _write_sides(lines: Lines, guarded: Callable[..., int], numbers: Matrix, first: int) -> None:
    content = lines.content
    cells, names = content.sides.cells, content.sides.names

    def mean_of(places: list[int]) -> Callable[[str, str], str]:
        return lambda column, _: f"SUM({','.join(f'{column}{first + place}' for place in places)})/{_size(places)}"

    for role, said in (
        ("government", "The government of {} answers, mean"),
        ("public", "The public of {} is answered, mean"),
    ):
        for side, label in names.items():
            places = [place for place, each in enumerate(cells) if getattr(each, role) == side]
            if places:
                guarded(said.format(label), mean_of(places), numbers[:, places].mean(axis=1).tolist())
    across = [place for place, each in enumerate(cells) if each.government != each.public]
    home = [place for place in range(len(cells)) if place not in across]
    if across and home:
        guarded(
            "Across the border less at home, means",
            lambda column, area: f"{mean_of(across)(column, area)}-{mean_of(home)(column, area)}",
            [float(matrix.cross_gap(cells, row) or 0.0) for row in numbers],
        )
    found = [matrix.reciprocity(cells, row) for row in numbers]
    if found and found[0] is not None:
        at = {(each.government, each.public): place for place, each in enumerate(cells)}
        pairs = [(at[a, b], at[b, a]) for a, b in at if (b, a) in at and list(names).index(a) < list(names).index(b)]
        guarded(
            "Reciprocity: 1 − the distance of the two directions / 100, mean over pairs of sides",
            lambda column, _: (
                "1-("
                + "+".join(f"ABS({column}{first + a}-{column}{first + b})" for a, b in pairs)
                + f")/value_top/{_size(pairs)}"
            ),
            [float(each or 0.0) for each in found],
            "calc_four",
        )


def _size(found: Sequence[object]) -> str:
    """Return how many as a sum of ones: a count that nobody changes."""
    return f"({'+'.join('1' for _ in found)})"
