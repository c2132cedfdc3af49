"""What stands beside a score: what others gave, and an area's instruments; as reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.veil import hidden_analysts, visible_study
from workbench.model.report import Column, Report, Table
from workbench.usecases.pages.counting import counted

if TYPE_CHECKING:
    from workbench.model.score import Score
    from workbench.model.study import Study
    from workbench.usecases.session import Session


def others_report(session: Session, option: str, criterion: str) -> Report:
    """Return every analyst's score of a cell that this session may see, with the spread."""
    study = session.study
    hidden = hidden_analysts(study, session.analyst)
    sides = {each.id: each.label for each in study.sides}
    rows, numbers = [], []
    for analyst in study.analysts:
        score = study.score.get((option, criterion, analyst.id))
        if score is None or analyst.id in hidden:
            continue
        if score.performance is not None:
            numbers.append(score.performance)
        rows.append(
            (
                analyst.label,
                sides.get(analyst.side or "", "none"),
                _number(score),
                score.confidence,
                score.basis,
                score.rationale,
            )
        )
    spread = max(numbers) - min(numbers) if numbers else 0.0
    scores = counted(len(rows), "score")
    finding = f"{scores}, {spread:g} apart." if len(rows) > 1 else f"{scores}; nothing to compare."
    if hidden:
        verb = "is" if len(hidden) == 1 else "are"
        finding += f" {counted(len(hidden), 'analyst')} {verb} hidden until the round is revealed."
    columns = (Column("Analyst"), Column("Side"), Column("Score", None, "right"), Column("Confidence"),
               Column("Basis"), Column("Reason"))  # fmt: skip
    titles = {each.id: each.label for each in (*study.options, *study.criteria)}
    title = f"{titles[option]} · {titles[criterion]}"
    return Report(title, (), finding, (Table("Scores in this cell", columns, tuple(rows)),))


def _number(score: Score) -> str:
    if score.missing is not None:
        return score.missing.value
    if score.low is not None and score.high is not None:
        return f"{score.low:g}–{score.high:g}"
    return f"{score.value:g}"


def instruments_report(session: Session, option: str) -> Report:
    """Return an area beside its instruments: their totals, and their scores on every criterion.

    An instrument under the cursor is shown with its area.
    """
    from workbench.model.state import assemble, read_record

    whole: Study = assemble({key: read_record(key, value) for key, value in session.state.items()})
    whole = visible_study(whole, session.analyst)
    known = {each.id: each for each in whole.options}
    area = known[option].area or option
    shown = [known[area], *(each for each in whole.options if each.area == area)] if area in known else [known[option]]
    columns = (Column("Criterion"), *(Column(each.brief, None, "right") for each in shown))
    rows = []
    for leaf in session.study.leaves:
        scores = [whole.judgement(each.id, leaf.id, session.view) for each in shown]
        rows.append((leaf.label, *(None if score is None else _number(score) for score in scores)))
    count = len(shown) - 1
    finding = f"{known[area].label} has {count} {'instrument' if count == 1 else 'instruments'}."
    if not count:
        finding = f"{known[option].label} has no instruments in this study."
    labels = (f"ILLUSTRATIVE. {whole.disclaimer}",) if whole.illustrative else ()
    return Report(whole.title, labels, finding, (Table("Scores", columns, tuple(rows)),))
