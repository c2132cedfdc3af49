"""Printing reports to a stream, as wide and as colourful as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

    from workbench.model.report import Report

PLAIN_WIDTH = 100
"""Columns where the output is no terminal."""


def print_reports(reports: Iterable[Report], stream: IO[str]) -> None:
    """Print reports one below the other."""
    from rich.console import Console

    from workbench.formats.text import drawn

    width = None if stream.isatty() else PLAIN_WIDTH
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    for place, report in enumerate(reports):
        if place:
            console.print()
        console.print(drawn(report))
