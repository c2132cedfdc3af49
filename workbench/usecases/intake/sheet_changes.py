"""What a score sheet changes: compared with the study as it was when the sheet was made, and as it is now."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from workbench.errors import MOST_LISTED
from workbench.formats.excel.score_sheet.answers import answer
from workbench.formats.excel.score_sheet.layout import (
    CRITERION,
    OPTION,
    SCORE,
    Cell,
    answer_mark,
    answer_of,
    canonical,
    scale_mark,
)
from workbench.formats.excel.score_sheet.problem import Problem, Remark
from workbench.model.change import Change, ChangeSet
from workbench.model.criterion import Leaf
from workbench.model.score import Score
from workbench.model.state import score_key, score_value
from workbench.usecases.editing.change_words import shown
from workbench.usecases.editing.edits import joining

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from workbench.formats.excel.score_sheet.sheet import Row, ScoreSheet
    from workbench.model.change import Json
    from workbench.model.study import Study

Conflicts = Literal["stop", "study", "sheet"]
"""What happens to a cell that both have changed: nothing is written at all, the study's stands, or the sheet's does."""


@dataclass(frozen=True, slots=True)
class Line:
    """One score that the sheet changes."""

    cell: Cell
    place: str
    old: Json
    new: Json


@dataclass
class Compared:
    """What came out of comparing a sheet with a study."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    same: int = 0
    """Rows that say what the study says."""
    empty: int = 0
    """Rows that were left empty."""
    newer: int = 0
    """Rows that nobody changed on the sheet, and somebody in the study."""
    kept: int = 0
    """Rows in conflict in which the study's score stands."""


def compare(sheet: ScoreSheet, study: Study, conflicts: Conflicts, hidden: Callable[[str], bool]) -> Compared:
    """Return what a sheet changes in a study, and what keeps it from doing so.

    Parameters
    ----------
    study
        As it is now, whole.
    hidden
        Whether the score under a key must not be shown to whoever imports.
    """
    comparing = _Comparing(sheet, study, conflicts, hidden)
    comparing.problems.extend(sheet.problems)
    comparing.remarks.extend(sheet.remarks)
    if any(each.code == "SCHEMA_VERSION" for each in sheet.problems):
        return comparing
    if sheet.made.study != study.id:
        found = f"the sheet was made from the study {sheet.made.study!r}; this one is {study.id!r}."
        comparing.problems.insert(
            0, Problem("WRONG_MODEL", "", "", found, "Import it into the study it was made from.")
        )
        return comparing
    for row in sheet.rows:
        comparing.row(row)
    comparing.finish()
    return comparing


class _Comparing(Compared):
    """The comparison, row by row."""

    def __init__(self, sheet: ScoreSheet, study: Study, conflicts: Conflicts, hidden: Callable[[str], bool]) -> None:
        super().__init__()
        self.sheet, self.study, self.conflicts, self.hidden = sheet, study, conflicts, hidden
        self.options = {each.id: each for each in study.options}
        self.passages = [each.id for each in study.evidence]
        self.concealed: dict[str, list[int]] = {}
        self.rescaled: dict[str, None] = {}

    def row(self, row: Row) -> None:
        """Compare one row."""
        leaf = self._leaf(row)
        if leaf is None:
            return
        now = self._now(row.cell)
        marks = {"base": self.sheet.made.answers[row.cell], "now": answer_mark(now)}
        if row.empty:
            self._empty(row, marks["base"], marks["now"])
            return
        fields, problems, remarks = answer(row, leaf, self.passages)
        self.problems.extend(problems)
        self.remarks.extend(Remark("OUT_OF_RANGE", text) for text in remarks)
        if problems:
            return
        marks["new"] = answer_mark(fields)
        if marks["new"] == marks["now"]:
            self.same += 1
        elif marks["new"] == marks["base"]:
            self.newer += 1
        elif self.sheet.made.scales[leaf.id] != scale_mark(leaf):
            self._rescaled(row, leaf)
        elif marks["now"] == marks["base"] or self._sheet_wins(row, now, fields):
            self._change(row, now, fields)

    def _now(self, cell: Cell) -> Json:
        score = self.study.score.get((cell.option, cell.criterion, cell.analyst))
        return score_value(score) if score else None

    def _leaf(self, row: Row) -> Leaf | None:
        """Return the criterion of a row whose option and criterion are still what they were, else say so."""
        option, leaf, made = (
            self.options.get(row.cell.option),
            self.study.criterion.get(row.cell.criterion),
            self.sheet.made,
        )
        for kind, header, record, label in (
            ("OPTION", OPTION, option, made.options[row.cell.option]),
            ("CRITERION", CRITERION, leaf, made.criteria[row.cell.criterion]),
        ):
            place = row.places[header]
            if record is None or (kind == "CRITERION" and not isinstance(record, Leaf)):
                if not row.empty:
                    found = f"{label} is no longer scored in the study."
                    self._say(f"{kind}_UNKNOWN", row, place, found, "Empty the row, or make a new sheet.")
                return None
            if _plain(row.labels[header]) != _plain(label):
                found = f"the label {row.labels[header][:60]!r} stands beside the id of {label[:60]!r}."
                self._say(f"{kind}_RENAMED", row, place, found, "Restore ids and labels: is this answer about it?")
                return None
        return leaf if isinstance(leaf, Leaf) else None

    def _say(self, code: str, row: Row, place: str, found: str, hint: str) -> None:
        self.problems.append(Problem(code, row.sheet, place, found, hint))

    def _empty(self, row: Row, base: str, now: str) -> None:
        self.empty += 1
        if base and now:
            place = row.entries[SCORE].place
            hint = "To take it away, enter 'not scored'; to keep it, enter it again."
            self._say("BLANK", row, place, "the score that stood here is gone.", hint)

    def _rescaled(self, row: Row, leaf: Leaf) -> None:
        if leaf.id not in self.rescaled:
            self.rescaled[leaf.id] = None
            found = f"the scale of {leaf.label} has changed since the sheet was made."
            self._say("CRITERION_CHANGED", row, row.places[CRITERION], found, "Make a new sheet and answer again.")

    def _sheet_wins(self, row: Row, now: Json, fields: Mapping[str, Json]) -> bool:
        if self.conflicts == "stop":
            secret = self.hidden(score_key(*row.cell))
            stands = "something else" if secret else shown(now)
            found = (
                f"the sheet says {shown(dict(fields))}; the study says {stands}, and did not when the sheet was made."
            )
            hint = "Decide for all such cells: --conflicts sheet or --conflicts study; or mend the sheet."
            self._say("CONFLICT", row, row.entries[SCORE].place, found, hint)
        self.kept += self.conflicts == "study"
        return self.conflicts == "sheet"

    def _change(self, row: Row, now: Json, fields: dict[str, Json]) -> None:
        if row.hidden:
            self.concealed.setdefault(row.sheet, []).append(row.number)
        new = score_value(Score.model_validate(_merged(now, fields) | row.cell._asdict()))
        self.lines.append(Line(row.cell, f"{row.sheet}!{row.entries[SCORE].place}", now, new))

    def finish(self) -> None:
        """Say what is remarkable about the sheet as a whole."""
        made = self.sheet.made
        for name, rows in self.concealed.items():
            listed = ", ".join([*map(str, rows[:MOST_LISTED]), *["…"] * (len(rows) > MOST_LISTED)])
            self.remarks.append(Remark("HIDDEN", f"{name}: changes in hidden rows: {listed}."))
        records = [(each.id, each.label, made.options) for each in self.study.options]
        records += [(each.id, each.label, made.criteria) for each in self.study.leaves]
        renamed = [name for name, label, labels in records if name in labels and _plain(labels[name]) != _plain(label)]
        if renamed:
            self.remarks.append(Remark("RENAMED", f"Renamed since the sheet was made: {', '.join(renamed)}."))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _merged(now: Json, fields: dict[str, Json]) -> dict[str, Json]:
    """Return the new value, with what the sheet does not hold kept: digits beyond 15, and how far a reason reaches."""
    if not now:
        return fields
    new = dict(fields)
    for name in ("value", "low", "high"):
        if name in new and name in now and canonical(now[name]) == new[name]:
            new[name] = now[name]
    if "rationale_scope" in now and answer_of(now).get("rationale") == new.get("rationale"):
        new["rationale_scope"] = now["rationale_scope"]
    return new


def change_set(study: Study, labels: Mapping[str, str], lines: Iterable[Line], why: str) -> ChangeSet:
    """Return the change set of an import; analysts who are new join the study first.

    Parameters
    ----------
    labels
        The analysts' labels by id.
    """
    lines = tuple(lines)
    joins: list[Change] = []
    grown = study
    for name in dict.fromkeys(line.cell.analyst for line in lines):
        if name not in study.analyst:
            joined = joining(grown, name, labels[name])
            joins += joined.changes
            from workbench.model.state import read_record

            record = read_record(joined.changes[0].key, joined.changes[0].new)
            grown = grown.model_copy(update={"analysts": (*grown.analysts, record)})
            grown.__dict__.pop("analyst", None)
    joins = _one_order(joins)
    scores = (Change(score_key(*line.cell), line.old, line.new) for line in lines)
    return ChangeSet((*joins, *scores), why)


def _one_order(joins: list[Change]) -> list[Change]:
    """Return the changes with one for the order of analysts, from the first to the last."""
    orders = [each for each in joins if each.key == "order/analyst"]
    if not orders:
        return joins
    others = [each for each in joins if each.key != "order/analyst"]
    return [*others, Change("order/analyst", orders[0].old, orders[-1].new)]
