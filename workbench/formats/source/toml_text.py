"""TOML texts read within limits: the standard reader needs memory without end for a key of very many parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_TEXT = 10_000_000
"""Characters of one text, and bytes of one file."""
MOST_PARTS = 60
"""Parts of one dotted key; the program's own have six at most."""

# Possessive, and only where a word begins: no text makes the search itself slow.
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_PART}){{{MOST_PARTS}}}", re.ASCII)


def read_toml_file(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises
    ------
    OSError
        When it cannot be read.
    ValueError
        When it is no TOML in UTF-8, too large, or nested too deeply.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST_TEXT + 1)
    if len(data) > LARGEST_TEXT:
        message = f"the file has more than {LARGEST_TEXT:,} bytes"
        raise ValueError(message)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"in line {line} the byte {data[error.start]:#04x} is no UTF-8; save the file as UTF-8"
        raise ValueError(message) from error
    return read_toml(text)


def read_toml(text: str) -> dict[str, Any]:
    """Return the content of a TOML text.

    Raises
    ------
    ValueError
        When it is none, too large, or nested too deeply.
    """
    if len(text) > LARGEST_TEXT:
        message = f"the text has more than {LARGEST_TEXT:,} characters"
        raise ValueError(message)
    if _LONG_KEY.search(text):
        message = f"a key has {MOST_PARTS} parts or more"
        raise ValueError(message)
    import tomllib  # most who ask for a file have none

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        message = "nested too deeply"
        raise ValueError(message) from error
