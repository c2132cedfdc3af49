"""What must be said about a panel: what applies, what does not, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.analysis.veil import about_round
from workbench.engine.formulas.concordance import FEWEST_RANKINGS
from workbench.model.evaluation import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.model.panel import AnalystResult
    from workbench.model.study import Study


def panel_notices(study: Study, groups: Sequence[tuple[str, ...]], made: Mapping[str, Any]) -> Iterator[Notice]:
    """Yield the notices of a panel.

    Parameters
    ----------
    groups
        The analysts who count, by side; one group where nobody has a side.
    made
        The parts of the analysis.
    """
    if text := about_round(study):
        yield Notice("round-open", "round", text)
        return
    count = sum(len(group) for group in groups)
    yield from _about_sides(study, made["analysts"])
    rankings = made["agreement"].rankings if made["agreement"] else None
    if count == 1:
        yield Notice("one-analyst", "panel", "One analyst: agreement is undefined, and there is nothing to join.")
    elif rankings and 0 < len(rankings.rankings) < FEWEST_RANKINGS:
        yield Notice("no-w", "panel", "Fewer than three complete rankings: Kendall's W is undefined.")
    if rankings and rankings.left_out:
        left = "1 ranking is" if len(rankings.left_out) == 1 else f"{len(rankings.left_out)} rankings are"
        text = f"{left} open, since scores are missing: left out where rankings are compared."
        yield Notice("open-rankings", "panel", text)
    if len(groups) > 1 and all(len(group) == 1 for group in groups):
        text = "One analyst a side: all that differs is between the sides, so that eta squared says nothing."
        yield Notice("one-a-side", "panel", text)
    yield from _about_work(study, made)


def _about_sides(study: Study, analysts: Sequence[AnalystResult]) -> Iterator[Notice]:
    if not study.sides:
        text = "The study has no sides: there is no side gap, no own view, and no result by side."
        yield Notice("no-sides", "panel", text)
        return
    if analysts and all(each.side is None for each in analysts):
        text = (
            "No analyst is on a side: every gain and burden is somebody else's reading, and the panel is all of them."
        )
        yield Notice("nobody-on-a-side", "panel", text)
        return
    for side in study.sides:
        if not any(each.side == side.id for each in study.analysts):
            text = f"Nobody is on the side {side.label}: it has no ranking, no gap and no view of its own."
            yield Notice("empty-side", side.id, text)
    beside = [each.label for each in analysts if not each.counted and each.scored]
    if beside:
        text = f"On no side, and so beside the panel and not in it: {', '.join(beside)}."
        yield Notice("beside-the-panel", "panel", text)


def _about_work(study: Study, made: Mapping[str, Any]) -> Iterator[Notice]:
    analysts: Sequence[AnalystResult] = [each for each in made["analysts"] if each.counted]
    taken_over = sum(each.standing - each.scored for each in analysts)
    if taken_over:
        standing = sum(each.standing for each in analysts)
        text = (
            f"{taken_over} of {standing} scores are taken over from whom analysts are based on: no agreement of theirs."
        )
        yield Notice("taken-over", "scores", text)
    for each in analysts:
        if each.standing and not each.scored:
            text = f"{each.label} has scored nothing: counted by the scores they start from."
            yield Notice("nothing-scored", each.id, text)
    bare = sum(not each.has_reason for each in study.scores if each.analyst in {one.id for one in made["analysts"]})
    if bare:
        yield Notice("without-reason", "scores", f"{bare} scores have no reason written.")
    for each in made["analysts"]:
        if each.assigned_open:
            text = f"{each.label} has not scored {len(each.assigned_open)} of {each.assigned} assigned cells."
            yield Notice("assigned-not-done", each.id, text)
    if made["unassigned"]:
        yield Notice("unassigned", "scores", f"{len(made['unassigned'])} cells are assigned to nobody.")
