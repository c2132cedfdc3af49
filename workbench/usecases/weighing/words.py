"""What is said while criteria are weighed: the swing, the question, what a weight implies, and the next flip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analysis.weight_intervals import weight_interval
from workbench.model.criterion import ROOT, AnchoredScale, Group, Leaf
from workbench.model.report import Column, Report, Table
from workbench.usecases.weighing.tree import IMPORTANCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.usecases.weighing.tree import Weighing, WeightRow

Said = tuple[str, str]
"""What kind of sentence it is (strong, warn, dim, or nothing), and the sentence."""


def finding(weighing: Weighing) -> str:
    """Return in one line which set this is, what weighs most, and what has no answer."""
    chosen = weighing.weight_set
    if not weighing.rows:
        return "There are no criteria to weigh yet: add them in Score mode (a) or in Study mode."
    if chosen is None:
        return "There is no weight set: siblings count equally. The first number you give begins one, from there."
    place = [each.id for each in weighing.sets].index(chosen.id) + 1
    kind = "importance" if chosen.kind == IMPORTANCE else "swings and points"
    words = [f"{chosen.label} ({place} of {len(weighing.sets)}; {kind}{'; perspective' if chosen.perspective else ''})"]
    heaviest = max((each for each in weighing.rows if not each.is_group), key=lambda each: each.share)
    words.append(f"{heaviest.label} weighs most, {heaviest.share:.1%}" if heaviest.share else "nothing has weight yet")
    open_ones = [each for each in weighing.rows if not each.asked and _can_be_asked(weighing, each)]
    if open_ones:
        words.append(f"{len(open_ones)} without an answer count nothing")
    if chosen.id != weighing.in_use:
        words.append("the study's ranking goes by another set")
    return f"{': '.join(words[:2])}{''.join(f'; {each}' for each in words[2:])}."


def _can_be_asked(weighing: Weighing, row: WeightRow) -> bool:
    return not row.is_computed and len(weighing.children(row.parent)) > 1


def about_node(weighing: Weighing, name: str) -> tuple[Said, ...]:
    """Return what is to be known while a node's weight is being set, the flip of the ranking among the first."""
    row = weighing.row(name)
    return () if row is None else tuple(_about(weighing, row))


def _about(weighing: Weighing, row: WeightRow) -> Iterator[Said]:
    group = _label(weighing, row.parent)
    answer = f"{row.asked} {row.raw:.4g}, " if row.asked else ("" if row.is_computed else "no answer, ")
    among = f"{row.local:.1%} in {group}, " if row.parent != ROOT else ""
    yield "strong", f"{row.label}: {answer}{among}{row.share:.1%} of the whole."
    yield _flip(weighing, row)
    if row.is_computed:
        yield "dim", "It is computed from other criteria and stands beside: as a rule it has no weight of its own."
        return
    strongest = weighing.strongest_leaf(row.id)
    leaf = strongest[0] if strongest else None
    if row.is_group and strongest and leaf:
        through = f"{row.label} is compared through its strongest leaf, {leaf.label}"
        yield "", f"{through}: {row.raw * strongest[1]:.4g} points for that swing."
    if leaf is not None:
        yield from _swing(weighing, leaf.id)
    yield "", _question(weighing, row)
    yield from _consistency(weighing, row)
    yield from _tradeoff(weighing, row)
    yield from _warnings(weighing, row)


def _swing(weighing: Weighing, name: str) -> Iterator[Said]:
    """Yield the ends of a leaf's scale in words, the worst first."""
    node = weighing.session.study.criterion.get(name)
    if not isinstance(node, Leaf):
        return
    for word, end in (("from", node.worst), ("to", node.best)):
        yield "bar", f"  {word:<4} {_described(node, end)}"


def _described(leaf: Leaf, end: float) -> str:
    if isinstance(leaf.scale, AnchoredScale):
        level = next(each for each in leaf.scale.levels if each.value == end)
        return f"{end:g} {level.label}: {level.descriptor}"
    return f"{end:g} {leaf.scale.unit}"


def _question(weighing: Weighing, row: WeightRow) -> str:
    answers = weighing.answers(row.parent)
    group = _label(weighing, row.parent)
    if answers is not None and answers.way:
        how = {"ranks": "K and J move it in the order", "pairwise": "p shows the pairs", "best-worst": "b shows them"}
        return f"{group} was asked by {answers.way}: {how[answers.way]}."
    if weighing.weight_set is not None and weighing.weight_set.kind == IMPORTANCE:
        return f"How important is it in {group}, the most important being 100? No range is asked."
    asked = [each for each in weighing.siblings(row.id) if each.asked and each.raw > 0]
    first = max(asked, key=lambda each: each.raw, default=None)
    if first is None:
        return f"With everything in {group} at its worst, which swing would you make first? That one gets 100."
    if first.id == row.id:
        return f"It is the largest swing in {group}: every other is rated against it."
    return f"If the swing of {first.label} is worth {first.raw:g}, what is this one worth?"


def _consistency(weighing: Weighing, row: WeightRow) -> Iterator[Said]:
    """Yield the check of DCLG (2009), ch. 6: twice the points mean that two such swings are worth one of the other."""
    others = [each for each in weighing.siblings(row.id) if each.id != row.id and each.raw > 0 and not each.is_computed]
    if not others or row.raw <= 0:
        return
    other = max(others, key=lambda each: each.raw)
    more, less = (row, other) if row.raw >= other.raw else (other, row)
    times = more.raw / less.raw
    if round(times, 2) == 1:
        yield "", f"Check: would you give up {more.label} wholly for {less.label}, and the other way round?"
    else:
        yield "", f"Check: is {more.label} from worst to best worth {times:.3g} such steps of {less.label}?"


def _tradeoff(weighing: Weighing, row: WeightRow) -> Iterator[Said]:
    evaluation = weighing.evaluation
    found = {each.criterion: each for each in evaluation.tradeoffs} if evaluation else {}
    own = found.get(row.id)
    if own is None or evaluation is None or own.levels is None:
        return
    heaviest = evaluation.tradeoffs[0]
    text = f"One level of it moves the total by {own.per_level:.2f} points"
    if heaviest.criterion != row.id:
        text += f"; {own.levels:.3g} levels of it weigh as much as one of {heaviest.label}"
    yield "", f"{text}."


def _warnings(weighing: Weighing, row: WeightRow) -> Iterator[Said]:
    if row.id in weighing.without_spread:
        yield "warn", f"No option differs on {row.label}: whatever its weight, it cannot matter."
    parent = weighing.session.study.criterion.get(row.parent)
    if isinstance(parent, Group) and parent.aggregator != "arithmetic":
        if parent.aggregator == "geometric":
            yield "warn", f"{parent.brief} is geometric: its weights act as exponents, not as rates of exchange."
        else:
            yield "warn", f"{parent.brief} takes the minimum: any weight above 0 only says that a child counts."
    chosen = weighing.weight_set
    if chosen is not None and chosen.kind == IMPORTANCE:
        yield "warn", "Importance is asked without a range: it fits outranking methods, not sums of values."


def _flip(weighing: Weighing, row: WeightRow) -> Said:
    """Return how far the weight can move before another option comes first."""
    ground = weighing.ground
    interval = weight_interval(ground, row.id) if ground else None
    if ground is None or interval is None:
        return "dim", f"No ranking yet: {weighing.reason}" if weighing.reason else "Its weight moves no ranking."
    if interval.fixed:
        return "dim", f"Moving its weight changes nothing: {interval.fixed}."
    if interval.first is None:
        return "dim", "Which option comes first is open: scores are missing."
    first = ground.labels[interval.first.upper]
    span = f"{interval.first.low:.1%} to {interval.first.high:.1%} of {_label(weighing, row.parent)}"
    beyond = [
        f"{word} comes {ground.labels[rival]}"
        for word, rival in (("below", interval.overtaken_below), ("above", interval.overtaken_above))
        if rival is not None
    ]
    if not beyond:
        return "good", f"No flip: {first} stays first whatever its weight among its siblings."
    return "good", f"Next flip: {first} stays first from {span} (now {row.local:.1%}); {', '.join(beyond)}."


def _label(weighing: Weighing, group: str) -> str:
    node = weighing.session.study.criterion.get(group)
    return "the whole" if group == ROOT or node is None else node.brief


def weights_page(weighing: Weighing) -> Report:
    """Return everything as one page: the weights, how they were asked, and the trade-offs they imply."""
    rows = tuple(
        (
            f"{'  ' * each.depth}{each.label}",
            each.asked or "–",
            each.raw if each.asked else None,
            each.local,
            each.share,
        )
        for each in weighing.rows
    )
    columns = (
        Column("Criterion"),
        Column("Asked"),
        Column("Answer", 2, "right"),
        Column("Among siblings", 4, "right"),
        Column("Of the whole", 4, "right"),
    )
    tables = [Table("Weights", columns, rows)]
    evaluation = weighing.evaluation
    if evaluation is not None and evaluation.tradeoffs:
        implied = tuple((each.label, each.per_level, each.levels) for each in evaluation.tradeoffs)
        heads = (
            Column("Criterion"),
            Column("Points a level", 2, "right"),
            Column(f"Levels for one of {evaluation.tradeoffs[0].label}", 2, "right"),
        )
        tables.append(Table("Trade-offs that the weights imply", heads, implied))
    said = [each.text for each in weighing.frame.notices] if weighing.rows else []
    names = {each.id: each.label for each in weighing.rows}
    said += [f"No option differs on {names[each]}." for each in sorted(weighing.without_spread) if each in names]
    return Report(title="Weights", finding=finding(weighing), labels=(), tables=tuple(tables), notes=tuple(said))
