"""Starting the screen: the frame with the study's name first, then what takes time to load."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from workbench.model.printable import printable
from workbench.usecases.watch import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STORE_EXIT = 4
"""The exit code when something could not be saved."""
FRAMES = "250"
"""The most frames in a second: a key's frame never waits long because that of the disk's word came just before."""
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
    following: Path | None = path
    code = 0
    with keys_as_typed() as before:
        while following is not None:
            code, following = _run(following, analyst, before)
    return code


def _run(path: Path, analyst: tuple[str, str], terminal_as_it_was: list[Any] | None) -> tuple[int, Path | None]:
    """Return the exit code, and the study that takes the place of this one, where there is one."""
    # What is typed as a command on the screen is done by the same person.
    os.environ["WORKBENCH_ANALYST"] = analyst[1]
    gc.disable()  # nothing that is loaded now goes away again
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # there are none; looking for them takes a while
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    terminal = sys.__stderr__
    shown = terminal is not None and terminal.isatty()
    if shown and terminal is not None:
        terminal.write(OTHER_SCREEN + frame(title_of(path), *shutil.get_terminal_size()))
        terminal.flush()
    try:
        from workbench.tui.app import WorkbenchApp
        from workbench.usecases.session import Session

        session = Session(path, analyst, later=True)
        app = WorkbenchApp(session)
        app.terminal_as_it_was = terminal_as_it_was
    except BaseException:
        if shown and terminal is not None:
            terminal.write(BACK)
            terminal.flush()
        raise
    finally:
        gc.freeze()  # a search through the whole study would stop the keys
        gc.enable()
    try:
        app.run()
    finally:
        saving = session.close()
    if not saving.done:
        count = "1 change" if saving.waiting == 1 else f"{saving.waiting} changes"
        sys.stderr.write(printable(f"{count} not saved. {saving.failure}\n"))
        return STORE_EXIT, None
    return app.return_code or 0, app.next_study


@contextmanager
def keys_as_typed() -> Iterator[list[Any] | None]:
    """Take keys as they are from the first moment on; give the terminal's settings before that, if there is one.

    Until the screen stands, the terminal would show them, turn Enter into a line feed and swallow Ctrl+Q.
    """
    try:
        import termios
    except ImportError:
        yield None
        return
    try:
        entry = sys.__stdin__.fileno() if sys.__stdin__ else 0
        before = termios.tcgetattr(entry)
    except (OSError, ValueError, termios.error):  # no terminal
        yield None
        return
    iflag, oflag, cflag, lflag, *rest = before
    typed = [iflag & ~(termios.ICRNL | termios.IXON), oflag, cflag, lflag & ~(termios.ICANON | termios.ECHO), *rest]
    termios.tcsetattr(entry, termios.TCSANOW, typed)
    try:
        yield before
    finally:
        with suppress(termios.error):
            termios.tcsetattr(entry, termios.TCSANOW, before)


def frame(title: str, width: int, height: int) -> str:
    """Return what stands on the screen while the study is read: its name, and that it is being opened."""
    plain = "".join(each for each in title if each.isprintable())[: max(0, width - 2)]
    return f"\x1b[H\x1b[2J {plain}\x1b[{height};1H Opening …"
