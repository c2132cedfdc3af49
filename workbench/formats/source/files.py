"""One source file: opened with care, parsed, and able to say on which line a key stands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workbench.errors import Mistake, UsageError
from workbench.formats.source import json_lines, toml_lines
from workbench.formats.source.mistakes import spell
from workbench.formats.source.toml_lines import nearest_line
from workbench.formats.source.toml_text import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from workbench.formats.source.mistakes import Path as KeyPath

LARGEST_FILE = 10_000_000
"""Bytes of one file; a study of 50 options and 200 criteria with reasons needs about 3 million."""


class UnreadableError(Exception):
    """A file that is no text, no TOML or no JSON; carries the mistake."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake


@dataclass(frozen=True)
class SourceFile:
    """A file that was read."""

    path: Path
    text: str
    data: dict[str, Any]

    @property
    def name(self) -> str:
        """The file's name as messages give it."""
        return str(self.path)

    @cached_property
    def _lines(self) -> Mapping[KeyPath, int]:
        if self.path.suffix == ".json":
            return json_lines.key_lines(self.text)
        return toml_lines.key_lines(self.text)

    def line(self, path: KeyPath) -> int | None:
        """Return the line of a key, or of the closest place above it."""
        return nearest_line(self._lines, path)

    def mistake(self, path: KeyPath, found: str, hint: str = "") -> Mistake:
        """Return a mistake at a key of this file."""
        return Mistake(self.name, spell(path), found, hint, self.line(path))


def open_source(path: Path) -> SourceFile:
    """Return a file's content.

    Raises
    ------
    UsageError
        When it is not there, cannot be opened or is too large.
    UnreadableError
        When it is no UTF-8, no TOML or no JSON.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            message = f"{path} is larger than {LARGEST_FILE:,} bytes, too large for a study."
            raise UsageError(message)
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise UsageError(message) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        found = f"the byte {error.object[error.start]:#04x} is no UTF-8."
        raise UnreadableError(Mistake(str(path), "", found, "Save the file as UTF-8.", line)) from error
    if not text.strip():
        found = "the file is empty."
        raise UnreadableError(Mistake(str(path), "", found, "`workbench new DIR --from blank` begins a study."))
    try:
        data = _parse_json(text) if path.suffix == ".json" else read_toml(text)
    except RecursionError as error:
        found = "nested too deeply."
        raise UnreadableError(Mistake(str(path), "", found, "A study needs six levels at most.")) from error
    except ValueError as error:
        kind = "JSON" if path.suffix == ".json" else "TOML"
        raise UnreadableError(Mistake(str(path), "", f"no valid {kind}: {error}.")) from error
    if not isinstance(data, dict):
        raise UnreadableError(Mistake(str(path), "", "the text is no object.", "A study is one object with keys."))
    return SourceFile(path, text, data)


def _parse_json(text: str) -> Any:  # noqa: ANN401 - whatever the text holds
    return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_duplicates)


def _no_constant(name: str) -> None:
    message = f"{name} is no JSON number"
    raise ValueError(message)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        message = f"the key {repeated!r} stands twice in one object"
        raise ValueError(message)
    return data
