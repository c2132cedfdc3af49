"""Weights of criteria as a report, as JSON and as CSV."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

from workbench.formats.safe_text import csv_safe
from workbench.model.report import Column, Report, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.evaluation import Step
    from workbench.model.weighing import Weights

FORMAT = "policy-weights/1"


def weights_report(weights: Weights) -> Report:
    """Return the page: how they came about, which weighs most, the weights, the steps, notices."""
    shares = weights.by_name
    heaviest = max(shares.values())
    first = [name for name, share in shares.items() if share >= heaviest - 1e-9]
    others = f" and {len(first) - 1} more weigh" if len(first) > 1 else " weighs"
    finding = f"{first[0]}{others} most: {heaviest:.1%} of the whole."
    if len(first) == len(shares):
        finding = f"Every criterion weighs the same: {heaviest:.1%} of the whole."
    said = {name: value for name, value in weights.parameters.items() if name != "directions"}
    parameters = "".join(f" {name.capitalize()}: {value}." for name, value in said.items())
    return Report(
        title=weights.title,
        labels=(f"Method: {weights.method}.{parameters} Source: {weights.source}.",),
        finding=finding,
        tables=tuple(_tables(weights)),
        notes=tuple(notice.text for notice in weights.notices),
    )


def _tables(weights: Weights) -> Iterator[Table]:
    """Yield the weights beside the steps that have a number for each criterion, then the other steps."""
    beside = [step for step in weights.steps if step.axes == ("criterion",)]
    columns = (
        Column("Criterion"),
        *(Column(_words(step), 4, "right") for step in beside),
        Column("Weight", 4, "right"),
    )
    rows = zip(weights.names, *(step.data.tolist() for step in beside), weights.weights.tolist(), strict=True)
    yield Table("Weights", columns, tuple(rows))
    single = tuple((_words(step), float(step.data)) for step in weights.steps if not step.axes)
    if single:
        yield Table("Steps", (Column("Step"), Column("Value", 4, "right")), single)
    for step in weights.steps:
        if step.axes == ("criterion", "criterion"):
            across = (Column("Criterion"), *(Column(name, 3, "right") for name in weights.names))
            body = tuple((name, *row) for name, row in zip(weights.names, step.data.tolist(), strict=True))
            yield Table(_words(step), across, body)


def _words(step: Step) -> str:
    return step.name.replace("_", " ").capitalize()


def weights_json(weights: Weights) -> str:
    """Return the result as one JSON object."""
    plain = {
        "format": FORMAT,
        "method": weights.method,
        "source": weights.source,
        "parameters": dict(weights.parameters),
        "weights": [{"criterion": name, "weight": weight} for name, weight in weights.by_name.items()],
        "steps": {step.name: {"axes": list(step.axes), "data": step.data.tolist()} for step in weights.steps},
        "notices": [{"code": each.code, "where": each.where, "text": each.text} for each in weights.notices],
    }
    return json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def weights_csv(weights: Weights) -> str:
    """Return the weights as CSV, one row a criterion."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("method", "criterion", "weight"))
    writer.writerows((weights.method, csv_safe(name), weight) for name, weight in weights.by_name.items())
    return stream.getvalue()
