"""What each option brings each side, in words, with what the words rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.explanation_words import joined
from workbench.model.criterion import Leaf
from workbench.model.report import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.model.bilateral import Bilateral, OptionSharing, SharingScale, SideFigures
    from workbench.model.report import Value
    from workbench.model.study import Study
    from workbench.usecases.summary import FirstPage

DEPENDS = "depends on half a level"

ROUNDING = 1e-9


def for_each_side(first: FirstPage, most: int) -> Iterator[Table]:
    """Yield in words what each option brings each side, of the first so many options."""
    found = first.between_sides
    if found is None or not found.views or found.scale is None:
        return
    view, scale = found.views[0], found.scale
    sides = [side for side in found.sides if side.id in scale.rates]
    halves = {side.id: _half_levels(first.study, scale, side.id) for side in sides}
    columns = (Column("Option"), *(Column(side.label) for side in sides), Column(_asked(len(sides))))
    rows: list[tuple[Value, ...]] = []
    for option in view.options[:most]:
        figures = {each.side: each for each in option.sides}
        cells = (_gain(figures.get(side.id), scale.rates[side.id], halves[side.id]) for side in sides)
        rows.append((option.brief, *cells, _test(option)))
    note = f"{view.label.rstrip('.')}. On the scores as given; {_rates(found, scale.rates)}, a judgement of value."
    note += f" “{DEPENDS}”: moving one of the scores by half a level changes the answer."
    yield Table("What it means for each side", columns, tuple(rows), note=note)


def _asked(n_sides: int) -> str:
    who = "both" if n_sides == 2 else "all"  # noqa: PLR2004 - of two one says both
    return f"Do {who} benefit, do {who} bear, in rough proportion?"


def _half_levels(study: Study, scale: SharingScale, side: str) -> tuple[float, float]:
    """Return what half a level of the side's benefit and of its burden is in points, 0 to 100 from the true zero."""
    leaves = (study.criterion[scale.benefits[side]], study.criterion[scale.burdens[side]])
    halves = [50.0 * leaf.scale.step / leaf.scale.high if isinstance(leaf, Leaf) else 0.0 for leaf in leaves]
    return halves[0], halves[1]


def _gain(figures: SideFigures | None, rate: float, halves: tuple[float, float]) -> str | None:
    if figures is None:
        return None
    words = {1: "gains more than it bears", -1: "bears more than it gains", 0: "bears as much as it gains"}
    sign = _sign(figures.net)
    turns = any(_sign(net) != sign for net in _nearby(figures, rate, halves))
    return f"{words[sign]}; {DEPENDS}" if turns else words[sign]


def _nearby(figures: SideFigures, rate: float, halves: tuple[float, float]) -> Iterator[float]:
    """Yield the net with one of benefit and burden moved by half a level, within its scale."""
    benefit, burden = figures.benefit_points, figures.burden_points
    for way in (-1, 1):
        yield _within(benefit, way * halves[0]) - rate * burden
        yield benefit - rate * _within(burden, way * halves[1])


def _within(points: float, move: float) -> float:
    return min(max(points + move, 0.0), max(points, 100.0))


def _sign(net: float) -> int:
    return 0 if abs(net) < ROUNDING else 1 if net > 0 else -1


def _test(option: OptionSharing) -> str | None:
    test = option.test
    if test is None:
        return None
    parts = (("benefit", test.reap), ("bear", test.bear), ("proportion", test.proportion))
    return ", ".join(f"{what}: {DEPENDS if each.answer == 'depends' else each.answer}" for what, each in parts)


def _rates(found: Bilateral, rates: Mapping[str, float]) -> str:
    """Return what a point of burden weighs, in words."""
    if set(rates.values()) == {1.0}:
        return "a point of burden weighs as much as a point of benefit"
    if len(set(rates.values())) == 1:
        return f"a point of burden weighs {next(iter(rates.values())):g} times a point of benefit"
    named = [f"{rates[side.id]:g} times for {side.named}" for side in found.sides if side.id in rates]
    return f"a point of burden weighs a point of benefit {joined(named)}"
