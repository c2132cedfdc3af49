"""Starting the screen: the frame with the study's name first, then what takes time to load."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from workbench.model.printable import printable
from workbench.usecases.watch import title_of

if TYPE_CHECKING:
    from pathlib import Path

STORE_EXIT = 4
"""The exit code when something could not be saved."""
OTHER_SCREEN, BACK = "\x1b[?1049h", "\x1b[?1049l"
"""The terminal's second screen, which Textual works on too, and the way back."""


def run(path: Path, analyst: tuple[str, str]) -> int:
    """Open a study folder in the terminal until the user leaves; return the exit code.

    Parameters
    ----------
    analyst
        Id and label of who is working.

    Raises
    ------
    StoreError
        When the folder cannot be read.
    """
    terminal = sys.__stderr__
    shown = terminal is not None and terminal.isatty()
    if shown and terminal is not None:
        terminal.write(OTHER_SCREEN + frame(title_of(path), *shutil.get_terminal_size()))
        terminal.flush()
    try:
        from workbench.tui.app import WorkbenchApp
        from workbench.usecases.session import Session

        session = Session(path, analyst)
        app = WorkbenchApp(session)
    except BaseException:
        if shown and terminal is not None:
            terminal.write(BACK)
            terminal.flush()
        raise
    try:
        app.run()
    finally:
        saving = session.close()
    if not saving.done:
        count = "1 change" if saving.waiting == 1 else f"{saving.waiting} changes"
        sys.stderr.write(printable(f"{count} not saved. {saving.failure}\n"))
        return STORE_EXIT
    return app.return_code or 0


def frame(title: str, width: int, height: int) -> str:
    """Return what stands on the screen while the study is read: its name, and that it is being opened."""
    plain = "".join(each for each in title if each.isprintable())[: max(0, width - 2)]
    return f"\x1b[H\x1b[2J {plain}\x1b[{height};1H Opening …"
