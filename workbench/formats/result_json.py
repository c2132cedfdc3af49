"""Results as JSON: format policy-result/1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from workbench.formats.record_json import head

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.model.evaluation import StudyEvaluation

VERSION = "policy-result/1"


def array(evaluations: Iterable[StudyEvaluation]) -> str:
    """Return the results as one JSON array."""
    return json.dumps([result(each) for each in evaluations], ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def lines(evaluations: Iterable[StudyEvaluation]) -> str:
    """Return the results as JSON Lines, one a line."""
    return "".join(json.dumps(result(each), ensure_ascii=False, allow_nan=False) + "\n" for each in evaluations)


def result(evaluation: StudyEvaluation) -> dict[str, Any]:
    """Return a result as plain data."""
    return head(VERSION, evaluation.study, evaluation.run) | {
        "options": [
            {
                "id": each.id,
                "label": each.label,
                "total": each.total,
                "low": each.low,
                "high": each.high,
                "rank": each.rank,
                "possible_ranks": list(each.possible_ranks),
                "complete": each.complete,
                "missing": list(each.missing),
                "without_reason": each.unreasoned,
            }
            for each in evaluation.results
        ],
        "lower_is_better": evaluation.lower_is_better,
        "left_out": [
            {"id": each.id, "label": each.label, "code": each.code, "reason": each.reason}
            for each in evaluation.left_out
        ],
        "dominance": [list(pair) for pair in evaluation.dominance],
        "groups": [
            {
                "id": each.id,
                "label": each.label,
                "parent": each.parent or None,
                "aggregator": each.aggregator,
                "weight": each.share,
                "totals": dict(zip(evaluation.options, each.totals, strict=True)),
            }
            for each in evaluation.groups
        ],
        "weights": [
            {"criterion": each.criterion, "local": each.local, "global": each.share, "raw": each.raw}
            for each in evaluation.leaf_weights
        ],
        "tradeoffs": [
            {"criterion": each.criterion, "per_level": each.per_level, "levels": each.levels}
            for each in evaluation.tradeoffs
        ],
        "beside": [
            {
                "id": each.id,
                "label": each.label,
                "figures": dict(zip(evaluation.options, each.figures, strict=True)),
                "ranges": {name: between and list(between) for name, between in _paired(evaluation, each.ranges)},
                "note": each.note,
            }
            for each in evaluation.beside
        ],
        "threshold": evaluation.threshold,
        "not_separable": [list(pair) for pair in evaluation.not_separable],
        "steps": {each.name: {"axes": list(each.axes), "data": each.data.tolist()} for each in evaluation.steps},
        "notices": [{"code": each.code, "where": each.where, "text": each.text} for each in evaluation.notices],
    }


def _paired(evaluation: StudyEvaluation, values: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    return zip(evaluation.options, values, strict=True)
