"""The pages of a study: every part of it as a list of entries, each of which says how it can be changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from workbench.analysis.assignments import assigned_cells, not_done
from workbench.model.criterion import ROOT, AnchoredScale, ComputedLeaf, Direction, Group, Leaf
from workbench.usecases.editing.states import states_of
from workbench.usecases.editing.study_fields import (
    LEVEL,
    OF_KINDS,
    OF_STUDY,
    SETTINGS,
    Field,
    choices,
    label_of,
    relation,
)
from workbench.usecases.pages.checklist import checklist
from workbench.usecases.pages.counting import counted
from workbench.usecases.pages.study_files import file_entries, history_entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from workbench.model.change import Json
    from workbench.model.criterion import Criterion
    from workbench.usecases.session import Session

DEFAULT = "–"

MANUALS = (
    "DCLG: Department for Communities and Local Government (2009), Multi-criteria analysis: a manual, chapter 6. "
    "ISPOR: Marsh et al. (2016), Value in Health 19(2)."
)
"""What the sources of the checklist's steps stand for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a page: a record to open, a field to change, a command to run, or something to read."""

    label: str
    value: str = ""
    key: str = ""
    """The key of the record; empty where there is nothing to change."""
    path: tuple[str | int, ...] = ()
    """Where in the record the field stands."""
    kind: str = ""
    """How the field is typed; "record" for one that opens, "command" for a line that is run, else it is read."""
    text: str = ""
    """What stands in the field, to begin with when it is changed."""
    choices: tuple[str, ...] = ()
    among: str = ""
    """What the choices are made from; see `study_fields.choices`."""
    help: str = ""
    depth: int = 0
    record_label: str = ""
    mark: str = ""
    """✓ done, ✗ missing, ○ for people to judge; nothing elsewhere."""


SECTIONS = (
    ("question", "Question"),
    ("sides", "Sides"),
    ("options", "Options"),
    ("criteria", "Criteria"),
    ("analysts", "Analysts"),
    ("settings", "Settings"),
    ("evidence", "Evidence"),
    ("files", "Files"),
    ("checklist", "Checklist"),
    ("history", "History"),
)
"""The pages by name, with their titles."""

ADDED = {
    "question": ("state",),
    "sides": ("side",),
    "options": ("option", "option-set"),
    "criteria": ("criterion", "group", "profile", "computed"),
    "analysts": ("analyst",),
    "evidence": ("document", "evidence", "gate"),
}
"""The kinds of records that a page adds."""


def page(session: Session, section: str, opened: Collection[str] = ()) -> tuple[Entry, ...]:
    """Return a page's entries.

    Parameters
    ----------
    opened
        Keys of the records whose fields are shown.
    """
    made = {
        "question": _question,
        "sides": lambda given: _records(given, "side", given.whole.sides, opened),
        "options": lambda given: _options(given, opened),
        "criteria": lambda given: _criteria(given, opened),
        "analysts": lambda given: _analysts(given, opened),
        "settings": _settings,
        "evidence": lambda given: _evidence(given, opened),
        "files": file_entries,
        "checklist": _checklist,
        "history": history_entries,
    }[section]
    return tuple(made(session))


def shown_value(value: Json) -> str:
    """Return a value as it stands in a field, to be typed again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return f"{value:.15g}"
    if isinstance(value, list):
        parts = [each.get("location", "") if isinstance(each, dict) else str(each) for each in value]
        return ("; " if any(isinstance(each, dict) for each in value) else ", ").join(parts)
    return value if isinstance(value, str) else str(value)


def _entry(session: Session, key: str, field: Field, label: str, depth: int) -> Entry:
    record: Any = session.state.get(key) or {}
    value = record
    for step in field.path:
        value = value.get(step) if isinstance(value, dict) else value[step]
        if value is None:
            break
    text = written(field.kind, value)
    options = choices(session.whole, field.among)
    shown = _called(session, field, text) if text else DEFAULT
    return Entry(field.label, shown, key, field.path, field.kind, text, options, field.among, field.help, depth, label)


def _called(session: Session, field: Field, text: str) -> str:
    """Return a value as it is typed, and the label of what it names."""
    label = label_of(session.whole, field.among, text) if field.kind == "choice" else ""
    return f"{text} · {label}" if label else text


def written(kind: str, value: Json) -> str:
    """Return a field's value as it would be typed."""
    if kind == "scale" and value:
        if value["kind"] == "anchored":
            return f"levels {len(value['levels'])}"
        return f"{value['unit']} {value['worst']:.15g} {value['best']:.15g}"
    if kind == "relation" and value:
        return relation(value["government"], value["public"])
    if kind == "function":
        return _function(value or {"kind": "linear"})
    return shown_value(value)


def _function(value: dict[str, Any]) -> str:
    points = " ".join(f"{each['performance']:g}:{each['value']:g}" for each in value.get("points", ()))
    numbers = [f"{value[name]:g}" for name in ("curvature", "target") if name in value]
    return " ".join([value["kind"], *numbers, *([points] if points else [])])


def _question(session: Session) -> Iterator[Entry]:
    for field in OF_STUDY:
        yield _entry(session, "study", field, "", 0)
    for name in states_of(session.whole):
        field = Field(("states", name), f"State {name}", "long", "What exactly is scored of an option in this state.")
        yield _entry(session, "study", field, "", 0)


def _record(  # noqa: PLR0917 - all of them say where and what the one line is
    session: Session, key: str, kind: str, label: str, value: str, depth: int, opened: Collection[str]
) -> Iterator[Entry]:
    """Yield a record's line, and its fields where it is opened."""
    yield Entry(label, value, key, kind="record", depth=depth, record_label=label, help=kind, text=label)
    if key in opened:
        for field in OF_KINDS[kind]:
            yield _entry(session, key, field, label, depth + 1)


def _records(session: Session, kind: str, records: Iterable[Any], opened: Collection[str]) -> Iterator[Entry]:
    for each in records:
        yield from _record(session, f"{kind}/{each.id}", kind, each.label, each.id, 0, opened)


def _options(session: Session, opened: Collection[str]) -> Iterator[Entry]:
    study = session.whole
    compared = {each.id for each in session.study.options}
    for each in study.options:
        given: Any = session.state.get(f"option/{each.id}") or {}
        words: list[str] = [given["kind"]] if given.get("kind") else []
        words += [] if each.id in compared else ["not compared"]
        yield from _record(session, f"option/{each.id}", "option", each.label, ", ".join(words), 0, opened)
    for chosen in study.option_sets:
        about = f"set of {counted(len(chosen.options), 'option')}"
        yield from _record(session, f"option-set/{chosen.id}", "option-set", chosen.label, about, 0, opened)


def _criteria(session: Session, opened: Collection[str], parent: str = ROOT, depth: int = 0) -> Iterator[Entry]:
    study = session.whole
    chosen = {each.id for each in session.study.criteria}
    for node in (each for each in study.criteria if each.parent == parent):
        kind = "group" if isinstance(node, Group) else "computed" if isinstance(node, ComputedLeaf) else "leaf"
        left = "" if node.id in chosen or kind == "group" else ", not counted"
        yield from _record(session, f"criterion/{node.id}", kind, node.label, _about(node) + left, depth, opened)
        if isinstance(node, Leaf) and f"criterion/{node.id}" in opened:
            yield from _levels(session, node, depth + 1)
        yield from _criteria(session, opened, node.id, depth + 1)
    if parent == ROOT:
        for each in study.profiles:
            about = f"profile of {counted(len(each.leaves), 'criterion')}"
            yield from _record(session, f"profile/{each.id}", "profile", each.label, about, 0, opened)


def _about(node: Criterion) -> str:
    if isinstance(node, Group):
        return str(node.aggregator)
    if isinstance(node, ComputedLeaf):
        return "computed"
    lacks = [word for word, text in (("question", node.question), ("definition", node.definition)) if not text]
    if isinstance(node.scale, AnchoredScale):
        open_ones = sum(each.descriptor.endswith("not described yet") for each in node.scale.levels)
        lacks += [f"{open_ones} levels"] if open_ones else []
        scale = f"{len(node.scale.levels)} levels"
    else:
        scale = f"{node.scale.worst:g} to {node.scale.best:g} {node.scale.unit}"
    missing = f"; lacks {', '.join(lacks)}" if lacks else ""
    return f"{scale}, {'more' if node.direction is Direction.MAXIMIZE else 'less'} is better{missing}"


def _levels(session: Session, leaf: Leaf, depth: int) -> Iterator[Entry]:
    if not isinstance(leaf.scale, AnchoredScale):
        return
    for place, level in enumerate(leaf.scale.levels):
        for name, label, kind in LEVEL:
            field = Field(("scale", "levels", place, name), f"{level.value:g}: {label[:1].lower()}{label[1:]}", kind)
            yield _entry(session, f"criterion/{leaf.id}", field, leaf.label, depth)


def _analysts(session: Session, opened: Collection[str]) -> Iterator[Entry]:
    study = session.whole
    sides = {each.id: each.label for each in study.sides}
    for each in study.analysts:
        scores = sum(score.analyst == each.id for score in study.scores)
        cells = len(assigned_cells(study, each.id))
        words = [sides.get(each.side or "", "no side"), counted(scores, "score")]
        words += [f"{counted(cells, 'cell')} assigned, {len(not_done(study, each.id))} left"] if cells else []
        yield from _record(session, f"analyst/{each.id}", "analyst", each.label, ", ".join(words), 0, opened)
        yield _command(
            "Assign cells", f"assign @ {each.id} ", 1, "--option ID, --criterion ID; without them all cells."
        )
    if study.analysts:
        yield _command("Open a round", "rounds @ open", 0, "From then on the analysts score apart.")
        yield _command("Reveal the round", "rounds @ reveal", 0, "Shows everybody what the others scored.")
        yield _command("Close the round", "rounds @ close", 0, "Ends the discussion.")
    for each_round in study.rounds:
        yield Entry(f"Round {each_round.id}", f"{each_round.state}; {', '.join(each_round.analysts)}")


def _command(label: str, line: str, depth: int = 0, words: str = "") -> Entry:
    return Entry(label, f":{line}", kind="command", text=line, depth=depth, help=words)


def _settings(session: Session) -> Iterator[Entry]:
    study = session.whole
    for field in SETTINGS:
        key = f"setting/{field.path[0]}"
        value = session.state.get(key)
        usual = getattr(type(study.settings)(), str(field.path[0]))
        text = written(field.kind, value)
        shown = f"{DEFAULT}  ({shown_value(usual)})" if usual not in {None, ""} else DEFAULT
        shown = _called(session, field, text) if text else shown
        found = choices(study, field.among)
        yield Entry(field.label, shown, key, (), field.kind, text, found, field.among, field.help)
    for side in study.sides:
        for setting, path, label in (
            ("exchange_rates", (side.id,), "Exchange rate of burden (λ)"),
            ("status_quo", ("net", side.id), "Status quo: net benefit"),
            ("status_quo", ("totals", side.id), "Status quo: total"),
        ):
            entry = _entry(session, f"setting/{setting}", Field(path, f"{label}, {side.label}", "number"), "", 0)
            yield replace(entry, help="Of the status quo give its label first." if setting == "status_quo" else "")
    if study.sides:
        stated = Field(("label",), "Status quo: what the numbers are", "text", "Numbers without a label are refused.")
        yield _entry(session, "setting/status_quo", stated, "", 0)


def _evidence(session: Session, opened: Collection[str]) -> Iterator[Entry]:
    study = session.whole
    for document in study.documents:
        yield from _record(session, f"document/{document.id}", "document", document.citation, document.id, 0, opened)
        for each in (each for each in study.evidence if each.document == document.id):
            yield from _record(session, f"evidence/{each.id}", "evidence", each.quotation, each.location, 1, opened)
    for gate in study.gates:
        bounds = [f"≥ {gate.at_least:g}"] if gate.at_least is not None else []
        bounds += [f"≤ {gate.at_most:g}"] if gate.at_most is not None else []
        about = f"gate: {gate.criterion} {' '.join(bounds)}"
        yield from _record(session, f"gate/{gate.id}", "gate", gate.why, about, 0, opened)


MARKS = {"done": "✓", "missing": "✗"}
PLACES = {
    "context": "on the pages Question, Sides, Options, Criteria and Settings",
    "options": "on the page Options",
    "criteria": "on the page Criteria",
    "evidence": "on the page Evidence, and in Score mode",
    "scoring": "in Score mode",
    "weighting": "in Weights mode",
    "combine": "on the page Criteria, under How it joins",
    "examine": "in Results and Compare modes",
    "sensitivity": "in Robustness mode",
}
"""Where what a step asks for is seen to, by the step."""


def _checklist(session: Session) -> Iterator[Entry]:
    before = ""
    number = 0
    for each in checklist(session.whole, session.view):
        if each.step.id != before:
            before, number = each.step.id, number + 1
            yield Entry(f"{number} {each.step.label}", f"after {each.step.source}", kind="heading", help=MANUALS)
        words = f"{each.state}{f': {each.found}' if each.found else ''}"
        where = f"Seen to {PLACES[each.step.id]}."
        yield Entry(each.check, words, depth=1, mark=MARKS.get(each.state, "○"), help=where)
