"""The Excel report: live formulas with the tool's own numbers cached in every formula cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.formats.excel.extras import Extras
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.study import Study


def write_report(study: Study, evaluation: StudyEvaluation, *, changed: str, extras: Extras | None = None) -> bytes:
    """Return the report as the bytes of an .xlsx file; equal input gives equal bytes.

    Parameters
    ----------
    changed
        When the study was last changed; the only date in the file.
    extras
        What the tool computed beside, and the log; without them their sheets are left out.

    Raises
    ------
    ExportError
        When the study was scored by another method than the value tree, or holds text no sheet can hold.
    """
    from workbench.formats.excel.extras import Extras as NoExtras
    from workbench.formats.excel.report import write

    return write(study, evaluation, changed, extras or NoExtras())
