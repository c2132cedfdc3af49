"""The checks that a study itself can answer: what each looks for, and what it found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workbench.model.criterion import Group
from workbench.usecases.editing.states import UNDESCRIBED
from workbench.usecases.pages.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.usecases.pages.checklist_facts import StudyFacts

LARGEST_SWING = 100

Looked = tuple[str, str]
"""What is missing, or nothing; and what was found where nothing is."""


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")  # noqa: PLR2004 - examples


def _few(gaps: list[str], what: str, how: str, found: str) -> Looked:
    return (f"{counted(len(gaps), what)} {how}: {_some(gaps)}", "") if gaps else ("", found)


def _question(facts: StudyFacts) -> Looked:
    return ("", facts.study.question) if facts.study.question.strip() else ("no question is written", "")


def _sides(facts: StudyFacts) -> Looked:
    if not facts.study.sides:
        return "no side is named", ""
    unsaid = sorted({each.state for each in facts.shown.options} - _described_states(facts) - {"as-described"})
    return _few(unsaid, "state", "without a description", _some([each.label for each in facts.study.sides]))


def _described_states(facts: StudyFacts) -> set[str]:
    return {name for name, text in facts.study.states.items() if text != UNDESCRIBED}


def _status_quo(facts: StudyFacts) -> Looked:
    stated = facts.study.settings.status_quo
    alone = [each.brief for each in facts.study.options if each.kind == "go-alone"]
    if stated is not None:
        gaps = [each.label for each in facts.study.sides if each.id not in {*stated.totals, *stated.net}]
        return _few(gaps, "side", "without a status quo", stated.label)
    return ("", _some(alone)) if alone else ("neither a stated status quo nor an option of the kind go-alone", "")


def _dated(facts: StudyFacts) -> Looked:
    gaps = [word for word, text in (("date", facts.study.as_of), ("for whom", facts.study.viewpoint)) if not text]
    return (f"not recorded: {', '.join(gaps)}", "") if gaps else ("", f"{facts.study.as_of}; {facts.study.viewpoint}")


def _profile(facts: StudyFacts) -> Looked:
    mixed = facts.codes.get("profile-mixed", [])
    if mixed:
        return mixed[0], ""
    chosen = facts.study.settings.profile
    if chosen is None and facts.study.profiles:
        return "no profile is chosen: every criterion counts", ""
    return "", chosen or "there is one profile: everything"


def _two_options(facts: StudyFacts) -> Looked:
    count = len(facts.shown.options)
    return ("", f"{count} options") if count > 1 else (f"there {'is 1' if count else 'are 0'}", "")


def _described(facts: StudyFacts) -> Looked:
    gaps = [each.brief for each in facts.shown.options if not each.description or not (each.source or each.evidence)]
    return _few(gaps, "option", "without description or source", "all of them")


def _alone(facts: StudyFacts) -> Looked:
    alone = [each.brief for each in facts.shown.options if each.kind == "go-alone"]
    return ("", _some(alone)) if alone else ("no option that is compared is of the kind go-alone", "")


def _apart(facts: StudyFacts) -> Looked:
    ids = {each.id for each in facts.shown.options}
    count = Counter(each.label.casefold() for each in facts.shown.options)
    gaps = [each.brief for each in facts.shown.options if each.area in ids or count[each.label.casefold()] > 1]
    return _few(gaps, "option", "within another or named twice", "none is nested or named twice")


def _redundant(facts: StudyFacts) -> Looked:
    gaps = [each.brief for each in facts.shown.leaves if not each.excludes]
    again = facts.codes.get("correlated", [])
    return (
        (again[0], "")
        if again
        else _few(gaps, "criterion", "without a line on what is left out", "no high correlation")
    )


def _operational(facts: StudyFacts) -> Looked:
    anchors = facts.codes.get("no-anchors", [])
    gaps = [each.brief for each in facts.shown.leaves if not each.question]
    return (anchors[0], "") if anchors else _few(gaps, "criterion", "without a question", "all of them")


def _supported(facts: StudyFacts) -> Looked:
    gaps = [facts.cell(each) for each in facts.given if not each.evidence and not each.basis]
    return _few(gaps, "score", "with neither evidence nor a basis", counted(len(facts.given), "score"))


def _coverage(facts: StudyFacts) -> Looked:
    counting = sum(any(link.counts for link in each.evidence) for each in facts.given)
    if not facts.given:
        return "nothing is scored yet", ""
    return "", f"{counting} of {len(facts.given)} scores have a passage for or against"


def _reasons(facts: StudyFacts) -> Looked:
    gaps = [facts.cell(each) for each in facts.given if not each.has_reason or not each.confidence]
    if not facts.given:
        return "nothing is scored yet", ""
    return _few(gaps, "score", "without a reason or a confidence", counted(len(facts.given), "score"))


def _named_gaps(facts: StudyFacts) -> Looked:
    untouched = sum(each is None for each in facts.judged)
    if untouched or not facts.judged:
        return f"{untouched} of {len(facts.judged)} cells untouched", ""
    return "", f"{counted(len(facts.judged) - len(facts.given), 'cell')} without a number, each with its kind"


def _own_analysts(facts: StudyFacts) -> Looked:
    scoring = {each.analyst for each in facts.study.scores}
    gaps = [
        side.label
        for side in facts.study.sides
        if not any(each.side == side.id and each.id in scoring for each in facts.study.analysts)
    ]
    return _few(gaps, "side", "without an analyst who scored", "each side has one")


def _unweighed(facts: StudyFacts) -> str:
    return "" if facts.weight_set is not None else "there is no weight set: siblings count equally"


def _hundred(facts: StudyFacts) -> Looked:
    chosen = facts.weight_set
    if chosen is None:
        return _unweighed(facts), ""
    gaps = [
        facts.brief(group)
        for group, answers in chosen.groups.items()
        if answers.answers and max(each.raw for each in answers.answers.values()) != LARGEST_SWING
    ]
    return _few(gaps, "group", "without an answer of 100", "every group that was asked by numbers")


def _rated(facts: StudyFacts) -> Looked:
    chosen = facts.weight_set
    if chosen is None:
        return _unweighed(facts), ""
    gaps = [
        facts.brief(name)
        for group, names in facts.children.items()
        for name in names
        if name not in (chosen.groups[group].named if group in chosen.groups else ())
    ]
    return _few(gaps, "criterion or group", "without an answer", "every child of every group")


def _compared(facts: StudyFacts) -> Looked:
    chosen = facts.weight_set
    if chosen is None:
        return _unweighed(facts), ""
    groups = {each.id for each in facts.shown.criteria if isinstance(each, Group)}
    above = [group for group, names in facts.children.items() if groups & set(names)]
    gaps = [facts.brief(group) for group in above if group not in chosen.groups]
    return _few(
        gaps, "level of groups", "not compared", counted(len(above), "level") if above else "there are no groups"
    )


def _spread(facts: StudyFacts) -> Looked:
    return "", f"{len(facts.codes.get('zero-spread', []))} without spread"


def _kinds(facts: StudyFacts) -> Looked:
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


def _aggregators(facts: StudyFacts) -> Looked:
    count = Counter(str(each.aggregator) for each in facts.shown.criteria if isinstance(each, Group))
    return "", ", ".join(f"{number} {rule}" for rule, number in sorted(count.items())) or "one level, arithmetic"


def _non_compensatory(facts: StudyFacts) -> Looked:
    found = [each for each in facts.shown.criteria if isinstance(each, Group) and each.aggregator != "arithmetic"]
    gaps = [each.brief for each in found if not each.definition]
    return _few(
        gaps,
        "group",
        "without a reason in the definition",
        _some([each.brief for each in found]) or "every group is a mean",
    )


def _totals(facts: StudyFacts) -> Looked:
    return (
        ("", "each step can be shown, from scores to totals") if facts.evaluation else ("there is no ranking yet", "")
    )


def _dominated(facts: StudyFacts) -> Looked:
    if facts.evaluation is None:
        return "there is no ranking yet", ""
    labels = {each.id: each.brief for each in facts.shown.options}
    pairs = [f"{labels[below]} by {labels[above]}" for above, below in facts.evaluation.dominance]
    return "", _some(pairs) or "none is dominated"


def _separable(facts: StudyFacts) -> Looked:
    if facts.evaluation is None:
        return "there is no ranking yet", ""
    count = len(facts.evaluation.not_separable)
    return "", "1 pair is marked" if count == 1 else f"{count} pairs are marked"


LOOKED_UP: Mapping[str, Callable[[StudyFacts], Looked]] = {
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
