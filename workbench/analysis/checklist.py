"""The checklist of a defensible comparison: what a study shows to be done, what is missing, what people must judge."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from workbench.analysis.checks import checks
from workbench.engine.judgements import groups_of
from workbench.model.criterion import Aggregator, AnchoredScale, Group
from workbench.model.process import STEPS
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workbench.model.option import Option
    from workbench.model.score import Score
    from workbench.model.study import Study
    from workbench.model.weights import WeightSet

State: TypeAlias = Literal["done", "missing", "people"]
"""Shown by the study; not there; only people can say."""

MOST_NAMED = 4
"""Places that one line names."""


@dataclass(frozen=True, slots=True)
class Item:
    """One check: its step, whose manual the step follows, how it stands and what that was seen from."""

    step: str
    source: str
    check: str
    state: State
    found: str


class Seen(NamedTuple):
    """What a rule saw."""

    state: State
    found: str


def checklist(study: Study) -> tuple[Item, ...]:
    """Return every check of the way of a study, as the study stands under its own settings."""
    facts = _Facts(study)
    items = []
    for step in STEPS:
        for check in step.checks:
            rule = RULES.get(check)
            seen = rule(facts) if rule else Seen("people", "")
            items.append(Item(step.label, step.source, check, seen.state, seen.found))
    return tuple(items)


class _Facts:
    """A study and what several rules ask of it."""

    def __init__(self, study: Study) -> None:
        self.whole, self.study = study, select(study)

    @cached_property
    def concerns(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for each in checks(self.whole):
            found.setdefault(each.code, []).append(each.text)
        return found

    @cached_property
    def scores(self) -> list[Score]:
        """The scores that stand, and count, under the study's view."""
        analysts = [analyst for group in groups_of(self.study, None) for analyst in group]
        found = {
            (option.id, leaf.id, analyst): self.study.judgement(option.id, leaf.id, analyst)
            for option in self.study.options for leaf in self.study.leaves for analyst in analysts
        }  # fmt: skip
        return [score for score in found.values() if score is not None]

    @cached_property
    def numbers(self) -> list[Score]:
        return [each for each in self.scores if each.missing is None]

    @cached_property
    def weight_set(self) -> WeightSet | None:
        named = self.study.settings.weight_set
        return next((each for each in self.study.weight_sets if named in {None, each.id}), None)

    def families(self) -> Iterator[tuple[str, str, list[str]]]:
        """Yield each group that has to be weighed: its id, its label, its children."""
        children: dict[str, list[str]] = {}
        for node in self.study.criteria:
            children.setdefault(node.parent, []).append(node.id)
        for name, below in children.items():
            if len(below) > 1:
                yield name, self.study.criterion[name].brief if name in self.study.criterion else "top level", below


def _all(what: str, faulty: Sequence[str], count: int) -> Seen:
    """Return done where nothing is faulty, else which are."""
    if count == 0:
        return Seen("missing", f"There are no {what}.")
    if not faulty:
        return Seen("done", f"All {count} {what}.")
    more = f" and {len(faulty) - MOST_NAMED} more" if len(faulty) > MOST_NAMED else ""
    return Seen("missing", f"{len(faulty)} of {count} {what} without: {', '.join(faulty[:MOST_NAMED])}{more}.")


def _question(facts: _Facts) -> Seen:
    text = facts.study.question
    return Seen("done", text) if text else Seen("missing", "The study has no question.")


def _sides(facts: _Facts) -> Seen:
    states = {each.state for each in facts.study.options} - set(facts.study.states)
    if not facts.study.sides:
        return Seen("missing", "No sides are named.")
    named = ", ".join(side.label for side in facts.study.sides)
    return Seen("missing", f"{named}; no words for state {min(states)}.") if states else Seen("done", f"{named}.")


def _alone(study: Study) -> list[Option]:
    return [each for each in study.options if each.kind == "go-alone"]


def _status_quo(facts: _Facts) -> Seen:
    stated, alone = facts.study.settings.status_quo, _alone(facts.whole)
    if stated is not None:
        sides = {*stated.totals, *stated.net}
        return _all("sides", [each.label for each in facts.study.sides if each.id not in sides], len(facts.study.sides))
    if alone:
        return Seen("done", f"The option {alone[0].brief} stands for it.")
    return Seen("missing", "Neither a stated status quo nor a go-alone option.")


def _date(facts: _Facts) -> Seen:
    if not facts.study.as_of:
        return Seen("missing", "No date.")
    return Seen("people", f"Date: {facts.study.as_of}. Are the decision makers recorded?")


def _profile(facts: _Facts) -> Seen:
    mixed = facts.concerns.get("profile-mixed")
    if mixed:
        return Seen("missing", mixed[0])
    return Seen("done", f"{facts.study.settings.profile or 'every criterion'}; no branch is mixed in.")


def _two_options(facts: _Facts) -> Seen:
    count = len(facts.study.options)
    return Seen("done" if count > 1 else "missing", f"{count} options are compared.")


def _described(facts: _Facts) -> Seen:
    options = facts.study.options
    return _all("options", [each.brief for each in options if not (each.description and each.source)], len(options))


def _considered(facts: _Facts) -> Seen:
    alone = _alone(facts.study)
    if alone:
        return Seen("done", f"{alone[0].brief} is compared.")
    if _alone(facts.whole) or facts.study.settings.status_quo is not None:
        return Seen("done", "It is in the study, outside the options that are compared.")
    return Seen("missing", "No option stands for going on as before.")


def _nested(facts: _Facts) -> Seen:
    options = facts.study.options
    names = {each.id for each in options}
    twice = [label for label, count in Counter(each.label.casefold() for each in options).items() if count > 1]
    inside = [each.brief for each in options if each.area in names]
    found = [*twice, *inside]
    return (
        Seen("missing", f"Twice, or inside another: {', '.join(found[:MOST_NAMED])}.")
        if found
        else Seen("done", "No two share a label, none stands inside another.")
    )


def _redundant(facts: _Facts) -> Seen:
    leaves = facts.study.leaves
    lacking = [each.brief for each in leaves if not each.excludes]
    if lacking:
        return _all("criteria with a line on what they exclude", lacking, len(leaves))
    pairs = len(facts.concerns.get("correlated", []))
    return Seen("people", f"All say what they exclude; {pairs} pairs move together.")


def _operational(facts: _Facts) -> Seen:
    leaves = facts.study.leaves
    lacking = [
        each.brief
        for each in leaves
        if not each.question
        or (isinstance(each.scale, AnchoredScale) and not all(level.descriptor for level in each.scale.levels))
    ]
    return _all("criteria with question, direction and described ends", lacking, len(leaves))


def _size(facts: _Facts) -> Seen:
    counting = sum(any(link.counts for link in each.evidence) for each in facts.numbers)
    return Seen(
        "people", f"{len(facts.study.leaves)} criteria; {counting} of {len(facts.numbers)} scores have evidence."
    )


def _evidence(facts: _Facts) -> Seen:
    bare = [
        f"{each.option}/{each.criterion}" for each in facts.numbers
        if not any(link.counts for link in each.evidence) and each.basis not in {"inference", "illustrative"}
    ]  # fmt: skip
    return _all("scores with evidence or marked as inferred or illustrative", bare, len(facts.numbers))


def _reasons(facts: _Facts) -> Seen:
    bare = [
        f"{each.option}/{each.criterion}" for each in facts.numbers if not each.has_reason or each.confidence is None
    ]
    return _all("scores with reason and confidence", bare, len(facts.numbers))


def _named_missing(facts: _Facts) -> Seen:
    cells = [(option.id, leaf.id) for option in facts.study.options for leaf in facts.study.leaves]
    touched = {(each.option, each.criterion) for each in facts.scores}
    bare = ["/".join(cell) for cell in cells if cell not in touched]
    return _all("cells with a score or a named kind of missing", bare, len(cells))


def _own_scores(facts: _Facts) -> Seen:
    if not facts.study.sides:
        return Seen("people", "No sides are named.")
    found = facts.concerns.get("side-without-analyst")
    if not found:
        return Seen("done", "An analyst of each side has scored.")
    readers = {each.analyst for each in facts.scores}
    labels = [facts.study.analyst[name].label for name in readers if facts.study.analyst[name].side is None]
    if len(readers) == 1 and labels:
        return Seen("people", f"One reading: {labels[0]}. Is it labelled so everywhere?")
    return Seen("missing", " ".join(found))


def _best_swing(facts: _Facts) -> Seen:
    chosen, groups = facts.weight_set, list(facts.families())
    if chosen is None:
        return Seen("missing", "There is no weight set.")
    swings = {
        label: [answer.swing for answer in chosen.groups[name].answers.values() if answer.swing is not None]
        for name, label, _ in groups if name in chosen.groups
    }  # fmt: skip
    asked = {label: given for label, given in swings.items() if given}
    if not asked:
        return Seen("people", f"{chosen.label}: no group was asked by swings.")
    return _all("groups asked by swings, best one at 100", [x for x, given in asked.items() if max(given) != 100],  # noqa: PLR2004 - the swing everything is measured by
                len(asked))  # fmt: skip


def _rated(facts: _Facts) -> Seen:
    chosen, groups = facts.weight_set, list(facts.families())
    if chosen is None:
        return Seen("missing", "There is no weight set: siblings count equally.")
    lacking = [
        label for name, label, below in groups
        if name not in chosen.groups or not set(below) <= set(chosen.groups[name].named)
    ]  # fmt: skip
    return _all("groups with an answer for each child", lacking, len(groups))


def _top_compared(facts: _Facts) -> Seen:
    chosen = facts.weight_set
    above = [each for each in facts.families() if any(isinstance(facts.study.criterion[x], Group) for x in each[2])]
    if chosen is None:
        return Seen("missing", "There is no weight set.")
    return _all("levels with groups side by side", [label for name, label, _ in above if name not in chosen.groups],
                len(above)) if above else Seen("done", "There is one level.")  # fmt: skip


def _kinds(facts: _Facts) -> Seen:
    found = facts.concerns.get("importance-without-range", []) + facts.concerns.get("not-monotone", [])
    if facts.weight_set is None:
        return Seen("missing", "There is no weight set.")
    return (
        Seen("missing", " ".join(found))
        if found
        else Seen("done", f"{facts.weight_set.label}: {facts.weight_set.kind}.")
    )


def _spread(facts: _Facts) -> Seen:
    found = facts.concerns.get("zero-spread", [])
    return Seen("done", f"{len(found)} named." if found else "There are none.")


def _reasons_for_rules(facts: _Facts) -> Seen:
    special = [
        each for each in facts.study.criteria if isinstance(each, Group) and each.aggregator != Aggregator.ARITHMETIC
    ]
    if not special:
        return Seen("done", "Every group is an arithmetic mean.")
    return _all(
        "groups of another rule with a reason",
        [x.brief for x in special if not (x.definition or x.source)],
        len(special),
    )


def _shown(text: str) -> Callable[[_Facts], Seen]:
    return lambda _: Seen("done", text)


def _asked(text: str) -> Callable[[_Facts], Seen]:
    return lambda _: Seen("people", text)


RULES: dict[str, Callable[[_Facts], Seen]] = {
    "decision question written": _question,
    "sides named, and the state in which options are scored": _sides,
    "status quo described for each side": _status_quo,
    "date and decision makers recorded": _date,
    "profile chosen, and branches that must not be mixed kept apart": _profile,
    "at least two options": _two_options,
    "each option has description and source": _described,
    "status-quo option considered": _considered,
    "no duplicate or nested options in one set": _nested,
    "non-redundant: excludes line read, correlation warning seen": _redundant,
    "operational: anchors, question, direction present": _operational,
    "size: no more leaves than can be scored with evidence": _size,
    "each cell has evidence, or is marked inference or illustrative": _evidence,
    "coverage shown per option (supports and contradicts only)": _shown("Printed: evidence by option."),
    "each score has rationale and confidence": _reasons,
    "missing is not zero; kind named (not-known, not-scored, not-applicable)": _named_missing,
    "each side's own benefit and burden scored by an analyst of that side, or labelled one desk reading": _own_scores,
    "range fixed before weights": _shown("Every scale has fixed ends; they do not follow from the options."),
    "best swing in each group set to 100": _best_swing,
    "others rated against it": _rated,
    "groups compared with each other": _top_compared,
    "zero-spread criteria flagged": _spread,
    "kind of each node named (swing or points); monotonicity check if a computed leaf has weight": _kinds,
    "implied trade-offs read": _asked("Printed: what the weights imply."),
    "aggregator named per node": _shown("Every group names its rule."),
    "reason given for non-compensatory nodes": _reasons_for_rules,
    "totals trace to leaves": _shown("Printed: every group's totals and every weight."),
    "branch subtotals read, not only totals": _asked("Printed beside the totals."),
    "the sides read apart: shares, mutual gain, who answers to whom": _asked("Printed: between the sides."),
    "weak cells of the first-ranked option named": _asked("Printed: the cells worth talking about."),
    "dominated options named": _shown("Printed, where there are any."),
    "pairs that are not separable marked": _shown("Marked with ≈."),
    "crossing weights listed": _shown("Printed: how firm the ranking is."),
    "random weights run with scheme, draws and seed recorded": _shown("Printed with scheme, draws and seed."),
    "aggregator and perspective swaps run; critical lambda printed": _shown(
        "Printed: perspectives, rules, critical λ."
    ),
    "version saved with reasons": _shown("The state has a digest; every change has its author and its reason."),
}
"""Checks that a study can answer itself; all others are for people."""
