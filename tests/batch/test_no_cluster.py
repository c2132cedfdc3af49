"""Addresses at which no cluster works: each ends in one clear error, within a guard, and goes on later."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.batch.conftest import CHECKOUT, MODEL, batch, free_port
from tests.conftest import require
from workbench.batch import cluster as cluster_module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CELL = "co-development/benefit-us"
GUARD = 150
"""Seconds, ten times what a scheduler is waited for."""
PAGE = b"HTTP/1.0 400 Bad Request\r\nServer: none\r\n\r\n<html></html>"


@pytest.fixture(autouse=True)
def _with_dask() -> None:
    require(present=find_spec("distributed") is not None, what="dask[distributed]")


@pytest.fixture
def scenarios(tmp_path: Path) -> Path:
    path = tmp_path / "s.csv"
    path.write_text(f"scenario,{CELL}\na,25\n", encoding="utf-8")
    return path


@pytest.fixture
def answering() -> Iterator[Callable[[bytes | None], int]]:
    """Listen on a port and answer whoever comes with some bytes, with nothing (None: hold the line), or hang up."""
    doors: list[socket.socket] = []
    held: list[socket.socket] = []

    def start(answer: bytes | None) -> int:
        door = socket.create_server(("127.0.0.1", 0))
        doors.append(door)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    line, _ = door.accept()
                    held.append(line)
                    if answer is not None:
                        line.recv(64)
                        line.sendall(answer)
                        line.shutdown(socket.SHUT_RDWR)

        threading.Thread(target=serve, daemon=True).start()
        port: int = door.getsockname()[1]
        return port

    yield start
    for each in (*doors, *held):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        each.close()


IMPATIENT = """
import sys
from workbench.__main__ import main
from workbench.batch import cluster

cluster.PATIENCE = 2.0
sys.exit(main())
"""


def _refused(scenarios: Path, out: Path, port: int, *, program: tuple[str, ...] = ("-c", IMPATIENT)) -> str:
    """Run a batch on a cluster as a program, see one line on standard error and no result, and return the line."""
    words = ("batch", scenarios, "--model", MODEL, "--out", out, "--cluster", f"tcp://127.0.0.1:{port}")
    done = subprocess.run(
        [sys.executable, *program, *map(str, words)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=GUARD, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert not (out / "manifest.json").exists()
    (line,) = done.stderr.splitlines()
    return line


def _is_open(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(None, id="holds the line"),
        pytest.param(b"", id="hangs up"),
        pytest.param(PAGE, id="a web server"),
        pytest.param(b"\0" * 8, id="an empty message"),
        pytest.param(b"SSH-2.0-none\r\n", id="another protocol"),
    ],
)
def test_what_answers_and_is_no_dask_is_no_cluster(
    answer: bytes | None, answering: Callable[[bytes | None], int], scenarios: Path, tmp_path: Path
) -> None:
    said = _refused(scenarios, tmp_path / "out", answering(answer))
    assert "There is no cluster at tcp://127.0.0.1:" in said
    assert "dask scheduler" in said
    assert batch(scenarios, "--model", MODEL, "--out", tmp_path / "out").code == 0


def test_where_nothing_listens_is_no_cluster(scenarios: Path, tmp_path: Path) -> None:
    assert "There is no cluster at" in _refused(scenarios, tmp_path / "out", free_port())


def test_a_worker_is_no_scheduler(
    cluster: Callable[[], tuple[str, list[subprocess.Popen[bytes]]]], scenarios: Path, tmp_path: Path
) -> None:
    address, _ = cluster()
    port = free_port()
    worker = subprocess.Popen(
        [sys.executable, "-m", "dask", "worker", address, "--worker-port", str(port), "--no-dashboard", "--no-nanny"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while worker.poll() is None and not _is_open(port):
            time.sleep(0.1)
        said = _refused(scenarios, tmp_path / "out", port, program=("-m", "workbench"))
    finally:
        worker.kill()
        worker.wait()
    assert f"At tcp://127.0.0.1:{port} there is a Dask worker, not a scheduler." in said


def test_a_scheduler_without_workers_is_not_waited_for_without_end(
    scheduler: Callable[[], tuple[str, subprocess.Popen[bytes]]],
    scenarios: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, _ = scheduler()
    monkeypatch.setattr(cluster_module, "WORKERS", 0.5)
    ended = batch(scenarios, "--model", MODEL, "--out", tmp_path / "out", "--cluster", address)
    assert (ended.code, ended.said.count("\n")) == (1, 1)
    assert "No worker has joined the scheduler at tcp://127.0.0.1:" in ended.said


def test_a_scheduler_that_dies_is_said_in_one_line(
    scheduler: Callable[[], tuple[str, subprocess.Popen[bytes]]],
    scenarios: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, process = scheduler()

    def dies(*_: object) -> None:
        process.kill()

    monkeypatch.setattr(cluster_module, "_meet_workers", dies)
    ended = batch(scenarios, "--model", MODEL, "--out", tmp_path / "out", "--cluster", address)
    assert (ended.code, ended.said.count("\n")) == (1, 1), ended.said
    assert "The cluster at tcp://127.0.0.1:" in ended.said


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:many", "tcp://127.0.0.1:99999", "tcp://127.0.0.1:0", "tcp://:8786", "tcp://a b:1"]
)
def test_what_is_no_address_is_refused(address: str, scenarios: Path, tmp_path: Path) -> None:
    ended = batch(scenarios, "--model", MODEL, "--out", tmp_path / "out", "--cluster", address)
    assert (ended.code, "is no address of a cluster" in ended.said) == (2, True)
    assert not (tmp_path / "out").exists()


def test_certificates_that_cannot_be_read_are_named(scenarios: Path, tmp_path: Path) -> None:
    files = [f"--tls-{each}={tmp_path / each}.pem" for each in ("cert", "key", "ca")]
    ended = batch(scenarios, "--model", MODEL, "--out", tmp_path / "o", "--cluster", "tls://127.0.0.1:9", *files)
    assert (ended.code, "cert.pem" in ended.said, "PEM" in ended.said) == (2, True, True), ended.said
