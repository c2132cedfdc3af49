"""The page of keys of the documentation: `python -m workbench.tui.actions.page FILE` writes it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.tui.actions.action import EVERYWHERE, Action
from workbench.tui.actions.key_names import key_names
from workbench.tui.actions.registry import Actions
from workbench.tui.modes.mode import modes

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = """# Keys

Every key of the terminal screen, made from the list of actions that also feeds the palette (`Ctrl+P`), the help (`F1`)
and the bottom line. A file `keymap.toml` in the configuration folder gives an action other keys, by its name:

```toml
undo = "u"
"score.note" = ["n", "f4"]
```

A mode's keys do what this page says in that mode only. Where text is typed, letters are text.
"""


def keys_page() -> str:
    """Return the page as Markdown."""
    every = modes()
    actions = Actions(every)
    parts = [HEAD, "## In every mode\n", _table(actions.of(EVERYWHERE))]
    for mode in every:
        if mode.actions:
            parts += [f"## {mode.title} ({key_names((mode.key,))}): {mode.purpose}\n", _table(actions.of(mode.name))]
    return "\n".join(parts)


def _table(actions: Sequence[Action]) -> str:
    rows = [f"| {_keys(each)} | {_words(each)} | `{each.id}` |" for each in actions]
    return "\n".join(["| keys | what they do | name |", "| --- | --- | --- |", *rows, ""])


def _keys(action: Action) -> str:
    return " ".join(f"`{name}`" for name in key_names(action.keys).split("  ")).replace("|", "\\|")


def _words(action: Action) -> str:
    return (f"{action.title}. {action.help}" if action.help else action.title).replace("|", "\\|")


def main(arguments: Sequence[str]) -> None:
    """Write the page into the named file."""
    Path(arguments[0]).write_text(keys_page(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
