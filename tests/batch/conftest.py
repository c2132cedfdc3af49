"""Scenario tables to score, and the program that scores them."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.conftest import require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from workbench.model.study import Study

MODEL = "us-mexico-2011"
CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a batch ended."""

    code: int
    summary: dict[str, Any]
    said: str


def batch(*arguments: str | Path, stdin: str | None = None) -> Ended:
    """Run `workbench batch` in this process, which is quicker; without --jobs it stays in it."""
    from contextlib import redirect_stderr, redirect_stdout
    from unittest.mock import patch

    from workbench.cli.command_line import run

    words = ["batch", *map(str, arguments), *([] if "--jobs" in arguments else ["--jobs", "1"])]
    out, err = StringIO(), StringIO()
    given = TextIOWrapper(BytesIO((stdin or "").encode()))
    with redirect_stdout(out), redirect_stderr(err), patch("sys.stdin", given):
        code = run(words)
    text = out.getvalue()
    return Ended(code, json.loads(text) if text.startswith("{") else {}, err.getvalue() + text)


def batch_process(*arguments: str | Path) -> Ended:
    """Run `workbench batch` as a process without a terminal."""
    done = subprocess.run(
        command(*arguments), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ended(done.returncode, json.loads(done.stdout) if done.stdout.startswith("{") else {}, done.stderr)


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of a batch."""
    return [sys.executable, "-m", "workbench", "batch", *map(str, arguments)]


def content(folder: Path) -> Mapping[str, str]:
    """Return the digest of every file below a folder, by its name."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def parts_done(out: Path) -> int:
    """Return how many parts are done."""
    return len(list(out.glob(".parts/*.json")))


def wait_for_parts(process: subprocess.Popen[Any], out: Path, wanted: int) -> None:
    """Return once some parts are done, or the program has ended."""
    while process.poll() is None and parts_done(out) < wanted:
        time.sleep(0.002)


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Callable[[], tuple[str, subprocess.Popen[bytes]]]]:
    """Start a scheduler on loopback when called: its address, and the process."""
    require(present=find_spec("distributed") is not None, what="dask[distributed]")
    processes: list[subprocess.Popen[bytes]] = []

    def start() -> tuple[str, subprocess.Popen[bytes]]:
        port = free_port()
        words = ("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
        processes.append(_dask(tmp_path, *words))
        return f"tcp://127.0.0.1:{port}", processes[-1]

    try:
        yield start
    finally:
        _end(processes)


@pytest.fixture
def cluster(
    tmp_path: Path, scheduler: Callable[[], tuple[str, subprocess.Popen[bytes]]]
) -> Iterator[Callable[[], tuple[str, list[subprocess.Popen[bytes]]]]]:
    """Start a scheduler and two workers on loopback when called: the address, and the workers."""
    workers: list[subprocess.Popen[bytes]] = []

    def start() -> tuple[str, list[subprocess.Popen[bytes]]]:
        address, _ = scheduler()
        words = ("worker", address, "--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--no-nanny")
        workers.extend(_dask(tmp_path, *words) for _ in range(2))
        return address, workers

    try:
        yield start
    finally:
        _end(workers)


def _end(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _dask(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
    )


@pytest.fixture
def wide(tmp_path: Path, shipped: Study) -> Callable[..., Path]:
    """Write a Parquet table of random scenarios on the levels of the shipped study, in row groups of 250."""

    def write(count: int, name: str = "scenarios.parquet", bad: Mapping[int, tuple[str, float]] | None = None) -> Path:
        import pyarrow as pa
        from pyarrow import parquet

        generator = np.random.default_rng(7)
        cells = [f"{option}/{leaf.id}" for option in areas(shipped) for leaf in shipped.leaves[:6]]
        columns: dict[str, Any] = {"scenario": [f"s{place:06d}" for place in range(count)]}
        for cell in cells:
            columns[cell] = generator.choice([0.0, 25.0, 50.0, 75.0, 100.0], count)
        for place, (column, value) in (bad or {}).items():
            columns[column][place] = value
        path = tmp_path / name
        parquet.write_table(pa.table(columns), path, row_group_size=250)
        return path

    return write


def areas(study: Study) -> tuple[str, ...]:
    """Return the options that the study compares."""
    from workbench.model.selection import select

    return tuple(option.id for option in select(study).options)
