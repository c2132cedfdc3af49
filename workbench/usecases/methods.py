"""methods: every method, weighting and normalization, and what each of them takes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from workbench.errors import MethodError, nearest
from workbench.usecases.arguments import OUTPUT, form_of, format_as, handed_over
from workbench.usecases.verb import Parameter, Verb

if TYPE_CHECKING:
    from workbench.model.method_facts import MethodFacts
    from workbench.model.report import Report, Table
    from workbench.usecases.verb import Outcome

FORMAT = "policy-methods/1"


def methods(name: str | None = None) -> tuple[MethodFacts, ...]:
    """Return what every method says about itself, or those of one name.

    Parameters
    ----------
    name
        Of an aggregation, a weighting or a normalization; several can share one.

    Raises
    ------
    MethodError
        When there is none of that name.
    """
    from workbench.engine.method_facts import all_facts

    facts = all_facts()
    if name is None:
        return facts
    found = tuple(each for each in facts if each.name == name)
    if not found:
        message = f"There is no method, weighting or normalization {name!r}."
        raise MethodError(message, hint=nearest(name, {each.name for each in facts}))
    return found


def run(*, name: str | None, format: str, output: str | None) -> Outcome:  # noqa: A002 - named after the option
    """List the methods, or tell all about one."""
    form = form_of(output, format, "table", "json")
    found = methods(name)
    if form == "json":
        data = {"format": FORMAT, "methods": [asdict(each) for each in found]}
        return handed_over(json.dumps(data, ensure_ascii=False, indent=2) + "\n", output)
    return handed_over([_one(each) for each in found] if name else [_all(found)], output)


def _all(facts: tuple[MethodFacts, ...]) -> Report:
    from workbench.model.report import Column, Report, Table

    columns = (Column("Name", whole=True), Column("Title"), Column("Takes"), Column("Parameters"))
    tables = []
    for kind in ("aggregation", "weighting", "normalization"):
        chosen = [each for each in facts if each.kind == kind]
        rows = tuple(
            (each.name + (" *" if each.studies == "own path" else ""), each.title, each.input, _names(each))
            for each in chosen
        )
        note = "* on a study's own path; the others run on a study when they are named" * (kind == "aggregation")
        tables.append(Table(f"{kind.capitalize()}s", columns, rows, note=note))
    counts = ", ".join(f"{len(table.rows)} {table.title.lower()}" for table in tables)
    return Report("Methods", (), f"{counts}. More on one: workbench methods NAME.", tuple(tables))


def _names(facts: MethodFacts) -> str:
    return ", ".join(each.name + ("" if each.default is not None else " (needed)") for each in facts.parameters)


def _one(facts: MethodFacts) -> Report:
    from workbench.model.report import Report

    details = [
        ("Takes", facts.input),
        ("Normalization before it", facts.normalization),
        ("Weights mean", facts.weights),
        ("On a study", facts.studies),
        ("Needs", "; ".join(facts.needs)),
        ("Better", ("smaller" if facts.lower_is_better else "larger") if facts.kind == "aggregation" else ""),
    ]
    said = " ".join(f"{label}: {text}." for label, text in details if text)
    tables = (_parameter_table(facts),) if facts.parameters else ()
    return Report(f"{facts.name}: {facts.title} ({facts.kind})", (f"Source: {facts.source}.",), said, tables)


def _parameter_table(facts: MethodFacts) -> Table:
    from workbench.model.report import Column, Table

    columns = (Column("Parameter", whole=True), Column("Takes"), Column("Default"), Column("Meaning"))
    rows = tuple((each.name, each.form, each.default or "needed", each.meaning) for each in facts.parameters)
    return Table("Parameters", columns, rows)


VERB = Verb(
    name="methods",
    title="Every method, weighting and normalization, and what it takes",
    parameters=(
        Parameter("name", "One of them, in detail.", kind="argument", optional=True, metavar="[NAME]"),
        format_as("table", "json"),
        OUTPUT,
    ),
    run=run,
)
