"""The summary for the public: question, ranking, sides and sources; no scorer is named, no single score shown."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from workbench.model.criterion import ROOT, Group
from workbench.model.publication import Page
from workbench.model.report import Column, Report, Table
from workbench.usecases.pages.first_page_tables import place
from workbench.usecases.pages.minister_page import (
    MOST_OPTIONS,
    evidence_words,
    firmness_words,
    people_words,
    verdict,
)
from workbench.usecases.pages.minister_sides import for_each_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model.criterion import Criterion
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.reading import Reading
    from workbench.model.study import Study
    from workbench.usecases.summary import FirstPage

LONE = "Where one analyst speaks for a side, the side's figures are that analyst's."


def public_pages(study: Study, reading: Reading, evaluation: StudyEvaluation) -> tuple[Page, ...]:
    """Return the summary, what was asked, and the sources.

    Parameters
    ----------
    study
        Without the names of those who scored, see `analysis.without_names`.
    """
    from workbench.usecases.pages.ranking_pictures import contributions
    from workbench.usecases.summary import summary

    first = summary(study, **asdict(reading))
    head = [f"ILLUSTRATIVE. {study.disclaimer}"] if study.illustrative else []
    head += [f"Judgement: {evaluation.run.view_label}. Weights: {evaluation.run.weights_label}."]
    head += [study.caveat] if study.caveat else []
    opening = Report(
        title=f"{study.title}: summary",
        labels=tuple(head),
        finding=f"{verdict(evaluation)} {firmness_words(first)}".strip(),
        tables=tuple(table for table in _tables(first) if table.rows),
        notes=tuple(_notes(first)),
    )
    asked = Report(
        f"{study.title}: what was asked", tuple(head), _asked_words(first), (_options(first), _criteria(first))
    )
    drawn = replace(contributions(first.study, evaluation), sentence="What the points of each option consist of.")
    pictures = (drawn,) if _hides_single_scores(first) else ()
    return (Page(opening, pictures), Page(asked), *_sources(first, tuple(head)))


def _tables(first: FirstPage) -> Iterator[Table]:
    yield _places(first)
    yield _parts(first)
    yield from for_each_side(first, MOST_OPTIONS)
    for each in first.apart:
        beside = tuple((result.brief, place(each.evaluation, result)) for result in each.evaluation.ranking)
        columns = (Column("Option"), Column("Place and points", align="right"))
        yield Table(f"Beside: {each.label}", columns, beside, note="It is never added to the totals.")


def _places(first: FirstPage) -> Table:
    columns = (Column("Option"), *(Column(each.label, align="right") for each in first.readings))
    known = [{result.id: result for result in each.evaluation.results} for each in first.readings]
    rows = tuple(
        (
            result.brief,
            *(
                place(each.evaluation, results[result.id]) if result.id in results else None
                for each, results in zip(first.readings, known, strict=True)
            ),
        )
        for result in first.evaluation.ranking
    )
    longer = [f"{each.label}: {each.long}." for each in first.readings if each.long != each.label]
    note = "Place and points of 100; ≈ too close to another option to tell them apart."
    return Table("The ranking by each perspective", columns, rows, note=" ".join([note, *longer]))


def _parts(first: FirstPage) -> Table:
    """Return the points by branch; without one that is a criterion alone, whose figure would be somebody's score."""
    evaluation = first.evaluation
    branches = [each for each in evaluation.groups if each.parent == ROOT and _leaves_below(first, each.id) > 1]
    columns = (Column("Option"), *(Column(each.brief, 1, "right") for each in branches))
    rows = tuple(
        (result.brief, *(branch.totals[evaluation.options.index(result.id)] for branch in branches))
        for result in evaluation.ranking
    )
    note = "Points of 100 in each part of the criteria."
    return Table("The points by part", columns, rows if branches else (), note=note)


def _leaves_below(first: FirstPage, name: str) -> int:
    below = [each for each in first.study.criteria if each.parent == name]
    return sum(_leaves_below(first, each.id) if isinstance(each, Group) else 1 for each in below)


def _hides_single_scores(first: FirstPage) -> bool:
    """Return whether no part of the totals is one criterion alone: its figure would be somebody's score."""
    top = [each for each in first.study.criteria if each.parent == ROOT]
    return len(top) > 1 and all(_leaves_below(first, each.id) > 1 for each in top)


def _notes(first: FirstPage) -> Iterator[str]:
    yield people_words(first)
    if first.evidence is not None:
        yield evidence_words(first.evidence)
    if any(each.side is not None for each in first.study.analysts):
        yield LONE
    yield from (f"{each.label} is not compared." for each in first.evaluation.left_out)


def _asked_words(first: FirstPage) -> str:
    study = first.study
    return study.question or f"{len(study.options)} options on {len(study.leaves)} criteria."


def _options(first: FirstPage) -> Table:
    rows = tuple((each.label, each.description) for each in first.study.options)
    return Table("Options", (Column("Option"), Column("What it is")), rows)


def _criteria(first: FirstPage) -> Table:
    shares = {each.criterion: each.share for each in first.evaluation.leaf_weights}
    shares |= {each.id: each.share for each in first.evaluation.groups}
    ids = [each.id for each in first.study.criteria]
    rows = tuple(
        (each.label, _without_ids(_words_of(each), ids), 100 * shares[each.id])
        for each in first.study.criteria
        if each.id in shares
    )
    return Table("Criteria", (Column("Criterion"), Column("Question"), Column("Counts, %", 1, "right")), rows)


def _words_of(criterion: Criterion) -> str:
    return criterion.definition if isinstance(criterion, Group) else criterion.question


def _without_ids(text: str, ids: Sequence[str]) -> str:
    """Return a text without the parentheses that hold nothing but ids of criteria, or what ids begin with."""

    def kept(found: re.Match[str]) -> str:
        names = re.split(r"[,;\s]+", found[1].strip())
        return "" if all(any(fnmatchcase(each, name) for each in ids) for name in names) else found[0]

    return re.sub(r"\s*\(([^()]+)\)", kept, text)


def _sources(first: FirstPage, head: tuple[str, ...]) -> Iterator[Page]:
    study = first.study
    if not study.evidence:
        return
    cited = {each.id: each.citation for each in study.documents}
    rows = tuple((each.quotation, each.location, cited.get(each.document, each.document)) for each in study.evidence)
    table = Table("Passages", (Column("Words"), Column("Place"), Column("Document")), rows)
    yield Page(Report(f"{study.title}: sources", head, f"{len(rows)} passages were read.", (table,)))
