"""The sheet Analysts: every analyst's scores as given, and how those that count are combined, all live."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

from openpyxl.worksheet.datavalidation import DataValidation

from workbench.formats.excel.judging import AGREED, ENDS, judged
from workbench.formats.excel.words import (
    ANALYSTS,
    CRITERIA,
    MISSING,
    NONE,
    NOT_APPLICABLE,
    NOT_KNOWN,
    NOT_SCORED,
    SCORES,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.judging import End, Judged, Judging
    from workbench.formats.excel.plan import Node
    from workbench.model.criterion import Leaf

FIRST = 6
"""The first line; above it stands the header."""

PAGE_LINES = 36
"""Lines that a printed page holds."""

TITLES: dict[End, str] = {"score": "", "low": ": low end of the interval", "high": ": high end of the interval"}

ENTERED, ENTERED_END = 1, 2
"""In column B: the line takes entries, of scores or of the ends of intervals."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of one criterion stand, for the score or one end of its interval."""

    head: int
    n_writers: int
    n_members: int
    """Lines of what counts for each member; 0 where nobody is based on another."""
    n_groups: int
    joined: bool

    @property
    def used(self) -> int:
        """The first line of what counts for each member."""
        return self.head + 1 + self.n_writers

    @property
    def members(self) -> int:
        """The first of the lines that are combined."""
        return self.used if self.n_members else self.head + 1

    @property
    def groups(self) -> int:
        """The first group's line."""
        return self.used + self.n_members

    @property
    def end(self) -> int:
        """The line after the last."""
        return self.groups + self.n_groups + self.joined

    def whole(self, counting: tuple[int, int]) -> int:
        """Return the line that counts on Scores."""
        return self.groups + self.n_groups if self.joined else self.groups + counting[0]


def lay_out(content: Content) -> dict[tuple[str, End], Lines]:
    """Return where everything stands, by criterion and end; found once."""
    found: dict[tuple[str, End], Lines] = content.cache.get(ANALYSTS, {})
    if found:
        return found
    judging, row = content.judging, FIRST
    for node in content.plan.nodes:
        leaf = content.leaf(node)
        if leaf is None:
            continue
        for end in ENDS if judging.has_ends(leaf) else ENDS[:1]:
            n_used = len(judging.members) if judging.based or end != "score" else 0
            found[leaf.id, end] = Lines(row, len(judging.writers), n_used, len(judging.groups), judging.joined)
            row = found[leaf.id, end].end
    content.cache[ANALYSTS] = found
    return found


def score_cell(content: Content, node: Node, column: str, end: End = "score") -> str:
    """Return where the score that counts stands, or an end of its interval: the score itself where nobody gave one."""
    lines = lay_out(content)
    found = lines.get((node.id, end)) or lines[node.id, "score"]
    return f"{ANALYSTS}!{column}{found.whole(content.judging.counting)}"


def view_formula(content: Content, leaf: str, views: Sequence[str], column: str) -> str:
    """Return the score of a criterion as some sides or analysts see it, joined equally."""
    first = lay_out(content)[leaf, "score"].groups
    cells = [f"{ANALYSTS}!{column}{first + place}" for place in _places(content, views)]
    if len(cells) == 1:
        return f'IF(ISNUMBER({cells[0]}),{cells[0]},"{MISSING}")'
    joined = ",".join(cells)
    return f'IF(COUNT({joined})>0,SUM({joined})/COUNT({joined}),"{MISSING}")'


def view_value(content: Content, leaf: Leaf, views: Sequence[str], option: int) -> Value:
    """Return what that formula shows."""
    groups = judged(content.judging, content.study.options[option].id, leaf, "score").groups
    known = [float(groups[place]) for place in _places(content, views) if not isinstance(groups[place], str)]
    return fmean(known) if known else MISSING


def _places(content: Content, views: Sequence[str]) -> list[int]:
    found = (content.judging.group_of(view) for view in views)
    return [place for place in found if place is not None]


def entries_beyond(content: Content) -> int:
    """Return how many entries, ends of intervals among them, lie beyond their scale."""
    count = 0
    for leaf_id, end in lay_out(content):
        leaf = next(leaf for node in content.plan.nodes if node.id == leaf_id and (leaf := content.leaf(node)))
        for option in content.study.options:
            given = judged(content.judging, option.id, leaf, end).entered
            count += sum(not isinstance(each, str) and not leaf.scale.low <= each <= leaf.scale.high for each in given)
    return count


def write_analysts(page: Page, content: Content) -> None:
    """Write the lines of every criterion: each analyst's entries, then what follows from them."""
    note = (
        f"Change yellow cells. Empty: nothing given. {NOT_SCORED!r}, {NOT_KNOWN!r}: missing. "
        f"{NOT_APPLICABLE!r}: its weight moves on. Why: see Reasons."
    )
    page.heading("Analysts: each one's scores, and how they are combined", content.status, note)
    for column, text in zip("ABCDEF", ("No.", "Entry", "Id", "Criterion, analyst", "Worst", "Best"), strict=True):
        page.text(f"{column}{FIRST - 1}", text, "header_left" if column in "CD" else "header")
    for place, column in enumerate(content.plan.columns):
        page.put(f"{column}{FIRST - 1}", f"{SCORES}!{column}$5", content.plan.options[place], "header_link")
    lines = lay_out(content)
    for node in content.plan.nodes:
        leaf = content.leaf(node)
        for end in ENDS if leaf else ():
            if leaf and (leaf.id, end) in lines:
                _Writer(page, content, node, leaf, end, lines[leaf.id, end]).write()
    columns = dict.fromkeys(content.plan.columns, content.option_width)
    page.widths({"A": 5, "B": 6, "C": 14, "D": 66, "E": 8, "F": 8, **columns})
    page.set_up(freeze=f"{content.plan.columns[0]}{FIRST}", rows=f"{FIRST - 1}:{FIRST - 1}", columns="A:F")
    _break_pages(page, lines)


def _break_pages(page: Page, lines: dict[tuple[str, End], Lines]) -> None:
    top, breaks = 1, []
    starts = [each.head for each in lines.values()]
    for start, end in pairwise([*starts, max(each.end for each in lines.values())]):
        if end - top > PAGE_LINES and start > top:
            breaks.append(start)
            top = start
    page.break_before(breaks)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the lines of one criterion."""

    page: Page
    content: Content
    node: Node
    leaf: Leaf
    end: End
    at: Lines

    @property
    def judging(self) -> Judging:
        return self.content.judging

    def write(self) -> None:
        options = self.content.study.options
        found = [judged(self.judging, each.id, self.leaf, self.end) for each in options]
        self._head()
        self._entries(found)
        if self.at.n_members:
            for place, member in enumerate(self.judging.members):
                base = self._base(member)
                analysts = self.content.study.analyst
                label = f"counts for {analysts[member].label}"
                if base is not None:
                    label += f": own, else of {analysts[self.judging.members[base]].label}"
                self._line(self.at.used + place, label, self._used(place, base), [each.used[place] for each in found])
        for place, group in enumerate(self.judging.groups):
            values = [each.groups[place] for each in found]
            self._line(self.at.groups + place, self._rule(group.label, len(group.members)), self._group(place), values,
                       "sum_plain")  # fmt: skip
        if self.at.joined:
            label = "Counts on Scores: the mean of the lines above"
            label += ", or what was agreed" if self.judging.agreed else ""
            values = [each.whole for each in found]
            self._line(self.at.groups + self.at.n_groups, label, self._joined, values, "out_plain")

    def _rule(self, label: str, count: int) -> str:
        if count == 1:
            return label
        return f"{label}: {'median' if count > 2 else 'mean'} of {count} analysts"  # noqa: PLR2004

    def _head(self) -> None:
        page, row = self.page, self.at.head
        self.content.row_labels(page, self.node, row)
        if self.end != "score":
            label = f'{CRITERIA}!$D${self.content.plan.row(self.node.number)}&"{TITLES[self.end]}"'
            page.put(f"D{row}", label, self.node.label + TITLES[self.end], "link_group")
        for column in ("B", "E", "F", *self.content.plan.columns):
            page.blank(f"{column}{row}", "fill")

    def _entries(self, found: list[Judged]) -> None:
        page, here = self.page, self.content.plan.row(self.node.number)
        for place, writer in enumerate(self.judging.writers):
            row = self.at.head + 1 + place
            page.number(f"B{row}", ENTERED if self.end == "score" else ENTERED_END, "number")
            label = writer if writer == AGREED else self.judging.label(writer)
            page.text(f"D{row}", label, "label", indent=1)
            page.put(f"E{row}", f"{CRITERIA}!E{here}", self.leaf.worst, "link_plain")
            page.put(f"F{row}", f"{CRITERIA}!F{here}", self.leaf.best, "link_plain")
            for column, each in zip(self.content.plan.columns, found, strict=True):
                value = each.entered[place]
                if isinstance(value, str) and value:
                    page.text(f"{column}{row}", value, "input")
                elif isinstance(value, str):
                    page.blank(f"{column}{row}", "input")
                else:
                    page.number(f"{column}{row}", value, "input")
        given = sum(not isinstance(value, str) for each in found for value in each.entered)
        if self.end == "score":
            self.content.cache["entries"] = self.content.cache.get("entries", 0) + given
        self._validate()

    def _validate(self) -> None:
        first, last = self.content.plan.columns[0], self.content.plan.columns[-1]
        row = self.at.head + 1
        cell, ends = f"{first}{row}", f"$E{row},$F{row}"
        inside = f"AND(ISNUMBER({cell}),{cell}>=MIN({ends}),{cell}<=MAX({ends}))"
        rule = DataValidation(
            type="custom",
            formula1=f"OR({inside},{cell}=na_word,{cell}=not_known_word,{cell}=not_scored_word)",
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="stop" if self.leaf.scale.kind == "anchored" else "warning",
            errorTitle="Score",
            error=f"{self.leaf.scale.low:g} to {self.leaf.scale.high:g}, or: {NOT_APPLICABLE}, {NOT_KNOWN}, "
            f"{NOT_SCORED}.",
        )
        rule.add(f"{first}{row}:{last}{row + self.at.n_writers - 1}")
        self.page.sheet.add_data_validation(rule)

    def _line(
        self,
        row: int,
        label: str,
        formula: Callable[[str], str],
        values: Sequence[Value],
        style: str = "calc_plain",
    ) -> None:
        for column in "EF":
            self.page.blank(f"{column}{row}", "label")
        self.page.text(f"D{row}", label, "group" if style != "calc_plain" else "label", indent=1)
        for column, value in zip(self.content.plan.columns, values, strict=True):
            self.page.put(f"{column}{row}", formula(column), value, style)

    def _base(self, member: str) -> int | None:
        base = self.content.study.analyst[member].based_on
        return self.judging.members.index(base) if base in self.judging.members else None

    def _own(self, writer: int, column: str) -> tuple[str, str]:
        """Return the cell of the score, and the formula of what it gives on this sheet's end."""
        lines = lay_out(self.content)
        own = f"{column}{lines[self.leaf.id, 'score'].head + 1 + writer}"
        if self.end == "score":
            return own, own
        low, high = (f"{column}{lines[self.leaf.id, each].head + 1 + writer}" for each in ENDS[1:])
        end = low if self.end == "low" else high
        kept = f"ABS({own}-({low}+{high})/2)<=tie_tol*MAX(1,ABS({own}))"
        return own, f"IF(COUNT({own},{low},{high})>2,IF({kept},{end},{own}),{own})"

    def _used(self, place: int, base: int | None) -> Callable[[str], str]:
        def formula(column: str) -> str:
            own, given = self._own(place, column)
            other = f'"{NONE}"' if base is None else f"{column}{self.at.used + base}"
            return f'IF({own}<>"",{given},{other})'

        return formula

    def _group(self, place: int) -> Callable[[str], str]:
        members = [self.judging.members.index(name) for name in self.judging.groups[place].members]

        def formula(column: str) -> str:
            first, last = (f"{column}{self.at.members + each}" for each in (members[0], members[-1]))
            area = f"{first}:{last}"
            said = f'(ROWS({area})-COUNTBLANK({area})-COUNTIF({area},"{NONE}"))'
            absent = f"COUNTIF({area},na_word)"
            whole = f"AND({absent}>0,{absent}={said})"
            return f"IF(COUNT({area})>0,MEDIAN({area}),{_words(area, whole)})"

        return formula

    def _joined(self, column: str) -> str:
        first, last = self.judging.counting
        area = f"{column}{self.at.groups + first}:{column}{self.at.groups + last - 1}"
        whole = f"COUNTIF({area},na_word)=ROWS({area})"
        mean = f"IF(COUNT({area})>0,SUM({area})/COUNT({area}),{_words(area, whole)})"
        if not self.judging.agreed:
            return mean
        own, given = self._own(len(self.judging.members), column)
        return f'IF({own}<>"",{given},{mean})'


def _words(area: str, whole: str) -> str:
    return f"IF({whole},na_word,IF(COUNTIF({area},not_known_word)>0,not_known_word,not_scored_word))"
