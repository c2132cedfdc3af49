"""Strips in few bytes: what the terminal has been told once in a line is not told again for every word of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.color import ColorSystem
    from rich.console import Console
    from rich.segment import Segment

ATTRIBUTES = {
    "bold": ("1", "22"),
    "dim": ("2", "22"),
    "italic": ("3", "23"),
    "underline": ("4", "24"),
    "blink": ("5", "25"),
    "reverse": ("7", "27"),
    "conceal": ("8", "28"),
    "strike": ("9", "29"),
    "underline2": ("21", "24"),
    "overline": ("53", "55"),
}
"""What turns an attribute on, and off again."""
OF_LETTERS = frozenset({"bold", "dim", "italic", "blink", "conceal"})
"""Attributes that nobody sees on a space."""
DEFAULT_LETTERS, DEFAULT_GROUND = "39", "49"
END = "\x1b[0m"


class Look(NamedTuple):
    """How a terminal writes at a moment; no colour is the terminal's own."""

    attributes: frozenset[str]
    letters: str | None
    """The codes of the colour; None while it is not known."""
    ground: str


class Piece(NamedTuple):
    """A piece of a line, and what is sent for it where the terminal already has the line's ground."""

    segments: list[Segment]
    cells: int
    sent: str


class SentStrip(Strip):
    """A line that knows what is sent for it; cut in two it is a strip like any other."""

    __slots__ = ("_pieces", "_sent")

    def __init__(self, pieces: Sequence[Piece], cells: int, sent: str) -> None:
        super().__init__((), cells)
        self._pieces = pieces
        self._sent = sent

    @property
    def _segments(self) -> list[Segment]:
        """The segments, which are asked for only where a line is cut."""
        return [segment for each in self._pieces for segment in each.segments]

    @_segments.setter
    def _segments(self, none: list[Segment]) -> None:  # the class above begins with none
        pass

    def render(self, console: Console) -> str:  # noqa: ARG002 - what is sent was made for the only console there is
        """Return what is sent."""
        return self._sent


def strip_of(pieces: Sequence[Piece], cells: int, ground: Style, system: ColorSystem) -> Strip:
    """Return pieces that follow each other as one line."""
    return SentStrip(pieces, cells, "".join((_begun(ground, system), *[each.sent for each in pieces], END)))


def piece_of(segments: list[Segment], ground: Style, system: ColorSystem) -> Piece:
    """Return segments as a piece of a line; it leaves the terminal with the ground of the line."""
    start = _look(ground, system)
    now = start._replace(letters=None) if start.letters else start
    sent: list[str] = []
    for text, style, _ in segments:
        wanted = _look(style or Style.null(), system)
        if text.isspace():
            wanted = _on_a_space(wanted, now)
        sent += (_change(now, wanted), text)
        now = wanted
    sent.append(_change(now, start._replace(letters=now.letters) if start.letters else start))
    return Piece(segments, sum(each.cell_length for each in segments), "".join(sent))


@lru_cache(1024)
def _begun(ground: Style, system: ColorSystem) -> str:
    return _change(Look(frozenset(), "", ""), _look(ground, system))


@lru_cache(4096)
def _look(style: Style, system: ColorSystem) -> Look:
    attributes = frozenset(name for name in ATTRIBUTES if getattr(style, name))
    colours = Style(color=style.color), Style(bgcolor=style.bgcolor)
    return Look(attributes, *(Strip.render_ansi(each, system) for each in colours))


def _on_a_space(wanted: Look, now: Look) -> Look:
    """Return how a space can be written so that it looks as wanted with the least to change."""
    if wanted.attributes - OF_LETTERS:
        return wanted
    return Look(now.attributes & OF_LETTERS, now.letters, wanted.ground)


@lru_cache(4096)
def _change(before: Look, after: Look) -> str:
    """Return what leads from one way of writing to another."""
    off = dict.fromkeys(ATTRIBUTES[name][1] for name in ATTRIBUTES if name in before.attributes - after.attributes)
    left = {name for name in before.attributes if ATTRIBUTES[name][1] not in off}
    codes = [*off, *(ATTRIBUTES[name][0] for name in ATTRIBUTES if name in after.attributes - left)]
    if after.letters is not None and after.letters != before.letters:
        codes.append(after.letters or DEFAULT_LETTERS)
    if after.ground != before.ground:
        codes.append(after.ground or DEFAULT_GROUND)
    return f"\x1b[{';'.join(codes)}m" if codes else ""
