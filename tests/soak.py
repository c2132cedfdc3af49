"""The long forms of fault tests: marked, and their figures put into one table as each of them ends."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

FIGURES = "soak"
"""The property of a test's report that holds its figures."""
COLUMNS = ("tried", "acknowledged", "lost", "wrong", "refused")
HEADINGS = ("tried", "acknowledged", "lost", "wrong", "refused clearly")
TABLE = "SOAK_TABLE"
"""Names the page into which the rows of a run are written; unset, they are only printed."""
START = "| kind of fault |"
LONGEST = 72

Rows = dict[str, dict[str, int]]


def sizes(name: str, short: Any, whole: Any) -> pytest.MarkDecorator:
    """Return a test's two sizes: the short one of every run, and the whole one of `make soak`."""
    return pytest.mark.parametrize(
        name, [pytest.param(short, id="short"), pytest.param(whole, id="whole", marks=pytest.mark.soak)]
    )


def counted(record_property: Callable[[str, object], None], kind: str) -> dict[str, int]:
    """Return figures to count in, column by column: what is counted stands in the table even if the test fails."""
    figures = dict.fromkeys(COLUMNS, 0)
    record_property(FIGURES, (kind, figures))
    return figures


def note_figures(record_property: Callable[[str, object], None], kind: str, **figures: int) -> None:
    """Have a test's figures added up with those of its kind."""
    counted(record_property, kind).update(figures)


def figures_of(report: pytest.TestReport) -> list[tuple[str, dict[str, int]]]:
    """Return what a test noted; one that noted nothing counts as tried once, one that failed as wrong."""
    properties: Sequence[tuple[str, Any]] = report.user_properties if report.when == "call" else ()
    noted = [each for name, each in properties if name == FIGURES]
    found = [(kind, dict(figures)) for kind, figures in noted]
    found = found or [(words_of(report.nodeid), dict.fromkeys(COLUMNS, 0) | {"tried": 1})]
    if report.failed and not any(figures["lost"] or figures["wrong"] for _, figures in found):
        found[-1][1]["wrong"] = 1
    return found


def words_of(nodeid: str) -> str:
    """Return a test's name as words."""
    name = re.split(r"[\[@]", nodeid.rpartition("::")[2])[0].removeprefix("test_").replace("_", " ")
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


class SoakTable:
    """The figures of one run, kept as its tests end: a test that crashes takes no other's figures with it."""

    def __init__(self, page: Path | None, commit: str) -> None:
        self._page = page
        self._commit = commit
        self._rows: Rows = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add the figures of a test that has ended, or of one whose process has died."""
        if not report.skipped and (report.failed or report.when == "call"):
            for kind, figures in figures_of(report):
                row = self._rows.setdefault(kind, dict.fromkeys(COLUMNS, 0))
                for column in COLUMNS:
                    row[column] += figures[column]
            if self._page is not None:
                write_rows(self._page, self._rows, self._commit)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table."""
        for line in table_of(self._rows):
            terminalreporter.write_line(line)


def watch(config: pytest.Config) -> None:
    """Keep a table of a run of long forms, in the process that sees all its reports."""
    wanted = "soak" in str(config.option.markexpr).replace("not soak", "")
    if wanted and not hasattr(config, "workerinput"):
        page = os.environ.get(TABLE)
        config.pluginmanager.register(SoakTable(Path(page).absolute() if page else None, commit_of(config.rootpath)))


def commit_of(root: Path) -> str:
    """Return the commit that is tested and its date, both as git says; a tree with other changes is said to be one."""
    told = [
        subprocess.run(["git", "-C", root, *words], capture_output=True, text=True, check=False).stdout.strip()
        for words in (("log", "-1", "--format=%h %cs"), ("status", "--porcelain", "--untracked-files=no"))
    ]
    return f"{told[0] or 'not in git'}{' with changes' if told[1] else ''}"


def table_of(rows: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return the lines of the table of all figures, kind by kind."""
    width = max([len(kind) for kind in rows], default=0)
    heading = f"{'kind of fault':{width}}" + "".join(f"{each:>16}" for each in HEADINGS)
    lines = [f"{kind:{width}}" + "".join(f"{row[column]:>16,}" for column in COLUMNS) for kind, row in rows.items()]
    return [heading, *lines] if lines else []


def write_rows(page: Path, rows: Rows, commit: str) -> None:
    """Put rows into a page's table in place of older ones of their kinds; all else on the page stays."""
    import fcntl

    with page.open("a+", encoding="utf-8") as file:
        # Several runs may share a page.
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        text = page_with(file.read().splitlines(), [_row(kind, row, commit) for kind, row in rows.items()])
        file.seek(0)
        file.truncate()
        file.write("\n".join([*text, ""]))


def page_with(lines: Sequence[str], rows: Iterable[str]) -> list[str]:
    """Return a page's lines with rows of its table exchanged or added."""
    start = next((place for place, line in enumerate(lines) if line.startswith(START)), None)
    if start is None:
        top = [f"{START} {' | '.join(HEADINGS)} | commit |", f"| --- |{' --: |' * len(COLUMNS)} --- |"]
        return page_with([*lines, "", *top] if lines else top, rows)
    end = next((place for place in range(start, len(lines)) if not lines[place].startswith("|")), len(lines))
    old = {_kind(line): line for line in lines[start + 2 : end]}
    table = old | {_kind(row): row for row in rows}
    return [*lines[: start + 2], *table.values(), *lines[end:]]


def _row(kind: str, row: Mapping[str, int], commit: str) -> str:
    return " | ".join([f"| {kind}", *(f"{row[column]:,}" for column in COLUMNS), f"{commit} |"])


def _kind(line: str) -> str:
    return line.split("|")[1].strip()
