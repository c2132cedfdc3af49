"""The grid before the study has been read to the end: only what is drawn is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from workbench.model.state import SCORE
from workbench.tui.grid.rows import Filled, disputed_cells, fill, judged
from workbench.tui.text.number import shown

if TYPE_CHECKING:
    from workbench.model.criterion import Leaf
    from workbench.model.option import Option
    from workbench.tui.grid.rows import Cell, Row
    from workbench.usecases.session import Session


class FirstLook(dict[str, Filled]):
    """What stands in the rows, by criterion: their cells, and nothing that follows from all of them."""

    def __init__(self, session: Session, rows: Sequence[Row], options: Sequence[Option]) -> None:
        super().__init__()
        self._session = session
        self._rows = {row.criterion.id: row for row in rows}
        self._options = options
        self._disputed = disputed_cells(session)
        self._scorers = session.study.scorers(session.view)

    def __missing__(self, name: str) -> Filled:
        """Return what stands in a row, from its first question on."""
        row = self._rows[name]
        filled = Filled(_Cells(self, row.leaf), 0, 0) if row.leaf else fill(self._session, row, self._options)
        self[name] = filled
        return filled

    def cell(self, leaf: Leaf, place: int) -> Cell:
        """Return what stands in a cell."""
        option = self._options[place].id
        return judged(self._session, leaf, option, self._scorers, disputed=(option, leaf.id) in self._disputed)

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len(self._options)


class _Cells(Sequence["Cell"]):
    """A row's cells, each read when it is drawn."""

    def __init__(self, look: FirstLook, leaf: Leaf) -> None:
        self._look = look
        self._leaf = leaf

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, place: int | slice) -> Cell | tuple[Cell, ...]:
        """Return what stands in a cell, or in some."""
        if isinstance(place, slice):
            return tuple(self._look.cell(self._leaf, each) for each in range(len(self))[place])
        return self._look.cell(self._leaf, range(len(self))[place])

    def __len__(self) -> int:
        """Return how many there are."""
        return self._look.width


def longest_number(session: Session) -> int:
    """Return the characters of the longest number in any score, without reading the scores one by one."""
    scores = [value for key, value in session.state.items() if key.startswith(SCORE)]
    numbers = {value.get("value") for value in scores} - {None}
    ends = {(value["low"], value["high"]) for value in scores if "low" in value and "high" in value}
    texts = (*map(shown, numbers), *(f"{shown(low)}–{shown(high)}" for low, high in ends))
    return max(map(len, texts), default=0)
