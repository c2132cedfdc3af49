"""Putting the report together, sheet by sheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.engine.problem import build
from workbench.errors import ExportError
from workbench.formats.excel.book import Book
from workbench.formats.excel.cell_text import safe
from workbench.formats.excel.content import Content
from workbench.formats.excel.facts import name_rules
from workbench.formats.excel.figures import make_figures
from workbench.formats.excel.finish import finished
from workbench.formats.excel.plan import Single, make_plan
from workbench.formats.excel.sheets.about import SHEETS, write_about, write_log
from workbench.formats.excel.sheets.analysts import write_analysts
from workbench.formats.excel.sheets.annex import MOST_OPTIONS
from workbench.formats.excel.sheets.annex_promethee import importance_set, write_promethee
from workbench.formats.excel.sheets.annex_topsis import write_topsis
from workbench.formats.excel.sheets.annex_vikor import write_vikor
from workbench.formats.excel.sheets.answers import write_answers
from workbench.formats.excel.sheets.answers_layout import asked_groups
from workbench.formats.excel.sheets.beside import write_beside
from workbench.formats.excel.sheets.beside_layout import lay_out
from workbench.formats.excel.sheets.branches import branches_of, write_branches
from workbench.formats.excel.sheets.checks import all_checks, failures, write_checks
from workbench.formats.excel.sheets.criteria import write_criteria
from workbench.formats.excel.sheets.curves import write_curves
from workbench.formats.excel.sheets.evidence import write_evidence
from workbench.formats.excel.sheets.exported import write_exported
from workbench.formats.excel.sheets.findings import write_findings
from workbench.formats.excel.sheets.other_inputs import write_other_inputs
from workbench.formats.excel.sheets.perspectives import write_perspectives
from workbench.formats.excel.sheets.perspectives_sets import perspectives_of
from workbench.formats.excel.sheets.ranges import write_ranges
from workbench.formats.excel.sheets.reasons import write_reasons
from workbench.formats.excel.sheets.robustness import write_robustness
from workbench.formats.excel.sheets.scores import write_scores
from workbench.formats.excel.sheets.sensitivity import write_sensitivity
from workbench.formats.excel.sheets.settings import write_settings
from workbench.formats.excel.sheets.sides import write_seen, write_sides
from workbench.formats.excel.sheets.summary import write_quote, write_summary
from workbench.formats.excel.sheets.tree import write_tree
from workbench.formats.excel.sheets.tree_finding import single_figures
from workbench.formats.excel.sheets.tree_results import result_values
from workbench.formats.excel.sheets.weighted_sum import write_weighted_product, write_weighted_sum
from workbench.formats.excel.sheets.weights import write_weights
from workbench.formats.excel.sides_data import read_sides, seen_as
from workbench.formats.excel.words import (
    ABOUT,
    ANALYSTS,
    ANSWERS,
    BESIDE,
    BRANCHES,
    CHECKS,
    CRITERIA,
    CURVE_KINDS,
    CURVES,
    EVIDENCE,
    EXPORTED,
    LOG,
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
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.formats.excel.book import Page
    from workbench.formats.excel.extras import Extras
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study

METHOD = "value_tree"
"""The only method that the workbook calculates."""


def write(study: Study, evaluation: StudyEvaluation, changed: str, extras: Extras) -> bytes:
    """Return the report as the bytes of an .xlsx file.

    Raises
    ------
    ExportError
        When the study was scored by another method than the value tree, or holds text no sheet can hold.
    """
    if evaluation.method != METHOD:
        message = f"The Excel report calculates the value tree; this evaluation is by {evaluation.method}."
        raise ExportError(message, hint="Score the study without a method, then write the report.")
    content = _gather(study, evaluation, changed, extras)
    book = Book()
    sheets = [each for each in SHEETS if _wanted(each[0], content)]
    pages = {name: book.page(name, kind.lower()) for name, kind, _ in sheets}
    write_criteria(pages[CRITERIA], content)
    write_curves(pages[CURVES], content)
    if content.judging.there:
        write_analysts(pages[ANALYSTS], content)
    write_scores(pages[SCORES], content)
    write_reasons(pages[REASONS], content)
    if ANSWERS in pages:
        write_answers(pages[ANSWERS], content)
    write_weights(pages[WEIGHTS], content)
    write_settings(pages[SETTINGS], content)
    if content.plan.ranged:
        write_ranges(pages[RANGES], content)
    write_tree(pages[TREE], content)
    if BESIDE in pages:
        write_beside(pages[BESIDE], content)
    for name, writer in WRITERS.items():
        if name in pages:
            writer(pages[name], content)
    _remember(content)
    write_exported(pages[EXPORTED], content, content.cache["single"][Single.FIRST])
    write_other_inputs(pages[OTHER_INPUTS], content, book.pages)
    write_log(pages[LOG], content)
    write_summary(pages[SUMMARY], content)
    name_rules(pages[WEIGHTS], content)
    write_findings(pages, content)
    # the checks look at every sheet written before them, and the quote of their total comes after
    checks = all_checks(content, book)
    failed = failures(checks)
    write_quote(pages[SUMMARY], failed)
    write_checks(pages[CHECKS], content, checks)
    write_about(pages[ABOUT], content, failed)
    book.workbook.active = book.workbook.sheetnames.index(SUMMARY)
    _describe(book, content)
    return finished(book, changed)


def _remember(content: Content) -> None:
    """Keep the figures of Tree that other sheets quote."""
    values = result_values(content.figures)
    content.cache["result"] = values
    content.cache["single"] = {single: value for single, (_, value) in single_figures(content, values).items()}


WRITERS: dict[str, Callable[[Page, Content], None]] = {
    BRANCHES: write_branches,
    PERSPECTIVES: write_perspectives,
    EVIDENCE: write_evidence,
    ROBUSTNESS: write_robustness,
    WEIGHTED_SUM: write_weighted_sum,
    WEIGHTED_PRODUCT: write_weighted_product,
    SENSITIVITY: write_sensitivity,
    SIDES: write_sides,
    SIDES_OWN: partial(write_seen, own=True),
    SIDES_OTHER: partial(write_seen, own=False),
    TOPSIS: write_topsis,
    VIKOR: write_vikor,
    PROMETHEE: write_promethee,
}
"""Sheets that only read those before them."""


def _wanted(name: str, content: Content) -> bool:
    """Say whether a study has anything for a sheet."""
    extras = content.extras
    heard = content.judging.there and seen_as(content.study, content.sides, own=True) is not None
    annexed = extras.annex and len(content.plan.options) <= MOST_OPTIONS
    return {
        ANALYSTS: content.judging.there,
        ANSWERS: bool(asked_groups(content)),
        BRANCHES: bool(branches_of(content)),
        BESIDE: bool(content.beside.computed or content.beside.variants),
        RANGES: content.plan.ranged,
        SIDES: content.sides.there,
        SIDES_OWN: heard,
        SIDES_OTHER: heard,
        PERSPECTIVES: max(len(content.study.weight_sets), len(perspectives_of(content))) > 1,
        EVIDENCE: extras.evidence is not None,
        TOPSIS: annexed,
        VIKOR: annexed,
        PROMETHEE: annexed and importance_set(content) is not None,
        ROBUSTNESS: extras.robustness is not None,
    }.get(name, True)


def _gather(study: Study, evaluation: StudyEvaluation, changed: str, extras: Extras) -> Content:
    run = evaluation.run
    aggregators = {group.id: group.aggregator for group in evaluation.groups}
    study = select(study, profile=run.profile, option_set=run.option_set)
    problem = build(study, weights=run.weights or None, view=run.view or None, aggregators=aggregators)
    _check_values(study)
    plan = make_plan(study, problem)
    figures = make_figures(study, problem, plan)
    sides = read_sides(study, plan, run.view)
    return Content(study, evaluation, problem, plan, figures, lay_out(study, plan), changed, sides, extras)


def _check_values(study: Study) -> None:
    """Refuse a study with a value function that has no formula here."""
    for leaf in study.leaves:
        if leaf.value_function.kind not in CURVE_KINDS:
            message = f"{leaf.brief} has the value function {leaf.value_function.kind}, which has no formula here yet."
            raise ExportError(message, hint="Use another value function, or another format.")


def _describe(book: Book, content: Content) -> None:
    properties = book.workbook.properties
    properties.title = safe(content.study.title)
    properties.creator = f"Policy option scoring workbench {content.evaluation.run.version}"
    properties.description = safe(f"Study {content.study.id}, digest {content.evaluation.study.digest}")
    for sheet in book.workbook.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == SUMMARY
        if content.study.illustrative:
            sheet.oddHeader.right.text = "ILLUSTRATIVE"
