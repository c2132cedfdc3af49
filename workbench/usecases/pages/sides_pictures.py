"""What stands between the sides, as pictures: the map of net benefits, who answers to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.picture import HeatMap, HeatRow, Point, Scatter
from workbench.model.report import Column, Table
from workbench.usecases.pages import bilateral_report
from workbench.usecases.pages.bilateral_words import ZONES, names_of, unscored, zones

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.bilateral import Accountability, Bilateral, OptionMatrix, SharingView

MOST_WEAKEST = 3
"""Relations that one sentence names."""

ROUNDING = 1e-9


def net_benefit_maps(found: Bilateral) -> tuple[Scatter, ...]:
    """Return a map for each two sides: gain of the one across, of the other upwards, on the view to read first."""
    if not found.views or found.scale is None:
        return ()
    view = found.views[0]
    sides = [side for side in found.sides if side.id in found.scale.rates]
    pairs = [(one, other) for at, one in enumerate(sides) for other in sides[at + 1 :]]
    return tuple(_map(found, view, one.id, other.id) for one, other in pairs)


def _map(found: Bilateral, view: SharingView, across: str, upwards: str) -> Scatter:
    labels, names = {side.id: side.label for side in found.sides}, names_of(found)
    points, rows = [], []
    for option in view.options:
        gains = {each.side: each.gain for each in option.sides}
        if across in gains and upwards in gains:
            zone = ZONES[option.zone.code] if option.zone else ""
            points.append(Point(option.brief, gains[across], gains[upwards], zone))
            rows.append((option.brief, gains[across], gains[upwards], zone))
    missing = [option.brief for option in view.options if option.brief not in {each.label for each in points}]
    title = f"Net benefit: {labels[across]} across, {labels[upwards]} upwards"
    rates = found.scale.rates if found.scale else {}
    sentence = " ".join(zones(view, names, rates)) or unscored(found) or "No option has a figure for both sides."
    columns = (
        Column("Option"), Column(f"Gain, {labels[across]}", 2, "right"), Column(f"Gain, {labels[upwards]}", 2, "right"),
        Column("Zone"),
    )  # fmt: skip
    note = f"{view.label} Gain: benefit less burden, less what the side has without an agreement; points of 0 to 100."
    note += f" No figure: {', '.join(missing)}." if missing else ""
    quarters = (f"only {labels[upwards]} gains", "both gain", "both lose", f"only {labels[across]} gains")
    table = Table(title, columns, tuple(rows), note=note)
    return Scatter(title, sentence, table, labels[across], labels[upwards], tuple(points), quarters)


def accountability_matrix(found: Accountability, names: Mapping[str, str] | None = None) -> HeatMap:
    """Return who answers to whom: for each option governments in rows, publics in columns.

    Parameters
    ----------
    names
        Sides' labels by id; without one, the id.
    """
    sides = {each: each for cell in found.cells for each in (cell.government, cell.public)} | dict(names or {})
    publics = tuple(dict.fromkeys(each.public for each in found.cells))
    governments = tuple(dict.fromkeys(each.government for each in found.cells))
    rows = []
    for option in found.options:
        rows.append(HeatRow(option.brief))
        values = {(cell.government, cell.public): value for cell, value in zip(found.cells, option.cells, strict=True)}
        rows += [
            HeatRow(f"Government, {sides[name]}", tuple(values.get((name, public)) for public in publics), 1)
            for name in governments
        ]
    every = [each.id for each in found.options]
    columns = tuple(f"Public, {sides[name]}" for name in publics)
    table = bilateral_report.matrix(found, every, sides)
    title = f"Governments (rows) answer to publics (columns). Judgement: {found.view_label}"
    return HeatMap(title, _weakest(found, sides), table, columns, tuple(rows), note="")


def _weakest(found: Accountability, sides: Mapping[str, str]) -> str:
    """Return the weakest relations across a border, of all options."""
    cells: list[tuple[float, str, OptionMatrix]] = [
        (value, f"government of {sides[cell.government]} to public of {sides[cell.public]}", option)
        for option in found.options
        for cell, value in zip(found.cells, option.cells, strict=True)
        if value is not None and cell.government != cell.public
    ]
    if not cells:
        return "No relation across a border has a score."
    least = min(value for value, _, _ in cells)
    places = [f"{where}, under {option.brief}" for value, where, option in cells if value <= least + ROUNDING]
    more = f"; and {len(places) - MOST_WEAKEST} more" if len(places) > MOST_WEAKEST else ""
    return f"Weakest across the border, {bilateral_report.number(least)}: {'; '.join(places[:MOST_WEAKEST])}{more}."
