"""The workbench's own colours, and the names that lines of text are styled by."""

from __future__ import annotations

from textual.theme import Theme

WITHOUT_COLOUR = "ansi-dark"
"""Textual's theme of the terminal's own colours; with NO_COLOR no colour is sent at all."""

THEMES = (
    Theme(
        name="workbench-dark",
        dark=True,
        primary="#7fb8d6",
        secondary="#8fbf9f",
        accent="#e6b566",
        warning="#e6b566",
        error="#e5707a",
        success="#8fc98f",
        foreground="#d7dde4",
        background="#12171d",
        surface="#171d25",
        panel="#212a35",
    ),
    Theme(
        name="workbench-light",
        dark=False,
        primary="#0f5a84",
        secondary="#2f6f45",
        accent="#8a4b00",
        warning="#8a4b00",
        error="#a3212e",
        success="#1f6a2a",
        foreground="#1b222a",
        background="#fbfaf7",
        surface="#f1efe9",
        panel="#e3dfd5",
    ),
    Theme(
        name="workbench-contrast",
        dark=True,
        primary="#7fd4ff",
        secondary="#8dffb0",
        accent="#ffd84d",
        warning="#ffd84d",
        error="#ff9a9a",
        success="#8dff8d",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
    ),
)
"""Dark, light, and high contrast: in the last every letter stands out at 7:1 or more (WCAG 2.2, 1.4.6)."""

CONTRAST_CSS = """
.-theme-workbench-contrast {
    & .line--track, & .line--rule { color: $foreground 65%; }
    & ScrollView { scrollbar-color: $foreground 65%; }
    & .line--edge { color: $foreground 65%; }
}
"""
"""What only guides the eye, drawn brighter in the theme of high contrast than in the others."""

ROUND = (*(each.name for each in THEMES), WITHOUT_COLOUR)


def next_theme(name: str) -> str:
    """Return the theme that follows one."""
    return ROUND[(ROUND.index(name) + 1) % len(ROUND)] if name in ROUND else ROUND[0]


LINE_STYLES = frozenset({
    "line--strong", "line--dim", "line--bar", "line--track", "line--good", "line--bad", "line--warn", "line--label",
    "line--alarm", "line--key", "line--rule", "line--edge", "line--picked",
})  # fmt: skip
"""The names of what is styled in every area that draws lines."""

LINE_CSS = """
    & .line--strong { text-style: bold; }
    & .line--dim { color: $foreground 65%; }
    & .line--bar { color: $primary; }
    & .line--track { color: $foreground 25%; }
    & .line--good { color: $success; }
    & .line--bad { color: $error; }
    & .line--warn { color: $warning; }
    & .line--label { color: $warning; text-style: bold; }
    & .line--alarm { text-style: bold reverse; color: $error; }
    & .line--key { color: $primary; text-style: bold; }
    & .line--rule { color: $foreground 35%; }
    & .line--edge { color: $panel; }
    & .line--picked { color: $accent; text-style: bold; }
    &:ansi .line--dim, &:ansi .line--track, &:ansi .line--rule { color: ansi_default; text-style: dim; }
    &:ansi .line--edge { color: ansi_default; }
"""
"""Rules that go inside the style of an area."""

GRID_STYLES = frozenset({
    "grid--heading", "grid--here", "grid--band", "grid--head", "grid--current", "grid--mark", "grid--group",
    "grid--leaf", "grid--figure", "grid--weight", "grid--warn", "grid--total", "grid--own", "grid--inherited",
    "grid--missing", "grid--height", "grid--selected", "grid--alarm", "grid--cursor", "grid--typing", "grid--hint",
})  # fmt: skip
"""The names of what is styled in the grid."""

STYLES = LINE_STYLES | GRID_STYLES

GRID_CSS = """
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    scrollbar-background: $background; scrollbar-corner-color: $background;
    scrollbar-color: $panel;
    & .grid--heading { background: $panel; }
    & .grid--here { background: $surface; }
    & .grid--band { background: $foreground 5%; }
    & .grid--head { color: $foreground 75%; }
    & .grid--current { color: $accent; text-style: bold underline; }
    & .grid--hint { color: $accent; }
    & .grid--mark { color: $accent; text-style: bold; }
    & .grid--group { color: $primary; text-style: bold; }
    & .grid--total { color: $primary; text-style: bold; }
    & .grid--figure { color: $foreground 70%; text-style: italic; }
    & .grid--weight { color: $foreground 65%; }
    & .grid--warn { color: $warning; }
    & .grid--own { text-style: bold; }
    & .grid--inherited { color: $foreground 80%; }
    & .grid--missing { color: $warning; text-style: bold; }
    & .grid--height { color: $secondary; }
    & .grid--cursor { color: $accent; text-style: bold reverse; }
    & .grid--selected { color: $primary; text-style: bold reverse; }
    & .grid--alarm { color: $error; text-style: bold reverse; }
    & .grid--typing { color: $accent; text-style: bold underline; }
    &:ansi .grid--heading, &:ansi .grid--here, &:ansi .grid--band { background: ansi_default; }
    &:ansi .grid--head, &:ansi .grid--inherited { color: ansi_default; }
    &:ansi .grid--weight { color: ansi_default; text-style: dim; }
    &:ansi .grid--figure { color: ansi_default; text-style: italic; }
"""
"""Rules that go inside the style of the grid."""
