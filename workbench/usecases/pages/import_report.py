"""What an import changes, on a page: every difference, and how many rows changed nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.report import Column, Report, Table
from workbench.usecases.editing.change_words import shown

if TYPE_CHECKING:
    from workbench.usecases.import_sheet import Imported


def import_report(imported: Imported, *, dry_run: bool) -> Report:
    """Return the preview of an import, or what it has done."""
    study, compared = imported.study, imported.compared
    labels = {each.id: each.brief for each in study.options} | {each.id: each.brief for each in study.leaves}
    owners = {**imported.labels, **{each.id: each.label for each in study.analysts}}
    rows = tuple(
        (line.place, owners.get(line.cell.analyst, line.cell.analyst), labels.get(line.cell.option, line.cell.option),
         labels.get(line.cell.criterion, line.cell.criterion), shown(line.old), shown(line.new))
        for line in imported.lines
    )  # fmt: skip
    columns = (Column("Cell", whole=True), Column("Analyst"), Column("Option"), Column("Criterion"), Column("Was"),
               Column("Becomes"))  # fmt: skip
    tables = (Table("Scores that change", columns, rows),) if rows else ()
    total = len(rows) + imported.unseen
    verb = "would change" if dry_run else "changed"
    finding = f"{total:,} scores {verb}." if total != 1 else f"1 score {verb}."
    if not total:
        finding = "Nothing differs; nothing was written."
    notes = [
        (compared.same, "rows say what the study says"),
        (compared.empty, "cells were left empty and change nothing"),
        (compared.newer, "rows were not touched on the sheet, but changed in the study since: the study's stand"),
        (compared.kept, "rows are in conflict: the study's stand"),
        (imported.unseen, "changes are not shown, since a round is open"),
    ]
    label = (f"ILLUSTRATIVE. {study.disclaimer}",) if study.illustrative else ()
    texts = tuple(f"{count:,} {text}." for count, text in notes if count)
    return Report(f"{study.title}: {imported.file}", label, finding, tables, texts)
