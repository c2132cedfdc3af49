"""What stands where on a score sheet, and the words that writer and reader share."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.formats.excel.words import NOT_APPLICABLE, NOT_KNOWN, NOT_SCORED
from workbench.model.criterion import AnchoredScale
from workbench.model.score import Missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.change import Json
    from workbench.model.criterion import Leaf, Level
    from workbench.model.score import Score

FORMAT = "policy-score-sheet/1"

README, LEVELS, EVIDENCE, DATA = "Read me", "Levels", "Evidence", "Data"
SCORES = "Scores"
"""An analyst's sheet, with a number behind it."""

HEADER_ROW = 6
FIRST_ROW = HEADER_ROW + 1
ANALYST_CELL = "B4"
"""Where an analyst's sheet says by id whose it is."""

CRITERION_ID, OPTION_ID, CRITERION, OPTION = "Criterion id", "Option id", "Criterion", "Option"
QUESTION = "Question and scale"
SCORE, LOW, HIGH, REASON = "Score", "Lowest", "Highest", "Reason"
CONFIDENCE, BASIS, LINKS = "Confidence", "Basis", "Passages"

FIXED = (CRITERION, OPTION, QUESTION)
"""Columns that say what is asked."""
ENTERED = (SCORE, LOW, HIGH, REASON, CONFIDENCE, BASIS, LINKS)
"""Columns that are filled in."""
IDS = (CRITERION_ID, OPTION_ID)
"""Columns by which a row is recognized, beside what is printed."""
HEADERS = FIXED + ENTERED + IDS

WORDS = {NOT_KNOWN: Missing.NOT_KNOWN, NOT_SCORED: Missing.NOT_SCORED, NOT_APPLICABLE: Missing.NOT_APPLICABLE}
"""What is written in place of a number, and what it means."""
WORD_OF = {missing: word for word, missing in WORDS.items()}

ANSWERS = "answer"
"""The kind of rows in Data that hold an analyst's cells; the others are named after what they describe."""

MINUS = "−"
"""In front of a level below zero: with a hyphen a spreadsheet takes the entry for a formula."""


class Cell(NamedTuple):
    """A cell of the study that somebody scores."""

    option: str
    criterion: str
    analyst: str


def number_text(number: float) -> str:
    """Return a number in as few digits as it takes, its minus sign one that starts no formula."""
    return repr(float(number) + 0.0).removesuffix(".0").replace("-", MINUS)


def level_text(level: Level) -> str:
    """Return how a level stands in a drop-down: its number first, then its name."""
    return f"{number_text(level.value)} – {' '.join(level.label.split()) or 'level'}"[:100].strip()


def levels_of(leaf: Leaf) -> dict[str, float]:
    """Return the entries of a criterion's drop-down that stand for numbers."""
    scale = leaf.scale
    return {level_text(each): each.value for each in scale.levels} if isinstance(scale, AnchoredScale) else {}


def scale_text(leaf: Leaf) -> str:
    """Return a criterion's scale in few words; what its levels mean stands on a sheet of its own."""
    scale = leaf.scale
    if isinstance(scale, AnchoredScale):
        return "; ".join(level_text(each) for each in scale.levels)
    better = "higher" if scale.best > scale.worst else "lower"
    return f"A number from {scale.low:g} to {scale.high:g} ({scale.unit}); {better} is better."


def scale_mark(leaf: Leaf) -> str:
    """Return a mark that changes when a score of a criterion would mean something else."""
    return _mark({"scale": leaf.scale.model_dump(mode="json"), "direction": str(leaf.direction)})


def canonical(number: float) -> float:
    """Return a number with the 15 digits that every spreadsheet program keeps."""
    return float(f"{number:.15g}") + 0.0


def answer_of(value: Mapping[str, Json]) -> dict[str, Json]:
    """Return what a score sheet holds of a score's value; numbers with 15 digits."""
    numbers = {name: canonical(value[name]) for name in ("value", "low", "high") if name in value}
    rest = {name: value[name] for name in ("missing", "confidence", "basis", "rationale") if name in value}
    links = value.get("evidence") or ()
    return numbers | rest | ({"evidence": [[each["id"], each["relation"]] for each in links]} if links else {})


def answer_mark(value: Mapping[str, Json] | None) -> str:
    """Return a mark of a score, by which a sheet knows whether it was changed since; empty where there is none."""
    return _mark(answer_of(value)) if value else ""


def links_text(score: Score) -> str:
    """Return the passages of a score as they stand on the sheet."""
    return "; ".join(f"{each.id} {each.relation}" for each in score.evidence)


def _mark(value: Any) -> str:  # noqa: ANN401 - plain data
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
