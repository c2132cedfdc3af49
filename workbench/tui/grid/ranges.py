"""Many cells at once: select, fill, copy, paste, nudge, repeat, and the kinds of missing, confidence and basis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.model.change import ChangeSet
from workbench.tui.grid.typed import NO_SCORE_HERE, TypingGrid
from workbench.tui.text.number import shown
from workbench.tui.text.words import told
from workbench.usecases.editing.many_scores import cleared_cells, copied, read_pasted, rescored_cells, turned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.criterion import Leaf

Cell = tuple[str, str]
MOST_PROBLEMS = 3
"""Mistakes of a pasted table that are told at once."""
MISSING = {"k": "not-known", "s": "not-scored", "a": "not-applicable"}
CONFIDENCE = {"h": "high", "m": "medium", "l": "low"}
BASIS = {"s": "source", "i": "inference", "l": "illustrative"}


class RangeGrid(TypingGrid):
    """The grid with ranges of cells."""

    @property
    def cells(self) -> list[tuple[Leaf, str]]:
        """The leaves and options of the selected range, or of the cell under the cursor."""
        rows, columns = self.selected
        leaves = [leaf for place in rows if (leaf := self.rows[place].leaf)]
        return [(leaf, self.options[column].id) for leaf in leaves for column in columns]

    @property
    def _scored_leaf(self) -> Leaf | None:
        """The leaf under the cursor; in a range whose cursor is on no leaf, the first of the range."""
        leaf = super()._scored_leaf
        return leaf if leaf or self.corner is None else next((each for each, _ in self.cells), None)

    def _score(self, fields: dict[str, Any]) -> str:
        low, high = self._ends(fields)
        outside = [leaf.brief for leaf, _ in self.cells if not leaf.scale.low <= low <= high <= leaf.scale.high]
        if outside:
            return f"Nothing was changed: outside the scale of {outside[0]}."
        self._latest = dict(fields)
        own = self.session.own_score(self.option.id, self.row.criterion.id)
        if own is not None and self.corner is None and list(fields) == ["value"] and own.value == fields["value"]:
            return f"Unchanged: {shown(own.value or 0.0)}."
        return self._make(rescored_cells(self.session, {(o, leaf.id): fields for leaf, o in self.cells}, "filled"))

    def _ends(self, fields: Mapping[str, Any]) -> tuple[float, float]:
        leaf = self.cells[0][0]
        value = fields.get("value", leaf.scale.low)
        return fields.get("low", value), fields.get("high", value)

    def _make(self, changes: ChangeSet) -> str:
        """Make a change set of scores part of the study; return the words for it."""
        if not changes.changes:
            return "Nothing to change."
        scores = sum(change.key.startswith("score/") for change in changes.changes)
        self.session.apply(changes if scores > 1 else ChangeSet(changes.changes))
        self.select_from_here(on=False)
        return told(self.session.study, changes) if scores == 1 else f"{scores} scores {changes.why}; u takes all back."

    def action_select(self) -> None:
        """Begin a range at the cursor, or give it up."""
        self.settle()
        if not self.is_blank:
            self.select_from_here(on=self.corner is None)
            self._say("Arrows widen the range; a level, a number or another key acts on all of it." if self.corner
                      else "The range is given up.")  # fmt: skip

    def action_give_up(self) -> None:
        """Give the range up; with none, stop waiting for a calculation."""
        if self.corner is not None:
            self.select_from_here(on=False)
        else:
            self.workbench.action_cancel()

    def action_fill(self) -> None:
        """Give every selected cell what the first one of the range has; without a range, the row what the cell has."""
        self.settle()
        if self._leaf_to_score() is None:
            return
        line, column = self.corner or (self.line, self.column)
        leaf = self.rows[line].leaf
        score = self.session.judgement(self.options[column].id, leaf.id) if leaf else None
        if score is None:
            self._say("The first cell has no score to fill with.", problem=True)
            return
        if self.corner is None:
            self.corner = (line, 0)
            self.column = len(self.options) - 1
        given = score.model_dump(mode="json", include={"value", "low", "high", "missing"}, exclude_none=True)
        self._say(self._score(given))

    def action_clear(self) -> None:
        """Take the analyst's own scores of the cells away."""
        self.settle()
        if not self.is_blank and not self.cells:
            self._say(NO_SCORE_HERE)
            return
        if self.is_blank:
            return
        changes = cleared_cells(self.session, [(option, leaf.id) for leaf, option in self.cells], "cleared")
        if not changes.changes:
            self._say("You have no score of your own in this cell.")
        else:
            self._say(f"Cleared: {self._make(changes)}")

    def action_copy(self, everything: int = 0) -> None:
        """Copy the cells as tab-separated text, for a spreadsheet; everything with headings."""
        self.settle()
        if self.is_blank:
            return
        rows, columns = self.selected
        if everything:
            rows, columns = range(len(self.rows)), range(len(self.options))
        leaves = [leaf for place in rows if (leaf := self.rows[place].leaf)]
        options = [self.options[column] for column in columns]
        text = copied(self.session, leaves, options, headings=bool(everything))
        text = turned(text) if self.turned else text
        self.workbench.copied_text = text
        self.app.copy_to_clipboard(text)
        self.select_from_here(on=False)
        count = len(leaves) * len(options)
        self._say(f"Copied {count} {'cell' if count == 1 else 'cells'} as tab-separated text.")

    def action_paste(self) -> None:
        """Paste what was copied last; a spreadsheet's cells come by the terminal's own paste."""
        self.settle()
        if self.workbench.copied_text:
            self.paste(self.workbench.copied_text)
        else:
            self._say("Nothing was copied here; the terminal's own paste (often Ctrl+Shift+V) brings other text.")

    def paste(self, text: str) -> None:
        """Put a table into the cells from the cursor on: all of it, or nothing."""
        text = turned(text) if self.turned else text
        leaves = [row.leaf for row in self.rows if row.leaf]
        rows, columns = self.selected
        first = sum(row.leaf is not None for row in self.rows[: rows.start])
        found, wrong = read_pasted(text, leaves, self.options, (first, columns.start))
        if wrong:
            more = f" and {len(wrong) - MOST_PROBLEMS} more" if len(wrong) > MOST_PROBLEMS else ""
            self._say(f"Nothing was pasted: {'; '.join(wrong[:MOST_PROBLEMS])}{more}", problem=True)
            return
        self._say(self._make(rescored_cells(self.session, found, "pasted")))

    def action_repeat(self) -> None:
        """Give the cell what the latest one was given, and go on."""
        self.settle()
        if self._leaf_to_score() is None:
            return
        if not self._latest:
            self._say("There is nothing to repeat yet.")
            return
        words = self._score(self._latest)
        self._go_on(sideways=True)
        self._say(words)

    def action_nudge(self, step: int) -> None:
        """Move the numbers of the cells by one level, or by a twentieth of a measured scale."""
        self.settle()
        if self._leaf_to_score() is None:
            return
        fields: dict[Cell, dict[str, float]] = {}
        for leaf, option in self.cells:
            score = self.session.judgement(option, leaf.id)
            if score is not None and score.value is not None:
                by = leaf.scale.step if leaf.scale.kind == "anchored" else (leaf.scale.high - leaf.scale.low) / 20
                value = min(max(score.value + step * by, leaf.scale.low), leaf.scale.high)
                fields[option, leaf.id] = {"value": float(f"{value:.10g}")}
        kept = self.corner
        self._say(self._make(rescored_cells(self.session, fields, "nudged")))
        self.corner = kept
        self.refresh()

    def action_missing(self) -> None:
        """Ask which kind of missing the cells are."""
        self._ask_field("missing", MISSING, "No number: k not known, s not scored, a not applicable")

    def action_confidence(self) -> None:
        """Ask how sure the analyst is."""
        self._ask_field("confidence", CONFIDENCE, "Confidence: h high, m medium, l low")

    def action_basis(self) -> None:
        """Ask what the scores rest on."""
        self._ask_field("basis", BASIS, "Rests on: s a source, i inference, l illustration")

    def _ask_field(self, name: str, values: Mapping[str, str], words: str) -> None:
        self.settle()
        if self.is_blank or not self.cells:
            self._say(NO_SCORE_HERE)
            return

        def give(value: str) -> None:
            fields = {(option, leaf.id): {name: value} for leaf, option in self.cells}
            self._say(self._make(rescored_cells(self.session, fields, f"set to {value}")))

        self.ask(words, {key: lambda value=value: give(value) for key, value in values.items()})  # type: ignore[misc]
