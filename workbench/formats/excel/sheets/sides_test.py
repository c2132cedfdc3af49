"""The three-part test on the sheet Sides: its answers, and whether one input half a level off changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.bilateral import net_benefit, shares
from workbench.engine.computed import proportionality
from workbench.formats.excel.words import CRITERIA

if TYPE_CHECKING:
    from workbench.formats.excel.sheets.sides import SideLines
    from workbench.model.bilateral import ThreePartTest, Verdict
    from workbench.model.evaluation import Matrix

CLASSES = ("no-gains", "gain-on-one-side", "no-burden-recorded", "burden-on-one-side", "shares-differ", "shared")
"""In the order in which the first that applies counts."""


def write_test(lines: SideLines) -> None:
    """Write the answers, then the workings of what moves of one input change."""
    content, criteria, n = lines.content, lines.criteria, lines.n_sides
    settings, sides = content.study.settings, content.sides
    names = [leaf.id for leaf in criteria.leaves]
    half, thresholds = criteria.steps / 2, settings.mutuality_levels * criteria.steps
    moved = np.array([shares.moved(row, half, criteria.tops) for row in lines.raw])
    tests = [shares.three_part_test(rows, thresholds, settings.rough_proportion, names) for rows in moved]
    gains = net_benefit.net_benefits(moved, criteria.tops, sides.rates) - lines.status_quo
    both = [shares.verdict(np.all(each > net_benefit.TOLERANCE, axis=1), names) for each in gains]
    # one line a move: every input down, then every input up
    order = [1 + 2 * place for place in range(2 * n)] + [2 + 2 * place for place in range(2 * n)]
    start = lines.row
    lines.row += 2 + 6 + 1  # the answers stand first; what they are made from is written before them
    _write_thresholds(lines, thresholds)
    _write_moves(lines, moved, gains, order)
    labels = _labels(lines)
    _write_holds(lines, moved, thresholds, order, labels)
    end, lines.row = lines.row, start
    _write_answers(lines, tests, both)
    lines.row = end


def _write_thresholds(lines: SideLines, thresholds: Matrix) -> None:
    content, criteria = lines.content, lines.criteria
    rows = [content.plan.row(content.plan.number[leaf.id]) for leaf in criteria.leaves]
    reached = (lines.raw >= thresholds - shares.TOLERANCE).T
    lines.section("Workings of the test: who reaps and bears, from the level on that Settings names")
    labels = [f"Reaps: {each}" for each in content.sides.labels] + [f"Bears: {each}" for each in content.sides.labels]
    lines.guarded(
        "reached",
        labels,
        lambda column, place: (
            f"IF({lines.cell('benefit', column, place)}>=mutuality_levels*{CRITERIA}!$G{rows[place]}-tie_tol,1,0)"
        ),
        reached.astype(int),
        "calc_int",
    )
    lines.end()


def _write_moves(lines: SideLines, moved: Matrix, gains: Matrix, order: list[int]) -> None:
    content, criteria, n = lines.content, lines.criteria, lines.n_sides
    rows = [content.plan.row(content.plan.number[leaf.id]) for leaf in criteria.leaves]
    labels = _labels(lines)
    inputs = [move % (2 * n) for move in range(4 * n)]
    settings = content.study.settings
    half = settings.mutuality_levels * criteria.steps

    def size(column: str, move: int) -> str:
        own, row = lines.cell("benefit", column, inputs[move]), rows[inputs[move]]
        if move < 2 * n:
            return f"MAX(0,{own}-{CRITERIA}!$G{row}/2)"
        top = f"MAX({own},{CRITERIA}!$E{row},{CRITERIA}!$F{row})"
        return f"MIN({top},{own}+{CRITERIA}!$G{row}/2)"

    lines.section("One input moved by half a level, within its scale")
    lines.guarded("moved", labels, size, [moved[:, row, inputs[move]] for move, row in enumerate(order)], "calc_plain")
    lines.end()
    lines.section("Then: how many sides reap, or bear")
    counts = (moved >= half - shares.TOLERANCE).reshape(*moved.shape[:2], 2, n).sum(axis=3)
    lines.guarded("count", labels, lambda column, move: _count(lines, column, move, rows[inputs[move]]),
                  [counts[:, row, int(inputs[move] >= n)] for move, row in enumerate(order)], "calc_int")  # fmt: skip
    lines.end()
    lines.section("Then: all benefits, or burdens, together")
    whole = moved.reshape(*moved.shape[:2], 2, n).sum(axis=3)
    lines.guarded("whole", labels, lambda column, move: _whole(lines, column, move),
                  [whole[:, row, int(inputs[move] >= n)] for move, row in enumerate(order)], "calc_plain")  # fmt: skip
    lines.end()
    lines.section("Then: proportionality, 0 to 100")
    figures = proportionality.compute(moved[..., :n], moved[..., n:])
    lines.guarded("then", labels, lambda column, move: _proportionality(lines, column, move),
                  [figures[:, row] for row in order])  # fmt: skip
    lines.end()
    lines.section("Then: how many sides gain")
    winners = (gains > net_benefit.TOLERANCE).sum(axis=2)
    lines.guarded("winners", labels, lambda column, move: _winners(lines, column, move),
                  [winners[:, row] for row in order], "calc_int")  # fmt: skip
    lines.end()


def _labels(lines: SideLines) -> list[str]:
    plan = lines.content.plan
    nodes = [plan.nodes[plan.number[leaf.id] - 1] for leaf in lines.criteria.leaves]
    return [f"{node.label}, {way} half a level" for way in ("less", "and") for node in nodes]


def _count(lines: SideLines, column: str, move: int, row: int) -> str:
    n, place = lines.n_sides, move % (2 * lines.n_sides)
    area = lines.area("reached", column) if place < n else _bears(lines, column)
    now = f"IF({lines.cell('moved', column, move)}>=mutuality_levels*{CRITERIA}!$G{row}-tie_tol,1,0)"
    return f"SUM({area})-{lines.cell('reached', column, place)}+{now}"


def _bears(lines: SideLines, column: str) -> str:
    first = lines.at["reached"] + lines.n_sides
    return f"{column}{first}:{column}{first + lines.n_sides - 1}"


def _whole(lines: SideLines, column: str, move: int) -> str:
    n, place = lines.n_sides, move % (2 * lines.n_sides)
    area = lines.area("benefit" if place < n else "burden", column)
    return f"SUM({area})-{lines.cell('benefit', column, place)}+{lines.cell('moved', column, move)}"


def _proportionality(lines: SideLines, column: str, move: int) -> str:
    """Return the formula: the moved input takes the place of the own one, in its sum and among the distances."""
    n, place = lines.n_sides, move % (2 * lines.n_sides)
    name, other = ("benefit", "burden share") if place < n else ("burden", "benefit share")
    own, now = lines.cell(name, column, place % n), lines.cell("moved", column, move)
    sizes, against = lines.area(name, column), lines.area(other, column)
    partner = lines.cell(other, column, place % n)
    whole = lines.cell("whole", column, move)
    gap = f"SUMPRODUCT(ABS({sizes}/{whole}-{against}))-ABS({own}/{whole}-{partner})+ABS({now}/{whole}-{partner})"
    if place < n:
        return f"IF({whole}<=0,0,value_top*(1-({gap})/2))"
    even = f"SUMPRODUCT(ABS(1/ROWS({against})-{against}))"
    return f"IF(SUM({lines.area('benefit', column)})<=0,0,value_top*(1-IF({whole}>0,{gap},{even})/2))"


def _winners(lines: SideLines, column: str, move: int) -> str:
    n, place = lines.n_sides, move % (2 * lines.n_sides)
    side = place % n
    raw = lines.cell("benefit", column, place)
    now, gain = lines.cell("moved", column, move), lines.cell("gain", column, side)
    row = lines.content.plan.row(lines.content.plan.number[lines.criteria.leaves[place].id])
    step = f"value_top*({now}-{raw})/MAX({CRITERIA}!$E{row},{CRITERIA}!$F{row})"
    then = f"{gain}+{step}" if place < n else f"{gain}-lambda_{side + 1}*{step}"
    return f"{lines.cell('positive', column)}-IF({gain}>tie_tol,1,0)+IF({then}>tie_tol,1,0)"


def _write_holds(lines: SideLines, moved: Matrix, thresholds: Matrix, order: list[int], labels: list[str]) -> None:
    """Write whether all three hold, now and after each move."""
    n, rough = lines.n_sides, lines.content.study.settings.rough_proportion
    reached = moved >= thresholds - shares.TOLERANCE
    reap, bear = (np.all(each, axis=2) for each in (reached[..., :n], reached[..., n:]))
    figures = proportionality.compute(moved[..., :n], moved[..., n:])
    parts = np.stack([reap, bear, figures >= 100.0 * rough - shares.TOLERANCE])
    holds = np.concatenate([parts, np.all(parts, axis=0, keepdims=True)]).astype(int)
    everyone = f"ROWS({{column}}{lines.at['reached']}:{{column}}{lines.at['reached'] + n - 1})"

    def now(column: str, place: int) -> str:
        rows = everyone.format(column=column)
        if place == len(parts):
            return f"IF(SUM({column}{lines.row - len(parts)}:{column}{lines.row - 1})=2+1,1,0)"
        tests = (
            f"SUM({lines.area('reached', column)})={rows}",
            f"SUM({_bears(lines, column)})={rows}",
            f"{lines.cell('proportionality', column)}>=value_top*rough_proportion-tie_tol",
        )
        return f"IF({tests[place]},1,0)"

    def then(column: str, move: int) -> str:
        still = lines.cell("holds", column, 1 if move % (2 * n) < n else 0)
        count = f"{lines.cell('count', column, move)}={everyone.format(column=column)}"
        enough = f"{lines.cell('then', column, move)}>=value_top*rough_proportion-tie_tol"
        return f"IF(AND({count},{still}=1,{enough}),1,0)"

    lines.section("1 if it holds")
    names = ["All reap", "All bear", "In rough proportion", "All three"]
    lines.guarded("holds", names, now, holds[:, :, 0].tolist(), "calc_int")
    lines.end()
    lines.section("Then: 1 if all three hold")
    lines.guarded("holds then", labels, then, [holds[3, :, row].tolist() for row in order], "calc_int")
    lines.end()


def _write_answers(lines: SideLines, tests: list[ThreePartTest], both: list[Verdict]) -> None:
    n = lines.n_sides
    rows: dict[str, tuple[str, list[str]]] = {
        "reap": ("Do all reap a benefit?", [each.reap.answer for each in tests]),
        "bear": ("Do all bear a burden?", [each.bear.answer for each in tests]),
        "rough": ("Are the shares in rough proportion?", [each.proportion.answer for each in tests]),
        "all": ("All three", [each.all_three.answer for each in tests]),
        "gains": ("Do all gain, net of burdens?", [each.answer for each in both]),
        "class": ("Class, the first that applies", [each.category for each in tests]),
    }

    def moves(name: str, column: str, first: int = 0, size: int = 4 * n) -> str:
        return f"{column}{lines.at[name] + first}:{column}{lines.at[name] + first + size - 1}"

    def answer(column: str, place: int) -> str:
        everyone = f"ROWS({lines.area('gain', column)})"
        if place == 5:  # noqa: PLR2004
            return _class(lines, column)
        if place == 4:  # noqa: PLR2004
            holds = f"IF({lines.cell('positive', column)}={everyone},1,0)"
            areas = [f"({moves('winners', column)}={everyone})"]
        else:
            holds = lines.cell("holds", column, place)
            halves = [moves("count", column, start + place * n, n) for start in (0, 2 * n)] if place <= 1 else []
            areas = [f"({each}={everyone})" for each in halves]
            areas += [f"({moves('then', column)}>=value_top*rough_proportion-tie_tol)"] if place == 2 else []  # noqa: PLR2004
            areas += [f"({moves('holds then', column)}=1)"] if place == 3 else []  # noqa: PLR2004
        changed = "+".join(f"SUMPRODUCT(--({each}<>({holds}=1)))" for each in areas)
        return f'IF({changed}>0,"depends",IF({holds}=1,"yes","no"))'

    lines.section(
        "The three-part test: yes, no, or depends (one input half a level off changes the answer)", heading="Question"
    )
    lines.guarded("answers", [label for label, _ in rows.values()], answer, [each for _, each in rows.values()],
                  "out_center")  # fmt: skip


def _class(lines: SideLines, column: str) -> str:
    reaps, bears = f"SUM({lines.area('reached', column)})", f"SUM({_bears(lines, column)})"
    holds = [lines.cell("holds", column, place) for place in range(3)]
    first, second, third, fourth, fifth, last = (f'"{each}"' for each in CLASSES)
    later = f"IF({bears}=0,{third},IF({holds[1]}=0,{fourth},IF({holds[2]}=0,{fifth},{last})))"
    return f"CHOOSE(1+({reaps}>0)+({holds[0]}=1),{first},{second},{later})"
