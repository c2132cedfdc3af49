"""What is left of a study without some options or criteria: every record that names them lets go of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.model.weights import GroupAnswers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from workbench.model.change import Json

    Gone = Collection[str]

LISTS = {
    "option-set": {"options": "option"},
    "profile": {"leaves": "criterion"},
    "assignment": {"options": "option", "criteria": "criterion"},
}
"""Records that are nothing without what they list, and of which kind that is."""
LISTED_IN_SETTING = {"option-set": "setting/option_set", "profile": "setting/profile"}


def without(state: Mapping[str, Json], kind: str, gone: Gone) -> dict[str, Json]:
    """Return what becomes of every key that is touched; None where it goes.

    Parameters
    ----------
    kind
        "option" or "criterion".
    """
    left: dict[str, Json] = {}
    for key, value in state.items():
        kept = _kept(key.split("/"), value, kind, gone)
        if kept != value:
            left[key] = kept
    for key in [each for each, kept in left.items() if kept is None and each.count("/") == 1]:
        among, name = key.split("/")
        order = left.get(f"order/{among}", state.get(f"order/{among}"))
        if order and name in order:
            left[f"order/{among}"] = [each for each in order if each != name] or None
        setting = LISTED_IN_SETTING.get(among, "")
        if setting and state.get(setting) == name:
            left[setting] = None
    return left


def _kept(names: list[str], value: Json, kind: str, gone: Gone) -> Json:
    first = names[0]
    if first == kind and names[1] in gone:
        return None
    if first in {"score", "agreed"}:
        return None if names[1 if kind == "option" else 2] in gone else value
    if first in LISTS:
        return _list_kept(value, [field for field, of in LISTS[first].items() if of == kind], gone)
    if first == "weights" and kind == "criterion" and len(names) > 2:  # noqa: PLR2004 - set, group
        return None if names[2] in gone else _answers_kept(value, gone)
    let_go = _LETTING_GO.get((first, kind))
    return let_go(value, gone) if let_go is not None else value


def _filtered(value: Json, field: str, gone: Gone) -> Json:
    """Return a record without what is gone from one of its lists; an empty list goes as a whole."""
    if field not in value:
        return value
    left = [each for each in value[field] if each not in gone]
    return {name: each for name, each in (value | {field: left}).items() if name != field or left}


def _list_kept(value: Json, fields: list[str], gone: Gone) -> Json:
    for field in fields:
        had = value.get(field)
        value = _filtered(value, field, gone)
        if had and field not in value:
            return None
    return value


def _option_without_options(value: Json, gone: Gone) -> Json:
    kept = {name: each for name, each in value.items() if name != "area" or each not in gone}
    if "interactions" in kept:
        left = [each for each in kept["interactions"] if not set(each["others"]) & set(gone)]
        kept = {name: each for name, each in (kept | {"interactions": left}).items() if name != "interactions" or left}
    return _filtered(kept, "incompatible_with", gone)


def _option_without_criteria(value: Json, gone: Gone) -> Json:
    for field in ("obstacle_notes", "interactions"):
        if field in value:
            left = [each for each in value[field] if each["criterion"] not in gone]
            value = {name: each for name, each in (value | {field: left}).items() if name != field or left}
    return value


def _institution(value: Json, gone: Gone) -> Json:
    return _filtered(value, "options", gone)


def _gate(value: Json, gone: Gone) -> Json:
    return None if value["criterion"] in gone else value


_LETTING_GO: dict[tuple[str, str], Callable[[Json, Gone], Json]] = {
    ("option", "option"): _option_without_options,
    ("option", "criterion"): _option_without_criteria,
    ("institution", "option"): _institution,
    ("gate", "criterion"): _gate,
}
"""By the kind of a record and of what is gone: what is left of it."""


def _answers_kept(value: Json, gone: Gone) -> Json:
    """Return a group's answers without children that are gone; None where they leave another child without one."""
    kept: dict[str, Any] = dict(value)
    for field in ("answers", "ranks"):
        if field in kept:
            kept[field] = {name: each for name, each in kept[field].items() if name not in gone}
    if "comparisons" in kept:
        kept["comparisons"] = [each for each in kept["comparisons"] if not {each["above"], each["below"]} & set(gone)]
    if "best_worst" in kept:
        ends: dict[str, Any] = kept["best_worst"]
        if {ends["best"], ends["worst"]} & set(gone):
            return None
        kept["best_worst"] = ends | {
            row: {name: each for name, each in ends[row].items() if name not in gone}
            for row in ("best_to_others", "others_to_worst")
        }
    if kept == value:
        return value
    try:
        named = GroupAnswers.model_validate(kept).named
    except ValueError:
        return None
    others = set(GroupAnswers.model_validate(value).named) - set(gone)
    return kept if others and others == set(named) else None


def computed_from(state: Mapping[str, Json], gone: Gone) -> Iterator[str]:
    """Yield the criteria that are computed from some that are gone."""
    for key, value in state.items():
        if key.startswith("criterion/") and "computed" in value:
            inputs = {*value["computed"]["benefits"], *value["computed"]["burdens"]}
            if inputs & set(gone):
                yield key.split("/")[1]
