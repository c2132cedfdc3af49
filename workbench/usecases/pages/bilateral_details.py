"""Everything between the sides as tables, on more than one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.report import Column, Report, Table
from workbench.usecases.pages import bilateral_report as page
from workbench.usecases.pages.bilateral_words import RULES, ZONES, briefs_of, finding, labels, labels_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model.bilateral import (
        Accountability,
        Bilateral,
        Compromise,
        Package,
        SharingView,
        SideFacts,
        Step,
        Verdict,
    )
    from workbench.model.report import Value


SHORT = 18
"""Characters of a name that a narrow column holds."""


def details(found: Bilateral, package: Sequence[str] = ()) -> Report:
    """Return every table; with packages asked for, only those that hold all the named options.

    Raises
    ------
    UsageError
        When a named option is not among those that packages are made of.
    """
    tables = tuple(_packages_with(found, package) if package else _tables(found))
    return Report(
        title=f"{found.study.title}: between the sides",
        labels=labels(found),
        finding=finding(found),
        tables=tables,
        notes=tuple(dict.fromkeys(notice.text for notice in found.notices)),
    )


def _tables(found: Bilateral) -> Iterator[Table]:
    every = list(found.options)
    for view in found.views:
        yield page.sharing(found, view, every)
        yield _sharing_tests(found, view)
        yield _shares(found, view)
        yield _critical_rates(found, view)
        yield _acceptance(found, view)
        yield from package_tables(found, view)
        if view.compromise.options:
            yield page.compromise(found, view.compromise, every)
            yield _regrets(found, view.compromise)
    if found.totals is not None and found.totals.options:
        yield page.compromise(found, found.totals, every)
        yield _regrets(found, found.totals)
    if found.accountability is not None:
        yield page.matrix(found.accountability, every, labels_of(found))
        yield _matrix_means(found, found.accountability)
        yield _aggregators(found, found.accountability)
        yield _channels(found, found.accountability)
    if found.differences:
        yield _differences(found)
        yield _recomputed(found)


def _option_column(found: Bilateral) -> Column:
    """Return the column of option names: never broken where they are short."""
    return Column("Option", whole=all(len(brief) <= SHORT for brief in briefs_of(found).values()))


def _name(view: SharingView) -> str:
    return {"own": "own view", "other": "other view"}.get(view.name, "one reading")


def _verdict(found: Bilateral, verdict: Verdict | None) -> str | None:
    if verdict is None or not verdict.depends_on:
        return verdict.answer if verdict else None
    return f"{verdict.answer} ({', '.join(found.criteria.get(each, each) for each in verdict.depends_on)})"


def _sharing_tests(found: Bilateral, view: SharingView) -> Table:
    columns = (
        _option_column(found),
        *(Column(label) for label in ("All reap", "All bear", "In proportion", "All three")),
        Column("Class", whole=True),
        Column("All gain"),
        Column("Zone", whole=True),
    )
    lines = tuple(
        (
            option.brief,
            *(_verdict(found, each) for each in (option.test.reap, option.test.bear, option.test.proportion)),
            option.test.all_three.answer,
            option.test.category,
            _verdict(found, option.all_gain),
            ZONES[option.zone.code] if option.zone else None,
        )
        for option in view.options
        if option.test is not None
    )
    note = "In parentheses the criteria whose move by half a level changes the answer."
    return Table(f"Three-part test, {_name(view)}", columns, lines, note=note)


def _shares(found: Bilateral, view: SharingView) -> Table:
    sides = _sides_in(found, view, 1)
    columns = (
        _option_column(found),
        *(Column(f"Benefit, {side.label}", 4, "right") for side in sides),
        *(Column(f"Burden, {side.label}", 4, "right") for side in sides),
        Column("Within confidence", align="right", whole=True),
    )
    lines: list[tuple[Value, ...]] = []
    for option in view.options:
        if option.range_confidence is not None:
            figures = {each.side: each for each in option.sides}
            low, high = option.range_confidence
            row: list[Value] = [option.brief]
            row += [figures[side.id].benefit_share for side in sides]
            row += [figures[side.id].burden_share for side in sides]
            lines.append((*row, f"{low:.2f}–{high:.2f}" + (f" ({option.status})" if option.status else "")))
    note = "Last, proportionality where each score may lie anywhere within its confidence."
    return Table(f"Shares of benefit and burden, {_name(view)}", columns, tuple(lines), note=note)


def _critical_rates(found: Bilateral, view: SharingView) -> Table:
    sides = _sides_in(found, view, 0)
    columns = (
        _option_column(found),
        *(Column(f"Critical λ, {side.label}", 4, "right") for side in sides),
        Column("Parity ratio", 4, "right"),
        Column("Level × evenness", 2, "right"),
    )
    lines: list[tuple[Value, ...]] = []
    for option in view.options:
        if option.proportionality is not None:
            rates = {each.side: each.critical_rate for each in option.sides}
            last = option.parity_ratio, option.level_and_evenness
            lines.append((option.brief, *(rates[side.id] for side in sides), *last))
    note = "Critical λ: where the side's gain changes its sign; without a burden there is none."
    return Table(f"Critical λ, parity and level, {_name(view)}", columns, tuple(lines), note=note)


def _sides_in(found: Bilateral, view: SharingView, by: int) -> list[SideFacts]:
    known = {figures.side for option in view.options for figures in option.sides}
    return [side for side in page.turned(found.sides, by) if side.id in known]


def _acceptance(found: Bilateral, view: SharingView) -> Table:
    briefs, names = briefs_of(found), {side.id: side.label for side in found.sides}
    columns = tuple(Column(label) for label in ("Option", "Side", "Short by", "One cell", "λ below", "Together with"))
    lines = tuple(
        (
            option.brief,
            names[each.side],
            page.number(each.shortfall),
            "; ".join(_step(found, cell) for cell in each.cells) or "none is enough",
            f"{each.rate:.4f}" if each.rate is not None else "none",
            "; ".join("+".join(briefs[name] for name in group) for group in each.partners[:3]) or "none",
        )
        for option in view.options
        for each in option.acceptance
    )
    return Table(f"What would let a side gain that does not, {_name(view)}", columns, lines)


def _step(found: Bilateral, cell: Step) -> str:
    where = found.criteria.get(cell.criterion, cell.criterion)
    return f"{where} from {cell.before:g} to beyond {cell.beyond:g} ({cell.levels:+.1f} levels)"


def package_tables(found: Bilateral, view: SharingView) -> Iterator[Table]:
    """Yield the packages of a view, where there are any."""
    if view.packages.count:
        yield _package_table(found, view, view.packages.all, f"Packages, {_name(view)}")


def _packages_with(found: Bilateral, names: Sequence[str]) -> Iterator[Table]:
    from workbench.errors import UsageError, nearest

    for view in found.views:
        for name in names:
            if name not in view.packages.considered:
                message = f"No package holds {name!r}."
                raise UsageError(message, hint=nearest(name, view.packages.considered))
        chosen = [each for each in view.packages.all if set(names) <= set(each.options)]
        yield _package_table(found, view, chosen, f"Packages with {' and '.join(names)}, {_name(view)}")


def _package_table(found: Bilateral, view: SharingView, chosen: Sequence[Package], title: str) -> Table:
    briefs = briefs_of(found)
    sides = [side for side in page.turned(found.sides, 0) if found.scale and side.id in found.scale.rates]
    columns = (
        Column("Package"),
        *(Column(f"Gain, {side.label}", align="right") for side in sides),
        Column("Proportionality", 2, "right"),
        Column("Mutual gain"),
    )
    lines = tuple(
        (
            " + ".join(briefs[name] for name in each.options),
            *(page.number(each.gain[side.id]) for side in sides),
            each.proportionality,
            ("smallest" if each.minimal else "yes") if each.mutual_gain else "no",
        )
        for each in chosen
    )
    reasons = list(dict.fromkeys(reason for each in chosen for reason in each.interactions))
    count = f"{view.packages.mutual_gains} of {view.packages.count} packages are mutual gains."
    note = " ".join([count, view.packages.note, *(f"Declared: {reason}." for reason in reasons)])
    return Table(title, columns, lines, note=note)


def _regrets(found: Bilateral, chosen: Compromise) -> Table:
    briefs = briefs_of(found)
    sides = [side for side in page.turned(found.sides, 0) if any(side.id in each.regrets for each in chosen.options)]
    columns = (
        _option_column(found),
        *(Column(f"Below the best for {side.named}", 2, "right") for side in sides),
        Column("Dominated by"),
    )
    lines = tuple(
        (
            briefs.get(each.id, each.id),
            *(each.regrets[side.id] for side in sides),
            ", ".join(briefs.get(name, name) for name in each.dominated_by) or None,
        )
        for each in chosen.options
    )
    withheld = [f"{RULES[rule]}: {why}" for rule, why in chosen.withheld.items()]
    note = f"Not given: {'; '.join(withheld)}." if withheld else ""
    return Table(f"Regret per side, and what dominates what. Basis: {chosen.basis_label}", columns, lines, note=note)


def _matrix_means(found: Bilateral, chosen: Accountability) -> Table:
    sides = page.turned(found.sides, 1)
    columns = (
        _option_column(found),
        *(Column(f"{capital} of {side.named}", 2, "right") for capital in ("Government", "Public") for side in sides),
        *(Column(page.arrow(cell), 1, "right") for cell in chosen.cells),
    )
    lines: list[tuple[Value, ...]] = []
    for option in chosen.options:
        means = [(each or {}).get(side.id) for each in (option.governments, option.publics) for side in sides]
        lines.append((option.brief, *means, *option.cells))
    note = "How much each government answers, and how well each public is answered: means of their cells."
    if chosen.floor is not None:
        note += f" In the geometric mean zeros count as {chosen.floor:g}."
    return Table("Governments and publics", columns, tuple(lines), note=f"{note} Judgement: {chosen.view_label}.")


def _aggregators(found: Bilateral, chosen: Accountability) -> Table:
    whole = [each for each in chosen.rankings if each.totals is not None]
    columns = (
        _option_column(found),
        *(Column(f"Matrix, {each.rule}", align="right") for each in chosen.rankings),
        *(Column(f"Total, {each.rule}", align="right") for each in whole),
    )
    lines: list[tuple[Value, ...]] = []
    for option in chosen.options:
        row: list[Value] = [option.brief]
        row += [_placed(each.matrix[option.id], each.matrix_ranks[option.id]) for each in chosen.rankings]
        row += [
            _placed(each.totals[option.id], each.total_ranks[option.id])
            for each in chosen.rankings
            if each.totals is not None and each.total_ranks is not None
        ]
        lines.append(tuple(row))
    note = "Rank and figure. In a geometric group points act as exponents; they were not re-asked."
    return Table("Ranking under each aggregator, side by side", columns, tuple(lines), note=note)


def _placed(figure: float | None, rank: int | None) -> str | None:
    return None if figure is None else f"{rank}  {figure:.2f}"


def _channels(found: Bilateral, chosen: Accountability) -> Table:
    where = {name: page.arrow(cell) for cell in chosen.cells for name in cell.criteria}
    columns = (
        _option_column(found),
        *(Column(label) for label in ("Channel", "From–to")),
        *(Column(label, 4, "right") for label in ("Total", "Mean", "Geometric", "Minimum")),
    )
    lines = tuple(
        (
            option.brief if place == 0 else "",
            where[each.criterion],
            f"{each.before:g}–{each.after:g}",
            each.total,
            each.mean,
            each.geometric,
            each.minimum,
        )
        for option in chosen.options
        for place, each in enumerate(option.channels)
    )
    return Table("One channel one level up: what it adds", columns, lines)


def _differences(found: Bilateral) -> Table:
    briefs = briefs_of(found)
    several = len({(each.first.label, each.second.label) for each in found.differences}) > 1
    first = found.differences[0]
    ends = ("First", "Second") if several else (first.first.label, first.second.label)
    columns = (
        Column("Margin or total"),
        *([Column("Between")] if several else []),
        *(Column(label, 2, "right") for label in (*ends, "Gap", "Scores", "Weights", "Value functions", "Interaction")),
    )
    lines: list[tuple[Value, ...]] = []
    for each in found.differences:
        what = [" − ".join(briefs[name] for name in dict.fromkeys(each.pair))]
        what += [f"{each.first.label}, {each.second.label}"] if several else []
        ends_of_gap = each.margins["first/first/first"], each.margins["second/second/second"]
        lines.append((*what, *ends_of_gap, each.gap, *each.parts.values(), each.interaction))
    note = (
        "Parts by Shapley: the mean over all orders of exchanging scores, weights and value functions; they add up to "
        "the gap. Interaction: what exchanging all at once does beyond one by one, shared out among the parts."
    )
    weights = "; ".join(f"{each.label}: {each.weights_label}" for each in (first.first, first.second))
    return Table("Scores, weights or value functions?", columns, tuple(lines), note=f"{note} Weights: {weights}.")


def _recomputed(found: Bilateral) -> Table:
    briefs = briefs_of(found)
    columns = (
        Column("Margin or total"),
        Column("Part of"),
        *(Column(label, 4, "right") for label in ("Changed first", "Changed last", "Part")),
    )
    lines = tuple(
        (
            " − ".join(briefs[name] for name in dict.fromkeys(each.pair)) if place == 0 else "",
            factor,
            each.alone[factor],
            each.last[factor],
            each.parts[factor],
        )
        for each in found.differences[:1]
        for place, factor in enumerate(each.parts)
    )
    return Table("The check: recomputed both ways round", columns, lines)
