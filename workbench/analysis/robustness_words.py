"""What the robustness analyses found, as sentences to quote, with their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.explanation_words import joined
from workbench.analysis.ground import NOBODY
from workbench.analysis.smallest_change import mixture_of
from workbench.analysis.verdict import nearest_change, nearest_single, none_sentence
from workbench.analysis.weak_cells import weak_cells
from workbench.analysis.weight_words import better_on, capital, free_words, moved_words, while_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.analysis.ground import Ground
    from workbench.model.evaluation import OptionResult
    from workbench.model.robustness import Influence, LeftOut, ScoreFlip, SmallestChange, WeightInterval

MOST_NAMED = 3
"""Things that a sentence names."""

MOST_PARTS = 2
"""Parts of a kind that are named where leaving one out changes the first rank."""

MOST_QUOTED = 10
"""Single scores that are quoted, the nearest first."""


def not_separable_sentence(pairs: Sequence[tuple[str, str]], threshold: float, labels: Mapping[str, str]) -> str:
    """Return which pairs are not separable, to be said before anything else; empty where all are."""
    if not pairs:
        return ""
    named = [f"{labels[a]} and {labels[b]}" for a, b in pairs[:MOST_NAMED]]
    more = len(pairs) - len(named)
    text = "; ".join(named) + (f"; and {more} more pairs" if more > 0 else "")
    return f"Not separable, closer than one level moves a total ({threshold:.2f}): {text}."


def interval_sentence(found: WeightInterval, labels: Mapping[str, str]) -> str:
    """Return between which shares of a weight the first-ranked option stays first."""
    if found.fixed:
        return f"The weight of {found.label} cannot move: {found.fixed}."
    if found.first is None:
        return f"No option is first, so the weight of {found.label} has no interval."
    first = labels[found.first.upper]
    searched = "" if found.exact else ", searched on a grid"
    if found.overtaken_below is None and found.overtaken_above is None:
        return (
            f"{first} stays first whatever {found.label} weighs among its siblings (now {found.share:.1%}{searched})."
        )
    ends = []
    if found.overtaken_below:
        ends.append(f"below that {labels[found.overtaken_below]} comes first")
    if found.overtaken_above:
        ends.append(f"above that {labels[found.overtaken_above]}{'' if ends else ' comes first'}")
    low, high = f"{found.first.low:.1%}", f"{found.first.high:.1%}"
    span = f"{low} to {high}" if len(ends) > 1 else f"at least {low}" if found.overtaken_below else f"at most {high}"
    return (
        f"{first} stays first while {found.label} weighs {span} among its siblings (now {found.share:.1%}{searched}); "
        f"{', '.join(ends)}."
    )


def change_sentence(found: SmallestChange, labels: Mapping[str, str]) -> str:
    """Return how much weight it takes to put an option first, or why none does."""
    label = labels[found.option]
    gaps = ", with its gaps at their best" if found.at_best else ""
    if found.uncovered:
        return f"How much weight would put {label} first is not covered: {found.uncovered}."
    if found.size is None:
        return _no_weights(found, label, gaps, labels)
    if not found.moves:
        return f"{label} {'may be first already: its scores are missing' if found.at_best else 'is first already'}."
    much, moved = moved_words(found.size, found.moves, MOST_NAMED)
    size = f"{much} of all weight moves" if found.norm == "l1" else f"no weight moves by over {much}"
    verb = "shares the first rank at most, once" if found.shares_only else "comes first once"
    return f"{label} {verb} {size} ({free_words(found.held, found.resting)}){gaps}: {moved}."


def _no_weights(found: SmallestChange, label: str, gaps: str, labels: Mapping[str, str]) -> str:
    """Return that no weights put an option first, of the weights for which that was shown."""
    mixture = f"{mixture_of(found, labels)} is better by at least {found.shortfall:.2f} points"
    if found.everywhere:
        return f"No weights put {label} first{gaps}: {mixture} on every criterion that counts."
    text = f"{capital(while_words(found.held, found.resting))}, no weights put {label} first{gaps}: {mixture}"
    return f"{text} {better_on(found.held)}. {beyond_words(found)}"


def beyond_words(found: SmallestChange) -> str:
    """Return what is known of the weights for which a proof does not hold."""
    if found.alone:
        return f"With all weight on {found.alone} it comes first."
    return "Other weights were not searched for it."


def single_sentence(found: WeightInterval, labels: Mapping[str, str]) -> str:
    """Return the weight that changes the first rank by itself, and how far it has to move."""
    share, rival, size = found.nearest or (found.share, "", 0.0)
    searched = "" if found.exact else ", searched on a grid"
    return (
        f"Of one weight alone (siblings in proportion) {found.label} is nearest: beyond {share:.2%} among its "
        f"siblings, now {found.share:.2%}, {labels[rival]} comes first ({size:.2%} of all weight{searched})."
    )


def score_sentence(found: ScoreFlip, labels: Mapping[str, str]) -> str:
    """Return what one score can do to the first rank."""
    cell = f"{labels[found.option]} on {found.label}"
    if found.needed is None or found.levels is None or found.becomes is None:
        return f"{cell}: no score on the scale changes the first rank."
    way = f"at {found.needed:.4g} instead of {found.now:g} ({found.levels:.2f} levels)"
    return f"{cell}: {way} {labels[found.becomes]} draws level for the first rank."


def findings(
    ground: Ground,
    intervals: Sequence[WeightInterval],
    changes: Sequence[SmallestChange],
    scores: Sequence[ScoreFlip],
    left_out: Sequence[LeftOut],
    moved: Sequence[Influence],
) -> Iterator[str]:
    """Yield the three findings that matter: about weights, about scores, about what hangs on one part."""
    if ground.first == NOBODY or len(ground.options) == 1:
        return
    yield _about_weights(ground, intervals, changes)
    yield _about_scores(ground, scores)
    yield " ".join([_about_parts(left_out), *_about_influence(moved)])


def _about_weights(ground: Ground, intervals: Sequence[WeightInterval], changes: Sequence[SmallestChange]) -> str:
    """Return the smallest change of all weights, then the interval of the branch that needs the least."""
    if len(ground.sharing) > 1:
        return f"{_sharing(ground)} share the first rank: any change of weights that favors one of them decides."
    nearest, alone = nearest_change(ground, changes), nearest_single(intervals)
    named = {child for group in ground.problem.tree.groups[-1:] for child in map(ground.node_id, group.children)}
    branches = [each for each in intervals if each.node in named and each.nearest is not None]
    sentences = [change_sentence(nearest, ground.labels)] if nearest else []
    if not nearest and changes and not changes[0].uncovered:
        sentences.append(none_sentence(ground, changes))
    if alone is not None:
        sentences.append(single_sentence(alone, ground.labels))
    branches = sorted(branches, key=lambda each: each.nearest[2] if each.nearest else 1.0)
    sentences += [interval_sentence(each, ground.labels) for each in branches[:1]]
    if not branches:
        sentences.append("No single weight of a branch, from nothing to all, puts another option first.")
    return " ".join(sentences)


def _about_scores(ground: Ground, scores: Sequence[ScoreFlip]) -> str:
    reachable = [each for each in scores if each.needed is not None]
    if len(ground.sharing) > 1:
        return f"{_sharing(ground)} share the first rank: any change of one of their scores that counts decides."
    if not reachable:
        return f"No single score on its scale changes the first rank ({len(scores)} tried)."
    level = sum(each.one_level is not None for each in scores)
    count = f"{level} of {len(scores)} single scores change the first rank when moved by one level"
    count = count if level else f"None of {len(scores)} single scores changes the first rank when moved by one level"
    return f"{count}; the nearest is {score_sentence(reachable[0], ground.labels)}"


def quotes(
    ground: Ground,
    intervals: Sequence[WeightInterval],
    changes: Sequence[SmallestChange],
    scores: Sequence[ScoreFlip],
) -> Iterator[str]:
    """Yield sentences to quote: what is not separable first, then weights, then the nearest scores."""
    close = not_separable_sentence(ground.evaluation.not_separable, ground.evaluation.threshold, ground.labels)
    if close:
        yield close
    yield from (interval_sentence(each, ground.labels) for each in intervals if each.first is not None)
    yield from (change_sentence(each, ground.labels) for each in changes)
    yield from (score_sentence(each, ground.labels) for each in scores[:MOST_QUOTED] if each.needed is not None)


def _sharing(ground: Ground) -> str:
    return joined([ground.labels[ground.options[place]] for place in ground.sharing])


def _about_parts(left_out: Sequence[LeftOut]) -> str:
    """Return without which parts the first rank changes."""
    changes, tried = [], []
    for kind, one, many in (
        ("branch", "branch", "branches"),
        ("criterion", "criterion", "criteria"),
        ("analyst", "analyst", "analysts"),
    ):
        among = [each for each in left_out if each.kind == kind and each.order]
        changed = [each for each in among if each.changed]
        count = f"{len(among)} {one if len(among) == 1 else many}"
        if among:
            tried.append(count)
        if changed:
            more = len(changed) - MOST_PARTS
            named = ", ".join(each.label for each in changed[:MOST_PARTS])
            changes.append(f"{len(changed)} of {count} ({named}{f' and {more} more' if more > 0 else ''})")
    if not tried:
        return "There is only one criterion: nothing can be left out."
    if not changes:
        return f"Leaving out any one of {joined(tried)} does not change the first rank."
    verb = "changes" if sum(each.changed for each in left_out if each.kind != "evidence") == 1 else "change"
    return f"Left out one at a time, {joined(changes)} {verb} the first rank; the weight goes to the siblings."


def _about_influence(moved: Sequence[Influence]) -> Iterator[str]:
    if moved:
        yield f"What most moves the lead: {moved[0].label} ({moved[0].change:+.2f} points)."


def next_steps(
    ground: Ground,
    intervals: Sequence[WeightInterval],
    scores: Sequence[ScoreFlip],
    left_out: Sequence[LeftOut],
) -> Iterator[str]:
    """Yield what to look at next: gaps, the weakest score that decides, the weight to ask again, who else to ask."""
    gaps = [_gaps(ground, each) for each in ground.evaluation.results if each.missing]
    if gaps:
        yield f"Score what is missing: {joined(gaps[:MOST_NAMED])}."
    deciding = [each for each in scores if each.one_level]
    weak = [cell for each in deciding for cell in weak_cells(ground, (each.option,), (each.criterion,))]
    if weak:
        cell = min(weak, key=lambda each: each.grade)
        yield f"Find evidence for {cell.label} ({cell.score}; {cell.grounds}): one level of it changes the first rank."
    near = [(each.nearest[2], each) for each in intervals if each.nearest is not None]
    if near:
        moved, nearest = min(near, key=lambda each: each[0])
        yield f"Ask the weight of {nearest.label} again: {moved:.2%} of the whole there changes the first rank."
    alone = next((each for each in left_out if each.kind == "analyst" and not each.order), None)
    if alone is not None:
        yield "Have somebody else score too: every number rests on one analyst."


def _gaps(ground: Ground, result: OptionResult) -> str:
    named = ", ".join(ground.label(each) for each in result.missing[:MOST_NAMED])
    return f"{result.brief} ({named}{', …' if len(result.missing) > MOST_NAMED else ''})"
