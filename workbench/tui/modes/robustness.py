"""Robustness mode: how firm the ranking is, and what would change it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from workbench.errors import UsageError
from workbench.tui.actions.robustness import PAGES
from workbench.tui.modes.paged import Page, PagedScreen, Source
from workbench.tui.widgets.page_view import Shown

if TYPE_CHECKING:
    from collections.abc import Hashable

    from workbench.model.robustness import Robustness
    from workbench.tui.running.work import Work
    from workbench.usecases.pages.robustness_pictures import MovingPictures


def _found(source: Source, work: Work[Any]) -> Robustness:
    from workbench.usecases.robustness import robustness

    def run() -> Robustness:
        return robustness(
            source.study,
            view=source.view,
            sensitivity=True,
            parts=lambda done, of: work.at(done / (of + 1)),
            cancelled=lambda: work.is_stopped,
        )

    return source.ask("robustness", run)


def _moving(source: Source, work: Work[Any]) -> MovingPictures:
    from workbench.model.reading import Reading
    from workbench.usecases.pages.robustness_pictures import moving_pictures

    found = _found(source, work)
    return source.ask("moving", lambda: moving_pictures(source.study, Reading(view=source.view), found))


def verdict(_screen: RobustnessScreen, source: Source, work: Work[Any]) -> Shown:
    """Make the verdict: what `robustness` prints."""
    from workbench.usecases.pages.robustness_report import robustness_report

    return Shown((robustness_report(_found(source, work)),))


def every_table(_screen: RobustnessScreen, source: Source, work: Work[Any]) -> Shown:
    """Make all of it: what `robustness --details` prints."""
    from workbench.usecases.pages.robustness_report import robustness_report

    return Shown((robustness_report(_found(source, work), details=True),))


def flips(_screen: RobustnessScreen, source: Source, work: Work[Any]) -> Shown:
    """Make what turns the ranking."""
    from workbench.usecases.pages.compare_pages import flips_report

    return Shown((flips_report(_found(source, work)),))


def tornado_of_weights(_screen: RobustnessScreen, source: Source, work: Work[Any]) -> Shown:
    """Make the tornado of the lead over weights."""
    picture = _moving(source, work).by_weight
    return Shown((picture,)) if picture else _no_lead()


def tornado_of_scores(_screen: RobustnessScreen, source: Source, work: Work[Any]) -> Shown:
    """Make the tornado of the lead over scores."""
    picture = _moving(source, work).by_score
    return Shown((picture,)) if picture else _no_lead()


def _no_lead() -> Shown:
    return Shown(text="No option is first with another behind it, so there is no lead that could move.")


def curve(screen: RobustnessScreen, source: Source, work: Work[Any]) -> Shown:
    """Make the totals over one weight."""
    curves = _moving(source, work).curves
    if not curves:
        return Shown(text="No weight can move: nothing has a sibling with weight.")
    screen.n_curves = len(curves)
    hint = f"{screen.key_of('weight')} and {screen.key_of('weight-before')} show another weight's curve."
    return Shown((curves[screen.curve % len(curves)],), hint=hint if len(curves) > 1 else "")


def ranks(_screen: RobustnessScreen, source: Source, work: Work[Any]) -> Shown:
    """Make how often each option takes each rank."""
    from workbench.usecases.pages.robustness_pictures import acceptability_bars, missing_scores

    found = _found(source, work)
    if found.acceptability is None:
        return Shown(text="Nothing was sampled.")
    return Shown((acceptability_bars(found.acceptability, missing_scores(found)),))


def lifting(screen: RobustnessScreen, source: Source, work: Work[Any]) -> Shown:
    """Make what would put one option first: what `robustness --option` prints."""
    from workbench.usecases.pages.robustness_report import robustness_report

    found = _found(source, work)
    names = [each.option for each in found.changes]
    if not names:
        message = "There is no option that could be put first."
        raise UsageError(message)
    report = robustness_report(found, option=names[screen.option % len(names)])
    ordered = sorted(report.tables, key=lambda each: not each.title.startswith("What would put"))
    hint = f"{screen.key_of('option')} asks about another option." if len(names) > 1 else ""
    return Shown((replace(report, tables=tuple(ordered)),), hint=hint)


MADE_BY = {
    "verdict": verdict,
    "flips": flips,
    "tornado": tornado_of_weights,
    "scores": tornado_of_scores,
    "curve": curve,
    "ranks": ranks,
    "lifting": lifting,
    "everything": every_table,
}
"""What calculates each page."""


class RobustnessScreen(PagedScreen):
    """How firm the ranking is; a change of the study marks it until it is calculated again."""

    name_of_mode: ClassVar[str] = "robustness"
    pages: ClassVar[tuple[Page, ...]] = tuple(Page(*words, MADE_BY[words[0]]) for words in PAGES)
    follows: ClassVar[bool] = False
    curve: int = 0
    """Which weight's curve is shown, of those that turn the ranking soonest first."""
    n_curves: int = 0
    option: int = 0
    """Which option is to be put first, in the study's order."""

    def setting(self) -> Hashable:
        """Return the weight or the option that the page is about."""
        return {"curve": self.curve, "lifting": self.option}.get(self.page.name, 0)

    def action_weight(self, step: int) -> None:
        """Show the curve of another weight."""
        if self.page.name == "curve":
            self.curve = (self.curve + step) % max(1, self.n_curves)
        self.action_page("curve")

    def action_option(self) -> None:
        """Ask what would put the next option first."""
        if self.page.name == "lifting":
            self.option = (self.option + 1) % max(1, len(self.session.study.options))
        self.action_page("lifting")
