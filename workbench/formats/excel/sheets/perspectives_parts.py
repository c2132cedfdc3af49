"""The blocks of the sheet Perspectives: where each stands, and the formula of its cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from workbench.formats.excel.plan import Block
from workbench.formats.excel.sheets.analysts import lay_out
from workbench.formats.excel.sheets.perspectives_sets import perspectives_of
from workbench.formats.excel.sheets.variants import term_formula
from workbench.formats.excel.value_formulas import along_formula, value_formula
from workbench.formats.excel.words import ANALYSTS, MISSING, TREE, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node
    from workbench.formats.excel.sheets.perspectives_sets import Perspective

TOP = 5
N_RESULTS = 3
"""Blocks of results at the top: totals, ranks, both in words."""

WORKINGS = 4
"""Lines for each side in the workings of a computed criterion: benefit, burden, and its shares of both."""

LAYOUT = "layout of perspectives"


class Part(IntEnum):
    """The blocks of one perspective; the first three only where a side's own scores are read."""

    USED = 0
    ALONG = 1
    WORTH = 2
    COUNTS = 3
    LOCAL = 4
    MISSING = 5
    VALUE = 6
    TERM = 7


OWN = (Part.USED, Part.ALONG, Part.WORTH)
"""For the others they stand on Tree."""

TITLES = {
    Part.USED: "the side's own scores, as combined on Analysts",
    Part.ALONG: "along the scale: 0 at worst (column E), 1 at best (F); piecewise: the worth between points",
    Part.WORTH: "value of every criterion, 0 to 100, through its value function on Curves",
    Part.COUNTS: "answers that count for each option (column E: the answers, F: those that count)",
    Part.LOCAL: "local weights for each option (column E: one level moves a total by, F: of the whole)",
    Part.MISSING: "1 and more where scores with weight are missing",
    Part.VALUE: "value of every criterion and group, missing scores as 0",
    Part.TERM: "what each hands to its group (column F: the group's rule)",
}


def parts_of(perspective: Perspective) -> tuple[Part, ...]:
    """Return the blocks of a perspective, from the top."""
    return tuple(part for part in Part if perspective.side or part not in OWN)


def first_row(content: Content, place: int, part: Part) -> int:
    """Return the first row of a block of a perspective."""
    return int(_layout(content)[place, part])


def workings_row(content: Content, place: int, criterion: str) -> int:
    """Return the first row of the workings of a computed criterion, below the blocks of a side's own scores."""
    return int(_layout(content)[place, criterion])


def _layout(content: Content) -> dict[tuple[int, Part | str], int]:
    if LAYOUT not in content.cache:
        content.cache[LAYOUT] = _laid_out(content)
    found: dict[tuple[int, Part | str], int] = content.cache[LAYOUT]
    return found


def _laid_out(content: Content) -> dict[tuple[int, Part | str], int]:
    found: dict[tuple[int, Part | str], int] = {}
    row = TOP + results_size(content) + 2
    for place, each in enumerate(perspectives_of(content)):
        for part in parts_of(each):
            found[place, part] = row
            row += len(content.plan.nodes) + 3
        for criterion, n_sides in content.beside.sides.items() if each.side else ():
            found[place, criterion] = row
            row += WORKINGS * n_sides + 4 + 3
    return found


def results_size(content: Content) -> int:
    """Return how many rows the results at the top take."""
    return N_RESULTS * rank_offset(content) + 1


def total_row(place: int) -> int:
    """Return the row of a perspective's totals; its ranks stand further down by `rank_offset`."""
    return TOP + 2 + place


def rank_offset(content: Content) -> int:
    """Return how far below the totals the ranks stand, and below those the ranks and totals in words."""
    return len(perspectives_of(content)) + 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a block, and what its formula needs to know of the others."""

    content: Content
    place: int
    node: Node
    column: str

    @property
    def perspective(self) -> Perspective:
        """The one whose block it is."""
        return perspectives_of(self.content)[self.place]

    def top(self, part: Part) -> int:
        """Return the first row of a block."""
        return first_row(self.content, self.place, part)

    def row(self, part: Part) -> int:
        """Return the criterion's row in a block."""
        return self.top(part) + self.node.number - 1

    def at(self, part: Part) -> str:
        """Return the criterion's cell in a block."""
        return f"{self.column}{self.row(part)}"

    def below(self, letter: str, part: Part) -> str:
        """Return the range of what lies below a group in a block."""
        return f"{letter}{self.row(part) + 1}:{letter}{self.top(part) + self.node.last - 1}"

    def down(self, letter: str, part: Part) -> str:
        """Return the range of a whole block in one column."""
        first = self.top(part)
        return f"{letter}${first}:{letter}${first + len(self.content.plan.nodes) - 1}"

    @property
    def used(self) -> str:
        """Where the score stands that is read."""
        return self.at(Part.USED) if self.perspective.side else f"{TREE}!{self.column}{self.here}"

    @property
    def here(self) -> int:
        """The criterion's row on other sheets."""
        return self.content.plan.row(self.node.number)


def part_formula(cell: Cell, part: Part) -> str:
    """Return the formula of a cell; empty where it has none."""
    return FORMULAS[part](cell)


def _used(cell: Cell) -> str:
    content, node = cell.content, cell.node
    if node.kind == "group":
        return ""
    if node.kind == "computed":
        first = workings_row(content, cell.place, node.id)
        return f"{cell.column}{first + WORKINGS * content.beside.sides[node.id] + 3}"
    group = content.judging.group_of(cell.perspective.side) or 0
    score = f"{ANALYSTS}!{cell.column}{lay_out(content)[node.id, 'score'].groups + group}"
    return f'IF(ISNUMBER({score}),{score},IF(IFERROR({score}=na_word,FALSE),na_word,"{MISSING}"))'


def _along(cell: Cell) -> str:
    if cell.node.kind != "leaf":
        return ""
    return along_formula(cell.content.plan, cell.node, cell.at(Part.USED), cell.row(Part.ALONG))


def _worth(cell: Cell) -> str:
    if cell.node.kind == "leaf":
        return value_formula(cell.content.plan, cell.node, cell.at(Part.ALONG))
    return cell.at(Part.USED) if cell.node.kind == "computed" else ""


def _counts(cell: Cell) -> str:
    row = cell.row(Part.COUNTS)
    if cell.node.kind != "group":
        return f"IF({cell.used}=na_word,0,$F{row})"
    children = f"{cell.below('$B', Part.COUNTS)},$A{row},{cell.below(cell.column, Part.COUNTS)}"
    return f"IF(SUMIF({children})>0,$F{row},0)"


def _local(cell: Cell) -> str:
    if not cell.node.parent:
        return "1"
    own = f"$B{cell.row(Part.LOCAL)}"
    siblings = f"SUMIF({cell.down('$B', Part.LOCAL)},{own},{cell.down(cell.column, Part.COUNTS)})"
    return f"IF({siblings}>0,{cell.at(Part.COUNTS)}/{siblings},0)"


def _mine(cell: Cell, part: Part) -> str:
    return f"({cell.below('$B', part)}=$A{cell.row(part)})"


def _missing(cell: Cell) -> str:
    if cell.node.kind != "group":
        return f'IF({cell.used}="{MISSING}",1,0)'
    weighed = f"({cell.below(cell.column, Part.LOCAL)}>0)"
    return f"SUMPRODUCT({_mine(cell, Part.MISSING)}*{weighed}*{cell.below(cell.column, Part.MISSING)})"


def _value(cell: Cell) -> str:
    if cell.node.kind != "group":
        worth = cell.at(Part.WORTH) if cell.perspective.side else ""
        low = f"{TREE}!{cell.column}{cell.content.plan.row(cell.node.number, Block.LOW)}"
        return f"IF(ISNUMBER({worth}),{worth},0)" if worth else low
    parents, own = cell.below("$B", Part.VALUE), f"$A{cell.row(Part.VALUE)}"
    handed = cell.below(cell.column, Part.TERM)
    total = f"SUMIF({parents},{own},{handed})"
    worst = f"value_top-SUMPRODUCT(MAX({_mine(cell, Part.VALUE)}*{handed}))"
    local = f"SUMIF({parents},{own},{cell.below(cell.column, Part.LOCAL)})"
    return f"IF({local}=0,0,CHOOSE({WEIGHTS}!$M{cell.here}+1,0,{total},EXP({total}),{worst}))"


def _term(cell: Cell) -> str:
    if not cell.node.parent:
        return ""
    return term_formula(f"$F{cell.row(Part.TERM)}", cell.at(Part.LOCAL), cell.at(Part.VALUE))


FORMULAS: dict[Part, Callable[[Cell], str]] = {
    Part.USED: _used,
    Part.ALONG: _along,
    Part.WORTH: _worth,
    Part.COUNTS: _counts,
    Part.LOCAL: _local,
    Part.MISSING: _missing,
    Part.VALUE: _value,
    Part.TERM: _term,
}
