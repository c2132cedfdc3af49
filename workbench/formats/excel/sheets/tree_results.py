"""The foot of the sheet Tree: totals, what is missing, possible ranks, places, and the finding in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.formats.excel.plan import Block, Result, Single
from workbench.formats.excel.sheets.tree_finding import single_figures
from workbench.formats.excel.words import MISSING, OPEN, SCORES, TREE, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.figures import Figures
    from workbench.formats.excel.plan import Plan

RESULTS = {
    Result.MISSING: ("Missing scores that have weight", "int"),
    Result.WEIGHED: ("1 if anything that applies has weight", "int"),
    Result.COMPLETE: ("1 if complete", "int"),
    Result.STATUS: ("Status", "plain"),
    Result.TOTAL: ("Total", "two"),
    Result.LOW: ("Total at the least", "two"),
    Result.HIGH: ("Total at the most", "two"),
    Result.BEST: ("Best possible rank", "int"),
    Result.WORST: ("Worst possible rank", "int"),
    Result.SURE_LOW: ("The total, or at the worst", "two"),
    Result.SURE_HIGH: ("The total, or at the best", "two"),
    Result.FIRST: ("Best rank, intervals at their middle", "int"),
    Result.LAST: ("Worst rank, intervals at their middle", "int"),
    Result.RANK: ("Rank: 1 is best, ties share", "int"),
    Result.MIDDLE: ("Twice the total, or the least and the most added", "two"),
    Result.MIDDLE_RANK: ("Rank of that sum", "int"),
    Result.KEY: ("Key of the order", "int"),
    Result.PLACE: ("Place in the list", "int"),
    Result.ROLL_UP: ("Total less the sum of weight × value, where all groups are arithmetic", "plain"),
}
"""Label and form of each result."""

SINGLES = {
    Single.UNKNOWN_RULES: ("Groups with an unknown aggregator", "int"),
    Single.UNKNOWN_CURVES: ("Criteria whose value function is unknown, or its numbers do not fit", "int"),
    Single.UNKNOWN_INPUT: ("Words: what is unknown", "plain"),
    Single.RANGE_MARGIN: ("Ends of totals closer than this are tied", "plain"),
    Single.TIE_MARGIN: ("Totals closer than this are tied", "plain"),
    Single.SEPARABLE_MARGIN: ("Tolerance of the comparison with one level", "plain"),
    Single.THRESHOLD: ("One level of one criterion moves a total by, at least", "two"),
    Single.FIRST: ("First in the list", "plain"),
    Single.SECOND: ("Second in the list", "plain"),
    Single.FIRST_TOTAL: ("Total of the first", "two"),
    Single.LEAD: ("Lead over the second", "two"),
    Single.NEAR: ("1 if the first is not separable from the second", "int"),
    Single.LEAD_TEXT: ("Words: the lead", "plain"),
    Single.CLOSE_TEXT: ("Words: whether it is separable", "plain"),
    Single.TIED_TEXT: ("Words: a shared first rank", "plain"),
    Single.OPEN_TEXT: ("Words: an open ranking", "plain"),
    Single.FINDING: ("The finding", "plain"),
}
"""Label and form of each single figure."""


def write_results(page: Page, content: Content) -> None:
    """Write the results of each option, then the figures of the whole study."""
    plan = content.plan
    values = result_values(content.figures)
    top = plan.result_row(Result.MISSING) - 1
    page.text(f"A{top - 1}", "Results", "section")
    _header(page, top, "Figure")
    for place, column in enumerate(plan.columns):
        page.put(f"{column}{top}", f"{SCORES}!{column}$5", plan.options[place], "header_link")
    for result, (label, form) in RESULTS.items():
        row = plan.result_row(result)
        _label(page, row, label)
        for place, column in enumerate(plan.columns):
            page.put(f"{column}{row}", _formula(plan, result, column), values[result][place], f"calc_{form}")
    top = plan.single_row(Single.UNKNOWN_RULES) - 1
    page.text(f"A{top - 1}", "Figures of the whole study", "section")
    _header(page, top, "Figure")
    page.text(f"{plan.columns[0]}{top}", "Figure", "header")
    figures = single_figures(content, values)
    for single, (label, form) in SINGLES.items():
        row = plan.single_row(single)
        _label(page, row, label)
        formula, value = figures[single]
        words = isinstance(value, str)
        page.put(f"{plan.columns[0]}{row}", formula, value, "calc_text" if words else f"calc_{form}")
    for single in (each for each in Single if each <= Single.THRESHOLD):
        page.book.name(single.name.lower(), f"{TREE}!${plan.columns[0]}${plan.single_row(single)}")


def _header(page: Page, row: int, title: str) -> None:
    for column in "EF":
        page.blank(f"{column}{row}", "header")
    page.text(f"D{row}", title, "header_left")


def _label(page: Page, row: int, label: str) -> None:
    for column in "EF":
        page.blank(f"{column}{row}", "label")
    page.text(f"D{row}", label, "label")


def _formula(plan: Plan, result: Result, column: str) -> str:
    here = {each: f"{column}{plan.result_row(each)}" for each in Result}
    across = {each: plan.across(plan.result_row(each)) for each in Result}
    if result in {Result.BEST, Result.WORST}:
        return _rank(result is Result.BEST, here, across, (Result.LOW, Result.HIGH), "range_margin")
    if result in {Result.FIRST, Result.LAST}:
        return _rank(result is Result.FIRST, here, across, (Result.SURE_LOW, Result.SURE_HIGH), "tie_margin")
    complete, weighed = f"{here[Result.COMPLETE]}=1", here[Result.WEIGHED]
    low, high = (Block.RANGE_LOW, Block.RANGE_HIGH) if plan.ranged else (Block.LOW, Block.HIGH)
    key, keys = here[Result.KEY], across[Result.KEY]
    first, size = f"${plan.columns[0]}${plan.result_row(Result.KEY)}", f"(COLUMNS({keys})+1)"
    unknown = f'IF(unknown_rules+unknown_curves>0,unknown_input,{here[Result.MISSING]}&" missing")'
    missing = f'({plan.all_rows("J", sheet=WEIGHTS)}>0)*({_column(plan, column, Block.USED)}="{MISSING}")'
    return {
        Result.MISSING: f"SUMPRODUCT({missing})",
        Result.WEIGHED: f"{column}{plan.row(1, Block.COUNTS)}",
        Result.COMPLETE: f"IF(AND({here[Result.MISSING]}=0,{weighed}>0,unknown_rules+unknown_curves=0),1,0)",
        Result.STATUS: f'IF({complete},"complete",IF({weighed}=0,"nothing weighs",{unknown}))',
        Result.TOTAL: f'IF({complete},{column}{plan.row(1, Block.LOW)},"{OPEN}")',
        Result.LOW: f"{column}{plan.row(1, low)}",
        Result.HIGH: f"IF({weighed}>0,{column}{plan.row(1, high)},value_top)",
        Result.SURE_LOW: f"IF({complete},{here[Result.TOTAL]},{here[Result.LOW]})",
        Result.SURE_HIGH: f"IF({complete},{here[Result.TOTAL]},{here[Result.HIGH]})",
        Result.RANK: f'IF(AND({complete},{here[Result.FIRST]}={here[Result.LAST]}),{here[Result.FIRST]},"{OPEN}")',
        Result.MIDDLE: f"{here[Result.SURE_LOW]}+{here[Result.SURE_HIGH]}",
        Result.MIDDLE_RANK: f"SUMPRODUCT(--({across[Result.MIDDLE]}>{here[Result.MIDDLE]}+tie_margin))+1",
        Result.KEY: f"({here[Result.MIDDLE_RANK]}*{size}+{here[Result.BEST]})*{size}+{here[Result.WORST]}",
        Result.PLACE: f"SUMPRODUCT(--({keys}<{key}))+COUNTIF({first}:{key},{key})",
        Result.ROLL_UP: _roll_up(plan, column, complete, here[Result.TOTAL]),
    }[result]


def _column(plan: Plan, column: str, block: Block) -> str:
    return f"{column}${plan.row(1, block)}:{column}${plan.row(len(plan.nodes), block)}"


def _rank(
    best: bool,  # noqa: FBT001 - which of the two ends
    here: Mapping[Result, str],
    across: Mapping[Result, str],
    ends: tuple[Result, Result],
    margin: str,
) -> str:
    """Return how many options are surely, or possibly, above this one, and one more."""
    low, high = ends
    if best:
        return f"SUMPRODUCT(--({across[low]}>{here[high]}+{margin}))+1"
    itself = f"IF({here[high]}>{here[low]}+{margin},1,0)"
    return f"SUMPRODUCT(--({across[high]}>{here[low]}+{margin}))+1-{itself}"


def _roll_up(plan: Plan, column: str, complete: str, total: str) -> str:
    whole, used = plan.all_rows("J", sheet=WEIGHTS), _column(plan, column, Block.USED)
    plain = f'COUNTIF({plan.all_rows("M", sheet=WEIGHTS)},">1")=0,SUMPRODUCT(--({used}=na_word))=0'
    return f"IF(AND({complete},{plain}),ABS({total}-SUMPRODUCT({whole},{_column(plan, column, Block.VALUE)})),0)"


def result_values(figures: Figures) -> dict[Result, Sequence[Value]]:
    """Return what each row of results shows, one value for each option."""
    complete, (low, high), (sure_low, sure_high) = figures.complete, figures.span, figures.sure_span
    (best, worst), (first, last) = figures.ranks, figures.sure_ranks
    middle = sure_low + sure_high
    middle_rank = (middle[None, :] > (middle + figures.tie_margin)[:, None]).sum(axis=1) + 1
    size = len(low) + 1
    key = (middle_rank * size + best) * size + worst
    place = np.empty(len(low), dtype=int)
    place[np.argsort(key, kind="stable")] = np.arange(1, len(low) + 1)
    ranked = complete & (first == last)
    return {
        Result.MISSING: figures.missing.tolist(),
        Result.WEIGHED: figures.weighed.astype(int).tolist(),
        Result.COMPLETE: complete.astype(int).tolist(),
        Result.STATUS: [_status(figures, option) for option in range(len(low))],
        Result.TOTAL: [float(total) if sure else OPEN for total, sure in zip(figures.middle, complete, strict=True)],
        Result.LOW: low.tolist(),
        Result.HIGH: high.tolist(),
        Result.BEST: best.tolist(),
        Result.WORST: worst.tolist(),
        Result.SURE_LOW: sure_low.tolist(),
        Result.SURE_HIGH: sure_high.tolist(),
        Result.FIRST: first.tolist(),
        Result.LAST: last.tolist(),
        Result.RANK: [int(rank) if sure else OPEN for rank, sure in zip(first, ranked, strict=True)],
        Result.MIDDLE: middle.tolist(),
        Result.MIDDLE_RANK: middle_rank.tolist(),
        Result.KEY: key.tolist(),
        Result.PLACE: place.tolist(),
        Result.ROLL_UP: [0.0] * len(low),
    }


def _status(figures: Figures, option: int) -> str:
    if figures.complete[option]:
        return "complete"
    return f"{figures.missing[option]} missing" if figures.weighed[option] else "nothing weighs"
