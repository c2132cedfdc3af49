"""Reading a record from plain data: the record, or everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a record."""

    kind: str
    """The validator's name for it."""
    path: Path
    """The keys and places that lead to it, as they stand in the data."""
    value: Any
    facts: Mapping[str, Any]
    message: str
    known_keys: tuple[str, ...]
    """The keys that are allowed where an unknown one was found."""


def validated(model: Any, value: Any) -> tuple[Any, tuple[Fault, ...]]:  # noqa: ANN401 - any kind of record
    """Return the record that a value describes, or nothing and each of its faults.

    Parameters
    ----------
    model
        A record class or a type adapter.
    """
    try:
        read = model.validate_python if hasattr(model, "validate_python") else model.model_validate
        return read(value), ()
    except ValidationError as error:
        faults = [_fault(model, value, each) for each in error.errors()]
        wrong = [fault.path for fault in faults]
        # A list is also called too short when one of its items could not be read.
        return None, tuple(fault for fault in faults if fault.kind != "too_short" or not _within(fault.path, wrong))


def _within(path: Path, others: list[Path]) -> bool:
    return any(len(other) > len(path) and other[: len(path)] == path for other in others)


def _fault(model: Any, value: Any, error: ErrorDetails) -> Fault:  # noqa: ANN401
    path = _real_path(value, error)
    known = _allowed_keys(model, path[:-1]) if error["type"] == "extra_forbidden" else ()
    return Fault(error["type"], path, error.get("input"), error.get("ctx", {}), error["msg"], tuple(sorted(known)))


def _real_path(data: Any, error: ErrorDetails) -> Path:  # noqa: ANN401
    """Return an error's location without the parts a validator put in that do not stand in the data."""
    path: list[str | int] = []
    for part in error["loc"]:
        if isinstance(data, dict):
            if part in data:
                path.append(part)
            data = data.get(part, data)
        elif isinstance(data, list) and isinstance(part, int):
            path.append(part)
            data = data[part]
    return (*path, error["loc"][-1]) if error["type"] == "missing" else tuple(path)


def _allowed_keys(model: Any, path: Path) -> set[str]:  # noqa: ANN401
    schema = model.json_schema() if hasattr(model, "json_schema") else model.model_json_schema()
    return _properties(schema, schema.get("$defs", {}), path)


def _properties(schema: Any, kinds: Any, path: Path) -> set[str]:  # noqa: ANN401
    if "$ref" in schema:
        return _properties(kinds[schema["$ref"].rpartition("/")[2]], kinds, path)
    if choices := schema.get("anyOf", schema.get("oneOf")):
        return set().union(*(_properties(each, kinds, path) for each in choices))
    if not path:
        return set(schema.get("properties", ()))
    inner = schema.get("items") if isinstance(path[0], int) else schema.get("properties", {}).get(path[0])
    inner = inner or schema.get("additionalProperties")
    return _properties(inner, kinds, path[1:]) if isinstance(inner, dict) else set()
