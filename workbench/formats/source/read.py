"""Reading a study: its own text and the definition files it uses, every mistake at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.engine.method import computed_measures
from workbench.errors import MOST_MISTAKES, DefinitionError, Mistake, nearest
from workbench.formats.source.files import SourceFile, UnreadableError, open_source
from workbench.formats.source.mistakes import describe
from workbench.formats.source.write import FORMAT
from workbench.model.agreed import Agreed
from workbench.model.references import Flaw, flaws
from workbench.model.score import Score
from workbench.model.settings import Settings
from workbench.model.state import LISTS, agreed_key, assemble, score_key
from workbench.model.study import Header
from workbench.model.validation import validated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from workbench.formats.source.mistakes import Path as KeyPath
    from workbench.model.study import Study


@dataclass
class Collector:
    """What several files say together, with the place of every record and every mistake met so far."""

    roots: Sequence[Path]
    """Folders in which files are looked for that do not stand beside the one that uses them."""
    base: Path
    """The study's own folder: what lies outside it and outside those folders is not used."""
    records: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[SourceFile, KeyPath]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)
    unread: bool = False
    """Whether a file is missing or is no TOML; then nothing can be said about what names what."""


def read_source(path: Path, roots: Sequence[Path]) -> Study:
    """Return the study that a TOML or JSON file describes, with the definition files it uses.

    Parameters
    ----------
    roots
        Where definition files are looked for that do not stand beside the file that uses them.

    Raises
    ------
    UsageError
        When the file cannot be opened.
    DefinitionError
        With every mistake in every file at once.
    """
    collector = Collector(roots, path.resolve().parent)
    _read_file(collector, path, is_study=True)
    if "study" in collector.records:
        study = assemble(collector.records)
        if not collector.unread:
            collector.mistakes.extend(_located(collector, study))
        if not collector.mistakes:
            return study
    raise DefinitionError(_sorted(collector.mistakes))


def _sorted(mistakes: list[Mistake]) -> list[Mistake]:
    return sorted(dict.fromkeys(mistakes), key=lambda each: (each.file, each.line or 0, each.key))


def _read_file(collector: Collector, path: Path, *, is_study: bool) -> None:
    if path.resolve() in collector.seen:
        return
    collector.seen.add(path.resolve())
    try:
        file = open_source(path)
    except UnreadableError as error:
        collector.mistakes.append(error.mistake)
        collector.unread = True
        return
    _check_keys(collector, file, is_study=is_study)
    _read_used(collector, file)
    for name, kind in _FIELDS.items():
        for place, value in _items(collector, file, name):
            _read_listed(collector, file, kind, (name, place), value)
    for place, value in _items(collector, file, "scores"):
        _read_score(collector, file, ("scores", place), value)
    for place, value in _items(collector, file, "agreed"):
        _read_agreed(collector, file, ("agreed", place), value)
    if is_study:
        _read_settings(collector, file)
        header = {key: value for key, value in file.data.items() if key in Header.model_fields}
        record = _validated(collector, file, (), header, Header)
        if record is not None:
            collector.records["study"] = record


def _check_keys(collector: Collector, file: SourceFile, *, is_study: bool) -> None:
    known = {"use", *_FIELDS, "scores", "agreed"} | (
        {"format", "settings", *Header.model_fields} if is_study else set()
    )
    for place, key in enumerate(each for each in file.data if each not in known):
        # Looking for the nearest name takes time, and nobody reads that many hints.
        hint = nearest(key, known) if place < MOST_MISTAKES else ""
        collector.mistakes.append(file.mistake((key,), "unknown key.", hint))
    if file.data.get("format", FORMAT) != FORMAT:
        hint = f"This program reads {FORMAT}; a newer text needs a newer workbench."
        collector.mistakes.append(file.mistake(("format",), f"found {file.data['format']!r}.", hint))


_FIELDS = {name: kind for kind, (name, _) in LISTS.items()}


def _read_used(collector: Collector, file: SourceFile) -> None:
    names = file.data.get("use", [])
    if not isinstance(names, list):
        collector.mistakes.append(file.mistake(("use",), f"found {names!r}.", "A list of file names belongs here."))
        return
    for place, name in enumerate(names):
        used = _used(collector, file, str(name))
        if used is not None and not _is_within(collector, used):
            found = f"the definition file {str(name)!r} lies outside the study's folder."
            hint = "Copy it into that folder, or name the folder above both in WORKBENCH_DEFINITIONS."
            collector.mistakes.append(file.mistake(("use", place), found, hint))
            collector.unread = True
        elif used is not None:
            _read_file(collector, used, is_study=False)
        else:
            found = f"there is no definition file {str(name)!r}."
            folders = " and in ".join(map(str, collector.roots))
            hint = f"It is looked for beside this file{f' and in {folders}' if folders else ''}."
            collector.mistakes.append(file.mistake(("use", place), found, hint))
            collector.unread = True


def _used(collector: Collector, file: SourceFile, name: str) -> Path | None:
    """Return where a definition file stands; what can be no path stands nowhere."""
    places = [folder / name for folder in (file.path.parent, *collector.roots)]
    try:
        return next((each for each in places if each.suffix == ".toml" and each.is_file()), None)
    except (OSError, ValueError):
        return None


def _is_within(collector: Collector, used: Path) -> bool:
    """Return whether a file, links followed, lies where files may be used: a study of a stranger names any path."""
    return any(used.resolve().is_relative_to(folder.resolve()) for folder in (collector.base, *collector.roots))


def _items(collector: Collector, file: SourceFile, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    values = file.data.get(name, [])
    if not isinstance(values, list):
        collector.mistakes.append(file.mistake((name,), "found one table.", f"Write [[{name}]] for each."))
        return
    for place, value in enumerate(values):
        if isinstance(value, dict):
            yield place, value
        else:
            collector.mistakes.append(file.mistake((name, place), f"found {value!r}.", "A table belongs here."))


def _validated(collector: Collector, file: SourceFile, path: KeyPath, value: Any, model: Any) -> Any:  # noqa: ANN401
    """Return the record, or note each of its mistakes and return nothing."""
    record, faults = validated(model, value)
    for fault in faults:
        found, hint = describe(fault)
        collector.mistakes.append(file.mistake((*path, *fault.path), found, hint))
    return record


def _read_listed(collector: Collector, file: SourceFile, kind: str, path: KeyPath, value: dict[str, Any]) -> None:
    name = value.get("id")
    if isinstance(name, str):
        collector.ids.setdefault(kind, []).append(name)
        _note_place(collector, (kind, name), file, path)
    record = _validated(collector, file, path, value, LISTS[kind][1])
    if record is None:
        return
    collector.records.setdefault(f"{kind}/{record.id}", record)
    collector.records[f"order/{kind}"] = (*collector.records.get(f"order/{kind}", ()), record.id)
    if kind == "weights":
        for group, answers in record.groups.items():
            collector.records[f"weights/{record.id}/{group}"] = answers


def _read_score(collector: Collector, file: SourceFile, path: KeyPath, value: dict[str, Any]) -> None:
    record = _validated(collector, file, path, value, Score)
    if record is None:
        return
    key = score_key(record.option, record.criterion, record.analyst)
    name = key.removeprefix("score/")
    _note_place(collector, ("score", name), file, path)
    collector.records[key] = record


def _read_agreed(collector: Collector, file: SourceFile, path: KeyPath, value: dict[str, Any]) -> None:
    record = _validated(collector, file, path, value, Agreed)
    if record is not None:
        key = agreed_key(record.option, record.criterion)
        _note_place(collector, ("agreed", key.removeprefix("agreed/")), file, path)
        collector.records[key] = record


def _read_settings(collector: Collector, file: SourceFile) -> None:
    given = file.data.get("settings", {})
    settings = _validated(collector, file, ("settings",), given, Settings)
    if settings is not None:
        for name in given:
            collector.places["setting", name] = (file, ("settings", name))
            collector.records[f"setting/{name}"] = getattr(settings, name)


def _note_place(collector: Collector, what: tuple[str, str], file: SourceFile, path: KeyPath) -> None:
    """Remember where a record stands; one that stands twice is a mistake."""
    if what in collector.places:
        there, before = collector.places[what]
        hint = f"It stands already at {there.name}:{there.line(before)}; keep one of them."
        collector.mistakes.append(file.mistake(path, f"{what[1]!r} stands here again.", hint))
    else:
        collector.places[what] = (file, path)


def _located(collector: Collector, study: Study) -> Iterator[Mistake]:
    """Yield what does not fit, at its place; records that could not be read count as there."""
    known = {field: set(collector.ids.get(kind, ())) for kind, (field, _) in LISTS.items()}
    complete = study.model_construct(**{name: getattr(study, name) for name in type(study).model_fields})
    unread = {key: record for key, record in collector.records.items() if key.startswith("score/")}
    complete.__dict__["scores"] = tuple(unread.values())
    complete.__dict__["agreed"] = tuple(each for key, each in collector.records.items() if key.startswith("agreed/"))
    for flaw in flaws(complete, known, computed_measures()):
        yield _place(collector, flaw)


def _place(collector: Collector, flaw: Flaw) -> Mistake:
    file, path = collector.places[flaw.kind, flaw.id]
    return file.mistake((*path, *flaw.path), flaw.found, flaw.hint)
