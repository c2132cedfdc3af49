"""What was asked about the sides of a study, and what has to be said on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.model.evaluation import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.settings import StatusQuo
    from workbench.model.study import Study


@dataclass(frozen=True, slots=True)
class Terms:
    """What the comparison of sides rests on besides scores and weights; what is not given comes from the settings."""

    rates: Mapping[str, float] = field(default_factory=dict)
    """λ by side: how many points of benefit one point of burden weighs."""
    status_quo: StatusQuo | None = None
    comparability: str = ""
    """Why the sides' points can be compared."""
    bargaining: Mapping[str, float] = field(default_factory=dict)
    """By side: the exponent of its gain in the Nash product, the factor in the utilitarian sum; 1 each without."""
    floor: float | None = None
    """What zeros count as in the geometric mean of the matrix; None: as zeros."""


@dataclass(frozen=True, slots=True)
class Question:
    """A study with all that was asked about it, and what has to be said on the way."""

    study: Study
    """Whole."""
    chosen: Study
    """With the criteria and options that count; without go-alone options."""
    everything: Study
    """With the criteria that count and every option."""
    weights: str | None
    """A weight set that was asked for, or that the profile is read with: it stands for every side."""
    view: str | None
    aggregators: Mapping[str, str]
    terms: Terms
    notices: list[Notice] = field(default_factory=list)

    @property
    def speaking(self) -> tuple[str, ...]:
        """The sides that have an analyst."""
        spoken = {analyst.side for analyst in self.study.analysts}
        return tuple(side.id for side in self.study.sides if side.id in spoken)

    def say(self, code: str, where: str, text: str) -> None:
        """Note something the reader must know."""
        self.notices.append(Notice(code, where, text))
