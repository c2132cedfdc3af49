"""Why one option stands above another, as a report."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from workbench.model.report import Column, Report, Table
from workbench.usecases.pages.ranking_report import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.model.robustness import Explanation

MOST_CELLS = 5
"""Scores that decide and rest on little, as many as are listed."""

DUST = 1e-9
"""Points smaller than this are rounding."""

WAYS = {"weight": "other weights", "score": "one other score", "levels": "several scores"}


def explain_report(found: Explanation) -> Report:
    """Return the page: the sentences, the parts of the margin, what would close it, where each stands out."""
    names = {each.id: each.brief for each in found.evaluation.results}
    return Report(
        title=found.evaluation.study.title,
        labels=labels(found.evaluation),
        finding=" ".join(found.sentences),
        tables=tuple(table for table in _tables(found, names) if table.rows),
        notes=tuple(notice.text for notice in found.notices),
    )


def _tables(found: Explanation, names: Mapping[str, str]) -> Iterator[Table]:
    upper, lower = names[found.upper], names[found.lower]
    yield _parts(found, upper, lower)
    rows = tuple((WAYS[each.kind], each.text) for each in found.needs)
    note = "Each line alone is enough for the two to be level; beyond it the order turns."
    yield Table(f"What {lower} would need", (Column("Change of", whole=True), Column("How much")), rows, note=note)
    yield Table(
        "Against the field",
        (Column("Option", whole=True), Column("Strength or weakness"), Column("Points", 2, "right")),
        tuple((names[each.option], each.label, each.points) for each in found.traits),
        note="Weighted distance from the other options, on average over them.",
    )
    yield Table(
        "Scores that decide, those that rest on the least first",
        (Column("Score of"), Column("Score", None, "right"), Column("Rests on")),
        tuple((each.label, each.score, each.grounds) for each in found.weakest[:MOST_CELLS]),
    )


def _parts(found: Explanation, upper: str, lower: str) -> Table:
    """Return the contributions with their running sum; where scores are missing, their ranges."""
    shown = [each for each in found.contributions if max(abs(each.low), abs(each.high)) > DUST]
    columns = [
        Column("Criterion"),
        Column("Weight", 4, "right"),
        Column(upper, 2, "right"),
        Column(lower, 2, "right"),
    ]
    if any(abs(each.high - each.low) > DUST for each in shown):
        rows = tuple((each.label, each.weight, *each.value, each.low, each.high) for each in shown)
        total = ("Margin", None, None, None, *found.margin)
        columns += [Column("Part, at worst", 2, "right"), Column("Part, at best", 2, "right")]
        return Table(f"What puts {upper} above {lower}", tuple(columns), (*rows, total), note=found.rule)
    sums = accumulate(each.middle for each in shown)
    body = tuple(
        (each.label, each.weight, *each.value, each.middle, so_far) for each, so_far in zip(shown, sums, strict=True)
    )
    margin = ("Margin", None, None, None, found.margin[0], found.margin[0])
    columns += [Column("Part", 2, "right"), Column("So far", 2, "right")]
    equal = len(found.contributions) - len(shown)
    note = f"{found.rule} Equal on {equal} more." if equal else found.rule
    return Table(f"What puts {upper} above {lower}", tuple(columns), (*body, margin) if shown else (), note=note)
