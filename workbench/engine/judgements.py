"""Whose judgement counts: one analyst's, a side's, or the panel's."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING

from workbench.errors import UsageError, nearest
from workbench.model.evaluation import Notice
from workbench.model.reading import PANEL
from workbench.model.score import Confidence, Missing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.model.agreed import Agreed
    from workbench.model.criterion import Leaf
    from workbench.model.score import Score
    from workbench.model.study import Study

MEDIAN_FROM = 3
"""Analysts of one side from which on their median counts instead of their mean."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What counts in one cell: a raw performance, the interval it was given as, and the one its confidence leaves."""

    performance: float
    low: float
    high: float
    doubt_low: float
    doubt_high: float


def groups_of(study: Study, view: str | None) -> tuple[tuple[str, ...], ...]:
    """Return the analysts who count under a view: inner groups are combined first, then the groups equally.

    Raises
    ------
    UsageError
        When the view names neither an analyst nor a side, or a side without an analyst; or when it would show scores
        that an open round keeps apart.
    """
    view = view or study.view
    if view is None:
        return ()
    groups = _named_groups(study, view)
    _check_round(study, view, {each for group in groups for each in group})
    return groups


def _check_round(study: Study, view: str, analysts: set[str]) -> None:
    apart = study.open_round
    if apart is None or apart.shown_to is None or not analysts & (set(apart.analysts) - {apart.shown_to}):
        return
    message = f"Round {apart.id} is open: the view {view!r} would show scores that are given apart."
    raise UsageError(message, hint="They are shown when the round is revealed.")


def _named_groups(study: Study, view: str) -> tuple[tuple[str, ...], ...]:
    if view in study.analyst:
        return ((view,),)
    by_side = {side.id: tuple(each.id for each in study.analysts if each.side == side.id) for side in study.sides}
    if view == PANEL and study.analysts:
        groups = tuple(group for group in by_side.values() if group)
        # Whoever made the study and has scored nothing in it is no judge of it.
        everybody = tuple(filter(study.has_judgement, study.analyst)) or tuple(study.analyst)
        return groups or (everybody,)
    if by_side.get(view):
        return (by_side[view],)
    if view in by_side:
        message = f"No analyst is on the side {view!r}."
        raise UsageError(message, hint="Its view needs at least one.")
    message = f"The study has no analyst or side {view!r}."
    raise UsageError(message, hint=nearest(view, [*study.analyst, *by_side]))


def describe_view(study: Study, view: str | None) -> str:
    """Return in words whose judgement a view shows, with the rule that combines several."""
    view = view or study.view
    if view is None:
        return "nobody has scored"
    if view in study.analyst:
        return study.analyst[view].label
    (*groups,) = groups_of(study, view)
    labels = {side.id: side.label for side in study.sides}
    rule = "; ".join(_rule(len(group)) for group in groups)
    panel = "The panel, each side counting the same" if len(groups) > 1 else "The panel"
    return f"{labels.get(view, panel)} ({rule})"


def _rule(count: int) -> str:
    if count == 1:
        return "1 analyst"
    return f"{'median' if count >= MEDIAN_FROM else 'mean'} of {count} analysts"


def is_panel(study: Study, view: str | None) -> bool:
    """Return whether a view is the panel's: then its agreed values stand in their cells."""
    view = view or study.view
    return view == PANEL and view not in study.analyst


def about_agreed(study: Study, view: str | None) -> tuple[Notice, ...]:
    """Return what must be said where agreed values stand in place of the scores."""
    if not study.agreed or not is_panel(study, view):
        return ()
    count, noted = len(study.agreed), sum(bool(each.minority) for each in study.agreed)
    cells = "1 cell" if count == 1 else f"{count} cells"
    text = f"In {cells} the value that the panel agreed on stands in place of its scores; those are kept."
    if noted:
        text += f" With a minority note: {noted}."
    return (Notice("agreed-values", "scores", text),)


class Judges:
    """Those who count under a view, ready to be asked cell by cell."""

    def __init__(self, study: Study, view: str | None) -> None:
        """Find who counts.

        Raises
        ------
        UsageError
            When the view names nobody.
        """
        self._study = study
        self._groups = groups_of(study, view)
        self._agreed = study.agreed_value if is_panel(study, view) else {}
        settings = study.settings
        self._levels = {
            Confidence.HIGH: settings.confidence_high,
            Confidence.MEDIUM: settings.confidence_medium,
            Confidence.LOW: settings.confidence_low,
            None: 0.0,
        }

    def judge(self, option: str, leaf: Leaf) -> Judgement | Missing:
        """Return what counts in a cell, or why nothing does; not applicable only where all who judged say so."""
        if (agreed := self._agreed.get((option, leaf.id))) is not None:
            return self._judged(agreed, leaf) or agreed.missing or Missing.NOT_SCORED
        combined = [_combined([self._asked(option, leaf, analyst) for analyst in group]) for group in self._groups]
        known = [each for each in combined if isinstance(each, Judgement)]
        if known:
            return _joined(known, fmean)
        if combined and all(each is Missing.NOT_APPLICABLE for each in combined):
            return Missing.NOT_APPLICABLE
        return Missing.NOT_SCORED

    def _asked(self, option: str, leaf: Leaf, analyst: str) -> Judgement | Missing | None:
        score = self._study.judgement(option, leaf.id, analyst)
        return (self._judged(score, leaf) or score.missing) if score else None

    def _judged(self, score: Score | Agreed, leaf: Leaf) -> Judgement | None:
        number = score.performance
        if number is None:
            return None
        scale = leaf.scale
        low, high = (number, number) if score.low is None or score.high is None else (score.low, score.high)
        half = self._levels[score.confidence] * scale.step
        return Judgement(
            performance=number,
            low=low,
            high=high,
            doubt_low=min(low, max(scale.low, number - half)),
            doubt_high=max(high, min(scale.high, number + half)),
        )


def _combined(judged: Sequence[Judgement | Missing | None]) -> Judgement | Missing:
    known = [each for each in judged if isinstance(each, Judgement)]
    if known:
        return _joined(known, median if len(known) >= MEDIAN_FROM else fmean)
    given = [each for each in judged if each is not None]
    if given and all(each is Missing.NOT_APPLICABLE for each in given):
        return Missing.NOT_APPLICABLE
    return Missing.NOT_SCORED


def _joined(known: Sequence[Judgement], rule: Callable[[list[float]], float]) -> Judgement:
    if len(known) == 1:
        return known[0]
    return Judgement(*(rule([getattr(each, name) for each in known]) for name in Judgement.__slots__))
