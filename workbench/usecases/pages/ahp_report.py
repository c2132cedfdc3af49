"""A hierarchy of comparisons as a report, as JSON and as CSV."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.engine.ahp import SOURCE
from workbench.formats.record_json import plain
from workbench.formats.safe_text import csv_safe
from workbench.model.report import Column, Report, Table
from workbench.version import VERSION

if TYPE_CHECKING:
    from workbench.model.ahp import Ahp, GroupPriorities

FORMAT = "policy-hierarchy/1"


def hierarchy_report(result: Ahp, file: str) -> Report:
    """Return the page: the ranking, each option's priority on each criterion, each matrix's consistency."""
    return Report(
        title=f"{Path(file).name}: analytic hierarchy",
        labels=(f"Synthesis: {result.synthesis}. Priorities: {result.priority}. Source: {SOURCE}.",),
        finding=_finding(result),
        tables=(_ranking(result), *(_members(group, result) for group in result.groups), _consistency(result)),
        notes=tuple(notice.text for notice in result.notices),
    )


def _finding(result: Ahp) -> str:
    first = [name for name, rank in zip(result.options, result.ranks, strict=True) if rank == 1]
    total = f"{max(result.totals):.4f}"
    if len(first) > 1:
        return f"{', '.join(first[:-1])} and {first[-1]} share the first rank with {total}."
    return f"{first[0]} is first-ranked with {total}."


def _ranking(result: Ahp) -> Table:
    rows = sorted(zip(result.ranks, result.options, result.totals, strict=True), key=lambda row: row[0])
    columns = (Column("Rank", whole=True), Column("Option"), Column("Total", 4, "right"))
    return Table("Ranking", columns, tuple(rows))


def _members(group: GroupPriorities, result: Ahp) -> Table:
    word = "Option" if set(group.priorities) == set(result.options) else "Criterion"
    rows = tuple((name, share, share * group.share) for name, share in group.priorities.items())
    columns = (Column(word), Column("Priority", 4, "right"), Column("Of the whole", 4, "right"))
    return Table(f"{group.group} ({group.share:.4f} of the whole)", columns, rows)


def _consistency(result: Ahp) -> Table:
    columns = (
        Column("Comparisons"),
        Column("λ max", 3, "right"),
        Column("Index", 3, "right"),
        Column("Ratio", 3, "right"),
        Column("Look again at"),
    )
    rows = tuple(
        (group.group, group.lambda_max, group.consistency_index, group.consistency_ratio, _doubt(group))
        for group in result.groups
    )
    return Table("Consistency", columns, rows, note="Saaty takes judgements as they are up to a ratio of 0.1.")


def _doubt(group: GroupPriorities) -> str:
    doubt = group.doubt
    if doubt is None:
        return ""
    return f"{doubt.above}/{doubt.below}: {doubt.given:.3g} given, {doubt.implied:.3g} implied"


def hierarchy_json(result: Ahp) -> str:
    """Return the result as one JSON object."""
    data = {
        "format": FORMAT,
        "run": {"synthesis": result.synthesis, "priority": result.priority, "source": SOURCE, "version": VERSION},
        "options": [
            {"option": name, "total": total, "rank": rank}
            for name, total, rank in zip(result.options, result.totals, result.ranks, strict=True)
        ],
        "groups": plain(result.groups),
        "notices": plain(result.notices),
    }
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def hierarchy_csv(result: Ahp) -> str:
    """Return the ranking as CSV, one row an option."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("synthesis", "option", "total", "rank"))
    for name, total, rank in zip(result.options, result.totals, result.ranks, strict=True):
        writer.writerow((result.synthesis, csv_safe(name), total, rank))
    return stream.getvalue()
