"""Score sheets: a workbook that analysts fill in and hand back, written from a study and read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from workbench.formats.excel.score_sheet.problem import Problem
    from workbench.formats.excel.score_sheet.sheet import ScoreSheet
    from workbench.model.study import Analyst, Study


def write_score_sheet(
    study: Study, analysts: Sequence[Analyst], cells: Mapping[str, set[tuple[str, str]]], *, changed: str
) -> bytes:
    """Return a score sheet as the bytes of an .xlsx file; equal input gives equal bytes.

    Parameters
    ----------
    study
        With the options, criteria and scores that are to stand on the sheet.
    analysts
        A sheet each, with their own scores so far.
    cells
        By analyst, the cells (option, criterion) that they are to score; who is not in it scores all.
    changed
        When the study was last changed; the only date in the file.

    Raises
    ------
    ExportError
        When the study holds text no sheet can hold, or too much for a sheet.
    """
    from workbench.formats.excel.score_sheet.write import write

    return write(study, analysts, cells, changed)


def read_score_sheet(path: Path) -> ScoreSheet | None:
    """Return what stands on a score sheet, its mistakes among it; None for a workbook that is no score sheet.

    Raises
    ------
    RefusedWorkbookError
        When the file is no workbook that can be read.
    """
    from workbench.formats.excel.score_sheet.read import read

    return read(path)


def marked_copy(path: Path, problems: Sequence[Problem]) -> bytes:
    """Return a copy of a workbook in which the cells with mistakes are coloured and commented.

    Raises
    ------
    RefusedWorkbookError
        When the file is no workbook that can be read.
    """
    from workbench.formats.excel.score_sheet.mark import mark

    return mark(path, problems)
