"""The sheet Summary: the finding, the ranking, and what stands beside it; sorted by formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.formats.excel.book import PRINTED_WIDTH, letter
from workbench.formats.excel.plan import Block, Result, Single
from workbench.formats.excel.sheets.checks import QUOTE, QUOTED_ROW, quoted
from workbench.formats.excel.sheets.computed_range import HALF, half_level_words
from workbench.formats.excel.sheets.summary_chart import MOST_BARS, add_bars
from workbench.formats.excel.sheets.summary_fixed import write_fixed
from workbench.formats.excel.sheets.summary_more import (
    Figure,
    branch_figures,
    firmness,
    matrix_figures,
    perspective_figures,
    side_figures,
)
from workbench.formats.excel.sheets.summary_tables import BESIDE as BESIDE_TABLE
from workbench.formats.excel.sheets.summary_tables import (
    EVIDENCE,
    FIRM,
    MOST_COLUMNS,
    TALK,
    status_counts,
    tables_of,
    write_export_table,
)
from workbench.formats.excel.sheets.tree_finding import single_figures
from workbench.formats.excel.sheets.tree_results import result_values
from workbench.formats.excel.sheets.variants import variant_title, variant_totals
from workbench.formats.excel.words import BESIDE, CRITERIA, NONE, OPEN, SCORES, TREE, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.model.report import Table

FINDING_ROW = 6
PAGE_ROWS = 12
"""How many criteria may be listed below the tables without beginning a page."""

WIDEST_FIGURE = 19.0
"""Of a column of figures, in characters."""

RANKING_ROW = 11
"""The first option of the ranking."""

COLUMNS = ("Place", "Rank", "Option", "Total", "Against the option above", "Possible ranks", "Missing scores", "Status")


def write_summary(page: Page, content: Content) -> None:
    """Write the page that a reader opens first."""
    results = result_values(content.figures)
    order = _order(results[Result.PLACE])
    page.heading(content.study.title, content.status, "")
    page.put("A3", *status_counts(content), "headline")
    page.text("A5", _note(content), "note")
    _write_finding(page, content)
    _write_ranking(page, content, results, order)
    writer = _Sections(page, content, order, RANKING_ROW + len(order) + 1)
    writer.live("Rank and total by each perspective, side by side", perspective_figures(content))
    if len(order) <= MOST_BARS:
        writer.row = add_bars(page, content, writer.row, order, RANKING_ROW)
    writer.page_break()
    writer.live("What the total consists of", _branches(content))
    writer.live("The same branches: geometric, and the weakest criterion of each", branch_figures(content))
    for table in tables_of(content, FIRM):
        writer.fixed(table)
    whose, figures = side_figures(content)
    writer.live(f"Between the sides: gain and burden, on {whose}", figures)
    writer.live("Who answers to whom: government → public", matrix_figures(content))
    writer.page_break()
    for title in (TALK, BESIDE_TABLE, EVIDENCE):
        for table in tables_of(content, title):
            writer.fixed(table)
    writer.live("Beside the totals, never added to them", _beside(content))
    row = write_fixed(page, content, writer.row)
    if len(content.plan.nodes) > PAGE_ROWS:
        page.break_before([row])
    _write_weights(page, content, row)
    extra = max(len(COLUMNS), writer.widest)
    width = min(WIDEST_FIGURE, (PRINTED_WIDTH - 62) / (extra - 3))
    page.widths({"A": 7, "B": 7, "C": 48, **{letter(place): width for place in range(4, extra + 1)}})
    page.set_up()
    page.sheet.print_options.horizontalCentered = True


@dataclass
class _Sections:
    """Tables one below the other, those that are empty left out."""

    page: Page
    content: Content
    order: list[int]
    row: int
    widest: int = 0
    """The last column that is used."""

    def live(self, title: str, figures: list[Figure]) -> None:
        """Write a table of formulas, the options in the order of the ranking."""
        if not figures:
            return
        _write_figures(self.page, self.content, self.row, title, figures, self.order)
        self.row += len(self.order) + 3 + any(figure.under for figure in figures)
        self.widest = max(self.widest, 3 + len(figures))

    def fixed(self, table: Table) -> None:
        """Write a table as exported."""
        self.row = write_export_table(self.page, self.row, table)
        self.widest = max(self.widest, 2 + min(len(table.columns), MOST_COLUMNS))

    def page_break(self) -> None:
        """Begin a printed page."""
        self.page.break_before([self.row])


def write_quote(page: Page, failed: int) -> None:
    """Write how many checks fail, above everything that the checks look at."""
    page.put(f"A{QUOTED_ROW}", QUOTE, quoted(failed), "key_line")


def _note(content: Content) -> str:
    run = content.evaluation.run
    return " ".join(filter(None, (content.study.disclaimer, f"Scores: {run.view_label}.")))


def _order(places: Sequence[Value]) -> list[int]:
    return [list(places).index(place) for place in range(1, len(places) + 1)]


def _write_finding(page: Page, content: Content) -> None:
    found = single_figures(content, result_values(content.figures))
    for row, single in enumerate((Single.FINDING, Single.CLOSE_TEXT), start=FINDING_ROW):
        source = f"{TREE}!{content.plan.columns[0]}{content.plan.single_row(single)}"
        page.put(f"A{row}", source, found[single][1], "finding" if single is Single.FINDING else "finding_small")
        for column in "BCDEFGH":
            page.blank(f"{column}{row}", "finding")
    page.text(f"A{FINDING_ROW + 2}", " ".join(filter(None, (firmness(content), content.study.caveat))), "note")


def _sorted(content: Content, row: int, source: str) -> str:
    places = content.plan.across(content.plan.result_row(Result.PLACE), TREE)
    return f"INDEX({source},MATCH($A{row},{places},0))"


def _write_ranking(page: Page, content: Content, results: dict[Result, Sequence[Value]], order: list[int]) -> None:
    plan = content.plan
    for place, header in enumerate(COLUMNS, start=1):
        page.text(f"{letter(place)}{RANKING_ROW - 1}", header, "header_left" if header == COLUMNS[2] else "header")
    columns = {
        "B": (Result.RANK, "out_rank"),
        "D": (Result.TOTAL, "out_total"),
        "G": (Result.MISSING, "out_count"),
        "H": (Result.STATUS, "out_center"),
    }
    for row, option in enumerate(order, start=RANKING_ROW):
        page.number(f"A{row}", row - RANKING_ROW + 1, "number")
        page.put(f"C{row}", _sorted(content, row, plan.across(5, SCORES)), plan.options[option], "out_name")
        for column, (result, style) in columns.items():
            source = plan.across(plan.result_row(result), TREE)
            page.put(f"{column}{row}", _sorted(content, row, source), results[result][option], style)
        best, worst = (plan.across(plan.result_row(result), TREE) for result in (Result.BEST, Result.WORST))
        ends = results[Result.BEST][option], results[Result.WORST][option]
        ranks = f'{_sorted(content, row, best)}&" to "&{_sorted(content, row, worst)}'
        page.put(f"F{row}", ranks, f"{ends[0]} to {ends[1]}", "out_center")
        _write_gap(page, content, row, results[Result.TOTAL], order)


def _write_gap(page: Page, content: Content, row: int, totals: Sequence[Value], order: list[int]) -> None:
    if row == RANKING_ROW:
        page.text(f"E{row}", NONE, "out_center")
        return
    own, above = f"D{row}", f"D{row - 1}"
    verdict = f'IF(ABS({above}-{own})<threshold-separable_margin,"not separable","separable")'
    upper, lower = totals[order[row - RANKING_ROW - 1]], totals[order[row - RANKING_ROW]]
    value = OPEN
    if not isinstance(upper, str) and not isinstance(lower, str):
        near = abs(upper - lower) < content.figures.threshold - content.figures.separable_margin
        value = "not separable" if near else "separable"
    page.put(f"E{row}", f'IF(AND(ISNUMBER({own}),ISNUMBER({above})),{verdict},"{OPEN}")', value, "out_center")


def _branches(content: Content) -> list[Figure]:
    plan, figures = content.plan, []
    for node in plan.nodes:
        if node.parent != 1:
            continue
        here = plan.row(node.number)
        values = [
            content.group_total(node, option)
            if node.kind == "group"
            else content.figures.values[node.number - 1, option]
            for option in range(len(plan.options))
        ]
        share = (f"{WEIGHTS}!J{here}", float(content.figures.whole[node.number - 1]))
        heading = (f'{CRITERIA}!$D${here}&""', node.label)
        figures.append(Figure(heading, plan.across(plan.row(node.number, Block.TOTAL), TREE), values, share))
    return figures


def _beside(content: Content) -> list[Figure]:
    plan, rows = content.plan, content.beside
    computed = []
    for node in (each for each in plan.nodes if each.kind == "computed"):
        label = f"{CRITERIA}!$D${plan.row(node.number)}"
        source = plan.across(rows.computed[node.id], BESIDE)
        values = content.figures.used[node.number - 1].tolist()
        computed.append(Figure((f'{label}&""', node.label), source, values))
        if node.id in rows.words:
            told = next(each for each in content.evaluation.beside if each.id == node.id)
            words = [half_level_words(told, option) for option in range(len(plan.options))]
            heading = (f'{label}&"{HALF}"', f"{node.label}{HALF}")
            computed.append(Figure(heading, plan.across(rows.words[node.id], BESIDE), words, style="out_center"))
    variants = [
        Figure(variant_title(content, each), plan.across(each.result, BESIDE), variant_totals(content, each))
        for each in rows.variants
    ]
    return computed + variants


def _write_figures(page: Page, content: Content, row: int, title: str, figures: list[Figure], order: list[int]) -> None:
    page.text(f"A{row}", title, "section")
    for column, header in zip("ABC", ("Place", "Rank", "Option"), strict=True):
        page.text(f"{column}{row + 1}", header, "header_left" if column == "C" else "header")
    under = any(figure.under for figure in figures)
    if under:
        for column, text in zip("ABC", ("", "", "Weight"), strict=True):
            page.text(f"{column}{row + 2}", text, "label")
    first, rank = row + 2 + under, result_values(content.figures)[Result.RANK]
    for place, option in enumerate(order):
        page.number(f"A{first + place}", place + 1, "number")
        ranks = content.plan.across(content.plan.result_row(Result.RANK), TREE)
        page.put(f"B{first + place}", _sorted(content, first + place, ranks), rank[option], "out_rank")
        formula = _sorted(content, first + place, content.plan.across(5, SCORES))
        page.put(f"C{first + place}", formula, content.plan.options[option], "out_name")
    for number, figure in enumerate(figures, start=4):
        column = letter(number)
        page.put(f"{column}{row + 1}", *figure.heading, "header")
        if figure.under:
            page.put(f"{column}{row + 2}", *figure.under, "link_pct")
        for place, option in enumerate(order):
            formula = _sorted(content, first + place, figure.source)
            page.put(f"{column}{first + place}", formula, figure.values[option], figure.style)


def _write_weights(page: Page, content: Content, row: int) -> None:
    page.text(f"A{row}", "Weights as used", "section")
    for column, header in zip("ABCDE", ("No.", "", "Criterion", "Of the whole", "Among siblings"), strict=True):
        page.text(f"{column}{row + 1}", header, "header_left" if column == "C" else "header")
    for place, node in enumerate(content.plan.nodes[1:], start=row + 2):
        here, style = content.plan.row(node.number), "sum" if node.kind == "group" else "link"
        page.number(f"A{place}", node.number, "number")
        page.blank(f"B{place}", "label")
        page.put(
            f"C{place}", f'{CRITERIA}!$D${here}&""', node.label, "link_group" if node.kind == "group" else "link_text"
        )
        page.indent(f"C{place}", node.depth - 1)
        page.put(f"D{place}", f"{WEIGHTS}!J{here}", float(content.figures.whole[node.number - 1]), f"{style}_pct")
        page.put(f"E{place}", f"{WEIGHTS}!I{here}", float(content.figures.local[node.number - 1]), f"{style}_pct")
