"""diff: what differs between two studies, or between two moments of one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError, WorkbenchError
from workbench.model.report import Column, Report, Table
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.model.change import ChangeSet
    from workbench.model.evaluation import OptionResult
    from workbench.model.study import Study

TWO = 2


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared."""

    name: str
    study: Study
    words: tuple[str, ...] = ()


def diff(before: Study | str | Path, after: Study | str | Path) -> ChangeSet:
    """Return the changes that lead from one study to another.

    Parameters
    ----------
    before, after
        Studies, or what `load` takes.
    """
    from workbench.model.change import difference
    from workbench.model.state import state_of
    from workbench.model.study import Study as StudyRecord
    from workbench.usecases.load import load

    first, second = (each if isinstance(each, StudyRecord) else load(each) for each in (before, after))
    return difference(state_of(first), state_of(second))


def run(studies: Sequence[str], at: Sequence[str], format: str) -> Outcome:  # noqa: A002 - named after the option
    """Compare, and list scores, weights, everything else, and the totals and ranks on both sides."""
    before, after = _sides(studies, at)
    changes = diff(before.study, after.study)
    results = _results(before), _results(after)
    words = (*before.words, *after.words)
    if format == "json":
        return Outcome(text=_json(before, after, changes, results), words=words)
    return Outcome(reports=(_report(before, after, changes, results),), words=words)


def _sides(studies: Sequence[str], at: Sequence[str]) -> tuple[Side, Side]:
    from workbench.usecases.load import load_with_origin

    if len(studies) == TWO and not at:
        first, second = (load_with_origin(name) for name in studies)
        return Side(studies[0], first.study, first.warnings), Side(studies[1], second.study, second.warnings)
    if len(studies) != 1 or len(at) not in {1, TWO}:
        message = "diff compares two studies, or one study with itself at one or two moments."
        raise UsageError(message, hint="workbench diff A B, or workbench diff A --at 2026-11-01 [--at CHANGE].")
    return _moments(studies[0], at)


def _moments(name: str, at: Sequence[str]) -> tuple[Side, Side]:
    from workbench.model.state import assemble
    from workbench.store.folder import read_records
    from workbench.store.moment import state_at
    from workbench.usecases.courtesy import as_seen, visible_words
    from workbench.usecases.history import open_folder

    folder = open_folder(name)
    states = [(moment, state_at(folder, moment)) for moment in at]
    if len(states) == 1:
        states.append(("now", dict(folder.replica.state)))
    first, second = (
        Side(f"at {moment}", as_seen(assemble(read_records(state, folder.path)))[0]) for moment, state in states
    )
    words = visible_words(folder.faults(), folder.replica.state)
    return first, Side(second.name.replace("at now", "now"), second.study, words)


def _results(side: Side) -> dict[str, OptionResult] | str:
    """Return the results by option, or why there are none."""
    from workbench.analysis.scoring import score_study

    try:
        return {result.id: result for result in score_study(side.study).results}
    except WorkbenchError as error:
        return str(error)


Results = tuple["dict[str, OptionResult] | str", "dict[str, OptionResult] | str"]


def _report(before: Side, after: Side, changes: ChangeSet, results: Results) -> Report:
    from workbench.model.state import state_of
    from workbench.usecases.editing.change_words import named, shown_in

    groups: dict[str, list[tuple[str, str, str]]] = {"Scores": [], "Weights": [], "Everything else": []}
    old, new = state_of(before.study), state_of(after.study)
    for change in changes.changes:
        kind = change.key.partition("/")[0]
        title = {"score": "Scores", "weights": "Weights"}.get(kind, "Everything else")
        values = (
            shown_in(old, change.key, change.old, joining=new),
            shown_in(new, change.key, change.new, joining=old),
        )
        groups[title].append((named(change.key), *values))
    columns = (Column("What"), Column(before.name), Column(after.name))
    tables = [Table(title, columns, tuple(rows)) for title, rows in groups.items() if rows]
    tables.append(_totals(before, after, results))
    counts = ", ".join(f"{title.lower()}: {len(rows)}" for title, rows in groups.items())
    finding = f"{len(changes.changes)} values differ ({counts})." if changes.changes else "Nothing differs."
    notes = tuple(
        f"{side.name} has no ranking: {found}"
        for side, found in zip((before, after), results, strict=True)
        if isinstance(found, str)
    )
    title = f"{after.study.title}: {before.name} and {after.name}"
    labels = (f"ILLUSTRATIVE. {after.study.disclaimer}",) if after.study.illustrative else ()
    return Report(title, labels, finding, tuple(tables), notes)


def _totals(before: Side, after: Side, results: Results) -> Table:
    rows = []
    for name in _options(results):
        old, new = (found.get(name) if isinstance(found, dict) else None for found in results)
        present = new or old
        figures = [each.total if each else None for each in (old, new)]
        ranks = [each.rank if each else None for each in (old, new)]
        rows.append((present.label if present else name, *figures, *ranks))
    labels = [f"{what}, {side.name}" for what in ("Total", "Rank") for side in (before, after)]
    columns = (Column("Option"), *(Column(label, 2 if label.startswith("Total") else 0, "right") for label in labels))
    return Table("Totals and ranks", columns, tuple(rows), "– stands where an option is missing or incomplete.")


def _options(results: Results) -> list[str]:
    return list(dict.fromkeys(name for found in reversed(results) if isinstance(found, dict) for name in found))


def _json(before: Side, after: Side, changes: ChangeSet, results: Results) -> str:
    body: dict[str, Any] = {
        "before": before.name,
        "after": after.name,
        "changes": [{"key": each.key, "from": each.old, "to": each.new} for each in changes.changes],
        "options": [],
    }
    for name in _options(results):
        old, new = (found.get(name) if isinstance(found, dict) else None for found in results)
        pairs = {
            "total": [each and each.total for each in (old, new)],
            "rank": [each and each.rank for each in (old, new)],
        }
        body["options"].append({"id": name} | pairs)
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


VERB = Verb(
    name="diff",
    title="What differs between two studies, or two moments of one",
    parameters=(
        Parameter("studies", "Two studies, or one study folder.", kind="argument", many=True, metavar="STUDY [STUDY]"),
        Parameter("at", "A moment of the folder: a date or a change; once against now, or twice.", many=True,
                  metavar="TIME|CHANGE"),
        Parameter("format", "What is written.", default="table", choices=("table", "json")),
    ),
    run=run,
)  # fmt: skip
