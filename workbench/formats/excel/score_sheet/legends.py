"""The sheets around the scores: how to fill in, the levels, the passages, and what the sheet was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.score_sheet.layout import (
    ANSWERS,
    BASIS,
    CONFIDENCE,
    EVIDENCE,
    FORMAT,
    HIGH,
    LEVELS,
    LINKS,
    LOW,
    REASON,
    SCORE,
    WORDS,
    answer_mark,
    level_text,
    scale_mark,
)
from workbench.model.criterion import AnchoredScale
from workbench.model.state import digest, score_value
from workbench.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.formats.excel.book import Page
    from workbench.model.criterion import Leaf
    from workbench.model.option import Option
    from workbench.model.study import Analyst, Study

HOW = (
    ("What to do", ("Each analyst has a sheet of their own. Answer row by row: one criterion, one option. Only the "
     "yellow cells are read back; rows may be filtered, but not deleted, copied or inserted.")),
    (SCORE, (f"Choose a level from the list, or type a number on the scale. The sheet {LEVELS} says what each level "
     "means and what to show for it.")),
    ("No number", ("not known: you looked and could not know. not scored: you have not judged. not applicable: the "
     "criterion does not apply to this option. None of them is a zero. A row that stays empty changes nothing.")),
    (f"{LOW}, {HIGH}", "In place of a score: the two ends between which you believe it lies. Leave the score empty."),
    (REASON, "Why it is this score, in your own words. A score without a reason convinces nobody."),
    (CONFIDENCE, "high, medium or low: how sure you are. It widens what the score is taken to mean."),
    (BASIS, "source: it stands in a document. inference: you conclude it. illustrative: it shows how things work."),
    (LINKS, (f"Ids from the sheet {EVIDENCE}, each with how it bears on the score, separated by semicolons: "
     "note-4 supports; note-7 contradicts. The words are supports, contradicts, defines, context.")),
    ("Numbers", ("Type digits with the decimal sign of your program. No units, no percentages, no formulas. If the "
     "program makes a date of an entry, type it again in a cell formatted as a number.")),
    ("To take a score away", "Type not scored. An emptied cell is asked about, not guessed at."),
    ("Give it back", ("workbench import FILE --into STUDY --dry-run shows every difference and every mistake; without "
     "--dry-run it is written as one change, which undo takes back.")),
)  # fmt: skip

MAP_COLUMNS = ("Criterion id", "Criterion", "Entry", "What it means", "What to show")


def write_readme(page: Page, study: Study, analysts: Sequence[Analyst], changed: str) -> None:
    """Write how to fill in, in plain words."""
    status = f"ILLUSTRATIVE: {study.disclaimer}" if study.illustrative else ""
    page.heading(f"Score sheet: {study.title}", status, "How to fill in this workbook, and how to give it back.")
    facts = (
        ("Question", study.question),
        ("Analysts", "; ".join(each.label for each in analysts)),
        ("Study", f"{study.id}, last changed {changed or 'at a time not stated'}"),
        ("Digest", digest(study)),
        ("Made with", f"Policy option scoring workbench {VERSION}, {FORMAT}"),
    )
    row = 5
    for label, text in (*facts, *HOW):
        page.text(f"A{row}", label, "key")
        page.text(f"B{row}", text, "text")
        row += 1
    page.widths({"A": 24, "B": 110})
    page.set_up()


def write_levels(page: Page, study: Study) -> dict[str, tuple[int, int]]:
    """Write the entries of the drop-downs, and return the first and last row of each criterion's."""
    page.heading("Levels", "", "What can be chosen for each criterion, and what it means.")
    for column, header in zip("ABCDE", MAP_COLUMNS, strict=True):
        page.text(f"{column}5", header, "header_left")
    row, entries = 6, {}
    meanings = {
        "not known": "You looked and could not know.",
        "not scored": "You have not judged.",
        "not applicable": "The criterion does not apply; its weight goes to the criteria beside it.",
    }
    for leaf in study.leaves:
        first = row
        levels = leaf.scale.levels if isinstance(leaf.scale, AnchoredScale) else ()
        lines = [(level_text(each), each.descriptor, each.show) for each in levels]
        for entry, meaning, show in (*lines, *((word, meanings[word], "") for word in WORDS)):
            for column, text in zip("ABCDE", (leaf.id, leaf.label, entry, meaning, show), strict=True):
                page.text(f"{column}{row}", text, "id" if column == "A" else "small")
            row += 1
        entries[leaf.id] = (first, row - 1)
    page.widths({"A": 20, "B": 30, "C": 26, "D": 56, "E": 40})
    page.set_up(freeze="A6", rows="5:5")
    return entries


def write_evidence(page: Page, study: Study) -> None:
    """Write the passages that a score can be linked to."""
    page.heading("Evidence", "", f"Passages of the study; their ids go into the column {LINKS}.")
    for column, header in zip("ABCDE", ("Id", "Document", "Place", "Quotation", "Note"), strict=True):
        page.text(f"{column}5", header, "header_left")
    citation = {each.id: each.citation for each in study.documents}
    for row, each in enumerate(study.evidence, start=6):
        texts = (each.id, citation.get(each.document, each.document), each.location, each.quotation, each.note)
        for column, text in zip("ABCDE", texts, strict=True):
            page.text(f"{column}{row}", text, "id" if column == "A" else "small")
    page.widths({"A": 24, "B": 40, "C": 20, "D": 50, "E": 30})
    page.set_up(freeze="A6", rows="5:5")


def write_data(
    page: Page,
    study: Study,
    analysts: Sequence[Analyst],
    names: Mapping[str, str],
    asked: Mapping[str, Sequence[tuple[Leaf, Option]]],
) -> None:
    """Write what the sheet was made from, by which it is recognized when it comes back."""
    rows: list[tuple[str, ...]] = [
        ("format", FORMAT),
        ("study", study.id),
        ("digest", digest(study)),
        ("version", VERSION),
        *(("sheet", names[each.id], each.id, each.label) for each in analysts),
        *(("option", each.id, each.label) for each in study.options),
        *(("criterion", each.id, each.label, scale_mark(each)) for each in study.leaves),
    ]
    for analyst in analysts:
        for leaf, option in asked[analyst.id]:
            score = study.score.get((option.id, leaf.id, analyst.id))
            mark = answer_mark(score_value(score) if score else None)
            rows.append((ANSWERS, analyst.id, option.id, leaf.id, mark))
    for row, texts in enumerate(rows, start=1):
        for column, text in zip("ABCDE", texts, strict=False):
            page.text(f"{column}{row}", text, "id")
