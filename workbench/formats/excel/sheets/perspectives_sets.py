"""Which perspectives the workbook shows: the weight sets, and each side's own scores."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.engine.problem import build
from workbench.errors import MethodError

if TYPE_CHECKING:
    from workbench.formats.excel.content import Content

PERSPECTIVES_KEY = "every perspective"

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


@dataclass(frozen=True, slots=True)
class Perspective:
    """A weight set under which the scores on Scores are read, or a side whose own scores stand in their place."""

    id: str
    label: str
    weights: str
    side: str = ""
    """Whose own scores are read; empty for those on Scores."""


def perspectives_of(content: Content) -> tuple[Perspective, ...]:
    """Return the weight sets, then the sides that score by themselves; found once."""
    if PERSPECTIVES_KEY not in content.cache:
        sets = [Perspective(name, label, name) for name, label in shown_sets_of(content)]
        content.cache[PERSPECTIVES_KEY] = (*sets, *_own_scores(content))
    found: tuple[Perspective, ...] = content.cache[PERSPECTIVES_KEY]
    return found


def _own_scores(content: Content) -> list[Perspective]:
    """Return the sides whose analysts' scores stand on the sheet Analysts, but are not alone those that count."""
    study, run = content.study, content.evaluation.run
    if not content.judging.there:
        return []
    found = []
    for side in study.sides:
        if side.id == run.view or content.judging.group_of(side.id) is None:
            continue
        with suppress(MethodError):
            build(study, weights=run.weights or None, view=side.id)
            found.append(Perspective(side.id, f"{side.label}, own scores", run.weights, side.id))
    return found
