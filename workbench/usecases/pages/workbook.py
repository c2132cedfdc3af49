"""The Excel report of a study as bytes: what it shows live, and what the tool computes for it beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.formats.excel.extras import Extras, LogLine
    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.reading import Reading
    from workbench.usecases.load import Loaded


def workbook(loaded: Loaded, reading: Reading, *, annex: bool = False) -> bytes:
    """Return the Excel report of a loaded study.

    Parameters
    ----------
    annex
        Whether the sheets of TOPSIS, VIKOR and, with an importance weight set, PROMETHEE II stand in it.

    Raises
    ------
    WorkbenchError
        When the study cannot be scored, or holds text that no sheet can hold.
    """
    from dataclasses import asdict

    from workbench.analysis.scoring import score_study
    from workbench.analysis.screening import without_options
    from workbench.formats.excel import write_report
    from workbench.model.selection import select

    evaluation = score_study(loaded.study, **asdict(reading))
    selected = select(loaded.study, profile=reading.profile, option_set=reading.option_set)
    shown = without_options(selected, {each.id for each in evaluation.left_out})
    extras = _extras(loaded, reading, evaluation, annex=annex)
    return write_report(shown, evaluation, changed=loaded.changed, extras=extras)


def _extras(loaded: Loaded, reading: Reading, evaluation: StudyEvaluation, *, annex: bool) -> Extras:
    from dataclasses import asdict

    from workbench.formats.excel.extras import Extras
    from workbench.usecases.evidence import evidence
    from workbench.usecases.pages.first_page_readings import where_possible
    from workbench.usecases.robustness import robustness
    from workbench.usecases.summary import first_report, summary

    given = asdict(reading)
    robust = robustness(loaded.study, **given) if len(evaluation.results) > 1 else None
    found = evidence(loaded.study, **given) if loaded.study.evidence else None
    page = where_possible(lambda: first_report(summary(loaded.study, **given)))
    return Extras(robustness=robust, evidence=found, first=page, log=tuple(_log(loaded)), annex=annex)


def _log(loaded: Loaded) -> Iterator[LogLine]:
    """Yield the changes of a study folder; a change of many values is one line."""
    from itertools import groupby

    from workbench.formats.excel.extras import LogLine
    from workbench.usecases.editing.change_words import named, shown
    from workbench.usecases.history import MANY, history

    if not loaded.path.is_dir():
        return
    analysts = {each.id: each.label for each in loaded.study.analysts}
    for _, same in groupby(history(loaded.path), key=lambda row: row.change):
        rows = list(same)
        first = rows[0]
        who = analysts.get(first.who, first.who)
        if len(rows) > MANY:
            yield LogLine(first.when, who, f"{len(rows)} values", first.why)
            continue
        for row in rows:
            what = f"{named(row.key)}: {shown(row.old)} → {shown(row.new)}"
            yield LogLine(row.when, who, what, f"{row.why} [{row.remark}]".strip() if row.remark else row.why)
