"""The sheet Sensitivity: pick a criterion or group; totals as its weight runs from none to all; where they cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.datavalidation import DataValidation

from workbench.formats.excel.charts import Axis, Run, lines, place
from workbench.formats.excel.plan import FIRST_ROW, Single
from workbench.formats.excel.sheets.lines import Lines
from workbench.formats.excel.sheets.sensitivity_crossings import write_crossings
from workbench.formats.excel.sheets.sensitivity_curve import STEPS, curve_of
from workbench.formats.excel.sheets.sensitivity_joins import write_others, write_table
from workbench.formats.excel.sheets.tornado import write_tornado
from workbench.formats.excel.words import CRITERIA, OPEN, SENSITIVITY, TREE, VALUE_TOP, WEIGHTS

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.sheets.sensitivity_crossings import Crossings
    from workbench.formats.excel.sheets.sensitivity_curve import Curve

FINDING_ROW, PICKER_ROW = 5, 7
MOST_LINES = 10


def write_sensitivity(page: Page, content: Content) -> None:
    """Write the picker, the chain of groups above what is picked, the table of totals, the crossings, the tornado."""
    plan = content.plan
    note = "Pick an id in the yellow cell. The weights beside it keep their proportions; everything else stays."
    page.heading("Sensitivity: totals as one weight moves", content.status, note)
    curve = curve_of(content)
    sheet = Lines(page, content, row=PICKER_ROW)
    _write_picker(sheet, curve)
    _write_chain(sheet, curve)
    write_others(sheet, curve)
    table = write_table(sheet, curve)
    crossings = write_crossings(sheet, curve, table)
    _write_finding(page, content, crossings)
    sheet.starts.append(sheet.row)
    if len(plan.columns) <= MOST_LINES:
        sheet.row = _write_chart(sheet, table, curve)
    write_tornado(sheet)
    sheet.widths(F=11)
    page.set_up(columns="A:F")
    sheet.break_pages()


def _write_picker(sheet: Lines, curve: Curve) -> None:
    page, plan, column = sheet.page, sheet.content.plan, sheet.content.plan.columns[0]
    row = sheet.row
    ids = f"{CRITERIA}!$C${FIRST_ROW}:$C${plan.last_row}"
    sheet.label("Criterion or group (its id, as on Criteria)")
    page.text(f"{column}{row}", curve.node.id, "input_text")
    if len(plan.nodes) > 1:
        rule = DataValidation(type="list", formula1=f"{CRITERIA}!$C${FIRST_ROW + 1}:$C${plan.last_row}")
        rule.showErrorMessage, rule.errorTitle, rule.error = True, "Criterion", "Choose an id from the list."
        rule.add(f"{column}{row}")
        page.sheet.add_data_validation(rule)
    page.book.name("sens_id", f"{SENSITIVITY}!${column}${row}")
    parents, counts = (plan.all_rows(each, sheet=WEIGHTS) for each in "BH")
    is_leaf = f"INDEX({TREE}!{plan.all_rows('E')},sens_node)>0"
    weighs = f"SUMIF({parents},sens_node,{plan.all_rows('I', sheet=WEIGHTS)})>0"
    above = f"INDEX({plan.all_rows('J', sheet=WEIGHTS)},sens_group)>0"
    lines_of: tuple[tuple[str, str, Value, str, str], ...] = (
        ("Its number", f"IFERROR(MATCH(sens_id,{ids},0),1)", curve.node.number, "calc_int", "sens_node"),
        ("Its name", f'INDEX({CRITERIA}!$D${FIRST_ROW}:$D${plan.last_row},sens_node)&""', curve.node.label,
         "calc_text", "sens_name"),
        ("Its weight among its siblings now", f"INDEX({plan.all_rows('I', sheet=WEIGHTS)},sens_node)", curve.share,
         "calc_pct", "sens_share"),
        ("Its group's number", f"MAX(1,INDEX({parents},sens_node))", max(1, curve.node.parent), "calc_int",
         "sens_group"),
        ("What its siblings weigh, as answered", f"SUMIF({parents},sens_group,{counts})-INDEX({counts},sens_node)",
         curve.siblings, "calc_plain", "sens_siblings"),
        ("1 if something in it weighs", f"IF(OR({is_leaf},{weighs}),1,0)", int(curve.inside), "calc_int",
         "sens_inside"),
        ("1 if it can move: it has siblings with weight, its group weighs, and something in it weighs",
         f"IF(AND(sens_node>1,{above},sens_siblings>0,sens_inside=1),1,0)", int(curve.movable), "calc_int", "sens_moves"),  # noqa: E501
    )  # fmt: skip
    for offset, (label, formula, value, style, name) in enumerate(lines_of, start=1):
        sheet.row = row + offset
        sheet.label(label)
        page.put(f"{column}{row + offset}", formula, value, style)
        page.book.name(name, f"{SENSITIVITY}!${column}${row + offset}")
    sheet.row = row + len(lines_of) + 2


def _write_chain(sheet: Lines, curve: Curve) -> None:
    """Write what stands above what is picked: for each step up the node, its group, and that group's rule."""
    page, plan = sheet.page, sheet.content.plan
    columns = "DEFG"
    page.text(f"A{sheet.row}", "The way up to the total", "section")
    for column, text in zip(columns, ("Step", "Node", "Group", "Rule"), strict=True):
        page.text(f"{column}{sheet.row + 1}", text, "header_left" if column == "D" else "header")
    sheet.row += 2
    curve.rows["chain"] = sheet.row
    for step, (node, group, rule) in enumerate(curve.chain):
        row = sheet.row
        page.text(f"D{row}", f"{step + 1} up", "label")
        page.put(f"E{row}", "sens_node" if not step else f"F{row - 1}", node, "calc_int")
        page.put(f"F{row}", f"IF(E{row}=0,0,INDEX({plan.all_rows('B', sheet=WEIGHTS)},E{row}))", group, "calc_int")
        page.put(f"G{row}", f"IF(F{row}=0,0,INDEX({plan.all_rows('M', sheet=WEIGHTS)},F{row}))", rule, "calc_int")
        sheet.row += 1
    sheet.end()


def _write_finding(page: Page, content: Content, crossings: Crossings) -> None:
    """Say in words between which weights the first-ranked option stays first."""
    plan = content.plan
    first = f"{TREE}!{plan.columns[0]}{plan.single_row(Single.FIRST)}"
    low, high = crossings.low, crossings.high
    words = f'{first}&" stays at the top while "&sens_name&" weighs "&ROUND(value_top*{low},1)&"% to "&'
    words += f'ROUND(value_top*{high},1)&"% among its siblings (now "&ROUND(value_top*sens_share,1)&"%)."'
    fixed = f'sens_name&" cannot move, or the ranking is {OPEN}."'
    page.put(f"A{FINDING_ROW}", f"IF({crossings.known}=1,{words},{fixed})", crossings.words, "finding")
    for column in ("B", "C", "D", "E", "F", *plan.columns):
        page.blank(f"{column}{FINDING_ROW}", "finding")


def _write_chart(sheet: Lines, table: int, curve: Curve) -> int:
    """Draw the table, with a dashed line at the weight as it is, and return the first row below."""
    page, plan, row = sheet.page, sheet.content.plan, sheet.row
    page.text(
        f"A{row}", "Totals by the weight that is picked; the thin dashed line stands at the weight as it is", "section"
    )
    sheet.row = row + 1
    marks = []
    for label, value in (("Foot of the line", 0.0), ("Head of the line", VALUE_TOP)):
        sheet.label(label)
        page.put(f"F{sheet.row}", "sens_share", curve.share, "calc_pct")
        page.put(f"{plan.columns[0]}{sheet.row}", "value_top" if value else "0", value, "calc_int")
        marks.append(sheet.row)
        sheet.row += 1
    where = f"'{SENSITIVITY}'!"
    last = table + STEPS
    across = f"{where}$F${table}:$F${last}"
    runs = [
        Run(f"{where}${each}${table}:${each}${last}", f"{where}${each}${table - 1}", across) for each in plan.columns
    ]
    column = plan.columns[0]
    now = Run(
        f"{where}${column}${marks[0]}:${column}${marks[1]}",
        f"{where}$D${marks[1] + 1}",
        f"{where}$F${marks[0]}:$F${marks[1]}",
    )
    sheet.label("Weight now")
    chart = lines([*runs, now], Axis(0, 1, 0.1, "Weight among the siblings", "0%"), Axis(0, VALUE_TOP, 10, "Total"))
    return place(page, chart, sheet.row + 1, 12.0, names=0.07)
