"""Bombs of every kind, each read in a process of its own: refused or read within ten seconds and 512 megabytes."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.fuzz.bombs import KINDS
from tests.soak import counted

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS, MEGABYTES = 20, 512

READ = """
import json
import os
import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from tests.fuzz.bombs import bombs
from tests.fuzz.readers import READERS
from workbench.errors import WorkbenchError

name = sys.argv[1]
reader = READERS[name]
with TemporaryDirectory() as place:
    path = Path(place) / f"sound{reader.suffix}"
    path.write_bytes(reader.seeds()[0])
    reader.read(path)
    kinds = Path(place) / "kinds"
    # Made in a process of its own: what making takes is not what reading takes.
    maker = os.fork()
    if maker == 0:
        for number, (kind, data) in enumerate(bombs(name)):
            (Path(place) / f"bomb{number}{reader.suffix}").write_bytes(data)
            with kinds.open("a") as file:
                file.write(f"{kind}\\n")
        os._exit(0)
    assert os.waitpid(maker, 0)[1] == 0
    for number, kind in enumerate(kinds.read_text().splitlines()):
        path = Path(place) / f"bomb{number}{reader.suffix}"
        process = os.fork()
        if process == 0:
            # What wants too much fails by itself, before the system ends whatever it likes.
            resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))
            started, end = process_time(), "read"
            try:
                reader.read(path)
            except WorkbenchError as error:
                end = "refused" if str(error).strip() and len(str(error)) < 2_000_000 else "refused at length"
            except BaseException as error:
                end = f"{type(error).__name__}: {str(error)[:200]}"
            peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024
            print(json.dumps([kind, end, process_time() - started, peak]), flush=True)
            os._exit(0)
        _, status = os.waitpid(process, 0)
        if status:
            print(json.dumps([kind, f"ended with {status}", 0, 0]), flush=True)
"""


@pytest.mark.soak
@pytest.mark.parametrize("name", KINDS)
def test_a_bomb_is_refused_or_read_within_its_guards(name: str, record_property: Callable[[str, object], None]) -> None:
    figures = counted(record_property, "bombs")
    done = subprocess.run([sys.executable, "-c", READ, name], capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert found
    wrong = [each for each in found if each[1] not in {"read", "refused"} or each[2] > SECONDS or each[3] > MEGABYTES]
    figures.update(tried=len(found), wrong=len(wrong), refused=sum(end == "refused" for _, end, _, _ in found))
    assert not wrong, "\n".join(map(str, wrong))
