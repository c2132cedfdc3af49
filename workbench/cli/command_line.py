"""Running the command line: streams, exit codes, and no traceback in anybody's face."""

from __future__ import annotations

import os
import sys
from io import StringIO
from typing import TYPE_CHECKING

import click

from workbench.cli.commands import WorkbenchGroup
from workbench.errors import WorkbenchError
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
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = GROUP.main(args=list(arguments), prog_name="workbench", standalone_mode=False)
        sys.stdout.flush()
    except WorkbenchError as error:
        click.echo(printable(f"workbench: {error}"), err=True)
        return error.exit_code
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        shown = StringIO()
        error.show(shown)
        click.echo(printable(shown.getvalue()), err=True, nl=False)
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return code if isinstance(code, int) else 0
