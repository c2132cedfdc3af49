"""Everything about a panel as tables: what the page on one screen leaves out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.model.report import Column, Report, Table
from workbench.usecases.pages.panel_report import EVERY_ROW, panel_page
from workbench.usecases.pages.rounds_report import rounds_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model.panel import PanelAnalysis, Ranking, Summary
    from workbench.model.report import Value


def details(analysis: PanelAnalysis, *, anonymous: bool = False) -> Report:
    """Return the page without limits, and below it every table there is."""
    page = panel_page(analysis, EVERY_ROW, anonymous=anonymous)
    return replace(
        page,
        tables=(*page.tables, *(table for table in _tables(analysis) if table.rows)),
        notes=tuple(notice.text for notice in analysis.notices),
    )


def _tables(analysis: PanelAnalysis) -> Iterator[Table]:
    yield _rankings(analysis, "Every ranking", _all_rankings(analysis))
    yield _rankings(analysis, "The same, all with the study's weights", analysis.with_common_weights)
    if analysis.agreement is not None:
        whole = [analysis.agreement.whole]
        yield _summaries("Agreement by criterion", "Criterion", [*whole, *analysis.agreement.criteria])
        yield _summaries("Agreement by option", "Option", [*whole, *analysis.agreement.options])
        yield _pairs(analysis)
        yield _cells(analysis)
    yield _agreed(analysis)
    yield _assigned(analysis)
    if analysis.rounds is not None:
        yield from rounds_tables(analysis.rounds, analysis.options, analysis.criteria)


def _all_rankings(analysis: PanelAnalysis) -> list[Ranking]:
    found = [each.ranking for each in analysis.analysts if each.ranking is not None]
    found += [each for side in analysis.sides for each in (side.judgements, side.results) if each is not None]
    return [*found, analysis.panel.judgements, analysis.panel.results] if analysis.panel else found


def _rankings(analysis: PanelAnalysis, title: str, rankings: Sequence[Ranking]) -> Table:
    columns = (
        Column("Whose"),
        Column("Joined"),
        Column("Weights"),
        *(Column(label, align="right") for label in analysis.options.values()),
    )
    rows = tuple(
        (
            each.label,
            "" if each.aggregated == "one analyst" else f"{each.aggregated}: {each.rule}",
            each.weights_label,
            *(
                f"{one.rank or '–'}  {f'{one.total:.2f}' if one.total is not None else f'{one.low:.1f}–{one.high:.1f}'}"
                for one in each.standings
            ),
        )
        for each in rankings
    )
    return Table(title, columns, rows)


def _summaries(title: str, what: str, summaries: Sequence[Summary]) -> Table:
    columns = (
        Column(what),
        Column("Cells", None, "right"),
        Column("Differ", None, "right"),
        Column("SD agreement", 4, "right"),
        Column("r_wg", 4, "right"),
        Column("Consensus", 4, "right"),
        Column("η² (between sides)", 4, "right"),
        Column("Weight × gap", 4, "right"),
    )
    rows = tuple(
        (
            each.label,
            each.cells,
            each.differing,
            each.sd_agreement,
            each.r_wg,
            each.consensus,
            each.eta_squared,
            each.weighted_gap,
        )
        for each in summaries
    )
    note = (
        "SD agreement 1 − s/50; r_wg against chance, below 0 where scores differ more than by chance; consensus by "
        "Tastle and Wierman; η² is the part of the spread that lies between the sides."
    )
    return Table(title, columns, rows, note=note)


def _pairs(analysis: PanelAnalysis) -> Table:
    names = {each.id: each.label for each in analysis.analysts} | dict(analysis.side_labels)
    rankings = analysis.agreement.rankings if analysis.agreement else None
    pairs = [*rankings.pairs, *rankings.side_pairs] if rankings else []
    columns = (
        Column("Rankings"),
        Column("Pairs alike", None, "right"),
        Column("Other way", None, "right"),
        Column("Tied", None, "right"),
        Column("tau-b", 4, "right"),
    )
    rows = tuple(
        (f"{names[each.first]} – {names[each.second]}", each.concordant, each.discordant, each.tied, each.tau_b)
        for each in pairs
    )
    left_out = [names[name] for name in rankings.left_out] if rankings else []
    note = f"Left out, since their ranking is open: {', '.join(left_out)}." if left_out else ""
    return Table("Agreement of the rankings, two by two", columns, rows, note=note)


def _cells(analysis: PanelAnalysis) -> Table:
    names = {each.id: each.label for each in analysis.analysts}
    columns = (
        Column("Cell"),
        Column("Scores"),
        Column("SD agreement", 4, "right"),
        Column("Side gap", 4, "right"),
        Column("Weight × gap", 4, "right"),
        Column("η²", 4, "right"),
    )
    cells = [each for each in (analysis.agreement.cells if analysis.agreement else ()) if each.spread]
    cells.sort(key=lambda each: (-(each.weighted_gap or 0.0), each.option, each.criterion))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            f"{analysis.options[each.option]}: {analysis.criteria[each.criterion]}",
            "; ".join(f"{names[name]} {score:g}" for name, score in each.scores.items()),
            each.sd_agreement,
            max(each.gaps.values(), key=abs) if each.gaps else None,
            each.weighted_gap,
            each.eta_squared,
        )
        for each in cells
    )
    first = " less ".join(list(analysis.side_labels.values())[:2])
    return Table("Every cell that is scored differently", columns, rows, note=f"Side gap: {first}." if first else "")


def _agreed(analysis: PanelAnalysis) -> Table:
    names = {each.id: each.label for each in analysis.analysts}
    columns = (Column("Cell"), Column("Agreed"), Column("Scores"), Column("Why"), Column("Minority"))
    rows = tuple(
        (
            f"{analysis.options[each.option]}: {analysis.criteria[each.criterion]}",
            each.missing if each.value is None else f"{each.value:g}",
            "; ".join(f"{names[name]} {score:g}" for name, score in each.scores.items()),
            each.rationale,
            "; ".join(f"{names.get(name, name)}: {text}" for name, text in each.minority),
        )
        for each in analysis.agreed
    )
    return Table("Agreed values; the scores beside them stay", columns, rows)


def _assigned(analysis: PanelAnalysis) -> Table:
    rows = [
        (each.label, f"{analysis.options[option]}: {analysis.criteria[criterion]}")
        for each in analysis.analysts
        for option, criterion in each.assigned_open
    ]
    rows += [("nobody", f"{analysis.options[one]}: {analysis.criteria[other]}") for one, other in analysis.unassigned]
    return Table("Assigned and not scored, or assigned to nobody", (Column("To"), Column("Cell")), tuple(rows))
