"""The figures of the whole study on the sheet Tree, and the finding in words made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.book import shown
from workbench.formats.excel.plan import Result, Single
from workbench.formats.excel.sheets.curves import RULE
from workbench.formats.excel.words import CURVES, NONE, OPEN, SCORES, VALUE_TOP, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.formats.excel.book import Value
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.plan import Plan


NEAR = "Not separable: the lead is below what one level on the lightest criterion moves, "
FAR = "What one level on the lightest criterion moves a total by: "


def single_figures(content: Content, values: Mapping[Result, Sequence[Value]]) -> dict[Single, tuple[str, Value]]:
    """Return each single figure's formula with its value."""
    plan, figures = content.plan, content.figures
    rows = {result: plan.across(plan.result_row(result)) for result in Result}
    own, moves = plan.all_rows("M", sheet=WEIGHTS), plan.all_rows("L", sheet=WEIGHTS)
    smallest = f'SMALL({moves},COUNTIF({moves},"<=0")+1)'
    formulas = {
        Single.UNKNOWN_RULES: f"COUNTIF({own},0)",
        Single.UNKNOWN_CURVES: f"SUMPRODUCT(({plan.all_rows('E')}=1)*({plan.all_rows(RULE, sheet=CURVES)}=0))",
        Single.UNKNOWN_INPUT: 'IF(unknown_rules>0,"aggregator unknown",'
        f'IF(unknown_curves>0,"value function unknown","{NONE}"))',
        Single.RANGE_MARGIN: f"tie_tol*MAX(1,{rows[Result.HIGH]})",
        Single.TIE_MARGIN: f"tie_tol*MAX(1,{rows[Result.SURE_HIGH]})",
        Single.SEPARABLE_MARGIN: f"tie_tol*MAX(1,{rows[Result.TOTAL]})",
        Single.THRESHOLD: f'IF(COUNTIF({moves},">0")=0,value_top,MIN(value_top,{smallest}))',
        **_order_formulas(plan, rows),
        **_word_formulas(plan, rows),
    }
    order: dict[Single, Value] = _order_values(content, values)
    words: dict[Single, Value] = _word_values(content, values, order)
    found: dict[Single, Value] = {
        Single.UNKNOWN_RULES: 0,
        Single.UNKNOWN_CURVES: 0,
        Single.UNKNOWN_INPUT: NONE,
        Single.RANGE_MARGIN: figures.range_margin,
        Single.TIE_MARGIN: figures.tie_margin,
        Single.SEPARABLE_MARGIN: figures.separable_margin,
        Single.THRESHOLD: min(VALUE_TOP, figures.threshold),
        **order,
        **words,
    }
    return {single: (formulas[single], found[single]) for single in Single}


def _order_formulas(plan: Plan, rows: Mapping[Result, str]) -> dict[Single, str]:
    labels, total = f"{SCORES}!{plan.across(5)}", f"{plan.columns[0]}{plan.single_row(Single.FIRST_TOTAL)}"
    second = f"MATCH(2,{rows[Result.PLACE]},0)"
    alone = f"COLUMNS({labels})<2"
    return {
        Single.FIRST: f"INDEX({labels},MATCH(1,{rows[Result.PLACE]},0))",
        Single.SECOND: f'IF({alone},"{NONE}",INDEX({labels},{second}))',
        Single.FIRST_TOTAL: f"INDEX({rows[Result.SURE_LOW]},MATCH(1,{rows[Result.PLACE]},0))",
        Single.LEAD: f"IF({alone},0,{total}-INDEX({rows[Result.SURE_LOW]},{second}))",
    }


def _word_formulas(plan: Plan, rows: Mapping[Result, str]) -> dict[Single, str]:
    at = {single: f"{plan.columns[0]}{plan.single_row(single)}" for single in Single}
    alone = f"COLUMNS({rows[Result.RANK]})<2"
    others = f"(COUNTIF({rows[Result.RANK]},1)-1)"
    missing = f"SUM({rows[Result.MISSING]})"
    ready = f"SUM({rows[Result.COMPLETE]})=COLUMNS({rows[Result.COMPLETE]})"
    points = f'ROUND({at[Single.FIRST_TOTAL]},2)&" points'
    return {
        Single.LEAD_TEXT: f'{at[Single.FIRST]}&" is first-ranked with "&{points}"&IF({alone},'
        f'"; with one option there is no ranking",", "&ROUND({at[Single.LEAD]},2)&" above "&{at[Single.SECOND]})&"."',
        Single.NEAR: f"IF(AND({at[Single.LEAD]}<threshold-separable_margin,{ready},NOT({alone})),1,0)",
        Single.CLOSE_TEXT: f'IF({at[Single.NEAR]}=1,"{NEAR}","{FAR}")&ROUND(threshold,2)&"."',
        Single.TIED_TEXT: f'{at[Single.FIRST]}&" shares the first rank with "&{others}&" other"&IF({others}=1,"","s")'
        f'&", at "&{points}."',
        Single.OPEN_TEXT: f'"The ranking is open: "&IF({missing}=0,"see the status of the options.",'
        f'{missing}&IF({missing}=1," score is missing."," scores are missing."))',
        Single.FINDING: f"IF(NOT({ready}),{at[Single.OPEN_TEXT]},"
        f"IF(COUNTIF({rows[Result.RANK]},1)>1,{at[Single.TIED_TEXT]},{at[Single.LEAD_TEXT]}))",
    }


def _order_values(content: Content, values: Mapping[Result, Sequence[Value]]) -> dict[Single, Value]:
    labels, low = content.plan.options, [float(each) for each in values[Result.SURE_LOW]]
    first = list(values[Result.PLACE]).index(1)
    second = list(values[Result.PLACE]).index(2) if len(labels) > 1 else None
    return {
        Single.FIRST: labels[first],
        Single.SECOND: NONE if second is None else labels[second],
        Single.FIRST_TOTAL: low[first],
        Single.LEAD: 0.0 if second is None else low[first] - low[second],
    }


def _word_values(
    content: Content, values: Mapping[Result, Sequence[Value]], order: Mapping[Single, Value]
) -> dict[Single, Value]:
    figures, alone = content.figures, len(content.plan.options) == 1
    total, lead = float(order[Single.FIRST_TOTAL]), float(order[Single.LEAD])
    points = f"{shown(total)} points"
    tail = "; with one option there is no ranking" if alone else f", {shown(lead)} above {order[Single.SECOND]}"
    threshold = min(VALUE_TOP, figures.threshold)
    near = lead < threshold - figures.separable_margin and not alone
    near = near and bool(figures.complete.all())
    others = list(values[Result.RANK]).count(1) - 1
    missing = int(figures.missing.sum())
    plural = " score is missing." if missing == 1 else " scores are missing."
    words: dict[Single, Value] = {
        Single.NEAR: int(near),
        Single.LEAD_TEXT: f"{order[Single.FIRST]} is first-ranked with {points}{tail}.",
        Single.CLOSE_TEXT: f"{NEAR if near else FAR}{shown(threshold)}.",
        Single.TIED_TEXT: f"{order[Single.FIRST]} shares the first rank with {others} other"
        f"{'' if others == 1 else 's'}, at {points}.",
        Single.OPEN_TEXT: "The ranking is open: "
        + (f"{missing}{plural}" if missing else "see the status of the options."),
    }
    chosen = str(words[Single.LEAD_TEXT])
    if OPEN in values[Result.TOTAL]:
        chosen = str(words[Single.OPEN_TEXT])
    elif others > 0:
        chosen = str(words[Single.TIED_TEXT])
    return words | {Single.FINDING: chosen}
