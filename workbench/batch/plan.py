"""A plan: which studies or scenarios are scored in which ways, all combinations or a list, as a TOML text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from workbench.batch.job import DEFAULT_SEED, Run
from workbench.errors import DefinitionError, Mistake, nearest
from workbench.formats.source.toml_text import read_toml_file
from workbench.model.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

FORMAT = "policy-plan/1"

EVERY = "every"
"""In place of a list of weight sets or views: all that a study has."""

COMBINED = ("methods", "weights", "views", "profiles", "option_sets", "aggregators")
LISTED = ("method", "parameters", "weights", "view", "profile", "option_set", "aggregators")
HEAD = ("format", "studies", "scenarios", "samples", "seed", "from_study", "runs", *COMBINED)


@dataclass(frozen=True)
class Plan:
    """What a plan asks for."""

    studies: tuple[str, ...] = ()
    """Paths, patterns or ids; relative to the plan's folder."""
    scenarios: str = ""
    """A table or folder of scenarios of the one study."""
    methods: tuple[tuple[str, Mapping[str, Any]], ...] = (("value_tree", {}),)
    weights: tuple[str | None, ...] | None = (None,)
    """Weight sets; None for every one that the study has."""
    views: tuple[str | None, ...] | None = (None,)
    profiles: tuple[str | None, ...] = (None,)
    option_sets: tuple[str | None, ...] = (None,)
    aggregators: tuple[Mapping[str, str], ...] = ({},)
    runs: tuple[Run, ...] = ()
    """A list in place of all combinations."""
    samples: int = 0
    seed: int = DEFAULT_SEED
    from_study: bool = True

    def runs_for(self, weight_sets: Sequence[str], views: Sequence[str]) -> tuple[Run, ...]:
        """Return every way to score a study that has these weight sets and views."""
        if self.runs:
            return self.runs
        weights = self.weights if self.weights is not None else tuple(weight_sets) or (None,)
        seen = self.views if self.views is not None else tuple(views) or (None,)
        ways = product(self.methods, weights, seen, self.profiles, self.option_sets, self.aggregators)
        return tuple(
            Run(method, parameters, Reading(chosen, view, profile, option_set), rules)
            for (method, parameters), chosen, view, profile, option_set, rules in ways
        )


def read_plan(path: Path) -> Plan:
    """Return a plan from its file.

    Raises
    ------
    DefinitionError
        When it has mistakes; all of them are listed.
    """
    try:
        data = read_toml_file(path)
    except ValueError as error:
        raise DefinitionError([Mistake(str(path), "", f"no TOML: {error}.")]) from error
    except OSError as error:
        raise DefinitionError([Mistake(str(path), "", f"it cannot be read: {error.strerror}.")]) from error
    reader = _Reader(str(path))
    plan = reader.plan(data)
    if reader.mistakes:
        raise DefinitionError(reader.mistakes)
    return plan


def _no_count(value: int, kind: type) -> bool:
    return kind is int and (isinstance(value, bool) or value < 0)


class _Reader:
    """Reads a plan and remembers its mistakes."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.mistakes: list[Mistake] = []

    def _wrong(self, key: str, found: str, hint: str = "") -> None:
        self.mistakes.append(Mistake(self._file, key, found, hint))

    def plan(self, data: Mapping[str, Any]) -> Plan:
        """Return the plan; what is wrong is left at its default and remembered."""
        self._known("", data, HEAD)
        if data.get("format") != FORMAT:
            self._wrong("format", f"found {data.get('format')!r}.", f'Begin with format = "{FORMAT}".')
        fields: dict[str, Any] = {"studies": self._texts(data, "studies"), "scenarios": data.get("scenarios", "")}
        for name, kind in (("scenarios", str), ("samples", int), ("seed", int), ("from_study", bool)):
            value = data.get(name)
            if value is None:
                continue
            if not isinstance(value, kind) or (isinstance(value, int) and _no_count(value, kind)):
                word = {str: "a text", int: "a whole number, not negative", bool: "true or false"}[kind]
                self._wrong(name, f"found {value!r}.", f"It is {word}.")
            else:
                fields[name] = value
        if not isinstance(fields["scenarios"], str):
            fields["scenarios"] = ""
        fields |= self._combinations(data)
        fields["runs"] = tuple(self._runs(data.get("runs", []), data))
        if not fields["studies"]:
            self._wrong("studies", "no study is named.", 'For example studies = ["us-mexico-2011"].')
        if fields["scenarios"] and len(fields["studies"]) > 1:
            self._wrong("scenarios", "scenarios belong to one study, and several are named.")
        return Plan(**fields)

    def _known(self, where: str, data: Mapping[str, Any], names: Sequence[str]) -> None:
        for key in data:
            if key not in names:
                self._wrong(f"{where}{key}", "unknown key.", nearest(key, names))

    def _texts(self, data: Mapping[str, Any], name: str) -> tuple[str, ...]:
        value = data.get(name, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
            self._wrong(name, f"found {value!r}.", "It is a list of names.")
            return ()
        return tuple(value)

    def _combinations(self, data: Mapping[str, Any]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name in ("weights", "views", "profiles", "option_sets"):
            if data.get(name) == EVERY and name in {"weights", "views"}:
                fields[name] = None
            elif name in data:
                fields[name] = self._texts(data, name) or (None,)
        if "methods" in data:
            fields["methods"] = tuple(self._methods(data["methods"])) or (("value_tree", {}),)
        if "aggregators" in data:
            given = data["aggregators"]
            given = [given] if isinstance(given, dict) else given
            if not isinstance(given, list) or not all(self._rules(each) for each in given):
                self._wrong(
                    "aggregators", f"found {given!r}.", 'Tables of rules: [{}, {accountability = "geometric"}].'
                )
            else:
                fields["aggregators"] = tuple(given) or ({},)
        return fields

    @staticmethod
    def _rules(given: object) -> bool:
        return isinstance(given, dict) and all(isinstance(rule, str) for rule in given.values())

    def _methods(self, given: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for place, each in enumerate(given if isinstance(given, list) else [given]):
            if isinstance(each, str):
                yield each, {}
            elif isinstance(each, dict) and isinstance(each.get("name"), str):
                yield each["name"], {key: value for key, value in each.items() if key != "name"}
            else:
                hint = 'A name, or {name = "vikor", v = 0.5}.'
                self._wrong(f"methods[{place + 1}]", f"found {each!r}.", hint)

    def _runs(self, given: object, data: Mapping[str, Any]) -> Iterator[Run]:
        if not given:
            return
        both = [name for name in COMBINED if name in data]
        if both:
            self._wrong("runs", f"a list of runs stands beside {', '.join(both)}.", "Use one of the two.")
        for place, each in enumerate(given if isinstance(given, list) else [given]):
            where = f"runs[{place + 1}]."
            if not isinstance(each, dict):
                self._wrong(where[:-1], f"found {each!r}.", "Each run is a table: [[runs]].")
                continue
            self._known(where, each, LISTED)
            parameters, rules = each.get("parameters", {}), each.get("aggregators", {})
            if not isinstance(parameters, dict) or not self._rules(rules):
                self._wrong(where[:-1], "parameters and aggregators are tables of names and values.")
                continue
            reading = Reading(*(self._text(each, name, where) for name in ("weights", "view", "profile", "option_set")))
            yield Run(self._text(each, "method", where) or "value_tree", parameters, reading, rules)

    def _text(self, data: Mapping[str, Any], name: str, where: str) -> str | None:
        value = data.get(name)
        if value is not None and not isinstance(value, str):
            self._wrong(f"{where}{name}", f"found {value!r}.", "It is a name.")
            return None
        return value
