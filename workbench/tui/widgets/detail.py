"""The strip under the grid: everything about the cell under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui.text.description import describe
from workbench.tui.widgets.board import Board

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.tui.grid.grid import ScoreGrid
    from workbench.tui.text.line import Line


class Detail(Board):
    """What is asked, what the level means, why it was given, and by whom."""

    DEFAULT_CSS: ClassVar[str] = """
    Detail { height: 8; }
    """

    def __init__(self, grid: ScoreGrid) -> None:
        super().__init__()
        self._grid = grid

    def draw(self, width: int, height: int) -> Sequence[Line]:
        """Return the lines about the cell under the cursor."""
        if self._grid.is_blank:
            lines = "This study has no option or no criterion yet.", "a adds one here; F9 shows the whole study."
            return [((f" {line}", ""),) for line in lines]
        return describe(self._grid.session, self._grid.row, self._grid.option, width, height)
