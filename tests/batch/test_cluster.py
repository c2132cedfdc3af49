"""A batch on a Dask cluster: a scheduler and two workers on this machine, one of which is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.batch.conftest import MODEL, batch, command, content
from tests.conftest import require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers on loopback: the address, and the workers."""
    require(present=find_spec("distributed") is not None, what="dask[distributed]")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"]
    worker = ["worker", address, "--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--no-nanny"]
    processes = [_dask(tmp_path, *arguments) for arguments in (scheduler, worker, worker)]
    try:
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _dask(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
    )


def test_on_a_cluster_of_which_a_worker_is_killed_the_bytes_are_the_same(
    wide: Callable[..., Path], tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    path = wide(5_000)
    assert batch(path, "--model", MODEL, "--out", tmp_path / "alone").code == 0
    out = tmp_path / "shared"
    with subprocess.Popen(
        command(path, "--model", MODEL, "--out", out, "--cluster", address),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        while process.poll() is None and len(list(out.glob(".parts/*.json"))) < 3:
            time.sleep(0.01)
        workers[0].send_signal(signal.SIGKILL)
        _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said
    assert content(out) == content(tmp_path / "alone")


def test_no_cluster_is_one_clear_word(tmp_path: Path) -> None:
    require(present=find_spec("distributed") is not None, what="dask[distributed]")
    (tmp_path / "s.csv").write_text("scenario,co-development/benefit-us\na,25\n", encoding="utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    ended = batch(tmp_path / "s.csv", "--model", MODEL, "--out", tmp_path / "o", "--cluster", f"tcp://127.0.0.1:{port}")
    assert (ended.code, "There is no cluster at" in ended.said) == (1, True)
