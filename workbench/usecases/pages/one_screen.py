"""Pages that fit on one screen: rows are left away until they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.model.report import Report

LINES, COLUMNS = 46, 100
"""What a projector shows of a terminal."""

Limit = TypeVar("Limit")


def fitted(
    page: Callable[[Limit], Report], limits: Sequence[Limit], *, lines: int = LINES, columns: int = COLUMNS
) -> Report:
    """Return the first page that fits on one screen, else the smallest.

    Parameters
    ----------
    page
        Makes the page within a limit, for example of rows in a table.
    limits
        At least one, the widest first.
    """
    from workbench.formats.text import report_text

    report = page(limits[0])
    for limit in limits:
        report = page(limit)
        if report_text(report, width=columns).count("\n") <= lines:
            break
    return report
