"""How firm a ranking is, as pictures: tornados of the lead, totals over one weight, shares of the ranks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.analysis.explanation_words import joined
from workbench.model.picture import Bar, Bars, Curve, CurveLine, Swing, Tornado
from workbench.model.report import Column, Table
from workbench.usecases.pages.acceptability_report import ranks_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.analysis.ground import Ground
    from workbench.analysis.what_moves import Swing as Moved
    from workbench.model.acceptability import StudyAcceptability
    from workbench.model.reading import Reading
    from workbench.model.robustness import Robustness
    from workbench.model.study import Study


TIE = 1e-9
"""Totals this close are the same."""


@dataclass(frozen=True)
class MovingPictures:
    """Pictures of what moves the ranking, and the weights whose curves can be drawn."""

    by_weight: Tornado | None
    by_score: Tornado | None
    curves: tuple[Curve, ...]
    """The weight that turns the first rank soonest first."""


def moving_pictures(study: Study, reading: Reading, found: Robustness) -> MovingPictures:
    """Return the pictures for one reading of a study.

    Raises
    ------
    WorkbenchError
        When there is nothing to score.
    """
    from workbench.analysis.ground import find_ground
    from workbench.analysis.what_moves import movable, score_swings, weight_swings

    ground = find_ground(study, reading)
    nodes = [ground.node_id(node) for node, _ in movable(ground)]
    near = {each.node: each.nearest[2] for each in found.intervals if each.nearest is not None}
    order = sorted(nodes, key=lambda each: near.get(each, float("inf")))
    return MovingPictures(
        _tornado(ground, weight_swings(ground), "the points of one criterion halved and doubled"),
        _tornado(ground, score_swings(ground), "one score a level worse and a level better"),
        tuple(_curve(ground, name) for name in order),
    )


def _tornado(ground: Ground, swings: Sequence[Moved], what: str) -> Tornado | None:
    if ground.lead is None or not swings:
        return None
    first = ground.labels[ground.options[ground.first]]
    labels = [f"{ground.labels[each.option]}: {ground.label(each.node)}" if each.option else ground.label(each.node)
              for each in swings]  # fmt: skip
    turning = [
        label for label, each in zip(labels, swings, strict=True) if min(each.low, each.high) < -ground.tolerance
    ]
    sentence = f"The lead of {first} is {ground.lead:.2f} points; with {what}, "
    sentence += f"{len(turning)} of {len(swings)} turn it, {turning[0]} most." if turning else "none turns it."
    title = f"What moves the lead of {first}: {what}"
    columns = (
        Column("Input"), Column("Lead, lower end", 2, "right"), Column("Lead, upper end", 2, "right"),
        Column("Moves by", 2, "right"), Column("First rank", whole=True),
    )  # fmt: skip
    rows = tuple(
        (label, each.low, each.high, abs(each.high - each.low), "turns" if label in turning else "stays")
        for label, each in zip(labels, swings, strict=True)
    )
    note = f"The lead over the best rival in points, now {ground.lead:.2f}; below 0 the first rank is lost."
    shown = tuple(
        Swing(label, each.low, each.high, option=ground.labels[each.option] if each.option else "")
        for label, each in zip(labels, swings, strict=True)
    )
    return Tornado(title, sentence, Table(title, columns, rows, note=note), ground.lead, 0.0, shown)


def _curve(ground: Ground, name: str) -> Curve:
    from workbench.analysis.what_moves import totals_over

    found = totals_over(ground, name)
    label, middle = ground.label(name), (found.low + found.high) / 2
    lines = tuple(
        CurveLine(ground.labels[option], tuple(middle[:, at].tolist())) for at, option in enumerate(ground.options)
    )
    shares = found.shares.tolist()
    firsts = _firsts(middle.tolist(), [each.label for each in lines], shares)
    where = "; ".join(f"from {low:.0%} to {high:.0%} {_on_top(who, len(lines))}" for who, low, high in firsts[:4])
    sentence = f"{label} now weighs {found.now:.1%} among its siblings: {where}."
    if (found.low != found.high).any():
        sentence += " Scores are missing: lines are the middle of what is possible."
    columns = (Column("Weight", whole=True), *(Column(each.label, 2, "right") for each in lines), Column("On top"))
    rows = []
    for share in sorted({0.0, 0.25, 0.5, 0.75, 1.0, round(found.now, 9), *(low for _, low, _ in firsts)}):
        at = min(range(len(shares)), key=lambda place: abs(shares[place] - share))
        values = middle[at].tolist()
        mark = " now" if abs(share - found.now) < 1e-6 else ""  # noqa: PLR2004 - as rounded
        rows.append((f"{share:.1%}{mark}", *values, lines[values.index(max(values))].label))
    title = f"Totals over the weight of {label}"
    note = (
        "Share among its siblings, which keep their proportions; options with gaps by the middle of what is possible."
    )
    meetings = tuple((low, max(middle[_near(shares, low)].tolist()), joined(who)) for who, low, _ in firsts[1:])
    table = Table(title, columns, tuple(rows), note=note)
    return Curve(title, sentence, table, f"weight of {label}", tuple(shares), lines, found.now, meetings)


def _on_top(who: Sequence[str], options: int) -> str:
    """Return in words which options are on top of so many."""
    if len(who) == 1:
        return f"{who[0]} is on top"
    return f"{joined(who)} are level{'' if len(who) == options else ' on top'}"


def _near(shares: Sequence[float], at: float) -> int:
    return min(range(len(shares)), key=lambda place: abs(shares[place] - at))


def _firsts(
    totals: Sequence[Sequence[float]], labels: Sequence[str], shares: Sequence[float]
) -> list[tuple[list[str], float, float]]:
    """Return who is on top from which share to which; they meet where straight lines between two places meet."""
    found: list[tuple[list[int], float, float]] = []
    for at, row in enumerate(totals):
        best = [place for place, total in enumerate(row) if total >= max(row) - TIE]
        same = [place for place in best if found and place in found[-1][0]]
        if same:
            found[-1] = (same, found[-1][1], shares[at])
            continue
        start = shares[at]
        if found:
            before = totals[at - 1][found[-1][0][0]] - totals[at - 1][best[0]]
            after = row[found[-1][0][0]] - row[best[0]]
            part = before / (before - after) if before != after else 0.0
            start = shares[at - 1] + part * (shares[at] - shares[at - 1])
            found[-1] = (found[-1][0], found[-1][1], start)
        found.append((best, start, shares[at]))
    return [([labels[place] for place in places], low, high) for places, low, high in found]


def missing_scores(found: Robustness) -> int:
    """Return how many scores that count are missing."""
    return sum(len(each.missing) for each in found.evaluation.results)


def acceptability_bars(found: StudyAcceptability, missing: int = 0) -> Bars:
    """Return how often each option takes each rank, as one bar for each option.

    Parameters
    ----------
    missing
        How many scores are missing, and were drawn from all that is possible.
    """
    order = sorted(range(len(found.options)), key=lambda each: (float(found.expected_rank[each]), each))
    ranks = tuple(f"rank {rank + 1}" for rank in range(len(found.options)))
    bars = []
    for row in order:
        shares = found.ranks[row] / max(float(found.ranks[row].sum()), 1.0)
        bars.append(Bar(found.labels[row], tuple(shares.tolist()), None, f"{float(found.ranks[row, 0]):.0%} first"))
    best = max(order, key=lambda each: float(found.ranks[each, 0]))
    share = float(found.ranks[best, 0])
    sentence = f"{found.labels[best]} is first in {share:.0%} of {found.samples:,} samples: {found.scheme.sentence}."
    if missing:
        gap = "1 score is missing and was" if missing == 1 else f"{missing} scores are missing and were"
        sentence = f"{gap} drawn from all that is possible. {sentence}"
    names = dict(zip(found.options, found.labels, strict=True))
    table = ranks_table(found, names)
    return Bars("How often each option takes each rank", sentence, table, ranks, tuple(bars), 1.0)
