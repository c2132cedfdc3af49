"""Parts of the comparison of sides and people as pages of their own: packages, what to talk about, flips."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.model.report import Report
from workbench.usecases.pages import bilateral_words
from workbench.usecases.pages.bilateral_details import package_tables
from workbench.usecases.pages.panel_report import EVERY_ROW, panel_page, talking
from workbench.usecases.pages.robustness_details import flip_tables
from workbench.usecases.pages.robustness_report import robustness_report

if TYPE_CHECKING:
    from workbench.model.bilateral import Bilateral
    from workbench.model.panel import PanelAnalysis
    from workbench.model.robustness import Robustness

WITHHELD = "The round is open: no talking list before it is revealed."
NOTHING_DIFFERS = "Nobody has scored a cell differently from anybody else."

MOST_CELLS = 40
"""Cells to talk about that one page lists."""


def packages_report(found: Bilateral) -> Report:
    """Return which packages of options every side gains from."""
    tables = tuple(table for view in found.views for table in package_tables(found, view))
    said = bilateral_words.packages(found.views[0], bilateral_words.briefs_of(found)) if found.views else ""
    return Report(
        title=f"{found.study.title}: packages",
        labels=bilateral_words.labels(found, caveat=False),
        finding=said
        or bilateral_words.unscored(found)
        or "There are no packages: fewer than two options can be joined.",
        tables=tables,
    )


def talking_report(analysis: PanelAnalysis, *, anonymous: bool = False) -> Report:
    """Return every cell that people scored differently, with what settling it could do; nothing in an open round."""
    page = panel_page(analysis, EVERY_ROW, anonymous=anonymous)
    points = analysis.talking
    if points is None or not (points.could or points.could_not):
        return replace(page, finding=WITHHELD if points is None else NOTHING_DIFFERS, tables=(), notes=())
    could = len(points.could)
    finding = f"{could} of {could + len(points.could_not)} cells that are scored differently could change the ranking."
    return replace(page, finding=finding, tables=(talking(analysis, MOST_CELLS),), notes=())


def talking_cells(analysis: PanelAnalysis) -> list[tuple[str, str]]:
    """Return the cells of that table, option and criterion, in its order."""
    points = analysis.talking
    listed = [*points.could, *points.could_not] if points else []
    return [(each.option, each.criterion) for each in listed[:MOST_CELLS]]


def flips_report(found: Robustness) -> Report:
    """Return what turns the ranking."""
    names = {each.id: each.brief for each in found.evaluation.results}
    page = robustness_report(found)
    tables = tuple(table for table in flip_tables(found, names) if table.rows)
    finding = " ".join(found.findings[:2]) or page.finding
    return replace(page, finding=finding, tables=tables, notes=())
