"""Running a job over many chunks: in blocks, with progress and cancel, in several processes, with the same bits."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import warnings
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from workbench.analysis.sampling.streams import CHUNK, chunks
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Tally: TypeAlias = dict[str, NDArray[np.int64]]
    Job: TypeAlias = Callable[[int, int], Tally]

BLOCK = 8
"""Chunks between two looks at whether to go on; progress is told as often."""


KEPT_FLOATS = 3 * 2**20
"""Floats of the block that `_keep_memory` takes and gives back: 24 megabytes, never written to."""


class CancelledError(WorkbenchError):
    """Somebody stopped a run before its end; nothing of it is kept."""

    exit_code = 130


def run_chunks(
    job: Job,
    samples: int,
    *,
    workers: int = 1,
    block: int = BLOCK,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Tally:
    """Return the sum of what a job counts in every chunk.

    Counts are whole numbers, so that neither the block size nor the order in which workers finish changes a bit.

    Parameters
    ----------
    job
        From a chunk's number and how many samples of it are used to whole numbers by name; sent to the workers once.
    progress
        Called after every block with how many samples are done, and how many there are.
    cancelled
        Asked after every block.

    Raises
    ------
    CancelledError
        When `cancelled` says so.
    WorkbenchError
        When a worker process ends before its work is done.
    """
    _keep_memory()
    blocks = list(_blocks(samples, block))
    total: Tally = {}
    done = 0
    for tally, count in _serial(job, blocks) if workers == 1 or len(blocks) == 1 else _parallel(job, blocks, workers):
        total = _added(total, tally)
        done += count
        if progress is not None:
            progress(done, samples)
        if cancelled is not None and done < samples and cancelled():
            message = f"Stopped after {done:,} of {samples:,} samples; nothing of it is kept."
            raise CancelledError(message)
    return total


def _keep_memory() -> None:
    """Let the C library keep what a chunk frees for the next one: half of the time went into getting it anew.

    Having seen a large block given back, glibc asks the system only for larger ones; elsewhere this does nothing.
    """
    np.empty(KEPT_FLOATS)


def _blocks(samples: int, block: int) -> Iterator[list[tuple[int, int]]]:
    each = list(chunks(samples))
    for start in range(0, len(each), max(1, block)):
        yield each[start : start + max(1, block)]


def _added(total: Tally, tally: Tally) -> Tally:
    return {name: total[name] + counts if name in total else counts for name, counts in tally.items()}


def _of_block(job: Job, block: Sequence[tuple[int, int]]) -> tuple[Tally, int]:
    total: Tally = {}
    for number, count in block:
        total = _added(total, job(number, count))
    return total, sum(count for _, count in block)


def _serial(job: Job, blocks: Sequence[Sequence[tuple[int, int]]]) -> Iterator[tuple[Tally, int]]:
    for block in blocks:
        yield _of_block(job, block)


def _parallel(job: Job, blocks: Sequence[Sequence[tuple[int, int]]], workers: int) -> Iterator[tuple[Tally, int]]:
    """Run blocks in processes, two waiting for each, so that a cancelled run stops soon."""
    pool = ProcessPoolExecutor(workers, mp_context=_context(), initializer=_start, initargs=(job,))
    waiting: set[Future[tuple[Tally, int]]] = set()
    left = iter(blocks)
    try:
        while True:
            while len(waiting) < 2 * workers and (block := next(left, None)) is not None:
                waiting.add(_submit(pool, block))
            if not waiting:
                return
            finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for each in finished:
                yield each.result()
    except BrokenProcessPool as error:
        message = "A worker process ended before its work was done; nothing of the run is kept."
        hint = "It may have run out of memory, or a script starts workers without `if __name__ == '__main__':`."
        raise WorkbenchError(message, hint=f"{hint} One worker needs neither.") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, block: Sequence[tuple[int, int]]) -> Future[tuple[Tally, int]]:
    with warnings.catch_warnings():
        # The linear algebra library's own threads are idle between calls, and it restarts them in a forked process.
        warnings.filterwarnings("ignore", message=".*multi-threaded", category=DeprecationWarning)
        return pool.submit(_work, block)


def _context() -> multiprocessing.context.BaseContext:
    """Return how processes start: forked (no import again) where nothing else runs in this one, else afresh."""
    alone = threading.active_count() == 1
    forks = "fork" in multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if alone and forks else "spawn")


_JOBS: list[Job] = []
"""In a worker: the one job it does."""


def _start(job: Job) -> None:
    # The interrupt reaches every process of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _keep_memory()
    _JOBS[:] = [job]


def _work(block: Sequence[tuple[int, int]]) -> tuple[Tally, int]:
    return _of_block(_JOBS[0], block)


__all__ = ["BLOCK", "CHUNK", "CancelledError", "run_chunks"]
