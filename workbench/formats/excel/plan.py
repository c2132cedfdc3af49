"""Where everything stands: rows are the nodes of the tree, columns are the options, alike on every sheet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from openpyxl.utils import get_column_letter

from workbench.model.criterion import ROOT, Group, Leaf
from workbench.model.value_function import Piecewise

if TYPE_CHECKING:
    from workbench.engine.problem import Problem
    from workbench.model.study import Study

HEADER_ROW = 5
FIRST_ROW = 6
FIRST_OPTION = 7
"""Column G."""

HALF_PAGE_ROWS, PAGE_ROWS = 16, 36
"""How many rows of criteria a block may have so that two of them, or one, stand on a printed page."""

FEWEST_POINTS = 4
"""Room for points of a piecewise value function, also where no criterion has one."""


class Block(IntEnum):
    """The blocks of the sheet Tree, one below the other, each with a row for every node."""

    USED = 0
    ALONG = 1
    VALUE = 2
    COUNTS = 3
    LOCAL = 4
    LOW = 5
    LOW_TERM = 6
    HIGH = 7
    HIGH_TERM = 8
    TOTAL = 9
    RANGE_LOW = 10
    RANGE_LOW_TERM = 11
    RANGE_HIGH = 12
    RANGE_HIGH_TERM = 13


class RangeBlock(IntEnum):
    """The blocks of the sheet Ranges, in the rows of the first blocks of Tree."""

    LOW_GIVEN = 0
    HIGH_GIVEN = 1
    LOW_USED = 2
    HIGH_USED = 3
    LOW_ALONG = 4
    HIGH_ALONG = 5
    LOW_VALUE = 6
    HIGH_VALUE = 7
    PEAK = 8
    VALLEY = 9


class Result(IntEnum):
    """The rows below the blocks of the sheet Tree: one figure for each option."""

    MISSING = 0
    WEIGHED = 1
    COMPLETE = 2
    STATUS = 3
    TOTAL = 4
    LOW = 5
    HIGH = 6
    BEST = 7
    WORST = 8
    SURE_LOW = 9
    SURE_HIGH = 10
    FIRST = 11
    LAST = 12
    RANK = 13
    MIDDLE = 14
    MIDDLE_RANK = 15
    KEY = 16
    PLACE = 17
    ROLL_UP = 18


class Single(IntEnum):
    """The rows below the results: one figure for the whole study, in the first option's column."""

    UNKNOWN_RULES = 0
    UNKNOWN_CURVES = 1
    UNKNOWN_INPUT = 2
    RANGE_MARGIN = 3
    TIE_MARGIN = 4
    SEPARABLE_MARGIN = 5
    THRESHOLD = 6
    FIRST = 7
    SECOND = 8
    FIRST_TOTAL = 9
    LEAD = 10
    NEAR = 11
    LEAD_TEXT = 12
    CLOSE_TEXT = 13
    TIED_TEXT = 14
    OPEN_TEXT = 15
    FINDING = 16


@dataclass(frozen=True, slots=True)
class Node:
    """A criterion, in the order in which the sheets list the tree: a group, then all below it."""

    number: int
    parent: int
    """The parent's number; 0 for the root."""
    place: int
    """Its index among the engine's nodes."""
    id: str
    label: str
    kind: Literal["group", "leaf", "computed"]
    depth: int
    last: int
    """The number of the last node below it."""


@dataclass(frozen=True)
class Plan:
    """Rows and columns of one workbook."""

    nodes: tuple[Node, ...]
    options: tuple[str, ...]
    """The options' short labels."""
    ranged: bool
    """Whether some scores are intervals; then the blocks from RANGE_LOW on are there."""
    points: int = FEWEST_POINTS
    """How many points of a piecewise value function the sheet Curves has room for."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The options' columns."""
        return tuple(get_column_letter(FIRST_OPTION + place) for place in range(len(self.options)))

    @cached_property
    def number(self) -> dict[str, int]:
        """Each node's number by its id; the root first."""
        return {node.id: node.number for node in reversed(self.nodes)}

    @property
    def last_row(self) -> int:
        """The last row of the nodes on every sheet."""
        return FIRST_ROW + len(self.nodes) - 1

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that the sheet Tree has."""
        return tuple(block for block in Block if self.ranged or block <= Block.TOTAL)

    def row(self, number: int, block: Block | RangeBlock = Block.USED) -> int:
        """Return a node's row in a block; in the first block it is its row on every other sheet."""
        return FIRST_ROW + number - 1 + block * (len(self.nodes) + 3)

    def below(self, node: Node, column: str, block: Block = Block.USED) -> str:
        """Return the range of all nodes below a group, in one column of a block."""
        return f"{column}{self.row(node.number + 1, block)}:{column}{self.row(node.last, block)}"

    def all_rows(self, column: str, block: Block = Block.USED, sheet: str = "") -> str:
        """Return the range of all nodes in one column of a block, fixed; also on another sheet."""
        place = f"{sheet}!" if sheet else ""
        return f"{place}${column}${self.row(1, block)}:${column}${self.row(len(self.nodes), block)}"

    def all_cells(self, sheet: str, block: Block | RangeBlock = Block.USED) -> str:
        """Return the range of all nodes and all options in a block, fixed."""
        first, last = self.row(1, block), self.row(len(self.nodes), block)
        return f"{sheet}!${self.columns[0]}${first}:${self.columns[-1]}${last}"

    def across(self, row: int, sheet: str = "") -> str:
        """Return the range of all options in a row, fixed."""
        place = f"{sheet}!" if sheet else ""
        return f"{place}${self.columns[0]}${row}:${self.columns[-1]}${row}"

    def page_tops(self, n_blocks: int) -> list[int]:
        """Return the rows of the titles with which further printed pages begin, two blocks a page if there is room."""
        if len(self.nodes) > PAGE_ROWS:
            return []
        every = 2 if len(self.nodes) <= HALF_PAGE_ROWS else 1
        return [self.row(1, Block(place)) - 2 for place in range(every, n_blocks, every)]

    def result_row(self, result: Result) -> int:
        """Return the row of a result on the sheet Tree."""
        return self.row(1, self.blocks[-1]) + len(self.nodes) + 3 + result

    def single_row(self, single: Single) -> int:
        """Return the row of a single figure on the sheet Tree."""
        return self.result_row(Result.ROLL_UP) + 4 + single


def make_plan(study: Study, problem: Problem) -> Plan:
    """Return the plan of a study's workbook."""
    tree, ranged = problem.tree, bool((problem.known & (problem.raw_low < problem.raw_high)).any())
    curves = [leaf.value_function for leaf in study.leaves]
    given = [len(each.points) for each in curves if isinstance(each, Piecewise)]
    labels = ["Total" if each.id == ROOT else study.criterion[each.id].brief for each in tree.groups]
    ids = [*tree.leaves, *(group.id for group in tree.groups)]
    named = [*(study.criterion[leaf].brief for leaf in tree.leaves), *labels]
    nodes: list[Node] = []

    def add(place: int, parent: int, depth: int) -> None:
        number = len(nodes) + 1
        node = Node(number, parent, place, ids[place], named[place], _kind(study, ids[place]), depth, number)
        nodes.append(node)
        if place >= len(tree.leaves):
            for child in tree.groups[place - len(tree.leaves)].children:
                add(child, number, depth + 1)
            nodes[number - 1] = Node(number, parent, place, node.id, node.label, node.kind, depth, len(nodes))

    add(tree.n_nodes - 1, 0, 0)
    return Plan(tuple(nodes), tuple(option.brief for option in study.options), ranged, max([FEWEST_POINTS, *given]))


def _kind(study: Study, name: str) -> Literal["group", "leaf", "computed"]:
    node = study.criterion.get(name)
    if node is None or isinstance(node, Group):
        return "group"
    return "leaf" if isinstance(node, Leaf) else "computed"
