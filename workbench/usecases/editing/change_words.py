"""Keys and values of changes in words, for tables and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from workbench.model.change import Json
    from workbench.store.entry import Entry

LONGEST = 60
"""Characters of a value."""


def named(key: str) -> str:
    """Return a key in words."""
    kind, *names = key.split("/")
    if kind == "score":
        return f"{names[0]} on {names[1]}, {names[2]}'s score"
    return " ".join([kind, *names]).strip()


def called(state: Mapping[str, Json], key: str) -> str:
    """Return a key in words, with the labels of what it names, for people who look at a screen."""
    from workbench.model.criterion import ROOT

    kind, *names = key.split("/")
    if kind in {"score", "agreed"}:
        option, criterion = label_of(state, f"option/{names[0]}"), label_of(state, f"criterion/{names[1]}")
        whose = f", score of {label_of(state, f'analyst/{names[2]}')}" if kind == "score" else ", agreed value"
        return f"{option} on {criterion}{whose}"
    if kind == "weights":
        of = [label_of(state, f"criterion/{each}") if each != ROOT else "the whole" for each in names[1:]]
        return ", ".join([f"weights {label_of(state, f'weights/{names[0]}')}", *of])
    if kind == "study":
        return "what the study is about"
    words = kind.replace("-", " ")
    if kind in {"order", "setting"}:
        return " ".join([words, *(each.replace("_", " ") for each in names)])
    return " ".join([words, *([label_of(state, key)] if names else [])])


def label_of(state: Mapping[str, Json], key: str) -> str:
    """Return the short label of a record, its id where it has none or is gone."""
    record = state.get(key)
    found = (record.get("short") or record.get("label")) if isinstance(record, dict) else None
    return _cut(str(found)) if found else key.rsplit("/", maxsplit=1)[-1]


def when(at: str) -> str:
    """Return a moment of a log as people read it."""
    return f"{at[:10]} {at[11:16]} UTC" if at[10:11] == "T" else at


def shown(value: Json) -> str:
    """Return a value in few words: of a score its number first."""
    if value is None:
        return "–"
    if not isinstance(value, dict):
        return _cut(_plain(value))
    rest: dict[str, Any] = dict(value)
    words = []
    if "low" in rest and "high" in rest:
        words.append(f"{rest.pop('low'):g}–{rest.pop('high'):g}")
    words += [_plain(rest.pop(name)) for name in ("value", "missing", "label") if name in rest]
    words += [f"{in_words(name)}: {_plain(each)}" for name, each in rest.items()]
    return _cut("; ".join(words))


NAMING = {
    **dict.fromkeys(("analyst", "analysts", "facilitator", "based_on"), "analyst"),
    **dict.fromkeys(("answers", "criteria", "parent", "leaves", "best", "worst"), "criterion"),
    "side": "side",
    "options": "option",
    "weight_set": "weights",
}
"""The fields of records that name other records, with the kind of those."""


def with_labels(state: Mapping[str, Json], value: Json) -> Json:
    """Return a record's value with labels in place of the ids of others."""
    if not isinstance(value, dict):
        return value
    return {name: _labelled(state, NAMING.get(name), each) for name, each in value.items()}


def _labelled(state: Mapping[str, Json], kind: str | None, value: Json) -> Json:
    if kind is None:
        return value
    if isinstance(value, str):
        return label_of(state, f"{kind}/{value}")
    if isinstance(value, list):
        return [_labelled(state, kind, each) for each in value]
    if isinstance(value, dict):
        return {label_of(state, f"{kind}/{name}"): each for name, each in value.items()}
    return value


def value_among(state: Mapping[str, Json], value: Json, others: Iterable[Json]) -> str:
    """Return a value in few words and with labels: of records only in what they differ from each other."""
    return shown(with_labels(state, _differing_part(value, list(others))))


def _differing_part(value: Json, others: Sequence[Json]) -> Json:
    """Return of a record the fields that are not the same in all, however deep; of the same records, all."""
    if not isinstance(value, dict) or not all(isinstance(each, dict) for each in others):
        return value
    names = [name for name in value if any(each.get(name) != value[name] for each in others)]
    if not names:
        return value
    return {name: _differing_part(value[name], [each.get(name) for each in others]) for name in names}


def differing(old: Json, new: Json) -> tuple[str, str]:
    """Return in few words from what to what a record changed: of two records only the fields that differ."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return shown(old), shown(new)
    names = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    if len(names) == 1:
        return shown(old.get(names[0])), f"{shown(new.get(names[0]))} ({in_words(names[0])})"
    return shown({name: old.get(name) for name in names}), shown({name: new.get(name) for name in names})


def in_words(name: str) -> str:
    """Return the name of a field as people write it."""
    return name.replace("_", " ")


def _plain(value: Json) -> str:
    """Return a value without the marks of a programming language."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return f"{value:.10g}"
    if isinstance(value, list):
        return ", ".join(map(_plain, value)) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{in_words(name)} {_plain(each)}" for name, each in value.items()) or "none"
    return str(value)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def shown_in(state: Mapping[str, Json], key: str, value: Json, *, joining: Mapping[str, Json] | None = None) -> str:
    """Return a value in few words; for a score that nobody gave, the one that stood in its place, and whose it was.

    Parameters
    ----------
    state
        All records by key, as they were at the side of the change on which the value stands.
    joining
        Analysts by key who are not in that state yet.
    """
    kind, *names = key.split("/")
    if value is not None or kind != "score":
        return shown(value)
    option, criterion, analyst = names
    seen = {analyst}
    while (base := _based_on(state, joining or {}, analyst)) and base not in seen:
        score = state.get(f"score/{option}/{criterion}/{base}")
        if isinstance(score, dict):
            figures = {name: score[name] for name in ("low", "high", "value", "missing") if score.get(name) is not None}
            return f"{shown(figures)} (from {base})"
        seen.add(base)
        analyst = base
    return shown(None)


def _based_on(state: Mapping[str, Json], joining: Mapping[str, Json], analyst: str) -> str:
    found = state.get(f"analyst/{analyst}") or joining.get(f"analyst/{analyst}")
    base = found.get("based_on") if isinstance(found, dict) else None
    return base if isinstance(base, str) else ""


def scores_in_place(entries: Iterable[Entry], hidden: Callable[[str], bool]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return by change and key, for each score that was given or taken away, from what to what in words.

    Parameters
    ----------
    hidden
        Whether a key holds a score that must not be shown now.
    """
    state: dict[str, Json] = {}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for entry in entries:
        edits = [each for each in entry.edits if not hidden(each.key)]
        joining = {each.key: each.new for each in edits if each.key.startswith("analyst/")}
        turned = [each for each in edits if each.key.startswith("score/") and (each.old is None or each.new is None)]
        before = [shown_in(state, each.key, each.old, joining=joining) for each in turned]
        state.update((each.key, each.new) for each in edits)
        for each, old in zip(turned, before, strict=True):
            found[entry.id, each.key] = old, shown_in(state, each.key, each.new)
    return found
