"""How firm a ranking is, as one page; on request with every interval, flip and comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.robustness_words import change_sentence, not_separable_sentence
from workbench.model.report import Column, Report, Table
from workbench.usecases.pages.ranking_report import labels
from workbench.usecases.pages.robustness_details import WIDEST, details_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.model.report import Value
    from workbench.model.robustness import Robustness, SmallestChange

LIMITS = ((16, 4), (8, 4), (6, 4), (5, 4), (4, 4), (4, 3), (4, 2), (3, 2), (3, 1))
"""Options that the table of ranks names, and next steps, as many as fit on one screen."""

MOST_RANKS = 4
"""Ranks that the page's own table has a column for."""

ABOUT = ("Weights", "Scores", "Parts")
"""What the three findings are about."""

VERDICTS = {
    "firm": "FIRM: the first rank of {first} is firm.",
    "firm within the stated uncertainty": "FIRM WITHIN THE STATED UNCERTAINTY: the first rank of {first} holds for the "
    "weights and scores as people stated them, not for all.",
    "open": "OPEN: the first rank of {first} is not firm.",
}


def robustness_report(found: Robustness, *, option: str | None = None, details: bool = False) -> Report:
    """Return the page: what is not separable, the verdict, why, three findings, how often each is first, what is next.

    Parameters
    ----------
    option
        Of which to say what would put it first.
    details
        Whether every interval, flip and comparison follows; then nothing is left away.
    """
    if details:
        return _page(found, option, limit=None)
    from workbench.usecases.pages.one_screen import fitted

    return fitted(lambda limit: _page(found, option, limit=limit), LIMITS)


def _page(found: Robustness, option: str | None, *, limit: tuple[int, int] | None) -> Report:
    names = {each.id: each.brief for each in found.evaluation.results}
    tables = [_why(found, limit), *_option_tables(found, option, names)]
    if found.acceptability is not None and (limit is not None or len(found.acceptability.options) > WIDEST):
        tables.append(_ranks(found, limit))
    if limit is None:
        tables += details_tables(found, names)
    notes = tuple(dict.fromkeys(notice.text for notice in found.notices)) if limit is None else _short_notes(found)
    return Report(
        title=f"{found.evaluation.study.title}: how firm is the ranking?",
        labels=labels(found.evaluation),
        finding=_finding(found, names),
        tables=tuple(table for table in tables if table.rows),
        notes=notes,
    )


def _finding(found: Robustness, names: Mapping[str, str]) -> str:
    first = next((each.brief for each in found.evaluation.ranking), "")
    verdict = VERDICTS[found.verdict].format(first=first)
    if not found.findings:
        verdict = "OPEN: there is no first rank to defend."
    elif sum(each.rank == 1 for each in found.evaluation.results) > 1:
        verdict = "OPEN: the first rank is shared."
    close = not_separable_sentence(found.not_separable, found.evaluation.threshold, names)
    return f"{close} {verdict}" if close else verdict


def _why(found: Robustness, limit: tuple[int, int] | None) -> Table:
    rows = [("Why", each) for each in found.reasons]
    rows += list(zip(ABOUT, found.findings, strict=False))
    rows += [("Next", each) for each in found.next_steps[: limit[1] if limit else None]]
    seen: set[str] = set()
    shown: list[tuple[Value, ...]] = []
    for about, text in rows:
        shown.append(("" if about in seen else about, text))
        seen.add(about)
    return Table("What it rests on", (Column("", whole=True), Column("Finding")), tuple(shown))


def _ranks(found: Robustness, limit: tuple[int, int] | None) -> Table:
    """Return how often each option takes each rank, the most often first ones first."""
    drawn = found.acceptability
    if drawn is None:
        return Table("", (), ())
    shares = drawn.first.tolist()
    order = sorted(range(len(shares)), key=lambda row: (-shares[row], float(drawn.expected_rank[row])))
    shown = order if limit is None else order[: limit[0]]
    n_ranks = min(len(shares), MOST_RANKS)
    stated = {each.what: each.shares for each in found.first_shares}
    columns = (
        Column("Option"),
        *(Column(f"Rank {rank + 1}", 3, "right") for rank in range(n_ranks)),
        Column("Mean rank", 2, "right"),
        Column("First as stated", 3, "right"),
    )
    rows = tuple(
        (
            drawn.labels[row],
            *(float(drawn.ranks[row, rank]) for rank in range(n_ranks)),
            float(drawn.expected_rank[row]),
            stated.get("stated", {}).get(drawn.options[row]),
        )
        for row in shown
    )
    left = len(order) - len(shown)
    note = f"Shares of {drawn.samples:,} samples, seed {drawn.seed}: {drawn.scheme.sentence}."
    note += f" {left} more options are left away here." if left else ""
    note += " As stated: weights around the weight set, scores within their confidence."
    return Table("How often each option takes each rank", columns, rows, note=note)


def _option_tables(found: Robustness, option: str | None, names: Mapping[str, str]) -> Iterator[Table]:
    if option is None:
        return
    change = next(each for each in found.changes if each.option == option)
    rows: list[tuple[Value, ...]] = [("All weights", change_sentence(change, names))]
    rows += [("", text) for text in _moves(change)]
    rows += [
        ("A score", f"{names[each.option]} on {each.label}: {each.needed:.4g} instead of {each.now:g}.")
        for each in found.scores
        if each.becomes == option and each.needed is not None
    ][:3]
    columns = (Column("Change of", whole=True), Column("How much"))
    yield Table(f"What would put {names[option]} first", columns, tuple(rows))


def _moves(change: SmallestChange) -> list[str]:
    named = [f"{each.label} {each.before:.2%} → {each.after:.2%}" for each in change.moves[3:]]
    return [f"And {', '.join(named)}."] if named else []


def _short_notes(found: Robustness) -> tuple[str, ...]:
    wanted = {"left-out", "not-sampled", "order-on-values", "no-first-rank"}
    return tuple(each.text for each in found.notices if each.code in wanted)
