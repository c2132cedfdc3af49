"""A frame leaves the terminal with what Textual's own would leave it with."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from textual._compositor import ChopsUpdate
from textual.strip import Strip

from workbench.tui.running.frames import Frame

WIDTH, HEIGHT = 12, 3
CONSOLE = Console()


@st.composite
def updates(draw: st.DrawFn) -> ChopsUpdate:
    """Return lines cut into parts, and what of them has changed."""
    chops: list[dict[int, Strip | None]] = []
    ends: list[list[int]] = []
    for y in range(HEIGHT):
        cuts = sorted({0, WIDTH, *draw(st.sets(st.integers(1, WIDTH - 1), max_size=3))})
        parts = [Strip([Segment(chr(ord("a") + y * 8 + n) * (end - x))]) for n, (x, end) in enumerate(pairwise(cuts))]
        chops.append({x: draw(st.sampled_from((part, None))) for x, part in zip(cuts, parts, strict=False)})
        ends.append(cuts[1:])
    edges = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, WIDTH - 1)).map(lambda two: (min(two), max(two) + 1))
    lines = sorted(draw(st.sets(st.integers(0, HEIGHT - 1), min_size=1)))
    return ChopsUpdate(chops, [(y, *draw(edges)) for y in lines], ends)


def left(sent: str) -> dict[tuple[int, int], str]:
    """Return what stands where afterwards."""
    shown: dict[tuple[int, int], str] = {}
    y = x = 0
    for row, column, letters in re.findall(r"\x1b\[(\d+);(\d+)H|(\w+)", sent):
        if row:
            y, x = int(row) - 1, int(column) - 1
        for letter in letters:
            shown[y, x] = letter
            x += 1
    return shown


@given(updates())
def test_a_frame_leaves_the_same(update: ChopsUpdate) -> None:
    frame = Frame(update.chops, update.spans, update.chop_ends)

    assert left(frame.render_segments(CONSOLE)) == left(update.render_segments(CONSOLE))
