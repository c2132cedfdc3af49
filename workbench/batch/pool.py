"""Sharing work out: in this process, over processes on this machine, or over a cluster; who dies costs nothing."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.errors import UsageError, WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

TRIES = 3
"""How often a task is given out again after the process that had it died."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Options of the C library's `mallopt`."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """An existing Dask cluster."""

    address: str
    certificate: str = ""
    key: str = ""
    authority: str = ""
    insecure: bool = False
    """Whether a plain connection to another machine was asked for in so many words."""


def share_out(
    work: Callable[[Task], Outcome], tasks: Sequence[Task], *, jobs: int = 1, cluster: Cluster | None = None
) -> Iterator[Outcome]:
    """Yield what becomes of each task, in the order in which they end.

    Parameters
    ----------
    work
        A function of a module, so that other processes find it; the same result however often it is called.

    Raises
    ------
    WorkbenchError
        When a task's process died every time it was tried, or the cluster cannot be reached.
    """
    if not tasks:
        return iter(())
    if cluster is not None:
        return _on_cluster(work, tasks, cluster)
    if jobs <= 1 or len(tasks) == 1:
        return map(work, tasks)
    return _on_processes(work, tasks, min(jobs, len(tasks)))


def _on_processes(work: Callable[[Task], Outcome], tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    waiting = deque(enumerate(tasks))
    tries: dict[int, int] = {}
    while waiting:
        pool = ProcessPoolExecutor(
            jobs, mp_context=get_context(_start_method()), initializer=_serve, initargs=(os.getpid(),)
        )
        running: dict[Any, tuple[int, Task]] = {}
        try:
            while waiting or running:
                while waiting and len(running) < 2 * jobs:
                    number, task = waiting.popleft()
                    running[pool.submit(work, task)] = (number, task)
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    del running[future]
                    yield result
        except BrokenProcessPool:
            lost = sorted(running.values(), key=lambda each: each[0])
            for number, _ in lost:
                tries[number] = tries.get(number, 0) + 1
                if tries[number] > TRIES:
                    message = f"A process that scored part {number} was killed {tries[number]} times."
                    hint = "The machine may lack memory: use fewer --jobs. What is finished stays."
                    raise WorkbenchError(message, hint=hint) from None
            waiting.extendleft(reversed(lost))
        finally:
            # Taken before: a pool that is shut down forgets its processes, and they would outlive this one.
            processes = list((pool._processes or {}).values())  # noqa: SLF001 - the pool has no way to end them
            pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()


def _start_method() -> str:
    """Return how processes begin: as copies where nothing else runs in this one, which costs no time to load."""
    # A lock that another thread holds would be copied, and nobody would ever release it.
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _serve(parent: int) -> None:
    """Leave interrupts to the parent, and end when it is gone: a killed batch leaves no process behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _keep_memory()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _keep_memory() -> None:
    """Have a worker keep the memory that it will need again for the next part; asking the system anew takes longer."""
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):  # another C library
        mallopt = ctypes.CDLL(None).mallopt
        for option in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            mallopt(option, 2**30)


def check_cluster(cluster: Cluster) -> None:
    """Refuse an address through which strangers could run their programs.

    Raises
    ------
    UsageError
        When the address is none, or a plain one to another machine that was not asked for in so many words.
    """
    scheme, separator, host = cluster.address.partition("://")
    if not separator or scheme not in {"tcp", "tls"} or ":" not in host:
        message = f"{cluster.address!r} is no address of a cluster."
        raise UsageError(message, hint="For example tcp://127.0.0.1:8786, or tls://HOST:8786 with certificates.")
    if scheme == "tls" and not (cluster.certificate and cluster.key and cluster.authority):
        message = "A tls:// address needs --tls-cert, --tls-key and --tls-ca."
        raise UsageError(message)
    if scheme == "tcp" and not _is_this_machine(host) and not cluster.insecure:
        message = (
            f"{cluster.address} is a plain connection to another machine: whoever can reach that scheduler can run "
            "any program on its workers, and read what passes."
        )
        hint = "Use tls://, or a tunnel to 127.0.0.1; on a network you trust, say so with --insecure-cluster."
        raise UsageError(message, hint=hint)


def _is_this_machine(host: str) -> bool:
    """Return whether a host with its port is reached from this machine only; a name that begins alike is not."""
    name = host.rpartition(":")[0].strip("[]")
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def _on_cluster(work: Callable[[Task], Outcome], tasks: Sequence[Task], cluster: Cluster) -> Iterator[Outcome]:
    check_cluster(cluster)
    try:
        from distributed import Client, as_completed
        from distributed.security import Security
    except ImportError as error:
        message = "Working on a cluster needs dask[distributed], which is not installed."
        raise UsageError(message, hint="Install the extra: pip install 'policy-workbench[cluster]'.") from error
    security = None
    if cluster.certificate:
        security = Security(  # type: ignore[no-untyped-call]
            tls_ca_file=cluster.authority,
            tls_client_cert=cluster.certificate,
            tls_client_key=cluster.key,
            require_encryption=True,
        )
    try:
        client = Client(  # type: ignore[no-untyped-call]
            cluster.address, security=security, timeout="15s", set_as_default=False
        )
    except (OSError, TimeoutError) as error:
        message = f"There is no cluster at {cluster.address}."
        raise WorkbenchError(message, hint="Start it: dask scheduler, and dask worker on each machine.") from error
    with client:
        futures = [client.submit(work, task, pure=False, retries=TRIES) for task in tasks]
        try:
            for future in as_completed(futures, loop=client.loop):  # type: ignore[no-untyped-call]
                yield future.result()
        except BaseException:
            client.cancel(futures, force=True)  # type: ignore[no-untyped-call]
            raise
