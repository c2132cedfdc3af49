"""history: who changed what, when, from what to what, and why."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from workbench.errors import UsageError, nearest
from workbench.usecases.courtesy import hidden_key, visible_words
from workbench.usecases.editing.change_words import named, scores_in_place, shown
from workbench.usecases.verb import Outcome, Parameter, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from workbench.model.change import Json
    from workbench.model.report import Report
    from workbench.store.entry import Edit, Entry
    from workbench.store.folder import Folder

MANY = 20
"""From how many values on a change is one row of the table, unless a cell is asked for."""


class Row(NamedTuple):
    """One value that changed."""

    change: str
    when: str
    who: str
    key: str
    old: Json
    new: Json
    why: str
    remark: str


def history(
    study: str | Path,
    *,
    option: str | None = None,
    criterion: str | None = None,
    analyst: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> tuple[Row, ...]:
    """Return the changes of a study folder, value by value, the earliest first.

    Parameters
    ----------
    option, criterion
        Only what concerns one of these, by id.
    analyst
        Only changes by one analyst, by id.
    since, until
        Only changes of these days, as 2026-11-23, or with a time (UTC).

    Raises
    ------
    UsageError, StoreError
        When a name or date is none, or the folder cannot be read.
    """
    return _history(open_folder(study), option, criterion, (analyst, since, until))


def _history(
    folder: Folder, option: str | None, criterion: str | None, within: tuple[str | None, str | None, str | None]
) -> tuple[Row, ...]:
    for day in within[1:]:
        _check_day(day)
    entries = folder.entries
    for name, kind in ((option, "option"), (criterion, "criterion")):
        _check_known(name, kind, entries)
    among = [entry for entry in entries if _is_within(entry, *within)]
    hidden = hidden_key(folder.replica.state)
    return tuple(row for row in _rows(among, _remarks(entries), option, criterion) if not hidden(row.key))


def run(
    *,
    study: str,
    option: str | None,
    criterion: str | None,
    analyst: str | None,
    since: str | None,
    until: str | None,
    format: str,  # noqa: A002 - named after the option
) -> Outcome:
    """List the changes of a study folder, the earliest first."""
    folder = open_folder(study)
    rows = _history(folder, option, criterion, (analyst, since, until))
    words = visible_words(folder.faults(), folder.replica.state)
    if format == "table":
        return Outcome(reports=(_report(folder, rows, whole=not (option or criterion)),), words=words)
    return Outcome(text=_json(rows) if format == "json" else _csv(rows), words=words)


def open_folder(study: str | Path) -> Folder:
    """Return the study folder of that name, read.

    Raises
    ------
    UsageError, StoreError
        When it is no folder with a history, or cannot be read.
    """
    from workbench.store.folder import Folder
    from workbench.usecases.locations import find_study

    path: Path = find_study(str(study))
    if not path.is_dir():
        message = f"{study} is no study folder; only a folder has a history."
        raise UsageError(message, hint=f"`workbench new DIR --from {study}` makes one of it.")
    return Folder(path)


def _check_day(text: str | None) -> None:
    if text is not None and not re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\dZ?)?)?)?)?", text):
        message = f"{text!r} is no date."
        raise UsageError(message, hint="Write 2026-11-23, or with the time 2026-11-23T14:30.")


def _check_known(name: str | None, kind: str, entries: Iterable[Entry]) -> None:
    if name is None:
        return
    keys = (edit.key.split("/") for entry in entries for edit in entry.edits)
    known = {names[1] for names in keys if names[0] == kind and len(names) > 1}
    if name not in known:
        message = f"The study never had the {kind} {name!r}."
        raise UsageError(message, hint=nearest(name, known))


def _is_within(entry: Entry, analyst: str | None, since: str | None, until: str | None) -> bool:
    """Return whether a change is by that analyst and of that time; a shorter date stands for all of its day."""
    return (
        (analyst is None or entry.actor == analyst)
        and (since is None or entry.at >= since)
        and (until is None or entry.at[: len(until)] <= until)
    )


def _remarks(entries: Sequence[Entry]) -> dict[str, str]:
    """Return what later happened to changes, by their ids."""
    remarks = {}
    for entry in entries:
        if entry.undoes:
            remarks[entry.undoes] = f"taken back by {entry.id}"
            remarks[entry.id] = f"takes back {entry.undoes}"
    return remarks


def _rows(
    entries: Iterable[Entry], remarks: dict[str, str], option: str | None, criterion: str | None
) -> Iterator[Row]:
    for entry in entries:
        for edit in entry.edits:
            if _concerns(edit, option, criterion):
                place = (entry.id, entry.at, entry.actor, edit.key, edit.old, edit.new)
                yield Row(*place, entry.why, remarks.get(entry.id, ""))


def _concerns(edit: Edit, option: str | None, criterion: str | None) -> bool:
    if option is None and criterion is None:
        return True
    kind, *names = edit.key.split("/")
    if kind == "score":
        return option in {None, names[0]} and criterion in {None, names[1]}
    return (kind, names[:1]) in (("option", [option]), ("criterion", [criterion]))


def _report(folder: Folder, rows: Sequence[Row], *, whole: bool) -> Report:
    from workbench.model.report import Column, Report, Table

    sizes: dict[str, int] = {}
    in_place = scores_in_place(folder.entries, hidden_key(folder.replica.state))
    for row in rows:
        sizes[row.change] = sizes.get(row.change, 0) + 1
    lines: list[tuple[str, ...]] = []
    for row in rows:
        if whole and sizes[row.change] > MANY:
            if not lines or lines[-1][0] != row.change:
                lines.append((row.change, row.when, row.who, f"{sizes[row.change]} values", "", "", row.why))
        else:
            why = f"{row.why} [{row.remark}]".strip() if row.remark else row.why
            values = in_place.get((row.change, row.key)) or (shown(row.old), shown(row.new))
            lines.append((row.change, row.when, row.who, named(row.key), *values, why))
    finding = f"{len(sizes)} changes." if len(sizes) != 1 else "1 change."
    whole_ones, others = ("Change", "When", "Who"), ("What", "From", "To", "Why")
    columns = (*(Column(label, whole=True) for label in whole_ones), *(Column(label) for label in others))
    return Report(str(folder.replica.state["study"]["title"]), (), finding, (Table("History", columns, tuple(lines)),))


def _fields(row: Row) -> dict[str, Json]:
    fields = row._asdict()
    return {"from" if name == "old" else "to" if name == "new" else name: value for name, value in fields.items()}


def _json(rows: Sequence[Row]) -> str:
    return json.dumps([_fields(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _csv(rows: Sequence[Row]) -> str:
    from workbench.formats.safe_text import csv_safe

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["from" if name == "old" else "to" if name == "new" else name for name in Row._fields])
    for row in rows:
        writer.writerow([csv_safe(each) if isinstance(each, str) else json.dumps(each) for each in row])
    return stream.getvalue()


VERB = Verb(
    name="history",
    title="Who changed what, when and why",
    parameters=(
        Parameter("study", "A study folder.", kind="argument", metavar="STUDY"),
        Parameter("option", "Only changes of this option and its scores.", metavar="ID"),
        Parameter("criterion", "Only changes of this criterion and its scores.", metavar="ID"),
        Parameter("analyst", "Only changes by this analyst.", metavar="ID"),
        Parameter("since", "Only from this date on (UTC).", metavar="DATE"),
        Parameter("until", "Only up to this date (UTC).", metavar="DATE"),
        Parameter("format", "What is written.", default="table", choices=("table", "json", "csv")),
    ),
    run=run,
)
