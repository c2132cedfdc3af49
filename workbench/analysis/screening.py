"""Screening before any total: gates that options must pass, and who dominates whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.formulas.dominance import find_dominance
from workbench.engine.judgements import Judgement, Judges
from workbench.engine.method import computed_measures
from workbench.errors import MethodError
from workbench.model.criterion import ComputedLeaf, Leaf
from workbench.model.evaluation import LeftOut, Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.engine.problem import Problem
    from workbench.model.gate import Gate
    from workbench.model.option import Option
    from workbench.model.score import Missing
    from workbench.model.study import Study


def pass_gates(whole: Study, chosen: Study, view: str | None) -> tuple[Study, tuple[LeftOut, ...], tuple[Notice, ...]]:
    """Return the study with the options that pass its gates, those that fail, and what stays open.

    A score that lies on both sides of a bound, or is missing, fails no gate; the reader is told.

    Parameters
    ----------
    whole
        With every criterion: a must-have holds also where a profile leaves its criterion out.
    chosen
        What the profile and the option set select.

    Raises
    ------
    MethodError
        When every option fails.
    """
    if not whole.gates or not chosen.options:
        return chosen, (), ()
    judges = Judges(whole, view)
    failed: list[LeftOut] = []
    notices: list[Notice] = []
    for option in chosen.options:
        reasons = []
        for gate in whole.gates:
            between = _between(whole, judges, option, gate)
            reason, remains = _judged(whole, option, gate, between)
            reasons += [reason] if reason else []
            notices += [remains] if remains else []
        if reasons:
            failed.append(LeftOut(option.id, option.label, option.brief, "gate", " ".join(reasons)))
    gone = {each.id for each in failed}
    kept = [option for option in chosen.options if option.id not in gone]
    if not kept:
        message = f"No option passes the gates: {failed[0].label}: {failed[0].reason}"
        raise MethodError(message, hint="Look at the gates of the study, or at these scores.")
    said = (Notice("gate", each.id, f"{each.label} is left out: {each.reason}") for each in failed)
    return without_options(chosen, gone), tuple(failed), (*said, *notices)


def without_options(study: Study, gone: set[str]) -> Study:
    """Return a study without some options and their scores."""
    if not gone:
        return study
    fields = {name: getattr(study, name) for name in type(study).model_fields}
    options = tuple(each for each in study.options if each.id not in gone)
    scores = tuple(each for each in study.scores if each.option not in gone)
    return study.model_construct(**fields | {"options": options, "scores": scores})


def _between(study: Study, judges: Judges, option: Option, gate: Gate) -> tuple[float, float] | Missing | None:
    """Return the least and the most an option's performance on a gate's criterion can be; None where not known."""
    node = study.criterion[gate.criterion]
    if isinstance(node, Leaf):
        judged = judges.judge(option.id, node)
        return (judged.low, judged.high) if isinstance(judged, Judgement) else judged
    if not isinstance(node, ComputedLeaf):
        return None
    inputs = [
        judges.judge(option.id, leaf)
        for name in node.computed.inputs
        if isinstance(leaf := study.criterion[name], Leaf)
    ]
    known = [each.performance for each in inputs if isinstance(each, Judgement)]
    if len(known) < len(inputs):
        return None
    sides = len(node.computed.benefits)
    figure = computed_measures()[node.computed.measure].compute(np.array(known[:sides]), np.array(known[sides:]))
    return float(figure), float(figure)


def _judged(
    study: Study, option: Option, gate: Gate, between: tuple[float, float] | Missing | None
) -> tuple[str, Notice | None]:
    """Return why the option fails, if it does, and what must be said where that is open."""
    node = study.criterion[gate.criterion]
    if not isinstance(between, tuple):
        text = f"{option.label} has no score on {node.brief}: whether it passes the gate {gate.id} is open ({gate.why})"
        return "", Notice("gate-open", option.id, _ended(text))
    low, high = between
    for bound, fails, may_fail, words in (
        (gate.at_least, high, low, "below"),
        (gate.at_most, -low, -high, "above"),
    ):
        if bound is None:
            continue
        limit = bound if words == "below" else -bound
        if fails < limit:
            found = f"{low:g}" if low == high else f"{low:g} to {high:g}"
            return _ended(f"{node.brief} is {found}, {words} {bound:g}: {gate.why}"), None
        if may_fail < limit:
            found = f"{node.brief} is {low:g} to {high:g}, and {words} {bound:g} fails"
            text = f"{option.label} may fail the gate {gate.id}: {found}"
            return "", Notice("gate-open", option.id, _ended(text))
    return "", None


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def dominance(problem: Problem) -> tuple[tuple[str, str], ...]:
    """Return the pairs of which the first option dominates the second, whatever the weights of what counts.

    Over the leaves with weight; an option with a gap there, or to which one does not apply, is compared with nobody.
    """
    known = problem.known & problem.applicable
    found = find_dominance(problem.values, counts=problem.weights > 0, comparable=known).dominates
    return tuple((problem.options[int(above)], problem.options[int(below)]) for above, below in np.argwhere(found))


def incomplete(problem: Problem, options: Sequence[Option], title: str) -> tuple[LeftOut, ...]:
    """Return the options that a method has to leave out, since it compares every option on every criterion."""
    counts = problem.weights > 0
    left_out = []
    for row, option in enumerate(options):
        missing = [leaf for leaf, gap in zip(problem.tree.leaves, problem.missing[row], strict=True) if gap]
        absent = counts & ~problem.applicable[row]
        if missing:
            listed = f"{', '.join(missing[:3])}{', …' if len(missing) > 3 else ''}"  # noqa: PLR2004 - three examples
            reason = f"no score on {listed}; {title} compares every option on every criterion."
        elif absent.any():
            listed = ", ".join(problem.tree.leaves[place] for place in np.flatnonzero(absent))
            verb = "does" if absent.sum() == 1 else "do"
            reason = f"{listed} {verb} not apply; {title} compares every option on every criterion."
        else:
            continue
        left_out.append(LeftOut(option.id, option.label, option.brief, "incomplete", reason))
    return tuple(left_out)
