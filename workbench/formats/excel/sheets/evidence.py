"""The sheet Evidence: what the scores rest on, and where each passage is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.formats.excel.sheets.fixed_tables import FIXED, write_table

if TYPE_CHECKING:
    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.sheets.fixed_tables import Cell
    from workbench.model.coverage import Coverage

HEADS = ("Part", "Cells", "Scores", "With evidence for or against", "%", "Without a reason")


def write_evidence(page: Page, content: Content) -> None:
    """Write coverage by part, then every passage with its place and its uses."""
    found = content.extras.evidence
    if found is None:
        return
    page.heading("Evidence: what the scores rest on", content.status, FIXED)
    whole = found.whole
    words = (
        f"{whole.counting} of {whole.scores} scores have a passage for or against; {whole.unreasoned} have no reason."
    )
    page.text("A5", words, "finding")
    for column in "BCDEF":
        page.blank(f"{column}5", "finding")
    row = 7
    for title, parts in (
        ("By option", found.options),
        ("By branch", found.branches),
        ("By side", found.sides),
        ("By basis", found.bases),
        ("By confidence", found.confidences),
    ):
        if parts:
            row = write_table(page, row, title, HEADS, [_line(each) for each in parts])
    start = row
    if content.study.evidence:
        row = write_table(
            page,
            row,
            "Passages, each with its place and where it is used",
            ("Passage", "Id", "Document", "Place", "Scores that use it", "Relation"),
            _passages(content),
        )
    page.widths({"A": 62, "B": 22, "C": 22, "D": 26, "E": 16, "F": 18})
    page.set_up()
    page.break_before([start] if content.study.evidence else [])


def _line(part: Coverage) -> tuple[Cell, ...]:
    share = 100 * part.counting / part.scores if part.scores else None
    return part.label, part.cells, part.scores, part.counting, share, part.unreasoned


def _passages(content: Content) -> list[tuple[Cell, ...]]:
    uses: dict[str, list[str]] = {}
    shown = set(content.analysts)
    for score in content.study.scores:
        for link in score.evidence:
            if score.analyst in shown:
                uses.setdefault(link.id, []).append(str(link.relation))
    return [
        (
            f"“{each.quotation}”",
            each.id,
            each.document,
            each.location,
            len(uses.get(each.id, ())),
            ", ".join(dict.fromkeys(uses.get(each.id, ()))) or None,
        )
        for each in content.study.evidence
    ]
