"""The criteria with their answers and weights, one a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.text.fitting import fit, right
from workbench.tui.widgets.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.tui.text.line import Line
    from workbench.usecases.weighing.tree import Weighing, WeightRow

FIGURES = (("asked", 10), ("answer", 7), ("siblings", 9), ("whole", 7))
"""Headings and widths of the columns behind the name."""
BAR = 12
WIDE = 78
"""Cells from which on a bar stands behind the figures."""
RULES = {"geometric": " ×", "minimum": " ∧"}


class WeightList(Listing):
    """Every node of the tree."""

    def __init__(self, weighing: Weighing, moved: Callable[[], None]) -> None:
        super().__init__(moved)
        self.weighing = weighing

    @property
    def count(self) -> int:
        """How many nodes there are."""
        return len(self.weighing.rows)

    @property
    def row(self) -> WeightRow | None:
        """The node under the cursor."""
        rows = self.weighing.rows
        return rows[min(self.at, len(rows) - 1)] if rows else None

    def headings(self, width: int) -> Sequence[Line]:
        """Return the headings of the columns."""
        if not self.count:
            return ()
        figures = tuple((right(name, room), "dim") for name, room in FIGURES)
        return [((fit("Criterion", self.name_width(width)), "dim"), *figures)]

    def name_width(self, width: int) -> int:
        """Return how wide the names of criteria are, of a line of that width."""
        figures = sum(room for _, room in FIGURES)
        return max(10, width - figures - (BAR + 1 if width >= WIDE else 0))

    def row_line(self, place: int, width: int, *, here: bool) -> Line:
        """Return a node's line."""
        row = self.weighing.rows[place]
        spread = " =" if row.id in self.weighing.without_spread else ""
        name = f"{'  ' * row.depth}{row.label}{RULES.get(row.rule, '')}{spread}"
        asked = "computed" if row.is_computed else row.asked or "no answer"
        answer = f"{row.raw:.4g}" if row.asked else ""
        style = "picked" if here else "strong" if row.is_group else ""
        cells = (
            (fit(name, self.name_width(width)), style),
            (right(asked, FIGURES[0][1]), "" if row.asked or row.is_computed else "warn"),
            (right(answer, FIGURES[1][1]), "strong"),
            (right(f"{row.local:.1%}", FIGURES[2][1]), "dim"),
            (right(f"{row.share:.1%}", FIGURES[3][1]), "strong" if row.is_group else ""),
        )
        if width < WIDE:
            return cells
        full = round(BAR * row.share)
        return (*cells, (" ", ""), ("━" * full, "bar"), ("┄" * (BAR - full), "track"))
