"""Reading a study from XMCDA 4.0.0: safe XML, every mistake at once, nothing guessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.errors import DefinitionError, Mistake, UsageError
from workbench.formats.xmcda import NAMESPACE
from workbench.formats.xmcda.values import Unreadable, number_of, text_of, tree_of
from workbench.model.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any
    from xml.etree.ElementTree import Element

    from workbench.model.study import Study

LARGEST_FILE = 10_000_000
"""Bytes; five options on thirty criteria by three analysts need about a hundred thousand."""

CODE = {"max": "maximize", "min": "minimize"}


def read_xmcda(path: Path) -> Study:
    """Return the study that an XMCDA 4.0.0 file describes.

    A performance table is one analyst's scores; criteria below others in the hierarchy make groups; values of criteria
    are a weight set. Directions and the ends of scales must stand in the file: they are not guessed from the scores.

    Raises
    ------
    UsageError
        When the file cannot be opened.
    DefinitionError
        With every mistake at once; also when the XML holds a document type or entities, which are refused.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else None
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise UsageError(message) from error
    if data is None:
        raise DefinitionError([Mistake(str(path), "", f"the file has over {LARGEST_FILE:,} bytes.", "Split it.")])
    try:
        top = tree_of(data)
    except Unreadable as error:
        raise DefinitionError([Mistake(str(path), "", str(error))]) from error
    return _Reading(path, top).study()


class _Reading:
    """One file that is being read: what was found, and what is wrong with it."""

    def __init__(self, path: Path, top: Element) -> None:
        self.path, self.top = path, top
        self.mistakes: list[Mistake] = []
        self.ids: dict[str, dict[str, str]] = {}
        self.taken: dict[str, set[str]] = {}
        self.alike: dict[tuple[str, str], int] = {}
        """The last number that was put behind an id, where several of the file's become one of ours."""
        self.off: set[str] = set()

    def study(self) -> Study:
        from workbench.engine.method import computed_measures
        from workbench.formats.source.mistakes import describe
        from workbench.model.references import flaws, known_ids
        from workbench.model.study import Study
        from workbench.model.validation import validated

        data = self._data()
        if self.mistakes:
            raise DefinitionError(self.mistakes)
        record, faults = validated(Study, data)
        for fault in faults:
            found, hint = describe(fault)
            self._wrong("/".join(str(each) for each in fault.path), found, hint)
        if record is not None:
            for flaw in flaws(record, known_ids(record), computed_measures()):
                self._wrong(f"{flaw.kind}/{flaw.id}", flaw.found, flaw.hint)
        if record is None or self.mistakes:
            raise DefinitionError(self.mistakes)
        return _canonical(record)

    def _wrong(self, key: str, found: str, hint: str = "") -> None:
        self.mistakes.append(Mistake(str(self.path), key, found, hint))

    def _all(self, *tags: str) -> Iterator[Element]:
        return self.top.iterfind("/".join(f"{{{NAMESPACE}}}{tag}" for tag in tags))

    def _id(self, kind: str, given: str) -> str:
        """Return an id of ours for one of the file's, the same each time, never one twice."""
        known = self.ids.setdefault(kind, {})
        if given not in known:
            base = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-")[:56].strip("-") or kind
            taken = self.taken.setdefault(kind, {"root"} if kind == "criterion" else set())
            name, count = base, self.alike.get((kind, base), 1)
            while name in taken:
                count += 1
                name = f"{base}-{count}"
            self.alike[kind, base] = count
            taken.add(name)
            known[given] = name
        return known[given]

    def _data(self) -> dict[str, Any]:
        options = self._records("alternatives", "alternative", "option", "description")
        criteria = {each["id"]: each for each in self._records("criteria", "criterion", "criterion", "definition")}
        self._parents(criteria)
        self._scales(criteria)
        self._functions(criteria)
        analysts, scores = self._performances(criteria)
        title = self.top.find(f"{{{NAMESPACE}}}alternatives")
        data = {
            "id": re.sub(r"[^a-z0-9]+", "-", self.path.stem.lower()).strip("-")[:64].strip("-") or "study",
            "title": (title.get("name") if title is not None else None) or printable(self.path.stem),
            "options": options,
            "criteria": list(criteria.values()),
            "analysts": analysts,
            "scores": scores,
            "weight_sets": self._weights(criteria),
        }
        return data | self._active(criteria) | self._about()

    def _active(self, criteria: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """Return what is switched off as a choice of the study: it stays, and does not count."""
        found: dict[str, Any] = {}
        settings: dict[str, str] = {}
        options = list(self.ids.get("option", {}).values())
        on = [name for name in options if name not in self.off]
        if on and len(on) < len(options):
            found["option_sets"] = [{"id": "active", "label": "Active in the file", "options": on}]
            settings["option_set"] = "active"
        leaves = [name for name, record in criteria.items() if "direction" in record]
        counting = [name for name in leaves if name not in self.off]
        if counting and len(counting) < len(leaves):
            found["profiles"] = [{"id": "active", "label": "Active in the file", "leaves": counting}]
            settings["profile"] = "active"
        return found | {"settings": settings}

    def _about(self) -> dict[str, Any]:
        """Return what our own export says of the study it came from."""
        told = {
            each.get("id"): text_of(each.find(f".//{{{NAMESPACE}}}label"))
            for each in self._all("programParameters", "programParameter")
        }
        found: dict[str, Any] = {"as_of": told.get("as-of", ""), "caveat": told.get("caveat", "")}
        status = told.get("status", "")
        if status.startswith("ILLUSTRATIVE."):
            found |= {"illustrative": True, "disclaimer": status.removeprefix("ILLUSTRATIVE.").strip()}
        return found

    def _records(self, whole: str, one: str, kind: str, words: str) -> list[dict[str, Any]]:
        found = []
        seen: set[str] = set()
        for each in self._all(whole, one):
            given = each.get("id") or ""
            if not given or given in seen:
                self._wrong(
                    one, f"the id {given!r} stands twice." if given else "an id is missing.", "Each needs its own."
                )
                continue
            seen.add(given)
            if text_of(each.find(f"{{{NAMESPACE}}}active")) in {"false", "0"}:
                self.off.add(self._id(kind, given))
            comment = text_of(each.find(f"{{{NAMESPACE}}}description/{{{NAMESPACE}}}comment"))
            found.append({"id": self._id(kind, given), "label": each.get("name") or given, words: comment})
        if not found:
            self._wrong(whole, "there are none.", f"An {whole} element with at least one {one} belongs here.")
        return found

    def _parents(self, criteria: dict[str, dict[str, Any]]) -> None:
        """Take groups from the hierarchy: what has others below it is one."""
        nodes = f"{{{NAMESPACE}}}nodes/{{{NAMESPACE}}}node"

        def below(element: Element, parent: str | None) -> None:
            for node in element.iterfind(nodes):
                name = self._known("criterion", text_of(node.find(f"{{{NAMESPACE}}}criterionID")), criteria, "node")
                if name is None:
                    continue
                if parent is not None:
                    criteria[name]["parent"] = parent
                if node.find(nodes) is not None:
                    criteria[name]["group"] = True
                    below(node, name)

        for each in self._all("criteriaHierarchy"):
            below(each, None)

    def _known(self, kind: str, given: str, records: dict[str, Any] | set[str], where: str) -> str | None:
        name = self.ids.get(kind, {}).get(given)
        if name is None or name not in records:
            self._wrong(where, f"there is no {kind} {given!r}.", "Name one that the file defines.")
            return None
        return name

    def _scales(self, criteria: dict[str, dict[str, Any]]) -> None:
        for row in self._all("criteriaScales", "criterionScales"):
            given = text_of(row.find(f"{{{NAMESPACE}}}criterionID"))
            name = self._known("criterion", given, criteria, "criterionScales")
            scale = row.find(f"{{{NAMESPACE}}}scales/{{{NAMESPACE}}}scale")
            if name is not None and scale is not None:
                self._scale(criteria[name], given, scale)
        computed = {
            part.strip()
            for each in self._all("programParameters", "programParameter")
            if each.get("id") == "computed"
            for part in text_of(each.find(f".//{{{NAMESPACE}}}label")).split(",")
        }
        for name in [name for name in criteria if name in computed]:
            del criteria[name]
        for name, record in criteria.items():
            if record.pop("group", False):
                continue
            if "direction" not in record:
                hint = "criteriaScales needs a preferenceDirection, min or max, and both ends or labels with values."
                self._wrong(f"criterion/{name}", "no direction or no ends are given.", hint)

    def _scale(self, record: dict[str, Any], given: str, scale: Element) -> None:
        kind = next(iter(scale), None)
        if kind is None or kind.tag == f"{{{NAMESPACE}}}nominal":
            self._wrong(f"criterionScales/{given}", "a nominal scale has no better and worse.", "Use another scale.")
            return
        direction = CODE.get(text_of(kind.find(f"{{{NAMESPACE}}}preferenceDirection")))
        if direction is None:
            return
        try:
            body = self._levels(kind) if kind.tag == f"{{{NAMESPACE}}}qualitative" else self._ends(kind, direction)
        except Unreadable as error:
            self._wrong(f"criterionScales/{given}", str(error))
            return
        if body is None:
            return
        if "unit" in body:
            body["unit"] = scale.get("name") or ""
        record |= {"direction": direction, "scale": body}

    def _levels(self, kind: Element) -> dict[str, Any]:
        one = f"{{{NAMESPACE}}}valuedLabels/{{{NAMESPACE}}}valuedLabel"
        levels = [
            (number_of(each.find(f"{{{NAMESPACE}}}value")), text_of(each.find(f"{{{NAMESPACE}}}label")))
            for each in kind.iterfind(one)
        ]
        return {"kind": "anchored", "levels": [
            {"value": value, "label": label, "descriptor": label} for value, label in sorted(levels)
        ]}  # fmt: skip

    def _ends(self, kind: Element, direction: str) -> dict[str, Any] | None:
        ends = [kind.find(f"{{{NAMESPACE}}}{name}") for name in ("minimum", "maximum")]
        if None in ends:
            return None
        low, high = (number_of(each) for each in ends)
        worst, best = (low, high) if direction == "maximize" else (high, low)
        return {"kind": "measured", "unit": "", "worst": worst, "best": best}

    def _functions(self, criteria: dict[str, dict[str, Any]]) -> None:
        """Take value functions that run from point to point; a single function for each criterion."""
        for row in self._all("criteriaFunctions", "criterionFunctions"):
            given = text_of(row.find(f"{{{NAMESPACE}}}criterionID"))
            name = self._known("criterion", given, criteria, "criterionFunctions")
            points = list(row.iterfind(f".//{{{NAMESPACE}}}discrete/{{{NAMESPACE}}}point"))
            if name is None or not points:
                self._wrong(f"criterionFunctions/{given}", "no points are given.", "Only discrete functions are read.")
                continue
            try:
                read = [
                    {field: number_of(each.find(f"{{{NAMESPACE}}}{tag}"))
                     for field, tag in (("performance", "abscissa"), ("value", "ordinate"))}
                    for each in points
                ]  # fmt: skip
            except Unreadable as error:
                self._wrong(f"criterionFunctions/{given}", str(error))
                continue
            criteria[name]["value_function"] = {"kind": "piecewise", "points": read}

    def _performances(self, criteria: dict[str, dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        analysts, scores = [], []
        options = set(self.ids.get("option", {}).values())
        for number, table in enumerate(self._all("performanceTable"), start=1):
            name = self._id("analyst", table.get("id") or f"table-{number}")
            analysts.append({"id": name, "label": table.get("name") or table.get("id") or f"Table {number}"})
            for row in table.iterfind(f"{{{NAMESPACE}}}alternativePerformances"):
                option = self._known("option", text_of(row.find(f"{{{NAMESPACE}}}alternativeID")), options, name)
                for cell in row.iterfind(f"{{{NAMESPACE}}}performance"):
                    given = text_of(cell.find(f"{{{NAMESPACE}}}criterionID"))
                    criterion = self._known("criterion", given, criteria, name)
                    if option is not None and criterion is not None:
                        scores.append({"option": option, "criterion": criterion, "analyst": name}
                                      | self._judged(cell, f"{option}/{criterion}/{name}"))  # fmt: skip
        return analysts, scores

    def _judged(self, cell: Element, where: str) -> dict[str, Any]:
        value = cell.find(f"{{{NAMESPACE}}}values/{{{NAMESPACE}}}value")
        found = next(iter(value), None) if value is not None else None
        if found is None or found.tag == f"{{{NAMESPACE}}}NA":
            said = text_of(cell.find(f"{{{NAMESPACE}}}description/{{{NAMESPACE}}}comment"))
            return {"missing": said if said in {"not-known", "not-scored", "not-applicable"} else "not-known"}
        try:
            if found.tag == f"{{{NAMESPACE}}}interval":
                bounds = [found.find(f"{{{NAMESPACE}}}{name}") for name in ("lowerBound", "upperBound")]
                return {"low": number_of(bounds[0]), "high": number_of(bounds[1])}
            return {"value": number_of(value)}
        except Unreadable as error:
            self._wrong(where, str(error))
            return {"missing": "not-known"}

    def _weights(self, criteria: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
        found = []
        for number, block in enumerate(self._all("criteriaValues"), start=1):
            if block.get("id") == "global-weights":
                continue
            groups: dict[str, dict[str, Any]] = {}
            for row in block.iterfind(f"{{{NAMESPACE}}}criterionValues"):
                given = text_of(row.find(f"{{{NAMESPACE}}}criterionID"))
                if self.ids.get("criterion", {}).get(given) not in criteria and given in self.ids.get("criterion", {}):
                    continue
                name = self._known("criterion", given, criteria, "criteriaValues")
                try:
                    points = number_of(row.find(f"{{{NAMESPACE}}}values/{{{NAMESPACE}}}value"))
                except Unreadable as error:
                    self._wrong(f"criteriaValues/{given}", str(error))
                    continue
                if name is not None:
                    group = groups.setdefault(criteria[name].get("parent", "root"), {"answers": {}})
                    group["answers"][name] = {"points": points}
            name = self._id("weights", (block.get("id") or f"weights {number}").removeprefix("weights-"))
            found.append({"id": name, "label": block.get("name") or name, "groups": groups})
        return found


def _canonical(record: Study) -> Study:
    from workbench.model.state import assemble, read_record, state_of

    return assemble({key: read_record(key, value) for key, value in state_of(record).items()})
