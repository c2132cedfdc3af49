"""What is said about the cell under the cursor, in as many lines as there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.model.criterion import AnchoredScale, ComputedLeaf, Group, Leaf
from workbench.model.score import Missing
from workbench.model.value_function import Target
from workbench.tui.grid.rows import figure, left_out
from workbench.tui.text.fitting import crop, fit, one_line, wrap
from workbench.tui.text.line import Line, spread, width_of
from workbench.tui.text.number import shown
from workbench.usecases.editing.structure import NOT_DESCRIBED

if TYPE_CHECKING:
    from workbench.model.criterion import Criterion, Level
    from workbench.model.option import Option
    from workbench.model.score import Score
    from workbench.tui.grid.rows import Row
    from workbench.usecases.session import Session

ROOMY = 12
"""Lines from which every level gets one of its own."""
LESS_IS_BETTER = "↓ less is better"
EMPTY = "Nothing is in this group yet: a adds a criterion here."
SAID_TO_BE = {
    Missing.NOT_KNOWN: "Not known: no number.",
    Missing.NOT_SCORED: "Not scored: no number.",
    Missing.NOT_APPLICABLE: "Does not apply: no number.",
}
_MINUTE = 4
"""Lines up to which what can be done without is left out."""


def describe(session: Session, row: Row, option: Option, width: int, height: int) -> list[Line]:
    """Return the lines for a cell, the first a rule with its name."""
    criterion = row.criterion
    outside = _outside(session, option, width, height - 1)
    room = height - 1 - len(outside)
    if isinstance(criterion, Leaf):
        score = session.judgement(option.id, criterion.id)
        title, notes = _title(option, criterion, width), _whose(session, score)
        first = _fill([_texts(" ".join(_left_to_do(row, criterion)), "warn")], width, 2 if room > _MINUTE + 1 else 1)
        rest = room - len(first)
        body = [*first, *_about_leaf(criterion, score, _evidence(score), width, rest, _passages(session, score))]
    elif isinstance(criterion, Group):
        title, notes = criterion.label, (f"group, {criterion.aggregator} of its criteria", "group")
        empty = "" if any(each.parent == criterion.id for each in session.study.criteria) else EMPTY
        body = _fill([_texts(criterion.definition, ""), _texts(empty, "warn")], width, room)
    else:
        title, notes = _title(option, criterion, width), ("computed, reported beside the totals", "computed")
        body = _fill([_texts(criterion.question or criterion.definition, ""),
                      _texts(_range(session, criterion, option), "strong"),
                      _texts(criterion.definition if criterion.question else "", "dim")], width, room)  # fmt: skip
    return [_rule(one_line(title), notes, width), *(_indented(line) for line in (*outside, *body))][:height]


def _left_to_do(row: Row, leaf: Leaf) -> list[str]:
    """Return what a criterion still lacks before scores on it mean something."""
    levels = leaf.scale.levels if isinstance(leaf.scale, AnchoredScale) else ()
    bare = any(each.descriptor.endswith(NOT_DESCRIBED) for each in levels)
    return [*(["It counts nothing: F3 gives it a weight."] if row.share == 0 else []),
            *(["F9 writes what it asks and what its levels mean."] if bare else [])]  # fmt: skip


def _outside(session: Session, option: Option, width: int, room: int) -> list[Line]:
    """Return why the option stands outside the ranking, if it does."""
    reason = left_out(session).get(option.id)
    return _fill([_texts(f"✗ Not ranked: {reason}", "bad")], width, max(1, min(room // 3, 3))) if reason else []


def spoken(session: Session, row: Row, option: Option) -> str:
    """Return one sentence with everything about a cell, for the help and for a screen reader."""
    criterion = row.criterion
    share = "" if row.share is None else f", weight {row.share:.1%}"
    if isinstance(criterion, Group):
        return one_line(f"{option.label}: group {criterion.label}, {criterion.aggregator}{share}.")
    if isinstance(criterion, ComputedLeaf):
        return one_line(f"{option.label}: {criterion.label}, {_range(session, criterion, option)}")
    score = session.judgement(option.id, criterion.id)
    level = _level(criterion, score.performance if score else None)
    parts = [f"{option.label}: {criterion.label}{share}", figure(score) if score and score.missing is None else ""]
    parts.append(SAID_TO_BE[score.missing] if score and score.missing else "")
    parts += [f"{level.label}, {level.descriptor}" if level else "", *_whose(session, score)[:1], _evidence(score)]
    parts.append("" if score is None or score.has_reason else "no reason written")
    return one_line("; ".join(part.rstrip(".") for part in parts if part) + ".")


def _title(option: Option, criterion: Criterion, width: int) -> str:
    """Return the names of a cell, the short ones where the long ones have no room."""
    long, short = f"{option.label} · {criterion.label}", f"{option.brief} · {criterion.brief}"
    return long if cell_len(long) <= width - 20 else short


def _indented(line: Line) -> Line:
    return ((" ", ""), *line)


def _rule(title: str, notes: tuple[str, ...], width: int) -> Line:
    """Return the line over the strip: the name, and the longest note that leaves it whole."""
    room = width - cell_len(title) - 7
    note = next((each for each in notes if cell_len(each) <= room), notes[-1])
    left: Line = (("─ ", "rule"), (crop(title, width - cell_len(note) - 7), "picked"), (" ", ""))
    return spread(left, ((f" {note} ", "dim"), ("─", "rule")), width, "─", "rule")


def _whose(session: Session, score: Score | None) -> tuple[str, ...]:
    """Return whose judgement stands, in more words and in fewer."""
    if score is None:
        return ("not scored",)
    if score.analyst != session.analyst:
        return f"from {one_line(session.study.analyst[score.analyst].label)}", "inherited"
    others = session.study.scorers(session.analyst)[1:2]
    before = session.study.judgement(score.option, score.criterion, others[0]) if others else None
    return (f"your score, inherited {figure(before)}", "your score") if before else ("your score",)


def _evidence(score: Score | None) -> str:
    if score is None:
        return ""
    passages = sum(link.counts for link in score.evidence)
    parts = [f"{score.confidence} confidence" if score.confidence else "", score.basis or ""]
    parts.append("no passage" if not passages else "1 passage" if passages == 1 else f"{passages} passages")
    return ", ".join(part for part in parts if part)


Section = list[tuple[str, str]]
"""Text with styles that is wrapped as one; empty when there is nothing to say."""


def _texts(text: str, style: str) -> Section:
    return [(one_line(text), style)] if text.strip() else []


def _passages(session: Session, score: Score | None) -> Section:
    """Return the linked quotations with their places."""
    if score is None or not score.evidence:
        return []
    relations = {link.id: link.relation.value for link in score.evidence}
    known = {each.id: each for each in session.study.evidence}
    texts: Section = []
    for name, relation in relations.items():
        if name in known:
            passage = known[name]
            texts += [(f"{relation}: ", "dim"), (f"“{one_line(passage.quotation)}” ", ""),
                      (f"({one_line(passage.location)})  ", "dim")]  # fmt: skip
    return texts


def _about_leaf(leaf: Leaf, score: Score | None, evidence: str, width: int, room: int, passages: Section) -> list[Line]:
    value = score.performance if score else None
    level = _level(leaf, value)
    reason = _reason(score, evidence)
    if room >= ROOMY and isinstance(leaf.scale, AnchoredScale):
        table = _ladder(leaf.scale.levels, level, width - 2)
        question = _fill([_texts(leaf.question or leaf.definition, "")], width, 2)
        shows = _fill([_texts(f"To show: {level.show}" if level and level.show else "", "dim")], width, 1)
        lines: list[Line] = [*question, *_direction(leaf), *table, *shows]
        return [*lines, *_fill([reason, passages], width, room - len(lines))]
    here: Section = _texts(level.descriptor, "") if level else []
    if room < _MINUTE:
        return [_anchors(leaf, level, score, width - 2), *_fill([here, reason], width, room - 1)]
    question_lines = _fill([_texts(leaf.question or leaf.definition, "dim")], width, 2 if room > _MINUTE + 1 else 1)
    anchors = _anchors(leaf, level, score, width - 2)
    return [*question_lines, anchors, *_fill([here, reason, passages], width, room - len(question_lines) - 1)]


def _level(leaf: Leaf, value: float | None) -> Level | None:
    if value is None or not isinstance(leaf.scale, AnchoredScale):
        return None
    return min(leaf.scale.levels, key=lambda level: (abs(level.value - value), level.value))


def _reason(score: Score | None, evidence: str) -> Section:
    if score is None:
        return [("Not scored yet.", "warn")]
    kind: Section = [(f"{SAID_TO_BE[score.missing]} ", "warn")] if score.missing else []
    if not score.has_reason:
        return [*kind, ("No reason written", "warn"), (f" ({evidence}). Press n to write one.", "dim")]
    return [*kind, (f"Reason ({evidence}): ", "dim"), (one_line(score.rationale), "")]


def _direction(leaf: Leaf) -> list[Line]:
    return [((LESS_IS_BETTER, "warn"),)] if leaf.worst > leaf.best else []


def _anchors(leaf: Leaf, level: Level | None, score: Score | None, width: int) -> Line:
    arrow: Line = ((f"{LESS_IS_BETTER}  ", "warn"),) if leaf.worst > leaf.best else ()
    if not isinstance(leaf.scale, AnchoredScale):
        ends = f"{shown(leaf.scale.worst)} is worst, {shown(leaf.scale.best)} is best ({leaf.scale.unit})"
        if isinstance(leaf.value_function, Target):
            target = shown(leaf.value_function.target)
            low, high = shown(leaf.scale.low), shown(leaf.scale.high)
            ends = f"{target} is best; {low} and {high} are worth nothing ({leaf.scale.unit})"
        has_number = score is not None and score.missing is None
        mine: Line = ((f"{figure(score)} {leaf.scale.unit}  ", "picked"),) if score and has_number else ()
        return (*mine, *arrow, (crop(ends, width), "dim"))
    levels = leaf.scale.levels
    full = _anchor_line(levels, level, [one_line(each.label) for each in levels])
    while arrow and width_of((*arrow, *full)) > width and len(arrow[0][0]) > 2:  # noqa: PLR2004 - the arrow alone
        arrow = (("↓ ", "warn"),)
    room = width - width_of(arrow)
    longest = max(len(each.label) for each in levels)
    while width_of(full) > room and longest > 3:  # noqa: PLR2004 - shorter says nothing
        longest -= 1
        full = _anchor_line(levels, level, [crop(one_line(each.label), longest) for each in levels])
    return (*arrow, *full)


def _anchor_line(levels: tuple[Level, ...], here: Level | None, labels: list[str]) -> Line:
    spans: list[tuple[str, str]] = []
    for number, (each, label) in enumerate(zip(levels, labels, strict=True), start=1):
        mark, style = ("▸", "picked") if each is here else (" ", "dim")
        spans += [(mark, "picked"), (f"{number}", "key"), (f" {label} ", style)]
    return tuple(spans)


def _ladder(levels: tuple[Level, ...], here: Level | None, width: int) -> list[Line]:
    label = min(20, max(len(one_line(each.label)) for each in levels))
    lines: list[Line] = []
    for number, each in enumerate(levels, start=1):
        mark, style = ("▸", "picked") if each is here else (" ", "dim")
        head = f"{shown(each.value):>5}  {fit(one_line(each.label), label)}  "
        text = crop(one_line(each.descriptor), width - len(head) - 3)
        lines.append(((mark, "picked"), (f"{number}", "key"), (head, style), (text, "" if each is here else "dim")))
    return lines


def _range(session: Session, leaf: ComputedLeaf, option: Option) -> str:
    evaluation = session.evaluation
    if evaluation is None or option.id not in evaluation.options:
        return "Computed once its inputs are scored." if evaluation is None else "Not computed: outside the ranking."
    place = evaluation.options.index(option.id)
    for each in evaluation.beside:
        if each.id == leaf.id and (value := each.figures[place]) is not None:
            ends = each.ranges[place]
            return f"{value:.1f}" + (f", between {ends[0]:.1f} and {ends[1]:.1f}" if ends else "") + f"; {each.note}"
    return "Computed once its inputs are scored."


def _fill(sections: list[Section], width: int, room: int) -> list[Line]:
    """Return the sections wrapped into at most so many lines: each gets one before any gets more."""
    sections = [section for section in sections if section][:room]
    rest = room - len(sections)
    lines: list[Line] = []
    for section in sections:
        wrapped = _wrapped(section, width - 2, rest + 1)
        rest -= len(wrapped) - 1
        lines += wrapped
    return lines


def _wrapped(section: Section, width: int, most: int) -> list[Line]:
    return _restyled(wrap("".join(text for text, _ in section), width, most), section)


def _restyled(texts: list[str], section: Section) -> list[Line]:
    """Return wrapped lines with the styles of the text they came from."""
    lines: list[Line] = []
    queue = [(text.replace(" ", ""), style) for text, style in section]
    for text in texts:
        spans: list[tuple[str, str]] = []
        for character in text:
            while queue and not queue[0][0]:
                queue.pop(0)
            style = queue[0][1] if queue else ""
            if character != " " and queue:
                queue[0] = (queue[0][0][1:], style)
            if spans and spans[-1][1] == style:
                spans[-1] = (spans[-1][0] + character, style)
            else:
                spans.append((character, style))
        lines.append(tuple(spans))
    return lines
