"""What the sheet Sides needs to know of the study, and its figures, computed as the tool computes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.bilateral.matrix import matrix_cells
from workbench.analysis.bilateral.sharing_inputs import (
    SharingCriteria,
    neutral_view,
    other_views,
    own_views,
    sharing_criteria,
)
from workbench.analysis.bilateral.status_quo import net_status_quo
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.formats.excel.plan import Plan
    from workbench.model.bilateral import MatrixCell
    from workbench.model.evaluation import Matrix
    from workbench.model.study import Study


@dataclass(frozen=True)
class Sides:
    """The sides of a study, their benefits and burdens, and the cells of who answers to whom."""

    labels: tuple[str, ...]
    """Of the sides that share, in the order of the criteria."""
    criteria: SharingCriteria | None
    names: dict[str, str]
    """Every side's label by its id."""
    cells: tuple[MatrixCell, ...]
    rates: Matrix
    """λ of each side, shape (n_sides,)."""
    status_quo: Matrix
    """What each side has without an agreement, in points net, shape (n_sides,)."""
    status_quo_label: str

    @property
    def there(self) -> bool:
        """Whether there is anything to say about sides."""
        return self.criteria is not None or bool(self.cells)


def read_sides(study: Study, plan: Plan, view: str) -> Sides:
    """Return what a study says about its sides, as far as the sheets have its criteria."""
    found = sharing_criteria(study)
    criteria = found if isinstance(found, SharingCriteria) and found.computed in plan.number else None
    names = {side.id: side.label for side in study.sides}
    if criteria is None:
        none = np.zeros(0)
        return Sides((), None, names, matrix_cells(study), none, none, "")
    settings = study.settings
    rates = np.array([settings.exchange_rates.get(side, 1.0) for side in criteria.sides])
    views = own_views(study, criteria.sides, None)
    views = {side: [view] if view else each for side, each in views.items()}
    start = net_status_quo(study, criteria, views, settings.status_quo, rates)
    values = start.values or {}
    return Sides(
        labels=tuple(names[side] for side in criteria.sides),
        criteria=criteria,
        names=names,
        cells=matrix_cells(study),
        rates=rates,
        status_quo=np.array([values.get(side, 0.0) for side in criteria.sides]),
        status_quo_label=start.label,
    )


@dataclass(frozen=True, slots=True)
class SeenAs:
    """Whose scores stand for each side's benefit and burden, and what that side then has without an agreement."""

    views: dict[str, list[str]]
    """By side: sides or analysts, joined equally."""
    status_quo: Matrix


def seen_as(study: Study, sides: Sides, *, own: bool) -> SeenAs | None:
    """Return each side's own view, or the other sides' view of it; None where no side has an analyst of its own."""
    criteria = sides.criteria
    if criteria is None or not {each.side for each in study.analysts} & set(criteria.sides):
        return None
    views = (own_views if own else other_views)(study, criteria.sides, neutral_view(study))
    try:
        start = net_status_quo(study, criteria, views, study.settings.status_quo, sides.rates).values or {}
    except UsageError:
        return None
    return SeenAs(views, np.array([start.get(side, 0.0) for side in criteria.sides]))


def side_parameters(study: Study, sides: Sides) -> tuple[tuple[str, float | str, str], ...]:
    """Return the parameters that the sheet Sides names: name, value, meaning."""
    if sides.criteria is None:
        return ()
    found: list[tuple[str, float | str, str]] = []
    for place, label in enumerate(sides.labels, start=1):
        meaning = f"λ of {label}: how many points of its benefit one point of its burden weighs; a judgement of value."
        found.append((f"lambda_{place}", float(sides.rates[place - 1]), meaning))
    for place, label in enumerate(sides.labels, start=1):
        meaning = f"What {label} has without an agreement, in points net, as exported: {sides.status_quo_label}."
        found.append((f"status_quo_{place}", float(sides.status_quo[place - 1]), meaning))
    settings = study.settings
    return (
        *found,
        ("mutuality_levels", settings.mutuality_levels, "From how many levels on a side counts as reaping or bearing."),
        (
            "rough_proportion",
            settings.rough_proportion,
            "From which proportionality, 0 to 1, shares are in proportion.",
        ),
    )
