"""Somebody whom rights bind, also where the tests run as the superuser: the command line in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).parents[2]

BOUND = """
import ctypes, os, sys
prctl = getattr(ctypes.CDLL(None), "prctl", lambda *_: 0)
for capability in (1, 2):  # to write and to read against the rights of a file
    prctl(24, capability, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Gives up for good what lets the superuser pass, and becomes another program."""

PROGRAM = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from workbench.cli.command_line import run
from workbench.usecases.session import Session

def ended(words):
    out, err = io.StringIO(), io.StringIO()
    code = -1
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = run(words)
        except BaseException as error:
            err.write(f"Traceback: {type(error).__name__}: {error}")
    return [code, out.getvalue(), err.getvalue()]

def screen(folder):
    session = Session(Path(folder), ("di", "Di"), retry=600)
    session.apply(session.rescore("ferry", "cost", value=75.0))
    saving = session.close()
    return [saving.done, saving.waiting, saving.failure]

def may_read(path):
    try:
        return bool(Path(path).read_bytes())
    except PermissionError:
        return False

for line in sys.stdin:
    name, *given = json.loads(line)
    print(json.dumps(globals()[name](*given)), flush=True)
"""


@dataclass
class Stranger:
    """A process that rights bind, and the folder that it works in."""

    place: Path
    process: subprocess.Popen[str]

    def asks(self, name: str, *given: Any) -> Any:
        """Call a function of the program above."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([name, *given]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the process has ended"
        return json.loads(line)

    def refused(self, *words: str, code: int) -> str:
        """Run a command, see it end with a code and words alone, and return those."""
        found, printed, said = self.asks("ended", list(words))
        assert (found, printed) == (code, ""), said
        assert said.startswith("workbench: ")
        assert "Traceback" not in said
        assert "fault of the program" not in said
        assert "Errno" not in said
        return str(said)

    def done(self, *words: str) -> str:
        """Run a command, see it end well, and return all its words."""
        code, printed, said = self.asks("ended", list(words))
        assert code == 0, said
        return str(said + printed)


def start(place: Path) -> Stranger:
    """Start the process; skip where rights do not bind it all the same."""
    home, closed = place / "home", place / "closed"
    home.mkdir()
    closed.write_bytes(b"x")
    closed.chmod(0o000)
    process = subprocess.Popen(
        [sys.executable, "-c", BOUND, sys.executable, "-c", PROGRAM], cwd=place, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=os.environ | {"WORKBENCH_HOME": str(home), "WORKBENCH_ANALYST": "Ana", "PYTHONPATH": str(CHECKOUT)},
    )  # fmt: skip
    stranger = Stranger(place, process)
    if stranger.asks("may_read", str(closed)):
        process.communicate()
        pytest.skip("rights bind nobody here")
    closed.unlink()
    return stranger
