"""Scores by their cell, from which one more is made without going through all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.model.score import Score

Cell = tuple[str, str, str]
"""Option, criterion and analyst."""


class ByCell(Mapping[Cell, "Score"]):
    """Scores by option, criterion and analyst; it never changes."""

    __slots__ = ("_of_option",)

    def __init__(self, scores: Mapping[Cell, Score]) -> None:
        self._of_option: dict[str, dict[Cell, Score]] = {}
        for cell, score in scores.items():
            self._of_option.setdefault(cell[0], {})[cell] = score

    def __getitem__(self, cell: Cell) -> Score:
        """Return the score of a cell."""
        return self._of_option[cell[0]][cell]

    def get(self, cell: Cell, default: Score | None = None) -> Score | None:  # type: ignore[override]  # no other default is asked for
        """Return the score of a cell, or the default."""
        own = self._of_option.get(cell[0])
        return default if own is None else own.get(cell, default)

    def __iter__(self) -> Iterator[Cell]:
        """Yield the cells."""
        return (cell for own in self._of_option.values() for cell in own)

    def __len__(self) -> int:
        """Return how many scores there are."""
        return sum(map(len, self._of_option.values()))

    def with_score(self, cell: Cell, score: Score | None) -> ByCell:
        """Return the same but for one cell; None takes its score away."""
        own = dict(self._of_option.get(cell[0], {}))
        if score is None:
            own.pop(cell, None)
        else:
            own[cell] = score
        new = ByCell({})
        new._of_option = {**self._of_option, cell[0]: own}
        return new
