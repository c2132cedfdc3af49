"""The government × public matrix of one option: its aggregates, the weakest cell, and reciprocity."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from workbench.model.bilateral import MatrixCell
from workbench.model.criterion import Leaf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workbench.model.evaluation import Matrix
    from workbench.model.study import Study

TOLERANCE = 1e-9


def matrix_cells(study: Study) -> tuple[MatrixCell, ...]:
    """Return the cells that leaves fill, by government, then public, in the order of the study's sides."""
    by_place: dict[tuple[str, str], list[str]] = {}
    for leaf in study.criteria:
        if isinstance(leaf, Leaf) and leaf.cell:
            by_place.setdefault((leaf.cell.government, leaf.cell.public), []).append(leaf.id)
    order = [side.id for side in study.sides]
    places = [(government, public) for government in order for public in order]
    return tuple(MatrixCell(*place, tuple(by_place[place])) for place in places if place in by_place)


def arithmetic(cells: Matrix) -> Matrix:
    """Return the mean over the last axis."""
    mean: Matrix = cells.mean(axis=-1)
    return mean


def geometric(cells: Matrix, floor: float | None = None) -> Matrix:
    """Return the geometric mean over the last axis; a zero makes it 0 unless zeros count as a floor."""
    raised = cells if floor is None else np.maximum(cells, floor)
    root = 100.0 * np.prod(raised / 100.0, axis=-1) ** (1.0 / raised.shape[-1])
    # Rounding must not carry the mean beyond its smallest or largest cell.
    mean: Matrix = np.clip(root, raised.min(axis=-1), raised.max(axis=-1))
    return mean


def minimum(cells: Matrix) -> Matrix:
    """Return the smallest over the last axis: only the weakest cell counts."""
    least: Matrix = cells.min(axis=-1)
    return least


def matrix_aggregates(floor: float | None) -> dict[str, Callable[[Matrix], Matrix]]:
    """Return the aggregates by the name of their group aggregator."""
    return {"arithmetic": arithmetic, "geometric": lambda cells: geometric(cells, floor), "minimum": minimum}


def weakest(cells: Sequence[MatrixCell], values: Matrix) -> tuple[str, ...]:
    """Return the criteria of the cells at the minimum, shape of values (n_cells,)."""
    least = values.min() + TOLERANCE
    return tuple(
        name for cell, value in zip(cells, values.tolist(), strict=True) if value <= least for name in cell.criteria
    )


def by_side(cells: Sequence[MatrixCell], values: Matrix, sides: Sequence[str], role: str) -> dict[str, float | None]:
    """Return the mean of each side's cells as "government" or as "public"; None where it has none."""
    found: dict[str, float | None] = {}
    for side in sides:
        own = [value for cell, value in zip(cells, values.tolist(), strict=True) if getattr(cell, role) == side]
        found[side] = sum(own) / len(own) if own else None
    return found


def cross_gap(cells: Sequence[MatrixCell], values: Matrix) -> float | None:
    """Return the mean of the cells across the border less that of the domestic ones; None without both kinds."""
    across = np.array([cell.government != cell.public for cell in cells])
    if across.all() or not across.any():
        return None
    return float(values[across].mean() - values[~across].mean())


def reciprocity(cells: Sequence[MatrixCell], values: Matrix) -> float | None:
    """Return 1 − |a − b| / 100 of the two directions, the mean over pairs of sides; None without both directions."""
    place = {(cell.government, cell.public): value for cell, value in zip(cells, values.tolist(), strict=True)}
    sides = dict.fromkeys(name for pair in place for name in pair)
    found = [
        1.0 - abs(place[a, b] - place[b, a]) / 100.0
        for a, b in combinations(sides, 2)
        if (a, b) in place and (b, a) in place
    ]
    return sum(found) / len(found) if found else None


def absent(cells: Sequence[MatrixCell], sides: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the relations between the sides that no criterion fills."""
    there = {(cell.government, cell.public) for cell in cells}
    return tuple((a, b) for a in sides for b in sides if (a, b) not in there)


def cell_values(cells: Sequence[MatrixCell], values: Mapping[str, float]) -> Matrix:
    """Return each cell's value, the mean where several criteria fill it; shape (n_cells,)."""
    return np.array([np.mean([values[name] for name in cell.criteria]) for cell in cells])
