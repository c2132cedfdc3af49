"""The ranking of a study as a report: what comes first on screen and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.finding import finding
from workbench.engine.method import find_aggregation
from workbench.model.criterion import ROOT
from workbench.model.report import Column, Report, Table
from workbench.usecases.pages.step_tables import step_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.evaluation import OptionResult, StudyEvaluation
    from workbench.model.report import Value

BAR_WIDTH = 16
"""Characters of a bar from 0 to 100."""


def ranking_report(evaluation: StudyEvaluation, *, explain: bool = False, beside: str = "") -> Report:
    """Return the page: labels, finding, ranking, what stands beside it, notices.

    Parameters
    ----------
    explain
        Whether every group's totals, the weights and the method's steps follow.
    beside
        What else must be said beside the ranking, first among the notices.
    """
    tables = [_ranking(evaluation), *_screening(evaluation)]
    if evaluation.beside:
        tables.append(_beside(evaluation))
    if explain:
        tables.extend((_groups(evaluation), _weights(evaluation), _tradeoffs(evaluation)))
        names = {
            "option": [each.brief for each in evaluation.results],
            "criterion": evaluation.criteria,
            "node": evaluation.nodes,
        }
        tables.extend(step_tables(evaluation.steps, names))
    return Report(
        title=evaluation.study.title,
        labels=labels(evaluation),
        finding=finding(evaluation),
        tables=tuple(tables),
        notes=(*((beside,) if beside else ()), *(notice.text for notice in evaluation.notices)),
    )


def labels(evaluation: StudyEvaluation) -> tuple[str, ...]:
    """Return what no copy of a result may lose: illustrative or not, whose judgement, which weights."""
    study, run = evaluation.study, evaluation.run
    lines = [f"ILLUSTRATIVE. {study.disclaimer}"] if study.illustrative else []
    rules = sorted({rule for rule in run.aggregators.values() if rule != "arithmetic"})
    special = [f"{group} {rule}" for group, rule in run.aggregators.items() if rule in rules]
    how = f"Judgement: {run.view_label}. Weights: {run.weights_label}. Method: {find_aggregation(run.method).title}."
    lines.append(f"{how} Groups: {', '.join(special)}." if special else how)
    return (*lines, study.caveat) if study.caveat else tuple(lines)


def _ranking(evaluation: StudyEvaluation) -> Table:
    close = {name for pair in evaluation.not_separable for name in pair}
    scaled = evaluation.on_value_scale
    branches = [group for group in evaluation.groups if group.parent == ROOT] if scaled else []
    decimals = 2 if scaled else 4
    place = {option: row for row, option in enumerate(evaluation.options)}
    rows = tuple(
        (
            _rank(each) + (" ≈" if each.id in close else ""),
            each.label,
            each.total if each.complete else f"{each.low:.2f}–{each.high:.2f}",
            *([_bar(each)] if scaled else []),
            *(branch.totals[place[each.id]] for branch in branches),
        )
        for each in evaluation.ranking
    )
    columns = (
        Column("Rank", whole=True),
        Column("Option"),
        Column("Total, lower is better" if evaluation.lower_is_better else "Total", decimals, "right"),
        *([Column("0 to 100", whole=True)] if scaled else []),
        *(Column(branch.brief, 2, "right") for branch in branches),
    )
    return Table("Ranking", columns, rows, note=_separability(evaluation))


def _rank(result: OptionResult) -> str:
    if result.rank is not None:
        return str(result.rank)
    best, worst = result.possible_ranks
    return f"{best}–{worst}" if best != worst else f"({best})"


def _bar(result: OptionResult) -> str:
    full = round(result.low / 100 * BAR_WIDTH)
    return "█" * full + "░" * (round(result.high / 100 * BAR_WIDTH) - full)


def _separability(evaluation: StudyEvaluation) -> str:
    if not evaluation.not_separable:
        return ""
    return (
        f"≈ not separable from another option: closer than one level on the lightest criterion moves a total "
        f"({evaluation.threshold:.2f})."
    )


def _screening(evaluation: StudyEvaluation) -> Iterator[Table]:
    """Yield the options that stand outside the ranking with the reasons, and who dominates whom."""
    if evaluation.left_out:
        rows = tuple((each.label, each.reason) for each in evaluation.left_out)
        yield Table("Left out of the ranking", (Column("Option"), Column("Why")), rows)
    if evaluation.dominance:
        labels = {each.id: each.label for each in evaluation.results}
        pairs = tuple((labels[above], labels[below]) for above, below in evaluation.dominance)
        note = "Dominates: no worse on any criterion with weight, and better on one, whatever the weights."
        yield Table("Dominance", (Column("Option"), Column("dominates")), pairs, note=note)


def _beside(evaluation: StudyEvaluation) -> Table:
    columns = (Column("Figure"), *(Column(each.brief, 2, "right") for each in evaluation.results))
    rows: list[tuple[Value, ...]] = []
    for each in evaluation.beside:
        rows.append((each.label, *each.figures))
        if any(each.ranges):
            rows.append(("  range", *(f"{span[0]:.2f}–{span[1]:.2f}" if span else None for span in each.ranges)))
    notes = dict.fromkeys(f"{each.label}: {each.note}." for each in evaluation.beside)
    note = " ".join((f"All of it on the judgement that is ranked: {evaluation.run.view_label}.", *notes))
    return Table("Beside the totals, not added to them", columns, tuple(rows), note=note)


def _groups(evaluation: StudyEvaluation) -> Table:
    columns = (
        Column("Group"),
        Column("Aggregator"),
        Column("Weight", 4, "right"),
        *(Column(each.brief, 2, "right") for each in evaluation.results),
    )
    rows = tuple((each.label, each.aggregator, each.share, *each.totals) for each in evaluation.groups)
    return Table("Totals of every group", columns, rows)


def _weights(evaluation: StudyEvaluation) -> Table:
    columns = (
        Column("Criterion"),
        Column("Answer", 2, "right"),
        Column("Share among siblings", 6, "right"),
        Column("Share of the whole", 6, "right"),
    )
    rows = tuple((each.label, each.raw, each.local, each.share) for each in evaluation.leaf_weights)
    return Table("Weights", columns, rows)


def _tradeoffs(evaluation: StudyEvaluation) -> Table:
    heaviest = evaluation.tradeoffs[0].label
    columns = (
        Column("Criterion"),
        Column("One level moves the total by", 4, "right"),
        Column(f"Levels that weigh one of {heaviest}", 2, "right"),
    )
    rows = tuple((each.label, each.per_level, each.levels) for each in evaluation.tradeoffs)
    return Table("What the weights imply", columns, rows)
