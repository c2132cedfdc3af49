"""Finding the line of every key in a TOML text; tomllib says nothing of places, so this runs after a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Path = tuple[str | int, ...]
"""Keys and list places that lead to a value."""

_BARE_ENDS = frozenset("=.,]}#\n\t ")


def key_lines(text: str) -> Mapping[Path, int]:
    """Return the line, from 1, of every key and list item of a text that tomllib has accepted."""
    scanner = _Scanner(text)
    scanner.document()
    return scanner.lines


def nearest_line(lines: Mapping[Path, int], path: Path) -> int | None:
    """Return the line of a path, or of the closest place above it that stands in the file."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


class _Scanner:
    """A reader of positions, not of values: it trusts the text to be valid TOML."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n") + "\n"
        self.at = 0
        self.line = 1
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def peek(self, length: int = 1) -> str:
        return self.text[self.at : self.at + length]

    def step(self, length: int = 1) -> None:
        self.line += self.text.count("\n", self.at, self.at + length)
        self.at += length

    def blanks(self) -> None:
        """Pass over white space, line ends and comments."""
        while self.at < len(self.text):
            if self.peek() == "#":
                self.step(self.text.index("\n", self.at) - self.at)
            elif self.peek().isspace():
                self.step()
            else:
                return

    def document(self) -> None:
        prefix: Path = ()
        self.blanks()
        while self.at < len(self.text):
            if self.peek() == "[":
                prefix = self.header()
            else:
                self.pair(prefix)
            self.blanks()

    def header(self) -> Path:
        """Read a table's header and return the path of the table it opens."""
        line, repeated = self.line, self.peek(2) == "[["
        self.step(2 if repeated else 1)
        path = self.within_last(self.key())
        self.step(2 if repeated else 1)
        if repeated:
            path = (*path, self.count(path))
            self.lines[path] = line
        return path

    def within_last(self, keys: list[str]) -> Path:
        """Return the path of a header: a name of an array of tables means the last table of it."""
        path: Path = ()
        for place, key in enumerate(keys):
            path = (*path, key)
            self.lines.setdefault(path, self.line)
            if place < len(keys) - 1 and path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def count(self, path: Path) -> int:
        self.counts[path] = self.counts.get(path, 0) + 1
        return self.counts[path] - 1

    def key(self) -> list[str]:
        """Read a key with its dots, up to what follows it."""
        keys = []
        while True:
            self.blanks()
            start = self.at
            if self.peek() in "\"'":
                self.string()
                keys.append(self.text[start + 1 : self.at - 1])
            else:
                while self.peek() not in _BARE_ENDS:
                    self.step()
                keys.append(self.text[start : self.at])
            self.blanks()
            if self.peek() != ".":
                return keys
            self.step()

    def pair(self, prefix: Path) -> None:
        line = self.line
        path = prefix
        for key in self.key():
            path = (*path, key)
            self.lines.setdefault(path, line)
        self.step()
        self.blanks()
        self.value(path)

    def value(self, path: Path) -> None:
        if self.peek() in "\"'":
            self.string()
        elif self.peek() == "[":
            self.listing(path)
        elif self.peek() == "{":
            self.table(path)
        else:
            while self.peek() not in ",]}#\n":
                self.step()

    def string(self) -> None:
        quote = self.peek()
        mark = self.peek(3) if self.peek(3) == quote * 3 else quote
        self.step(len(mark))
        while self.peek(len(mark)) != mark:
            self.step(2 if quote == '"' and self.peek() == "\\" else 1)
        self.step(len(mark))
        while len(mark) > 1 and self.peek() == quote:
            self.step()

    def listing(self, path: Path) -> None:
        self.step()
        self.blanks()
        place = 0
        while self.peek() != "]":
            self.lines[(*path, place)] = self.line
            self.value((*path, place))
            self.separator()
            place += 1
        self.step()

    def table(self, path: Path) -> None:
        self.step()
        self.blanks()
        while self.peek() != "}":
            self.pair(path)
            self.separator()
        self.step()

    def separator(self) -> None:
        self.blanks()
        if self.peek() == ",":
            self.step()
            self.blanks()
