"""The `workbench` command; its version is answered before anything is loaded."""

from __future__ import annotations

import sys

from workbench.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

FAILED = 1
INTERRUPTED = 130

_interrupts: list[int] = []


def main() -> int:
    """Run the command line and return the exit code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"workbench {VERSION}\n")
        return 0
    import signal

    signal.signal(signal.SIGINT, _interrupt)
    try:
        from workbench.cli.command_line import run

        return run(sys.argv[1:])
    except BaseException as error:  # noqa: BLE001 - whatever it is, it ends in words
        return _ended_by(error)


def _ended_by(error: BaseException) -> int:
    """Say in words how the program ended, or raise the error again where it is wanted."""
    import os
    import signal

    if _interrupts:
        # A library that is interrupted while it loads may raise anything.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.stderr.write("workbench: interrupted\n")
        sys.stderr.flush()
        # An interrupt inside a library's own start makes Python end with a signal, whatever is returned.
        os._exit(INTERRUPTED)
    if os.environ.get("WORKBENCH_DEBUG") or not isinstance(error, Exception):
        raise error
    from workbench.model.printable import printable

    sys.stderr.write(printable(f"workbench: a fault of the program: {type(error).__name__}: {error}\n"))
    sys.stderr.write("What was saved is untouched. WORKBENCH_DEBUG=1 shows where it happened.\n")
    return FAILED


def _interrupt(number: int, _frame: object) -> NoReturn:
    _interrupts.append(number)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
