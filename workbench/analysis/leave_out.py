"""The ranking without one criterion, branch, analyst or evidence grade: whether anything hangs on that alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.ground import NOBODY, first_of, lead_of
from workbench.analysis.rank_agreement import tau_b
from workbench.engine.judgements import groups_of
from workbench.engine.tree import global_weights, local_weights
from workbench.errors import WorkbenchError
from workbench.model.robustness import LeftOut
from workbench.model.score import Basis, Confidence, Missing, Score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.analysis.ground import Ground
    from workbench.model.evaluation import Matrix, StudyEvaluation
    from workbench.model.study import Study


def leave_out(ground: Ground) -> tuple[LeftOut, ...]:
    """Return the ranking without each branch, criterion, analyst and evidence grade that counts.

    The weight of what is left out goes to its siblings; of an evidence grade, option by option. An analyst's
    scores leave the side or panel, and the others of it stand alone.
    """
    return (*_nodes(ground), *_analysts(ground), *_grades(ground))


def _nodes(ground: Ground) -> Iterator[LeftOut]:
    tree = ground.problem.tree
    for node in [*reversed(range(len(tree.leaves), tree.n_nodes - 1)), *range(len(tree.leaves))]:
        if ground.wholes[node] <= 0:
            continue
        name = ground.node_id(node)
        kind = "criterion" if node < len(tree.leaves) else "branch"
        without = without_node(ground, node)
        if not global_weights(tree, without).any():
            yield _impossible(kind, name, ground.label(name), "nothing would be left to score on")
            continue
        low, high = ground.between(without)
        yield _compared(ground, kind, name, ground.label(name), (low, high))


def without_node(ground: Ground, node: int) -> Matrix:
    """Return the local weights, shape (n_nodes,), when a node's weight goes to its siblings."""
    raw = ground.problem.local.copy()
    raw[node] = 0.0
    return local_weights(ground.problem.tree, raw)


def _impossible(kind: str, what: str, label: str, note: str) -> LeftOut:
    return LeftOut(kind, what, label, first=(), changed=False, order=(), tau=None, margin=None, note=note)


def _compared(
    ground: Ground, kind: str, what: str, label: str, totals: tuple[Matrix, Matrix], note: str = ""
) -> LeftOut:
    low, high = totals
    before = (ground.base[0] + ground.base[1]) / 2
    middle = (low + high) / 2
    first = first_of(low, high, ground.tolerance)
    sharing = [] if first == NOBODY else np.flatnonzero(high >= low[first] - ground.tolerance).tolist()
    lead = None if ground.first == NOBODY or len(low) == 1 else float(lead_of(low, high, ground.first))
    return LeftOut(
        kind=kind,
        what=what,
        label=label,
        first=tuple(ground.options[place] for place in sharing),
        changed=tuple(sharing) != ground.sharing,
        order=tuple(ground.options[place] for place in np.argsort(-np.round(middle, 12), kind="stable")),
        tau=tau_b(before, middle),
        margin=lead,
        note=note,
    )


def _rescored(ground: Ground, kind: str, what: str, label: str, study: Study, note: str = "") -> LeftOut:
    """Return the comparison with another state of the study, or why it cannot be scored."""
    try:
        evaluation = ground.rescore(study)
    except WorkbenchError as error:
        return _impossible(kind, what, label, str(error))
    gone = [name for name in ground.options if name not in evaluation.options]
    if gone:
        named = ", ".join(ground.labels[name] for name in gone)
        return _impossible(kind, what, label, f"{named} could no longer be compared")
    return _compared(ground, kind, what, label, _totals(ground, evaluation), note)


def _totals(ground: Ground, evaluation: StudyEvaluation) -> tuple[Matrix, Matrix]:
    sign = -1.0 if evaluation.lower_is_better else 1.0
    found = {each.id: each for each in evaluation.results}
    ends = np.array(
        [
            [sign * (each.total if each.total is not None else end) for end in (each.low, each.high)]
            for each in (found[name] for name in ground.options)
        ]
    )
    return ends.min(axis=1), ends.max(axis=1)


def _analysts(ground: Ground) -> Iterator[LeftOut]:
    counting = [analyst for group in groups_of(ground.study, ground.evaluation.run.view or None) for analyst in group]
    for analyst in counting:
        label = ground.study.analyst[analyst].label
        if len(counting) == 1:
            yield _impossible("analyst", analyst, label, "every score rests on this one analyst")
        else:
            yield _rescored(ground, "analyst", analyst, label, without_analyst(ground.whole_study, analyst))


def without_analyst(study: Study, analyst: str) -> Study:
    """Return a study without an analyst; those who are based on them keep what they took over."""
    others = [each for each in study.analysts if each.id != analyst]
    kept = [each for each in study.scores if each.analyst != analyst]
    given = {(each.option, each.criterion, each.analyst) for each in kept}
    for heir in others:
        if analyst not in study.scorers(heir.id):
            continue
        for option in study.options:
            for leaf in study.leaves:
                found = study.judgement(option.id, leaf.id, heir.id)
                if found is not None and (option.id, leaf.id, heir.id) not in given:
                    kept.append(_changed_score(found, analyst=heir.id))
    return _changed(study, analysts=tuple(others), scores=tuple(kept))


def _grades(ground: Ground) -> Iterator[LeftOut]:
    note = "where a score is left out, that option's weight goes to the siblings: options are compared on what is left"
    for confidence in Confidence:
        yield from _without(ground, f"{confidence} confidence", _has_confidence(confidence), note)
    for basis in Basis:
        yield from _without(ground, f"basis: {basis}", _has_basis(basis), note)
    yield from _without(ground, "no evidence for or against", _has_no_evidence, note)


def _has_confidence(confidence: Confidence) -> Callable[[Score], bool]:
    return lambda score: score.confidence is confidence


def _has_basis(basis: Basis) -> Callable[[Score], bool]:
    return lambda score: score.basis is basis


def _has_no_evidence(score: Score) -> bool:
    return not any(link.counts for link in score.evidence)


def _without(ground: Ground, what: str, graded: Callable[[Score], bool], note: str) -> Iterator[LeftOut]:
    shown = ground.study
    counting = [analyst for group in groups_of(shown, ground.evaluation.run.view or None) for analyst in group]
    judged = [
        score
        for analyst in counting
        for option in shown.options
        for leaf in shown.leaves
        if (score := shown.judgement(option.id, leaf.id, analyst)) is not None and score.missing is None
    ]
    found = sum(graded(score) for score in judged)
    if not found:
        return
    if found == len(judged):
        yield _impossible("evidence", what, what, f"all {found} scores are of this grade: nothing would be left")
        return
    scores = tuple(
        _changed_score(score, value=None, low=None, high=None, missing=Missing.NOT_APPLICABLE)
        if score.missing is None and graded(score)
        else score
        for score in ground.whole_study.scores
    )
    changed = _changed(ground.whole_study, scores=scores)
    yield _rescored(ground, "evidence", what, what, changed, f"{found} of {len(judged)} scores; {note}")


def _changed(study: Study, **fields: tuple[object, ...]) -> Study:
    """Return a study with some fields replaced: made anew, since what it has worked out of its lists is outdated."""
    return study.model_construct(**{name: getattr(study, name) for name in type(study).model_fields} | fields)


def _changed_score(score: Score, **fields: Missing | str | None) -> Score:
    return score.model_copy(update=fields)
