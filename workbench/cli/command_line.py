"""Running the command line: streams, exit codes, and no traceback in anybody's face."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import StringIO
from typing import TYPE_CHECKING

import click

from workbench.cli.commands import WorkbenchGroup
from workbench.errors import ExportError, WorkbenchError
from workbench.model.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED = 1
WIDEST = 100
"""Columns that texts of help take at most."""


def text_width() -> int:
    """Return how wide texts of help are: as the terminal, between 50 and 98."""
    try:
        columns = int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size(1).columns
    except (ValueError, OSError):
        columns = 80
    return max(50, min(columns, WIDEST) - 2)


GROUP = WorkbenchGroup(
    name="workbench",
    help="Score policy options on a tree of criteria, with a reason for every score, and defend the ranking.\n\n"
    "Without a command: the terminal screen on the last study; where there is no terminal, its ranking.",
    context_settings={"help_option_names": ["-h", "--help"], "terminal_width": text_width()},
)


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code.

    Standard output carries data, standard error words. Codes: 0 done, 1 failed, 2 usage, definition or method,
    3 finished with something left for you, 4 store, 5 export, 130 interrupted.
    """
    _prepare_streams()
    try:
        code = GROUP.main(args=list(arguments), prog_name="workbench", standalone_mode=False)
        sys.stdout.flush()
    except WorkbenchError as error:
        _say(f"workbench: {error}\n")
        return error.exit_code
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        shown = StringIO()
        error.show(shown)
        _say(shown.getvalue())
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        _give_up_output()
        return FAILED
    except OSError as error:
        if error.filename is not None:
            raise
        # What fails in a file of its own has become an error in words long before.
        _give_up_output()
        why = error.strerror or error
        _say(f"workbench: Standard output cannot be written: {why}. What has arrived there is not complete.\n")
        return ExportError.exit_code
    return code if isinstance(code, int) else 0


def _prepare_streams() -> None:
    """Make streams that were closed before the start swallow what they get, and spell out what others cannot hold."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open until the end
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _say(words: str) -> None:
    """Put words on standard error; where even that fails, the exit code has to say it."""
    with suppress(OSError):
        click.echo(printable(words), err=True, nl=False)


def _give_up_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
