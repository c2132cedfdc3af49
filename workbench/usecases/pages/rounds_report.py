"""Rounds as a report: which there are, and two of them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.report import Column, Report, Table
from workbench.usecases.pages.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
    if not compared.moved:
        both = f"{_named(compared.first)} and {_named(compared.second)}".capitalize()
        return f"{both} cannot be compared: nobody took part in both. Their scores stand side by side."
    text = f"From {_named(compared.first)} to {_named(compared.second)}: "
    text += f"{counted(sum(compared.moved.values()), 'score')} moved, "
    text += f"{counted(compared.narrower, 'cell')} came closer, {compared.wider} moved apart"
    if compared.agreement_before is not None and compared.agreement_after is not None:
        text += f"; mean SD agreement {compared.agreement_before:.2f}, then {compared.agreement_after:.2f}"
    others = " Not the same people took part in both." if set(compared.moved) < set(compared.people) else ""
    return f"{text}.{others}"


def _named(round_: str) -> str:
    return "the scores as they stand" if round_ == "now" else f"round {round_}"


def rounds_tables(compared: RoundsCompared, options: Mapping[str, str], criteria: Mapping[str, str]) -> Iterator[Table]:
    """Yield the panel's ranking in both rounds, and the cells whose spread changed, the widest now first."""
    then, now = compared.ranking_before, compared.ranking_after
    if then is not None or now is not None:
        columns = (
            Column("Option"),
            Column(_named(compared.first).capitalize(), align="right"),
            Column(_named(compared.second).capitalize(), align="right"),
        )
        rows = tuple((options[name], _place(then, name), _place(now, name)) for name in options)
        note = "Of those who took part."
        if then is None or now is None:
            note += " – where nobody of a side did, or scores are kept apart."
        yield Table("The panel's ranking in both rounds, scores joined", columns, rows, note=note)
    cells = sorted(compared.cells, key=lambda each: (-(each.spread_after or 0.0), -(each.spread_before or 0.0)))
    lines = tuple(
        (
            f"{options[each.option]}: {criteria[each.criterion]}",
            _scores(each.before, compared.people),
            _scores(each.after, compared.people),
            each.spread_before,
            each.spread_after,
        )
        for each in cells
        if each.spread_before or each.spread_after or _moved(each, compared.moved)
    )
    order = "; ".join(compared.people.values())
    yield Table(
        "Cells in both rounds, the widest first",
        (
            Column("Cell"), Column("Before"), Column("After"),
            Column("Spread before", 2, "right"), Column("Spread after", 2, "right"),
        ),
        lines,
        note=f"Scores in this order: {order}. – who was not in the round or gave no number.",
    )  # fmt: skip


def _moved(cell: CellInRounds, both: Iterable[str]) -> bool:
    return any(cell.before.get(name) != cell.after.get(name) for name in both)


def _scores(scores: Mapping[str, float], people: Iterable[str]) -> str:
    return " ".join(f"{scores[name]:g}" if name in scores else "–" for name in people) or "–"


def _place(ranking: Ranking | None, option: str) -> str:
    if ranking is None:
        return "–"
    standing = next(each for each in ranking.standings if each.option == option)
    total = f"{standing.total:.2f}" if standing.total is not None else f"{standing.low:.1f}–{standing.high:.1f}"
    return f"{standing.rank or '–'}  {total}"
