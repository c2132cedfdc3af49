"""A study's folder and its history as pages: where it is, how large, what can be written from it, who changed what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.usecases.editing.change_words import named, scores_in_place, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def file_entries(session: Session) -> Iterator[Entry]:
    """Yield where the study is, how large it is, and what can be written from it."""
    from workbench.usecases.editing.study_entries import Entry

    logs = sorted((session.path / "log").glob("*"))
    size = sum(each.stat().st_size for each in session.path.rglob("*") if each.is_file())
    saving = session.saving
    yield Entry("Folder", str(session.path), help="Safe on shared and synced drives; readable in git.")
    yield Entry("Size", f"{size / 1024:,.0f} kB in {len(logs)} logs, {len(session.entries)} changes")
    yield Entry(
        "Saved", "everything" if saving.done else f"{saving.waiting} changes wait: {saving.failure or 'writing'}"
    )
    yield Entry("You are", session.analyst)
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
        when = entry.at.replace("T", " ")[:16]
        remark = " · taken back" if entry.id in undone else " · takes a change back" if entry.undoes else ""
        why = f"{entry.why}{remark}"
        if len(edits) > MOST_EDITS:
            yield Entry(f"{when}  {entry.actor}", f"{len(edits)} values: {why}", help=why)
            continue
        for each in edits:
            old, new = in_place.get((entry.id, each.key)) or (shown(each.old), shown(each.new))
            words = f"{named(each.key)}: {old} → {new}"
            yield Entry(f"{when}  {entry.actor}", words, help=why)
