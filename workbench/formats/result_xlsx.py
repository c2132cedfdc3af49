"""Results as a plain workbook: one row an option as in CSV, exact numbers, and the notices on a sheet of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.result_csv import COLUMNS, records
from workbench.formats.table.write_workbook import Sheet, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.evaluation import StudyEvaluation


def workbook(evaluations: Sequence[StudyEvaluation]) -> bytes:
    """Return the results as the bytes of an .xlsx file; an empty cell means that there is no figure."""
    rows = ([record[column] for column in COLUMNS] for each in evaluations for record in records(each))
    notices = [
        (each.study.id, each.method, notice.code, notice.where, notice.text)
        for each in evaluations
        for notice in each.notices
    ]
    return workbook_bytes(
        Sheet("results", COLUMNS, rows), Sheet("notices", ("study", "method", "code", "where", "text"), notices)
    )
