"""The sheet Checks: what must hold, counted by formulas, with one total that About and Summary quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from workbench.formats.excel.book import letter
from workbench.formats.excel.facts import INPUTS_CHANGED
from workbench.formats.excel.plan import Block, Result, Single
from workbench.formats.excel.sheets.analysts import entries_beyond, lay_out
from workbench.formats.excel.sheets.answers_layout import asked_groups
from workbench.formats.excel.sheets.checks_changes import changes
from workbench.formats.excel.sheets.exported import FIRST_RANKED
from workbench.formats.excel.styles import GREEN, RED
from workbench.formats.excel.words import (
    ABOUT,
    ANALYSTS,
    ANSWERS,
    CHECKS,
    CRITERIA,
    EXPORTED,
    NOT_APPLICABLE,
    SCORES,
    SUMMARY,
    TREE,
    WEIGHTS,
)

if TYPE_CHECKING:
    from workbench.formats.excel.book import Book, Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Plan

LONGEST_TITLE = 120
"""Of a check that names a group."""

OK, FAIL, NOTE = "OK", "FAIL", "note"
QUOTE = 'IF(checks_failed=0,"All checks OK",checks_failed&" of the checks FAIL: see the sheet Checks")'
"""The formula by which other sheets quote the total."""

QUOTED_ROW = 4
"""The row of Summary that quotes the total; the check for errors begins below it, or it would look at itself."""


@dataclass(frozen=True, slots=True)
class Check:
    """A count of what is wrong, or of what is worth knowing."""

    title: str
    formula: str
    count: float
    must: bool = True
    """Whether a count above 0 is a fault; otherwise it is information."""
    compares: bool = False
    """Whether it compares inputs with those that were exported."""


def quoted(failed: int) -> str:
    """Return what the quoting formula shows."""
    return f"{failed} of the checks FAIL: see the sheet Checks" if failed else "All checks OK"


def all_checks(content: Content, book: Book) -> list[Check]:
    """Return the checks, those that must hold first."""
    return [
        *_about_weights(content),
        *_about_answers(content),
        *_about_scores(content),
        *_about_analysts(content),
        *_about_results(content.plan),
        *_about_errors(book),
        *_information(content),
    ]


def failures(checks: list[Check]) -> int:
    """Return how many checks fail."""
    return sum(check.must and check.count > 0 for check in checks)


def write_checks(page: Page, content: Content, checks: list[Check]) -> None:
    """Write every check with its count and its verdict, and the total."""
    page.heading("Checks", content.status, "A count of 0 is OK. Information never fails.")
    for column, header in zip("ABC", ("Check", "Count", "Verdict"), strict=True):
        page.text(f"{column}5", header, "header_left" if column == "A" else "header")
    for row, check in enumerate(checks, start=7):
        page.text(f"A{row}", check.title, "text")
        page.put(f"B{row}", check.formula, check.count, "calc_plain")
        words = (FAIL, FAIL) if check.must else (NOTE, NOTE)
        verdict = OK if check.count == 0 else words[0]
        page.put(f"C{row}", f'IF(ISERROR(B{row}),"{FAIL}",IF(B{row}=0,"{OK}","{words[1]}"))', verdict, "check")
    differing = [row for row, check in enumerate(checks, start=7) if check.compares]
    page.text("E6", "Inputs that differ from the export, all together", "note")
    page.put("D6", "+".join(f"B{row}" for row in differing), 0, "calc_int")
    page.book.name(INPUTS_CHANGED, f"{CHECKS}!$D$6")
    last = 6 + len(checks)
    page.text("A6", "Checks that fail", "key")
    page.put("B6", f'COUNTIF(C7:C{last},"{FAIL}")', failures(checks), "sum_int")
    page.put("C6", f'IF(B6=0,"{OK}","{FAIL}")', FAIL if failures(checks) else OK, "check")
    page.book.name("checks_failed", f"{CHECKS}!$B$6")
    rules = {OK: Font(color=GREEN, bold=True), FAIL: Font(color="FFFFFF", bold=True)}
    for word, font in rules.items():
        fill = PatternFill("solid", bgColor=RED) if word == FAIL else None
        page.sheet.conditional_formatting.add(f"C6:C{last}", CellIsRule("equal", [f'"{word}"'], font=font, fill=fill))
    page.widths({"A": 96, "B": 14, "C": 12, "D": 8, "E": 34})
    page.set_up(freeze="A6", rows="5:5")


def _about_weights(content: Content) -> list[Check]:
    plan, figures = content.plan, content.figures
    flags, points, counting, whole = (
        plan.all_rows(column, sheet=sheet)
        for column, sheet in (("E", TREE), ("G", WEIGHTS), ("H", WEIGHTS), ("J", WEIGHTS))
    )
    groups = np.array([node.kind == "group" for node in plan.nodes])
    idle = int((groups & (figures.points > 0) & (figures.counting == 0)).sum())
    sums = f"IF(ABS(SUMPRODUCT(({flags}>0)*{whole})-1)>tie_tol,1,0)"
    return [
        Check("Global weights of the criteria do not sum to 1", sums, 0),
        Check("Points that are not numbers", f"ROWS({points})-COUNT({points})", 0),
        Check("Points below 0", f'COUNTIF({points},"<0")', 0),
        Check(
            "Groups with points below which nothing has weight: their share goes to their siblings",
            f"SUMPRODUCT(({flags}=0)*({points}>0)*({counting}=0))",
            idle,
        ),
        Check("Groups whose aggregator is no known word: their totals are open", "unknown_rules+0", 0),
        Check("Value functions of no known word, or with unfit numbers: totals open", "unknown_curves+0", 0),
    ]


def _about_answers(content: Content) -> list[Check]:
    """Return whether weights still follow from answers about best and worst, which no formula solves."""
    asked = [each for each in asked_groups(content) if each.answers.way == "best-worst"]
    return [
        Check(
            f"Best-worst answers that were changed: the weights are stale, {each.title}"[:LONGEST_TITLE],
            f"SUM({ANSWERS}!I{each.first}:I{each.first + each.size - 1})",
            0,
        )
        for each in asked
    ]


def _about_scores(content: Content) -> list[Check]:
    plan = content.plan
    flags, scores = plan.all_rows("E", sheet=TREE), plan.all_cells(SCORES)
    worst, best = (plan.all_rows(column, sheet=CRITERIA) for column in "EF")
    known = "*".join(f"({scores}<>{word})" for word in ("na_word", "not_known_word", "not_scored_word"))
    beyond = f"(({scores}>{worst})*({scores}>{best})+({scores}<{worst})*({scores}<{best}))"
    return [
        Check(
            "Scores that are neither numbers nor empty nor one of the three words on Settings: they count as missing",
            f'SUMPRODUCT(({flags}=1)*({scores}<>"")*(1-ISNUMBER({scores}))*{known})',
            0,
        ),
        Check(
            "Scores beyond their scale: they count as its end",
            f"SUMPRODUCT(({flags}=1)*ISNUMBER({scores})*{beyond})",
            _beyond(content),
        ),
        Check(
            "Scales whose ends are equal or no numbers",
            f"SUMPRODUCT(({flags}=1)*(1-ISNUMBER({worst})*ISNUMBER({best})*({worst}<>{best})))",
            0,
        ),
    ]


def _about_analysts(content: Content) -> list[Check]:
    """Return the same for what each analyst entered."""
    if not content.judging.there:
        return []
    lines = lay_out(content).values()
    first, last = min(each.head for each in lines), max(each.end for each in lines) - 1
    flags, worst, best = (f"{ANALYSTS}!${column}${first}:${column}${last}" for column in "BEF")
    given = f"{ANALYSTS}!${content.plan.columns[0]}${first}:${content.plan.columns[-1]}${last}"
    known = "*".join(f"({given}<>{word})" for word in ("na_word", "not_known_word", "not_scored_word"))
    beyond = f"(({given}>{worst})*({given}>{best})+({given}<{worst})*({given}<{best}))"
    return [
        Check(
            "Analysts' scores that are neither numbers nor empty nor one of the three words: they count as missing",
            f'SUMPRODUCT(({flags}>0)*({given}<>"")*(1-ISNUMBER({given}))*{known})',
            0,
        ),
        Check(
            "Analysts' scores beyond their scale: they count as its end",
            f"SUMPRODUCT(({flags}>0)*ISNUMBER({given})*{beyond})",
            entries_beyond(content),
        ),
    ]


def _beyond(content: Content) -> int:
    count = 0
    for node in content.plan.nodes:
        leaf = content.leaf(node)
        row = content.figures.used[node.number - 1]
        if leaf:
            count += sum(isinstance(each, float) and not leaf.scale.low <= each <= leaf.scale.high for each in row)
    return count


def _about_results(plan: Plan) -> list[Check]:
    row = {result: plan.across(plan.result_row(result), TREE) for result in Result}
    places = row[Result.PLACE]
    return [
        Check(
            "Totals unlike the sum of weight × value (where every group is arithmetic and everything applies)",
            f"SUMPRODUCT(--({row[Result.ROLL_UP]}>tie_margin))",
            0,
        ),
        Check(
            "Totals at worst that lie above the total at best",
            f"SUMPRODUCT(--({row[Result.LOW]}>{row[Result.HIGH]}+range_margin))",
            0,
        ),
        Check(
            "Totals outside 0 to 100", f"SUMPRODUCT(({row[Result.LOW]}<0)+({row[Result.HIGH]}>value_top+tie_margin))", 0
        ),
        Check(
            "Places in the list that are not 1, 2, 3 … once each",
            f"ABS(SUM({places})-COLUMNS({places})*(COLUMNS({places})+1)/2)",
            0,
        ),
    ]


def _about_errors(book: Book) -> list[Check]:
    checks = []
    for sheet in book.workbook.sheetnames:
        cells = [coordinate_from_string(cell) for name, cell in book.cached if name == sheet]
        if not cells or sheet in {ABOUT, CHECKS}:
            continue
        numbers = [column_index_from_string(column) for column, _ in cells]
        rows = [row for _, row in cells]
        top = max(min(rows), QUOTED_ROW + 1) if sheet == SUMMARY else min(rows)
        area = f"{sheet}!${letter(min(numbers))}${top}:${letter(max(numbers))}${max(rows)}"
        checks.append(Check(f"Error cells on {sheet}", f"SUMPRODUCT(--ISERROR({area}))", 0))
    return checks


def _information(content: Content) -> list[Check]:
    plan = content.plan
    missing = plan.across(plan.result_row(Result.MISSING), TREE)
    absent = int((content.figures.used == NOT_APPLICABLE).sum())
    first = f"{TREE}!${plan.columns[0]}${plan.single_row(Single.FIRST)}"
    return [
        Check(
            "Information: scores that are missing and have weight",
            f"SUM({missing})",
            int(content.figures.missing.sum()),
            must=False,
        ),
        Check(
            "Information: cells that do not apply",
            f"SUMPRODUCT(--({plan.all_cells(TREE, Block.USED)}=na_word))",
            absent,
            must=False,
        ),
        *_changes(content),
        Check(
            "Information: 1 if another option is first than at the export",
            f"IF({first}={EXPORTED}!{FIRST_RANKED},0,1)",
            0,
            must=False,
        ),
    ]


def _changes(content: Content) -> list[Check]:
    return [
        Check(f"Information: {what} that differ from the export", formula, 0, must=False, compares=True)
        for what, formula in changes(content).items()
    ]
