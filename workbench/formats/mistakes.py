"""From what a validator found to a mistake a person can mend: where, what was found, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]


def spell(path: Path) -> str:
    """Return a path the way it is written in a file: criteria[3].scale.kind."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def real_path(data: Any, location: tuple[str | int, ...]) -> Path:  # noqa: ANN401 - whatever the file held
    """Return an error's location without the parts a validator put in that do not stand in the data."""
    path: list[str | int] = []
    for part in location:
        if isinstance(data, dict) and part in data or isinstance(data, list) and isinstance(part, int):
            data = data[part]
            path.append(part)
        elif part == location[-1] and isinstance(data, dict):
            path.append(part)
    return tuple(path)


def describe(error: ErrorDetails, known_keys: list[str]) -> tuple[str, str]:
    """Return what was found and what to do, in our own words."""
    kind, value, context = error["type"], error.get("input"), error.get("ctx", {})
    match kind:
        case "extra_forbidden":
            name = str(error["loc"][-1])
            return "unknown key.", nearest(name, known_keys)
        case "missing":
            return "is missing.", "Add it."
        case "enum" | "literal_error":
            return f"found {value!r}.", f"Use {context.get('expected', '')}."
        case "float_type" | "finite_number" | "int_type":
            return f"found {value!r}, which is no number.", "Write a number with a decimal point."
        case "bool_type":
            return f"found {value!r}.", "Use true or false."
        case "string_type":
            return f"found {value!r}, which is no text.", "Put it in quotation marks."
        case "string_pattern_mismatch" | "string_too_long":
            return f"found {value!r}.", "An id has lower-case letters, digits and single hyphens, at most 64."
        case "union_tag_invalid" | "union_tag_not_found":
            return f"found {context.get('tag', 'no kind')!r}.", f"Use kind = {context.get('expected_tags', '')}."
        case "model_type" | "dict_type" | "model_attributes_type":
            return f"found {value!r}.", "A table with keys belongs here."
        case "tuple_type" | "list_type":
            return f"found {value!r}.", "A list in square brackets belongs here."
        case "too_short":
            return "the list is too short.", f"It needs at least {context.get('min_length', 1)}."
        case "greater_than_equal":
            return f"found {value!r}.", f"It must be at least {context.get('ge', 0):g}."
        case "value_error":
            return f"{context.get('error', error['msg'])}.", ""
        case _:
            return f"{error['msg']}.", ""
