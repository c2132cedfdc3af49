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
    which = [f"Set {place} of {len(weighing.sets)}"]
    which += ["a perspective"] if chosen.perspective else []
    which += ["asked as importance"] if chosen.kind == IMPORTANCE else []
    which.append("the study's own" if chosen.id == weighing.in_use else "not the study's own")
    heaviest = max((each for each in weighing.rows if not each.is_group), key=lambda each: each.share)
    found = f"{heaviest.label} weighs most, {heaviest.share:.1%}" if heaviest.share else "Nothing has weight yet"
    words = f"{', '.join(which)}: {chosen.label}. {found}"
    open_ones = [each for each in weighing.rows if not each.asked and _can_be_asked(weighing, each)]
    if open_ones:
        one = len(open_ones) == 1
        words += f"; {len(open_ones)} without an answer {'counts' if one else 'count'} nothing"
    return f"{words}."


def swing_asked(weighing: Weighing, row: WeightRow) -> str:
    """Return what is asked when a node's swing is to be typed, with what stands now."""
    found = weighing.strongest_leaf(row.id)
    if not row.is_group or found is None:
        return number_asked(weighing, row)
    now = f" (now {row.raw * found[1]:.4g})" if row.asked else ""
    others = [
        f"{each.label} {each.raw * strongest[1]:.4g}"
        for each in weighing.siblings(row.id)
        if each.id != row.id and each.asked and (strongest := weighing.strongest_leaf(each.id)) is not None
    ]
    beside = f"; the others through theirs: {', '.join(others)}" if others else ""
    return f"Swing of {found[0].label}, the strongest in {row.label}{now}{beside}"


def number_asked(weighing: Weighing, row: WeightRow) -> str:
    """Return what is asked when a node's own number is to be typed, with what stands now."""
    chosen = weighing.weight_set
    now = f" (now {row.raw:.4g})" if row.asked else ""
    if chosen is not None and chosen.kind == IMPORTANCE:
        return f"Importance of {row.label}{now}, 100 for the most important of its group"
    return f"Swing of {row.label}{' as a whole' if row.is_group else ''}{now}, 100 for the largest of its group"


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
    yield from _warnings(weighing, row)
    strongest = weighing.strongest_leaf(row.id)
    leaf = strongest[0] if strongest else None
    if row.is_group and strongest and leaf:
        points = f"{row.raw * strongest[1]:.4g} for that swing"
        yield "", f"Compared through its strongest leaf, {leaf.label}: {points}."
    if leaf is not None:
        yield from _swing(weighing, leaf.id)
    yield "", _question(weighing, row)
    yield from _consistency(weighing, row)
    if row.id not in weighing.without_spread:
        yield from _tradeoff(weighing, row)


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
        how = {
            "ranks": "was put in order: K and J move this one",
            "pairwise": "was compared in pairs: p shows them",
            "best-worst": "was compared with its best and worst: b shows it",
        }
        return f"{group[:1].upper()}{group[1:]} {how[answers.way]}."
    if weighing.weight_set is not None and weighing.weight_set.kind == IMPORTANCE:
        return f"How important is it in {group}, the most important being 100? No range is asked."
    asked = [each for each in weighing.siblings(row.id) if each.asked and each.raw > 0]
    first = max(asked, key=lambda each: each.raw, default=None)
    if first is None:
        return f"With everything in {group} at its worst, which swing would you make first? That one gets 100."
    if first.id == row.id:
        return "It is the largest swing in its group: all others are rated against it."
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
        yield "", f"Check: would you swap all of it for all of {other.label}, and back?"
    elif more is row:
        yield "", f"Check: is it worth {times:.3g} × {less.label}, each from worst to best?"
    else:
        yield "", f"Check: is {more.label} worth {times:.3g} × this one, each from worst to best?"


def _tradeoff(weighing: Weighing, row: WeightRow) -> Iterator[Said]:
    evaluation = weighing.evaluation
    found = {each.criterion: each for each in evaluation.tradeoffs} if evaluation else {}
    own = found.get(row.id)
    if own is None or evaluation is None or own.levels is None:
        return
    heaviest = evaluation.tradeoffs[0]
    text = f"A level: {own.per_level:.2f} points of the total"
    if heaviest.criterion != row.id:
        many = f"{own.levels:.3g}"
        weigh = "weighs" if many == "1" else "weigh"
        text = f"A level: {own.per_level:.2f} points; {many} {weigh} as much as one of {heaviest.label}"
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
        return (
            "dim",
            f"No ranking yet: {_by_labels(weighing, weighing.reason)}"
            if weighing.reason
            else "Its weight moves no ranking.",
        )
    if interval.fixed:
        return "dim", f"Moving its weight changes nothing: {interval.fixed}."
    if interval.first is None:
        return "dim", "Which option comes first is open: scores are missing."
    first = ground.labels[interval.first.upper]
    span = f"{interval.first.low:.1%} to {interval.first.high:.1%}"
    beyond = [
        f"{word} comes {ground.labels[rival]}"
        for word, rival in (("below", interval.overtaken_below), ("above", interval.overtaken_above))
        if rival is not None
    ]
    if not beyond:
        return "good", f"No flip: {first} stays first whatever its weight among its siblings."
    return "good", f"Next flip: {first} stays first from {span} (now {row.local:.1%}); {', '.join(beyond)}."


def _by_labels(weighing: Weighing, text: str) -> str:
    """Return a reason with the labels of the weight sets and groups that it names by their ids."""
    study = weighing.session.study
    labels = {f"the weight set {each.id!r}": f"the weight set “{each.label}”" for each in study.weight_sets}
    labels |= {f"the group {each.id!r}": each.label for each in study.criteria}
    for named, label in labels.items():
        text = text.replace(named, label)
    return text


def _label(weighing: Weighing, group: str) -> str:
    node = weighing.session.study.criterion.get(group)
    return "the whole" if group == ROOT or node is None else node.brief


def weights_page(weighing: Weighing) -> Report:
    """Return everything as one page: the weights, how they were asked, and the trade-offs they imply."""
    rows = tuple(
        (
            f"{'· ' * each.depth}{each.label}",
            "computed" if each.is_computed else each.asked or "–",
            each.raw if each.asked and not each.is_computed else None,
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
