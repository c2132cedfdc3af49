"""Results mode: the first page, the ranking and what stands behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from workbench.errors import UsageError
from workbench.tui.actions.results import PAGES
from workbench.tui.modes.paged import Page, PagedScreen, Source
from workbench.tui.widgets.page_view import Cell, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.picture import Picture
    from workbench.model.study import Study
    from workbench.tui.running.work import Work
    from workbench.usecases.summary import FirstPage

NOTHING_STANDS_OUT = "No cell stands out: nobody differs, and no single score turns the first rank."
GAPS_COME_FIRST = (
    "Scores are missing: what one of them could turn is said once they are there. F2, then ] goes to a gap."
)


def _evaluation(source: Source) -> StudyEvaluation:
    from workbench.usecases.score import score

    return source.ask("evaluation", lambda: score(source.study, view=source.view))


def _first(source: Source, work: Work[Any]) -> FirstPage:
    from workbench.usecases.summary import summary

    def find() -> FirstPage:
        return summary(source.study, view=source.view, parts=lambda done, of: work.at(done / (of + 1)))

    return source.ask("first page", find)


def summary(_screen: ResultsScreen, source: Source, work: Work[Any]) -> Shown:
    """Make the first page: what `summary` prints."""
    from workbench.usecases.summary import first_report

    return Shown((first_report(_first(source, work)),))


def ranking(_screen: ResultsScreen, source: Source, _work: Work[Any], *, explain: bool = False) -> Shown:
    """Make the ranking: what `score` prints."""
    from workbench.usecases.evidence import rests_note
    from workbench.usecases.pages.ranking_report import ranking_report

    found = _evaluation(source)
    beside = rests_note(source.study, found, view=source.view, profile=None, option_set=None, aggregators={})
    return Shown((ranking_report(found, explain=explain, beside=beside),))


def every_table(screen: ResultsScreen, source: Source, work: Work[Any]) -> Shown:
    """Make the ranking with every group's totals: what `score --explain` prints."""
    return ranking(screen, source, work, explain=True)


def _picture(name: str) -> Callable[[ResultsScreen, Source, Work[Any]], Shown]:
    def make(_screen: ResultsScreen, source: Source, _work: Work[Any]) -> Shown:
        from workbench.model.selection import select
        from workbench.usecases.pages import ranking_pictures

        draw: Callable[[Study, StudyEvaluation], Picture] = getattr(ranking_pictures, name)
        return Shown((draw(select(source.study), _evaluation(source)),))

    return make


def pair(screen: ResultsScreen, source: Source, _work: Work[Any]) -> Shown:
    """Make the explanation of two options: what `explain` prints."""
    from workbench.usecases.explain import explain
    from workbench.usecases.pages.explain_report import explain_report

    names = [each.id for each in _evaluation(source).ranking]
    if len(names) < 2:  # noqa: PLR2004 - one against another
        message = "There are no two options to compare."
        raise UsageError(message)
    one, other = screen.two_of(names)
    report = explain_report(explain(source.study, one, other, view=source.view))
    hint = f"{screen.key_of('first-option')} and {screen.key_of('second-option')} choose the two options."
    return Shown((report,), hint=hint)


def cells(_screen: ResultsScreen, source: Source, work: Work[Any]) -> Shown:
    """Make the list of cells worth talking about, to go to."""
    from workbench.usecases.pages.first_page_tables import cells_to_talk_about, talked_cells
    from workbench.usecases.summary import first_report

    page = _first(source, work)
    table = cells_to_talk_about(page)
    if not table.rows:
        gaps = any(not each.complete for each in _evaluation(source).results)
        return Shown(text=GAPS_COME_FIRST if gaps else NOTHING_STANDS_OUT)
    finding = f"{len(table.rows)} cells to look at first: what they hold decides most about the ranking."
    if len(table.rows) == 1:
        finding = "1 cell to look at first: what it holds decides most about the ranking."
    report = replace(first_report(page), finding=finding, tables=(table,), notes=())
    labels = [str(row[0]) for row in table.rows]
    places = talked_cells(page)
    return Shown((report,), cells=tuple(Cell(label, *cell) for label, cell in zip(labels, places, strict=True)))


def evidence(_screen: ResultsScreen, source: Source, _work: Work[Any]) -> Shown:
    """Make what the evidence covers: what `evidence` prints."""
    from workbench.usecases.evidence import evidence as analyse
    from workbench.usecases.pages.evidence_report import LIMITS, evidence_page
    from workbench.usecases.pages.one_screen import fitted

    first: FirstPage | None = source.answers.get("first page")
    found = (first.evidence if first else None) or analyse(source.study, view=source.view)
    page = fitted(lambda rows: evidence_page(found, rows), LIMITS)
    return Shown((page,), hint=":evidence --details lists every passage and what rests on it.")


MADE_BY: Mapping[str, Callable[[Any, Source, Work[Any]], Shown]] = {
    "summary": summary,
    "ranking": ranking,
    "parts": _picture("contributions"),
    "profiles": _picture("profiles"),
    "heat-map": _picture("heat_map"),
    "pair": pair,
    "groups": every_table,
    "cells": cells,
    "evidence": evidence,
}
"""What calculates each page."""


class ResultsScreen(PagedScreen):
    """The ranking and what stands behind it."""

    name_of_mode: ClassVar[str] = "results"
    pages: ClassVar[tuple[Page, ...]] = tuple(Page(*words, MADE_BY[words[0]]) for words in PAGES)
    first: str = ""
    """The option that is explained, and the one against it; empty for the first two."""
    second: str = ""

    def setting(self) -> Hashable:
        """Return the two options that are compared."""
        return (self.first, self.second) if self.page.name == "pair" else ()

    def two_of(self, names: list[str]) -> tuple[str, str]:
        """Return the two options to compare among those that are ranked."""
        one = self.first if self.first in names else names[0]
        other = self.second if self.second in names and self.second != one else ""
        return one, other or next(name for name in names if name != one)

    def action_choose(self, which: str) -> None:
        """Compare with the next option in the ranking."""
        found = self.session.evaluation
        names = [each.id for each in found.ranking] if found else []
        if len(names) < 2:  # noqa: PLR2004 - one against another
            self.say("There are no two options to compare.")
            return
        one, other = self.two_of(names)
        moving, still = (one, other) if which == "first" else (other, one)
        at = names.index(moving)
        following = next(name for name in (*names[at + 1 :], *names[:at]) if name != still or len(names) == 2)  # noqa: PLR2004
        if len(names) == 2:  # noqa: PLR2004 - they change places
            self.first, self.second = other, one
        elif which == "first":
            self.first, self.second = following, other
        else:
            self.first, self.second = one, following
        self.turn_to(next(each for each in self.pages if each.name == "pair"))
