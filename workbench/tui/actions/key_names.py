"""Keys as people write them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = {"pageup": "PgUp", "pagedown": "PgDn", "question_mark": "?", "delete": "Del", "escape": "Esc",
         "up": "↑", "down": "↓", "left": "←", "right": "→", "colon": ":", "slash": "/", "full_stop": ".",
         "comma": ",", "minus": "-", "plus": "+", "equals_sign": "=", "less_than_sign": "<", "greater_than_sign": ">",
         "left_square_bracket": "[", "right_square_bracket": "]", "exclamation_mark": "!", "at": "@", "space": "Space",
         "underscore": "_"}  # fmt: skip
FEW = 3
"""Keys that are listed one by one."""


SHORT = {"solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus",
         "plus_sign": "plus", "low_line": "underscore"}  # fmt: skip
"""Characters whose keys Textual calls by a shorter name than Unicode's."""


def key_id(key: str) -> str:
    """Return the name that Textual gives a key which was written as a character."""
    head, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    if len(last) == 1 and not last.isalnum():
        name = unicodedata.name(last, last).lower().replace("-", "_").replace(" ", "_")
        last = SHORT.get(name, name)
    return f"{head}{plus}{last}"


def key_name(key: str) -> str:
    """Return a key as people write it."""
    parts = [NAMES.get(part, part if len(part) == 1 else part.capitalize()) for part in key.strip().split("+")]
    last = parts[-1].upper() if parts[:-1] and len(parts[-1]) == 1 else parts[-1]
    return "+".join([*parts[:-1], last])


def short_name(key: str) -> str:
    """Return a key in as few cells as there can be."""
    return key_name(key).replace("Ctrl+", "^").replace("Shift+", "⇧")


def key_names(keys: Sequence[str]) -> str:
    """Return several keys as people write them; a run of digits by its ends."""
    names = [key_name(key) for key in keys]
    if len(names) > FEW and all(name.isdigit() for name in names):
        return f"{names[0]} … {names[-1]}"
    return "  ".join(names)
