"""The actions of modes that show pages; their methods are those of the mode's screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.actions.action import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGES, PAGE = "Pages", "This page"

MOVING = (
    Action("go", "Open the marked cell in Score mode", ("enter",), "go", group=PAGE,
           help="On pages that list cells; ↑ and ↓ mark one."),
    Action("up", "Up", ("up", "k"), "scroll('up')", group=PAGE),
    Action("down", "Down", ("down", "j"), "scroll('down')", group=PAGE),
    Action("left", "Left", ("left", "h"), "scroll('left')", group=PAGE),
    Action("right", "Right", ("right", "l"), "scroll('right')", group=PAGE),
    Action("page-up", "A screen up", ("pageup",), "scroll('page_up')", group=PAGE),
    Action("page-down", "A screen down", ("pagedown", "space"), "scroll('page_down')", group=PAGE),
    Action("top", "To the top", ("home", "g"), "scroll('home')", group=PAGE),
    Action("end", "To the end", ("end", "G"), "scroll('end')", group=PAGE),
)  # fmt: skip


def paged_actions(pages: Sequence[tuple[str, str, str]], *own: Action) -> tuple[Action, ...]:
    """Return the actions of a mode with pages, each page's name, title and help given; the mode's own come first."""
    shown = [
        Action(f"page-{name}", f"Page: {title}", (str(number),), f"page('{name}')", group=PAGES, help=words)
        for number, (name, title, words) in enumerate(pages, start=1)
    ]
    return (
        Action("next-page", "Next page", ("tab", "right_square_bracket"), "turn(1)", foot="page", group=PAGES),
        *own,
        Action("table", "The table in place of the picture, and back", ("t",), "table", foot="table", group=PAGE,
               help="Every picture has a table that says the same."),
        Action("again", "Calculate again", ("r",), "again", foot="again", group=PAGE),
        Action("previous-page", "Previous page", ("shift+tab", "left_square_bracket"), "turn(-1)", group=PAGES),
        *shown,
        *MOVING,
    )  # fmt: skip
