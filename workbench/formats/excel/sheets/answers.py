"""The sheet Answers: ranks, comparisons of pairs, best and worst, and the weights that follow from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.datavalidation import DataValidation

from workbench.formats.excel.pair_steps import pair_steps
from workbench.formats.excel.sheets.answers_layout import WEIGHT, asked_groups, write_head, write_names
from workbench.formats.excel.sheets.answers_pairs import write_pairs
from workbench.formats.excel.words import RANK_RULES, UNKNOWN

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.sheets.answers_layout import Asked

HEADS = {
    "ranks": ("Rank", "Tied ones", "Before", "Of the place", "Share of ties", "Weight"),
    "best-worst": ("Best over it", "As exported", "It over worst", "As exported", "1 if changed", "Weight"),
}
FIXED = "Computed by the tool: a linear program, which no formula solves. Changed answers make these weights stale."


def write_answers(page: Page, content: Content) -> None:
    """Write a block for every group that was asked so."""
    asked = asked_groups(content)
    note = (
        "Change yellow cells; weights on Weights and Perspectives follow. Ranks: 1 is the most important, ties share."
    )
    page.heading("Answers: from which weights are derived", content.status, note)
    writers = {"ranks": _write_ranks, "pairwise": write_pairs, "best-worst": _write_best_worst}
    rules = {"ranks": _list_rule("rank_words"), "pairwise": _list_rule("pair_words")}
    for each in asked:
        page.text(f"A{each.top}", each.title, "section")
        writers[each.answers.way](page, each)
        if each.answers.way in rules:
            rules[each.answers.way].add(f"E{each.top + 1}")
    ratios = [pair_steps(each).ratio for each in asked if each.answers.way == "pairwise"]
    content.cache["largest ratio"] = max([0.0, *(each for each in ratios if each is not None)])
    for rule in rules.values():
        if rule.sqref:
            page.sheet.add_data_validation(rule)
    page.widths({"A": 5, "B": 2.5, "C": 18, "D": 44, "E": 18, **dict.fromkeys("FGHIJ", 12)})
    page.sheet.print_area = f"A1:{WEIGHT}{asked[-1].end}"
    page.set_up(freeze="A4")
    page.break_before(_breaks(asked))


def _list_rule(words: str) -> DataValidation:
    rule = DataValidation(type="list", formula1=words, allow_blank=False, showErrorMessage=True)
    rule.errorTitle, rule.error = "Rule", "Choose one of the words listed on Settings."
    return rule


def _breaks(asked: tuple[Asked, ...], page_rows: int = 38) -> list[int]:
    top, breaks = 1, []
    for each in asked:
        if each.end - top > page_rows and each.top > top + 4:
            breaks.append(each.top)
            top = each.top
    return breaks


def _write_ranks(page: Page, asked: Asked) -> None:
    top, first, n = asked.top + 1, asked.first, asked.size
    last = first + n - 1
    answers, ranks = asked.answers, list(asked.answers.ranks.values())
    rule = RANK_RULES.index(answers.rank_rule) + 1
    page.text(f"D{top}", "Rule; its number; 1 if every rank is a number of at least 1", "label")
    page.text(f"E{top}", answers.rank_rule, "input_text")
    page.put(f"F{top}", f"IFERROR(MATCH(E{top},rank_words,0),0)", rule, "calc_int")
    fit = f"COUNT(E{first}:E{last})=ROWS(E{first}:E{last}),MIN(E{first}:E{last})>=1,F{top}>0"
    page.put(f"G{top}", f"IF(AND({fit}),1,0)", 1, "calc_int")
    write_head(page, first - 1, HEADS["ranks"])
    write_names(page, asked)
    by_place = [_of_place(answers.rank_rule, place, n) for place in range(1, n + 1)]
    shares = []
    for place, rank in enumerate(ranks):
        before, tied = sum(other < rank for other in ranks), ranks.count(rank)
        shares.append(sum(by_place[before : before + tied]) / tied)
        row = first + place
        area = f"E${first}:E${last}"
        page.number(f"E{row}", rank, "input")
        page.put(f"F{row}", f"SUMPRODUCT(--({area}=E{row}))", tied, "calc_int")
        page.put(f"G{row}", f"SUMPRODUCT(--({area}<E{row}))", before, "calc_int")
        count, places = f"ROWS({area})", f"A${first}:A${last}"
        rules = f"SUMPRODUCT(({places}>=A{row})/{places})/{count},{count}+1-A{row},1/A{row}"
        page.put(f"H{row}", f"CHOOSE(MAX(1,F${top}),{rules})", by_place[place], "calc_four")
        filled = f"({places}>G{row})*({places}<=G{row}+F{row})*H${first}:H${last}"
        page.put(f"I{row}", f"SUMPRODUCT({filled})/F{row}", shares[-1], "calc_four")
    weights = asked.weights
    for place, name in enumerate(answers.named):
        row = first + place
        weight = f'IF(G${top}=1,answer_total*I{row}/SUM(I${first}:I${last}),"{UNKNOWN}")'
        page.put(f"{WEIGHT}{row}", weight, weights[name], "out_two")


def _of_place(rule: str, place: int, n: int) -> float:
    return {
        "rank_order_centroid": sum(1 / each for each in range(place, n + 1)) / n,
        "rank_sum": n + 1.0 - place,
        "rank_reciprocal": 1 / place,
    }[rule]


def _write_best_worst(page: Page, asked: Asked) -> None:
    row, first, last = asked.answers.best_worst, asked.first, asked.first + asked.size - 1
    if row is None:
        return
    names = dict(zip(asked.answers.named, asked.labels, strict=True))
    page.text(f"A{asked.top + 1}", f"Best: {names[row.best]}. Worst: {names[row.worst]}. {FIXED}", "note")
    write_head(page, first - 1, HEADS["best-worst"])
    write_names(page, asked)
    weights = asked.weights
    for place, name in enumerate(asked.answers.named):
        at = first + place
        given = row.best_to_others.get(name, 1.0), row.others_to_worst.get(name, 1.0)
        for number, (now, then) in zip(given, (("E", "F"), ("G", "H")), strict=True):
            page.number(f"{now}{at}", number, "input")
            page.number(f"{then}{at}", number, "fixed")
        page.put(f"I{at}", f"IF(AND(E{at}=F{at},G{at}=H{at}),0,1)", 0, "calc_int")
        page.number(f"{WEIGHT}{at}", weights[name], "fixed_two")
    page.text(f"D{last + 1}", "Whether the weights still follow from the answers", "label")
    stale = f'IF(SUM(I{first}:I{last})=0,"as exported","STALE: export anew")'
    page.put(f"E{last + 1}", stale, "as exported", "out_center")
