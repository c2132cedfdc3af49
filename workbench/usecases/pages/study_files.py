"""A study's folder and its history as pages: where it is, how large, what can be written from it, who changed what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.model.criterion import ROOT
from workbench.usecases.editing.change_words import differing, in_words, scores_in_place
from workbench.usecases.editing.study_fields import SETTINGS, name_of
from workbench.usecases.pages.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.change import Json
    from workbench.store.entry import Edit
    from workbench.usecases.editing.study_entries import Entry
    from workbench.usecases.session import Session

COMMANDS = (
    ("Report as a workbook", "report @ -o report.xlsx", "Live formulas; the file is written where the program runs."),
    ("Report as a page", "report @ -o report.html", ""),
    ("Report as text", "report @ -o report.md", ""),
    ("Score sheet to fill in", "template @ -o scores.xlsx", "A workbook for an analyst; import reads it back."),
    ("Take a score sheet in", "import scores.xlsx --into @", ""),
    ("The study as one file", "export @ --to study.toml", ""),
    ("Check", "check @ --process", "Mistakes, things to look at, and the process checklist."),
)
MOST_EDITS = 20
"""Values of one change that are listed; of larger ones the count is."""


KINDS = {"criterion": "criteria", "option-set": "sets of options", "evidence": "passages"} | {
    name: f"{name}s" for name in ("option", "side", "analyst", "profile", "document", "gate")
}
"""What lists of records are called."""

MISSING = "–"
WHOLE = re.compile(r"(?<=\d)\.0(?!\d)")
"""What a whole number ends with where numbers are kept."""
VALUES = ("score", "setting", "weights")
"""Kinds of records whose value is told when they come and go."""


def file_entries(session: Session) -> Iterator[Entry]:
    """Yield where the study is, how large it is, and what can be written from it."""
    from workbench.usecases.editing.study_entries import Entry

    logs = sorted((session.path / "log").glob("*"))
    size = sum(each.stat().st_size for each in session.path.rglob("*") if each.is_file())
    saving = session.saving
    yield Entry("Folder", str(session.path), help="Safe on shared and synced drives; readable in git.")
    yield Entry(
        "Size", f"{size / 1024:,.0f} kB in {counted(len(logs), 'log')}, {counted(len(session.entries), 'change')}"
    )
    wait = "waits" if saving.waiting == 1 else "wait"
    yield Entry(
        "Saved",
        "everything" if saving.done else f"{counted(saving.waiting, 'change')} {wait}: {saving.failure or 'writing'}",
    )
    yield Entry("You are", _label(session, f"analyst/{session.analyst}"))
    for text in session.warnings:
        yield Entry("To mend", text)
    for label, line, words in COMMANDS:
        yield Entry(label, f":{line}", kind="command", text=line, help=words)


def history_entries(session: Session) -> Iterator[Entry]:
    """Yield every change, the latest first."""
    from workbench.usecases.courtesy import hidden_key
    from workbench.usecases.editing.study_entries import Entry

    hidden = hidden_key(session.state)
    in_place = scores_in_place(session.entries, hidden)
    undone = {each.undoes for each in session.entries if each.undoes}
    for entry in reversed(session.entries):
        edits = [each for each in entry.edits if not hidden(each.key)]
        if not edits:
            continue
        line = f"{entry.at.replace('T', ' ')[:16]}  {_label(session, f'analyst/{entry.actor}')}"
        remark = " · taken back" if entry.id in undone else " · takes a change back" if entry.undoes else ""
        why = f"{entry.why}{remark}"
        if len(edits) > MOST_EDITS:
            yield Entry(line, f"{len(edits)} values: {why}", help=why)
            continue
        for each in edits:
            if each.key.startswith("order/") and len(edits) > 1:
                continue
            words = _words(session, each, in_place.get((entry.id, each.key)), entry.actor)
            yield Entry(line, words, help=why)


def _words(session: Session, edit: Edit, given: tuple[str, str] | None, actor: str) -> str:
    """Return what one edit changed, everything in it by its name."""
    kind, *names = edit.key.split("/")
    what = _name(session, edit, actor)
    if kind == "order":
        return f"order of {KINDS.get(names[0], names[0])}"
    answers = _answers(session, edit) if kind == "weights" else ""
    if answers:
        return f"{what}: {answers}"
    if kind not in VALUES and edit.old is None:
        return f"{what}: added"
    if kind not in VALUES and edit.new is None:
        return f"{what}: removed"
    before, after = ((_chosen(session, names[0], each) if kind == "setting" else each) for each in (edit.old, edit.new))
    old, new = given or differing(before, after)
    new = new.removesuffix(" (value)") if kind == "score" else new
    return WHOLE.sub("", f"{what}: {old} → {new}")


def _chosen(session: Session, setting: str, value: Json) -> Json:
    """Return a setting's value, by its label where it names a record."""
    among = next((each.among for each in SETTINGS if each.path == (setting,)), "")
    return name_of(session.whole, among, value) if among and isinstance(value, str) else value


def _answers(session: Session, edit: Edit) -> str:
    """Return which answers about weights changed, from what to what; nothing where they are no plain numbers."""
    before, after = (_plain_answers(each) for each in (edit.old, edit.new))
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    return ", ".join(
        f"{_label(session, f'criterion/{name}')} {before.get(name, MISSING)} → {after.get(name, MISSING)}"
        for name in changed
    )


def _plain_answers(record: Json) -> dict[str, str]:
    answers = record.get("answers") if isinstance(record, dict) else None
    if not isinstance(answers, dict):
        return {}
    return {
        name: " ".join(f"{kind} {number:g}" for kind, number in each.items() if isinstance(number, float | int))
        for name, each in answers.items()
        if isinstance(each, dict)
    }


def _name(session: Session, edit: Edit, actor: str) -> str:
    """Return what a key stands for, by its labels where they are known; of a score also whose, if not the actor's."""
    kind, *names = edit.key.split("/")
    if kind == "score":
        option, criterion, analyst = (
            _label(session, f"{each}/{name}")
            for each, name in zip(("option", "criterion", "analyst"), names, strict=True)
        )
        return f"{option} on {criterion}" + ("" if names[2] == actor else f", {analyst}")
    if not names:
        return kind
    if kind == "setting":
        label = next((each.label for each in SETTINGS if each.path == (names[0],)), in_words(names[0]))
        return f"setting “{label}”"
    label = next((_own_label(each) for each in (edit.new, edit.old) if _own_label(each)), "")
    first = label or _label(session, f"{kind}/{names[0]}")
    if kind == "weights":
        group = "the whole" if names[1:] == [ROOT] else _label(session, f"criterion/{names[1]}") if names[1:] else ""
        return f"weights of {group} in {first}" if group else f"weight set {first}"
    return f"{kind.replace('-', ' ')} {first}"


def _label(session: Session, key: str) -> str:
    """Return the label of a record as it stands now, or its id where it is gone."""
    return _own_label(session.state.get(key)) or key.split("/")[1]


def _own_label(record: Json) -> str:
    if not isinstance(record, dict):
        return ""
    return next((record[name] for name in ("short", "label") if isinstance(record.get(name), str)), "")
