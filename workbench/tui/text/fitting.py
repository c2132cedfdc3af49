"""Fitting people's text into cells: one line, known width, wide and combining characters included."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Sequence

MORE = "…"
_SHORTEST_PREFIX = 8
"""Cells that siblings must share at the front before that is left out."""
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the writing direction of what follows them."""


@lru_cache(4096)
def one_line(text: str) -> str:
    """Return text on one line, without characters that would move the cursor or turn the direction."""
    shown = (each for each in " ".join(text.split()) if each not in _TURNS)
    return "".join(each for each in shown if unicodedata.category(each) not in {"Cc", "Cs"})


def cleaned(text: str) -> tuple[str, int]:
    """Return text without the control characters that no record takes, and how many were dropped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = [each for each in text if each in "\n\t" or not _forbidden(each)]
    return "".join(kept), len(text) - len(kept)


def _forbidden(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"} or character in "\ufffe\uffff"


def crop(text: str, width: int) -> str:
    """Return text in at most so many cells, ended by … where something was left out."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + MORE if width > 0 else ""


def fit(text: str, width: int) -> str:
    """Return text in exactly so many cells."""
    return set_cell_size(crop(text, width), width)


def right(text: str, width: int) -> str:
    """Return text in exactly so many cells, at their right end."""
    text = crop(text, width)
    return " " * (width - cell_len(text)) + text


JOINTS = "·/-"
"""After these a word may go on in the next line."""


def wrap(text: str, width: int, most: int) -> list[str]:
    """Return text in lines of a width, at most so many; the last ends with … where something was left out."""
    return _stack(one_line(text).split(), width, most)


def stack(label: str, width: int, most: int) -> list[str]:
    """Return a heading in lines of a small width: long words are broken with a hyphen."""
    pieces: list[str] = []
    for word in re.sub(r"(?<=\w)-(?=\w)", "-\0", one_line(label)).replace(" ", "\0 ").split("\0"):
        pieces.extend(_broken(word.strip(), width, spaced=word.startswith(" ")))
    lines = [""]
    for piece in pieces:
        if cell_len(lines[-1] + piece) <= width:
            lines[-1] += piece
        else:
            lines.append(piece.strip())
    return _ended(lines, width, most)


def _broken(word: str, width: int, *, spaced: bool) -> list[str]:
    """Return a word in pieces of about the same length, hyphens included, none wider than the width."""
    pieces = []
    parts = -(-cell_len(word) // max(1, width - 1)) if cell_len(word) > width else 1
    while parts > 1 and width > 1:
        head = set_cell_size(word, min(width - 1, -(-cell_len(word) // parts))).rstrip()
        if not head:
            break
        pieces.append(f"{head}-")
        word = word[len(head) :]
        parts = max(parts - 1, -(-cell_len(word) // (width - 1)) if cell_len(word) > width else 1)
    pieces.append(word)
    return [f" {pieces[0]}" if spaced else pieces[0], *pieces[1:]]


def _stack(words: list[str], width: int, most: int) -> list[str]:
    lines = [""]
    for word in words:
        rest = word
        joined = f"{lines[-1]} {rest}".strip()
        if cell_len(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        while cell_len(rest) > width > 1:
            head = set_cell_size(rest, width).rstrip()
            head = head[: max(map(head.rfind, JOINTS)) + 1] or head
            lines[-1], rest = head, rest[len(head) :]
            lines.append("")
        lines[-1] = rest
    return _ended([line for line in lines if line], width, most)


def _ended(lines: list[str], width: int, most: int) -> list[str]:
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    if kept:
        kept[-1] = crop(f"{kept[-1]} {lines[most]}", width) if cell_len(kept[-1]) < width - 1 else kept[-1]
        if not kept[-1].endswith(MORE):
            kept[-1] = set_cell_size(kept[-1], min(width - 1, cell_len(kept[-1]))).rstrip(" -") + MORE
    return kept


def told_apart(labels: Sequence[str], width: int) -> list[str]:
    """Return the labels of siblings cut to a width in a way that keeps them different.

    What all of them begin with is left out first; where cutting the end would make two of them equal, words are
    shortened instead.
    """
    labels = [one_line(label) for label in labels]
    first, last = min(labels, default=""), max(labels, default="")
    same = next((place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), 0)
    prefix = first[: first.rfind(" ", 0, same) + 1]
    if max(map(cell_len, labels), default=0) > width and cell_len(prefix) >= _SHORTEST_PREFIX:
        labels = [label.removeprefix(prefix) for label in labels]
    cut = [crop(label, width) for label in labels]
    return [
        crop(_shortened(label, width), width) if cut.count(short) > 1 else short
        for label, short in zip(labels, cut, strict=True)
    ]


def _shortened(label: str, width: int) -> str:
    words = label.split(" ")
    while cell_len(" ".join(words)) > width:
        place = max(range(len(words)), key=lambda each: len(words[each].rstrip(".")))
        stem = words[place].rstrip(".")
        if len(stem) <= 3:  # noqa: PLR2004 - shorter stems say nothing
            break
        words[place] = f"{stem[:-1]}."
    return " ".join(words)
