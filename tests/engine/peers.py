"""Independent libraries that results are compared with; an optional extra."""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.conftest import require

if TYPE_CHECKING:
    from collections.abc import Iterator


of_no_matter = pytest.mark.filterwarnings("ignore:Alternatives with indices")
"""pymcdm warns where an option is best or worst on every criterion, which these methods can take."""


def peer(name: str) -> Any:
    """Return the library's module, or skip the test; under WORKBENCH_REQUIRE_ALL fail it."""
    with warnings.catch_warnings():
        # The libraries and what they load have deprecations of their own.
        warnings.simplefilter("ignore")
        try:
            return import_module(name)
        except ImportError:
            require(present=False, what=name.partition(".")[0])
    return None


def random_tables(
    seeds: int = 20, *, least: float = 1.0, mixed: bool = True
) -> Iterator[tuple[np.ndarray, np.ndarray, Any]]:
    """Yield tables of 3 to 8 options on 2 to 6 criteria, weights, and directions; costs too if mixed."""
    for seed in range(seeds):
        generator = np.random.default_rng(seed)
        shape = (int(generator.integers(3, 9)), int(generator.integers(2, 7)))
        directions = np.where(generator.uniform(size=shape[1]) < 0.4 * mixed, -1, 1)
        directions[:2] = (1, -1 if mixed else 1)
        yield generator.uniform(least, 100, shape), generator.dirichlet(np.ones(shape[1])), directions
