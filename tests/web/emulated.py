"""What a terminal shows after the bytes that it was sent: letters and their places, nothing else."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

from rich.cells import cell_len

_PART = re.compile(
    r"\x1b\[(?P<given>[0-9;:?<>=!$ ]*)(?P<does>[@-~])"
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\)|\x1b[^\[\]PX^_]|(?P<letter>[^\x1b])",
    re.DOTALL,
)


class Shown:
    """A terminal of one size that understands as much as Textual sends."""

    def __init__(self, width: int, height: int) -> None:
        self.size = width, height
        self._rows = [[" "] * width for _ in range(height)]
        self._x = self._y = 0
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, data: bytes) -> None:
        """Take in some more bytes, which may end anywhere."""
        text = self._rest + self._decoder.decode(data)
        end = 0
        while found := _PART.match(text, end):
            end = found.end()
            if found["letter"]:
                self._put(found["letter"])
            elif found["does"]:
                self._obey(found["does"], [int(each or "1") for each in re.findall(r"\d+|^$", found["given"])])
        self._rest = text[end:]

    def _put(self, letter: str) -> None:
        width, height = self.size
        if letter == "\r":
            self._x = 0
        elif letter == "\n":
            self._y = min(self._y + 1, height - 1)
        elif letter >= " " and self._x < width:
            self._rows[self._y][self._x] = letter
            cells = cell_len(letter)
            for beside in range(self._x + 1, min(self._x + cells, width)):
                self._rows[self._y][beside] = ""
            self._x += cells

    def _obey(self, does: str, given: list[int]) -> None:
        width, height = self.size
        first = given[0] if given else 1
        if does == "H":
            self._y = min(first, height) - 1
            self._x = min(given[1] if len(given) > 1 else 1, width) - 1
        elif does == "J":
            self._rows = [[" "] * width for _ in range(height)]
        elif does == "K":
            self._rows[self._y][self._x :] = [" "] * (width - self._x)
        elif does in "ABCD":
            self._y = max(0, min(height - 1, self._y + {"A": -first, "B": first}.get(does, 0)))
            self._x = max(0, min(width - 1, self._x + {"C": first, "D": -first}.get(does, 0)))

    def lines(self) -> list[str]:
        """Return the lines of the screen from top to bottom."""
        return ["".join(row).rstrip() for row in self._rows]

    def text(self) -> str:
        """Return the screen as one text."""
        return "\n".join(self.lines())
