"""Stopping to the shell and coming back, also where the process was stopped without being asked first."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


def suspend_in_order(app: WorkbenchApp) -> None:
    """Leave the terminal as it was when the process is stopped, and take it again when it goes on.

    Who goes on without having been stopped in order (SIGSTOP, a suspended container) would read the keyboard twice, by
    Textual's driver alone: keys get lost, and the process never ends. So the terminal is let go first.
    """
    driver = app._driver  # noqa: SLF001 - Textual gives no other way to it
    if app.is_headless or driver is None or not driver.can_suspend or not hasattr(signal, "SIGTSTP"):
        return
    if getattr(driver, "attrs_before", None) is not None and app.terminal_as_it_was is not None:
        driver.attrs_before = app.terminal_as_it_was  # type: ignore[attr-defined]
    is_suspended = False

    def stop(*_: Any) -> None:  # noqa: ANN401 - a signal's number and frame
        nonlocal is_suspended
        driver.suspend_application_mode()
        is_suspended = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def go_on(*_: Any) -> None:  # noqa: ANN401 - a signal's number and frame
        nonlocal is_suspended
        if not is_suspended:
            driver.suspend_application_mode()
            is_suspended = True
        driver.resume_application_mode()
        is_suspended = False
        app.call_later(app.refresh, layout=True)

    signal.signal(signal.SIGTSTP, stop)
    signal.signal(signal.SIGCONT, go_on)
