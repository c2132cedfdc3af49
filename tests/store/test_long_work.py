"""Long work leaves nothing behind: memory and open files stay flat, logs verify, and the state equals a replay."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.soak import counted, sizes

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
GROWTH = 1.03
"""How much more memory the later half of long work may take than the earlier one, as it stands at the rounds' ends."""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory and open files are read from Linux's /proc")
@sizes("much", (15, 2, 0), (150, 0, 600))
def test_long_work_stays_flat_and_ends_in_what_its_logs_replay_to(
    much: tuple[int, int, int], record_property: Callable[[str, object], None]
) -> None:
    steps, rounds, seconds = much
    found = counted(record_property, "rounds of long work" if seconds else "short work")
    command = [sys.executable, "-m", "tests.store.long_work", "11", *map(str, much)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    found["tried"] = len(told)
    found["acknowledged"] = sum(each["changes"] for each in told)
    found["wrong"] = sum(bool(each["wrong"]) for each in told)
    assert [each["wrong"] for each in told if each["wrong"]] == []
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(told) >= max(rounds, 2)
    assert found["acknowledged"] > len(told) * steps / 3
    assert {(each["files"], each["threads"]) for each in told} == {(told[0]["files"], told[0]["threads"])}
    # What is loaded once and kept belongs to the first rounds.
    settled = [each["memory"] for each in told[len(told) // 5 :]]
    middle = len(settled) // 2
    assert len(settled) < 8 or median(settled[middle:]) <= GROWTH * median(settled[:middle]), settled
