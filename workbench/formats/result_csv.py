"""Results as CSV: one row an option, the illustrative label in every row."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from workbench.formats.safe_text import csv_safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.model.evaluation import StudyEvaluation

COLUMNS = (
    *("study", "digest", "illustrative", "method", "weights", "view", "option", "label", "total", "low", "high"),
    *("rank", "best_rank", "worst_rank", "complete", "missing", "without_reason", "not_separable_from"),
    "left_out",
)


def rows(evaluations: Iterable[StudyEvaluation]) -> str:
    """Return the results as CSV text; an empty cell means that there is no figure."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for evaluation in evaluations:
        for record in records(evaluation):
            values = (record[column] for column in COLUMNS)
            writer.writerow([_cell(value) for value in values])
    return stream.getvalue()


def _cell(value: str | float | None) -> str | float | None:
    if isinstance(value, bool):
        return str(value).lower()
    return csv_safe(value) if isinstance(value, str) else value


def records(evaluation: StudyEvaluation) -> Iterable[dict[str, str | float | int | bool | None]]:
    """Yield one plain record for each ranked option, in the study's order, then one for each that is left out."""
    for each in evaluation.results:
        close = [b if a == each.id else a for a, b in evaluation.not_separable if each.id in (a, b)]
        yield {
            "study": evaluation.study.id,
            "digest": evaluation.study.digest,
            "illustrative": evaluation.study.illustrative,
            "method": evaluation.method,
            "weights": evaluation.run.weights,
            "view": evaluation.run.view,
            "option": each.id,
            "label": each.label,
            "total": each.total,
            "low": each.low,
            "high": each.high,
            "rank": each.rank,
            "best_rank": each.possible_ranks[0],
            "worst_rank": each.possible_ranks[1],
            "complete": each.complete,
            "missing": " ".join(each.missing),
            "without_reason": each.unreasoned,
            "not_separable_from": " ".join(close),
            "left_out": "",
        }
    for option in evaluation.left_out:
        yield dict.fromkeys(COLUMNS) | {
            "study": evaluation.study.id,
            "digest": evaluation.study.digest,
            "illustrative": evaluation.study.illustrative,
            "method": evaluation.method,
            "weights": evaluation.run.weights,
            "view": evaluation.run.view,
            "option": option.id,
            "label": option.label,
            "left_out": option.reason,
        }
