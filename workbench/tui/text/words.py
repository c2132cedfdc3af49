"""Words about changes, for the line that says what just happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.text.fitting import crop, one_line
from workbench.tui.text.number import shown

if TYPE_CHECKING:
    from workbench.model.change import Change, ChangeSet, Json
    from workbench.model.study import Study

NAME = 26
"""Cells an option's or a criterion's name may take in a sentence."""


def cell_of(changes: ChangeSet) -> tuple[str, str] | None:
    """Return the option and criterion of the last score a change set touches."""
    keys = [change.key.split("/") for change in changes.changes if change.key.startswith("score/")]
    return (keys[-1][1], keys[-1][2]) if keys else None


def scored_by(changes: ChangeSet, analyst: str) -> tuple[str, str] | None:
    """Return the option and criterion to which a change set gives that analyst's number, where it is one cell."""
    scores = [change for change in changes.changes if change.key.startswith("score/")]
    if len(scores) != 1 or not scores[0].key.endswith(f"/{analyst}") or scores[0].new is None:
        return None
    before, after = scores[0].old or {}, scores[0].new
    same = all(before.get(name) == after.get(name) for name in ("value", "low", "high", "missing"))
    return None if same else cell_of(changes)


def told(study: Study, changes: ChangeSet) -> str:
    """Return what a change set did, in a line."""
    scores = [change for change in changes.changes if change.key.startswith("score/")]
    if len(scores) != 1:
        joining = [each for each in changes.changes if each.key.startswith(("analyst/", "order/analyst"))]
        if scores and changes.why and len(scores) + len(joining) == len(changes.changes):
            return f"{len(scores)} scores {changes.why}"
        return changes.why or f"{len(changes.changes)} changes"
    _, option, criterion, _ = scores[0].key.split("/")
    judged = next((each for each in study.options if each.id == option), None), study.criterion.get(criterion)
    names = (each.brief if each else name for each, name in zip(judged, (option, criterion), strict=True))
    where = ", ".join(crop(one_line(name), NAME) for name in names)
    return f"{where}: {_what(scores[0])}"


def _what(change: Change) -> str:
    if change.old is None:
        return f"you say {_number(change.new)}" if "missing" in change.new else f"you score {_number(change.new)}"
    if change.new is None:
        return f"your score {_number(change.old)} is gone"
    before, after = _number(change.old), _number(change.new)
    if before == after:
        return "reason changed" if change.old.get("rationale") != change.new.get("rationale") else "changed"
    return f"{before} → {after}"


def _number(value: Json) -> str:
    if "low" in value:
        return f"{shown(value['low'])}–{shown(value['high'])}"
    return shown(value["value"]) if "value" in value else str(value.get("missing", "not scored")).replace("-", " ")


def plain_words(error: ValueError) -> str:
    """Return the reason a record gave, without the library's frame around it."""
    problems = getattr(error, "errors", None)
    texts = [str(each["msg"]) for each in problems()] if callable(problems) else [str(error)]
    return "; ".join(text.removeprefix("Value error, ") for text in texts)
