"""Rounds as a report: which there are, and two of them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.report import Column, Report, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.model.panel import Ranking
    from workbench.model.rounds_compared import CellInRounds, RoundsCompared
    from workbench.model.study import Study

STATES = {
    "open": "open: scored apart",
    "revealed": "revealed: being discussed",
    "closed": "closed",
}


def rounds_report(study: Study, compared: RoundsCompared | None) -> Report:
    """Return the rounds of a study and, where there are two to compare, what moved.

    Parameters
    ----------
    study
        With the criteria and options that count.
    """
    labels = (f"ILLUSTRATIVE. {study.disclaimer}",) if study.illustrative else ()
    options = {each.id: each.brief for each in study.options}
    criteria = {each.id: each.brief for each in study.criteria}
    tables = [_rounds(study)]
    if compared is not None:
        tables += rounds_tables(compared, options, criteria)
    return Report(
        title=f"{study.title}: rounds",
        labels=labels,
        finding=_finding(study, compared),
        tables=tuple(table for table in tables if table.rows),
    )


def _rounds(study: Study) -> Table:
    names = {each.id: each.label for each in study.analysts}
    columns = (
        Column("Round"), Column("State"), Column("Who takes part"), Column("Facilitator"),
        Column("Scores kept", None, "right"), Column("Note"),
    )  # fmt: skip
    rows = tuple(
        (
            each.id,
            STATES[each.state],
            ", ".join(names.get(name, name) for name in each.analysts),
            names.get(each.facilitator or "", each.facilitator or "–"),
            len(each.scores),
            each.note,
        )
        for each in study.rounds
    )
    return Table("Rounds", columns, rows)


def _finding(study: Study, compared: RoundsCompared | None) -> str:
    if not study.rounds:
        return "There has been no round: nobody was asked to score apart from the others."
    if compared is None:
        last = study.rounds[-1]
        return f"Round {last.id} is {STATES[last.state]}. There are no two rounds to compare yet."
    moved = sum(compared.moved.values())
    text = f"From {_named(compared.first)} to {_named(compared.second)}: {moved} scores moved, "
    text += f"{compared.narrower} cells came closer, {compared.wider} moved apart"
    if compared.agreement_before is not None and compared.agreement_after is not None:
        text += f"; mean SD agreement {compared.agreement_before:.2f}, then {compared.agreement_after:.2f}"
    return f"{text}."


def _named(round_: str) -> str:
    return "the scores as they stand" if round_ == "now" else f"round {round_}"


def rounds_tables(compared: RoundsCompared, options: Mapping[str, str], criteria: Mapping[str, str]) -> Iterator[Table]:
    """Yield the panel's ranking in both rounds, and the cells whose spread changed, the widest now first."""
    then, now = compared.ranking_before, compared.ranking_after
    if then is not None and now is not None:
        columns = (
            Column("Option"),
            Column(_named(compared.first).capitalize(), align="right"),
            Column(_named(compared.second).capitalize(), align="right"),
        )
        rows = tuple((options[name], _place(then, name), _place(now, name)) for name in options)
        yield Table("The panel's ranking in both rounds, scores joined", columns, rows)
    cells = sorted(compared.cells, key=lambda each: (-(each.spread_after or 0.0), -(each.spread_before or 0.0)))
    lines = tuple(
        (
            f"{options[each.option]}: {criteria[each.criterion]}",
            _scores(each.before),
            _scores(each.after),
            each.spread_before,
            each.spread_after,
        )
        for each in cells
        if each.spread_before or each.spread_after or _moved(each)
    )
    yield Table(
        "Cells in both rounds, the widest first",
        (
            Column("Cell"), Column("Before"), Column("After"),
            Column("Spread before", 2, "right"), Column("Spread after", 2, "right"),
        ),
        lines,
    )  # fmt: skip


def _moved(cell: CellInRounds) -> bool:
    return dict(cell.before) != dict(cell.after)


def _scores(scores: Mapping[str, float]) -> str:
    return " ".join(f"{score:g}" for score in scores.values()) or "–"


def _place(ranking: Ranking, option: str) -> str:
    standing = next(each for each in ranking.standings if each.option == option)
    total = f"{standing.total:.2f}" if standing.total is not None else f"{standing.low:.1f}–{standing.high:.1f}"
    return f"{standing.rank or '–'}  {total}"
