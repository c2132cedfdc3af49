"""A panel as a page that a facilitator can project: one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.analysis.own_views import other_view
from workbench.engine.method import find_aggregation
from workbench.model.report import Column, Report, Table
from workbench.usecases.pages.panel_finding import finding, turned

if TYPE_CHECKING:
    from workbench.model.panel import AnalystResult, PanelAnalysis, Ranking, Standing, TalkingPoint
    from workbench.model.report import Value

NOTES_SHOWN = 1
"""Notices on the page; all stand in the details."""

LONGEST = 26
"""Characters of an analyst's name on the page."""


class Rows(NamedTuple):
    """How many rows the page's tables have at most."""

    rankings: int
    analysts: int
    talking: int
    own: int


EVERY_ROW = Rows(*[1_000_000] * 4)

LIMITS = tuple(
    Rows(*each)
    for each in (
        *((8, 8, 8, 8), (8, 6, 6, 6), (6, 5, 6, 5), (6, 4, 5, 4), (6, 3, 5, 4), (6, 3, 4, 4), (6, 3, 3, 4)),
        *((6, 3, 2, 4), (4, 3, 3, 3), (4, 2, 2, 2), (3, 2, 2, 2), (3, 1, 1, 1)),
    )
)
"""Tried one after the other until the page fits on one screen."""

URGENT = (
    "round-open",
    "without-reason",
    "taken-over",
    "nothing-scored",
    "empty-side",
    "nobody-on-a-side",
    "one-analyst",
    "no-sides",
)
"""Notices that come first on the page."""


def panel_page(analysis: PanelAnalysis, rows: Rows, *, anonymous: bool = False) -> Report:
    """Return the page with at most so many rows in its tables."""
    tables = [_rankings(analysis, rows.rankings), _analysts(analysis, rows.analysts)]
    if analysis.talking is not None and (analysis.talking.could or analysis.talking.could_not):
        tables.append(talking(analysis, rows.talking))
    if any(each.own is not None for each in analysis.own_views):
        tables.append(own_views(analysis, rows.own))
    return Report(
        title=f"{analysis.study.title}: the panel",
        labels=labels(analysis, anonymous=anonymous),
        finding=" ".join(finding(analysis)),
        tables=tuple(table for table in tables if table.rows),
        notes=_notes(analysis, rows),
    )


def labels(analysis: PanelAnalysis, *, anonymous: bool = False) -> tuple[str, ...]:
    """Return what no copy of a result may lose."""
    study = analysis.study
    lines = [f"ILLUSTRATIVE. {study.disclaimer}"] if study.illustrative else []
    weights = "each one's own" if analysis.weights_of == "own" else analysis.run.weights_label
    method = find_aggregation(analysis.run.method).title
    lines.append(f"Scores: each one's own. Weights: {weights}. Method: {method}.")
    if anonymous:
        lines.append("Analysts under letters. Where one analyst speaks for a side, the side's figures are theirs.")
    return tuple(lines)


def _rankings(analysis: PanelAnalysis, rows: int) -> Table:
    shown: list[tuple[str, Ranking]] = [
        (side.label, side.judgements) for side in turned(analysis.sides, 1) if side.judgements is not None
    ]
    note = "≈ not separable from another option."
    if analysis.panel is not None:
        shown += [
            ("Panel, scores joined", analysis.panel.judgements),
            ("Panel, results joined", analysis.panel.results),
        ]
        note += f" Joined: {analysis.panel.results.rule}."
    else:
        shown += [(each.label, each.ranking) for each in analysis.analysts if each.ranking is not None and each.scored]
    order = _order(shown[-1][1] if analysis.panel is None else analysis.panel.judgements) if shown else []
    columns = (Column("Option"), *(Column(label, align="right") for label, _ in shown))
    lines = tuple(
        (analysis.options[option], *(_place(ranking, option) for _, ranking in shown)) for option in order[:rows]
    )
    title = "Ranking by each side, and of the panel" if analysis.sides else "Ranking of the panel"
    return Table(title if analysis.panel else "Rankings that are shown now", columns, lines, note=note)


def _order(ranking: Ranking) -> list[str]:
    def key(each: Standing) -> tuple[float, tuple[int, int]]:
        return -(each.total if each.total is not None else (each.low + each.high) / 2), each.possible_ranks

    return [each.option for each in sorted(ranking.standings, key=key)]


def _place(ranking: Ranking, option: str) -> str:
    standing = next(each for each in ranking.standings if each.option == option)
    close = " ≈" if any(option in pair for pair in ranking.not_separable) else "  "
    best, worst = standing.possible_ranks
    total = f"{standing.total:.2f}" if standing.total is not None else f"{standing.low:.1f}–{standing.high:.1f}"
    return f"{best if best == worst else f'{best}–{worst}'}  {total}{close}"


def _analysts(analysis: PanelAnalysis, rows: int) -> Table:
    anybody = any(each.assigned for each in analysis.analysts)
    tau = _tau_with_others(analysis)
    columns = [
        Column("Analyst"),
        Column("Side"),
        Column("Own scores", align="right"),
        Column("No reason", None, "right"),
        *([Column("Assigned, open", None, "right")] if anybody else []),
        Column("First-ranked"),
        Column("Mean tau-b", 2, "right"),
    ]
    lines: list[tuple[Value, ...]] = [
        (
            each.label if len(each.label) <= LONGEST or rows > LONGEST else f"{each.label[: LONGEST - 1]}…",
            _side_of(analysis, each),
            f"{each.scored} of {each.cells}",
            each.unreasoned,
            *((f"{len(each.assigned_open)} of {each.assigned}",) if anybody else ()),
            " and ".join(analysis.options[name] for name in each.ranking.best) or "open" if each.ranking else "–",
            tau.get(each.id),
        )
        for each in analysis.analysts
    ]
    return Table("Analysts, each with their own scores", tuple(columns), tuple(lines[:rows]))


def _side_of(analysis: PanelAnalysis, analyst: AnalystResult) -> str:
    if analyst.side is not None:
        return analysis.side_labels[analyst.side]
    return "none" if analyst.counted else "none, beside"


def _tau_with_others(analysis: PanelAnalysis) -> dict[str, float | None]:
    pairs = analysis.agreement.rankings.pairs if analysis.agreement else ()
    found: dict[str, list[float]] = {}
    for pair in pairs:
        for name in (pair.first, pair.second):
            found.setdefault(name, []).extend([] if pair.tau_b is None else [pair.tau_b])
    return {name: sum(each) / len(each) for name, each in found.items() if each}


def talking(analysis: PanelAnalysis, rows: int) -> Table:
    """Return the talking list: the cells that could change the ranking, those first that change who is first."""
    points = analysis.talking
    listed = [*points.could, *points.could_not] if points else []
    split = any(each.eta_squared is not None for each in analysis.agreement.cells) if analysis.agreement else False
    columns = (
        Column("Cell"),
        Column("Scored", align="right"),
        Column("Moves total by", 2, "right"),
        *([Column("The spread lies")] if split else []),
        Column("If settled"),
    )
    lines: tuple[tuple[Value, ...], ...] = tuple(
        (
            f"{analysis.options[each.option]}: {analysis.criteria[each.criterion]}",
            f"{each.low:g}–{each.high:g}",
            each.reach,
            *([_where(analysis, each)] if split else []),
            outcome(analysis, each),
        )
        for each in listed[:rows]
    )
    return Table("Worth talking about: what settling a cell could do to the panel's ranking", columns, lines)


def _where(analysis: PanelAnalysis, point: TalkingPoint) -> str:
    cells = analysis.agreement.cells if analysis.agreement else ()
    cell = next((each for each in cells if (each.option, each.criterion) == (point.option, point.criterion)), None)
    if cell is None:
        return ""
    return f"{cell.where} (η² {cell.eta_squared:.2f})" if cell.eta_squared is not None else ""


def outcome(analysis: PanelAnalysis, point: TalkingPoint) -> str:
    """Return in words what settling a cell at either end would do."""
    if not point.changes_ranking:
        return "no rank changes"
    ends = ((point.worse, point.rank_low, point.first_low), (point.better, point.rank_high, point.first_high))
    now = analysis.panel.judgements.best if analysis.panel else ()
    if point.changes_first:
        words = (
            f"at {raw:g}: {' and '.join(analysis.options[name] for name in first) or 'nobody sure'} first"
            for raw, _, first in ends
            if set(first) != set(now)
        )
        return "; ".join(words)
    moved = [f"at {raw:g}: rank {_span(rank)}" for raw, rank, _ in ends if rank != point.rank_now]
    return "; ".join(moved) or "changes others' ranks"


def _span(ranks: tuple[int, int]) -> str:
    return str(ranks[0]) if ranks[0] == ranks[1] else f"{ranks[0]}–{ranks[1]}"


def own_views(analysis: PanelAnalysis, rows: int) -> Table:
    """Return each side's gain and burden by its own scores, the other sides' view in parentheses."""
    roles = list(dict.fromkeys((each.side, each.role, each.criterion) for each in analysis.own_views))
    sides = list(analysis.side_labels)
    roles.sort(key=lambda each: sides.index(each[0]))
    figures = {(each.option, each.side, each.role, each.criterion): each for each in analysis.own_views}
    columns = (
        Column("Option"),
        *(Column(f"{analysis.side_labels[side]} {_ROLES[role]}", align="right") for side, role, _ in roles),
    )
    lines = tuple(
        (
            label,
            *(_own(figures[option, side, role, name].own, other_view(figures[option, side, role, name]))
              for side, role, name in roles),
        )
        for option, label in list(analysis.options.items())[:rows]
    )  # fmt: skip
    others = "the other side's" if len(sides) == 2 else "the mean of the other sides'"  # noqa: PLR2004 - the other one
    note = f"Raw sizes; in parentheses {others} view of the same."
    return Table("Gain and burden of each side, by its own scores", columns, lines, note=note)


_ROLES = {"benefit": "gain", "burden": "burden"}


def _own(own: float | None, other: float | None) -> str:
    return f"{'–' if own is None else f'{own:g}'} ({'–' if other is None else f'{other:g}'})"


def _notes(analysis: PanelAnalysis, rows: Rows) -> tuple[str, ...]:
    ordered = sorted(analysis.notices, key=lambda each: URGENT.index(each.code) if each.code in URGENT else len(URGENT))
    shown = [each.text for each in ordered[:NOTES_SHOWN]]
    talked = len([*analysis.talking.could, *analysis.talking.could_not]) if analysis.talking else 0
    left = (
        (len(analysis.options) - rows.rankings, "option", "options"),
        (len(analysis.analysts) - rows.analysts, "analyst", "analysts"),
        (talked - rows.talking, "cell to talk about", "cells to talk about"),
        (len(ordered) - NOTES_SHOWN, "notice", "notices"),
    )
    parts = [f"{count} {one if count == 1 else many}" for count, one, many in left if count > 0]
    if parts:
        shown.append(f"More in the details: {', '.join(parts)}.")
    return tuple(shown)
