"""From what a validator found to a mistake a person can mend: where, what was found, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import nearest

if TYPE_CHECKING:
    from workbench.model.validation import Fault

Path = tuple[str | int, ...]

LONGEST_SHOWN = 80
"""Characters of a wrong value that a message repeats."""


def spell(path: Path) -> str:
    """Return a path the way it is written in a file: criteria[3].scale.kind."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


WORDS: dict[str, tuple[str, str]] = {
    "missing": ("is missing.", "Add it."),
    "enum": ("found {value}.", "Use {expected}."),
    "literal_error": ("found {value}.", "Use {expected}."),
    "float_type": ("found {value}, which is no number.", "Write a number with a decimal point."),
    "finite_number": ("found {value}.", "Write a finite number."),
    "bool_type": ("found {value}.", "Use true or false."),
    "string_type": ("found {value}, which is no text.", "Put it in quotation marks."),
    "string_pattern_mismatch": ("found {value}.", "An id has lower-case letters, digits and single hyphens."),
    "string_too_long": ("found {value}.", "An id has at most {max_length} characters."),
    "union_tag_invalid": ("found kind {tag}.", "Use {expected_tags}."),
    "union_tag_not_found": ("its kind is missing.", "Add kind."),
    "model_type": ("found {value}.", "A table with keys belongs here."),
    "model_attributes_type": ("found {value}.", "A table with keys belongs here."),
    "dict_type": ("found {value}.", "A table with keys belongs here."),
    "tuple_type": ("found {value}.", "A list in square brackets belongs here."),
    "too_short": ("the list has {actual_length}.", "It needs at least {min_length}."),
    "greater_than_equal": ("found {value}.", "It must be at least {ge:g}."),
    "less_than_equal": ("found {value}.", "It must be at most {le:g}."),
    "value_error": ("{error}.", ""),
}
"""A validator's kind of error, and what we say: what was found, what to do."""


def describe(fault: Fault) -> tuple[str, str]:
    """Return what was found and what to do, in our own words."""
    if fault.kind == "extra_forbidden":
        return "unknown key.", nearest(str(fault.path[-1]), fault.known_keys)
    found, hint = WORDS.get(fault.kind, ("{message}.", ""))
    facts = {"value": _shown(fault.value), "message": fault.message, **fault.facts}
    return found.format(**facts), hint.format(**facts)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]} …"
