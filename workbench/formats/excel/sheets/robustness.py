"""The sheet Robustness: how firm the ranking is, computed by the tool, with seed and assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.weight_words import moved_words, none_terms, terms
from workbench.formats.excel.sheets.fixed_tables import FIXED, percent, write_lines, write_table
from workbench.formats.excel.sheets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.formats.excel.book import Page
    from workbench.formats.excel.content import Content
    from workbench.formats.excel.sheets.fixed_tables import Cell
    from workbench.model.robustness import Robustness, SmallestChange

MOST_ROWS = 25
"""Of a table whose nearest entries matter."""

MOST_MOVES = 2
"""Weights that are named where several move."""


def write_robustness(page: Page, content: Content) -> None:
    """Write verdict, findings, flips of weights and scores, shares of ranks, and what hangs on one part."""
    found = content.extras.robustness
    if found is None:
        return
    when = content.changed or "not stated"
    page.heading("Robustness: how firm the ranking is", content.status, f"{FIXED} Study last changed: {when}.")
    page.text("A5", f"The first rank is {found.verdict}.", "finding")
    for column in "BCDEFG":
        page.blank(f"{column}5", "finding")
    row = write_lines(page, 7, "Why", found.reasons)
    row = write_lines(page, row, "Findings", found.findings)
    row = write_lines(page, row, "What to look at next", found.next_steps)
    labels = {each.id: each.brief for each in content.evaluation.results}
    tables = Lines(page, content)
    for title, heads, rows in _tables(found, labels):
        if rows:
            tables.starts.append(row)
            row = write_table(page, row, title, heads, rows)
    assumptions = [f"Seed {found.seed}, {found.samples:,} samples.", *(each.scheme for each in found.first_shares)]
    assumptions += [each.text for each in found.notices]
    tables.starts.append(row)
    silent = [f"{each.title}: {each.reason}" for each in found.methods if each.reason]
    row = write_lines(page, row, "Methods that this study cannot run", silent)
    tables.row = write_lines(page, row, "Assumptions and notes", dict.fromkeys(assumptions))
    page.widths({"A": 40, "B": 20, "C": 20, "D": 20, "E": 22, "F": 22, "G": 20})
    page.set_up()
    tables.break_pages()


def _tables(found: Robustness, labels: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]]:
    yield (
        "How often each option comes first, %",
        ("Option", *(each.what for each in found.first_shares)),
        [
            (labels.get(name, name), *(100 * each.shares.get(name, 0.0) for each in found.first_shares))
            for name in (found.first_shares[0].shares if found.first_shares else ())
        ],
    )
    if found.acceptability is not None:
        yield _acceptability(found, labels)
    yield (
        f"Nearest weights that change the first rank (nearest {MOST_ROWS})",
        ("Criterion or group", "Share now", "Share then", "First then", "Moves of the whole", "Kind"),
        _intervals(found, labels),
    )
    yield (
        "Smallest change of all weights that puts each option first",
        ("Option", "Moves of the whole", "Largest changes", "Under what"),
        [(labels.get(each.option, each.option), *_smallest(each)) for each in found.changes],
    )
    yield (
        f"Single scores that change the first rank (nearest {MOST_ROWS})",
        ("Criterion", "Option", "Score now", "Score then", "Levels", "First then"),
        [
            (each.label, labels.get(each.option, each.option), each.now, each.needed, each.levels,
             labels.get(each.becomes or "", each.becomes))
            for each in sorted((each for each in found.scores if each.levels is not None),
                               key=lambda each: (each.levels or 0.0, each.option, each.criterion))[:MOST_ROWS]
        ],
    )  # fmt: skip
    yield (
        "Left out one at a time, where that changes the first rank",
        ("What", "Kind", "First then", "Lead of the first as it is, points"),
        [
            (each.label, each.kind, ", ".join(labels.get(name, name) for name in each.first) or "open", each.margin)
            for each in found.left_out
            if each.changed
        ],
    )
    yield (
        "Other methods on the same study",
        ("Method", "First", "Agreement (Kendall's tau-b)"),
        [
            (each.title, ", ".join(labels.get(name, name) for name in each.first) or None, each.tau)
            for each in found.methods
            if not each.reason
        ],
    )


def _acceptability(found: Robustness, labels: dict[str, str]) -> tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]:
    table = found.acceptability
    if table is None:
        return "", (), []
    shares = table.ranks
    most = min(shares.shape[1], 6)
    heads = ("Option", *(f"Rank {place + 1}, %" for place in range(most)))
    rows: list[tuple[Cell, ...]] = [
        (labels.get(name, name), *(100 * float(share) for share in row[:most]))
        for name, row in zip(table.options, shares, strict=True)
    ]
    return "Rank acceptability: the share of samples with each rank", heads, rows


def _intervals(found: Robustness, labels: dict[str, str]) -> list[tuple[Cell, ...]]:
    near = [(each.nearest, each) for each in found.intervals if each.nearest]
    near.sort(key=lambda pair: (pair[0][2], pair[1].node))
    return [
        (
            each.label,
            percent(each.share),
            percent(nearest[0]),
            labels.get(nearest[1], nearest[1]),
            percent(nearest[2]),
            "exact" if each.exact else "searched",
        )
        for nearest, each in near[:MOST_ROWS]
    ]


def _smallest(change: SmallestChange) -> tuple[Cell, ...]:
    """Return how much moves, what moves most, and which weights were held; or why nothing does."""
    if change.size is None:
        return None, change.uncovered or "no weights put it first", None if change.uncovered else none_terms(change)
    if change.size == 0:
        return percent(0.0), "is first", None
    much, moved = moved_words(change.size, change.moves, MOST_MOVES)
    return much, moved, "; ".join(terms(change))
