"""The sheet Reasons: why each score is what it is, and what the documents say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.words import MISSING

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.model.criterion import Leaf
    from workbench.model.option import Option
    from workbench.model.score import Score

HEADERS = ("Option", "Criterion", "Score", "Basis", "Confidence", "Reason", "Evidence", "Who")


def write_reasons(page: Page, content: Content) -> None:
    """Write a row for every option and criterion, also where there is no score."""
    note = "Fixed text, as exported: it does not follow changes on Scores. An interval counts with its middle."
    page.heading("Reasons", content.status, note)
    for place, header in enumerate(HEADERS):
        page.text(f"{'ABCDEFGH'[place]}5", header, "header_left")
    row = 6
    analysts = content.judging.members if content.judging.there else content.analysts
    for option in content.study.options:
        for leaf in content.study.leaves:
            judged = {
                id(each): each for name in analysts if (each := content.study.judgement(option.id, leaf.id, name))
            }
            for score in judged.values() or [None]:
                _write_row(page, content, (option, leaf, score), row)
                row += 1
    page.widths({"A": 16, "B": 20, "C": 8, "D": 9, "E": 10, "F": 41, "G": 42, "H": 19})
    page.sheet.auto_filter.ref = f"A5:H{max(row - 1, 6)}"
    page.set_up(freeze="C6", rows="5:5")


def _write_row(page: Page, content: Content, what: tuple[Option, Leaf, Score | None], row: int) -> None:
    option, leaf, score = what
    page.text(f"A{row}", option.label, "small")
    page.text(f"B{row}", leaf.label, "small")
    if score is None:
        page.text(f"C{row}", MISSING, "small")
        for column in "DEFGH":
            page.blank(f"{column}{row}", "small")
        return
    if score.value is not None:
        page.number(f"C{row}", score.value, "small")
    else:
        interval = f"{score.low:g} to {score.high:g}" if score.low is not None else str(score.missing)
        page.text(f"C{row}", interval, "small")
    page.text(f"D{row}", str(score.basis or ""), "small")
    page.text(f"E{row}", str(score.confidence or ""), "small")
    page.text(f"F{row}", score.rationale, "small")
    page.text(f"G{row}", _evidence(content, score), "small")
    page.text(f"H{row}", content.study.analyst[score.analyst].label, "small")


def _evidence(content: Content, score: Score) -> str:
    passages = {each.id: each for each in content.study.evidence}
    lines = []
    for link in score.evidence:
        passage = passages.get(link.id)
        if passage is None:
            lines.append(f"{link.id} ({link.relation})")
            continue
        place = f"{passage.document}, {passage.location}"
        lines.append(f"{link.id} ({link.relation}): “{passage.quotation}” — {place}")
    return "\n".join(lines)
