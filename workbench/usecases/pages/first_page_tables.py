"""The tables of the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.finding import finding
from workbench.model.criterion import ROOT
from workbench.model.report import Column, Report, Table
from workbench.usecases.pages import bilateral_report
from workbench.usecases.pages.bilateral_words import labels_of
from workbench.usecases.pages.evidence_report import coverage_table, rests_in_words
from workbench.usecases.pages.first_page_verdict import verdict_sentence
from workbench.usecases.pages.panel_report import talking
from workbench.usecases.pages.ranking_report import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.model.criterion import Criterion
    from workbench.model.evaluation import GroupResult, OptionResult, StudyEvaluation
    from workbench.model.report import Value
    from workbench.model.robustness import ScoreFlip
    from workbench.usecases.summary import FirstPage

CELLS = 5
"""Cells worth talking about that are named."""

MOST_BRANCHES = 4
"""Branches with columns of their own."""


def report(page: FirstPage) -> Report:
    """Return the first page."""
    return Report(
        title=f"{page.evaluation.study.title}: first page",
        labels=(*labels(page.evaluation), _status(page)),
        finding=f"{finding(page.evaluation)} {verdict_sentence(page)}".strip(),
        tables=tuple(table for table in _tables(page) if table.rows),
        notes=tuple(_notes(page)),
    )


def _tables(page: FirstPage) -> Iterator[Table]:
    yield _side_by_side(page)
    yield _branches(page)
    yield _firmness(page)
    sides = page.between_sides
    if sides is not None:
        every = list(sides.options)
        if sides.views:
            yield bilateral_report.sharing(sides, sides.views[0], every)
        if sides.accountability is not None:
            yield bilateral_report.matrix(sides.accountability, every, labels_of(sides))
    yield cells_to_talk_about(page)
    for each in page.apart:
        yield _apart(each.label, each.evaluation)
    if page.evidence is not None:
        yield coverage_table("Evidence by option", "Option", page.evidence.options, len(page.evidence.options))


def _status(page: FirstPage) -> str:
    """Return how much is scored, and how much of that rests on something."""
    if page.evidence is None:
        return "Status: nothing is known of the evidence."
    whole = page.evidence.whole
    cells = {
        (option.id, leaf.id): page.study.judgement(option.id, leaf.id, page.evaluation.run.view or None)
        for option in page.study.options
        for leaf in page.study.leaves
    }
    touched = {(score.option, score.criterion) for score in page.study.scores}
    untouched = sum(cell not in touched for cell in cells)
    open_cells = sum(len(each.missing) for each in page.evaluation.results)
    unsupported = whole.scores - whole.counting
    parts = (
        f"{len(cells)} cells: {untouched or 'none'} untouched",
        f"{open_cells or 'none'} that {'counts' if open_cells == 1 else 'count'} without a number",
        f"{unsupported} of {whole.scores} scores without evidence for or against",
        f"{whole.unreasoned or 'none'} without a reason",
    )
    return f"Status: {', '.join(parts)}."


def _side_by_side(page: FirstPage) -> Table:
    evaluations = [each.evaluation for each in page.readings]
    columns = (Column("Option"), *(Column(each.label, align="right") for each in page.readings))
    known = [{result.id: result for result in each.results} for each in evaluations]
    rows = tuple(
        (
            result.brief,
            *(
                place(each, results[result.id]) if result.id in results else None
                for each, results in zip(evaluations, known, strict=True)
            ),
        )
        for result in page.evaluation.ranking
    )
    note = "Rank and total. ≈ not separable from another option: closer than one level on the lightest criterion moves."
    longer = [f"{each.label}: {each.long}." for each in page.readings if each.long != each.label]
    return Table("The ranking by each perspective", columns, rows, note=" ".join([note, *longer]))


def place(evaluation: StudyEvaluation, result: OptionResult) -> str:
    """Return a rank and a total, or what of both is possible, with the mark of what is not separable."""
    close = " ≈" if any(result.id in pair for pair in evaluation.not_separable) else "  "
    best, worst = result.possible_ranks
    rank = str(result.rank or (best if best == worst else f"{best}–{worst}"))
    if result.total is None:
        return f"{rank}  {result.low:.1f}–{result.high:.1f}{close}"
    return f"{rank}  {result.total:.{2 if evaluation.on_value_scale else 4}f}{close}"


def _branches(page: FirstPage) -> Table:
    """Return each branch's subtotal as it is and geometrically, and its weakest criterion."""
    evaluation = page.evaluation
    branches = [each for each in evaluation.groups if each.parent == ROOT][:MOST_BRANCHES]
    plain = any(each.aggregator != "geometric" for each in branches)
    columns = (
        Column("Branch"), Column("Option"), Column("Subtotal", 2, "right"),
        *([Column("Geometric", 2, "right")] if plain else []), Column("Weakest"),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for branch in branches:
        for number, result in enumerate(evaluation.ranking):
            at = evaluation.options.index(result.id)
            name = f"{branch.brief}, {branch.aggregator}" if number == 0 else ""
            geometric = [_geometric(page, branch, result.id)] if plain else []
            rows.append((name, result.brief, branch.totals[at], *geometric, _weakest(page, branch, at)))
    note = "Weakest: the criterion of the branch with the lowest worth, 0 to 100. Geometric: of the branch's own parts."
    return Table("Subtotals, and the weakest cell of each", columns, tuple(rows), note=note)


def _geometric(page: FirstPage, branch: GroupResult, option: str) -> float | None:
    other = page.geometric.get(branch.id)
    if other is None or option not in other.options:
        return None
    totals = next((each.totals for each in other.groups if each.id == branch.id), None)
    return None if totals is None else totals[other.options.index(option)]


def _weakest(page: FirstPage, branch: GroupResult, at: int) -> str | None:
    worths = leaf_worths(page.evaluation, at)
    nodes = page.study.criterion
    below = [name for name in worths if _within(nodes, name, branch.id)]
    if not below:
        return None
    least = min(worths[name] for name in below)
    names = [nodes[name].brief for name in below if worths[name] == least]
    return f"{bilateral_report.number(least)} {names[0]}" + (f" and {len(names) - 1} more" if len(names) > 1 else "")


def _within(nodes: Mapping[str, Criterion], name: str, group: str) -> bool:
    while name in nodes:
        name = nodes[name].parent
        if name == group:
            return True
    return False


def leaf_worths(evaluation: StudyEvaluation, at: int) -> dict[str, float]:
    """Return one option's worth, 0 to 100, on each criterion that has weight, where there is one."""
    shares = {each.criterion: each.share for each in evaluation.leaf_weights}
    step = next((each for each in evaluation.steps if each.name == "node_values"), None)
    if step is None:
        return {}
    missing = set(evaluation.results[at].missing)
    found = dict(zip(evaluation.nodes, step.data[at].tolist(), strict=True))
    return {
        name: found[name]
        for name in evaluation.criteria
        if shares.get(name, 0.0) > 0 and name not in missing and found[name] == found[name]
    }


def _firmness(page: FirstPage) -> Table:
    names = {each.id: each.brief for each in page.evaluation.results}
    rows: list[tuple[Value, ...]] = [("Possible ranks", _possible(page))]
    if len(page.readings) > 1:
        rows.append(("Over the perspectives", _over_perspectives(page)))
    if sum(each.rank == 1 for each in page.evaluation.results) > 1:
        rows.append(("Flips", "The first rank is shared: any change that favors one of those on it decides."))
        return Table("How firm it is", (Column("", whole=True), Column("Finding")), tuple(rows))
    moves = [(each.nearest[2], each) for each in page.intervals if each.nearest is not None]
    if moves:
        moved, interval = min(moves, key=lambda each: each[0])
        share, rival, _ = interval.nearest or (0.0, "", 0.0)
        text = f"{names[rival]} comes first once {interval.label} weighs {share:.1%} among its siblings, now "
        rows.append(("Nearest flip by a weight", f"{text}{interval.share:.1%}: {moved:.2%} of all weight moves."))
    flips = [each for each in page.flips if each.needed is not None]
    if flips:
        rows.append(("Nearest flip by a score", _flip(flips[0], names)))
    if len(rows) == 1 and len(page.evaluation.results) > 1:
        rows.append(("Flips", "No single weight and no single score changes the first rank."))
    return Table("How firm it is", (Column("", whole=True), Column("Finding")), tuple(rows))


def _possible(page: FirstPage) -> str:
    spans: dict[str, list[str]] = {}
    for each in page.evaluation.ranking:
        best, worst = each.possible_ranks
        spans.setdefault(str(best) if best == worst else f"{best} to {worst}", []).append(each.brief)
    return "; ".join(f"{span}: {' and '.join(briefs)}" for span, briefs in spans.items())


def _over_perspectives(page: FirstPage) -> str:
    found = []
    for each in page.evaluation.ranking:
        spans = [
            result.possible_ranks
            for reading in page.readings
            for result in reading.evaluation.results
            if result.id == each.id
        ]
        best, worst = min(span[0] for span in spans), max(span[1] for span in spans)
        found.append(f"{each.brief} {best if best == worst else f'{best} to {worst}'}")
    return "; ".join(found)


def _flip(flip: ScoreFlip, names: Mapping[str, str]) -> str:
    text = f"{names[flip.option]} on {flip.label}: beyond {flip.needed:.4g} instead of {flip.now:g} "
    return f"{text}({flip.levels:.2f} levels) {names.get(flip.becomes or '', 'another')} comes first."


def cells_to_talk_about(page: FirstPage) -> Table:
    """Return the cells that people see differently and that matter; where nobody differs, those that decide."""
    if page.panel is not None and page.panel.talking is not None and page.panel.talking.could:
        return talking(page.panel, CELLS)
    names = {each.id: each.brief for each in page.evaluation.results}
    flips = [each for each in page.flips if each.needed is not None][:CELLS]
    rows = tuple((f"{names[each.option]}: {each.label}", *_beyond(each, names)) for each in flips)
    columns = (
        Column("Cell"), Column("Now", 2, "right"), Column("Turns beyond", 2, "right"), Column("Levels", 2, "right"),
        Column("First then"),
    )  # fmt: skip
    note = "The scores whose change turns the first rank soonest; nobody has scored them otherwise."
    return Table("Worth talking about", columns, rows, note=note)


def _beyond(flip: ScoreFlip, names: Mapping[str, str]) -> tuple[Value, ...]:
    return flip.now, flip.needed, flip.levels, names.get(flip.becomes or "")


def talked_cells(page: FirstPage) -> list[tuple[str, str]]:
    """Return the cells of that table, option and criterion, in its order."""
    if page.panel is not None and page.panel.talking is not None and page.panel.talking.could:
        points = [*page.panel.talking.could, *page.panel.talking.could_not][:CELLS]
        return [(each.option, each.criterion) for each in points]
    return [(each.option, each.criterion) for each in page.flips if each.needed is not None][:CELLS]


def _apart(label: str, evaluation: StudyEvaluation) -> Table:
    rows = tuple((each.brief, place(evaluation, each)) for each in evaluation.ranking)
    note = f"{evaluation.run.weights_label}. It stands beside the totals and is never added to them."
    return Table(f"Beside: {label}", (Column("Option"), Column("Rank and total", align="right")), rows, note=note)


def _notes(page: FirstPage) -> Iterator[str]:
    if page.evidence is not None and page.evidence.rests is not None:
        rests = page.evidence.rests
        yield rests_in_words(rests, page.evidence.option_labels[rests.first])
    if page.evaluation.left_out:
        yield from (each.reason for each in page.evaluation.left_out)
    if page.panel is not None:
        yield "The combined ranking of the panel stands on the panel's own page, and in the annex."
    yield from (each.text for each in page.evaluation.notices)
