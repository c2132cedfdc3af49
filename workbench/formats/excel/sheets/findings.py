"""A finding in plain words atop each sheet, made by a formula from the sheet's own numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.engine.formulas.ranks import TIE_TOLERANCE
from workbench.formats.excel.book import shown
from workbench.formats.excel.plan import RangeBlock, Result, Single
from workbench.formats.excel.sheets.analysts import ENTERED, lay_out
from workbench.formats.excel.sheets.answers_layout import asked_groups
from workbench.formats.excel.sheets.branches import WEAKEST, branches_of
from workbench.formats.excel.sheets.exported import FIRST_RANKED
from workbench.formats.excel.sheets.other_inputs import differing
from workbench.formats.excel.sheets.perspectives_parts import rank_offset, total_row
from workbench.formats.excel.sheets.perspectives_sets import perspectives_of
from workbench.formats.excel.words import (
    ABOUT,
    ANALYSTS,
    ANSWERS,
    BESIDE,
    BRANCHES,
    CRITERIA,
    CURVES,
    EXPORTED,
    LINEAR,
    LOG,
    OTHER_INPUTS,
    PERSPECTIVES,
    PROMETHEE,
    RANGES,
    REASONS,
    SCORES,
    SETTINGS,
    SIDES,
    SIDES_OTHER,
    SIDES_OWN,
    TOPSIS,
    TREE,
    VIKOR,
    WEIGHTED_PRODUCT,
    WEIGHTED_SUM,
    WEIGHTS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.formats.excel.book import Page, Value
    from workbench.formats.excel.content import Content

    Finding = tuple[str, str] | str
    """A formula with its text, or a fixed text."""

NO_FIGURE = "No option has a figure."

MOST_BRANCHES = 3

FEW = 5
"""Columns that must be free for a note."""

BEST_OF = {
    TOPSIS: ("Closeness to the ideal, 0 to 1", " is closest to the ideal, at "),
    VIKOR: ("Q: both, mixed by vikor_v", " has the smallest regret, Q = "),
    PROMETHEE: ("φ: net flow, −1 to 1", " has the largest net flow, "),
    WEIGHTED_SUM: ("Total", " has the largest weighted sum, "),
    WEIGHTED_PRODUCT: ("Total", " has the largest weighted product, "),
}
"""The line, and the words between option and figure."""

RANK = "Rank: 1 is best, ties share"


def write_findings(pages: Mapping[str, Page], content: Content) -> None:
    """Write each sheet's finding into row 3 and its note below; those with a finding of their own keep it."""
    for name, page in pages.items():
        found = _finding(name, page, content)
        if not found:
            continue
        note = page.sheet["A3"].value
        if isinstance(found, str):
            page.text("A3", found, "headline")
        else:
            page.put("A3", *found, "headline")
        if note and not any(cell.value is not None for cell in page.sheet[4][:FEW]):
            page.text("A4", note, "note")


def _finding(name: str, page: Page, content: Content) -> Finding:
    writers: dict[str, Any] = {
        ABOUT: _ranking,
        TREE: _ranking,
        CRITERIA: _criteria,
        CURVES: _curves,
        ANALYSTS: _analysts,
        SCORES: scores_finding,
        REASONS: _reasons,
        ANSWERS: _answers,
        SETTINGS: _settings,
        RANGES: _ranges,
        PERSPECTIVES: _perspectives,
        BRANCHES: _branches,
        EXPORTED: _exported,
        OTHER_INPUTS: _other_inputs,
        LOG: _log,
    }
    if name in BEST_OF:
        return _best_of(page, content, *BEST_OF[name])
    if name == BESIDE:
        return _beside(page, content)
    if name in {SIDES, SIDES_OWN, SIDES_OTHER, WEIGHTS}:
        return _weights(page, content) if name == WEIGHTS else _sides(page, content)
    found: Finding = writers[name](content) if name in writers else ""
    return found


def _single(content: Content, single: Single) -> str:
    return f"{TREE}!{content.plan.columns[0]}{content.plan.single_row(single)}"


def _cached(page: Page, cell: str) -> Value:
    found: Value = page.book.cached[page.sheet.title, cell]
    return found


def _ranking(content: Content) -> Finding:
    return f'{_single(content, Single.FINDING)}&""', str(content.cache["single"][Single.FINDING])


def _criteria(content: Content) -> Finding:
    kinds = content.plan.all_rows("E", sheet=TREE)
    leaves, groups = (sum(node.kind == kind for node in content.plan.nodes) for kind in ("leaf", "group"))
    words = f'COUNTIF({kinds},1)&" criteria are scored, in "&COUNTIF({kinds},0)&" groups; one level on the lightest '
    words += 'moves a total by "&ROUND(threshold,2)&"."'
    moved = shown(float(content.cache["single"][Single.THRESHOLD]))
    text = f"{leaves} criteria are scored, in {groups} groups; one level on the lightest moves a total by {moved}."
    return words, text


def _curves(content: Content) -> Finding:
    functions = content.plan.all_rows("E", sheet=CURVES)
    kinds = [leaf.value_function.kind for node in content.plan.nodes if (leaf := content.leaf(node))]
    straight = sum(kind == LINEAR for kind in kinds)
    rule = "Piecewise: points from the left, performances rising. Rule 0: totals open."
    words = (
        f'COUNTIF({functions},"{LINEAR}")&" of "&COUNTIF({content.plan.all_rows("E", sheet=TREE)},1)&" criteria are '
    )
    words += f'worth evenly more towards their best end; the others bend. {rule}"'
    text = f"{straight} of {len(kinds)} criteria are worth evenly more towards their best end; the others bend. {rule}"
    return words, text


def _numbers(content: Content) -> tuple[str, str, int, int]:
    """Return how many cells have a number and how many there are, as formulas and as counts."""
    plan = content.plan
    kinds, scores = plan.all_rows("E", sheet=TREE), plan.all_cells(SCORES)
    leaves = [node for node in plan.nodes if node.kind == "leaf"]
    known = sum(
        isinstance(content.figures.used[node.number - 1, option], float)
        for node in leaves
        for option in range(len(plan.options))
    )
    every = f"COUNTIF({kinds},1)*COLUMNS({scores})"
    return f"SUMPRODUCT(({kinds}=1)*ISNUMBER({scores}))", every, known, len(leaves) * len(plan.options)


def scores_finding(content: Content) -> tuple[str, str]:
    """Return how many cells have a number, and how many are missing."""
    known, every, n_known, n_every = _numbers(content)
    missing = content.plan.across(content.plan.result_row(Result.MISSING), TREE)
    lacking = int(content.figures.missing.sum())
    words = f'{known}&" of "&{every}&" cells have a number; missing with weight: "&SUM({missing})&"."'
    return words, f"{n_known} of {n_every} cells have a number; missing with weight: {lacking}."


def _analysts(content: Content) -> Finding:
    known, every, n_known, n_every = _numbers(content)
    columns, lines = content.plan.columns, lay_out(content).values()
    first, last = min(each.head for each in lines), max(each.end for each in lines) - 1
    flags, area = f"B{first}:B{last}", f"{columns[0]}{first}:{columns[-1]}{last}"
    members = len(content.judging.members)
    given = f"SUMPRODUCT(({flags}={ENTERED})*ISNUMBER({area}))"
    words = f'{given}&" entries of {members} analysts give a number in "&{known}&" of "&{every}&" cells."'
    count = content.cache["entries"]
    return words, f"{count} entries of {members} analysts give a number in {n_known} of {n_every} cells."


def _reasons(content: Content) -> Finding:
    analysts = content.judging.members if content.judging.there else content.analysts
    options, leaves = ({each.id for each in found} for found in (content.study.options, content.study.leaves))
    given = [
        each
        for each in content.study.scores
        if each.analyst in analysts and each.option in options and each.criterion in leaves
    ]
    reasoned = sum(each.has_reason for each in given)
    return f"{reasoned} of {len(given)} scores that were given have a reason (as exported)."


def _answers(content: Content) -> Finding:
    asked = asked_groups(content)
    pairs = [each for each in asked if each.answers.way == "pairwise"]
    ways = f"{len(asked)} groups were asked by ranks or comparisons"
    if not pairs:
        return f"{ways}; their weights follow from the answers below."
    cells = ",".join(f"E{each.first + each.size + 3}" for each in pairs[:20])
    largest = shown(float(content.cache["largest ratio"]), 2)
    return (
        f'"{ways}; the largest consistency ratio is "&ROUND(MAX({cells}),2)&"."',
        f"{ways}; the largest consistency ratio is {largest}.",
    )


def _weights(page: Page, content: Content) -> Finding:
    plan = content.plan
    kinds, shares, labels = plan.all_rows("E", sheet=TREE), plan.all_rows("J"), plan.all_rows("D")
    leaves = [node for node in plan.nodes if node.kind != "group"]
    weights = {node.number: float(content.figures.whole[node.number - 1]) for node in leaves}
    top = max(weights.values())
    first = next(node for node in leaves if weights[node.number] >= top - TIE_TOLERANCE)
    page.text("I4", "Largest", "number")
    page.put("J4", f"SUMPRODUCT(MAX(({kinds}>0)*{shares}))", top, "calc_pct")
    place = f"ROUND(1/SUMPRODUCT(MAX(({kinds}>0)*({shares}>=J4-tie_tol)/{plan.all_rows('A')})),0)"
    words = f'"The heaviest criterion is "&INDEX({labels},{place})&", with "&ROUND(value_top*J4,1)&" % of the whole."'
    return words, f"The heaviest criterion is {first.label}, with {shown(100 * top, 1)} % of the whole."


def _settings(content: Content) -> Finding:
    if content.sides.criteria is None:
        near = shown(float(content.cache["single"][Single.THRESHOLD]))
        words = '"Totals closer than "&ROUND(threshold,2)&" points are not separable; see Meaning for what each does."'
        return words, f"Totals closer than {near} points are not separable; see Meaning for what each does."
    rates = [float(each) for each in content.sides.rates]
    cells = '&" and "&'.join(f"ROUND(lambda_{place},2)" for place in range(1, len(rates) + 1))
    text = " and ".join(shown(each) for each in rates)
    return (
        f'"A point of burden weighs λ = "&{cells}&" points of benefit, side by side."',
        f"A point of burden weighs λ = {text} points of benefit, side by side.",
    )


def _ranges(content: Content) -> Finding:
    plan, cells = content.plan, content.figures.cells
    count = sum(
        isinstance(low, float) and isinstance(high, float) and low < high
        for low, high in zip(cells.low.ravel().tolist(), cells.high.ravel().tolist(), strict=True)
    )
    low, high = (plan.all_cells(RANGES, block) for block in (RangeBlock.LOW_USED, RangeBlock.HIGH_USED))
    words = f'SUMPRODUCT(ISNUMBER({low})*ISNUMBER({high})*({low}<{high}))&" scores that count are intervals."'
    return words, f"{count} scores that count are intervals."


def _perspectives(content: Content) -> Finding:
    plan, every = content.plan, perspectives_of(content)
    top = total_row(0) + rank_offset(content)
    area = f"{plan.columns[0]}{top}:{plan.columns[-1]}{top + len(every) - 1}"
    first, places = _single(content, Single.FIRST), plan.across(plan.result_row(Result.PLACE), TREE)
    ranks = [figures.ranks for figures in content.cache["perspectives"]]
    leader = list(content.cache["result"][Result.PLACE]).index(1)
    count = sum(each[leader] == 1 for each in ranks)
    words = f'{first}&" has rank 1 under "&COUNTIF(INDEX({area},0,MATCH(1,{places},0)),1)&" of "&ROWS({area})&'
    kind = "perspectives" if any(each.side for each in every) else "weight sets"
    return f'{words}" {kind}."', f"{plan.options[leader]} has rank 1 under {count} of {len(every)} {kind}."


def _exported(content: Content) -> Finding:
    first = _single(content, Single.FIRST)
    name = str(content.cache["single"][Single.FIRST])
    keep = "Do not change this sheet: Checks compares the inputs with it."
    words = (
        f'{first}&IF({first}={FIRST_RANKED}," is first in the list, as exported."," is first now; not as exported.")&" '
    )
    return f'{words}{keep}"', f"{name} is first in the list, as exported. {keep}"


def _other_inputs(content: Content) -> Finding:
    return (
        f'{differing(content)}&" of these inputs differ from the export."',
        "0 of these inputs differ from the export.",
    )


def _log(content: Content) -> Finding:
    lines = len(content.extras.log)
    return f"{lines} changes of the study led to the state that this file shows." if lines else ""


def _row(page: Page, label: str) -> int:
    """Return the last row with a label in column D."""
    return int(max(cell.row for cell in page.sheet["D"] if cell.value == label))


def _best_of(page: Page, content: Content, label: str, words: str) -> Finding:
    plan, row, rank = content.plan, _row(page, label), _row(page, RANK)
    first = f"MATCH(1,{plan.across(rank)},0)"
    figure = f"INDEX({plan.across(row)},{first})"
    formula = f'INDEX({plan.across(5, SCORES)},{first})&"{words}"&ROUND({figure},2)&"."'
    formula = f'IF(COUNTIF({plan.across(rank)},1)=0,"{NO_FIGURE}",{formula})'
    ranks = [_cached(page, f"{column}{rank}") for column in plan.columns]
    if 1 not in ranks:
        return formula, NO_FIGURE
    place = ranks.index(1)
    return formula, f"{plan.options[place]}{words}{shown(float(_cached(page, f'{plan.columns[place]}{row}')))}."


def _beside(page: Page, content: Content) -> Finding:
    plan = content.plan
    if not content.beside.computed:
        return "Totals if one group had another aggregator; they are never added to anything."
    row = next(iter(content.beside.computed.values()))
    node = next(node for node in plan.nodes if node.id in content.beside.computed)
    label, area = f"{CRITERIA}!$D${plan.row(node.number)}", plan.across(row)
    values = [_cached(page, f"{column}{row}") for column in plan.columns]
    numbers = [float(each) for each in values if not isinstance(each, str)]
    words = f'{label}&": "&ROUND(MIN({area}),2)&" to "&ROUND(MAX({area}),2)&" over the options; never added to totals."'
    formula = f'IF(COUNT({area})=0,"{NO_FIGURE}",{words})'
    if not numbers:
        return formula, NO_FIGURE
    ends = f"{shown(min(numbers))} to {shown(max(numbers))}"
    return formula, f"{node.label}: {ends} over the options; never added to totals."


def _branches(content: Content) -> Finding:
    plan, first = content.plan, _single(content, Single.FIRST)
    places = plan.across(plan.result_row(Result.PLACE), TREE)
    leader = list(content.cache["result"][Result.PLACE]).index(1)
    words, text = [f'{first}&" is weakest on: "'], f"{plan.options[leader]} is weakest on: "
    for node in branches_of(content)[:MOST_BRANCHES]:
        row, values = content.cache[BRANCHES, node.id][WEAKEST]
        words.append(f'INDEX({plan.across(row)},MATCH(1,{places},0))&"; "')
        text += f"{values[leader]}; "
    return "&".join(words), text


def _sides(page: Page, content: Content) -> Finding:
    plan = content.plan
    if content.sides.criteria is None:
        return ""
    found = [content.cache[page.sheet.title, label] for label in ("Zone", "All three")]
    zone, three = (plan.across(row) for row, _ in found)
    counts = [values.count(word) for (_, values), word in zip(found, ("mutual-gain", "yes"), strict=True)]
    words = f'COUNTIF({zone},"mutual-gain")&" of "&COLUMNS({zone})&" options let every side gain net of its burdens; "&'
    words += f'COUNTIF({three},"yes")&" pass all three parts of the burden-sharing test."'
    text = f"{counts[0]} of {len(plan.columns)} options let every side gain net of its burdens; "
    return words, f"{text}{counts[1]} pass all three parts of the burden-sharing test."
