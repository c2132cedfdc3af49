"""The actions of Score mode; their methods are the grid's."""

from __future__ import annotations

from workbench.tui.actions.action import Action

MOVE, SCORE = "Move", "Score"

ACTIONS = (
    Action("level", "Set the level and go on; or begin a number", tuple("1234567890"), "digit", foot="level",
           group=SCORE, help="On a measured scale a digit begins a number.", offered=False),
    Action("number", "Type a number", ("enter", "i"), "type", foot="number", group=SCORE,
           help="Enter accepts and goes down, Tab to the right, Esc gives up."),
    Action("begin", "Begin a number", ("full_stop", "minus"), "begin", group=SCORE, offered=False),
    Action("note", "Write the reason", ("n",), "note", foot="reason", group=SCORE),
    Action("clear", "Clear your own score", ("x", "delete"), "clear", foot="clear", group=SCORE),
    Action("up", "Move up", ("up", "k"), "move(-1, 0)", group=MOVE),
    Action("down", "Move down", ("down", "j"), "move(1, 0)", group=MOVE),
    Action("left", "Move left", ("left", "h", "shift+tab"), "move(0, -1)", group=MOVE),
    Action("right", "Move right", ("right", "l", "tab"), "move(0, 1)", group=MOVE),
    Action("page-up", "Page up", ("pageup",), "page(-1)", group=MOVE),
    Action("page-down", "Page down", ("pagedown",), "page(1)", group=MOVE),
    Action("first-option", "First option", ("home",), "column_end(0)", group=MOVE),
    Action("last-option", "Last option", ("end",), "column_end(1)", group=MOVE),
    Action("first-criterion", "First criterion", ("g", "ctrl+home"), "row_end(0)", group=MOVE),
    Action("last-criterion", "Last criterion", ("G", "ctrl+end"), "row_end(1)", group=MOVE),
    Action("next-gap", "Next cell without a score", ("right_square_bracket",), "gap(1)", foot="gap", group=MOVE),
    Action("previous-gap", "Previous cell without a score", ("left_square_bracket",), "gap(-1)", group=MOVE),
)  # fmt: skip
