"""What stands between the sides as a page that a facilitator can project: one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.analysis.bilateral.net_benefit import describe_rates
from workbench.model.report import Column, Report, Table
from workbench.usecases.pages.bilateral_words import (
    MOST_NAMED,
    ZONES,
    briefs_of,
    finding,
    labels,
    labels_of,
    names_of,
    whose_scores,
    zones,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model.bilateral import (
        Accountability,
        Bilateral,
        Channel,
        Compromise,
        MatrixCell,
        OptionCompromise,
        OptionMatrix,
        OptionSharing,
        SharingView,
        SideFacts,
        SideFigures,
    )
    from workbench.model.report import Value

MOST_CELLS = 4
"""Cells of a matrix that the page prints one by one."""

MOST_PLACES = 3
"""Cells that are named one by one."""

MOST_BESIDE = 6
"""Options whose zones in the other view stand below the first table."""

TWO = 2

ROUNDING = 1e-9


class Rows(NamedTuple):
    """How much the page holds at most."""

    options: int
    notices: int


EVERY = Rows(1_000_000, 1_000_000)

LIMITS = tuple(
    Rows(*each) for each in ((12, 4), (8, 3), (6, 2), (5, 2), (5, 1), (4, 2), (4, 1), (4, 0), (3, 1), (3, 0), (2, 0))
)
"""Tried one after the other until the page fits on one screen."""


def bilateral_page(found: Bilateral, rows: Rows) -> Report:
    """Return the page with at most so many rows in its tables."""
    tables: list[Table] = []
    shown = shortlist(found, rows.options)
    if found.views:
        tables.append(sharing(found, found.views[0], shown))
    chosen = found.totals or (found.views[0].compromise if found.views else None)
    if chosen is not None and chosen.options:
        tables.append(compromise(found, chosen, shown))
    if found.accountability is not None:
        tables.append(matrix(found.accountability, shown, labels_of(found)))
    return Report(
        title=f"{found.study.title}: between the sides",
        labels=labels(found, caveat=False),
        finding=finding(found),
        tables=tuple(tables),
        notes=_notes(found, rows),
    )


def turned(sides: Sequence[SideFacts], by: int) -> list[SideFacts]:
    """Return the sides in another order for each table, so that none always stands first."""
    by = by % len(sides) if sides else 0
    return [*sides[by:], *sides[:by]]


def shortlist(found: Bilateral, rows: int) -> list[str]:
    """Return the options that tables of so many rows show: those that a rule chooses, then by zone."""
    if len(found.options) <= rows:
        return list(found.options)
    chosen = found.totals or (found.views[0].compromise if found.views else None)
    picked = {name for names in chosen.chosen.values() for name in names} if chosen else set()
    order = list(ZONES)
    zones = {each.id: each.zone.code for view in found.views[:1] for each in view.options if each.zone}

    def key(name: str) -> tuple[bool, int]:
        return name not in picked, order.index(zones[name]) if name in zones else len(order)

    first = sorted(found.options, key=key)[:rows]
    return [name for name in found.options if name in first]


def sharing(found: Bilateral, view: SharingView, shown: Sequence[str]) -> Table:
    """Return each side's gain, burden and net, proportionality with its range, and the three-part test."""
    scale = found.scale
    sides = [side for side in found.sides if scale and side.id in scale.rates]
    rates = scale.rates if scale else {}
    columns = (
        Column("Option"),
        *(Column(side.label, align="right") for side in sides),
        Column("Proportionality", align="right"),
        Column("Reap, bear, proportion"),
    )
    lines = tuple(
        _sharing_row(found, option, [side.id for side in sides], rates) for option in view.options if option.id in shown
    )
    note = f"{burden_counts(rates)}, by choice. "
    note += "Ranges, “depends”: scores ± half a level."
    if len(found.views) > 1 and len(found.options) <= MOST_BESIDE:
        note = f"{note} {_beside(found)}".rstrip()
    return Table(f"Gain − burden = net. {whose_scores(view)}", columns, lines, note=note)


def burden_counts(rates: Mapping[str, float]) -> str:
    """Return in words how much a burden counts against a gain."""
    if set(rates.values()) == {1.0}:
        return "A burden counts like a gain (λ = 1)"
    return f"A burden counts {describe_rates(rates)} times a gain"


def _sharing_row(
    found: Bilateral, option: OptionSharing, sides: Sequence[str], rates: Mapping[str, float]
) -> tuple[Value, ...]:
    if option.test is None or option.proportionality is None:
        gaps = ", ".join(found.criteria.get(name, name) for name in option.missing)
        return (option.brief, *(None for _ in sides), None, f"no score: {gaps}")
    figures = {side.side: side for side in option.sides}
    low, high = option.range_half_level or (0.0, 100.0)
    test = option.test
    return (
        option.brief,
        *(_net(figures[side], rates[side]) for side in sides),
        f"{option.proportionality:.2f} ({low:.0f}–{high:.0f})",
        ("·" if len(sides) <= TWO else ", ").join(each.answer for each in (test.reap, test.bear, test.proportion)),
    )


def _net(figures: SideFigures, rate: float) -> str:
    burden = f"{number(figures.burden_points)}" if rate == 1 else f"{rate:g}×{number(figures.burden_points)}"
    return f"{number(figures.benefit_points)}−{burden} = {number(figures.net)}"


def number(points: float) -> str:
    """Return points with at most one decimal."""
    text = f"{points:.1f}".removesuffix(".0")
    return text if text != "-0" else "0"


def _beside(found: Bilateral) -> str:
    scale = found.scale
    if scale is None:
        return ""
    others = "the other side scores" if len(found.sides) == TWO else "the other sides score"
    words = " ".join(zones(found.views[1], names_of(found), scale.rates))
    return f"Beside, as {others} it: {words}" if words else ""


def compromise(found: Bilateral, chosen: Compromise, shown: Sequence[str]) -> Table:
    """Return each side's utility and gain, each rule's figure, and which options are dominated."""
    known = {name for option in chosen.options for name in option.utilities}
    sides = [side for side in turned(found.sides, 1) if side.id in known]
    briefs = briefs_of(found)
    plain = not any((chosen.status_quo or {}).values())
    comparing = [] if chosen.withheld else [("egalitarian", "Least"), ("utilitarian", "Sum")]
    rules = [("nash", "Nash"), ("kalai_smorodinsky", "K–S"), *comparing]
    columns = (
        Column("Option"),
        *(Column(side.label, align="right") for side in sides),
        *(Column(label, align="right") for _, label in rules),
    )
    lines = tuple(
        (
            f"{briefs[option.id]}{' †' if option.dominated_by else ''}",
            *(_utility(option, side.id, plain=plain) for side in sides),
            *(_figure(chosen, option, rule) for rule, _ in rules),
        )
        for option in chosen.options
        if option.id in shown
    )
    what = "own totals" if chosen.basis == "totals" else "net benefits"
    what += "" if plain else " (gains over the status quo)"
    return Table(f"What all could accept: {what}", columns, lines, note=_compromise_note(found, chosen))


def _utility(option: OptionCompromise, side: str, *, plain: bool) -> str:
    total = f"{option.utilities[side]:.2f}"
    return total if plain or option.gains is None else f"{total} ({option.gains[side]:+.2f})"


def _figure(chosen: Compromise, option: OptionCompromise, rule: str) -> str | None:
    figure: float | None = getattr(option, rule)
    if figure is None:
        return None
    return f"{figure:.2f}{' *' if option.id in chosen.chosen.get(rule, ()) else '  '}"


def _compromise_note(found: Bilateral, chosen: Compromise) -> str:
    if chosen.status_quo is None:
        return f"† dominated. No rule is used: {chosen.status_quo_label}."
    labels = labels_of(found)
    shown = ", ".join(f"{labels[side]} {number(total)}" for side, total in chosen.status_quo.items())
    note = f"* chosen, † dominated. Status quo {shown} ({chosen.status_quo_label}): it decides, vary it."
    if set(chosen.bargaining.values()) != {1.0}:
        powers = ", ".join(f"{labels[side]} {power:g}" for side, power in chosen.bargaining.items())
        note += f" Bargaining weights: {powers}."
    if chosen.withheld:
        note += " Sum and least gain are withheld: no setting of the study says why the sides' points can be compared."
    return note


def arrow(cell: MatrixCell) -> str:
    """Return a cell of the matrix as government → public."""
    return f"{cell.government}→{cell.public}"


def matrix(chosen: Accountability, shown: Sequence[str], labels: Mapping[str, str]) -> Table:
    """Return the government × public matrix with its aggregates and the ranks under each.

    Parameters
    ----------
    labels
        What the sides are called, by id.
    """
    cells = [arrow(cell) for cell in chosen.cells]
    few = len(cells) <= MOST_CELLS
    columns = (
        Column("Option"),
        *([Column("Cells", whole=True)] if few else []),
        Column("Mean", 2, "right"),
        Column("Geom.", 2, "right"),
        Column("Weakest"),
        Column("Gap", 2, "right"),
        Column("Recip.", 2, "right"),
        Column("Ranks"),
    )
    ranks = [ranking.matrix_ranks for ranking in chosen.rankings]
    lines = tuple(
        (
            option.brief,
            *(["·".join("–" if value is None else number(value) for value in option.cells)] if few else []),
            option.mean,
            option.geometric,
            weakest(chosen, option),
            option.cross_gap,
            option.reciprocity,
            "·".join(str(each[option.id] or "–") for each in ranks),
        )
        for option in chosen.options
        if option.id in shown
    )
    sides = dict.fromkeys(side for cell in chosen.cells for side in (cell.government, cell.public))
    said = ", ".join(f"{side} {labels[side]}" for side in sides if labels.get(side, side).casefold() != side)
    note = f"Judgement: {chosen.view_label}. "
    note += f"Cells: {', '.join(cells)}{f' ({said})' if said else ''}. " if few else f"{said}. " if said else ""
    note += "Gap: across the border less at home. Recip.: 1 when both ways match. Ranks by mean, geometric, minimum."
    if chosen.floor is not None:
        note += f" Zeros count as {chosen.floor:g} in the geometric mean."
    title = "Who answers to whom, government → public: channels that the option provides"
    return Table(title, columns, lines, note=f"{note} {most_helpful(chosen, shown)}".strip())


def weakest(chosen: Accountability, option: OptionMatrix) -> str | None:
    """Return the smallest value and the cells that have it."""
    if option.minimum is None:
        return None
    places = [arrow(cell) for cell in chosen.cells if set(cell.criteria) & set(option.weakest)]
    return f"{number(option.minimum)} {_places(places, len(chosen.cells), ', ')}"


def _places(places: Sequence[str], count: int, between: str) -> str:
    """Return the places by name, or how many they are where they are many."""
    if len(places) == count:
        return "all"
    return between.join(places) if len(places) <= MOST_PLACES else f"{len(places)} of {count} cells"


def most_helpful(chosen: Accountability, shown: Sequence[str]) -> str:
    """Return for each option the cell whose rise by one level would help it most."""
    where = {name: arrow(cell) for cell in chosen.cells for name in cell.criteria}
    parts = []
    for option in [each for each in chosen.options if each.id in shown][:MOST_NAMED]:
        if option.channels:
            best = option.channels[0]
            ties = [each for each in option.channels if _as_helpful(each, best)]
            cells = _places([where[each.criterion] for each in ties], len(chosen.cells), "/")
            parts.append(f"{option.brief} {cells}")
    return f"One level more would help most at: {', '.join(parts)}." if parts else ""


def _as_helpful(one: Channel, other: Channel) -> bool:
    pairs = ((one.total or 0.0, other.total or 0.0), (one.geometric, other.geometric))
    return all(abs(a - b) < ROUNDING for a, b in pairs)


def _notes(found: Bilateral, rows: Rows) -> tuple[str, ...]:
    shown = [each.text for each in found.notices[: rows.notices]]
    count = len(found.options)
    left = ((count - rows.options, "option", "options"), (len(found.notices) - rows.notices, "notice", "notices"))
    parts = [f"{more} {one if more == 1 else many}" for more, one, many in left if more > 0]
    if parts:
        shown.append(f"More in the details: {', '.join(parts)}.")
    return tuple(shown)
