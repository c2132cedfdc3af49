"""Random numbers that depend on the seed, what they are for and the number of the chunk, and on nothing else."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from workbench.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 8192
"""Samples that are drawn from one stream. The chunk, not the block or the worker, decides about the random numbers, so
that a seed gives the same bits however the work is cut; it is also the length of the rows that stay in the cache."""


class Stream(IntEnum):
    """What random numbers are for: one use more does not change the others."""

    WEIGHTS = 0
    SCORES = 1
    SCENARIO = 2
    BOOTSTRAP = 3


def stream(seed: int, purpose: Stream, *place: int) -> np.random.Generator:
    """Return the generator of one chunk; independent of every other by SeedSequence's spawn keys."""
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(int(purpose), *place))))


def chunks(samples: int) -> Iterator[tuple[int, int]]:
    """Return each chunk's number and how many of its samples are used: the last one may be cut."""
    for number, start in enumerate(range(0, samples, CHUNK)):
        yield number, min(CHUNK, samples - start)


def check_counts(samples: int, seed: int, workers: int = 1) -> None:
    """Refuse numbers of samples, seeds and workers that are none.

    Raises
    ------
    UsageError
        When there is no sample or worker, or the seed is negative.
    """
    for name, number, least in (("samples", samples, 1), ("seed", seed, 0), ("workers", workers, 1)):
        if type(number) is not int or number < least:
            message = f"{name} is {number!r}."
            raise UsageError(message, hint=f"It is a whole number of at least {least}.")
