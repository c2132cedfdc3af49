"""Which weight sets the workbook shows."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from workbench.engine.problem import build
from workbench.errors import MethodError

if TYPE_CHECKING:
    from workbench.formats.excel.content import Content

MOST_SETS = 12
"""Weight sets that the sheet Perspectives shows; further ones are named in a note."""


def shown_sets(content: Content) -> list[tuple[str, str]]:
    """Return id and label of the weight sets on the sheet: those that put weight on a criterion that is shown."""
    found = []
    for each in content.study.weight_sets:
        with suppress(MethodError):
            build(content.study, weights=each.id, view=content.evaluation.run.view or None)
            found.append((each.id, each.label))
    return found[:MOST_SETS]


def shown_sets_of(content: Content) -> list[tuple[str, str]]:
    """Return the sets, found once."""
    if "sets" not in content.cache:
        content.cache["sets"] = shown_sets(content)
    found: list[tuple[str, str]] = content.cache["sets"]
    return found
