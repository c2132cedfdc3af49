"""Finding the line of every key in a JSON text; the json module says nothing of places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.formats.source.toml_lines import Path


def key_lines(text: str) -> Mapping[Path, int]:
    """Return the line, from 1, of every key and list item of a text that the json module has accepted."""
    scanner = _Scanner(text)
    scanner.value(())
    return scanner.lines


class _Scanner:
    """A reader of positions, not of values: it trusts the text to be valid JSON."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.lines: dict[Path, int] = {}

    def step(self, length: int = 1) -> None:
        self.line += self.text.count("\n", self.at, self.at + length)
        self.at += length

    def blanks(self) -> str:
        """Pass over white space and return the character behind it."""
        while self.text[self.at : self.at + 1].isspace():
            self.step()
        return self.text[self.at : self.at + 1]

    def value(self, path: Path) -> None:
        mark = self.blanks()
        if mark == "{":
            self.members(path)
        elif mark == "[":
            self.items(path)
        elif mark == '"':
            self.string()
        else:
            while self.text[self.at : self.at + 1] not in {",", "]", "}", ""} and not self.text[self.at].isspace():
                self.step()

    def members(self, path: Path) -> None:
        self.step()
        while self.blanks() != "}":
            line = self.line
            inner = (*path, self.string())
            self.lines[inner] = line
            self.blanks()
            self.step()
            self.value(inner)
            self.separator()
        self.step()

    def items(self, path: Path) -> None:
        self.step()
        place = 0
        while self.blanks() != "]":
            self.lines[(*path, place)] = self.line
            self.value((*path, place))
            self.separator()
            place += 1
        self.step()

    def string(self) -> str:
        start = self.at
        self.step()
        while self.text[self.at] != '"':
            self.step(2 if self.text[self.at] == "\\" else 1)
        self.step()
        name: str = json.loads(self.text[start : self.at])
        return name

    def separator(self) -> None:
        if self.blanks() == ",":
            self.step()
