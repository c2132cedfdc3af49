"""The annex: everything about a study, page by page, for whoever checks it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from workbench.model.publication import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.picture import Picture
    from workbench.model.reading import Reading
    from workbench.model.study import Study
    from workbench.usecases.summary import FirstPage


def annex_pages(study: Study, reading: Reading, evaluation: StudyEvaluation) -> tuple[Page, ...]:
    """Return the first page, the ranking with every step, sides, panel, firmness, evidence, checklist, the study."""
    return tuple(_pages(study, reading, evaluation))


def _pages(study: Study, reading: Reading, evaluation: StudyEvaluation) -> Iterator[Page]:
    from workbench.usecases.pages.panel_details import details as panel_details
    from workbench.usecases.pages.ranking_pictures import contributions, heat_map
    from workbench.usecases.pages.ranking_report import ranking_report
    from workbench.usecases.pages.study_pages import study_pages
    from workbench.usecases.summary import first_report, summary

    first = summary(study, **asdict(reading))
    yield Page(first_report(first), (contributions(first.study, evaluation),))
    yield Page(ranking_report(evaluation, explain=True), (heat_map(first.study, evaluation),))
    yield from _between_sides(first)
    if first.panel is not None:
        yield Page(panel_details(first.panel))
    yield _firmness(study, reading)
    yield from _evidence(first)
    yield _checklist(study, reading)
    yield from (Page(each) for each in study_pages(first.study, evaluation))


def _between_sides(first: FirstPage) -> Iterator[Page]:
    from workbench.usecases.pages.bilateral_details import details
    from workbench.usecases.pages.sides_pictures import accountability_matrix, net_benefit_maps

    found = first.between_sides
    if found is None:
        return
    pictures: tuple[Picture, ...] = net_benefit_maps(found)
    if found.accountability is not None:
        pictures = (*pictures, accountability_matrix(found.accountability))
    yield Page(details(found), pictures)


def _firmness(study: Study, reading: Reading) -> Page:
    from workbench.usecases.pages.robustness_pictures import acceptability_bars, missing_scores, moving_pictures
    from workbench.usecases.pages.robustness_report import robustness_report
    from workbench.usecases.robustness import robustness

    found = robustness(study, **asdict(reading))
    moving = moving_pictures(study, reading, found)
    drawn = acceptability_bars(found.acceptability, missing_scores(found)) if found.acceptability is not None else None
    pictures = (drawn, moving.by_weight, moving.by_score, *moving.curves[:1])
    return Page(robustness_report(found, details=True), tuple(each for each in pictures if each is not None))


def _evidence(first: FirstPage) -> Iterator[Page]:
    from workbench.usecases.pages.evidence_report import EVERY_ROW, evidence_page

    if first.evidence is not None:
        yield Page(evidence_page(first.evidence, EVERY_ROW, details=True))


def _checklist(study: Study, reading: Reading) -> Page:
    """Return what of a defensible comparison is done, missing, or for people to judge."""
    from workbench.model.report import Report
    from workbench.usecases.pages.checklist import checklist, checklist_finding, checklist_table

    labels = (f"ILLUSTRATIVE. {study.disclaimer}",) if study.illustrative else ()
    source = "Steps after DCLG (2009), Multi-criteria analysis, ch. 6, and Marsh et al. (2016), Value in Health 19(2)."
    finding = checklist_finding(checklist(study, reading.view))
    return Page(
        Report(f"{study.title}: checklist", labels, finding, (checklist_table(study, reading.view),), (source,))
    )
