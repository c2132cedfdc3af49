"""The ranking as pictures: what totals consist of, profile lines, a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.explanation_words import joined
from workbench.analysis.finding import finding
from workbench.model.criterion import ROOT, Group
from workbench.model.picture import Bar, Bars, HeatMap, HeatRow, Tracks
from workbench.model.report import Column, Table
from workbench.usecases.pages.first_page_tables import leaf_worths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.criterion import Criterion
    from workbench.model.evaluation import OptionResult, StudyEvaluation
    from workbench.model.study import Study


def contributions(study: Study, evaluation: StudyEvaluation) -> Bars:
    """Return what each branch adds to each option's total.

    A branch adds its subtotal times its weight: these add up to the total where the top of the tree is arithmetic.
    """
    parts = _top_parts(study, evaluation)
    names = tuple(label for _, label, _ in parts)
    added = evaluation.run.aggregators.get(ROOT, "arithmetic") == "arithmetic" and evaluation.method == "value_tree"
    close = {name for pair in evaluation.not_separable for name in pair}
    bars, rows = [], []
    for result in evaluation.ranking:
        points = _points(evaluation, result, parts)
        known = tuple(0.0 if each is None else each for each in points)
        mark = " ≈" if result.id in close else ""
        bars.append(Bar(result.brief, known, None if result.complete else result.high, _total(result) + mark))
        rows.append((result.brief, *points, result.total))
    columns = (
        Column("Option"), *(Column(name, 2, "right") for name in names), Column("Total", 2, "right"),
    )  # fmt: skip
    weights = ", ".join(f"{label} {share:.0%}" for _, label, share in parts)
    note = f"Subtotal times weight: {weights}."
    if not added:
        note += " The top of the tree is not arithmetic: the parts do not add up to the total."
    if close:
        near = joined([each.brief for each in evaluation.ranking if each.id in close])
        note += f" ≈ not separable from another option: {near}."
    first = evaluation.ranking[0]
    largest = max(zip(bars[0].parts, names, strict=True), key=lambda each: each[0], default=(0.0, ""))
    sentence = finding(evaluation)
    if first.complete and largest[1]:
        sentence += f" {largest[1]} gives {first.brief} most, {largest[0]:.2f}."
    table = Table("What each total consists of", columns, tuple(rows), note=note)
    return Bars("What each total consists of", sentence, table, names, tuple(bars), 100.0)


def _top_parts(study: Study, evaluation: StudyEvaluation) -> list[tuple[str, str, float]]:
    """Return the parts of the first level that branches: id, label, part of the whole."""
    shares = {each.criterion: each.share for each in evaluation.leaf_weights}
    shares |= {each.id: each.share for each in evaluation.groups}
    parent = ROOT
    while True:
        below = [each for each in study.criteria if each.parent == parent and shares.get(each.id, 0.0) > 0]
        if len(below) != 1 or not isinstance(below[0], Group):
            return [(each.id, each.brief, shares[each.id]) for each in below]
        parent = below[0].id


def _points(
    evaluation: StudyEvaluation, result: OptionResult, parts: list[tuple[str, str, float]]
) -> tuple[float | None, ...]:
    at = evaluation.options.index(result.id)
    worths: dict[str, float | None] = dict(leaf_worths(evaluation, at))
    worths |= {each.id: each.totals[at] for each in evaluation.groups}
    found = []
    for name, _, share in parts:
        worth = worths.get(name)
        found.append(None if worth is None else worth * share)
    return tuple(found)


def _total(result: OptionResult) -> str:
    return f"{result.total:.2f}" if result.total is not None else f"{result.low:.1f}–{result.high:.1f}"


def heat_map(study: Study, evaluation: StudyEvaluation) -> HeatMap:
    """Return the worth of every option on every criterion, 0 to 100, groups with their subtotals."""
    columns = tuple(each.brief for each in evaluation.results)
    rows = tuple(_rows(study, evaluation, groups=True))
    title = "Worth of every option on every criterion"
    return HeatMap(title, _strongest(rows, columns), _worth_table(title, rows, columns), columns, rows)


def profiles(study: Study, evaluation: StudyEvaluation) -> Tracks:
    """Return each option's profile: its place from worst to best on every criterion."""
    names = tuple(each.brief for each in evaluation.results)
    rows = tuple(_rows(study, evaluation, groups=False))
    title = "Profiles: from worst to best on every criterion"
    return Tracks(title, _widest(rows, names), _worth_table(title, rows, names), names, rows)


def _rows(study: Study, evaluation: StudyEvaluation, *, groups: bool) -> Iterator[HeatRow]:
    """Yield the nodes with weight as they stand in the tree."""
    shares = {each.criterion: each.share for each in evaluation.leaf_weights}
    worths = [leaf_worths(evaluation, at) for at in range(len(evaluation.options))]
    totals = {each.id: each for each in evaluation.groups}

    def below(parent: str, depth: int) -> Iterator[HeatRow]:
        for node in (each for each in study.criteria if each.parent == parent):
            if isinstance(node, Group):
                found = totals.get(node.id)
                if found is not None and found.share > 0:
                    yield HeatRow(_weighed(node, found.share), found.totals if groups else (), depth)
                    yield from below(node.id, depth + 1)
            elif shares.get(node.id, 0.0) > 0:
                values = tuple(each.get(node.id) for each in worths)
                yield HeatRow(_weighed(node, shares[node.id]), values, depth)

    yield from below(ROOT, 0)


def _weighed(node: Criterion, share: float) -> str:
    return f"{node.brief} {share:.1%}"


def _worth_table(title: str, rows: tuple[HeatRow, ...], columns: tuple[str, ...]) -> Table:
    heads = (Column("Criterion and weight"), *(Column(name, 1, "right") for name in columns))
    lines = tuple(
        (f"{'  ' * each.depth}{each.label}", *(each.values or (None,) * len(columns)))
        for each in rows
        if columns
    )  # fmt: skip
    return Table(
        title, heads, lines, note="0 is the worst, 100 the best that the scale describes; weights of the whole."
    )


def _strongest(rows: tuple[HeatRow, ...], columns: tuple[str, ...]) -> str:
    cells = [
        (value, each.label, columns[at]) for each in rows for at, value in enumerate(each.values) if value is not None
    ]
    if not cells:
        return "There is no score yet."
    low, high = min(cells, key=lambda each: each[0]), max(cells, key=lambda each: each[0])
    return f"From {low[0]:g} ({low[2]} on {_bare(low[1])}) to {high[0]:g} ({high[2]} on {_bare(high[1])})."


def _bare(label: str) -> str:
    return label.rpartition(" ")[0]


def _widest(rows: tuple[HeatRow, ...], names: tuple[str, ...]) -> str:
    spans = []
    for each in rows:
        known = [(value, names[at]) for at, value in enumerate(each.values) if value is not None]
        if len(known) > 1:
            low, high = min(known), max(known)
            spans.append((high[0] - low[0], _bare(each.label), high[1], low[1]))
    if not spans:
        return "No criterion has two scores to compare."
    if not max(spans)[0]:
        return "The options stand at the same place on every criterion."
    widest = max(spans, key=lambda each: each[0])
    return f"They are widest apart on {widest[1]}: {widest[2]} is {widest[0]:g} points above {widest[3]}."
