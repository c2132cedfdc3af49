"""The evidence of a study as a page: one screen, and every table on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.report import Column, Report, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.coverage import Coverage, EvidenceAnalysis, RestsOnTexts

LIMITS = (12, 8, 5, 3, 2)
"""Rows of the tables, tried one after the other until the page fits on one screen."""

SHOWN = 5
"""Rows that tables of options and parts have at least."""

EVERY_ROW = 1_000_000

FIRST_WORDS = 6
"""Words of a quotation that stand for it."""


def evidence_page(analysis: EvidenceAnalysis, rows: int, *, details: bool = False) -> Report:
    """Return the page with at most so many rows in a table.

    Parameters
    ----------
    details
        Whether coverage by basis and confidence follows, and what the passages are.
    """
    most = max(rows, SHOWN)
    tables = [coverage_table("Coverage by option", "Option", analysis.options, most)]
    if analysis.rests is not None:
        tables.append(_rests(analysis, analysis.rests, most))
    parts = [*analysis.branches, *analysis.sides]
    tables.append(coverage_table("Coverage by branch, and by the side a criterion speaks of", "Part", parts, most))
    tables.append(_passages(analysis, rows, quoted=details))
    if details:
        tables.append(coverage_table("By basis", "Basis", analysis.bases, rows))
        tables.append(coverage_table("By confidence", "Confidence", analysis.confidences, rows))
    study = analysis.study
    labels = [f"ILLUSTRATIVE. {study.disclaimer}"] if study.illustrative else []
    labels.append(f"Judgement: {analysis.run.view_label}.")
    return Report(
        title=f"{study.title}: evidence",
        labels=tuple(labels),
        finding=" ".join(_finding(analysis)),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(each.text for each in analysis.notices),
    )


def _finding(analysis: EvidenceAnalysis) -> list[str]:
    whole = analysis.whole
    links = ", ".join(f"{count} {relation}" for relation, count in whole.relations.items())
    text = f"{whole.counting} of {whole.scores} scores have a passage for or against them. Links: {links}."
    found = [text]
    if whole.cells and not whole.scores:
        found = ["Nothing is scored yet."]
    if analysis.rests is not None:
        found.append(rests_in_words(analysis.rests, analysis.option_labels[analysis.rests.first]))
    return found


def rests_in_words(rests: RestsOnTexts, first: str, *, searched: bool = True) -> str:
    """Return in words how much of the ranking rests on the texts.

    Parameters
    ----------
    searched
        Whether it is known up to which part of a level the first rank holds.
    """
    total = rests.source_scores + rests.other_scores
    lead = f"Rests on the texts: {rests.source_scores} of {total} scores"
    if rests.stays_first:
        return f"{lead}. {first} stays first with all others one level against it."
    text = f"{lead}. With all others one level against it {first} has rank {rests.ranks_against[rests.first]}"
    if not searched:
        return f"{text}."
    held = f"after {rests.holds_for:.2f} of a level" if rests.holds_for >= 0.01 else "at once"  # noqa: PLR2004 - as printed
    return f"{text}; it loses the first rank {held}."


def coverage_table(title: str, what: str, parts: Sequence[Coverage], rows: int) -> Table:
    """Return how many scores of each part there are, and what they rest on; of many parts the first ones."""
    columns = (
        Column(what),
        Column("Scores", align="right"),
        Column("Evidence", None, "right"),
        Column("Source", None, "right"),
        Column("Inferred", None, "right"),
        Column("Illustr.", None, "right"),
        Column("Low conf.", None, "right"),
        Column("No reason", None, "right"),
    )
    lines = tuple(
        (
            each.label,
            f"{each.scores} {'of' if each.scores <= each.cells else 'on'} {each.cells}",
            each.counting,
            each.bases["source"],
            each.bases["inference"],
            each.bases["illustrative"],
            each.confidences["low"],
            each.unreasoned,
        )
        for each in parts[:rows]
    )
    notes = [f"{len(parts) - rows} more in the details."] if len(parts) > rows else []
    if any(each.scores > each.cells for each in parts[:rows]):
        notes.append("Scores on cells: several analysts scored the same ones.")
    return Table(title, columns, lines, note=" ".join(notes))


def _rests(analysis: EvidenceAnalysis, rests: RestsOnTexts, rows: int) -> Table:
    columns = (
        Column("Option"),
        Column("Total", 2, "right"),
        Column("All else one level against the first", 2, "right"),
        Column("Rank then", None, "right"),
    )
    ordered = sorted(rests.totals, key=lambda name: -rests.totals[name])
    lines = tuple(
        (analysis.option_labels[name], rests.totals[name], rests.totals_against[name], rests.ranks_against[name])
        for name in ordered[:rows]
    )
    return Table("What rests on the texts", columns, lines)


def _passages(analysis: EvidenceAnalysis, rows: int, *, quoted: bool) -> Table:
    columns = (
        Column("Passage", whole=quoted),
        *([Column("Words"), Column("Place")] if quoted else []),
        Column("Option"),
        Column("Stands under"),
    )
    lines = tuple(
        (
            *((each.evidence, each.quotation, each.location) if quoted else (_beginning(each.quotation),)),
            analysis.option_labels[each.option],
            "; ".join(f"{analysis.criterion_labels[name]} ({relation})" for name, relation in each.uses)
            if quoted
            else f"{len({name for name, _ in each.uses})} criteria, counting for {each.counting}",
        )
        for each in analysis.passages[:rows]
    )
    more = len(analysis.passages) - rows
    cut = f"{more} more in the details." if more > 0 else ""
    return Table("The same passage under several criteria: one reason, or several?", columns, lines, note=cut)


def _beginning(quotation: str) -> str:
    """Return the first words of a quotation."""
    words = quotation.split()
    return f"“{' '.join(words[:FIRST_WORDS])}{' …' if len(words) > FIRST_WORDS else ''}”"
