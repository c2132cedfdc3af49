"""The same bits however the work is cut; progress, cancel, and nothing half-done."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from workbench.analysis.acceptability import Running
from workbench.analysis.acceptability_counts import RankCounts, Sampler
from workbench.analysis.acceptability_studies import acceptability_of
from workbench.analysis.ground import find_ground
from workbench.analysis.sampling import running as sampling_running
from workbench.analysis.sampling.running import CancelledError, run_chunks
from workbench.analysis.sampling.scores import score_sampler
from workbench.analysis.sampling.streams import CHUNK, Stream, chunks, stream
from workbench.analysis.sampling.weights import weight_sampler
from workbench.errors import UsageError, WorkbenchError
from workbench.model.reading import Reading
from workbench.model.sampling import Scheme

if TYPE_CHECKING:
    from workbench.model.study import Study


class Sums:
    """A job whose every chunk counts something of its own."""

    def __call__(self, number: int, count: int) -> dict[str, np.ndarray]:
        drawn = stream(5, Stream.WEIGHTS, number).integers(0, 1000, CHUNK)[:count]
        return {"sum": np.array([drawn.sum()]), "count": np.array([count])}


SAMPLES = 5 * CHUNK + 77


@pytest.mark.soak
def test_ten_million_samples_take_the_memory_of_one_million() -> None:
    code = (
        "import resource, numpy as np; from workbench.analysis.acceptability_tables import rank_acceptability; "
        "rank_acceptability(np.random.default_rng(1).uniform(1, 9, (6, 5)), [1] * 5, samples={}); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    few, many = (
        int(subprocess.run([sys.executable, "-c", code.format(count)], capture_output=True, check=True).stdout)
        for count in (10**6, 10**7)
    )
    assert many < 1.05 * few


def test_chunks_cover_every_sample_once_and_the_last_is_cut() -> None:
    assert list(chunks(2 * CHUNK + 1)) == [(0, CHUNK), (1, CHUNK), (2, 1)]
    assert sum(count for _, count in chunks(SAMPLES)) == SAMPLES


@pytest.mark.parametrize(("block", "workers"), [(1, 1), (3, 1), (100, 1), (1, 2), (2, 3)])
def test_neither_block_size_nor_workers_change_a_bit(block: int, workers: int) -> None:
    whole = run_chunks(Sums(), SAMPLES)
    assert whole["count"] == SAMPLES
    cut = run_chunks(Sums(), SAMPLES, block=block, workers=workers)
    assert {name: each.tolist() for name, each in cut.items()} == {name: each.tolist() for name, each in whole.items()}


def test_streams_differ_by_seed_purpose_and_chunk() -> None:
    places = [(1, Stream.WEIGHTS, 0), (2, Stream.WEIGHTS, 0), (1, Stream.SCORES, 0), (1, Stream.WEIGHTS, 1)]
    assert len({stream(*each).integers(2**62) for each in places}) == len(places)
    assert stream(0, Stream.WEIGHTS, 3).integers(2**62) == stream(0, Stream.WEIGHTS, 3).integers(2**62)


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_rises_to_the_end(workers: int) -> None:
    seen: list[tuple[int, int]] = []
    run_chunks(Sums(), SAMPLES, block=2, workers=workers, progress=lambda done, total: seen.append((done, total)))
    done = [each for each, _ in seen]
    assert done == sorted(done)
    assert seen[-1] == (SAMPLES, SAMPLES)
    assert len(seen) == 3


@pytest.mark.parametrize("workers", [1, 2])
def test_a_cancelled_run_stops_at_once_and_says_that_nothing_is_kept(workers: int) -> None:
    seen: list[int] = []
    with pytest.raises(CancelledError, match=r"of 41,037 samples; nothing") as caught:
        run_chunks(
            Sums(),
            SAMPLES,
            block=1,
            workers=workers,
            progress=lambda done, _: seen.append(done),
            cancelled=lambda: len(seen) >= 2,
        )
    assert len(seen) == 2
    assert caught.value.exit_code == 130


class Ends:
    """A job whose process ends in the middle of it."""

    def __call__(self, number: int, count: int) -> dict[str, np.ndarray]:
        os._exit(number + count)


def test_a_worker_that_ends_is_said_in_words() -> None:
    with pytest.raises(WorkbenchError, match="nothing of the run is kept"):
        run_chunks(Ends(), SAMPLES, block=1, workers=2)


def test_a_job_reaches_a_process_that_starts_afresh_whole(shipped: Study) -> None:
    ground, scheme = find_ground(shipped, Reading()), Scheme(scores="confidence", together=True)
    problem = ground.problem
    sampler = Sampler(weight_sampler(problem.tree, problem.local, scheme), score_sampler(shipped, problem, scheme), 1)
    job = RankCounts(sampler, ground.totals)
    here, there = job(0, 500), pickle.loads(pickle.dumps(job))(0, 500)  # noqa: S301 - our own
    assert {name: each.tolist() for name, each in here.items()} == {name: each.tolist() for name, each in there.items()}


@pytest.mark.soak
def test_processes_that_start_afresh_give_the_same_bits(shipped: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    scheme, running = Scheme(scores="confidence"), Running(CHUNK + 9, block=1, workers=2)
    forked = acceptability_of(shipped, scheme=scheme, running=running)
    monkeypatch.setattr(sampling_running, "_context", lambda: multiprocessing.get_context("spawn"))
    afresh = acceptability_of(shipped, scheme=scheme, running=running)
    np.testing.assert_array_equal(forked.ranks, afresh.ranks)
    assert forked.central_weights == afresh.central_weights


class Fails:
    """A job that cannot go on."""

    def __call__(self, number: int, count: int) -> dict[str, np.ndarray]:
        message = f"chunk {number} of {count}"
        raise UsageError(message)


def test_what_goes_wrong_in_a_worker_is_said_as_if_it_were_here() -> None:
    with pytest.raises(UsageError, match="chunk"):
        run_chunks(Fails(), SAMPLES, block=1, workers=2)
