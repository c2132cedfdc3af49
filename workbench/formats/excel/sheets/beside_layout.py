"""Where things stand on the sheet Beside, and what every block of it begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.engine.computed.proportionality import METHOD as PROPORTIONALITY
from workbench.errors import ExportError
from workbench.formats.excel.words import SCORES
from workbench.model.criterion import ComputedLeaf, Group

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Node, Plan
    from workbench.model.study import Study

TITLE_ROWS = 2
"""A block's title and header stand above its first row."""


RANGE_ROWS = 4
"""Below a computed criterion's result, where scores are intervals: least, most, and the differences behind them."""

HALF_ROWS = 13
"""Below that, with two sides: the same with each input half a level off, the inputs so moved, the range in words."""

TWO_SIDES = 2
"""For which the ends lie at corners; with more, an interval leaves the measure open."""


@dataclass(frozen=True, slots=True)
class Variant:
    """The totals if one group had another aggregator."""

    chain: tuple[Node, ...]
    """The group, then the groups above it, the root last."""
    rule: str
    first: int
    """The first row of its workings."""

    @property
    def result(self) -> int:
        """The row of the totals."""
        return self.first + 6 * len(self.chain) - 4


@dataclass(frozen=True, slots=True)
class BesideRows:
    """Where things stand on the sheet."""

    computed: dict[str, int]
    """Each computed criterion's row of results."""
    sides: dict[str, int]
    """How many sides each computed criterion compares."""
    words: dict[str, int]
    """Each computed criterion's row of ranges in words, where there is one."""
    variants: tuple[Variant, ...]


def lay_out(study: Study, plan: Plan) -> BesideRows:
    """Return the rows of the sheet.

    Raises
    ------
    ExportError
        When a computed criterion takes a measure that has no formulas here.
    """
    row = 5
    computed, sides, words, variants = {}, {}, {}, []
    for leaf in (each for each in study.criteria if isinstance(each, ComputedLeaf)):
        if leaf.computed.measure != PROPORTIONALITY.name:
            message = f"The measure {leaf.computed.measure!r} has no formulas in the Excel report yet."
            raise ExportError(message, hint="Use another format.")
        sides[leaf.id] = len(leaf.computed.benefits)
        computed[leaf.id] = row + TITLE_ROWS + 4 * sides[leaf.id] + 3
        row = computed[leaf.id] + 2 + (RANGE_ROWS if plan.ranged else 0)
        if sides[leaf.id] == TWO_SIDES:
            row += HALF_ROWS
            words[leaf.id] = row - 2
    for group in (each for each in study.criteria if isinstance(each, Group) and each.id in plan.number):
        for rule in group.aggregators_beside:
            chain = _chain(plan, plan.number[group.id])
            variants.append(Variant(chain, str(rule), row + TITLE_ROWS))
            row = variants[-1].result + 2
    return BesideRows(computed, sides, words, tuple(variants))


def _chain(plan: Plan, number: int) -> tuple[Node, ...]:
    chain = []
    while number:
        chain.append(plan.nodes[number - 1])
        number = plan.nodes[number - 1].parent
    return tuple(chain)


def write_header(page: Page, content: Content, row: int, title: str, value: str) -> None:
    """Write a block's title, a formula with its value, and the header above its first row."""
    page.put(f"A{row - TITLE_ROWS}", title, value, "section")
    for column in "EF":
        page.blank(f"{column}{row - 1}", "header")
    page.text(f"D{row - 1}", "Step", "header_left")
    for place, column in enumerate(content.plan.columns):
        page.put(f"{column}{row - 1}", f"{SCORES}!{column}$5", content.plan.options[place], "header_link")


def write_step(page: Page, row: int, title: tuple[str, str]) -> None:
    """Write what a row shows: a formula with its value."""
    for column in "EF":
        page.blank(f"{column}{row}", "label")
    page.put(f"D{row}", *title, "calc_text")
