"""What an analyst answered in a row: a score's fields, or everything that is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from math import isfinite
from typing import TYPE_CHECKING

from workbench.errors import nearest
from workbench.formats.excel.score_sheet.layout import (
    BASIS,
    CONFIDENCE,
    HIGH,
    LINKS,
    LOW,
    MINUS,
    REASON,
    SCORE,
    WORDS,
    canonical,
    levels_of,
)
from workbench.formats.excel.score_sheet.problem import Problem
from workbench.model.criterion import AnchoredScale
from workbench.model.evidence import Relation
from workbench.model.record import clean_text
from workbench.model.score import Basis, Confidence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from workbench.formats.excel.score_sheet.sheet import Entry, Row
    from workbench.model.change import Json
    from workbench.model.criterion import Leaf

ALMOST = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
"""What somebody may have meant as a number."""

AS_NUMBER = "Type the number with the decimal sign of your program, in a cell formatted as a number."


def answer(row: Row, leaf: Leaf, passages: Collection[str]) -> tuple[dict[str, Json], list[Problem], list[str]]:
    """Return a row's answer as fields of a score, what is wrong, and what is remarkable; an empty row has no fields.

    Parameters
    ----------
    passages
        The ids of the study's evidence.
    """
    if row.empty:
        return {}, [], []
    return _Answering(row, leaf, passages).fields()


class NotRead(ValueError):  # noqa: N818 - nothing fails: it is collected as a problem
    """A cell that is not what should stand there: the code, what was found, what to do."""

    def __init__(self, code: str, found: str, hint: str = "") -> None:
        super().__init__(found)
        self.code, self.found, self.hint = code, found, hint


class _Answering:
    """The reading of one row."""

    def __init__(self, row: Row, leaf: Leaf, passages: Collection[str]) -> None:
        self.row, self.leaf, self.passages = row, leaf, passages
        self.problems: list[Problem] = []
        self.remarks: list[str] = []

    def fields(self) -> tuple[dict[str, Json], list[Problem], list[str]]:
        """Return the row's fields, problems and remarks."""
        fields = self._judgement()
        fields |= self._word(CONFIDENCE, Confidence) | self._word(BASIS, Basis)
        fields |= self._reason() | self._links()
        return fields, self.problems, self.remarks

    def _say(self, entry: Entry, error: NotRead) -> None:
        self.problems.append(Problem(error.code, self.row.sheet, entry.place, error.found, error.hint))

    def _judgement(self) -> dict[str, Json]:
        score, low, high = (self.row.entries[header] for header in (SCORE, LOW, HIGH))
        if not score.blank and not (low.blank and high.blank):
            hint = "Empty the score, or both ends of the interval."
            self._say(score, NotRead("TWO_ANSWERS", "a score and an interval stand in one row.", hint))
            return {}
        if not score.blank:
            return self._single(score)
        if low.blank and high.blank:
            hint = "Give a score, or an interval, or say why not: not known, not scored, not applicable."
            self._say(score, NotRead("BLANK", "there is no score, but something else stands in the row.", hint))
            return {}
        ends = [self._end(entry) for entry in (low, high)]
        if low.blank or high.blank:
            empty = low if low.blank else high
            self._say(empty, NotRead("INTERVAL", "an interval needs both ends.", "Give the other end too."))
        elif None not in ends and ends[0] > ends[1]:  # type: ignore[operator]  # both are numbers here
            found = f"the lowest is {ends[0]:g}, above the highest {ends[1]:g}."
            self._say(low, NotRead("INTERVAL", found, "Exchange them."))
        return {"low": ends[0], "high": ends[1]}

    def _single(self, score: Entry) -> dict[str, Json]:
        text = " ".join(score.text.split())
        if score.kind == "text" and (word := WORDS.get(text.lower().replace("-", " "))) is not None:
            return {"missing": str(word)}
        levels = levels_of(self.leaf)
        if score.kind == "text" and (named := unicodedata.normalize("NFC", text)) in levels:
            return {"value": canonical(levels[named])}
        number = self._end(score)
        return {} if number is None else {"value": number}

    def _end(self, entry: Entry) -> float | None:
        if entry.blank:
            return None
        try:
            number = number_of(entry)
            self._check_range(entry, number)
        except NotRead as error:
            if error.code == "NOT_A_NUMBER" and entry.text.strip():
                known = [*levels_of(self.leaf), *WORDS]
                error.hint = f"{error.hint} {nearest(entry.text.strip(), known)}".strip()
            self._say(entry, error)
            return None
        return number

    def _check_range(self, entry: Entry, number: float) -> None:
        scale = self.leaf.scale
        if scale.low <= number <= scale.high:
            return
        found = f"{number:g} lies outside the scale of {self.leaf.label}, {scale.low:g} to {scale.high:g}"
        if isinstance(scale, AnchoredScale):
            code = "OUT_OF_RANGE"
            raise NotRead(code, f"{found}.", "Choose a level from the list, or a number between them.")
        self.remarks.append(f"{self.row.sheet}!{entry.place}: {found}; it is worth as much as the nearer end.")

    def _word(self, header: str, words: Iterable[str]) -> dict[str, Json]:
        entry, known = self.row.entries[header], [str(each) for each in words]
        word = entry.text.strip().lower()
        if entry.blank or not word:
            return {}
        if entry.kind != "text" or word not in known:
            found = f"{entry.text[:40]!r} is no {header.lower()}."
            self._say(entry, NotRead("WORD_UNKNOWN", found, nearest(word, known)))
            return {}
        return {header.lower(): word}

    def _plain_text(self, entry: Entry) -> str:
        if entry.kind == "FORMULA":
            code = "FORMULA"
            hint = "Put an apostrophe in front of it if it is meant as text."
            raise NotRead(code, f"the formula {entry.text!r} stands here.", hint)
        if entry.kind == "ERROR_CELL":
            code = "ERROR_CELL"
            raise NotRead(code, f"the cell shows {entry.text}.", "Type what is meant.")
        return entry.text

    def _reason(self) -> dict[str, Json]:
        entry = self.row.entries[REASON]
        try:
            text = self._plain_text(entry)
            return {"rationale": clean_text(text)} if text else {}
        except NotRead as error:
            self._say(entry, error)
        except ValueError as error:
            code = "ILLEGAL_CHAR" if "character U+" in str(error) else "TEXT_TOO_LONG"
            self._say(entry, NotRead(code, f"the text {error}.", ""))
        return {}

    def _links(self) -> dict[str, Json]:
        entry = self.row.entries[LINKS]
        links = []
        try:
            for part in re.split(r"[;\n]", self._plain_text(entry)):
                if part.strip():
                    links.append(self._link(part))  # noqa: PERF401 - the first fault ends it
        except NotRead as error:
            self._say(entry, error)
            return {}
        return {"evidence": links} if links else {}

    def _link(self, part: str) -> dict[str, str]:
        name, _, relation = part.strip().partition(" ")
        known = [str(each) for each in Relation]
        name, relation = name.rstrip(":"), relation.strip().lower()
        if name not in self.passages:
            code = "EVIDENCE_UNKNOWN"
            raise NotRead(code, f"the study has no passage {name[:64]!r}.", nearest(name, self.passages))
        if relation not in known:
            code = "WORD_UNKNOWN"
            found = f"{part.strip()[:80]!r} does not say how the passage bears on the score."
            raise NotRead(code, found, f"Write: {name} supports. {nearest(relation, known)}")
        return {"id": name, "relation": relation}


def number_of(entry: Entry) -> float:
    """Return an entry as a number, with 15 digits.

    Raises
    ------
    NotRead
        When it is none; what may have been meant is said, never assumed.
    """
    if entry.kind == "number" and isfinite(entry.number):
        return canonical(entry.number)
    if entry.kind == "PERCENT_TEXT":
        code, found = "PERCENT_TEXT", f"the cell shows {entry.number * 100:g} % and holds {entry.text}."
        raise NotRead(code, found, f"Format it as a number and type the one that is meant, {entry.number * 100:g} "
                      f"or {entry.text}.")  # fmt: skip
    if entry.kind != "text":
        hints = {
            "DATE": ("the spreadsheet program turned the entry into the date", AS_NUMBER),
            "BOOLEAN": ("true or false is no number: found", AS_NUMBER),
            "ERROR_CELL": ("the cell shows the error", "Type the number that is meant."),
            "FORMULA": ("a formula stands here:", "Type the number, or paste it as a value."),
        }
        found, hint = hints.get(entry.kind, ("this is no number:", AS_NUMBER))
        raise NotRead(entry.kind if entry.kind in hints else "NOT_A_NUMBER", f"{found} {entry.text[:40]}.", hint)
    raise _of_text(entry.text)


def _of_text(shown: str) -> NotRead:
    """Return why a text is no number, and which one may be meant."""
    text = re.sub(r"[\s\u00a0\u202f]", "", shown).replace(MINUS, "-")
    if text.endswith("%") and ALMOST.fullmatch(text[:-1]):
        return NotRead("PERCENT_TEXT", f"{shown[:40]!r} is a percentage.", f"Type {text[:-1]} if that is meant.")
    if "," in text and re.fullmatch(r"[+-]?[\d.,]+", text, re.ASCII):
        hint = f"If {text.replace(',', '.')} is meant, type it as a number." if ALMOST.fullmatch(text) else AS_NUMBER
        return NotRead("DECIMAL_COMMA", f"{shown[:40]!r} is text, and its comma can mean two things.", hint)
    hint = f"If {text} is meant, type it as a number." if ALMOST.fullmatch(text) else ""
    return NotRead("NOT_A_NUMBER", f"{shown[:40]!r} is no number and no level.", hint)
