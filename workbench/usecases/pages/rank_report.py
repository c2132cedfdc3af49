"""A ranked table as a report, as JSON and as CSV."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.formats.record_json import plain
from workbench.formats.safe_text import csv_safe
from workbench.model.report import Column, Report, Table
from workbench.usecases.pages.step_tables import step_tables
from workbench.version import VERSION

if TYPE_CHECKING:
    from workbench.model.evaluation import Evaluation

FORMAT = "policy-ranking/1"

DECIMALS = 4
"""Of totals and weights."""


@dataclass(frozen=True)
class RankedTable:
    """An evaluation of a bare table with what must be said beside it."""

    evaluation: Evaluation
    name: str
    """The file."""
    title: str
    """The method's."""
    source: str
    normalization: str
    directions: tuple[int, ...]
    weighting: str
    """Where the weights come from."""
    units: tuple[str, ...] | None


def ranked_report(ranked: RankedTable, *, explain: bool = False) -> Report:
    """Return the page: how it came about, which option comes first, the ranking, the weights, steps if asked."""
    evaluation = ranked.evaluation
    scaled = "" if ranked.normalization == "none" else f" Normalization: {ranked.normalization}."
    given = "".join(f" {name}: {_said(value)}." for name, value in evaluation.parameters.items())
    tables = [_ranking(ranked), _criteria(ranked)]
    if explain:
        names = {"option": evaluation.options, "criterion": evaluation.criteria}
        tables.extend(step_tables(evaluation.steps, names))
    return Report(
        title=f"{Path(ranked.name).name}: {ranked.title}",
        labels=(f"Source: {ranked.source}.{scaled} Weights: {ranked.weighting}.{given}",),
        finding=_finding(ranked),
        tables=tuple(tables),
        notes=tuple(notice.text for notice in evaluation.notices),
    )


def _said(value: object) -> str:
    if hasattr(value, "items"):
        return ", ".join(f"{_said(name)} {_said(each)}" for name, each in value.items())
    if isinstance(value, (tuple, list)):
        return ", ".join(map(_said, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _finding(ranked: RankedTable) -> str:
    evaluation = ranked.evaluation
    totals = dict(zip(evaluation.options, evaluation.totals.tolist(), strict=True))
    first = [name for name, rank in zip(evaluation.options, evaluation.ranks.tolist(), strict=True) if rank == 1]
    total = f"{totals[first[0]]:.{DECIMALS}f}"
    lower = " (lower is better)" if evaluation.lower_is_better else ""
    if len(totals) == 1:
        return f"{first[0]} has {total}{lower}; with one option there is no ranking."
    if len(first) > 1:
        return f"{', '.join(first[:-1])} and {first[-1]} share the first rank with {total}{lower}."
    return f"{first[0]} is first-ranked with {total}{lower}."


def _order(ranked: RankedTable) -> list[int]:
    ranks = ranked.evaluation.ranks
    return sorted(range(len(ranks)), key=lambda place: (int(ranks[place]), place))


def _ranking(ranked: RankedTable) -> Table:
    evaluation = ranked.evaluation
    label = "Total, lower is better" if evaluation.lower_is_better else "Total"
    rows = tuple(
        (int(evaluation.ranks[place]), evaluation.options[place], float(evaluation.totals[place]))
        for place in _order(ranked)
    )
    return Table("Ranking", (Column("Rank", whole=True), Column("Option"), Column(label, DECIMALS, "right")), rows)


def _criteria(ranked: RankedTable) -> Table:
    evaluation = ranked.evaluation
    units = ranked.units or ("",) * len(evaluation.criteria)
    columns = [Column("Criterion"), Column("Better"), Column("Given", DECIMALS, "right")]
    columns.append(Column("Weight", DECIMALS, "right"))
    better = ["larger" if sign > 0 else "smaller" for sign in ranked.directions]
    given, used = evaluation.raw_weights.tolist(), evaluation.weights.tolist()
    if ranked.units is None:
        return Table("Criteria", tuple(columns), tuple(zip(evaluation.criteria, better, given, used, strict=True)))
    columns.insert(1, Column("Unit"))
    rows = zip(evaluation.criteria, units, better, given, used, strict=True)
    return Table("Criteria", tuple(columns), tuple(rows))


def ranked_json(ranked: RankedTable) -> str:
    """Return the result as one JSON object."""
    evaluation = ranked.evaluation
    better = ["maximize" if sign > 0 else "minimize" for sign in ranked.directions]
    data = {
        "format": FORMAT,
        "table": Path(ranked.name).name,
        "run": {
            "method": evaluation.method,
            "source": ranked.source,
            "parameters": plain(evaluation.parameters),
            "normalization": ranked.normalization,
            "weighting": ranked.weighting,
            "lower_is_better": evaluation.lower_is_better,
            "version": VERSION,
        },
        "options": [
            {"option": name, "total": total, "rank": rank}
            for name, total, rank in zip(
                evaluation.options, evaluation.totals.tolist(), evaluation.ranks.tolist(), strict=True
            )
        ],
        "criteria": [
            {"criterion": name, "unit": unit, "direction": direction, "raw": raw, "weight": weight}
            for name, unit, direction, raw, weight in zip(
                evaluation.criteria,
                ranked.units or (None,) * len(better),
                better,
                evaluation.raw_weights.tolist(),
                evaluation.weights.tolist(),
                strict=True,
            )
        ],
        "steps": {step.name: {"axes": list(step.axes), "data": step.data.tolist()} for step in evaluation.steps},
        "notices": [{"code": each.code, "where": each.where, "text": each.text} for each in evaluation.notices],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def ranked_xlsx(ranked: RankedTable) -> bytes:
    """Return the ranking as a workbook, in the table's order, with criteria, notices and how it came about."""
    from workbench.formats.table.write_workbook import Sheet, workbook_bytes

    evaluation = ranked.evaluation
    totals, ranks = evaluation.totals.tolist(), evaluation.ranks.tolist()
    units = ranked.units or (None,) * len(evaluation.criteria)
    better = ["maximize" if sign > 0 else "minimize" for sign in ranked.directions]
    given, used = evaluation.raw_weights.tolist(), evaluation.weights.tolist()
    said: list[tuple[str, str | bool]] = [
        ("table", Path(ranked.name).name),
        ("method", evaluation.method),
        ("source", ranked.source),
        ("normalization", ranked.normalization),
        ("weights", ranked.weighting),
        ("lower is better", evaluation.lower_is_better),
        *((name, _said(value)) for name, value in evaluation.parameters.items()),
        *(("notice", notice.text) for notice in evaluation.notices),
        ("version", VERSION),
    ]
    return workbook_bytes(
        Sheet("ranking", ("option", "total", "rank"), zip(evaluation.options, totals, ranks, strict=True)),
        Sheet(
            "criteria",
            ("criterion", "unit", "direction", "given", "weight"),
            zip(evaluation.criteria, units, better, given, used, strict=True),
        ),
        Sheet("about", ("what", "is"), said),
    )


def ranked_csv(ranked: RankedTable) -> str:
    """Return the ranking as CSV, one row an option, in the table's order."""
    evaluation = ranked.evaluation
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("table", "method", "weights", "option", "total", "rank", "lower_is_better"))
    lower = str(evaluation.lower_is_better).lower()
    for name, total, rank in zip(
        evaluation.options, evaluation.totals.tolist(), evaluation.ranks.tolist(), strict=True
    ):
        file = csv_safe(Path(ranked.name).name)
        writer.writerow((file, evaluation.method, ranked.weighting, csv_safe(name), total, rank, lower))
    return stream.getvalue()
