"""The lines of the grid, from rows and cells to text with the names of styles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size

from workbench.model.criterion import Group
from workbench.tui.grid.geometry import WEIGHT, Geometry
from workbench.tui.grid.rows import Cell, Row, Standing
from workbench.tui.text.fitting import crop, fit, right, stack, told_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from workbench.model.criterion import Criterion
    from workbench.model.option import Option
    from workbench.tui.text.line import Line, Span

STYLES = {
    Standing.OWN: "own",
    Standing.INHERITED: "inherited",
    Standing.MISSING: "missing",
    Standing.OUTSIDE: "missing",
    Standing.TOTAL: "total",
    Standing.FIGURE: "figure",
}
CARET = "▏"
REMEMBERED = 4096
"""Different cells whose pieces are kept."""


class Corner(NamedTuple):
    """What stands down the left side and across the top, and the figure beside each name."""

    down: str
    figure: str
    across: str


CRITERIA_DOWN, OPTIONS_DOWN = Corner("Criterion", "wt %", "options"), Corner("Option", "total", "criteria")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where in a row the cursor is, and what is being typed there."""

    column: int
    typed: str | None = None


def labels_of(rows: Sequence[Row], width: int) -> list[str]:
    """Return each row's label, indented, cut so that siblings stay different."""
    step = 1 if width < 30 else 2  # noqa: PLR2004 - deep trees in narrow columns
    families: dict[tuple[str, int], list[int]] = {}
    for place, row in enumerate(rows):
        families.setdefault((row.criterion.parent, row.depth), []).append(place)
    labels = [""] * len(rows)
    for (_, depth), places in families.items():
        indent = " " * (step * depth)
        room = width - len(indent)
        names = told_apart([name_for(rows[place].criterion, room) for place in places], room)
        for place, name in zip(places, names, strict=True):
            labels[place] = indent + name
    return labels


def name_for(named: Criterion | Option, width: int) -> str:
    """Return the label where there is room for it, else the short one."""
    return named.label if cell_len(named.label) <= width else named.brief


def longest_label(rows: Sequence[Row]) -> int:
    """Return the cells of the longest label with its indent."""
    return max((2 * row.depth + cell_len(row.criterion.label) for row in rows), default=0)


def weight_text(share: float | None) -> str:
    """Return a share of the whole weight in percent."""
    if share is None:
        return "–"
    percent = share * 100
    return f"{percent:.0f}" if percent >= 99.95 or percent == 0 else f"{percent:.1f}"  # noqa: PLR2004 - 100 needs no decimal


def head_lines(
    across: Sequence[Option | Criterion],
    seen: range,
    column: int,
    geometry: Geometry,
    marks: Mapping[str, str],
    words: Corner = CRITERIA_DOWN,
) -> list[Line]:
    """Return the heading: what has the columns that are seen, the current one marked.

    Parameters
    ----------
    marks
        What stands before names, by id.
    words
        What is said in the corner.
    """
    width = geometry.cell - 1
    headed = [(marks.get(across[place].id, ""), across[place]) for place in seen]
    names = [_heading(mark + each.label, mark + each.brief, width, geometry.head) for mark, each in headed]
    lines: list[Line] = []
    for y in range(geometry.head):
        spans: list[Span] = [_corner(y, seen, len(across), geometry, words)]
        for place, name in zip(seen, names, strict=True):
            top = geometry.head - len(name)
            text = name[y - top] if y >= top else ""
            spans.append((fit(text, width), "current" if place == column else "head"))
            spans.append((" ", "head"))
        lines.append(tuple(spans))
    return lines


@lru_cache(REMEMBERED)
def _heading(label: str, brief: str, width: int, most: int) -> list[str]:
    """Return an option's heading: its label if no word has to be broken, else its short label."""
    whole = all(cell_len(word) <= width for word in label.split())
    lines = stack(label, width, most + 1)
    return lines if whole and len(lines) <= most else stack(brief, width, most)


def _corner(y: int, seen: range, n_across: int, geometry: Geometry, words: Corner) -> Span:
    before, after = seen.start, n_across - seen.stop
    if y == geometry.head - 1:
        return f"  {fit(words.down, geometry.label - 1)}{right(words.figure, WEIGHT)} ", "head"
    if y == 0 and (before or after):
        more = " ".join(part for part in (f"‹ {before}" if before else "", f"{after} ›" if after else "") if part)
        return f"{right(f'more {words.across}: {more}', geometry.side - 1)} ", "hint"
    return " " * geometry.side, "head"


def folded_label(label: str, width: int) -> str:
    """Return the label of a group whose criteria are hidden."""
    bare = label.lstrip(" ")
    return crop(f"{label[: len(label) - len(bare)]}▸ {bare}", width)


def row_start(row: Row, label: str, geometry: Geometry, *, here: bool) -> Line:
    """Return what begins a row's line: its label and weight."""
    group = isinstance(row.criterion, Group)
    name = "group" if group else "leaf" if row.leaf else "figure"
    text = f"{label} {'─' * geometry.label}" if group else label
    return (
        ("›" if here else " ", "mark"),
        (set_cell_size(text, geometry.label), name),
        ("↓" if row.less_is_better else " ", "warn"),
        (right(weight_text(row.share), WEIGHT - 1), "group" if group else "weight"),
        (" ", name),
    )


def option_start(label: str, total: str, geometry: Geometry, *, here: bool, outside: bool) -> Line:
    """Return what begins an option's line: its name and its total."""
    return (
        ("›" if here else " ", "mark"),
        (set_cell_size(label, geometry.label), "leaf"),
        ("✗" if outside else " ", "warn"),
        (right(total, WEIGHT - 1), "total"),
        (" ", ""),
    )


def laid_out(
    cells: Sequence[Cell], seen: range, cursor: Cursor | None, geometry: Geometry, picked: Collection[int]
) -> list[Line]:
    """Return the cells that are seen; picked ones and the one under the cursor stand out."""
    pieces = [laid_cell(cells[place], geometry) for place in seen]
    for place in {*seen} & {*picked}:
        pieces[place - seen.start] = _laid_over(pieces[place - seen.start], "selected")
    if cursor and cursor.column in seen:
        under = pieces[cursor.column - seen.start]
        pieces[cursor.column - seen.start] = _under_cursor(under, cursor.typed, geometry.cell - 1)
    return pieces


def laid_cell(cell: Cell, geometry: Geometry) -> Line:
    """Return what is shown in a cell."""
    return _cell(cell, geometry.cell, geometry.number)


@lru_cache(REMEMBERED)
def _cell(cell: Cell, width: int, number: int) -> Line:
    style = STYLES[cell.standing]
    if cell.standing is Standing.FIGURE:
        spans = [("=", "figure"), (right(cell.text, number), "figure"), ("  ", "")]
    elif cell.standing is Standing.TOTAL:
        spans = [(right(cell.text, number + 1), "total"), ("  ", "")]
    else:
        own, reason = "•" if cell.standing is Standing.OWN else " ", " " if cell.reasoned else "?"
        mark = ("!", "alarm") if cell.disputed else (reason, "warn")
        spans = [(cell.height, "height"), (right(cell.text, number), style), (own, "own"), mark]
    rest = " " * (width - sum(cell_len(text) for text, _ in spans))
    return (*spans, (rest, ""))


def _under_cursor(cell: Line, typed: str | None, width: int) -> Line:
    if typed is None:
        return _laid_over(cell, "cursor")
    return (right((typed + CARET)[-width:], width), "typing"), (" ", "")


def _laid_over(cell: Line, style: str) -> Line:
    """Return a cell in one style, but for the space behind it."""
    return ("".join(text for text, _ in cell)[:-1], style), (" ", "")
