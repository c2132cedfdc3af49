"""The ways a terminal program is ended from outside: signals, and a terminal that is gone."""

from __future__ import annotations

import asyncio
import select
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

EVERY = 1.0
"""Seconds between two looks at the terminal."""


def listen_for_the_end(app: WorkbenchApp) -> None:
    """Have the application end in order when a signal asks for it, or when its terminal is gone."""
    if app.is_headless:
        return
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        with suppress(AttributeError, NotImplementedError, ValueError):
            loop.add_signal_handler(getattr(signal, name), app.end)

    def leave_a_lost_terminal() -> None:
        if is_lost():
            app.end()

    app.set_interval(EVERY, leave_a_lost_terminal)


def is_lost() -> bool:
    """Return whether the terminal is gone: not every program above passes the signal on."""
    try:
        terminal = select.poll()
        terminal.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, select.POLLIN)
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in terminal.poll(0))
    except (AttributeError, OSError, ValueError):
        return False
