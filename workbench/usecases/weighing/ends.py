"""Comparisons of a group's children with its best and its worst one: what is asked, and what does not agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.weights import BestWorst


@dataclass
class Ends:
    """What is said so far of the best and the worst child, kept or not."""

    best: str = ""
    worst: str = ""
    rows: tuple[dict[str, float], dict[str, float]] = field(default_factory=lambda: ({}, {}))
    """The best against each, and each against the worst."""

    def copy(self) -> Ends:
        """Return the same, to be gone back to."""
        return Ends(self.best, self.worst, (dict(self.rows[0]), dict(self.rows[1])))

    def missing(self, names: Sequence[str]) -> list[tuple[int, str]]:
        """Return the comparisons that are missing, by column and child, in the order in which they are asked."""
        ends = (self.best, self.worst)
        return [(column, name) for column in (0, 1) for name in names
                if name != ends[column] and name not in self.rows[column]]  # fmt: skip

    def agrees_with(self, kept: BestWorst | None) -> bool:
        """Return whether this is what is kept."""
        if kept is None or (kept.best, kept.worst) != (self.best, self.worst):
            return False
        given = kept.best_to_others, kept.others_to_worst
        return all(
            {name: each for name, each in mine.items() if name != end}
            == {name: each for name, each in theirs.items() if name != end}
            for mine, theirs, end in zip(self.rows, given, (self.best, self.worst), strict=True)
        )

    def at_odds(self, names: Sequence[str]) -> tuple[str, tuple[float, float], float] | None:
        """Return the child whose two numbers together say least what the best against the worst says.

        By name, the two numbers, and the best against the worst; None where all agree (Liang et al. 2020, Omega 96).
        """
        whole = self.rows[0].get(self.worst)
        others = [name for name in names if name not in {self.best, self.worst}]
        if whole is None or self.missing(names) or not others:
            return None
        products = {name: self.rows[0][name] * self.rows[1][name] for name in others}
        worst = max(others, key=lambda name: abs(products[name] - whole))
        return None if products[worst] == whole else (worst, (self.rows[0][worst], self.rows[1][worst]), whole)
