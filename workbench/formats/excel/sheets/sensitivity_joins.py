"""The workings on the sheet Sensitivity: what is joined at each step up, and the table of totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.plan import Block, Result
from workbench.formats.excel.sheets.sensitivity_curve import STEPS
from workbench.formats.excel.words import OPEN, TREE, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.formats.excel.sheets.lines import Lines
    from workbench.formats.excel.sheets.sensitivity_curve import Curve

    Area = Callable[[str, Block], str]
    """From a column and a block of Tree to the range of all nodes there."""


def write_others(sheet: Lines, curve: Curve) -> None:
    """Write, for each option, its own value, what the siblings are worth together, and what joins it further up."""
    plan, first = sheet.content.plan, curve.rows["chain"]
    for name, at in (("tree_parents", "B"), ("tree_numbers", "A")):
        sheet.page.book.name(name, f"{TREE}!{plan.all_rows(at)}")
    beside = f"(tree_parents=$F${first})*(tree_numbers<>sens_node)"

    def rows_of(column: str, block: Block) -> str:
        return f"{TREE}!{plan.all_rows(column, block).replace('$' + column, column)}"

    sheet.section("What is joined, for each option")
    curve.rows["value"] = sheet.line(
        "Its own value",
        lambda column: f"INDEX({rows_of(column, Block.LOW)},sens_node)",
        curve.value.tolist(),
    )
    counts = f"{plan.all_rows('H', sheet=WEIGHTS)}"
    curve.rows["own"] = sheet.line(
        "1 if it applies itself",
        lambda column: f"IF(AND(INDEX({counts},sens_node)>0,INDEX({rows_of(column, Block.COUNTS)},sens_node)=0),0,1)",
        curve.own.astype(int).tolist(),
        "calc_int",
    )
    curve.rows["known"] = sheet.line(
        "1 if the option is complete, and its value does not hang on missing scores",
        lambda column: (
            f"IF(AND({TREE}!{column}{plan.result_row(Result.COMPLETE)}=1,sens_moves=1,"
            f"OR({column}{curve.rows['own']}=0,"
            f"ABS(INDEX({rows_of(column, Block.HIGH)},sens_node)-{column}{curve.rows['value']})<tie_tol)),1,0)"
        ),
        curve.known.astype(int).tolist(),
        "calc_int",
    )
    curve.rows["applies"] = sheet.line(
        "Which part of the siblings' weight applies to the option",
        lambda column: (
            f"IF(SUMPRODUCT({beside}*{counts})>0,SUMPRODUCT({beside}*{rows_of(column, Block.COUNTS)})"
            f"/SUMPRODUCT({beside}*{counts}),0)"
        ),
        curve.applies.tolist(),
        "calc_four",
    )
    _write_rest(sheet, curve, beside, rows_of)
    sheet.end()


def _write_rest(sheet: Lines, curve: Curve, beside: str, area: Area) -> None:
    first = curve.rows["chain"]
    rest: dict[str, int] = {}
    rest["weight"] = sheet.line(
        "The siblings' weight for the option",
        lambda column: f"SUMPRODUCT({beside}*{area(column, Block.LOCAL)})",
        curve.rest_weight.tolist(),
        "calc_four",
    )
    rest["handed"] = sheet.line(
        "What they hand to the group: shares or logarithms added, or the largest shortfall",
        lambda column: (
            f"IF($G${first}=2+1,SUMPRODUCT(MAX({beside}*{area(column, Block.LOW_TERM)})),"
            f"SUMPRODUCT({beside}*{area(column, Block.LOW_TERM)}))"
        ),
        curve.rest_handed.tolist(),
        "calc_four",
    )
    curve.rows["rest"] = sheet.line(
        "What they are worth together, without it",
        lambda column: (
            f"IF({column}{rest['weight']}<=0,0,CHOOSE($G${first}+1,0,"
            f"{column}{rest['handed']}/{column}{rest['weight']},"
            f"EXP({column}{rest['handed']}/{column}{rest['weight']}),value_top-{column}{rest['handed']}))"
        ),
        curve.rest.tolist(),
    )
    curve.rows["up"] = sheet.row
    for step in range(1, len(curve.chain)):
        chain = first + step
        mine = f"(tree_parents=$F${chain})*(tree_numbers<>$E${chain})"
        sheet.line(
            f"Step {step + 1}: the weight of what was joined, in its group",
            lambda column, chain=chain: f"IF($F${chain}=0,1,INDEX({area(column, Block.LOCAL)},$E${chain}))",  # type: ignore[misc]
            curve.up_weight[step].tolist(),
            "calc_four",
        )
        sheet.line(
            f"Step {step + 1}: what the others hand to that group",
            lambda column, chain=chain, mine=mine: _handed(area, column, chain, mine),  # type: ignore[misc]
            curve.up_handed[step].tolist(),
            "calc_four",
        )


def _handed(area: Area, column: str, chain: int, mine: str) -> str:
    terms = area(column, Block.LOW_TERM)
    added, largest = f"SUMPRODUCT({mine}*{terms})", f"SUMPRODUCT(MAX({mine}*{terms}))"
    return f"IF($F${chain}=0,0,IF($G${chain}=2+1,{largest},{added}))"


def write_table(sheet: Lines, curve: Curve) -> int:
    """Write the totals step by step, one block for each step up, and return the first row of the last block."""
    rows, first = curve.rows, curve.rows["chain"]
    sheet.section("Its part of the group's weight, for each option", heading="Step", sixth="Weight")
    parts = sheet.row
    for place, part in enumerate(curve.parts):
        row = sheet.row
        sheet.line("", lambda column, row=row: _part(rows, column, row), part.tolist(), "calc_pct")  # type: ignore[misc]
        _write_share(sheet, curve, row, parts, place)
    sheet.end()
    sheet.content.marks["sensitivity table"] = sheet.row
    for step in range(len(curve.chain)):
        last = step == len(curve.chain) - 1
        title = (
            "Total of every option, as the weight runs from none to all"
            if last
            else f"Value of the group, {step + 1} up"
        )
        sheet.section(title, heading="Weight among the siblings", sixth="Weight")
        top = sheet.row
        for place in range(STEPS + 1):
            row, before = sheet.row, sheet.row - STEPS - 4

            def joined(column: str, before: int = before) -> str:
                return _first_join(rows, column, f"{column}{before}", f"$G${first}")

            def further(column: str, step: int = step, before: int = before) -> str:
                weight = f"{column}${rows['up'] + 2 * (step - 1)}"
                return _next_join(
                    f"$G${first + step}", weight, f"{column}{before}", f"{column}${rows['up'] + 2 * step - 1}"
                )

            style = "out_two" if last else "calc_two"
            sheet.line("", joined if step == 0 else further, curve.tables[step][place], style)
            _write_share(sheet, curve, row, top, place)
        sheet.end()
    return top


def _write_share(sheet: Lines, curve: Curve, row: int, top: int, place: int) -> None:
    formula = f"MIN(1,(ROWS(F${top}:F{row})-1)/sens_steps)"
    sheet.page.put(f"F{row}", formula, float(curve.shares[place]), "calc_pct")


def _part(rows: dict[str, int], column: str, row: int) -> str:
    applies = f"{column}${rows['applies']}"
    spread = f"IF({applies}=0,1,$F{row}/($F{row}+(1-$F{row})*{applies}))"
    return f"IF({column}${rows['own']}=0,0,{spread})"


def _first_join(rows: dict[str, int], column: str, part: str, rule: str) -> str:
    """Return the formula of the group's value with the picked node at a part of its weight."""
    own, rest, known = (f"{column}${rows[name]}" for name in ("value", "rest", "known"))
    inner = f"IF(MIN({own},{rest})<=0,0,EXP({part}*LN({own})+(1-{part})*LN({rest})))"
    chosen = f"CHOOSE({rule}+1,0,{part}*{own}+(1-{part})*{rest},{inner},MIN({own},{rest}))"
    return f'IF({known}=0,"{OPEN}",IF({part}<=0,{rest},IF({part}>=1,{own},{chosen})))'


def _next_join(rule: str, weight: str, value: str, handed: str) -> str:
    plain = f"{handed}+{weight}*{value}"
    power = f"IF({weight}>0,IF({value}>0,EXP({handed}+{weight}*LN({value})),0),EXP({handed}))"
    lowest = f"value_top-MAX({handed},IF({weight}>0,value_top-{value},0))"
    return f"IF(ISNUMBER({value}),CHOOSE({rule}+1,{value},{plain},{power},{lowest}),{value})"
