"""The same bits however the work is cut; progress, cancel, and nothing half-done."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.analysis.sampling.running import CancelledError, run_chunks
from workbench.analysis.sampling.streams import CHUNK, Stream, chunks, stream
from workbench.errors import UsageError


class Sums:
    """A job whose every chunk counts something of its own."""

    def __call__(self, number: int, count: int) -> dict[str, np.ndarray]:
        drawn = stream(5, Stream.WEIGHTS, number).integers(0, 1000, CHUNK)[:count]
        return {"sum": np.array([drawn.sum()]), "count": np.array([count])}


SAMPLES = 5 * CHUNK + 77


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


class Fails:
    """A job that cannot go on."""

    def __call__(self, number: int, count: int) -> dict[str, np.ndarray]:
        message = f"chunk {number} of {count}"
        raise UsageError(message)


def test_what_goes_wrong_in_a_worker_is_said_as_if_it_were_here() -> None:
    with pytest.raises(UsageError, match="chunk"):
        run_chunks(Fails(), SAMPLES, block=1, workers=2)
