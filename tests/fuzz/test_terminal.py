"""Nothing that stands in a file, a name or a log is ever obeyed by a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.store.writing import small, written
from workbench.model.change import Change, ChangeSet
from workbench.model.printable import printable

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202e\x08[red]x[/red]"
OBEYED = {*map(chr, range(32)), *map(chr, range(127, 160)), *"\u202a\u202b\u202c\u202d\u202e"} - {"\n", "\t"}


def in_terminal(place: Path, *words: str) -> str:
    """Run a command in a terminal without colours and return what it was sent."""
    ours, theirs = os.openpty()
    quiet = {"TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "200"}
    command = [sys.executable, "-m", "workbench", *words]
    process = subprocess.Popen(command, cwd=place, env=os.environ | quiet, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    sent = b""
    try:
        while block := os.read(ours, 65536):
            sent += block
    except OSError:
        pass  # This is how a terminal ends on Linux.
    os.close(ours)
    process.wait(timeout=60)
    return sent.decode(errors="surrogateescape").replace("\r\n", "\n")


@pytest.mark.parametrize("kind", ["table", "file name", "study", "command", "log"])
def test_hostile_text_is_spelled_out(kind: str, tmp_path: Path) -> None:
    name = HOSTILE.replace("/", "")
    (tmp_path / "t.csv").write_text(f"o,{HOSTILE},b\n{HOSTILE},1,2\nc,2,1\ndirection,min,max\nweight,1,1\n", "utf-8")
    (tmp_path / f"{name}.toml").write_text("x = 3\n", encoding="utf-8")
    written(small(tmp_path / "study"), "ana", ChangeSet((Change(f"option/{HOSTILE}", None, {}),), HOSTILE))
    words = {
        "table": ("rank", "t.csv", "--method", "weighted_sum", "--normalization", "minmax"),
        "file name": ("check", f"{name}.toml"),
        "study": ("score", HOSTILE),
        "command": (HOSTILE,),
        "log": ("history", "study"),
    }[kind]
    shown = in_terminal(tmp_path, *words)
    assert "x1b" in shown
    assert not OBEYED.intersection(shown)


def test_ordinary_text_stays_what_it_is() -> None:
    text = "Ferry – „Fähre“, 渡船, مرحبا 🙂\n\ttab"
    assert printable(text) == text
    assert printable("a\x1b[31m\x9b\u202e\ud800") == r"a\x1b[31m\x9b\u202e\ud800"
