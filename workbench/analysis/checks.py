"""The analyst's checks: what makes a study hard to defend, found before somebody else does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from workbench.analysis.assignments import not_done, unassigned
from workbench.analysis.monotonicity import reversals
from workbench.engine.judgements import groups_of
from workbench.engine.problem import Problem, build
from workbench.engine.study_tree import find_weight_set
from workbench.errors import MethodError
from workbench.model.criterion import ROOT, AnchoredScale, Leaf
from workbench.model.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.score import Score
    from workbench.model.study import Study

FEWEST_FOR_CORRELATION = 3
"""Options from which on a correlation over options says anything at all."""

SPLIT_SHARE = 0.5
"""A leaf whose group is split so far that it counts less than this part of the median leaf is named."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Something an analyst should look at."""

    code: str
    where: str
    text: str


def checks(study: Study) -> tuple[Concern, ...]:
    """Return what should be looked at before the study is shown to anybody, under its own settings."""
    shown = select(study)
    concerns = [*_about_criteria(shown), *_about_scores(shown), *_about_sides(shown), *_about_profile(study, shown)]
    concerns += _about_assignments(shown)
    try:
        problem = build(shown)
    except MethodError as error:
        return (*concerns, Concern("nothing-to-score", "study", str(error)))
    return (*concerns, *_about_weights(shown, problem), *_about_overlap(shown, problem))


def _about_criteria(study: Study) -> Iterator[Concern]:
    for leaf in study.leaves:
        missing = [name for name in ("definition", "question", "excludes") if not getattr(leaf, name)]
        scale = leaf.scale
        if isinstance(scale, AnchoredScale):
            if not all(level.descriptor for level in scale.levels):
                yield Concern("no-anchors", leaf.id, f"{leaf.brief}: a level has no description.")
            if not all(level.show for level in scale.levels):
                missing.append("what to show for a level")
        if missing:
            yield Concern("underdefined", leaf.id, f"{leaf.brief} lacks {', '.join(missing)}.")


def _judged(study: Study) -> dict[tuple[str, str], list[Score]]:
    analysts = [analyst for group in groups_of(study, None) for analyst in group]
    return {
        (option.id, leaf.id): [
            score for analyst in analysts if (score := study.judgement(option.id, leaf.id, analyst)) is not None
        ]
        for option in study.options
        for leaf in study.leaves
    }


def _about_scores(study: Study) -> Iterator[Concern]:
    judged = _judged(study)
    bare = sorted(
        {f"{each.option}/{each.criterion}" for cell in judged.values() for each in cell if not each.has_reason}
    )
    if bare:
        yield Concern("without-reason", "scores", f"{len(bare)} scores have no reason: {_some(bare)}.")
    blank = {place for place, cell in judged.items() if all(each.missing is not None for each in cell)}
    if blank:
        yield Concern("blank", "scores", f"{len(blank)} of {len(judged)} cells have no score.")
    crossing = [leaf for leaf in study.leaves if leaf.cell and leaf.cell.government != leaf.cell.public]
    for leaf in crossing:
        gaps = [option.brief for option in study.options if (option.id, leaf.id) in blank]
        if gaps:
            yield Concern(
                "cross-border-blank", leaf.id, f"{leaf.brief}, a cross-border cell, is blank for {_some(gaps)}."
            )
    yield from _about_shared_evidence(study, judged)


def _about_shared_evidence(study: Study, judged: dict[tuple[str, str], list[Score]]) -> Iterator[Concern]:
    brief = {option.id: option.brief for option in study.options}
    uses = Counter(
        (option, name)
        for (option, _), cell in judged.items()
        for name in {link.id for score in cell for link in score.evidence if link.counts}
    )
    for (option, name), count in uses.most_common():
        if count >= study.settings.shared_evidence_warning:
            text = f"{name} counts for {count} criteria of {brief[option]}: is it one reason, or {count}?"
            yield Concern("shared-evidence", name, text)


def _about_sides(study: Study) -> Iterator[Concern]:
    scoring = {score.analyst for score in study.scores}
    for side in study.sides:
        if not any(each.side == side.id and each.id in scoring for each in study.analysts):
            text = f"No analyst of {side.label} has scored; its benefits and burdens are somebody else's reading."
            yield Concern("side-without-analyst", side.id, text)


def _about_assignments(study: Study) -> Iterator[Concern]:
    for analyst in study.analysts:
        left = not_done(study, analyst.id)
        if left:
            text = f"{analyst.label} has not scored {len(left)} cells assigned to them: {_some(_cells(left))}."
            yield Concern("assigned-not-done", analyst.id, text)
    nobody = unassigned(study)
    if nobody:
        yield Concern("unassigned", "scores", f"{len(nobody)} cells are assigned to nobody: {_some(_cells(nobody))}.")


def _cells(cells: tuple[tuple[str, str], ...]) -> list[str]:
    return ["/".join(cell) for cell in cells]


def _about_profile(study: Study, shown: Study) -> Iterator[Concern]:
    """Name branches that a profile reads alone and none joins to others, where they are joined now."""
    branch = {leaf.id: _branch(study, leaf.id) for leaf in study.leaves}
    present = {branch[leaf.id] for leaf in shown.leaves}
    spans = [{branch[name] for name in profile.leaves if name in branch} for profile in study.profiles]
    for name in sorted(present):
        alone = any(span == {name} for span in spans)
        joined = any(name in span and len(span) > 1 for span in spans)
        if len(present) > 1 and alone and not joined:
            text = f"{name} is read alone by a profile of its own, but is now added to the other branches."
            yield Concern("profile-mixed", name, text)


def _branch(study: Study, name: str) -> str:
    while (parent := study.criterion[name].parent) != ROOT and parent in study.criterion:
        name = parent
    return name


def _about_weights(study: Study, problem: Problem) -> Iterator[Concern]:
    chosen = find_weight_set(study, None)
    if chosen is not None and chosen.kind == "importance":
        text = f"{chosen.id} was asked as importance, without a range: it fits no sum of values."
        yield Concern("importance-without-range", chosen.id, text)
    equal = [
        study.criterion[group.id].brief if group.id in study.criterion else "the top level"
        for group in problem.tree.groups
        if len(group.children) > 1 and (answers := problem.raw[list(group.children)]).all() and np.ptp(answers) == 0
    ]
    if equal and chosen is not None:
        text = f"All answers are the same in {', '.join(equal)}: was each child compared with the others?"
        yield Concern("equal-answers", chosen.id, text)
    yield from _about_splitting(study, problem)
    found, tried = reversals(study, problem)
    if found:
        text = f"{len(found)} of {tried} one-level improvements of a computed leaf's inputs lower a total."
        yield Concern("not-monotone", found[0].criterion, text)


def _about_splitting(study: Study, problem: Problem) -> Iterator[Concern]:
    positive = problem.weights[problem.weights > 0]
    usual = float(np.median(positive))
    for group in problem.tree.groups:
        leaves = [child for child in group.children if child < len(problem.tree.leaves)]
        shares = problem.weights[leaves]
        if len(leaves) > 1 and (shares > 0).all() and shares.max() < SPLIT_SHARE * usual:
            label = study.criterion[group.id].brief if group.id in study.criterion else group.id
            text = (
                f"Splitting: {label} shares its weight among {len(leaves)} leaves, so that each counts "
                f"{shares.max():.4f}, against {usual:.4f} for the middle leaf."
            )
            yield Concern("splitting", group.id, text)


def _about_overlap(study: Study, problem: Problem) -> Iterator[Concern]:
    leaves = [
        (place, node)
        for place, name in enumerate(problem.tree.leaves)
        if isinstance(node := study.criterion[name], Leaf)
    ]
    complete = [(place, leaf) for place, leaf in leaves if problem.known[:, place].all()]
    moving = []
    for place, leaf in complete:
        if len(problem.options) > 1 and np.ptp(problem.values[:, place]) == 0:
            text = f"No option differs on {leaf.brief}: whatever its weight, it cannot matter."
            yield Concern("zero-spread", leaf.id, text)
        else:
            moving.append((place, leaf))
    if len(problem.options) < FEWEST_FOR_CORRELATION:
        return
    for (first, one), (second, other) in combinations(moving, 2):
        figure = float(np.corrcoef(problem.values[:, first], problem.values[:, second])[0, 1])
        if one.parent == other.parent and figure >= study.settings.correlation_warning:
            text = (
                f"{one.brief} and {other.brief} correlate by {figure:.2f} over {len(problem.options)} options: "
                "do they measure one thing twice?"
            )
            yield Concern("correlated", one.id, text)


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown  # noqa: PLR2004 - three examples
