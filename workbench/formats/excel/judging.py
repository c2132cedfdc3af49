"""Who stands on the sheet Analysts: each one's scores, and how those that count are combined, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

from workbench.analysis.bilateral.sharing_inputs import neutral_view
from workbench.engine.judgements import groups_of, is_panel
from workbench.errors import UsageError
from workbench.formats.excel.words import NONE, NOT_APPLICABLE, NOT_KNOWN, NOT_SCORED
from workbench.model.reading import PANEL
from workbench.model.score import Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.formats.excel.book import Value
    from workbench.model.agreed import Agreed
    from workbench.model.criterion import Leaf
    from workbench.model.score import Score
    from workbench.model.study import Study

End = Literal["score", "low", "high"]
ENDS: tuple[End, ...] = ("score", "low", "high")

WORDS = {
    Missing.NOT_APPLICABLE: NOT_APPLICABLE,
    Missing.NOT_KNOWN: NOT_KNOWN,
    Missing.NOT_SCORED: NOT_SCORED,
}
"""What stands in a cell for each kind of missing."""

AGREED = "What the panel agreed on"


@dataclass(frozen=True, slots=True)
class Group:
    """Analysts whose scores are combined with each other first."""

    label: str
    side: str
    """The side's id; empty for a group that is no side's."""
    members: tuple[str, ...]


@dataclass(frozen=True)
class Judging:
    """The analysts and groups of the sheet, and which of the groups count on Scores."""

    study: Study
    members: tuple[str, ...]
    """Group by group, then those on whom others are based."""
    groups: tuple[Group, ...]
    counting: tuple[int, int]
    """The first of the groups that count, and the one after the last."""
    agreed: bool
    """Whether agreed values stand in place of scores."""

    @property
    def there(self) -> bool:
        """Whether there is anybody to combine, or to tell apart."""
        return len(self.members) > 1

    @property
    def based(self) -> bool:
        """Whether somebody stands on somebody else's scores."""
        return any(self.study.analyst[name].based_on in self.members for name in self.members)

    def group_of(self, view: str) -> int | None:
        """Return the place of the group that a side's or an analyst's view stands for; None where it has none."""
        found = (place for place, each in enumerate(self.groups) if view == each.side or each.members == (view,))
        return next(found, None)

    @property
    def joined(self) -> bool:
        """Whether what counts stands in a row of its own."""
        return self.counting[1] - self.counting[0] > 1 or self.agreed

    def label(self, member: str) -> str:
        """Return an analyst's name with the side."""
        analyst = self.study.analyst[member]
        side = next((each.label for each in self.study.sides if each.id == analyst.side), "")
        return f"{analyst.label} ({side})" if side else analyst.label

    def entry(self, option: str, leaf: Leaf, member: str) -> Score | Agreed | None:
        """Return what a member gave by themselves, or what was agreed."""
        if member == AGREED:
            return self.study.agreed_value.get((option, leaf.id))
        return self.study.score.get((option, leaf.id, member))

    def has_ends(self, leaf: Leaf) -> bool:
        """Say whether anybody gave an interval on a criterion."""
        if self.agreed and any(each.low is not None for each in self.study.agreed if each.criterion == leaf.id):
            return True
        given = (each for each in self.study.scores if each.criterion == leaf.id and each.analyst in self.members)
        return any(each.low is not None for each in given)

    @property
    def writers(self) -> tuple[str, ...]:
        """Whose lines take entries: the members, and the panel where it agreed."""
        return (*self.members, AGREED) if self.agreed else self.members


def read_judging(study: Study, view: str) -> Judging:
    """Return who stands on the sheet: those who count, those on sides, and those on whom they are based."""
    chosen = view or study.view or ""
    panel = is_panel(study, chosen)
    counted = _groups(study, chosen)
    sides = [
        Group(side.label, side.id, found[0]) for side in study.sides if (found := _groups(study, side.id, study.sides))
    ]
    labels = {side.id: side.label for side in study.sides}
    groups = list(sides)
    names = [each.members for each in groups]
    for members in counted:
        if members not in names:
            label = study.analyst[chosen].label if chosen in study.analyst else labels.get(chosen, "The panel")
            groups.append(Group(label, "", members))
            names.append(members)
    neutral = neutral_view(study) if sides and len(sides) < len(study.sides) else None
    if neutral in study.analyst and (neutral,) not in names and _groups(study, str(neutral)):
        groups.append(Group(study.analyst[str(neutral)].label, "", (str(neutral),)))
        names.append((str(neutral),))
    places = [names.index(each) for each in counted]
    counting = (min(places), max(places) + 1) if places else (0, 0)
    ordered = dict.fromkeys(name for each in groups for name in each.members)
    bases = (base for name in list(ordered) for base in study.scorers(name))
    members = tuple(dict.fromkeys([*ordered, *bases]))
    return Judging(study, members, tuple(groups), counting, panel and bool(study.agreed))


def _groups(study: Study, view: str, sides: Sequence[object] = ()) -> tuple[tuple[str, ...], ...]:
    """Return the groups of a view; none where it names nobody, or an open round keeps them apart."""
    if not view or (sides and view == PANEL):
        return ()
    try:
        return groups_of(study, view)
    except UsageError:
        return ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What stands in the lines of one criterion for one option, for the score or one end of its interval."""

    entered: tuple[Value, ...]
    """By writer; empty text where nothing was given."""
    used: tuple[Value, ...]
    """By member: the own, else that of whom they are based on."""
    groups: tuple[Value, ...]
    whole: Value


def judged(judging: Judging, option: str, leaf: Leaf, end: End) -> Judged:
    """Return the lines' figures."""
    study = judging.study
    entries = {name: judging.entry(option, leaf, name) for name in judging.writers}
    given = {name: _own(each, "score") for name, each in entries.items()}
    counting = {name: _own(each, end) for name, each in entries.items()}
    used = []
    for member in judging.members:
        chain = [name for name in study.scorers(member) if given[name] != ""]
        used.append(counting[chain[0]] if chain else NONE)
    by_name = dict(zip(judging.members, used, strict=True))
    groups = [combined([by_name[name] for name in each.members]) for each in judging.groups]
    first, last = judging.counting
    whole = joined(groups[first:last]) if last - first > 1 else groups[first] if last > first else NOT_SCORED
    if judging.agreed and given[AGREED] != "":
        whole = counting[AGREED]
    entered = tuple(given[name] if end == "score" else _end(entries[name], end) for name in judging.writers)
    return Judged(entered, tuple(used), tuple(groups), whole)


def _own(entry: Score | Agreed | None, end: End) -> Value:
    if entry is None:
        return ""
    if entry.performance is None:
        return WORDS[entry.missing or Missing.NOT_SCORED]
    if end == "score" or entry.low is None or entry.high is None:
        return float(entry.performance)
    return float(entry.low if end == "low" else entry.high)


def _end(entry: Score | Agreed | None, end: End) -> Value:
    found = None if entry is None else entry.low if end == "low" else entry.high
    return "" if found is None else float(found)


def combined(given: Sequence[Value]) -> Value:
    """Return the median of the numbers, of two their mean; a word where there is none."""
    numbers = [float(each) for each in given if not isinstance(each, str)]
    if numbers:
        return float(median(numbers))
    said = [each for each in given if each not in {"", NONE}]
    return _word(said, whole=bool(said) and all(each == NOT_APPLICABLE for each in said))


def joined(groups: Sequence[Value]) -> Value:
    """Return the mean of the groups that have a number; a word where none has."""
    numbers = [float(each) for each in groups if not isinstance(each, str)]
    return fmean(numbers) if numbers else _word(groups, whole=all(each == NOT_APPLICABLE for each in groups))


def _word(said: Sequence[Value], *, whole: bool) -> str:
    if whole:
        return NOT_APPLICABLE
    return NOT_KNOWN if NOT_KNOWN in said else NOT_SCORED
