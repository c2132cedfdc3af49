"""Looks: one named cell style for each role a cell can have."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

INK, PAPER, GREY, PALE, LINE = "1F2933", "FFFFFF", "6B7280", "F3F4F6", "D1D5DB"
NAVY, BLUE, GREEN, YELLOW, MINT, AMBER, RED = "1B3A57", "0B3FA8", "1B6B3A", "FFF6CC", "E6F2EA", "FCE4B6", "B42318"
TABS = {"control": "6B7280", "input": "E0A800", "calculation": "8FA3B8", "output": "2E7D4F"}

SECTION = "section"
HEADINGS = (SECTION, "header", "header_left", "header_link", "title", "status", "note")
"""Looks of what stands above something else."""

INPUTS = ("input", "input_text")
"""Looks of what takes entries."""

TWO, ONE, PERCENT, WHOLE, PLAIN, FOUR = "0.00", "0.0", "0.0%", "0", "General", "0.0000"


def _style(  # noqa: PLR0913 - a style is the sum of these
    name: str,
    *,
    size: float = 10,
    bold: bool = False,
    italic: bool = False,
    color: str = INK,
    fill: str = "",
    number: str = PLAIN,
    across: str = "general",
    wrap: bool = False,
    framed: bool = True,
    locked: bool = True,
) -> Any:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.styles import Protection

    style = NamedStyle(name=f"pw_{name}")
    style.font = Font(name="Calibri", size=size, bold=bold, italic=italic, color=color)
    style.alignment = Alignment(
        horizontal=across, vertical="top" if wrap and across == "general" else "center", wrap_text=wrap
    )
    style.number_format = number
    style.protection = Protection(locked=locked)
    if fill:
        style.fill = PatternFill("solid", fgColor=fill)
    if framed:
        style.border = Border(*(Side(style="thin", color=LINE) for _ in range(4)))
    return style


def all_styles() -> list[Any]:
    """Return the named styles of the workbook."""
    return [*_words(), *_figures()]


def _words() -> list[Any]:
    return [
        _style("title", size=16, bold=True, color=NAVY, framed=False),
        _style("status", size=9, bold=True, color=RED, framed=False),
        _style("note", size=9, italic=True, color=GREY, framed=False),
        _style("headline", size=11, bold=True, color=NAVY, framed=False),
        _style("finding", size=12, bold=True, color=NAVY, fill=MINT, framed=False),
        _style("finding_small", size=11, color=NAVY, fill=MINT, framed=False),
        _style("out_center", across="center", fill=MINT, wrap=True),
        _style("out_count", across="center", fill=MINT, number=WHOLE),
        _style(SECTION, size=12, bold=True, color=NAVY, framed=False),
        _style("header", bold=True, color=PAPER, fill=NAVY, wrap=True, across="center"),
        _style("header_left", bold=True, color=PAPER, fill=NAVY, wrap=True, across="left"),
        _style("header_link", bold=True, color=PAPER, fill=NAVY, wrap=True, across="center"),
        _style("text", wrap=True, across="left"),
        _style("line", framed=False),
        _style("small", size=9, wrap=True),
        _style("label"),
        _style("group", bold=True, fill=PALE),
        _style("fill", fill=PALE),
        _style("fill_text", size=9, wrap=True, fill=PALE),
        _style("id", size=9, color=GREY),
        _style("number", size=9, color=GREY, number=WHOLE, across="center"),
        _style("key", bold=True, wrap=True, across="left"),
        _style("key_line", bold=True, color=GREEN, framed=False),
    ]


def _figures() -> list[Any]:
    calculated = {"two": TWO, "pct": PERCENT, "int": WHOLE, "plain": PLAIN, "four": FOUR}
    return [
        _style("input", color=BLUE, fill=YELLOW, across="right", locked=False),
        _style("input_text", color=BLUE, fill=YELLOW, locked=False),
        _style("fixed", color=GREY, across="right"),
        _style("fixed_two", color=GREY, across="right", number=TWO),
        _style("fixed_name", color=GREY, bold=True, wrap=True, across="left"),
        _style("fixed_rank", color=GREY, across="center"),
        _style("link_text", color=GREEN),
        _style("link_group", color=GREEN, bold=True, fill=PALE),
        *(_style(f"calc_{kind}", number=form, across="right") for kind, form in calculated.items()),
        *(
            _style(f"sum_{kind}", number=form, across="right", bold=True, fill=PALE)
            for kind, form in calculated.items()
        ),
        *(_style(f"link_{kind}", number=form, across="right", color=GREEN) for kind, form in calculated.items()),
        *(_style(f"out_{kind}", number=form, across="right", fill=MINT) for kind, form in calculated.items()),
        _style("out_total", number=TWO, across="right", fill=MINT, bold=True, size=11),
        _style("out_rank", number=WHOLE, across="center", fill=MINT, bold=True, size=11),
        _style("out_text", fill=MINT, wrap=True),
        _style("out_name", fill=MINT, bold=True, wrap=True, across="left"),
        _style("calc_text"),
        _style("check", bold=True, across="center"),
        _style("hyperlink", color=BLUE),
    ]
