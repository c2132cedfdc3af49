"""The sheets About and Log: what this file is, how to read it, and which state of the study it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.finding import finding
from workbench.formats.excel.facts import write_facts
from workbench.formats.excel.sheets.checks import QUOTE, quoted
from workbench.formats.excel.words import (
    ABOUT,
    ANALYSTS,
    ANSWERS,
    BESIDE,
    BRANCHES,
    CHECKS,
    CRITERIA,
    CURVES,
    EVIDENCE,
    EXPORTED,
    LOG,
    NOT_APPLICABLE,
    OTHER_INPUTS,
    PERSPECTIVES,
    PROMETHEE,
    RANGES,
    REASONS,
    ROBUSTNESS,
    SCORES,
    SENSITIVITY,
    SETTINGS,
    SIDES,
    SIDES_OTHER,
    SIDES_OWN,
    SUMMARY,
    TOPSIS,
    TREE,
    VIKOR,
    WEIGHTED_PRODUCT,
    WEIGHTED_SUM,
    WEIGHTS,
)

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content

SHEETS = (
    (ABOUT, "Control", "What this file is and how to read it"),
    (SUMMARY, "Output", "The finding, the ranking, and what stands beside it"),
    (CRITERIA, "Input", "What is asked, in which direction, on which scale"),
    (CURVES, "Input", "Value functions: what a score is worth; with the workings of their shapes"),
    (ANALYSTS, "Input", "Each analyst's scores, and how they are combined"),
    (SCORES, "Input", "Raw scores: criteria in rows, options in columns"),
    (REASONS, "Input", "Why each score is what it is, with the evidence (fixed text)"),
    (ANSWERS, "Input", "Ranks, comparisons of pairs, best and worst, and the weights derived from them"),
    (WEIGHTS, "Input", "Points as given, the weights that follow, the groups' aggregators"),
    (SETTINGS, "Input", "Numbers and words that formulas use by name"),
    (RANGES, "Input", "Scores given as intervals"),
    (TREE, "Calculation", "From scores to totals, step by step"),
    (BRANCHES, "Calculation", "Each branch's subtotal, the same geometrically, and its weakest criterion"),
    (BESIDE, "Calculation", "Computed criteria, and totals under other aggregators"),
    (PERSPECTIVES, "Output", "Totals and ranks under every weight set, and by each side's own scores"),
    (WEIGHTED_SUM, "Calculation", "Every criterion's contribution, as if all groups were arithmetic"),
    (WEIGHTED_PRODUCT, "Calculation", "The product of the values to the power of their weights"),
    (SENSITIVITY, "Output", "Totals as one weight moves, where options meet, and a tornado"),
    (SIDES, "Output", "Shares, net benefit with λ, the three-part test, who answers to whom"),
    (SIDES_OWN, "Output", "The same on each side's own scores for its own benefit and burden"),
    (SIDES_OTHER, "Output", "The same as the other sides score them"),
    (ROBUSTNESS, "Output", "How firm the ranking is: computed by the tool, with seed and assumptions"),
    (EVIDENCE, "Output", "What the scores rest on: coverage and passages (fixed)"),
    (TOPSIS, "Calculation", "Annex: closeness to the best of all options"),
    (VIKOR, "Calculation", "Annex: a compromise between all regrets and the largest"),
    (PROMETHEE, "Calculation", "Annex: net flows by the importance weight set"),
    (CHECKS, "Control", "What must hold, with one total"),
    (EXPORTED, "Control", "The criteria's inputs as exported, to show what was changed"),
    (OTHER_INPUTS, "Control", "The further inputs as exported, with how many differ now"),
    (LOG, "Control", "Which state of the study this file shows"),
)
"""Every sheet: name, kind, what is on it."""

KEY = (
    ("input", "75", "Yellow, blue figures: an input; change it here"),
    ("calc_two", "50.00", "White, black figures: calculated"),
    ("link_two", "50.00", "Green figures: taken unchanged from another sheet"),
    ("out_two", "50.00", "Green fill: a result"),
    ("sum_two", "50.00", "Grey fill: a group"),
)

NOT_LIVE = (
    "Live: every analyst's scores and how they combine, answers about weights (points, swings, ranks, comparisons), "
    "aggregators, scale ends, value functions, λ and the other parameters; then values, weights, totals, ranks, "
    "sides, checks and the findings. Not live, fixed as exported: best-worst weights (a check fails when their answers "
    "change), Reasons, Robustness, Evidence, Exported and Log, the texts on Criteria, and on Summary what is labelled "
    "as exported or computed by the tool. Sheets are protected against slips, without a password."
)


ON_MISSING = (
    f"An empty score is missing, never zero: the option then has no total and no rank. Type {NOT_APPLICABLE!r} where "
    "a criterion does not apply: its weight goes to its siblings for that option."
)

MOST_LINES = 1_000
"""Of the study's log that a report holds."""

ON_SEPARABLE = "Not separable: two totals closer than the smallest change that one level of one criterion makes."


def write_about(page: Page, content: Content, failed: int) -> None:
    """Write what a reader must know before believing a number."""
    study, run = content.study, content.evaluation.run
    page.heading(study.title, content.status, "")
    aggregators = dict.fromkeys(run.aggregators.values(), 0)
    for rule in run.aggregators.values():
        aggregators[rule] += 1
    lines = (
        ("Decision question", study.question),
        ("Status", f"Illustrative. {study.disclaimer}" if study.illustrative else "Not marked as illustrative."),
        ("Caveat", study.caveat),
        ("Viewpoint", study.viewpoint),
        ("Whose judgement", run.view_label),
        ("Weights", run.weights_label),
        ("Aggregators", "; ".join(f"{count} × {rule}" for rule, count in aggregators.items()) or "arithmetic"),
        ("Finding as exported", finding(content.evaluation)),
        ("Last change", content.changed or "not stated"),
        ("Speaks of", study.as_of or "not stated"),
        ("Digest of the study", content.evaluation.study.digest),
        ("Made with", f"Policy option scoring workbench {run.version}"),
        ("Quality assurance", "None recorded in this file. Checks: see the next line and the sheet Checks."),
    )
    row = 4
    for label, text in lines:
        page.text(f"A{row}", label, "key")
        page.text(f"B{row}", text, "text")
        row += 1
    page.text(f"A{row}", "Checks", "key")
    page.put(f"B{row}", QUOTE, quoted(failed), "key")
    row = write_facts(page, content, row + 2)
    row = _write_key(page, row)
    row = _write_sheets(page, row + 1)
    row = _write_list(page, row + 1, "What is live, and how to change it", [NOT_LIVE, ON_MISSING, ON_SEPARABLE])
    row = _write_list(page, row + 1, "Notes at export", [each.text for each in content.evaluation.notices])
    options = [": ".join(filter(None, (each.label, each.description))) for each in study.options]
    row = _write_list(page, row + 1, "Options", options)
    _write_list(page, row + 1, "Documents", [f"{each.id}: {each.citation}" for each in study.documents])
    page.widths({"A": 24, "B": 96, "C": 14})
    page.set_up()


def _write_key(page: Page, row: int) -> int:
    page.text(f"A{row}", "Colours", "section")
    for style, sample, meaning in KEY:
        row += 1
        page.text(f"A{row}", sample, style)
        page.text(f"B{row}", meaning, "text")
    return row + 1


def _write_sheets(page: Page, row: int) -> int:
    there = page.book.workbook.sheetnames
    page.text(f"A{row}", "Sheets", "section")
    for name, kind, purpose in (each for each in SHEETS if each[0] in there):
        row += 1
        page.text(f"A{row}", name, "hyperlink")
        page.link(f"A{row}", name)
        page.text(f"B{row}", f"{kind}: {purpose}", "text")
    return row + 1


def _write_list(page: Page, row: int, title: str, texts: list[str]) -> int:
    if not texts:
        return row - 1
    page.text(f"A{row}", title, "section")
    for text in texts:
        row += 1
        page.blank(f"A{row}", "label")
        page.text(f"B{row}", text, "text")
    return row + 1


def write_log(page: Page, content: Content) -> None:
    """Write which state of the study the file was made from."""
    facts = content.evaluation.study
    page.heading(
        "Log", content.status, "The study's changes as exported; add a line for every change you make in this file."
    )
    for column, header in zip("ABCD", ("Date", "Who", "What", "State of the study"), strict=True):
        page.text(f"{column}5", header, "header_left")
    log = content.extras.log
    row = 6
    for each in log[-MOST_LINES:]:
        for column, text in zip("ABCD", (each.when, each.who, each.what, each.why), strict=True):
            page.text(f"{column}{row}", text, "small")
        row += 1
    page.text(f"A{row}", content.changed or "not stated", "text")
    page.text(f"B{row}", f"Policy option scoring workbench {content.evaluation.run.version}", "text")
    left = f"; the log of the study has {len(log):,} lines, the last {MOST_LINES:,} stand here"
    page.text(f"C{row}", "Exported from the study" + (left if len(log) > MOST_LINES else ""), "text")
    page.text(f"D{row}", f"{facts.id}, digest {facts.digest}", "text")
    for further in range(row + 1, row + 11):
        for column in "ABCD":
            page.blank(f"{column}{further}", "input_text")
    page.widths({"A": 20, "B": 30, "C": 50, "D": 62})
    page.set_up(rows="5:5")
