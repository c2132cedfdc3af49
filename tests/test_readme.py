"""The README's commands and Python lines do what it prints."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).parent.parent
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands() -> Iterator[tuple[str, list[str]]]:
    """Yield each shell command with the lines printed below it."""
    for block in blocks("console"):
        for part in block.split("$ ")[1:]:
            command, *printed = part.splitlines()
            yield command, printed


def test_the_shell_lines_print_what_they_show(tmp_path: Path) -> None:
    ours = tmp_path / "bin"
    ours.mkdir()
    (ours / "workbench").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m workbench "$@"\n', encoding="utf-8")
    (ours / "workbench").chmod(0o755)
    for command, printed in commands():
        done = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, env=os.environ | {"PATH": f"{ours}:{os.environ['PATH']}"},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120,
            check=False,
        )  # fmt: skip
        lines = done.stdout.splitlines()
        assert len(lines) == len(printed), (command, done.stdout)
        for line, shown in zip(lines, printed, strict=True):
            start, cut, _ = shown.partition("…")
            assert line == shown or (cut and line.startswith(start)), (command, line, shown)


def test_the_python_lines_print_what_they_show() -> None:
    failures = 0
    for block in blocks("python"):
        test = doctest.DocTestParser().get_doctest(block, {}, "README", "README.md", 0)
        failures += doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed
    assert blocks("python")
    assert failures == 0


def test_what_it_links_to_is_there() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (CHECKOUT / link).exists(), link


def test_the_version_has_its_changes() -> None:
    from workbench.version import VERSION

    assert f"### {VERSION}" in README


@pytest.mark.parametrize("name", ["make run", "make test"])
def test_the_two_commands_stand_on_the_first_screen(name: str) -> None:
    assert any(line.startswith(name) for line in README.splitlines()[:24])
