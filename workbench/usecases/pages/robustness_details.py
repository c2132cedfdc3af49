"""Every interval, flip and comparison of a robustness analysis as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.robustness_words import change_sentence
from workbench.model.report import Column, Table
from workbench.usecases.pages.acceptability_report import acceptability_tables, sensitivity_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.model.report import Value
    from workbench.model.robustness import Robustness, WeightInterval

WIDEST = 8
"""Options up to which a table with a column for each of them can be read."""

MOST_SCORES = 12
"""Single scores that are listed, the nearest first."""

MOST_INFLUENCES = 12
"""Decisions that are listed, those that move the lead most first."""

MOST_NEIGHBOURS = 3
"""Weights that are listed for each pair of neighbours, those that turn them soonest."""


def details_tables(found: Robustness, names: Mapping[str, str]) -> Iterator[Table]:
    """Yield the tables; those about methods come last, as an annex."""
    if found.acceptability is not None:
        ranks, pairs, central = acceptability_tables(found.acceptability)
        yield from (ranks, pairs) if len(found.acceptability.options) <= WIDEST else ()
        yield central
    if found.sensitivity is not None:
        yield sensitivity_table(found.sensitivity)
    yield Table("To quote", (Column("Sentence"),), tuple((each,) for each in found.quotes))
    yield from flip_tables(found, names)
    yield _left_out(found, names)
    yield _influences(found, names)
    yield _methods(found, names)
    yield _reversals(found)
    yield _cannot_run(found)


def flip_tables(found: Robustness, names: Mapping[str, str]) -> Iterator[Table]:
    """Yield what turns the ranking: single weights, neighbours, all weights together, single scores."""
    yield _intervals(found, names)
    yield _neighbours(found, names)
    yield Table(
        "The smallest change of all weights that puts each option first",
        (Column("Option", whole=True), Column("Size", 4, "right"), Column("In words")),
        tuple((names[each.option], each.size, change_sentence(each, names)) for each in found.changes),
        note="Size: how much of all weight moves, half the sum of the changes (L1)."
        if found.changes and found.changes[0].norm == "l1"
        else "Size: the largest change of one weight (L∞).",
    )
    yield _scores(found, names)


def _intervals(found: Robustness, names: Mapping[str, str]) -> Table:
    columns = (
        Column("Weight of"),
        Column("Now", 4, "right"),
        Column("From", 4, "right"),
        Column("To", 4, "right"),
        Column("First below"),
        Column("First above"),
        Column("How", whole=True),
    )
    rows = tuple(
        (
            each.label,
            each.share,
            each.first.low if each.first else None,
            each.first.high if each.first else None,
            _name(names, each.overtaken_below),
            _name(names, each.overtaken_above),
            each.fixed or ("exact" if each.exact else "searched"),
        )
        for each in found.intervals
    )
    note = "Shares among siblings, which keep their proportions, between which the first-ranked option stays first."
    return Table("How far each weight can move", columns, rows, note=note)


def _name(names: Mapping[str, str], option: str | None) -> str | None:
    return None if option is None else names[option]


def _neighbours(found: Robustness, names: Mapping[str, str]) -> Table:
    """Return for each pair of neighbours the weights that turn their order soonest."""
    rows: list[tuple[Value, ...]] = []
    for pair in dict.fromkeys((order.upper, order.lower) for each in found.intervals for order in each.order):
        turns = sorted(turn for each in found.intervals for turn in _turns(each, pair))
        rows += [(names[pair[0]], names[pair[1]], label, now, at) for _, label, now, at in turns[:MOST_NEIGHBOURS]]
        if not turns:
            rows.append((names[pair[0]], names[pair[1]], "no single weight turns them", None, None))
    columns = (
        Column("Above"),
        Column("Below"),
        Column("Turns at a weight of"),
        Column("Now", 4, "right"),
        Column("Turns at", 4, "right"),
    )
    note = "For neighbours in the ranking, the weights whose change turns their order soonest; shares among siblings."
    return Table("Neighbours in the ranking", columns, tuple(rows), note=note)


def _turns(found: WeightInterval, pair: tuple[str, str]) -> Iterator[tuple[float, str, float, float]]:
    for order in found.order:
        if (order.upper, order.lower) != pair:
            continue
        for end, limit in ((order.low, 0.0), (order.high, 1.0)):
            if end != limit:
                yield abs(end - found.share) * found.parent_whole, found.label, found.share, end


def _scores(found: Robustness, names: Mapping[str, str]) -> Table:
    columns = (
        Column("Score of"),
        Column("On"),
        Column("Now", 2, "right"),
        Column("Draws level at", 2, "right"),
        Column("Levels", 2, "right"),
        Column("First beyond"),
        Column("One level", whole=True),
    )
    shown = [each for each in found.scores if each.needed is not None][:MOST_SCORES]
    rows = tuple(
        (
            names[each.option],
            each.label,
            each.now,
            each.needed,
            each.levels,
            _name(names, each.becomes),
            "is enough" if each.one_level else "is not",
        )
        for each in shown
    )
    enough = sum(each.one_level is not None for each in found.scores)
    note = f"The nearest {len(shown)} of {len(found.scores)}; one level is enough for {enough}."
    return Table("Single scores that change the first rank", columns, rows, note=note)


def _left_out(found: Robustness, names: Mapping[str, str]) -> Table:
    columns = (
        Column("Without"),
        Column("First"),
        Column("Changes", whole=True),
        Column("Lead", 2, "right"),
        Column("τ-b", 2, "right"),
        Column("Note"),
    )
    rows = tuple(
        (
            f"{each.kind} {each.label}" if each.kind != "evidence" else each.label,
            ", ".join(names[name] for name in each.first) or None,
            ("yes" if each.changed else "no") if each.order else None,
            each.margin,
            each.tau,
            each.note,
        )
        for each in found.left_out
    )
    note = "Its weight goes to its siblings. Lead: of the option that is first with everything, in points."
    return Table("Without one part", columns, rows, note=note)


def _influences(found: Robustness, names: Mapping[str, str]) -> Table:
    columns = (Column("Had it been"), Column("Lead", 2, "right"), Column("Change", 2, "right"), Column("First"))
    rows = tuple(
        (each.label, each.margin, each.change, names.get(each.first, each.first) or None)
        for each in found.influences[:MOST_INFLUENCES]
    )
    note = "Scorers, splits (a criterion twice, each with its points) and scale ends (weights as they are)."
    return Table("What most moves the lead", columns, rows, note=note)


def _methods(found: Robustness, names: Mapping[str, str]) -> Table:
    options = [each.id for each in found.evaluation.results]
    columns = (
        Column("Method"),
        *(Column(names[option], None, "right") for option in options),
        Column("τ-b", 2, "right"),
    )
    rows = tuple(
        (each.title, *(rank or None for rank in each.ranks), each.tau) for each in found.methods if not each.reason
    )
    note = "Ranks. Agreement with the ranking in use: Kendall's τ-b, 1 for the same order."
    return Table("Annex: the same study under every method", columns, rows, note=note)


def _reversals(found: Robustness) -> Table:
    words = {True: "stays", False: "changes", None: None}
    columns = (
        Column("Method"),
        Column("Worse copy", whole=True),
        Column("Last leaves", whole=True),
        Column("Two by two", whole=True),
        Column("First change"),
    )
    rows = tuple(
        (each.title, words[each.copy], words[each.removal], words[each.split], each.detail)
        for each in found.reversals
        if each.copy is not None
    )
    note = (
        "Whether the order of the others stays when a worse copy of the first joins, when the last leaves, and when "
        "all are compared two by two."
    )
    return Table("Annex: whether the order depends on who is there", columns, rows, note=note)


def _cannot_run(found: Robustness) -> Table:
    """Return the methods that did not run, by the first sentence of the reason without the method's own name."""
    reasons: dict[str, dict[str, None]] = {}
    for name, title, reason in [
        *((each.method, each.title, each.reason) for each in found.methods if each.reason),
        *((each.method, each.title, each.detail) for each in found.reversals if each.copy is None),
    ]:
        said = reason.partition(". ")[0].rstrip(".").removeprefix(f"{name} ")
        reasons.setdefault(f"{said[:1].upper()}{said[1:]}.", {})[title] = None
    rows = tuple((", ".join(titles), reason) for reason, titles in reasons.items())
    return Table("Annex: methods that do not run here", (Column("Method"), Column("Why")), rows)
