"""The page for who decides: verdict, ranking, what it means for each side, what it rests on; no terms of method."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from workbench.analysis.explanation_words import joined
from workbench.model.criterion import ROOT
from workbench.model.publication import Page
from workbench.model.report import Column, Report, Table
from workbench.usecases.pages.minister_sides import for_each_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model.coverage import EvidenceAnalysis
    from workbench.model.evaluation import OptionResult, StudyEvaluation
    from workbench.model.reading import Reading
    from workbench.model.report import Value
    from workbench.model.study import Study
    from workbench.usecases.summary import FirstPage

MOST_OPTIONS = 10
"""Rows of the ranking; more would not fit beside the rest on one sheet."""

MOST_BRANCHES = 3
"""Parts of the total that have a column of their own."""

MOST_READINGS = 4
"""Rankings by other priorities that have a column of their own."""


def minister_pages(study: Study, reading: Reading, evaluation: StudyEvaluation) -> tuple[Page, ...]:
    """Return the page with its picture."""
    from workbench.usecases.pages.ranking_pictures import contributions
    from workbench.usecases.summary import summary

    first = summary(study, **asdict(reading))
    tables = [ranking(evaluation), *priorities(first), *for_each_side(first, MOST_OPTIONS), _rests(first)]
    labels = [f"ILLUSTRATIVE. {study.disclaimer}"] if study.illustrative else []
    report = Report(
        title=study.question or study.title,
        labels=(*labels, study.caveat) if study.caveat else tuple(labels),
        finding=f"{verdict(evaluation)} {firmness_words(first)}".strip(),
        tables=tuple(table for table in tables if table.rows),
    )
    if len(evaluation.results) > MOST_OPTIONS:
        return (Page(report),)
    drawn = contributions(first.study, evaluation)
    return (Page(report, (replace(drawn, title="The points", sentence="What the points of each option consist of."),)),)


def verdict(evaluation: StudyEvaluation) -> str:
    """Return in plain words who comes first and whether that can be told."""
    incomplete = [each for each in evaluation.results if not each.complete]
    first, *others = evaluation.ranking
    if incomplete:
        return _open(evaluation, incomplete)
    if not others:
        return f"{first.brief} reaches {_points(first)}; there is no other option to compare it with."
    shared = [each.brief for each in evaluation.results if each.rank == 1]
    if len(shared) > 1:
        return f"{joined(shared)} share the first place with {_points(first)}."
    second = others[0]
    close = {name for pair in evaluation.not_separable if first.id in pair for name in pair} - {first.id}
    near = [each.brief for each in evaluation.ranking if each.id in close]
    said = f"{first.brief} comes first with {_points(first)}, {second.brief} second with {second.middle:.1f}."
    if near:
        return f"{said} The difference to {joined(near)} is too small to tell them apart."
    return said


def _points(result: OptionResult) -> str:
    return f"{result.middle:.1f} of 100 points"


def _open(evaluation: StudyEvaluation, incomplete: Sequence[OptionResult]) -> str:
    gaps = sum(len(each.missing) for each in incomplete)
    missing = "1 judgement is missing" if gaps == 1 else f"{gaps} judgements are missing"
    sure = [each.brief for each in evaluation.results if each.possible_ranks == (1, 1)]
    if len(sure) == 1 and len(evaluation.results) > 1:
        return f"{sure[0]} comes first, whatever is still to come: {missing}."
    return f"There is no sure first place yet: {missing}, on {joined([each.brief for each in incomplete])}."


def ranking(evaluation: StudyEvaluation) -> Table:
    """Return places and points, and how the main parts of the question stand."""
    parts = [each for each in evaluation.groups if each.parent == ROOT][:MOST_BRANCHES]
    near = {name for pair in evaluation.not_separable for name in pair}
    columns = (
        Column("Place", whole=True), Column("Option"), Column("Points of 100", 1, "right"),
        *(Column(each.brief, 1, "right") for each in parts),
    )  # fmt: skip
    rows = tuple(
        (
            _place(each) + (" ≈" if each.id in near else ""),
            each.brief,
            each.total if each.complete else f"{each.low:.0f} to {each.high:.0f}",
            *(part.totals[evaluation.options.index(each.id)] for part in parts),
        )
        for each in evaluation.ranking[:MOST_OPTIONS]
    )
    more = len(evaluation.results) - MOST_OPTIONS
    notes = ["≈ too close to another option to tell them apart."] if near else []
    notes += [f"{more} more options stand in the annex."] if more > 0 else []
    notes += [f"Not compared: {joined([each.brief for each in evaluation.left_out])}."] if evaluation.left_out else []
    return Table("The ranking", columns, rows, note=" ".join(notes))


def _place(result: OptionResult) -> str:
    best, worst = result.possible_ranks
    return str(best) if best == worst else f"{best} to {worst}"


def priorities(first: FirstPage) -> Iterator[Table]:
    """Yield the places under other priorities and by other judges, side by side."""
    readings = first.readings[: MOST_READINGS + 1]
    if len(readings) < 2:  # noqa: PLR2004 - one alone is the ranking itself
        return
    known = [{result.id: result for result in each.evaluation.results} for each in readings]
    columns = (Column("Option"), *(Column(each.label, align="right") for each in readings))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (result.brief, *(_place(each[result.id]) if result.id in each else None for each in known))
        for result in first.evaluation.ranking[:MOST_OPTIONS]
    )
    longer = [f"{each.label}: {each.long}." for each in readings if each.long != each.label]
    yield Table("The places with other priorities", columns, rows, note=" ".join(longer))


def firmness_words(first: FirstPage) -> str:
    """Return in plain words whether the first place is firm, and how often it is taken."""
    found, ranked = first.firmness, first.evaluation.ranking
    if found is None:
        return ""
    if sum(each.rank == 1 for each in ranked) > 1:
        return "Who comes first is open."
    words = {
        "firm": "The first place is firm.",
        "firm within the stated uncertainty": "The first place is firm as far as people are sure, not beyond.",
        "open": "Who comes first is open: the first place is not firm.",
    }
    names = {each.id: each.brief for each in ranked}
    rival = found.rival(ranked[0].id)
    beside = f", {names[rival]} in {found.shares[rival]:.0%}" if rival else ""
    return (
        f"{words[found.word]} {ranked[0].brief} comes first in {found.shares[ranked[0].id]:.0%} of "
        f"{found.samples:,} trials within the doubts that people stated{beside}."
    )


def _rests(first: FirstPage) -> Table:
    rows = [
        *_nearest_change(first),
        *([("Papers", evidence_words(first.evidence))] if first.evidence is not None else []),
        ("People", people_words(first)),
    ]
    return Table("How far it can be relied on", (Column("About", whole=True), Column("Finding")), tuple(rows))


def _nearest_change(first: FirstPage) -> Iterator[tuple[str, str]]:
    names = {each.id: each.brief for each in first.evaluation.results}
    nearest = min(
        ((each.nearest[2], each.label, each.share, each.nearest) for each in first.intervals if each.nearest),
        default=None,
    )
    if nearest is not None and first.firmness is not None:
        _, label, now, (then, rival, _) = nearest
        yield "What would change it", _shift(names[rival], label, now, then)


def _shift(rival: str, label: str, now: float, then: float) -> str:
    if f"{then:.0%}" == f"{now:.0%}":
        return f"A shift of less than one percent in how much {label} counts puts {rival} first."
    return f"{rival} comes first once {label} counts {then:.0%} of its group, now {now:.0%}."


def evidence_words(found: EvidenceAnalysis) -> str:
    """Return how much of the judgements rests on what is written."""
    whole = found.whole
    said = f"{whole.bases['source']} of {whole.scores} judgements come straight from the sources"
    return f"{said}; {whole.counting} have a passage that speaks for or against them. The rest is inferred or assumed."


def people_words(first: FirstPage) -> str:
    """Return who judged, in numbers."""
    scoring = {score.analyst for score in first.study.scores}
    people = [each for each in first.study.analysts if each.id in scoring]
    said = "1 person judged" if len(people) == 1 else f"{len(people)} people judged"
    counts = [(sum(each.side == side.id for each in people), f"for {side.named}") for side in first.study.sides]
    counts.append((sum(each.side is None for each in people), "on no side"))
    parts = [f"{count} {where}" for count, where in counts if count]
    return f"{said}: {joined(parts)}." if first.study.sides and parts else f"{said}."
