"""Stopping to the shell and coming back, also where the process was stopped without being asked first."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

from workbench.tui.running.ending import is_lost

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


def suspend_in_order(app: WorkbenchApp) -> None:
    """Leave the terminal as it was when the process is stopped, and take it again when it goes on.

    Who goes on without having been stopped in order (SIGSTOP, a suspended container) would read the keyboard twice, by
    Textual's driver alone: keys get lost, and the process never ends. So the terminal is let go first. A terminal that
    goes away tells its programs to go on, too: who took it again then would wait for its keys for ever. Both is done
    between two events and not inside of one, since a driver that is just writing holds the lock that it would wait for.
    """
    driver = app._driver  # noqa: SLF001 - Textual gives no other way to it
    if app.is_headless or driver is None or not driver.can_suspend or not hasattr(signal, "SIGTSTP"):
        return
    if getattr(driver, "attrs_before", None) is not None and app.terminal_as_it_was is not None:
        driver.attrs_before = app.terminal_as_it_was  # type: ignore[attr-defined]
    is_suspended = False

    def stop() -> None:
        nonlocal is_suspended
        driver.suspend_application_mode()
        is_suspended = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def go_on() -> None:
        nonlocal is_suspended
        if not app.is_running or is_lost():
            return
        if not is_suspended:
            driver.suspend_application_mode()
        driver.resume_application_mode()
        is_suspended = False
        app.call_later(app.refresh, layout=True)

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTSTP, stop)
    loop.add_signal_handler(signal.SIGCONT, go_on)
