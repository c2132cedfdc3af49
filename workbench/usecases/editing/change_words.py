"""Keys and values of changes in words, for tables and messages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.model.change import Json

LONGEST = 60
"""Characters of a value."""


def named(key: str) -> str:
    """Return a key in words."""
    kind, *names = key.split("/")
    if kind == "score":
        return f"{names[0]} on {names[1]}, {names[2]}'s score"
    return " ".join([kind, *names]).strip()


def shown(value: Json) -> str:
    """Return a value in few words: of a score its number first."""
    if value is None:
        return "–"
    if not isinstance(value, dict):
        return _cut(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    rest: dict[str, Any] = dict(value)
    words = []
    if "low" in rest and "high" in rest:
        words.append(f"{rest.pop('low'):g}–{rest.pop('high'):g}")
    words += [f"{rest.pop(name)}" for name in ("value", "missing", "label") if name in rest]
    words += [f"{name}: {_plain(each)}" for name, each in rest.items()]
    return _cut("; ".join(words))


def _plain(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
