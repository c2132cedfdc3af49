"""What a weighting made of answers or of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.evaluation import Matrix, Notice, Step


@dataclass(frozen=True)
class Weights:
    """Weights of criteria, with how they came about."""

    method: str
    title: str
    source: str
    parameters: Mapping[str, Any]
    names: tuple[str, ...]
    """The criteria."""
    weights: Matrix
    """Shape (n_criteria,), not negative, summing to 1."""
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...]

    @property
    def by_name(self) -> dict[str, float]:
        """Each criterion's weight."""
        return dict(zip(self.names, self.weights.tolist(), strict=True))

    def step(self, name: str) -> Step:
        """Return the step of that name; KeyError where the method has none."""
        return {each.name: each for each in self.steps}[name]
