"""The process checklist of a study: every check of every step, done, missing, or for people to judge."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.analysis.checks import checks
from workbench.analysis.scoring import score_study
from workbench.engine.study_tree import find_weight_set
from workbench.errors import WorkbenchError
from workbench.model.criterion import ComputedLeaf, Group
from workbench.model.process import STEPS
from workbench.model.report import Column, Table
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.model.evaluation import StudyEvaluation
    from workbench.model.process import Step
    from workbench.model.score import Score
    from workbench.model.study import Study
    from workbench.model.weights import WeightSet

DONE, MISSING, JUDGE = "done", "missing", "to be judged by people"
LARGEST_SWING = 100


@dataclass(frozen=True, slots=True)
class Checked:
    """One check of one step: its state, and what was found."""

    step: Step
    check: str
    state: str
    """DONE, MISSING or JUDGE."""
    found: str


def checklist(study: Study, view: str | None = None) -> tuple[Checked, ...]:
    """Return every check of the way of a study (`model/process.py`), looked up in the study as far as that can be."""
    facts = _Facts(study, view)
    return tuple(Checked(step, check, *_state(facts, check)) for step in STEPS for check in step.checks)


def checklist_finding(found: tuple[Checked, ...]) -> str:
    """Return in one line how many checks are done, missing, and for people to judge."""
    count = Counter(each.state for each in found)
    first = next((each for each in found if each.state == MISSING), None)
    words = (
        f"{count[DONE]} of {len(found)} checks done, {count[MISSING]} missing, {count[JUDGE]} to be judged by people."
    )
    return f"{words} Next: {first.check}." if first else words


def checklist_table(study: Study, view: str | None = None) -> Table:
    """Return the checklist as a table."""
    rows: list[tuple[str, str, str, str]] = []
    known: set[str] = set()
    for each in checklist(study, view):
        number = STEPS.index(each.step) + 1
        step = "" if each.step.id in known else f"{number} {each.step.label}"
        known.add(each.step.id)
        rows.append((step, each.check, each.state, each.found))
    columns = (Column("Step"), Column("Before the next"), Column("State"), Column("Found"))
    return Table("The way of a study", columns, tuple(rows))


def _state(facts: _Facts, check: str) -> tuple[str, str]:
    looked = _LOOKED_UP.get(check)
    if looked is None:
        return JUDGE, ""
    gap, found = looked(facts)
    return (MISSING, gap) if gap else (DONE, found)


class _Facts:
    """A study, and what the checks ask about it more than once."""

    def __init__(self, study: Study, view: str | None) -> None:
        self.study = study
        self.view = view

    @cached_property
    def shown(self) -> Study:
        try:
            return select(self.study)
        except WorkbenchError:
            return self.study

    @cached_property
    def evaluation(self) -> StudyEvaluation | None:
        try:
            return score_study(self.study, view=self.view)
        except WorkbenchError:
            return None

    @cached_property
    def codes(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        try:
            concerns = checks(self.study)
        except WorkbenchError:
            concerns = ()
        for each in concerns:
            found.setdefault(each.code, []).append(each.text)
        return found

    @cached_property
    def weight_set(self) -> WeightSet | None:
        try:
            return find_weight_set(self.study, None)
        except WorkbenchError:
            return None

    @cached_property
    def judged(self) -> tuple[Score | None, ...]:
        view = self.view or self.shown.view
        return tuple(
            self.shown.judgement(option.id, leaf.id, view)
            for option in self.shown.options
            for leaf in self.shown.leaves
        )

    @cached_property
    def given(self) -> tuple[Score, ...]:
        """The judgements that hold a number."""
        return tuple(each for each in self.judged if each is not None and each.missing is None)

    @cached_property
    def children(self) -> Mapping[str, list[str]]:
        """The children that are weighed, of every group with two or more."""
        found: dict[str, list[str]] = {}
        for each in self.shown.criteria:
            if not isinstance(each, ComputedLeaf):
                found.setdefault(each.parent, []).append(each.id)
        return {group: names for group, names in found.items() if len(names) > 1}

    def brief(self, name: str) -> str:
        node = self.study.criterion.get(name)
        return "the whole" if node is None else node.brief


Looked = tuple[str, str]
"""What is missing, or nothing; and what was found where nothing is."""


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")  # noqa: PLR2004 - examples


def _few(gaps: list[str], what: str, found: str) -> Looked:
    return (f"{len(gaps)} {what}: {_some(gaps)}", "") if gaps else ("", found)


def _question(facts: _Facts) -> Looked:
    return ("", facts.study.question) if facts.study.question.strip() else ("no question is written", "")


def _sides(facts: _Facts) -> Looked:
    if not facts.study.sides:
        return "no side is named", ""
    unsaid = sorted({each.state for each in facts.shown.options} - set(facts.study.states) - {"as-described"})
    return _few(unsaid, "states are not described", _some([each.label for each in facts.study.sides]))


def _status_quo(facts: _Facts) -> Looked:
    stated = facts.study.settings.status_quo
    alone = [each.brief for each in facts.study.options if each.kind == "go-alone"]
    if stated is not None:
        gaps = [each.label for each in facts.study.sides if each.id not in {*stated.totals, *stated.net}]
        return _few(gaps, "sides have no status quo", stated.label)
    return ("", _some(alone)) if alone else ("neither a stated status quo nor an option of the kind go-alone", "")


def _dated(facts: _Facts) -> Looked:
    gaps = [word for word, text in (("date", facts.study.as_of), ("for whom", facts.study.viewpoint)) if not text]
    return (f"not recorded: {', '.join(gaps)}", "") if gaps else ("", facts.study.as_of)


def _profile(facts: _Facts) -> Looked:
    mixed = facts.codes.get("profile-mixed", [])
    if mixed:
        return mixed[0], ""
    chosen = facts.study.settings.profile
    if chosen is None and facts.study.profiles:
        return "no profile is chosen: every criterion counts", ""
    return "", chosen or "there is one profile: everything"


def _two_options(facts: _Facts) -> Looked:
    count = len(facts.shown.options)
    return ("", f"{count} options") if count > 1 else (f"there {'is 1' if count else 'are 0'}", "")


def _described(facts: _Facts) -> Looked:
    gaps = [each.brief for each in facts.shown.options if not each.description or not (each.source or each.evidence)]
    return _few(gaps, "options lack description or source", "all of them")


def _alone(facts: _Facts) -> Looked:
    alone = [each.brief for each in facts.shown.options if each.kind == "go-alone"]
    return ("", _some(alone)) if alone else ("no option that is compared is of the kind go-alone", "")


def _apart(facts: _Facts) -> Looked:
    ids = {each.id for each in facts.shown.options}
    count = Counter(each.label.casefold() for each in facts.shown.options)
    gaps = [each.brief for each in facts.shown.options if each.area in ids or count[each.label.casefold()] > 1]
    return _few(gaps, "options are nested or named twice", "none")


def _redundant(facts: _Facts) -> Looked:
    gaps = [each.brief for each in facts.shown.leaves if not each.excludes]
    again = facts.codes.get("correlated", [])
    return (again[0], "") if again else _few(gaps, "criteria do not say what they exclude", "no high correlation")


def _operational(facts: _Facts) -> Looked:
    anchors = facts.codes.get("no-anchors", [])
    gaps = [each.brief for each in facts.shown.leaves if not each.question]
    return (anchors[0], "") if anchors else _few(gaps, "criteria have no question", "all of them")


def _supported(facts: _Facts) -> Looked:
    gaps = [f"{each.option}/{each.criterion}" for each in facts.given if not each.evidence and not each.basis]
    return _few(gaps, "scores have neither evidence nor a basis", f"{len(facts.given)} scores")


def _coverage(facts: _Facts) -> Looked:
    counting = sum(any(link.counts for link in each.evidence) for each in facts.given)
    if not facts.given:
        return "nothing is scored yet", ""
    return "", f"{counting} of {len(facts.given)} scores have a passage for or against"


def _reasons(facts: _Facts) -> Looked:
    gaps = [f"{each.option}/{each.criterion}" for each in facts.given if not each.has_reason or not each.confidence]
    if not facts.given:
        return "nothing is scored yet", ""
    return _few(gaps, "scores lack a reason or a confidence", f"{len(facts.given)} scores")


def _named_gaps(facts: _Facts) -> Looked:
    untouched = sum(each is None for each in facts.judged)
    if untouched or not facts.judged:
        return f"{untouched} of {len(facts.judged)} cells untouched", ""
    return "", f"{len(facts.judged) - len(facts.given)} cells without a number, each with its kind"


def _own_analysts(facts: _Facts) -> Looked:
    scoring = {each.analyst for each in facts.study.scores}
    gaps = [
        side.label
        for side in facts.study.sides
        if not any(each.side == side.id and each.id in scoring for each in facts.study.analysts)
    ]
    return _few(gaps, "sides without an analyst who scored", "each side has one")


def _unweighed(facts: _Facts) -> str:
    return "" if facts.weight_set is not None else "there is no weight set: siblings count equally"


def _hundred(facts: _Facts) -> Looked:
    chosen = facts.weight_set
    if chosen is None:
        return _unweighed(facts), ""
    gaps = [
        facts.brief(group)
        for group, answers in chosen.groups.items()
        if answers.answers and max(each.raw for each in answers.answers.values()) != LARGEST_SWING
    ]
    return _few(gaps, "groups have no answer of 100", "every group that was asked by numbers")


def _rated(facts: _Facts) -> Looked:
    chosen = facts.weight_set
    if chosen is None:
        return _unweighed(facts), ""
    gaps = [
        facts.brief(name)
        for group, names in facts.children.items()
        for name in names
        if name not in (chosen.groups[group].named if group in chosen.groups else ())
    ]
    return _few(gaps, "criteria and groups have no answer", "every child of every group")


def _compared(facts: _Facts) -> Looked:
    chosen = facts.weight_set
    if chosen is None:
        return _unweighed(facts), ""
    groups = {each.id for each in facts.shown.criteria if isinstance(each, Group)}
    above = [group for group, names in facts.children.items() if groups & set(names)]
    gaps = [facts.brief(group) for group in above if group not in chosen.groups]
    return _few(gaps, "levels of groups are not compared", f"{len(above)} levels" if above else "there are no groups")


def _spread(facts: _Facts) -> Looked:
    return "", f"{len(facts.codes.get('zero-spread', []))} without spread"


def _kinds(facts: _Facts) -> Looked:
    chosen = facts.weight_set
    if chosen is None:
        return _unweighed(facts), ""
    importance = facts.codes.get("importance-without-range", [])
    if importance:
        return importance[0], ""
    reversed_ones = facts.codes.get("not-monotone", [])
    count = Counter(each.kind for answers in chosen.groups.values() for each in answers.answers.values())
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(count.items()))
    return "", "; ".join([kinds or "by ranks and comparisons", *reversed_ones[:1]])


def _aggregators(facts: _Facts) -> Looked:
    count = Counter(str(each.aggregator) for each in facts.shown.criteria if isinstance(each, Group))
    return "", ", ".join(f"{number} {rule}" for rule, number in sorted(count.items())) or "one level, arithmetic"


def _non_compensatory(facts: _Facts) -> Looked:
    found = [each for each in facts.shown.criteria if isinstance(each, Group) and each.aggregator != "arithmetic"]
    gaps = [each.brief for each in found if not each.definition]
    return _few(gaps, "groups give no reason in their definition", _some([each.brief for each in found]) or "none")


def _totals(facts: _Facts) -> Looked:
    return ("", "score --explain shows it") if facts.evaluation else ("there is no ranking yet", "")


def _dominated(facts: _Facts) -> Looked:
    if facts.evaluation is None:
        return "there is no ranking yet", ""
    labels = {each.id: each.brief for each in facts.shown.options}
    pairs = [f"{labels[below]} by {labels[above]}" for above, below in facts.evaluation.dominance]
    return "", _some(pairs) or "none is dominated"


def _separable(facts: _Facts) -> Looked:
    if facts.evaluation is None:
        return "there is no ranking yet", ""
    return "", f"{len(facts.evaluation.not_separable)} pairs are marked"


_LOOKED_UP: Mapping[str, Callable[[_Facts], Looked]] = {
    "decision question written": _question,
    "sides named, and the state in which options are scored": _sides,
    "status quo described for each side": _status_quo,
    "date and decision makers recorded": _dated,
    "profile chosen, and branches that must not be mixed kept apart": _profile,
    "at least two options": _two_options,
    "each option has description and source": _described,
    "status-quo option considered": _alone,
    "no duplicate or nested options in one set": _apart,
    "non-redundant: excludes line read, correlation warning seen": _redundant,
    "operational: anchors, question, direction present": _operational,
    "each cell has evidence, or is marked inference or illustrative": _supported,
    "coverage shown per option (supports and contradicts only)": _coverage,
    "each score has rationale and confidence": _reasons,
    "missing is not zero; kind named (not-known, not-scored, not-applicable)": _named_gaps,
    "each side's own benefit and burden scored by an analyst of that side, or labelled one desk reading": _own_analysts,
    "best swing in each group set to 100": _hundred,
    "others rated against it": _rated,
    "groups compared with each other": _compared,
    "zero-spread criteria flagged": _spread,
    "kind of each node named (swing or points); monotonicity check if a computed leaf has weight": _kinds,
    "aggregator named per node": _aggregators,
    "reason given for non-compensatory nodes": _non_compensatory,
    "totals trace to leaves": _totals,
    "dominated options named": _dominated,
    "pairs that are not separable marked": _separable,
}
"""The checks that a study itself can answer; all others are for people."""
