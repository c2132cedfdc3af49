"""The actions of Weights mode."""

from __future__ import annotations

from workbench.tui.actions.action import Action
from workbench.tui.modes.mode import Mode

WEIGH, OTHER, SETS, MOVE = "Weigh", "Other ways to ask", "Weight sets", "Move"

ACTIONS = (
    Action("number", "Give the swing; of a group that of its strongest leaf", ("enter", *"0123456789"), "number",
           foot="swing", group=WEIGH, help="Any digit begins it. The largest swing of a group is 100."),
    Action("own-number", "Give the number of the group itself", ("i",), "own_number", group=WEIGH),
    Action("points", "Give bare points instead of a swing", ("o",), "points", group=WEIGH),
    Action("raise", "Raise by 1", ("plus", "right", "l"), "nudge(1)", foot="nudge", group=WEIGH,
           help="The ranking beside follows at once."),
    Action("lower", "Lower by 1", ("minus", "left", "h"), "nudge(-1)", group=WEIGH),
    Action("raise-more", "Raise by 5", ("greater_than_sign", "shift+right"), "nudge(5)", group=WEIGH),
    Action("lower-more", "Lower by 5", ("less_than_sign", "shift+left"), "nudge(-5)", group=WEIGH),
    Action("clear", "Take the answer away", ("x", "delete"), "clear", group=WEIGH),
    Action("table", "Every weight and the trade-offs as a table", ("t",), "table", foot="table", group=WEIGH),
    Action("rank-up", "More important by one rank", ("K", "ctrl+up"), "rank(-1)", foot="rank", group=OTHER),
    Action("rank-down", "Less important by one rank", ("J", "ctrl+down"), "rank(1)", group=OTHER),
    Action("rule", "How ranks become weights: centroid, sum, reciprocal", ("r",), "rule", group=OTHER),
    Action("pairwise", "Compare in pairs", ("p",), "pairwise", foot="pairs", group=OTHER,
           help="With the consistency ratio, and the judgement to look at again."),
    Action("best-worst", "Compare with the best and the worst", ("b",), "best_worst", group=OTHER),
    Action("next-set", "Next weight set", ("w",), "set(1)", foot="set", group=SETS),
    Action("previous-set", "Previous weight set", ("W",), "set(-1)", group=SETS),
    Action("use-set", "Let the study's ranking go by this set", ("U",), "use_set", group=SETS),
    Action("add-set", "Add a weight set", ("a",), "ask_set('add')", group=SETS),
    Action("copy-set", "Copy this weight set", ("y",), "ask_set('copy')", group=SETS),
    Action("rename-set", "Rename this weight set", ("e",), "ask_set('rename')", group=SETS),
    Action("perspective", "Mark as a perspective, or no longer", ("P",), "perspective", group=SETS),
    Action("kind", "Asked as swings and points, or as importance", ("I",), "kind", group=SETS),
    Action("remove-set", "Remove this weight set", ("X",), "remove_set", group=SETS),
    Action("up", "Up", ("up", "k"), "move(-1)", group=MOVE),
    Action("down", "Down", ("down", "j"), "move(1)", group=MOVE),
    Action("page-up", "Page up", ("pageup",), "page(-1)", group=MOVE),
    Action("page-down", "Page down", ("pagedown",), "page(1)", group=MOVE),
    Action("first", "First row", ("g", "home"), "end(0)", group=MOVE),
    Action("last", "Last row", ("G", "end"), "end(1)", group=MOVE),
)  # fmt: skip

MODE = Mode(
    name="weights",
    title="Weights",
    purpose="say what the swings are worth",
    key="f3",
    number=2,
    screen="WeightsScreen",
    actions=ACTIONS,
)
