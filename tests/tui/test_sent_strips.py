"""Lines sent in few bytes look as if every word of them had been sent with all that is known of it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.tui.widgets.sent import piece_of, strip_of

ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike")
COLOURS = (None, Color.parse("#102030"), Color.parse("#405060"), Color.parse("default"))
SYSTEM = ColorSystem.TRUECOLOR
OFF = {22: ("1", "2"), 23: ("3",), 24: ("4",), 27: ("7",), 29: ("9",)}

styles = st.builds(
    lambda colour, ground, on: Style(color=colour, bgcolor=ground) + Style.parse(" ".join(sorted(on)) or "none"),
    st.sampled_from(COLOURS),
    st.sampled_from(COLOURS),
    st.sets(st.sampled_from(ATTRIBUTES)),
)
texts = st.text(st.sampled_from("ab  字"), min_size=1, max_size=4)
segments = st.tuples(texts, styles).map(lambda pair: Segment(*pair))
pieces = st.lists(st.lists(segments, max_size=4), max_size=4)


def seen(sent: str) -> list[tuple[str, frozenset[str], str, str]]:
    """Return what a terminal shows: each character with its attributes, its colour and its ground."""
    shown: list[tuple[str, frozenset[str], str, str]] = []
    on: frozenset[str] = frozenset()
    letters = ground = "default"
    for codes, text in re.findall(r"\x1b\[([\d;]*)m|([^\x1b]+)", sent):
        for character in text:
            if character == " " and on <= {"1", "2", "3"}:
                shown.append((character, frozenset(), "", ground))
            else:
                shown.append((character, on, letters, ground))
        rest = codes.split(";") if codes else []
        while rest:
            code = int(rest[0])
            if code in {38, 48}:
                colour, rest = ";".join(rest[1:5]), rest[5:]
                letters, ground = (colour, ground) if code == 38 else (letters, colour)
                continue
            rest = rest[1:]
            if code == 0:
                on, letters, ground = frozenset(), "default", "default"
            elif code in OFF:
                on -= {*OFF[code]}
            elif code == 39:
                letters = "default"
            elif code == 49:
                ground = "default"
            else:
                on |= {str(code)}
    return shown


def in_full(parts: list[list[Segment]]) -> str:
    """Return the same as it is sent word by word."""
    return "".join(Strip.render_style(each.style or Style.null(), each.text, SYSTEM) for part in parts for each in part)


@given(pieces, styles)
def test_a_line_looks_the_same(parts: list[list[Segment]], ground: Style) -> None:
    laid = [piece_of(part, ground, SYSTEM) for part in parts]
    line = strip_of(laid, sum(each.cell_length for part in parts for each in part), ground, SYSTEM)

    assert seen(line.render(None)) == seen(in_full(parts))  # type: ignore[arg-type]  # it needs no console


@given(pieces, styles, st.integers(0, 12))
def test_a_line_is_cut_like_any_other(parts: list[list[Segment]], ground: Style, place: int) -> None:
    whole = [each for part in parts for each in part]
    cells = sum(each.cell_length for each in whole)
    line = strip_of([piece_of(part, ground, SYSTEM) for part in parts], cells, ground, SYSTEM)

    assert line.crop(0, place) == Strip(whole).crop(0, place)


def test_without_colours_none_is_sent() -> None:
    parts = [[Segment("a", Style(bold=True)), Segment("b", Style.null())], [Segment("c", Style(reverse=True))]]

    line = strip_of([piece_of(part, Style.null(), SYSTEM) for part in parts], 3, Style.null(), SYSTEM)

    assert line.render(None) == "\x1b[1ma\x1b[22mb\x1b[7mc\x1b[27m\x1b[0m"  # type: ignore[arg-type]


def test_what_the_terminal_knows_is_not_sent_again() -> None:
    ground, letters = Style(bgcolor="#101010"), Style(color="#aabbcc", bgcolor="#101010")
    part = [Segment("12", letters), Segment(" ", ground), Segment("34", letters)]

    line = strip_of([piece_of(part, ground, SYSTEM)], 5, ground, SYSTEM)

    assert line.render(None).count("38;2;170;187;204") == 1  # type: ignore[arg-type]
    assert line.render(None).count("48;2;16;16;16") == 1  # type: ignore[arg-type]
