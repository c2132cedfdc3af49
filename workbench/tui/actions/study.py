"""The actions of Study mode."""

from __future__ import annotations

from workbench.tui.actions.action import Action
from workbench.tui.modes.mode import Mode

CHANGE, PAGE, MOVE = "Change", "Pages", "Move"

ACTIONS = (
    Action("change", "Open the record, change the field, run the line", ("enter", "space", "i"), "change",
           foot="change", group=CHANGE, help="An empty text takes the field away; consequences are said first."),
    Action("add", "Add what the page is made of", ("a",), "add(0)", foot="add", group=CHANGE,
           help="A state, a side, an option, a criterion, an analyst, a document."),
    Action("add-second", "Add a group, a set of options, a passage", ("A",), "add(1)", group=CHANGE),
    Action("add-third", "Add a profile of criteria, a gate", ("P",), "add(2)", group=CHANGE),
    Action("add-fourth", "Add proportionality, computed from each side's gains and burdens", ("C",), "add(3)",
           group=CHANGE),
    Action("remove", "Remove the record", ("X", "delete"), "remove", foot="remove", group=CHANGE),
    Action("move-up", "Move the record up", ("K", "ctrl+up"), "reorder(-1)", group=CHANGE),
    Action("move-down", "Move the record down", ("J", "ctrl+down"), "reorder(1)", group=CHANGE),
    Action("next-page", "Next page", ("right", "l", "tab"), "section(1)", foot="page", group=PAGE),
    Action("previous-page", "Previous page", ("left", "h", "shift+tab"), "section(-1)", group=PAGE),
    Action("checklist", "The process checklist", ("c",), "show_section('checklist')", foot="checklist", group=PAGE),
    Action("filter", "Show only what has a word in it", ("slash", "f"), "filter", foot="filter", group=PAGE),
    Action("up", "Up", ("up", "k"), "move(-1)", group=MOVE),
    Action("down", "Down", ("down", "j"), "move(1)", group=MOVE),
    Action("page-up", "Page up", ("pageup",), "page(-1)", group=MOVE),
    Action("page-down", "Page down", ("pagedown",), "page(1)", group=MOVE),
    Action("first", "First line", ("g", "home"), "end(0)", group=MOVE),
    Action("last", "Last line", ("G", "end"), "end(1)", group=MOVE),
)  # fmt: skip

MODE = Mode(
    name="study",
    title="Study",
    purpose="question, options, criteria, people, settings",
    key="f9",
    number=6,
    screen="StudyScreen",
    actions=ACTIONS,
)
