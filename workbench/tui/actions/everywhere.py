"""The actions that every mode knows; their methods are the application's."""

from __future__ import annotations

from workbench.tui.actions.action import Action

WORK, SHOW = "Work", "Screen"

ACTIONS = (
    Action("help", "Help", ("f1", "question_mark"), "help", foot="help", group=SHOW,
           help="The keys of this mode, and what is known of the place under the cursor."),
    Action("undo", "Undo", ("u", "ctrl+z"), "undo", foot="undo", group=WORK,
           help="Takes back your latest change that stands, also one of an earlier session."),
    Action("redo", "Redo", ("ctrl+r", "ctrl+y"), "redo", group=WORK),
    Action("history", "History of changes", ("H",), "history", group=WORK,
           help="Who changed what, when and why."),
    Action("command", "Command line", ("colon",), "command", group=WORK,
           help="Runs any verb of the workbench on the open study, for example: score --explain."),
    Action("disputes", "Disputes", ("D",), "disputes", group=WORK,
           help="Values that people gave without having seen each other's; each is settled with a reason."),
    Action("messages", "Messages", ("M",), "messages", group=WORK,
           help="What was said in the bottom line, and what is wrong with the study folder."),
    Action("save", "Save now (every change is saved by itself)", ("ctrl+s",), "save_now", group=WORK),
    Action("cancel", "Stop waiting for a long calculation", ("escape",), "cancel", group=WORK),
    Action("theme", "Next theme", ("T",), "next_theme", group=SHOW,
           help="Dark, light, high contrast, and the terminal's own colours."),
    Action("speak", "Speak line on or off", ("ctrl+l",), "speak", group=SHOW,
           help="One line that says everything about the place of the cursor, for screen readers."),
    Action("suspend", "Suspend to the shell", ("ctrl+g",), "suspend_process", group=SHOW,
           help="The shell's fg comes back."),
    Action("quit", "Quit", ("ctrl+q", "f10"), "quit", foot="quit", group=SHOW),
    Action("palette", "All commands", ("ctrl+p",), "command_palette", foot="commands", group=SHOW, offered=False),
    Action("interrupt", "How to quit", ("ctrl+c",), "hint_quit", group=SHOW, offered=False),
)  # fmt: skip
