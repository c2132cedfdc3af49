"""Sharing work out: in this process, over processes on this machine, or over a cluster; who dies costs nothing."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.batch.cluster import on_cluster
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workbench.batch.cluster import Cluster

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

TRIES = 3
"""How often a task is given out again after the process that had it died."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Options of the C library's `mallopt`."""


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
        return on_cluster(work, tasks, cluster)
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
