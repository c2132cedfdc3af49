"""Packages: every subset of sixteen options at once, against a loop over them."""

from __future__ import annotations

from itertools import combinations
from time import perf_counter

import numpy as np

from workbench.analysis.bilateral.packages import minimal, subsets

N_OPTIONS = 16


def vectorised(net: np.ndarray) -> int:
    """Return how many smallest mutual gains there are, all subsets in one array."""
    chosen = subsets(N_OPTIONS)
    good = np.all(chosen.members.astype(float) @ net > 0, axis=1)
    return int(minimal(chosen, good).sum())


def looped(net: np.ndarray) -> int:
    """Return the same with one subset after the other."""
    found: list[frozenset[int]] = []
    for size in range(1, N_OPTIONS + 1):
        good = [
            frozenset(subset)
            for subset in combinations(range(N_OPTIONS), size)
            if (net[list(subset)].sum(axis=0) > 0).all()
        ]
        found += [each for each in good if not any(smaller < each for smaller in found)]
    return len(found)


def main() -> None:
    """Print both times and their ratio."""
    net = np.random.default_rng(20110401).integers(-3, 3, (N_OPTIONS, 2)) * 25.0
    times, counts = [], []
    for way in (vectorised, looped):
        start = perf_counter()
        counts.append(way(net))
        times.append(perf_counter() - start)
    if counts[0] != counts[1]:
        message = f"the two ways differ: {counts}"
        raise AssertionError(message)
    print(f"smallest mutual gains of {2**N_OPTIONS - 1} packages: {counts[0]}")  # noqa: T201 - a script
    print(f"vectorised {times[0]:8.3f} s")  # noqa: T201
    print(f"loop       {times[1]:8.3f} s   ratio {times[1] / times[0]:.0f}")  # noqa: T201


if __name__ == "__main__":
    main()
